"""Speed of the pages in a real Chromium, beside the page that a user would write first.

    python -m benchmarks.ui [--events 1000 10000 100000] [--steps 20] [--out FILE]

One run, one machine, both pages on servers of their own: filter change to repainted map, bytes
sent per change, first map on a warm server, milliseconds a played frame, memory per session and
the time that many readers wait.
"""

import argparse
import asyncio
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import websockets
from playwright.sync_api import Page, sync_playwright
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.synthetic import tables
from geo.config import ROOT
from geo.store.writer import write_snapshot

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-sync"]
NAIVE_MOST = 1_000
"""The naive page is not asked for more: at 10,000 it takes more than ten seconds a change."""

REPAINT = """async ([key, naive]) => {
  const atlas = () => {
    for (const frame of document.querySelectorAll("iframe")) {
      const found = frame.contentDocument && frame.contentDocument.querySelector(
        naive ? ".stamp" : ".atlas[data-count]");
      if (found) return naive ? found.className : found.dataset.count + found.dataset.painted;
    }
    return null;
  };
  const before = atlas();
  const roots = [document, ...[...document.querySelectorAll("*")].map((n) => n.shadowRoot).filter(Boolean)];
  roots.map((root) => root.querySelector('[role="slider"], input[type="range"]')).find(Boolean).focus();
  const start = performance.now();
  window.benchStart = start;
  return await new Promise((done, failed) => {
    const look = () => {
      const now = atlas();
      if (now && now !== before) requestAnimationFrame(() => requestAnimationFrame(
        () => done(performance.now() - window.benchKey)));
      else if (performance.now() - start > 120000) failed(new Error("not repainted"));
      else requestAnimationFrame(look);
    };
    window.addEventListener("keydown", () => { window.benchKey = performance.now(); },
      { once: true, capture: true });
    look();
  });
}"""

PLAY = """() => {
  const host = [...document.querySelectorAll("*")].map(n => n.shadowRoot).filter(Boolean)
    .map(r => r.querySelector(".player")).find(Boolean) || document.querySelector(".player");
  const next = host.querySelector('[aria-label="Next"]'), range = host.querySelector("input");
  range.value = 0; range.oninput();
  const n = Number(range.max), start = performance.now();
  for (let i = 0; i < n; i++) { next.onclick(); host.getBoundingClientRect(); }
  return [n, (performance.now() - start) / Math.max(1, n)];
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


def painted(page: Page, naive: bool) -> None:
    """Wait until the map is there."""
    mark = ".stamp" if naive else ".atlas[data-painted]"
    page.frame_locator('iframe[title^="streamlit_folium"]').locator(mark).first.wait_for(
        state="attached", timeout=240_000
    )


def changes(page: Page, address: str, steps: int, naive: bool) -> dict[str, float]:
    """Open the page, move the slider `steps` times, and say what that took."""
    sizes: list[int] = []
    page.on("websocket", lambda ws: ws.on("framereceived", lambda data: sizes.append(len(data))))
    page.goto(address)
    painted(page, naive)
    start = time.monotonic()
    page.goto(address)
    painted(page, naive)
    first = time.monotonic() - start
    page.get_by_role("slider").first.wait_for()
    page.wait_for_timeout(1500)
    took, sent = [], []
    for _ in range(steps):
        sizes.clear()
        page.evaluate(f"window.bench = ({REPAINT})([null, {json.dumps(naive)}]); 0")
        page.keyboard.press("ArrowRight")
        took.append(page.evaluate("window.bench"))
        page.wait_for_timeout(400)
        sent.append(sum(sizes))
    return {
        "first_map_s": first,
        "median_ms": statistics.median(took),
        "p95_ms": sorted(took)[int(len(took) * 0.95) - 1],
        "kilobytes": statistics.median(sent) / 1000,
    }


async def reader(address: str, seconds: float, wait: float, number: int) -> list[float]:
    """One reader who changes the period every `wait` seconds; how long each answer took."""
    took = []
    url = address.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(url, max_size=None, subprotocols=["streamlit"]) as socket_:
        await asyncio.sleep(number * wait / 20)
        end = time.monotonic() + seconds
        month = number
        while time.monotonic() < end:
            month += 1
            ask = BackMsg()
            ask.rerun_script.query_string = f"since=2020-{month % 12 + 1:02d}"
            start = time.monotonic()
            await socket_.send(ask.SerializeToString())
            while True:
                answer = ForwardMsg()
                answer.ParseFromString(await socket_.recv())
                if answer.WhichOneof("type") == "script_finished":
                    break
            took.append(time.monotonic() - start)
            await asyncio.sleep(wait)
    return took[1:]


async def readers(address: str, count: int, seconds: float) -> list[float]:
    """Many readers at once."""
    runs = await asyncio.gather(*(reader(address, seconds, 5.0, n) for n in range(count)))
    return [t for run in runs for t in run]


def main() -> None:
    """Run, print a table, write JSON where asked."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--events", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    ask.add_argument("--steps", type=int, default=20)
    ask.add_argument("--readers", type=int, default=20)
    ask.add_argument("--out", type=Path)
    args = ask.parse_args()
    results: dict[str, object] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        for count in args.events:
            store = Path(folder) / str(count)
            write_snapshot(store, tables(count, seed=1))
            for naive in (False, True):
                if naive and count > NAIVE_MOST:
                    continue
                script = str(naive_script(Path(folder)) if naive else ROOT / "app.py")
                with server(script, store) as (address, process):
                    page = browser.new_page(viewport={"width": 1440, "height": 900})
                    name = f"{'naive' if naive else 'atlas'} {count:,}"
                    result = changes(page, address, args.steps, naive)
                    if not naive:
                        page.goto(f"{address}/timeline")
                        page.locator(".player[data-frame]").wait_for(timeout=120_000)
                        page.wait_for_timeout(1000)
                        result["frames"], result["ms_per_frame"] = page.evaluate(PLAY)
                        result |= sessions(browser, address, process)
                        if count == 10_000:
                            waits = asyncio.run(readers(address, args.readers, 40))
                            result["readers_p95_s"] = sorted(waits)[int(len(waits) * 0.95) - 1]
                    page.close()
                    results[name] = result
                    print(name, json.dumps({k: round(v, 3) for k, v in result.items()}), flush=True)
        browser.close()
    if args.out:
        args.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


def sessions(browser: object, address: str, process: psutil.Process) -> dict[str, float]:
    """How much the server grows for each further open session [megabytes]."""
    before = process.memory_info().rss
    opened = []
    for _ in range(5):
        context = browser.new_context(viewport={"width": 1440, "height": 900})  # type: ignore[attr-defined]
        page = context.new_page()
        page.goto(address)
        painted(page, naive=False)
        opened.append(context)
    grown = process.memory_info().rss - before
    for context in opened:
        context.close()
    return {"mb_per_session": grown / 5 / 1e6}


if __name__ == "__main__":
    main()
