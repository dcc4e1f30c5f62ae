"""The scale of amounts in captions that state none: the table's, unless that is impossible."""

from decimal import Decimal
from functools import cached_property

from tieout.core import Figure, Severity
from tieout.language import Unit
from tieout.layout import Row
from tieout.mapping.paired import Outcome, Paired

# Hardly a company has so many shares: what a scale makes more of is printed one by one. A few banks do have a
# few times as many; for them the notice tells it, and a scale beside the number settles it.
_MOST_SHARES = Decimal(10) ** 11
# Who prints in millions may have authorized more, in six digits; who prints one by one there has seven.
_MILLIONS, _MOST_IN_MILLIONS = 6, Decimal(10) ** 12
# Counts of one company's shares are not ten times another's; those in another scale are a thousand times.
_ALIKE = 10
# An amount in a caption is a part of what its table shows: it is no hundred times the largest figure there.
_MANY_TIMES = 100


class CaptionScale:
    """Scales the amounts without a scale in the captions of one table.

    Counts of shares are printed alike in all captions of a table. They have the scale that its unit line
    gives to shares. If one of them would be impossible then, or another states a scale of its own, they are
    whole numbers, and a notice says so.
    """

    def __init__(self, paired: Paired, unit: Unit | None, outcome: Outcome) -> None:
        self._paired, self._outcome = paired, outcome
        money = unit is not None and unit.measure == paired.company.currency
        self._money = unit.scale if unit is not None and money else 0
        self._stated = unit.shares if unit is not None and money else 0
        self._told = False

    def scaled(self, row: Row, measure: str, figure: Figure) -> Figure | None:
        """An amount in whole units; None where no scale fits, which is reported."""
        if measure != "shares":
            return Figure.scaled(figure.value, figure.decimals, self._money_scale(row, figure))
        if self._shares and self._in_full and not self._told:
            self._told = True
            self._tell(row, f"counts of shares in captions are read one by one: {self._in_full}")
        scaled = Figure.scaled(figure.value, figure.decimals, 0 if self._in_full else self._shares)
        if scaled.value == scaled.value.to_integral_value():
            return scaled
        self._outcome.say(
            "caption-scale",
            f"{figure.value} shares are no whole number: their scale is not known",
            "Say the scale in the unit line or beside the number: 305.2 million shares.",
            self._paired.release.place(self._paired.table, row),
        )
        return None

    @cached_property
    def _shares(self) -> int:
        """The scale of counts of shares. Where the unit line does not say it, `except per share data`, they
        are in that of money only if this alone makes them as many as the rows of the release print.
        """
        if self._stated is not None:
            return self._stated
        return self._money if self._alike(self._money) and not self._alike(0) else 0

    @cached_property
    def _in_full(self) -> str:
        """Why counts of shares are whole numbers in spite of the table's scale; "" where they are not."""
        for row in self._paired.table.rows:
            for group in self._paired.language.amounts_in(row.caption):
                amounts = group.amounts
                if amounts is None or amounts.measure != "shares":
                    continue
                said = row.caption[group.start : group.end]
                largest = max(abs(figure.value) for figure in amounts.figures)
                if not amounts.bare:
                    return f'"{said}" names a scale of its own'
                if self._alike(self._shares) and not self._alike(0):
                    continue
                most = _MOST_IN_MILLIONS if self._shares == _MILLIONS else _MOST_SHARES
                if largest.scaleb(self._shares) > most:
                    return f'no company has as many as "{said}" would be in the scale of the table'
        return ""

    def _alike(self, scale: int) -> bool:
        """Whether a count of shares in the captions is, in a scale, close to those of the release's rows."""
        few, many = self._usual
        return many > 0 and any(few <= count.scaleb(scale) <= many for count in self._counts)

    @cached_property
    def _counts(self) -> tuple[Decimal, ...]:
        """The counts of shares in the captions of the table, as printed."""
        return tuple(
            abs(figure.value)
            for row in self._paired.table.rows
            for group in self._paired.language.amounts_in(row.caption)
            if group.amounts is not None and group.amounts.measure == "shares"
            for figure in group.amounts.figures
        )

    @cached_property
    def _usual(self) -> tuple[Decimal, Decimal]:
        """Between which numbers a company's shares are, by the largest count in the rows of its release."""
        counts = [
            abs(cell.reading.value).scaleb(cell.unit.scale)
            for table in self._paired.release.tables
            for row in table.rows
            for cell in row.cells
            if cell.reading.value and cell.unit is not None and cell.unit.measure == "shares"
        ]
        most = max(counts, default=Decimal(0))
        return most / _ALIKE, most * _ALIKE

    def _money_scale(self, row: Row, figure: Figure) -> int:
        if not self._money or abs(figure.value) <= _MANY_TIMES * self._largest:
            return self._money
        self._tell(
            row, f"{figure.value:,} in the caption is read as it is printed: it is beyond all figures here"
        )
        return 0

    @cached_property
    def _largest(self) -> Decimal:
        """The largest figure of the table, as printed."""
        rows = self._paired.table.rows
        values = (cell.reading.value for row in rows for cell in row.cells)
        return max((abs(value) for value in values if value is not None), default=Decimal(0))

    def _tell(self, row: Row, message: str) -> None:
        self._outcome.say(
            "caption-scale",
            message,
            "Name the scale beside the number, as in 305 million shares, where it is another.",
            self._paired.release.place(self._paired.table, row),
            severity=Severity.NOTICE,
        )
