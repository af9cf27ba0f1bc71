"""What each stage of a command cost, for `--timings`: wall time and processor time, and the most memory so far."""

from __future__ import annotations

import resource
import sys
import time

from msgspec import Struct, field

_MAXRSS = 1 if sys.platform == "darwin" else 1024
"""Bytes in a unit of ru_maxrss (getrusage(2): kilobytes on Linux, bytes on macOS)."""


def _processor_seconds() -> float:
    """Of this process and of those it has waited for."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _peak() -> int:
    """The most bytes that this process, or one it has waited for, has held."""
    return (
        max(resource.getrusage(w).ru_maxrss for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
        * _MAXRSS
    )


class Stopwatch(Struct):
    """Started when it is made; `done` ends a stage and begins the next."""

    rows: list[tuple[str, float, float, int]] = field(default_factory=list)
    _wall: float = field(default_factory=time.perf_counter)
    _processor: float = field(default_factory=_processor_seconds)

    def done(self, stage: str) -> None:
        """Write down what the stage cost that has just ended."""
        wall, processor = time.perf_counter(), _processor_seconds()
        self.rows.append((stage, wall - self._wall, processor - self._processor, _peak()))
        self._wall, self._processor = wall, processor

    def table(self) -> str:
        """One line a stage: seconds by the clock, seconds of all processors, most MB of the largest process so far."""
        lines = ["  用时（秒）　处理器（秒）　内存峰值（MB）　步骤"]
        for stage, wall, processor, peak in self.rows:
            lines.append(f"  {wall:10.2f}　{processor:12.2f}　{peak / 1e6:14.0f}　{stage}")
        total = [sum(row[at] for row in self.rows) for at in (1, 2)]  # type: ignore[misc]
        lines.append(f"  {total[0]:10.2f}　{total[1]:12.2f}　{_peak() / 1e6:14.0f}　合计")
        return "\n".join(lines)
