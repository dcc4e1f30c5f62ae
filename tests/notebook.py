"""Runs the notebook of docs/ without Jupyter and keeps what its cells show: `make docs`.

    python tests/notebook.py docs/from-a-release-to-a-plot.ipynb

A cell shows its last expression, as Jupyter does: its picture where it has one, else its text.
"""

import ast
import json
import sys
from contextlib import chdir
from pathlib import Path
from typing import Any


def run(notebook: Path) -> list[dict[str, str] | None]:
    """What each cell of code shows, by its type; None where it shows nothing."""
    cells = json.loads(notebook.read_text(encoding="utf-8"))["cells"]
    names: dict[str, Any] = {}
    with chdir(notebook.parent):
        return [_run("".join(cell["source"]), names) for cell in cells if cell["cell_type"] == "code"]


def _run(source: str, names: dict[str, Any]) -> dict[str, str] | None:
    tree = ast.parse(source)
    last = tree.body.pop() if isinstance(tree.body[-1], ast.Expr) else None
    exec(compile(tree, "<cell>", "exec"), names)
    if last is None:
        return None
    value = eval(compile(ast.Expression(last.value), "<cell>", "eval"), names)
    drawn = getattr(value, "_repr_svg_", None)
    return {"image/svg+xml": drawn()} if drawn is not None else {"text/plain": repr(value)}


def main() -> None:
    path = Path(sys.argv[1])
    shown = run(path)
    document = json.loads(path.read_text(encoding="utf-8"))
    code = [cell for cell in document["cells"] if cell["cell_type"] == "code"]
    for number, (cell, said) in enumerate(zip(code, shown, strict=True), 1):
        cell["execution_count"] = number
        cell["outputs"] = []
        if said is not None:
            data = {kind: text.splitlines(keepends=True) for kind, text in said.items()}
            cell["outputs"] = [
                {"output_type": "execute_result", "execution_count": number, "data": data, "metadata": {}}
            ]
    path.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
