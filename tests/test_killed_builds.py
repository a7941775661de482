"""A build that is killed at any moment leaves the old snapshot, and the next one succeeds."""

import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from toy_extractor import toy_claims

from geo import pipeline
from geo.config import data_dir
from geo.store.snapshot import current_id, list_ids, open_current, open_snapshot

# Builds without end, each of another text, saying when the first begins.
CHILD = """
import sys
from pathlib import Path
sys.path[:0] = [{tests!r}, {root!r}]
from toy_extractor import toy_claims
from geo import pipeline
pipeline.from_reading = toy_claims
texts, store, data = (Path(a) for a in sys.argv[1:4])
pipeline.load_knowledge(data)
print("ready", flush=True)
number = int(sys.argv[4])
while True:
    number += 1
    (texts / "new.txt").write_text(f"{{number}} died in Herat on 2024-05-03.")
    pipeline.build([texts], store_dir=store, data_dir=data)
"""


@pytest.mark.slow
@pytest.mark.parametrize("moment", range(10))
def test_a_killed_build_leaves_a_whole_snapshot(tmp_path, monkeypatch, moment):
    monkeypatch.setattr(pipeline, "from_reading", toy_claims)
    texts, store = tmp_path / "texts", tmp_path / "store"
    texts.mkdir()
    for n in range(12):
        (texts / f"{n}.txt").write_text(f"{n} died in Kunduz on 2024-05-{n + 1:02}.")
    first = pipeline.build([texts], store_dir=store, data_dir=data_dir()).snapshot_id
    here = Path(__file__).parent
    child = subprocess.Popen(
        [
            *(sys.executable, "-c", CHILD.format(tests=str(here), root=str(here.parent))),
            *(str(texts), str(store), str(data_dir()), str(moment * 1000)),
        ],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert child.stdout.readline() == "ready\n"
        seen = set()
        done = threading.Event()
        rng = random.Random(moment)
        killer = threading.Timer(rng.uniform(0.05, 2), lambda: (child.kill(), done.set()))
        killer.start()
        # A reader that looks all the while never sees half a build.
        while not done.wait(0.01):
            seen.add(open_current(store).snapshot_id)
        assert child.wait() == -signal.SIGKILL
    finally:
        child.kill()
        child.wait()
        child.stdout.close()
    left = current_id(store)
    assert len(open_current(store).tables["documents"]) >= 12
    for snapshot_id in (first, *seen, *list_ids(store)):
        open_snapshot(store, snapshot_id)
    (texts / "new.txt").write_text("7 died in Kabul on 2024-05-03.")
    report = pipeline.build([texts], store_dir=store, data_dir=data_dir())
    assert open_current(store).snapshot_id == report.snapshot_id
    open_snapshot(store, left)
    assert not list(store.glob(".building-*"))
