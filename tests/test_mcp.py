"""The server for assistants: read, explain and check in one folder; nothing is written, nothing else read."""

import asyncio
import json
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from build_helpers import snapshot, tieout
from test_contact import PAGE

pytestmark = [
    # Each takes a release the whole way.
    pytest.mark.whole,
    # Looked for, not imported: whoever runs other tests need not wait for it.
    pytest.mark.skipif(find_spec("mcp") is None, reason="the extra mcp is not installed"),
]

Call = Callable[..., Any]


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    beside = tmp_path_factory.mktemp("office")
    folder = beside / "releases"
    (folder / "2025").mkdir(parents=True)
    page = PAGE.replace("<td>795</td>", "<td>796</td>")
    (folder / "2025" / "harbor.htm").write_text(page, encoding="utf-8")
    (beside / "secret.htm").write_text(page, encoding="utf-8")
    (folder / "link.htm").symlink_to(beside / "secret.htm")
    return folder


@pytest.fixture(scope="module")
def call(folder: Path) -> Call:
    """Calls a tool as an assistant does; what it says, and whether it is an error."""
    from mcp.shared.memory import create_connected_server_and_client_session

    from tieout.mcp import server

    async def asked(tool: str, arguments: dict[str, Any]) -> tuple[Any, bool]:
        async with create_connected_server_and_client_session(server(folder)) as client:
            if not tool:
                return (await client.list_tools()).tools, False
            said = await client.call_tool(tool, arguments)
            return (said.structuredContent or said.content[0].text), said.isError

    return lambda tool="", **arguments: asyncio.run(asked(tool, arguments))


def test_there_are_three_tools_that_only_read(call: Call) -> None:
    tools, _ = call()
    assert [tool.name for tool in tools] == ["read", "explain", "check"]
    assert all(tool.annotations.readOnlyHint and tool.description for tool in tools)


def test_a_release_is_read(call: Call) -> None:
    told, wrong = call("read", file="2025/harbor.htm", words="net income")
    assert not wrong
    assert (told["status"], told["company"]["name"]) == ("draft", "Harbor Light Stores, Inc.")
    assert [fact["printed"] for fact in told["facts"]] == ["796", "571"]
    assert [finding["code"] for finding in told["findings"]] == ["tie.total-off"]
    few, _ = call("read", file="2025/harbor.htm", most=3)
    assert (len(few["facts"]), few["left_off"]) == (3, sum(few["grades"].values()) - 3)


def test_a_figure_is_explained(call: Call) -> None:
    told, _ = call("explain", file="2025/harbor.htm", cell="796")
    (one,) = told["explained"]
    assert one["relations"][0]["equation"] == "993 − 198 ≠ 796"
    again, _ = call("explain", file="2025/harbor.htm", cell=one["fact"]["place"]["path"])
    assert again == told
    said, wrong = call("explain", file="2025/harbor.htm", cell="123")
    assert wrong and "no fact is printed at 123" in said


def test_a_release_is_checked(call: Call) -> None:
    told, _ = call("check", file="2025/harbor.htm")
    assert told["holds"] > 0
    assert [one["difference"] for one in told["off"]] == ["1000"]


@pytest.mark.parametrize(
    "file", ["../secret.htm", "2025/../../secret.htm", "link.htm", "{beside}/secret.htm"]
)
def test_what_is_outside_the_folder_is_refused(call: Call, folder: Path, file: str) -> None:
    said, wrong = call("read", file=file.format(beside=folder.parent))
    assert wrong and "outside the folder" in said and "Harbor" not in said


def test_what_is_not_there_is_told_with_what_is(call: Call) -> None:
    said, wrong = call("read", file="harbor.htm")
    assert wrong and "2025/harbor.htm" in said


def test_nothing_is_written(call: Call, folder: Path) -> None:
    before = snapshot(folder)
    for tool, arguments in (("read", {}), ("explain", {"cell": "796"}), ("check", {})):
        call(tool, file="2025/harbor.htm", **arguments)
    assert snapshot(folder) == before


def test_a_missing_extra_is_told(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tieout.cli.mcp.find_spec", lambda _: None)
    said = tieout("mcp", folder)
    assert said.exit_code == 2
    assert 'pip install "tieout[mcp]"' in said.stdout


def test_a_server_needs_a_folder(tmp_path: Path) -> None:
    said = tieout("mcp", tmp_path / "nowhere")
    assert said.exit_code == 2
    assert "is no folder" in json.dumps(said.stdout)
