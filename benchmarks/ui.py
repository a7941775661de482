"""Speed of the pages in a real Chromium, beside the page that a user would write first.

    python -m benchmarks ui [--events 1000 10000 100000] [--parts map naive play memory readers]
                            [--steps 20] [--out FILE]

One run, one machine, both pages on servers of their own. Wants a machine that does nothing else.
"""

import argparse
import json
import platform
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import psutil
from playwright.sync_api import sync_playwright

from benchmarks import browser, readers
from benchmarks.synthetic import tables
from geo.config import ROOT
from geo.store.writer import write_snapshot

PARTS = ("map", "naive", "play", "memory", "readers")
NAIVE_MOST = 1_000
"""The naive page is not asked for more: at 10,000 it takes more than ten seconds a change."""
LIMITS: dict[tuple[str, int | None], tuple[str, Callable[[float], bool]]] = {
    ("slider_median_ms", 1_000): ("<= 250", lambda v: v <= 250),
    ("tick_median_ms", 1_000): ("<= 250", lambda v: v <= 250),
    ("slider_median_ms", 100_000): ("<= 1000", lambda v: v <= 1000),
    ("tick_median_ms", 100_000): ("<= 1000", lambda v: v <= 1000),
    ("slider_blank_ms", None): ("0", lambda v: v == 0),
    ("runs_by_pan_and_zoom", None): ("0", lambda v: v == 0),
    ("first_map_s", None): ("<= 3", lambda v: v <= 3),
    ("frames_per_second", None): (">= 20", lambda v: v >= 20),
    ("mb_per_session", 10_000): ("<= 60", lambda v: v <= 60),
    ("readers_p95_s", 10_000): ("<= 1", lambda v: v <= 1),
    ("times_faster_than_naive", 1_000): (">= 5", lambda v: v >= 5),
}
"""What is asked for, by figure and number of events (None: at every number)."""


def measure(count: int, parts: list[str], steps: int, seconds: float) -> dict[str, float]:
    """Every asked figure at one number of events."""
    found: dict[str, float] = {}
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        write_snapshot(folder / "store", tables(count, seed=1))
        chromium = playwright.chromium.launch(executable_path=browser.CHROMIUM, args=browser.FLAGS)
        page = chromium.new_page(viewport={"width": 1440, "height": 900})
        with browser.server(str(ROOT / "app.py"), folder / "store") as (address, process):
            if "map" in parts:
                found["first_map_s"] = browser.opened(page, address, naive=False)
                found |= browser.slide(page, steps, naive=False)
                found |= browser.tick(page, steps)
                found |= browser.pan(page)
            if "play" in parts:
                found |= browser.play(page, address)
            if "memory" in parts:
                browser.opened(page, address, naive=False)
                found |= browser.sessions(chromium, address, process)
            if "readers" in parts:
                waits = sorted(readers.waits(address, 20, seconds))
                found["readers_median_s"] = waits[len(waits) // 2]
                found["readers_p95_s"] = waits[int(len(waits) * 0.95) - 1]
        if "naive" in parts and count <= NAIVE_MOST:
            script = str(browser.naive_script(folder))
            with browser.server(script, folder / "store") as (address, _):
                found["naive_first_map_s"] = browser.opened(page, address, naive=True)
                naive = browser.slide(page, steps, naive=True)
                found |= {f"naive_{key}": value for key, value in naive.items()}
            if "slider_median_ms" in found:
                found["times_faster_than_naive"] = (
                    found["naive_slider_median_ms"] / found["slider_median_ms"]
                )
        chromium.close()
    return found


def report(count: int, found: dict[str, float]) -> str:
    """The figures of one number of events, each beside what is asked for."""
    lines = [f"{count:,} events"]
    for key, value in found.items():
        asked = LIMITS.get((key, count)) or LIMITS.get((key, None))
        verdict = f"   asked {asked[0]}: {'met' if asked[1](value) else 'MISSED'}" if asked else ""
        lines.append(f"  {key:<26}{value:>10,.2f}{verdict}")
    return "\n".join(lines)


def main() -> None:
    """Run, print figures beside what is asked for, write JSON where asked."""
    ask = argparse.ArgumentParser(prog="python -m benchmarks ui", description=__doc__)
    ask.add_argument("--events", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    ask.add_argument("--parts", nargs="+", choices=PARTS, default=list(PARTS))
    ask.add_argument("--steps", type=int, default=20)
    ask.add_argument("--seconds", type=float, default=40, help="how long the readers read")
    ask.add_argument("--out", type=Path)
    args = ask.parse_args()
    busy = psutil.cpu_percent(interval=1)
    print(f"{platform.machine()}, {psutil.cpu_count()} cores, {busy:.0f}% busy before the start")
    results = {}
    for count in args.events:
        results[count] = measure(count, args.parts, args.steps, args.seconds)
        print(report(count, results[count]), flush=True)
    if args.out:
        args.out.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
