"""Servers and a real Chromium for `benchmarks.ui`: what a reader does, and how long it takes."""

import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
from playwright.sync_api import Browser, Page

from geo.config import ROOT

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
MAP = 'iframe[title^="streamlit_folium"]'
SESSIONS = 5

WATCH = """([what, naive]) => {
  const roots = () => [document, ...[...document.querySelectorAll("*")].map((n) => n.shadowRoot)
    .filter(Boolean)];
  const inner = () => [...document.querySelectorAll("iframe")].map((f) => f.contentDocument)
    .find((d) => d && d.querySelector(naive ? ".stamp" : ".atlas[data-count]"));
  const state = () => {
    const found = inner(), mark = found && found.querySelector(naive ? ".stamp" : ".atlas");
    return mark ? (naive ? mark.className : mark.dataset.count + mark.dataset.painted) : null;
  };
  const before = state();
  if (what === "slider") {
    roots().map((r) => r.querySelector('[role="slider"], input[type="range"]')).find(Boolean)
      .focus();
  }
  window.bench = new Promise((done, failed) => {
    let start = null, blank = 0, last = null;
    const begun = (event) => { start = performance.now(); };
    for (const kind of ["keydown", "pointerdown"]) {
      window.addEventListener(kind, begun, { once: true, capture: true });
    }
    const look = (now) => {
      const at = state();
      if (start !== null) {
        const empty = at === null || (!naive && !inner().querySelector("path[data-area]"));
        if (empty && last !== null) blank += now - last;
        last = now;
        if (at !== null && at !== before) {
          requestAnimationFrame(() => requestAnimationFrame(
            () => done([performance.now() - start, blank])));
          return;
        }
        if (now - start > 120000) { failed(new Error("not repainted")); return; }
      }
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  return 0;
}"""

PLAY = """async () => {
  const host = [...document.querySelectorAll("*")].map((n) => n.shadowRoot).filter(Boolean)
    .map((r) => r.querySelector(".player")).find(Boolean);
  const range = host.querySelector('input[type="range"]');
  range.value = 0;
  range.dispatchEvent(new Event("input"));
  host.querySelector('[aria-label="Speed"]').value = "30";
  const shown = Number(host.dataset.shown), start = performance.now();
  host.querySelector('[aria-label="Play"]').click();
  while (host.querySelector('[aria-label="Pause"]')) await new Promise(requestAnimationFrame);
  const frames = Number(host.dataset.shown) - shown;
  return [frames, frames / (performance.now() - start) * 1000];
}"""


@contextmanager
def server(script: str, store: Path) -> Iterator[tuple[str, psutil.Process]]:
    """A warm server of a script on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "streamlit", "run", script, "--server.port", str(port),
         "--server.address", "127.0.0.1"],
        cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        env=os.environ | {"AFATLAS_STORE": str(store), "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    deadline = time.monotonic() + 60
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1):
                break
        except OSError:
            process.poll()
    try:
        yield address, psutil.Process(process.pid)
    finally:
        process.terminate()
        process.wait()


def naive_script(folder: Path) -> Path:
    """The naive page beside a copy of the files it is served with."""
    out = folder / "naive_page.py"
    if not out.exists():
        shutil.copyfile(ROOT / "benchmarks" / "naive_page.py", out)
        shutil.copytree(ROOT / "static", folder / "static")
    return out


def painted(page: Page, *, naive: bool = False) -> None:
    """Wait until the map is there."""
    mark = ".stamp" if naive else ".atlas[data-painted]"
    page.frame_locator(MAP).locator(mark).first.wait_for(state="attached", timeout=240_000)


def opened(page: Page, address: str, *, naive: bool) -> float:
    """Open the page twice; seconds until the map of the second time is there."""
    page.goto(address)
    painted(page, naive=naive)
    start = time.monotonic()
    page.goto(address)
    painted(page, naive=naive)
    took = time.monotonic() - start
    page.get_by_role("slider").first.wait_for()
    page.wait_for_timeout(1500)
    return took


def slide(page: Page, steps: int, *, naive: bool) -> dict[str, float]:
    """Move the first handle of the slider month by month."""
    return _changes(page, "slider", steps, naive=naive)


def tick(page: Page, steps: int) -> dict[str, float]:
    """Tick and untick groups in the filter panel."""
    page.locator('details[data-field="groups"] summary').click()
    page.wait_for_timeout(300)
    return _changes(page, "tick", steps, naive=False)


def _changes(page: Page, what: str, steps: int, *, naive: bool) -> dict[str, float]:
    sizes: list[int] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on(
        "Network.webSocketFrameReceived",
        lambda event: sizes.append(len(event["response"]["payloadData"]) * 3 // 4),
    )
    took, blank, sent = [], [], []
    boxes = page.locator('details[data-field="groups"] input[type="checkbox"]')
    groups = boxes.count() if what == "tick" else 0
    for step in range(steps):
        sizes.clear()
        page.evaluate(WATCH, [what, naive])
        if what == "slider":
            page.keyboard.press("ArrowRight")
        else:
            boxes.nth(step % groups).click()
        ms, empty = page.evaluate("window.bench")
        took.append(ms)
        blank.append(empty)
        page.wait_for_timeout(500)
        sent.append(sum(sizes))
    client.detach()
    return {
        f"{what}_median_ms": statistics.median(took),
        f"{what}_p95_ms": sorted(took)[max(0, int(len(took) * 0.95) - 1)],
        f"{what}_blank_ms": max(blank),
        f"{what}_kilobytes": statistics.median(sent) / 1000,
    }


def pan(page: Page) -> dict[str, float]:
    """Drag and zoom the map; how many messages that sends to the server."""
    sent: list[int] = []
    client = page.context.new_cdp_session(page)
    client.send("Network.enable")
    client.on("Network.webSocketFrameSent", lambda event: sent.append(1))
    box = page.locator(MAP).bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 60)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] / 2 + 90, box["y"] + 110, steps=6)
    page.mouse.up()
    page.frame_locator(MAP).get_by_role("button", name="Zoom in").click()
    page.wait_for_timeout(1200)
    client.detach()
    return {"runs_by_pan_and_zoom": len(sent)}


def play(page: Page, address: str) -> dict[str, float]:
    """Play every month at 30 frames a second."""
    page.goto(f"{address}/timeline")
    page.locator(".player[data-frame]").wait_for(timeout=120_000)
    page.wait_for_timeout(1500)
    frames, rate = page.evaluate(PLAY)
    return {"frames": frames, "frames_per_second": rate}


def sessions(browser: Browser, address: str, process: psutil.Process) -> dict[str, float]:
    """How much the server grows for each further open session [megabytes]."""
    before = process.memory_info().rss
    contexts = []
    for _ in range(SESSIONS):
        context = browser.new_context(viewport={"width": 1440, "height": 900})
        page = context.new_page()
        page.goto(address)
        painted(page)
        contexts.append(context)
    grown = process.memory_info().rss - before
    for context in contexts:
        context.close()
    return {"mb_per_session": grown / SESSIONS / 1e6, "server_mb": (before + grown) / 1e6}


def rounded(result: dict[str, float]) -> str:
    """Figures as one line of JSON."""
    return json.dumps({name: round(value, 2) for name, value in result.items()})
