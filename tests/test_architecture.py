"""Rules of the house that no linter knows."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MODULES = sorted([*ROOT.glob("geo/**/*.py"), *ROOT.glob("pages/*.py"), *ROOT.glob("a*.py")])
PAGES = sorted(ROOT.glob("pages/*.py"))
REMOTE = re.compile(r"https?://[^ \"']*(cdn|unpkg|jsdelivr|tile\.|googleapis|cloudflare)")


def imports(path: Path) -> set[str]:
    """Return the modules that a file imports, with `from a import b` as a.b."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            found |= {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_module_opens_with_its_purpose_and_stays_short(path):
    source = path.read_text(encoding="utf-8")
    assert ast.get_docstring(ast.parse(source)), "a module opens with its purpose"
    assert source.count("\n") <= 400
    assert path.stem not in {"utils", "helpers", "manager"}


@pytest.mark.parametrize("path", PAGES, ids=lambda p: p.stem)
def test_page_is_thin(path):
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    assert not any(
        isinstance(n, ast.FunctionDef | ast.ClassDef | ast.Lambda) for n in ast.walk(tree)
    )
    assert all(name.startswith(("streamlit", "geo.ui.", "geo.views.")) for name in imports(path))
    assert "frame.require()" in source
    assert source.count("\n") <= 60


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_streamlit_stays_in_its_room(path):
    if path.is_relative_to(ROOT / "geo") and not path.is_relative_to(ROOT / "geo" / "ui"):
        assert not any(name.split(".")[0].startswith("streamlit") for name in imports(path))


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(ROOT)))
def test_nothing_is_fetched_from_elsewhere_or_put_in_as_raw_html(path):
    source = path.read_text(encoding="utf-8")
    assert not REMOTE.search(source)
    assert "unsafe_allow_html" not in source


def test_the_repository_names_no_machine_path():
    found = subprocess.run(
        [
            "git",
            "grep",
            "-nIE",
            "/(work|root|farm)/[a-z]",
            "--",
            ".",
            ":!tests/test_architecture.py",
        ],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert found.stdout == ""
