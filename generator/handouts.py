"""Documents that are handed out as they are: opened in the limited worker and searched there, for they are strangers' bytes.

Plain text has nothing to be opened and is searched here, so that a check without documents starts no process.
"""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from generator.leaks.readings import is_plain
from generator.leaks.scan import scan
from generator.leaks.sought import Leak, Sought
from generator.media.crew import Crew, Task
from generator.media.refusal import Refusal
from generator.media.sight import check_size, digest, open_original, signature
from generator.signature import Signature
from generator.values.phone import mask_mobiles
from generator.values.text import legible, mask_citizen_ids

Say = Callable[[str, int, int], None]
Key = tuple[str, str]

SECONDS = 20.0
"""How long the worker may take over one document."""
LARGEST = 200_000_000
_MOST_LEAKS = 200
_LONGEST = 200
_SMALL = 200_000


class Document(Struct, frozen=True):
    """A file to be handed out, and what must not be told in it. `name` is what readers see of its path.

    `linked`: it stands in a tree of ours, where files may have several names.
    """

    key: Key
    path: Path
    name: str
    sought: Sought
    linked: bool = False


class Handout(Struct, frozen=True):
    """What was found in a document: its leaks, or in `refusal` why it cannot be checked (a Chinese phrase).

    `rough` says that its format can be read roughly only. `sha256` is "" if the file could not even be opened.
    """

    sha256: str
    leaks: tuple[Leak, ...] = ()
    rough: bool = False
    refusal: str = ""


class _Opened(Struct, frozen=True):
    document: Document
    sha256: str
    state: Signature
    text: bytes | None
    """The whole of it, if it is plain text and nothing has to be opened."""

    @property
    def question(self) -> tuple[str, str, int]:
        """Equal bytes of one name, searched for the same, are searched once."""
        return self.sha256, self.document.name, id(self.document.sought)


def read_handouts(
    documents: Sequence[Document], *, jobs: int, say: Say | None = None
) -> Mapping[Key, Handout]:
    """Every document's findings, by its key. Links are not followed; bombs, crashes and time-outs are refusals.

    Nothing is remembered from run to run. Without documents, or with plain texts only, no process is started.
    """
    found: dict[Key, Handout] = {}
    sighted: dict[Key, _Opened] = {}
    answers: dict[tuple[str, str, int], Handout] = {}

    def tasks() -> Iterator[Task[_Opened]]:
        asked = set()
        for document in documents:
            try:
                one = _sight(document)
            except Refusal as refusal:
                found[document.key] = Handout("", refusal=_why(refusal))
                continue
            sighted[document.key] = one
            if one.text is not None:
                answers.setdefault(
                    one.question, Handout(one.sha256, tuple(scan(document.name, one.text, document.sought)))
                )
            elif one.question not in asked:
                asked.add(one.question)
                ask = {"do": "read", "name": document.name}
                yield Task(one, ask, SECONDS, lambda one=one: _files(one))  # type: ignore[misc]

    if documents:
        with Crew[_Opened](jobs, films=False) as crew:  # starts its process with the first task
            for one, answer in crew.work(tasks()):
                answers[one.question] = _handout(one, answer)
                if say:
                    done = len(found) + sum(other.question in answers for other in sighted.values())
                    say("检查下载文件", done, len(documents))
    found.update((key, answers[one.question]) for key, one in sighted.items())
    return found


def _sight(document: Document) -> _Opened:
    descriptor = open_original(document.path, linked=document.linked)
    try:
        state = signature(descriptor)
        check_size(state[0], LARGEST)
        data = os.pread(descriptor, _SMALL, 0) if state[0] < _SMALL else b"\0"
        return _Opened(document, digest(descriptor), state, data if is_plain(data) else None)
    finally:
        os.close(descriptor)


def _files(one: _Opened) -> list[int]:
    """The document, if it is still what it was, and what is sought, which is too long for a message. Raises Refusal."""
    descriptor = open_original(one.document.path, linked=one.document.linked)
    if signature(descriptor) != one.state:
        os.close(descriptor)
        raise Refusal("E802", detail="处理时文件正被改动")
    sought = one.document.sought
    with tempfile.TemporaryFile() as file:
        file.write(json.dumps({"mobiles": sorted(sought.mobiles), "words": dict(sought.words)}).encode())
        file.flush()
        return [descriptor, os.dup(file.fileno())]


def _handout(one: _Opened, answer: Mapping[str, Any] | Refusal) -> Handout:
    """The answer of a process that may be in a stranger's hands, held to its form and masked once more."""
    if isinstance(answer, Refusal):
        return Handout(one.sha256, refusal=_why(answer))
    if isinstance(refusal := answer.get("unreadable"), str):
        return Handout(one.sha256, refusal=_fit(refusal))
    told = answer.get("leaks")
    if not isinstance(told, list) or len(told) > _MOST_LEAKS:
        return Handout(one.sha256, refusal="处理程序的回答不成形")
    leaks = tuple(_leak(item, one.document.sought) for item in told)
    if None in leaks:
        return Handout(one.sha256, refusal="处理程序的回答不成形")
    return Handout(one.sha256, tuple(leak for leak in leaks if leak), rough=answer.get("rough") is True)


def _leak(told: object, sought: Sought) -> Leak | None:
    if not isinstance(told, list) or len(told) != 4 or not all(isinstance(item, str) for item in told):
        return None
    kind, excerpt, whose, where = told
    if kind not in ("citizen", "mobile", "word") or whose not in {"", *sought.words.values()}:
        return None
    return Leak(kind, _fit(excerpt), whose, _fit(where))


def _fit(text: str) -> str:
    return legible(mask_mobiles(mask_citizen_ids(text)))[:_LONGEST]


def _why(refusal: Refusal) -> str:
    """The refusal of media in words that fit a document."""
    detail = refusal.detail
    return {
        "E803": f"不是普通文件（{detail.get('seems', '')}）",
        "E804": f"文件太大（{detail.get('size', '')}，上限 {detail.get('limit', '')}）",
    }.get(refusal.code, detail.get("detail", "打不开"))
