"""Findings in SARIF: each on its line of the release or of the YAML, for code review."""

import ast
import json

import pytest

from build_helpers import copy_release, edit, tieout
from tieout.core import meaning


@pytest.fixture
def release(root, tmp_path):
    return copy_release(root, tmp_path)


def _run(*arguments):
    said = tieout(*arguments, "--format", "sarif")
    (run,) = json.loads(said.stdout)["runs"]
    return said.exit_code, run


def _line(path, text):
    return next(n for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if text in line)


@pytest.mark.whole
def test_a_total_that_is_off_stands_on_its_lines(release):
    path = release / "release.txt"
    edit(path, "GOODWILL\t6,082,472\t6,082,472", "GOODWILL\t6,082,472\t6,082,479")
    code, run = _run("check", release)
    assert code == 1
    errors = [result for result in run["results"] if result["level"] == "error"]
    assert [error["ruleId"] for error in errors] == [
        "tie.total-off",
        "tie.repeat-differs",
        "tie.exception-stale",
    ]
    total = errors[0]
    place = total["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("release.txt")
    # The cell that two relations point at stands first, the total that is off beside it.
    assert place["region"]["startLine"] == _line(path, "GOODWILL\t")
    related = [entry["physicalLocation"]["region"]["startLine"] for entry in total["relatedLocations"]]
    assert _line(path, "TOTAL\t") in related
    assert "off by" in total["message"]["text"]
    assert {rule["id"] for rule in run["tool"]["driver"]["rules"]} == {r["ruleId"] for r in run["results"]}


@pytest.mark.whole
def test_what_is_only_to_know_is_a_note(release):
    code, run = _run("check", release)
    assert code == 0
    assert {result["level"] for result in run["results"]} == {"note"}


def test_a_mistake_in_the_yaml_is_told_on_its_line(release):
    edit(release / "release.yaml", "quarter: 1", "quarter: 5")
    code, run = _run("check", release)
    assert code == 2
    (result,) = run["results"]
    place = result["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].endswith("release.yaml")
    assert place["region"]["startLine"] == _line(release / "release.yaml", "quarter: 5")


@pytest.mark.whole
def test_each_rule_says_what_it_means_and_what_to_do(release):
    edit(release / "release.txt", "GOODWILL\t6,082,472\t6,082,472", "GOODWILL\t6,082,472\t6,082,479")
    _, run = _run("check", release)
    rules = {rule.pop("id"): rule for rule in run["tool"]["driver"]["rules"]}
    assert rules["tie.total-off"]["shortDescription"]["text"] == (
        "A figure is not what the figures it relates to make."
    )
    assert "release.yaml" in rules["tie.total-off"]["help"]["text"]
    assert all(rule[part]["text"] for rule in rules.values() for part in rule)


def _codes(root):
    """Every code that the source gives to a finding in one piece, such as tie.total-off."""
    for path in sorted((root / "generator" / "tieout").rglob("*.py")):
        text = path.read_text("utf-8")
        if "Finding(" not in text:
            continue
        for call in (node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Call)):
            name, first = getattr(call.func, "id", ""), next(iter(call.args), None)
            if name == "Finding" and isinstance(first, ast.Constant):
                yield first.value


def test_every_code_has_a_meaning(root):
    codes = set(_codes(root))
    assert len(codes) > 30
    nothing = meaning("unheard-of")
    assert [code for code in sorted(codes) if meaning(code) == nothing] == []
    # One of Arelle's that nobody listed is told as such.
    assert meaning("validate.abc:unheard-of").means == "Arelle reports"
    assert meaning("validate.message:IncomeStatement-1").means.endswith("(a formula assertion)")
