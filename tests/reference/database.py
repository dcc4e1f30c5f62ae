"""Writes the tables of a database into docs/database.md, from the code: `make docs`."""

from pathlib import Path

from tieout.database import described

PAGE = Path(__file__).resolve().parents[2] / "docs" / "database.md"
_HEAD = "## Tables\n\n"


def main() -> None:
    """Replaces all that stands below the heading."""
    above, _, _ = PAGE.read_text(encoding="utf-8").partition(_HEAD)
    PAGE.write_text(f"{above}{_HEAD}{described()}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
