"""Which files were found clean before: by content, under one policy. Losing it costs time and nothing else."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from generator import leaks
from generator.leaks.sought import Sought
from generator.media.refusal import MediaCacheError
from generator.media.sealed import read_sealed, write_sealed

_NAME = "clean.json"
_JUDGES = (
    "handouts",
    "values.phone",
    "values.text",
    "verify.pages",
    "verify.purity",
    "verify.site",
    "verify.tags",
)
"""Modules, besides all that look for leaks, whose code decides what is clean."""


def policy_name(sought: Sought) -> str:
    """A name for what is sought and for the code that seeks it: under another one nothing is known to be clean."""
    digest = hashlib.sha256(repr((sorted(sought.mobiles), sorted(sought.words))).encode())
    folder = Path(leaks.__file__).parent
    paths = [
        *sorted(folder.glob("*.py")),
        *(folder.parent / f"{one.replace('.', '/')}.py" for one in _JUDGES),
    ]
    for path in paths:
        code = path.read_bytes()
        digest.update(f"\n{path.relative_to(folder.parent).as_posix()} {len(code)}\n".encode() + code)
    try:
        digest.update(f"\npypdf {version('pypdf')}".encode())
    except PackageNotFoundError:
        digest.update(b"\nno pypdf")
    return digest.hexdigest()


class Memory:
    """The names and contents of clean files, as one sha256 each; `policy` names everything that decides what is clean."""

    def __init__(self, cache: Path | None, policy: str) -> None:
        cache = None if cache and cache.is_symlink() else cache  # it would lead who knows where
        self._cache = cache
        self._policy = policy
        saved = read_sealed(cache / _NAME) if cache else {}
        clean = saved.get("clean") if saved.get("policy") == policy else None
        self._known = (
            frozenset(one for one in clean if isinstance(one, str))
            if isinstance(clean, list)
            else frozenset()
        )
        self._clean: set[str] = set()

    def knows(self, *what: str) -> bool:
        """Whether this file was found clean; it is remembered further. `what`: its name and the sha256 of its content."""
        key = _key(what)
        if key in self._known:
            self._clean.add(key)
            return True
        return False

    def learn(self, *what: str) -> None:
        """Remember that a file is clean; `what` as for `knows`."""
        self._clean.add(_key(what))

    def save(self) -> None:
        """Write down what this run met; a cache that cannot be written is no reason to stop."""
        if self._cache and self._clean != self._known:
            with suppress(MediaCacheError):
                write_sealed(
                    self._cache, self._cache / _NAME, {"policy": self._policy, "clean": sorted(self._clean)}
                )


def _key(what: tuple[str, ...]) -> str:
    """One name can be clean where another is not: `a.txt` is shown, `a.htm` is run."""
    return hashlib.sha256("\0".join(what).encode("utf-8", "surrogatepass")).hexdigest()
