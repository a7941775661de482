"""Run the benchmarks: `python -m benchmarks [places|briefing|extraction|swap|ui ...] [--options]`.

Places and briefing by default: `ui` needs Chromium and a quiet machine, and takes several minutes.
Options go to every benchmark that is named: `python -m benchmarks ui --events 1000`.
"""

import runpy
import sys

DEFAULT = ("places", "briefing")


def main() -> None:
    """Run each in turn."""
    given = sys.argv[1:]
    first = next((i for i, word in enumerate(given) if word.startswith("-")), len(given))
    names, options = given[:first], given[first:]
    for name in names or DEFAULT:
        print(f"== {name}")
        sys.argv = [f"benchmarks.{name}", *options]
        runpy.run_module(f"benchmarks.{name}", run_name="__main__")


if __name__ == "__main__":
    main()
