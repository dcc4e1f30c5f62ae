"""What the tests in a browser share: Debian's Chromium, without a network, where there is one."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

# Without these, Chromium asks for hosts of its maker's at every start.
_FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A browser; the tests that need one are skipped where there is none."""
    found = shutil.which("chromium")
    if found is None:
        pytest.skip("there is no Chromium on this machine: what people look at was not looked at")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=found, args=_FLAGS.split())
        yield browser
        browser.close()
