"""What a company says to be no figures may hide no amount, no whole line and no whole table."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from build_helpers import tieout
from tieout.definitions import load_release
from tieout.pipeline import begin, take

Said = tuple[int, str]
Build = Callable[[str, str], Said]
ACME = Path(__file__).parent / "acme"
SHOPS = "Shops by coast\n\n\tEast\tWest\nOpen\t12\t14\nLet\t3\t4"


@pytest.fixture
def build(tmp_path: Path) -> Build:
    """Builds Acme's release with some text more, where `not-figures` has a form."""

    def run(text: str, form: str) -> Said:
        folder = tmp_path / "acme"
        shutil.copytree(ACME, folder)
        company, release = folder / "company" / "company.yaml", folder / "release" / "release.txt"
        with company.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"not-figures:\n  - {{pattern: '{form}', why: nothing}}\n")
        with release.open("a", encoding="utf-8", newline="\n") as file:
            file.write(f"\n{text}\n")
        done = tieout("build", folder / "release", "-q")
        return done.exit_code, done.stdout

    return run


@pytest.mark.parametrize(
    ("text", "form", "covers"),
    [
        ("Rent was $3 million for 12 shops.", ".+", "a whole line"),
        ("Rent was $3 million for 12 shops.", r"was \S+", "an amount: Rent was $3"),
        ("Rent was 3 million for 12 shops.", r"\d+ million", "an amount: "),
        ("Rent rose by 7% in 12 shops.", r"\d+%", "an amount: "),
        ("Sold were 1,200 anvils.", r"[\d,]+ anvils", "an amount: "),
        (SHOPS, r"\b\d{1,2}\b", "a whole table"),
    ],
    ids=["line", "currency", "scale", "percentage", "grouped digits", "table"],
)
def test_a_form_that_hides_figures_is_refused_with_the_reason(
    build: Build, text: str, form: str, covers: str
) -> None:
    code, said = build(text, form)
    assert code == 1
    assert f'"{form}" (nothing) under `not-figures` covers {covers}' in said
    # What it covers is read as if it were not there.
    assert covers == "a whole table" or "trace.unread" in said


@pytest.mark.arelle
def test_a_form_that_says_what_a_number_is_explains_it(build: Build) -> None:
    code, said = build("Anvils are sold in 12 shops, rockets in 3 shops.", r"in \d+ shops")
    assert (code, "trace." in said) == (0, False), said


def test_what_a_form_covers_is_told(build: Build, unproven: None, tmp_path: Path) -> None:
    build("Anvils are sold in 12 shops, rockets in 3 shops.", r"in \d+ shops")
    done = take(begin(load_release(tmp_path / "acme" / "release")))
    (told,) = (notice for notice in done.notices if notice.code == "trace.excused")
    assert told.message.startswith("2 numbers are no figures")
    assert [place.column for place in told.places] == [20, 41]
