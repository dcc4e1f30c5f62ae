"""Words that every step shares: findings, printed numbers, periods."""

from tieout.core.archives import too_large
from tieout.core.calendar import (
    PERIOD_NAMES,
    WEEKDAYS,
    FiscalCalendar,
    Period,
    QuarterWeekCalendar,
    WeekCalendar,
)
from tieout.core.catalogue import known_meaning, meaning, said_in
from tieout.core.cells import as_printed, for_people
from tieout.core.characters import NOT_XML
from tieout.core.extras import library
from tieout.core.findings import Finding, InputError, Place, Severity, Source
from tieout.core.gathered import gathered
from tieout.core.kept import kept, kept_folder
from tieout.core.names import named_in_text, resolved
from tieout.core.numbers import (
    PLAIN,
    Figure,
    NumberForm,
    Reading,
    agree,
    beyond_rounding,
    consistent,
    half_unit,
    read_number,
    read_percent,
)
from tieout.core.prose import BETWEEN_SENTENCES
from tieout.core.sarif import sarif
from tieout.core.slips import SLIPS, Slip, slip, slip_within
from tieout.core.version import VERSION

__all__ = [
    "BETWEEN_SENTENCES",
    "NOT_XML",
    "PERIOD_NAMES",
    "PLAIN",
    "SLIPS",
    "VERSION",
    "WEEKDAYS",
    "Figure",
    "Finding",
    "FiscalCalendar",
    "InputError",
    "NumberForm",
    "Period",
    "Place",
    "QuarterWeekCalendar",
    "Reading",
    "Severity",
    "Slip",
    "Source",
    "WeekCalendar",
    "agree",
    "as_printed",
    "beyond_rounding",
    "consistent",
    "for_people",
    "gathered",
    "half_unit",
    "kept",
    "kept_folder",
    "known_meaning",
    "library",
    "meaning",
    "named_in_text",
    "read_number",
    "read_percent",
    "resolved",
    "said_in",
    "sarif",
    "slip",
    "slip_within",
    "too_large",
]
