"""The doors of the media pipeline: `measure` what entrants sent, `derive` what is published of it, `sweep` the rest.

Nothing here decodes: strangers' bytes are hashed and handed, as open files, to the worker of `crew`.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.media.crew import Crew, Task
from generator.media.drawings import Drawing, PosterOrder
from generator.media.facts import Facts, MediaFault, Original
from generator.media.making import Making
from generator.media.notes import Notes, read_facts
from generator.media.recipe import Order
from generator.media.refusal import MediaCacheError, Refusal
from generator.media.sealed import check_cache, check_room, in_use
from generator.media.sight import Sighted, identify, look_again, reopen
from generator.media.store import Store, sweep_store

__all__ = ["Derived", "Measured", "MediaCacheError", "Say", "derive", "held", "measure", "sweep"]

Say = Callable[[str, int, int], None]
Key = tuple[str, str, str]
Addresses = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Measured:
    """Every original is in exactly one: `facts` by key, or `faults` in the order of the originals."""

    facts: Mapping[Key, Facts]
    faults: tuple[MediaFault, ...]


@dataclass(frozen=True, slots=True)
class Derived:
    """`files` are (address, file in the cache), sorted, each address once; of a fault's order nothing is in them."""

    files: tuple[tuple[str, Path], ...]
    faults: tuple[MediaFault, ...]


Measurers = Crew[tuple[Sighted, bool]]


@contextlib.contextmanager
def measurers(cache: Path | None, jobs: int) -> Iterator[Measurers]:
    """Those who will `measure`, on their way already if the last run had something to look at that is never remembered."""
    with Measurers(jobs) as crew:
        if Notes(cache).expected:
            crew.prepare()
        yield crew


def measure(
    originals: Sequence[Original],
    *,
    cache: Path | None,
    jobs: int = 1,
    say: Say | None = None,
    crew: Measurers | None = None,
) -> Measured:
    """Facts or a fault (E802 to E808) for every original, whatever it is. Equal bytes are looked at once.

    `crew` is whom `measurers` hired, else `jobs` are at work at once. Facts of thorough originals are remembered in `cache`; of others nothing is written anywhere. Raises MediaCacheError.
    """
    if cache and any(original.thorough for original in originals):
        check_cache(cache)
    looking = _Looking(originals, Notes(cache), say)
    try:
        with contextlib.nullcontext(crew) if crew else Measurers(jobs) as hired:
            for (one, thorough), answer in hired.work(looking.tasks()):
                looking.settle(one, answer, thorough=thorough)
    finally:
        looking.notes.save()
    return looking.outcome()


class _Looking:
    """One run of `measure`: what is known so far."""

    def __init__(self, originals: Sequence[Original], notes: Notes, say: Say | None) -> None:
        self.notes = notes
        self._originals = originals
        self._say = say
        self._sighted: dict[Key, Sighted | Refusal] = {}
        self._results: dict[tuple[str, bool], Facts | Refusal | None] = {}
        self._open = 0
        self._unnoted = 0

    def tasks(self) -> Iterator[Task[tuple[Sighted, bool]]]:
        """What the worker has to look at: contents not known yet."""
        for original in self._originals:
            try:
                one = identify(original, self.notes)
            except Refusal as refusal:
                self._sighted[original.key] = refusal
                self._tell()
                continue
            self._sighted[original.key] = one
            content = (one.sha256, original.thorough)
            if content not in self._results:
                self._results[content] = self.notes.facts(one.sha256) if original.thorough else None
                if self._results[content] is None:
                    self._open += 1
                    self._unnoted += not original.thorough
                    ask = {"do": "measure", "format": one.form, "thorough": original.thorough}
                    yield Task((one, original.thorough), ask, one.seconds, lambda one=one: [reopen(one)])  # type: ignore[misc]
            self._tell()

    def settle(self, one: Sighted, answer: Mapping[str, Any] | Refusal, *, thorough: bool) -> None:
        """Take the worker's answer."""
        self._results[one.sha256, thorough] = _facts(one, answer)
        self._open -= 1
        self._tell()

    def outcome(self) -> Measured:
        """Facts and faults of all originals; remembers those that are published."""
        facts: dict[Key, Facts] = {}
        faults: list[MediaFault] = []
        for original in self._originals:
            result: Sighted | Facts | Refusal | None = self._sighted[original.key]
            if isinstance(result, Sighted):
                one, result = result, self._results[result.sha256, original.thorough]
                if isinstance(result, Facts) and original.thorough:
                    self.notes.remember(one.path, one.signature, result)
            if isinstance(result, Facts):
                facts[original.key] = result
            elif isinstance(result, Refusal):
                faults.append(MediaFault(original.key, result.code, result.detail))
        self.notes.expect(self._unnoted > 0)
        self.notes.save()
        return Measured(facts, tuple(faults))

    def _tell(self) -> None:
        if self._say:
            self._say("检查图片和音视频", len(self._sighted) - self._open, len(self._originals))


@contextlib.contextmanager
def held(cache: Path) -> Iterator[None]:
    """While this lasts no build sweeps the cache: what `derive` returned stays where it is. Raises MediaCacheError."""
    check_cache(cache)
    with in_use(cache, alone=False):
        yield


def derive(
    orders: Sequence[Order], cards: Sequence[Drawing], *, cache: Path, jobs: int, say: Say | None = None
) -> Derived:
    """Every file of every order, from the cache or made anew; a fault (E802 to E808) for each order that failed.

    Posters come last: they show pictures that are made before. One whose picture failed is not made and is no fault of
    its own. The bytes depend on the orders and the libraries alone, not on `jobs` or on what the cache held.
    Raises MediaCacheError.
    """
    check_cache(cache)
    notes = Notes(cache)
    failed: dict[Addresses, Refusal] = {}
    everything: tuple[Order | Drawing, ...] = (*orders, *cards)
    wanted = {_addresses(one): one for one in reversed(everything)}
    with in_use(cache, alone=False):
        store = Store(cache)
        missing = [addresses for addresses in wanted if not store.has(addresses)]
        posters = [addresses for addresses in missing if isinstance(wanted[addresses], PosterOrder)]
        others = [addresses for addresses in missing if not isinstance(wanted[addresses], PosterOrder)]
        lost: set[Addresses] = set()
        with Making(cache, store, notes) as making, Crew[Addresses](jobs) as crew:
            settled = len(wanted) - len(missing)
            if say:
                say("制作图片和音视频", settled, len(wanted))
            for batch in (others, posters):
                gone = {address for addresses in failed for address in addresses}
                lost |= {addresses for addresses in batch if _shows(wanted[addresses]) in gone}
                tasks = (making.task(one, wanted[one]) for one in batch if one not in lost)
                for addresses, answer in crew.work(tasks):
                    check_room(cache)
                    if refusal := making.finish(addresses, answer):
                        failed[addresses] = refusal
                    settled += 1
                    if say:
                        say("制作图片和音视频", settled, len(wanted))
    made = wanted.keys() - failed.keys() - lost
    files = {address: cache / address for addresses in made for address in addresses}
    faults = tuple(
        MediaFault(one.key, refusal.code, refusal.detail)
        for one in everything
        if (refusal := failed.get(_addresses(one)))
    )
    return Derived(tuple(sorted(files.items())), faults)


def sweep(cache: Path, keep: Iterable[str]) -> None:
    """Remove from the cache everything that is not at these addresses, and what is remembered of its originals.

    Waits for builds that are deriving. Raises MediaCacheError.
    """
    sweep_store(cache, keep)


def _addresses(one: Order | Drawing) -> Addresses:
    outputs = one.outputs if isinstance(one, Order) else (one.output,)
    return tuple(output.address for output in outputs)


def _shows(one: Order | Drawing) -> str | None:
    """The address of the picture that a poster shows."""
    return one.picture.address if isinstance(one, PosterOrder) and one.picture else None


def _facts(one: Sighted, answer: Mapping[str, Any] | Refusal) -> Facts | Refusal:
    if isinstance(answer, Refusal):
        return answer
    told = answer.get("facts")
    facts = read_facts(told, sha256=one.sha256, size=one.signature[0]) if isinstance(told, dict) else None
    if facts is None:
        return Refusal("E808", detail="处理程序的回答不成形")
    return look_again(one) or facts
