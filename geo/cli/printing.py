"""Printing for a terminal: source text made harmless, progress on standard error."""

import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Tell = Callable[[str, int, int], None]
_STAGES: Final = {
    "read": "Reading texts",
    "extract": "Extracting claims",
    "link": "Linking claims to events",
    "write": "Writing the snapshot",
}


def clean(text: str) -> str:
    """One line without control characters: source text cannot steer the terminal."""
    plain = "".join(c if unicodedata.category(c) not in {"Cc", "Cf", "Cs"} else " " for c in text)
    return " ".join(plain.split())


def exact(text: str) -> str:
    r"""The text on one line, nothing lost: breaks, control and bidi characters as escapes.

    A line break stands as `\n` and a backslash as two, so that what is printed tells the
    very characters of the source and still cannot steer the terminal.
    """
    return "".join(_escaped(c) for c in text)


def _escaped(letter: str) -> str:
    steers = unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"}
    return ascii(letter)[1:-1] if steers or letter == "\\" else letter


@contextmanager
def stages() -> Iterator[Tell]:
    """Show the stages of a build: bars on a terminal, one line a stage elsewhere."""
    console = Console(stderr=True)
    tasks: dict[str, object] = {}
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal) as bars:

        def tell(stage: str, done: int, total: int) -> None:
            if stage not in tasks:
                tasks[stage] = bars.add_task(_STAGES[stage], total=total)
                if not console.is_terminal:
                    console.print(f"{_STAGES[stage]} ...", highlight=False)
            bars.update(tasks[stage], completed=done, total=total)  # type: ignore[arg-type]

        yield tell
