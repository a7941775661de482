"""Digests of code, data and texts: what a snapshot was made from, and whether it is stale."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

_PACKAGE: Final = "afghan-incident-atlas"
# Code that decides what a snapshot holds; views, pages and commands do not.
_DECIDING: Final = ("documents", "places", "extract", "claims", "store")
_MODULES: Final = ("model.py", "codes.py", "pipeline.py")
_SHORT: Final = 12


def code_version() -> str:
    """Version of the package and a digest of the code that decides on claims and events."""
    package = Path(__file__).parent
    files = [package / name for name in _MODULES]
    for folder in _DECIDING:
        files += (package / folder).rglob("*.py")
    try:
        released = version(_PACKAGE)
    except PackageNotFoundError:
        released = "unreleased"
    return f"{released}+{_together(package, files)}"


def data_versions(data_dir: Path) -> dict[str, str]:
    """Digest of each data file by its name, and of the code under "code"."""
    files = sorted(p for p in data_dir.rglob("*") if p.is_file() and _counts(p, data_dir))
    out = {path.relative_to(data_dir).as_posix(): _digest(path)[:_SHORT] for path in files}
    return {"code": code_version(), **out}


def input_digests(paths: Sequence[Path]) -> dict[str, str]:
    """Sha256 of every file among files and folders, by a name free of machine paths."""
    out: dict[str, str] = {}
    for path in paths:
        root = path.resolve()
        for file in sorted(_files(root)):
            name = Path(root.name) / file.relative_to(root) if root.is_dir() else Path(root.name)
            spelled = name.as_posix().encode("utf-8", "backslashreplace").decode("utf-8")
            out[spelled] = _digest(file)
    return out


def is_fresh(
    inputs: Mapping[str, str], versions: Mapping[str, str], paths: Sequence[Path], data_dir: Path
) -> bool:
    """Whether texts, data and code are still those that a snapshot was made from."""
    return dict(inputs) == input_digests(paths) and dict(versions) == data_versions(data_dir)


def _counts(path: Path, data_dir: Path) -> bool:
    parts = path.relative_to(data_dir).parts
    return not any(part.startswith(".") for part in parts) and path.suffix != ".md"


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    for path in root.rglob("*") if root.is_dir() else ():
        hidden = any(part.startswith(".") for part in path.relative_to(root).parts)
        if path.is_file() and not hidden:
            yield path


def _together(base: Path, files: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(base).as_posix()}\0{_digest(path)}\n".encode())
    return digest.hexdigest()[:_SHORT]


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
