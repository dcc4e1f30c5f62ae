"""YAML in old words: told where it is loaded, and rewritten in its place by `tieout migrate`."""

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tieout.cli import main
from tieout.core import InputError
from tieout.definitions import load_company
from tieout.definitions.migrate import migrate
from tieout.definitions.renamed import RENAMED

OLD = """\
# A statement in the words of an earlier version.
statement: Cash        # its name
sort: 1
"kind": 'Statement'    # quoted, as some editors write
title: {en: Print of cash, ja: 現金の表 𠮷}
root: CashAbstract
table: CashTable
tables:
  flows: {caption: "at: start", columns: durations, unit: print}
lines:
  - {concept: Cash, print: At the beginning, at: start, label: {en: kind, ja: 𠮷 現金}}   # 𠮷 at: end
  - table: flows
    lines:
      - concept: Cash

        print:      # as printed
          - At the end
          - "total, at the end of {day}"
        at: "end"
        inside: {day: PeriodEnd}
relations:
  - relation: Moves
    says: {en: total, ja: 計}
    total: {concept: Cash, at: end}
    parts:
      - {concept: Cash, at: start}
      - {concept: Cash, at: year-before, weight: -1}
      - {concept: Cash, at: quarter-2}
    per: {concept: Cash}
"""
NEW = """\
# A statement in the words of an earlier version.
statement: Cash        # its name
sort: 1
"role-type": 'Statement'    # quoted, as some editors write
title: {en: Print of cash, ja: 現金の表 𠮷}
root: CashAbstract
hypercube: CashTable
tables:
  flows: {caption: "at: start", columns: durations, unit: print}
lines:
  - {concept: Cash, caption: At the beginning, as-of: opening, label: {en: kind, ja: 𠮷 現金}}   # 𠮷 at: end
  - table: flows
    lines:
      - concept: Cash

        caption:      # as printed
          - At the end
          - "total, at the end of {day}"
        as-of: "closing"
        parenthetical: {day: PeriodEnd}
relations:
  - relation: Moves
    says: {en: total, ja: 計}
    result: {concept: Cash, as-of: closing}
    parts:
      - {concept: Cash, as-of: opening}
      - {concept: Cash, period: year-earlier, weight: -1}
      - {concept: Cash, period: quarter-2}
    per: {concept: Cash}
"""
OTHERS = {
    "concepts/cash.yaml": (
        "concepts:\n  total:\n    type: table\n    period: instant\n    total: {en: Total}\n"
        "    label: {en: period}\n",
        "concepts:\n  total:\n    type: hypercube\n    period-type: instant\n    total-label: {en: Total}\n"
        "    label: {en: period}\n",
    ),
    "sentences/cash.yaml": (
        'forms: {at: ["{now} at"]}\nsentences:\n  - {sentence: at, says: at, figures: {at: {at: end}}}\n',
        'forms: {at: ["{now} at"]}\nsentences:\n  - {sentence: at, says: at, figures: {at: {period: end}}}\n',
    ),
    "review.yaml": ("open:\n- at: here\n  edit: at\n", "open:\n- printed-at: here\n  edit: at\n"),
    "drafting.yaml": (
        "statements: {cash: {table: T, kind: Statement}}\n"
        "titles: {inside: {en: (P)}, details: {en: inside}}\n",
        "statements: {cash: {hypercube: T, role-type: Statement}}\n"
        "titles: {parenthetical: {en: (P)}, details: {en: inside}}\n",
    ),
    "figures.yaml": ("roles:\n  at: {at: end}\n", "roles:\n  at: {period: end}\n"),
}


def tieout(*arguments: object) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments], catch_exceptions=False)


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A company's folder in old words."""
    for name, (text, _) in {**OTHERS, "statements/cash.yaml": (OLD, NEW)}.items():
        path = tmp_path / "acme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    return tmp_path / "acme"


def test_each_word_is_rewritten_in_its_place(old: Path) -> None:
    said = tieout("migrate", old)
    assert said.exit_code == 0
    assert (old / "statements" / "cash.yaml").read_text(encoding="utf-8") == NEW
    for name, (_, new) in OTHERS.items():
        assert (old / name).read_text(encoding="utf-8") == new, name
    assert "print → caption (2)" in said.stdout
    assert said.stdout.endswith("21 words in 6 files changed\n")


def test_what_is_in_new_words_is_not_touched(old: Path) -> None:
    tieout("migrate", old)
    before = {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in old.rglob("*.yaml")}
    for options in ([], ["--check"]):
        said = tieout("migrate", old, *options)
        assert (said.exit_code, said.stdout) == (0, "nothing to change\n")
    assert before == {path: (path.read_bytes(), path.stat().st_mtime_ns) for path in old.rglob("*.yaml")}


def test_a_check_changes_nothing(old: Path) -> None:
    said = tieout("migrate", old, "--check")
    assert said.exit_code == 1
    assert said.stdout.endswith("21 words in 6 files would change\n")
    assert (old / "statements" / "cash.yaml").read_text(encoding="utf-8") == OLD


def test_every_change_is_told_with_its_place(old: Path) -> None:
    said = json.loads(tieout("migrate", old, "--json").stdout)
    assert said["findings"] == []
    file = str(old / "statements" / "cash.yaml")
    changes = [(c["line"], c["column"], c["old"], c["new"]) for c in said["changes"] if c["file"] == file]
    assert changes[:4] == [
        (4, 1, "kind", "role-type"),
        (7, 1, "table", "hypercube"),
        (11, 21, "print", "caption"),
        (11, 46, "at: start", "as-of: opening"),
    ]


@pytest.mark.parametrize("ends", ["\r\n", "\n"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_line_ends_and_a_mark_at_the_beginning_stay(old: Path, ends: str, mark: str) -> None:
    path = old / "statements" / "cash.yaml"
    path.write_bytes((mark + OLD.replace("\n", ends)).encode())
    assert tieout("migrate", path).exit_code == 0
    assert path.read_bytes() == (mark + NEW.replace("\n", ends)).encode()


def test_a_word_that_is_there_in_both_names_is_left_to_a_person(old: Path) -> None:
    path = old / "statements" / "cash.yaml"
    both = NEW.replace("table: flows\n    lines", "table: flows\n    at: end\n    as-of: opening\n    lines")
    path.write_text(both, encoding="utf-8")
    said = tieout("migrate", path)
    assert said.exit_code == 1
    assert "at is called as-of now, and both are given" in said.stdout
    assert "cash.yaml:13:5\n    [definition.renamed]" in said.stdout
    assert path.read_text(encoding="utf-8") == both


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("statement: [", "not valid YAML"),
        ("print: &a 1\nat: *a\n", "anchors and aliases are not used here"),
        ("kind: 1\nkind: 2\n", "'kind' is given twice"),
    ],
)
def test_nothing_is_rewritten_where_a_file_cannot_be_read(old: Path, text: str, says: str) -> None:
    (old / "statements" / "other.yaml").write_text(text, encoding="utf-8")
    said = tieout("migrate", old)
    assert said.exit_code == 2
    assert says in said.stdout
    assert (old / "statements" / "cash.yaml").read_text(encoding="utf-8") == OLD


def test_a_folder_without_yaml_of_ours_is_told(tmp_path: Path) -> None:
    (tmp_path / "pnpm-lock.yaml").write_text("kind: table\n", encoding="utf-8")
    for path in (tmp_path, tmp_path / "pnpm-lock.yaml", tmp_path / "nothing"):
        said = tieout("migrate", path)
        assert said.exit_code == 2
        assert "there is no YAML of a company or a release in" in said.stdout


def test_other_values_of_an_old_word_are_left(old: Path) -> None:
    """What was wrong before is wrong now, and said so when it is loaded."""
    path = old / "statements" / "cash.yaml"
    path.write_text("lines:\n  - {concept: Cash, at: middle}\n", encoding="utf-8")
    assert migrate([path]) == ()


def test_an_old_word_is_told_with_the_new_one_and_the_way_there(root: Path, tmp_path: Path) -> None:
    company = shutil.copytree(root / "taxonomy" / "iij", tmp_path / "taxonomy" / "iij")
    path = company / "statements" / "cash-flows.yaml"
    new = path.read_text(encoding="utf-8")
    head, lines, body = new.partition("\nlines:\n")
    old = (
        body.replace("caption: ", "print: ")
        .replace("as-of: opening", "at: start")
        .replace("result:", "total:")
    )
    path.write_text(head + lines + old, encoding="utf-8")
    with pytest.raises(InputError) as caught:
        load_company(company)
    said = [(f.code, f.message, f.mend) for f in caught.value.findings]
    mend = f"Rewrite it, and all the others, with: tieout migrate {company}"
    # What is missing only because of the old word is not told besides.
    assert said == [
        ("definition.renamed", "`print` is called `caption` now, in 57 places", mend),
        ("definition.renamed", "`at: start` is called `as-of: opening` now, in 2 places", mend),
        ("definition.renamed", "`total` is called `result` now, in 2 places", mend),
    ]
    assert tieout("migrate", company).exit_code == 0
    assert path.read_text(encoding="utf-8") == new
    load_company(company)


def test_no_new_word_is_an_old_one_of_the_same_part() -> None:
    """Else a file would be rewritten twice, and what is right in it."""
    for rule in RENAMED:
        for other in RENAMED:
            if rule.part is other.part and rule is not other and rule.old != rule.new:
                assert rule.new != other.old


def test_the_yaml_of_the_project_is_in_new_words(root: Path) -> None:
    assert migrate([root / "taxonomy", root / "instances"]) == ()
