"""Validation by Arelle, in this process and offline; its messages become findings about the release."""

from tieout.validate.agreed import agreed
from tieout.validate.apart import Apart
from tieout.validate.model import Counts, Verdict
from tieout.validate.official import NOTHING, Official, needed, official
from tieout.validate.package import repeats_folder
from tieout.validate.report import held_to_rules, is_report_json, is_report_xml, validate

__all__ = [
    "NOTHING",
    "Apart",
    "Counts",
    "Official",
    "Verdict",
    "agreed",
    "held_to_rules",
    "is_report_json",
    "is_report_xml",
    "needed",
    "official",
    "repeats_folder",
    "validate",
]
