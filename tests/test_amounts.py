"""Amounts that captions name, and what they are as facts: each kind on a caption that was made up for it."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import process_time

import pytest

from test_draft import SMALL, begun
from tieout.core import Severity
from tieout.definitions import ReleaseDefinition, load_company
from tieout.draft.inside import amounts_in, with_placeholders
from tieout.language import Amounts, Language, language_of
from tieout.pipeline import Read
from tieout.pipeline import read as read_folder
from tieout.start import Quarter, new_release

MAY = date(2024, 5, 4)
AT = "at May 4, 2024 and February 3, 2024"


@pytest.fixture(scope="module")
def words(root: Path) -> Language:
    """The language of a company whose currency is the dollar."""
    return language_of(load_company(root / "taxonomy" / "aapl"))


def said(amounts: Amounts) -> str:
    """What amounts say, for people: `USD 5@2024 6@2023`, with a star where they name a scale."""
    values = [str(figure.value) for figure in amounts.figures]
    labels = [str(label) if label is not None else "?" for label in amounts.labels]
    told = [f"{v}@{a}" for v, a in zip(values, labels, strict=True)] if len(values) == len(labels) else values
    told += [f"@{label}" for label in labels] if len(values) != len(labels) else []
    return " ".join([amounts.measure + ("" if amounts.bare else "*"), *told])


def read_all(words: Language, caption: str) -> list[str]:
    """Each group of a caption with what it says, or with why it is not read."""
    return [
        f"{caption[group.start : group.end]} = "
        + (said(group.amounts) if group.amounts is not None else group.why)
        for group in words.amounts_in(caption)
    ]


# What belongs together ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("caption", "groups"),
    [
        pytest.param("Shares of $.05 par value", ["$.05 = USD 0.05"], id="no-leading-zero"),
        pytest.param(
            "Stock, par value $2.00 — 40,000,000 shares authorized; 31,222,333 shares issued",
            ["$2.00 = USD 2", "40,000,000 shares = shares 40000000", "31,222,333 shares = shares 31222333"],
            id="one-after-the-other",
        ),
        pytest.param(
            "Stock without par value (700 million shares authorized, 1.5 billion shares issued)",
            ["700 million shares = shares* 700000000", "1.5 billion shares = shares* 1500000000"],
            id="scales",
        ),
        pytest.param(
            "Capital; authorized: 9,000 shares; 8,100,000 issued",
            ["9,000 shares = shares 9000", "8,100,000 = shares 8100000"],
            id="a-status-says-shares",
        ),
        pytest.param(
            "Preference capital, no shares issued; none outstanding",
            ["no shares = shares 0", "none = shares 0"],
            id="zero-in-words",
        ),
        pytest.param("Cash (pledged: 2024, nil; 2023, $7)", ["2024, nil; 2023, $7 = USD 0@2024 7@2023"]),
        pytest.param("12 and zero shares issued", ["12 and zero shares = shares 12 0"], id="zero-beside"),
        pytest.param(
            "Receivables, net of allowance of $1.5, $2.5 and $1.5, respectively",
            ["$1.5, $2.5 and $1.5 = USD 1.5 2.5 1.5"],
            id="three",
        ),
        pytest.param("Receivables, less ($81 and $75)", ["$81 and $75 = USD 81 75"], id="in-brackets"),
        pytest.param(
            f"Stock, 410 and 400 shares issued {AT}, respectively",
            [f"410 and 400 shares issued {AT}, respectively = shares 410@2024-05-04 400@2024-02-03"],
            id="respectively",
        ),
        pytest.param(
            f"Series K (7,500 issued and outstanding {AT})",
            [f"7,500 issued and outstanding {AT} = shares 7500 @2024-05-04 @2024-02-03"],
            id="one-for-both",
        ),
        pytest.param(
            "Held back, 31 shares at May 4, 2024 and 30 shares at February 3, 2024",
            [
                "31 shares at May 4, 2024 and 30 shares at February 3, 2024 "
                "= shares 31@2024-05-04 30@2024-02-03"
            ],
            id="a-date-after-each",
        ),
        pytest.param(
            "Stock; 41 shares issued as of May 4, 2024; 40 shares issued as of February 3, 2024",
            [
                "41 shares issued as of May 4, 2024; 40 shares issued as of February 3, 2024 "
                "= shares 41@2024-05-04 40@2024-02-03"
            ],
            id="the-same-said-again",
        ),
        pytest.param(
            "Stock; 41 shares issued as of May 4, 2024; 40 shares outstanding as of February 3, 2024",
            [
                "41 shares issued as of May 4, 2024 = shares 41@2024-05-04",
                "40 shares outstanding as of February 3, 2024 = shares 40@2024-02-03",
            ],
            id="another-thing-said",
        ),
        pytest.param(
            "Treasury stock (9,111 at May 4, 2024 and 8,222 at February 3, 2024, at cost)",
            ["9,111 at May 4, 2024 and 8,222 at February 3, 2024 = shares 9111@2024-05-04 8222@2024-02-03"],
            id="the-caption-says-shares",
        ),
        pytest.param(
            "Held (5 million shares at May 4, 2024 and4 million shares at February 3, 2024)",
            [
                "5 million shares at May 4, 2024 and4 million shares at February 3, 2024 "
                "= shares* 5000000@2024-05-04 4000000@2024-02-03"
            ],
            id="a-lost-space",
        ),
        pytest.param(
            "Trade (net of allowance - 2024: $15; 2023: $11)",
            ["2024: $15; 2023: $11 = USD 15@2024 11@2023"],
            id="years-before",
        ),
        pytest.param(
            "Treasury: (5/4/24 – 2,500 shares; 2/3/24 – 2,400 shares)",
            ["5/4/24 – 2,500 shares; 2/3/24 – 2,400 shares = shares 2500@2024-05-04 2400@2024-02-03"],
            id="dates-before",
        ),
        pytest.param(
            "Issued: (5/4/24 and 2/3/24 – 2,500) at paid-in amount",
            ["5/4/24 and 2/3/24 – 2,500 = shares 2500 @2024-05-04 @2024-02-03"],
            id="two-dates-before-one",
        ),
        pytest.param(
            "Receivables, less allowances $25 (2023, $21)",
            ["$25 (2023, $21) = USD 25@? 21@2023"],
            id="the-other-in-brackets",
        ),
        pytest.param(
            "Receivables, less $25 in 2024 and $21 in 2023",
            ["$25 in 2024 and $21 in 2023 = USD 25@2024 21@2023"],
            id="years-after",
        ),
        pytest.param(
            "Treasury, 4,187 shares (2024) and 4,032 shares (2023)",
            ["4,187 shares (2024) and 4,032 shares (2023) = shares 4187@2024 4032@2023"],
            id="years-in-brackets",
        ),
        pytest.param(
            f"Stock, 41 and 40 shares issued and 31 and 30 shares outstanding {AT}",
            [
                "41 and 40 shares = shares 41@2024-05-04 40@2024-02-03",
                f"31 and 30 shares outstanding {AT} = shares 31@2024-05-04 30@2024-02-03",
            ],
            id="dates-of-both",
        ),
        pytest.param(
            "Stock, issued 41 and outstanding 31 shares at May 4, 2024; issued 40 and outstanding 30 shares "
            "at February 3, 2024",
            [
                "41 = shares 41@2024-05-04",
                "31 shares at May 4, 2024 = shares 31@2024-05-04",
                "40 = shares 40@2024-02-03",
                "30 shares at February 3, 2024 = shares 30@2024-02-03",
            ],
            id="dates-of-each-clause",
        ),
        pytest.param(
            "Stock, 30 Class K shares and 20 Class L shares",
            ["30 = shares 30", "20 = shares 20"],
            id="two-classes",
        ),
        pytest.param(
            "Stock, 5,000 shares held in treasury at May 4, 2024",
            ["5,000 shares held in treasury at May 4, 2024 = shares 5000@2024-05-04"],
            id="words-between",
        ),
        pytest.param("Loan of 3 million Swiss francs", ["3 million Swiss francs = CHF* 3000000"]),
        pytest.param(
            "Preferred stock, 5 shares authorized; issued and outstanding – none",
            ["5 shares = shares 5", "none = shares 0"],
            id="none-behind-a-status",
        ),
        pytest.param("Preferred stock; issued, zero", ["zero = shares 0"], id="zero-behind-a-comma"),
        pytest.param(
            "Treasury stock, at cost; 71.5 and 68.2 million shares",
            ["71.5 and 68.2 million shares = shares* 71500000 68200000"],
            id="one-scale-for-both",
        ),
        pytest.param(
            "Treasury stock, at cost (shares held: 47 and 33)", ["47 and 33 = shares 47 33"], id="held"
        ),
        pytest.param(
            "Common, 90 shares authorized (Class A 70, Class B 20); 11 (Class A 7, Class B 4) shares issued",
            [
                "90 shares = shares 90",
                "70 = shares 70",
                "20 = shares 20",
                "11 = shares 11",
                "7 = shares 7",
                "4 = shares 4",
            ],
            id="classes-in-brackets",
        ),
        pytest.param("Stock, 0.0001 par value", ["0.0001 = USD 0.0001"], id="par-without-a-sign"),
        pytest.param(
            "Class A $.01 par value, Series A, $.02 par value, and A$3 of a loan",
            ["$.01 = USD 0.01", "$.02 = USD 0.02", "A$3 = AUD 3"],
            id="a-letter-before-the-sign",
        ),
    ],
)
def test_groups_of_amounts(words: Language, caption: str, groups: list[str]) -> None:
    assert read_all(words, caption) == groups


@pytest.mark.parametrize(
    "caption",
    [
        "Debt (Note 9)",
        "Receivables (9)",
        "Series 2 preferred, Class 3, Level 3 assets",
        "4.5 % notes and 4 3/8% notes due 2030",
        "Plan under 401(k) for ages 60 and older, a 20-year bond, the 1st tier",
        "Plan of 2019",
        "Deposits of $100,000 or more",
        "Deposits of less than $250,000",
        "Ordinary capital of no par value",
        "Preferred stock issued, no par value",
        # The classes make up another count.
        "Common stock, 11 (Class A 7, Class B 9) shares issued",
        "Units, each a 1/100th interest",
        "",
    ],
)
def test_numbers_that_are_no_amounts(words: Language, caption: str) -> None:
    assert read_all(words, caption) == []


@pytest.mark.parametrize(
    ("caption", "groups"),
    [
        ("Stock, $1.25 1/2 par value", ["$1.25 1/2 = a number cannot be read"]),
        ("Stock, $1.25¹/² par value", ["$1.25¹/² = a number cannot be read"]),
        ("Stock, $1.25½ par value", ["$1.25½ = a number cannot be read"]),
        ("Stock, 1 1/4¢ par value", ["1 1/4¢ = a number cannot be read"]),
        ("Stock, 5¢ par value", ["5¢ = a number cannot be read"]),
        ("Reserve, $1,23 and $5", ["$1,23 and $5 = a number cannot be read"]),
        ("Reserve of 1,500", ["1,500 = nothing says what is counted"]),
        ("Reserve of $5 and 6", ["$5 and 6 = it is not sure that they belong together"]),
        ("Reserve of $5 to $6", ["$5 to $6 = it is not sure that they belong together"]),
        (
            "Stock, 5,000 shares (a) and 6,000 shares (b)",
            ["5,000 shares (a) and 6,000 = it is not sure that they belong together"],
        ),
        ("Reserve of $5 and €6", ["$5 and €6 = they are in several currencies"]),
        ("Stock, 1.5 and 2 million shares", ["1.5 and 2 million shares = only some of them name a scale"]),
        ("Stock, 5 shares at May 40, 2024", ["5 shares at May 40, 2024 = a date cannot be read"]),
        ("Stock, 5,000 and", ["5,000 = the caption breaks off behind it"]),
        ("Gain, net of tax of ($5)", ["$5 = it is not sure whether the brackets make it negative"]),
    ],
)
def test_amounts_in_doubt_say_why(words: Language, caption: str, groups: list[str]) -> None:
    assert read_all(words, caption) == groups


def test_what_a_text_counts_may_be_known_from_elsewhere(words: Language) -> None:
    assert words.amounts("5,000 at May 4, 2024") is None
    amounts = words.amounts("5,000 at May 4, 2024", "shares")
    assert amounts is not None
    assert (amounts.measure, amounts.labels) == ("shares", (MAY,))


def test_a_par_value_is_of_one_share(words: Language) -> None:
    caption = (
        "Stock, par value $5; liquidation value $7; in excess of par value $9; dividends of $2 per share"
    )
    each = [group.each for group in words.amounts_in(caption)]
    assert each == [True, False, False, True]


def test_numbers_are_placed_where_they_are_printed(words: Language) -> None:
    caption = "Common stock, none issued; 1 and 11 shares authorized"
    places = [
        (caption[at:], text)
        for group in words.amounts_in(caption)
        if group.amounts is not None
        for at, text in zip(group.amounts.places, group.amounts.texts, strict=True)
    ]
    assert [text for _, text in places] == ["none", "1", "11"]
    assert all(rest.startswith(text) for rest, text in places)


def test_words_beside_amounts_say_what_they_are(definition: ReleaseDefinition) -> None:
    language = language_of(definition.company)
    caption = (
        "Authorized shares: 90,000Issued shares: (5/4/24 and 2/3/24 – 80,000) at cost; "
        f"70,000 outstanding {AT}"
    )
    found = amounts_in(caption, language)
    assert [" ".join(one.said.split()) for one in found] == [
        "Authorized shares",
        "Issued shares: (",
        "outstanding",
    ]
    named = with_placeholders(caption, found, ["a", "b", "c"])
    assert named == "Authorized shares: {a}Issued shares: ({b}) at cost; {c}"


def test_long_captions_are_read_in_time_that_grows_with_them(words: Language) -> None:
    def seconds(times: int) -> float:
        caption = "at 1,000 and $5 in treasury, no shares (" * times
        began = process_time()
        words.amounts_in(caption)
        return process_time() - began

    seconds(10)
    assert seconds(80) < 40 * max(seconds(10), 0.001)


# As facts ----------------------------------------------------------------------------------------------

BALANCE = """
Assets||
Cash|2,215|1,980
{receivables}|1,404|1,377
Property|1,260|1,244
Total assets|4,879|4,601
Stockholders' equity||
{stock}|3|3
{treasury}|(520)|(460)
Retained earnings|5,396|5,058
Total stockholders' equity|4,879|4,601
"""
CAPTIONS = {"receivables": "Receivables", "stock": "Common stock", "treasury": "Treasury stock"}
Facts = Callable[..., tuple[Read, dict[str, list[str]]]]


@pytest.fixture
def drafted(tmp_path: Path) -> Facts:
    """What a balance sheet with some captions becomes: the reading, and facts in captions by their text."""

    def run(unit: str = "(In millions)", **captions: str) -> tuple[Read, dict[str, list[str]]]:
        rows = "".join(
            "<tr>" + "".join(f"<td>{cell}</td>" for cell in line.split("|")) + "</tr>"
            for line in ("|March 31, 2025|December 31, 2024" + BALANCE.format(**CAPTIONS | captions)).split(
                "\n"
            )
        )
        text = tmp_path / "page.htm"
        head = f"<p>Small Works Corp.</p><p>Condensed Consolidated Balance Sheets</p><p>{unit}</p>"
        text.write_text(f"<html><body>{head}<table>{rows}</table></body></html>", encoding="utf-8")
        company, release = tmp_path / "taxonomy" / "small", tmp_path / "instances" / "small-2025q1"
        begun(company, text, *SMALL)
        new_release(company, Quarter.read("2025q1"), text, date(2025, 5, 1), release)
        done = read_folder(release)
        found: dict[str, list[str]] = {}
        for printed in done.mapped.printed:
            if not printed.place.head and printed.figure is not None:
                fact = f"{printed.figure.value} {printed.measure} {printed.period.end}"
                found.setdefault(printed.text, []).append(fact)
        return done, found

    return run


def notices(done: Read, code: str) -> list[str]:
    """The messages of findings with a code."""
    return [finding.message for finding in done.told if finding.code == f"mapping.{code}"]


def test_amounts_without_a_scale_are_in_that_of_the_table_but_for_those_of_a_share(drafted: Facts) -> None:
    done, found = drafted(
        stock="Common stock, $.05 par value, 900 shares authorized",
        receivables="Receivables, less allowance (2025: $12; 2024: $10)",
    )
    assert found[".05"] == ["0.05 USD/shares 2025-03-31", "0.05 USD/shares 2024-12-31"]
    assert found["900"] == ["900000000 shares 2025-03-31", "900000000 shares 2024-12-31"]
    assert found["12"] == ["12000000 USD 2025-03-31"]
    assert found["10"] == ["10000000 USD 2024-12-31"]
    assert not notices(done, "caption-scale")


def test_counts_that_no_company_has_are_printed_one_by_one_and_so_are_those_beside(drafted: Facts) -> None:
    done, found = drafted(
        stock="Common stock, 600,000,000 shares authorized",
        treasury="Treasury stock (45,000 shares at March 31, 2025 and 44,000 shares at December 31, 2024)",
    )
    assert found["600,000,000"][0] == "600000000 shares 2025-03-31"
    assert found["45,000"] == ["45000 shares 2025-03-31"]
    assert found["44,000"] == ["44000 shares 2024-12-31"]
    (told,) = notices(done, "caption-scale")
    assert told.startswith("counts of shares in captions are read one by one: no company has as many")


def test_a_company_in_millions_may_have_authorized_hundreds_of_billions(drafted: Facts) -> None:
    done, found = drafted(stock="Common stock, 300,000 shares authorized")
    assert found["300,000"][0] == "300000000000 shares 2025-03-31"
    assert not notices(done, "caption-scale")


def test_counts_that_are_as_many_as_those_of_the_rows_are_in_the_scale_of_the_table(drafted: Facts) -> None:
    rows = "Average diluted shares outstanding|1,871|1,884\nTreasury stock"
    stock = "Common stock, 2,003,000 shares authorized; 1,862 shares issued"
    _, found = drafted("(In millions, except per share data)", stock=stock, treasury=rows)
    assert found["1,862"][0] == "1862000000 shares 2025-03-31"
    assert found["2,003,000"][0] == "2003000000000 shares 2025-03-31"


def test_counts_that_no_row_bears_out_are_printed_one_by_one(drafted: Facts) -> None:
    stock = "Common stock, 2,003,000 shares authorized; 1,862 shares issued"
    _, found = drafted("(In millions, except per share data)", stock=stock)
    assert found["1,862"][0] == "1862 shares 2025-03-31"


def test_an_amount_beyond_all_figures_of_its_table_is_printed_in_full(drafted: Facts) -> None:
    done, found = drafted(receivables="Receivables, net of allowance of $12,000,000 and $11,000,000")
    assert found["12,000,000"] == ["12000000 USD 2025-03-31"]
    assert len(notices(done, "caption-scale")) == 2


def test_a_share_is_whole(drafted: Facts) -> None:
    done, found = drafted("(In millions, except share data)", stock="Common stock, 30.5 shares authorized")
    assert "30.5" not in found
    assert notices(done, "caption-scale")


def test_headings_have_amounts_too(drafted: Facts) -> None:
    _, found = drafted(stock="Common stock of $1.50 par value:||\nIssued, 77 shares")
    assert found["1.50"] == ["1.50 USD/shares 2025-03-31", "1.50 USD/shares 2024-12-31"]
    assert found["77"][0] == "77000000 shares 2025-03-31"


def test_a_caption_that_is_broken_over_two_rows(drafted: Facts) -> None:
    done, found = drafted(stock="Common stock, 9,000,100 authorized; 5,000,200 and||\n5,000,100 issued")
    assert found["5,000,200"] == ["5000200 shares 2025-03-31"]
    assert found["5,000,100"] == ["5000100 shares 2024-12-31"]
    places = {p.text: p.place.line for p in done.mapped.printed if not p.place.head}
    assert places["5,000,100"] == places["5,000,200"] + 1


def test_counts_by_class_are_of_their_columns(drafted: Facts) -> None:
    stock = "Common stock, 12 (Class A 7, Class B 5) and 11 (Class A 6, Class B 5) shares issued"
    done, found = drafted(stock=stock)
    assert found["12"] == ["12000000 shares 2025-03-31"]
    assert found["11"] == ["11000000 shares 2024-12-31"]
    assert found["7"] == ["7000000 shares 2025-03-31"]
    assert found["6"] == ["6000000 shares 2024-12-31"]
    assert found["5"] == ["5000000 shares 2025-03-31", "5000000 shares 2024-12-31"]
    names = {p.text: p.concept.name for p in done.mapped.printed if not p.place.head}
    assert [names[text] for text in ("7", "6", "5")] == [
        "ClassASharesIssued",
        "ClassASharesIssued",
        "ClassBSharesIssued",
    ]
    assert not notices(done, "caption-dates")


def test_one_number_that_is_two_things_is_two_facts(drafted: Facts) -> None:
    done, _ = drafted(stock="Common stock, 77 shares issued and outstanding")
    names = {p.concept.name for p in done.mapped.printed if p.text == "77"}
    assert names == {"CommonStockSharesIssued", "CommonStockSharesOutstanding"}


def test_amounts_of_another_class_of_stock_are_no_other_concept(drafted: Facts) -> None:
    done, _ = drafted(
        stock="Class A common stock, 77 shares authorized||\nClass B common stock, 66 shares authorized"
    )
    names = {p.text: p.concept.name for p in done.mapped.printed if not p.place.head}
    assert names == {"77": "CommonStockSharesAuthorized", "66": "ClassBCommonStockAuthorized"}


def test_no_amount_is_left_in_silence(drafted: Facts) -> None:
    done, _ = drafted(stock="Common stock, $1.25 1/2 par value")
    (told,) = (finding for finding in done.told if finding.code == "mapping.caption-unread")
    assert told.severity is Severity.NOTICE
    assert '"$1.25 1/2" in the caption "Common stock, $1.25 1/2 par value" is not read' in told.message


def test_the_date_behind_two_amounts_is_of_both(drafted: Facts) -> None:
    done, found = drafted(
        stock="Common stock, issued 4,100 and outstanding 3,100 shares at March 31, 2025; issued 4,000 and "
        "outstanding 3,000 shares at December 31, 2024"
    )
    assert {text: [fact.split()[-1] for fact in facts] for text, facts in found.items()} == {
        "4,100": ["2025-03-31"],
        "3,100": ["2025-03-31"],
        "4,000": ["2024-12-31"],
        "3,000": ["2024-12-31"],
    }
    names = {p.text: p.concept.name for p in done.mapped.printed if not p.place.head}
    assert names["4,100"] == names["4,000"] == "CommonStockSharesIssued"
    assert names["3,100"] == names["3,000"] == "CommonStockSharesOutstanding"
    assert not notices(done, "caption-dates")


@pytest.mark.whole
@pytest.mark.parametrize(
    ("receivables", "given", "told"),
    [
        pytest.param("net of $9 at March 31, 2025", ["9000000 USD 2025-03-31"], 1, id="one-date-alone"),
        pytest.param("net of $9 at March 31, 2023", [], 1, id="another-date"),
        pytest.param("net of $9, $8 and $7", [], 1, id="too-many"),
        pytest.param(
            "net of $9 in 2025 and $8 in 2024", ["9000000 USD 2025-03-31", "8000000 USD 2024-12-31"], 0
        ),
        pytest.param("net of $9 (2024, $8)", ["9000000 USD 2025-03-31", "8000000 USD 2024-12-31"], 0),
    ],
)
def test_the_dates_of_amounts_are_those_of_the_columns(
    drafted: Facts, receivables: str, given: list[str], told: int
) -> None:
    done, found = drafted(receivables=f"Receivables, {receivables}")
    assert [fact for facts in found.values() for fact in facts] == given
    assert len(notices(done, "caption-dates")) == told
