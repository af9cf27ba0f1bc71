"""What is remembered of originals between runs: their facts by content, and whether a file was touched since.

Only of originals that are published. Paths are kept as hashes, so a cache that travels tells nothing of a folder's names.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, get_args

from msgspec.structs import asdict

from generator.media.facts import Facts, Kind
from generator.media.magic import KINDS
from generator.media.sealed import read_sealed, write_sealed
from generator.signature import Signature

_NAME = "notes.json"
_NAMES = Facts.__struct_fields__


class Notes:
    """The notes of a cache folder; without a folder they are empty and stay so."""

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        record = read_sealed(cache / _NAME) if cache else {}
        self._facts: dict[str, Any] = dict(record.get("facts", {}))
        self._seen: dict[str, Any] = dict(record.get("seen", {}))
        self.expected = record.get("expected") is True
        self._changed = False

    def expect(self, expected: bool) -> None:
        """Note whether the next run will have originals to look at whose facts are not kept."""
        self._changed = self._changed or (expected != self.expected and bool(self._facts))
        self.expected = expected

    def sha256(self, path: Path, signature: Signature) -> str | None:
        """The hash of the file at `path`, if it was noted and has not been touched since."""
        noted = self._seen.get(_key(path))
        return str(noted[4]) if noted and tuple(noted[:4]) == signature else None

    def facts(self, sha256: str) -> Facts | None:
        """The facts of the original of this content."""
        noted = self._facts.get(sha256)
        return read_facts(noted, sha256=sha256, size=noted["size"]) if noted else None

    def remember(self, path: Path, signature: Signature, facts: Facts) -> None:
        """Note an original that is published."""
        seen = [*signature, facts.sha256]
        if self._seen.get(_key(path)) != seen or facts.sha256 not in self._facts:
            self._seen[_key(path)] = seen
            self._facts[facts.sha256] = asdict(facts)
            self._changed = True

    def forget(self, keep: Callable[[Facts], bool]) -> None:
        """Drop every original of which `keep` says no."""
        for sha256 in list(self._facts):
            facts = self.facts(sha256)
            if facts is None or not keep(facts):
                del self._facts[sha256]
                self._changed = True
        self._seen = {path: seen for path, seen in self._seen.items() if seen[4] in self._facts}

    def save(self) -> None:
        """Write the notes if anything is new. Raises MediaCacheError."""
        if self._cache and self._changed:
            write_sealed(
                self._cache,
                self._cache / _NAME,
                {"facts": self._facts, "seen": self._seen, "expected": self.expected},
            )
            self._changed = False


def read_facts(told: Mapping[str, Any], *, sha256: str, size: int) -> Facts | None:
    """Facts from what the worker or an older run told, held to their form; None if they do not keep it."""
    known = {name: told[name] for name in _NAMES if name in told and name not in ("sha256", "size")}
    try:
        facts = Facts(
            sha256=sha256,
            size=size,
            kind=known["kind"],
            format=known["format"],
            width=int(known.get("width", 0)),
            height=int(known.get("height", 0)),
            duration=round(float(known.get("duration", 0)), 3),
            codecs=tuple(str(name)[:40] for name in known.get("codecs", ())),
            colour=str(known.get("colour", "")),
            peaks=tuple(int(peak) for peak in known.get("peaks", ())),
        )
    except (KeyError, TypeError, ValueError, OverflowError):
        return None
    sound = facts.kind in get_args(Kind) and facts.format in KINDS and 0 <= facts.duration < 1e7
    shown = facts.kind == "audio" or (0 < facts.width < 1 << 20 and 0 < facts.height < 1 << 20)
    plain = not facts.colour or (len(facts.colour) == 7 and set(facts.colour[1:]) <= set("0123456789abcdef"))
    loud = len(facts.peaks) <= 40 and all(0 <= peak <= 100 for peak in facts.peaks)
    return facts if sound and shown and plain and loud else None


def _key(path: Path) -> str:
    return hashlib.blake2b(
        str(path.absolute()).encode("utf-8", "surrogateescape"), digest_size=16
    ).hexdigest()
