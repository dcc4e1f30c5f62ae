"""States which concepts the base layer's version has: `make fingerprint`.

Reports of many companies name the base layer by its version, its date in `taxonomy/base/taxonomy.yaml`, and
take for granted that one version has the same concepts wherever they meet it (XBRL 2.1, 5.1.1: type, balance
and period are what a concept is). `taxonomy/base/fingerprint.txt` says which concepts a version has, by their
number and SHA-256, and a test holds them against it. Other labels, references and alignments are no other
concepts.

Without `--unpublished` a version that is stated already is not stated anew.
"""

import hashlib
import sys
from pathlib import Path

from tieout.definitions import load_base

FILE = Path(__file__).resolve().parents[2] / "taxonomy" / "base" / "fingerprint.txt"


def fingerprint() -> str:
    """The version, the number of its concepts and what they are, on one line."""
    base = load_base()
    concepts = sorted(base.layer.concepts.values(), key=lambda concept: concept.name)
    lines = [
        f"{concept.name} {concept.type} {concept.balance or '-'} {concept.period}\n" for concept in concepts
    ]
    digest = hashlib.sha256("".join(lines).encode()).hexdigest()
    return f"{base.date} {len(lines)} {digest}\n"


def refusal(stated: str, now: str, *, unpublished: bool) -> str:
    """Why what is stated is not stated anew; empty where it is."""
    one, other = stated.split(" ", maxsplit=1)[0], now.split(" ", maxsplit=1)[0]
    if one != other or stated == now or unpublished:
        return ""
    return (
        f"the concepts of {one} are others now: give the base layer another date, "
        "or add UNPUBLISHED=1 where nobody has that version yet"
    )


if __name__ == "__main__":
    before = FILE.read_text(encoding="utf-8") if FILE.is_file() else ""
    if why := refusal(before, fingerprint(), unpublished="--unpublished" in sys.argv):
        sys.exit(why)
    FILE.write_text(fingerprint(), encoding="utf-8", newline="\n")
