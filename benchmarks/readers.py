"""Many readers at once, each changing a filter every few seconds, over raw websockets."""

import asyncio
import random
import time
from concurrent.futures import ThreadPoolExecutor

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from benchmarks.synthetic import ACTORS

WAIT = 5.0


async def _reader(address: str, seconds: float, number: int, count: int) -> list[float]:
    """One reader; how long each answer took, the first page left out [seconds]."""
    took = []
    draw = random.Random(number)
    url = address.replace("http", "ws") + "/_stcore/stream"
    async with websockets.connect(url, max_size=None, subprotocols=["streamlit"]) as link:
        await asyncio.sleep(number * WAIT / count)
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            ask = BackMsg()
            ask.rerun_script.query_string = _choice(draw)
            start = time.monotonic()
            await link.send(ask.SerializeToString())
            while True:
                answer = ForwardMsg()
                answer.ParseFromString(await link.recv())
                if answer.WhichOneof("type") == "script_finished":
                    break
            took.append(time.monotonic() - start)
            await asyncio.sleep(WAIT)
    return took[1:]


def _choice(draw: random.Random) -> str:
    """One of some ten thousand views, so that hardly any was asked for before."""
    first = draw.randrange(59)
    last = draw.randrange(first, 60)
    months = [f"{2020 + m // 12}-{m % 12 + 1:02d}" for m in (first, last)]
    group = f"&groups={draw.choice(ACTORS)}" if draw.random() < 0.6 else ""
    return f"since={months[0]}&until={months[1]}{group}"


def waits(address: str, count: int, seconds: float) -> list[float]:
    """What `count` readers waited for each of their changes [seconds]."""

    async def all_of_them() -> list[list[float]]:
        return await asyncio.gather(*(_reader(address, seconds, n, count) for n in range(count)))

    with ThreadPoolExecutor(1) as own:  # the browser's driver has a loop in this thread
        runs = own.submit(asyncio.run, all_of_them()).result()
    return [t for run in runs for t in run]
