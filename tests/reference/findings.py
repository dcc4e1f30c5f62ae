"""Writes docs/findings.md: each finding with cause and cure, as the program has them: `make docs`."""

import sys
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CODES = ROOT / "generator" / "tieout" / "core" / "codes.yaml"
PAGE = ROOT / "docs" / "findings.md"

_HEAD = """# What findings mean

Each finding has a code that stays the same, in brackets at its end, in JSON and in SARIF. A code that is
not here belongs to the first line whose code, up to `*`, it begins with. `tieout explain` tells the story
of one number, and [validation.md](validation.md) what `tieout validate` looks for beside Arelle.

| code | what is so | what to do |
|---|---|---|
"""


def page() -> str:
    """The page, made from `codes.yaml`."""
    codes = yaml.safe_load(CODES.read_text(encoding="utf-8"))["codes"]
    rows = [
        f"| `{_code(code)}` | {_cell(said['means'])} | {_cell(said['mend'])} |\n"
        for code, said in codes.items()
    ]
    return _HEAD + "".join(rows)


def _code(code: str) -> str:
    """A beginning of codes with a star behind it; "" is every other one."""
    return f"{code}*" if not code or code[-1] in ".:-" else code


def _cell(text: str) -> str:
    return " ".join(text.split()).replace("|", "\\|")


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.exit(0)
