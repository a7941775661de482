"""Run the benchmarks: `python -m benchmarks [places|briefing|ui ...]`, all but ui by default.

`ui` needs Chromium and a quiet machine; it takes several minutes.
"""

import runpy
import sys

DEFAULT = ("places", "briefing")


def main() -> None:
    for name in sys.argv[1:] or DEFAULT:
        print(f"== {name}")
        sys.argv = [f"benchmarks.{name}"]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
