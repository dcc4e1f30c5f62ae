"""Writes docs/findings.md: each finding with cause and cure, as the program has them: `make docs`."""

import sys
from itertools import groupby
from pathlib import Path

import yaml

ROOT = Path(__file__).resolve().parents[2]
CODES = ROOT / "generator" / "tieout" / "core" / "codes.yaml"
PAGE = ROOT / "docs" / "findings.md"

_HEAD = """# What findings mean

Each finding has a code that stays the same, in brackets at its end, in JSON and in SARIF. A code that is
not here belongs to the first one that, up to `*`, it begins with. `tieout explain CODE` says what stands
here, `tieout explain FOLDER CELL` tells the story of one number, and [validation.md](validation.md) says
what `tieout validate` looks for beside Arelle.
"""
_OTHERS = "others"


def page() -> str:
    """The page, made from `codes.yaml`: a part for each first word of codes, in it a section for each."""
    codes = yaml.safe_load(CODES.read_text(encoding="utf-8"))["codes"]
    parts = [(beginning.partition(".")[0] or _OTHERS, beginning) for beginning in codes]
    order = list(dict.fromkeys(part for part, _ in parts))
    parts.sort(key=lambda one: order.index(one[0]))
    told = [_HEAD]
    for part, group in groupby(parts, key=lambda one: one[0]):
        told.append(f"\n## {part}\n")
        told += [_section(beginning, codes[beginning]) for _, beginning in group]
    return "".join(told)


def _section(beginning: str, said: dict[str, str]) -> str:
    means, mend = " ".join(said["means"].split()), " ".join(said["mend"].split())
    return f"\n### {_code(beginning)}\n\n{means[0].upper()}{means[1:]}.\n\n**What to do**: {mend}\n"


def _code(beginning: str) -> str:
    """A beginning of codes with a star behind it; "" is every other one."""
    star = r"\*" if not beginning or beginning[-1] in ".:-" else ""
    return f"{beginning}{star}"


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8", newline="\n")
    sys.exit(0)
