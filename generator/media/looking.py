"""Originals on their way to be measured: identified, looked at once for equal bytes, remembered where they are published."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from generator.media.facts import Facts, MediaFault, Original
from generator.media.notes import Notes, read_facts
from generator.media.refusal import Refusal
from generator.media.sight import Sighted, identify, look_again, reopen
from generator.media.task import GARBLED, Answer, Task, Travel
from generator.media.workshop import Say

if TYPE_CHECKING:
    from generator.media.ahead import Ahead

Key = tuple[str, str, str]


class Measured(Struct, frozen=True):
    """Every original is in exactly one: `facts` by key, or `faults` in the order of the originals."""

    facts: Mapping[Key, Facts]
    faults: tuple[MediaFault, ...]


class Looking:
    """One run of `measure`: what is known so far."""

    def __init__(
        self, originals: Sequence[Original], notes: Notes, say: Say | None, ahead: Ahead | None = None
    ) -> None:
        self.notes = notes
        self._ahead = ahead
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
                    task = _task(one, original, ask)
                    yield self._ahead.joined(task, one, original) if self._ahead else task
            self._tell()

    def settle(self, one: Sighted, answer: Answer | Refusal, *, thorough: bool) -> None:
        """Take the worker's answer."""
        facts = self._results[one.sha256, thorough] = _facts(one, answer)
        if self._ahead and thorough:  # the same bytes may be somebody else's, who shows nothing yet
            self._ahead.settle(one, facts, answer)
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


def _task(one: Sighted, original: Original, ask: Mapping[str, Any]) -> Task[tuple[Sighted, bool]]:
    """What is to be looked at; what is not published is looked at on this machine only."""
    travel = Travel(
        sha256=one.sha256, size=one.signature[0], path=str(one.path.absolute()), lend=lambda: reopen(one)
    )
    token = (one, original.thorough)
    return Task(token, ask, one.seconds, lambda: [reopen(one)], travel if original.thorough else None)


def _facts(one: Sighted, answer: Answer | Refusal) -> Facts | Refusal:
    if isinstance(answer, Refusal):
        return answer
    told = answer.get("facts")
    facts = read_facts(told, sha256=one.sha256, size=one.signature[0]) if isinstance(told, dict) else None
    if facts is None:
        return Refusal("E808", detail=GARBLED)
    return look_again(one) or facts
