"""A grid of 34 equal tiles, one a province, roughly where the provinces lie."""

from typing import Final

_ROWS: Final = (
    "... ... JOW BAL KDZ TAK BDS",
    "... FYB SAR SAM BGL PAN NUR",
    "BDG GHO DAY BAM PAR KAP KNR",
    "HER ... ... WAR KAB LAG NAN",
    "FRA ... URU GHA LOG PIA KHO",
    "NIM HEL KAN ZAB PKA ... ...",
)

GRID: Final[dict[str, tuple[int, int]]] = {
    f"AF-{code}": (column, row)
    for row, line in enumerate(_ROWS)
    for column, code in enumerate(line.split())
    if code != "..."
}
"""ISO 3166-2 of each province and its (column, row), from the north-west corner."""
