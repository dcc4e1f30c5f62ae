"""Damages a first release, one and two at once, and counts what comes of it: --draws N --seed S."""

import argparse
import random
import sys
import tempfile
from collections import Counter
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parents[1]))

from test_first_contact_damages import RELEASE, damaged, drafted, figures_of, outcome


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--draws", type=int, default=200)
    options.add_argument("--seed", type=int, default=1)
    given = options.parse_args()
    with tempfile.TemporaryDirectory(prefix="tieout-bench-") as beside:
        undamaged = drafted(RELEASE, Path(beside) / "undamaged")
        assert undamaged is not None
        truth = figures_of(undamaged)
        for count in (1, 2):
            chance = random.Random(given.seed + count)
            became: Counter[str] = Counter()
            for number in range(given.draws):
                text, said = damaged(chance, count)
                what, silent = outcome(text, truth, Path(beside) / f"{count}-{number}")
                became[what] += 1
                for one in silent:
                    print(f"{said}: {one}")
            told = ", ".join(f"{often} {what}" for what, often in became.most_common())
            print(f"{given.draws} releases with {count} damage{'s' if count > 1 else ''}: {told}")


if __name__ == "__main__":
    main()
