"""A real server and a real browser; every request that leaves the machine is refused and fails.

These tests fail, never skip, where Chromium is missing.
"""

import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Route, expect, sync_playwright

from geo.config import SEEDS, data_dir
from geo.pipeline import build
from geo.store.writer import write_snapshot
from tests import world

ROOT = Path(__file__).parents[2]
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
LOCAL = re.compile(r"^(https?|wss?)://(127\.0\.0\.1|localhost)(:|/)|^(data|blob|about):")
PATIENCE_MS = 60_000
Open = Callable[..., Page]
Serve = Callable[[Path], "contextmanager[str]"]


@contextmanager
def serving(store: Path) -> Iterator[str]:
    """A fresh server on a free port with a store; gives its address."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", "asgi.py", "--server.port", str(port),
               "--server.address", "127.0.0.1"]  # fmt: skip
    log = store.parent / f"server-{port}.log"
    with log.open("w") as out:
        server = subprocess.Popen(
            command, cwd=ROOT, stdout=out, stderr=subprocess.STDOUT,
            env=os.environ | {"AFATLAS_STORE": str(store)},
        )  # fmt: skip
    try:
        address = f"http://127.0.0.1:{port}"
        _wait_for(address, server, log)
        yield address
        assert "Traceback" not in log.read_text(), log.read_text()[-3000:]
    finally:
        server.terminate()
        server.wait(timeout=20)


def _wait_for(address: str, server: subprocess.Popen, log: Path) -> None:
    for _ in range(600):
        assert server.poll() is None, log.read_text()
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                return
        except OSError:
            with pytest.raises(subprocess.TimeoutExpired):
                server.wait(timeout=0.1)
    raise AssertionError(f"the server did not start: {log.read_text()}")


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    assert Path(CHROMIUM).exists(), f"no browser at {CHROMIUM}; install Chromium or set CHROMIUM"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def world_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("world") / "store"
    write_snapshot(folder, world.tables(), versions={"code": "test"})
    return folder


@pytest.fixture(scope="session")
def world_server(world_store: Path) -> Iterator[str]:
    with serving(world_store) as address:
        yield address


@pytest.fixture
def visit(chromium: Browser) -> Iterator[Open]:
    """Open an address in a session of its own; at the end nothing may have gone wrong in it."""
    wrong: list[str] = []
    contexts = []

    def guard(route: Route) -> None:
        if LOCAL.match(route.request.url):
            route.continue_()
        else:
            wrong.append(f"asked {route.request.url}")
            route.abort()

    def listen(message: ConsoleMessage) -> None:
        if message.type == "error":
            wrong.append(f"console: {message.text} {message.location['url']}")

    def opened(address: str, *, width: int = 1440, height: int = 900, **options: str) -> Page:
        context = chromium.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(PATIENCE_MS)
        page.route("**/*", guard)
        page.on("console", listen)
        page.on("pageerror", lambda error: wrong.append(f"page error: {error}"))
        page.on("dialog", lambda dialog: (wrong.append("a dialog opened"), dialog.dismiss()))
        page.goto(address)
        return page

    expect.set_options(timeout=PATIENCE_MS)
    yield opened
    for context in contexts:
        context.close()
    assert wrong == []


@pytest.fixture(scope="session")
def seeds_store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The seeds and one hostile document, read, extracted and linked like any other."""
    root = tmp_path_factory.mktemp("seeds")
    texts = root / "texts"
    texts.mkdir()
    name = world.HOSTILE.replace("/", "∕")[:120] + ".txt"
    (texts / name).write_text(world.HOSTILE_REPORT, encoding="utf-8")
    quoted = [json.dumps(text, ensure_ascii=False) for text in (name, world.HOSTILE)]
    (texts / "origin.toml").write_text(
        f"[[document]]\nfile = {quoted[0]}\ntitle = {quoted[1]}\npublisher = {quoted[1]}\n"
        'published = 2021-12-20\npublished_basis = "given"\n',
        encoding="utf-8",
    )
    build([SEEDS, texts], store_dir=root / "store", data_dir=data_dir())
    return root / "store"


@pytest.fixture(scope="session")
def seeds_server(seeds_store: Path) -> Iterator[str]:
    with serving(seeds_store) as address:
        yield address
