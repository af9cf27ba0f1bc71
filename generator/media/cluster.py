"""A Dask cluster as hands elsewhere: the one door to `distributed`."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from distributed import Client, KilledWorker

from generator.media.elsewhere import unequal
from generator.media.refusal import MediaClusterError
from generator.media.stamp import stamp
from generator.media.workshop import Elsewhere

SECONDS = 15
"""How long the scheduler may take to answer."""
_AHEAD = 4
"""Errands for each thread of the cluster, so that none waits for the next one to come."""
_CARRIED = 16
"""Errands at once where what is made comes back over the line."""


@contextmanager
def cluster(
    address: str, *, store: str = "", originals: tuple[str, ...] = (), tell: Callable[[str], None]
) -> Iterator[Elsewhere]:
    """The cluster whose scheduler is at `address` (`tcp://…`, `tls://…`), for as long as the block lasts.

    Raises MediaClusterError where nobody answers, nobody works there, or a machine is not of our stamp.
    """
    logging.getLogger("distributed").setLevel(logging.ERROR)
    try:
        client: Any = Client(  # type: ignore[no-untyped-call]
            address, timeout=SECONDS, set_as_default=False
        )
    except (OSError, TimeoutError, ValueError) as error:
        raise MediaClusterError(f"连不上集群 {address}：请检查地址，看调度机是不是在运行。") from error
    try:
        _check(client, address)
        threads = sum(client.nthreads().values())
        yield Elsewhere(
            client.get_executor(pure=False),
            store=store,
            originals=originals,
            window=max(_CARRIED, _AHEAD * threads) if store else _CARRIED,
            deaths=(KilledWorker,),
            manned=lambda: bool(client.nthreads()),
            tell=tell,
        )
    finally:
        client.close()


def _check(client: Any, address: str) -> None:
    try:
        stamps: dict[str, str] = client.run(stamp)
    except Exception as error:
        raise MediaClusterError(
            f"集群 {address} 里有机器没有装展榜，或者装的不是同一版（{type(error).__name__}：{str(error)[:200]}）："
            "请在调度机和每台工作机上装同一版，再运行一次。"
        ) from error
    if not stamps:
        raise MediaClusterError(f"集群 {address} 里还没有工作机：请先启动工作机（dask worker），再运行一次。")
    for host, theirs in sorted(stamps.items()):
        if theirs != stamp():
            raise unequal(host, theirs)
