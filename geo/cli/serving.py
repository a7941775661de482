"""The command `serve`: the atlas in the browser, on a snapshot that is up to date."""

import errno
import os
import socket
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import click

from geo.cli.building import lines, remember, remembered
from geo.cli.printing import stages
from geo.config import ROOT, data_dir, store_dir
from geo.errors import AtlasError
from geo.fingerprints import is_fresh
from geo.pipeline import build
from geo.store.snapshot import current_id, open_current

LOCAL: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104


class PortError(AtlasError):
    """The port cannot be listened on; the message names the mend."""


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8501, show_default=True)
@click.option(
    "--all-interfaces",
    is_flag=True,
    help="Let other machines in the network reach it; there is no password.",
)
def serve(port: int, all_interfaces: bool) -> None:
    """Open the atlas in the browser.

    Builds a snapshot first where there is none yet, or where texts, data or code have
    changed since the current one.
    """
    address = EVERYWHERE if all_interfaces else LOCAL
    check_port(address, port)
    store, data = store_dir().resolve(), data_dir().resolve()
    refresh(store, data)
    snapshot = open_current(store)
    counts = snapshot.manifest.counts
    click.echo(
        f"Atlas on http://{LOCAL}:{port} with snapshot {snapshot.snapshot_id} "
        f"({counts['documents']} documents, {counts['events']} events); Ctrl-C stops it"
    )
    if all_interfaces:
        click.echo("Other machines in the network can reach it; there is no password.")
    os.environ["AFATLAS_STORE"], os.environ["AFATLAS_DATA"] = str(store), str(data)
    os.chdir(ROOT)
    start(command(address, port))


def check_port(address: str, port: int) -> None:
    """Make sure that nobody listens on the port yet, or raise `PortError`."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                other = port + 1 if port < 65535 else 8501
                reason = f"port {port} is in use; choose another: make run PORT={other}"
                raise PortError(reason) from error
            if error.errno == errno.EACCES:
                reason = f"port {port} needs more rights; choose one from 1024 up: PORT=8501"
                raise PortError(reason) from error
            raise PortError(f"port {port} cannot be used ({error.strerror})") from error


def refresh(store: Path, data: Path) -> None:
    """Build a snapshot unless the current one is of these texts, this data and this code."""
    paths = remembered(store)
    reason = _stale(store, data, paths)
    if not reason:
        click.echo("The snapshot is up to date.")
        return
    if missing := [path for path in paths if not path.exists()]:
        click.echo(f"{missing[0]} is gone, so the snapshot is shown as it was built.")
        return
    click.echo(f"Building a snapshot: {reason}")
    with stages() as tell:
        report = build(paths, store_dir=store, data_dir=data, progress=tell)
    remember(store, paths)
    for line in lines(report):
        click.echo(line)


def _stale(store: Path, data: Path, paths: Sequence[Path]) -> str:
    """Why the current snapshot will not do, or ""."""
    if current_id(store) is None:
        return "there is none yet"
    try:
        manifest = open_current(store).manifest
    except AtlasError as error:
        return str(error)
    fresh = is_fresh(manifest.inputs, manifest.versions, paths, data)
    return "" if fresh else "texts, data or code have changed"


def command(address: str, port: int) -> list[str]:
    """The command line of the server."""
    return [
        *(sys.executable, "-m", "streamlit", "run", str(ROOT / "asgi.py")),
        *("--server.address", address, "--server.port", str(port), "--server.headless", "true"),
        *("--browser.gatherUsageStats", "false"),
    ]


def start(arguments: Sequence[str]) -> None:
    """Become the server, so that signals reach it and nothing is left behind."""
    sys.stdout.flush()
    sys.stderr.flush()
    os.execv(arguments[0], list(arguments))  # noqa: S606
