"""What stands in the store, in one file, so that a build in which nothing is new opens none of the records."""

from __future__ import annotations

import contextlib
import os
import stat
from collections.abc import Container, Mapping
from pathlib import Path

from generator.manifest import Stored
from generator.media.sealed import maker, read_sealed_bytes, write_sealed_bytes
from generator.signature import Signature, signature_of

_NAME = "holdings"


class Holdings:
    """Digest and signature of every finished file that is known to be as it was made, by address.

    It says what the records say, and only so much faster: where it is lost, damaged or behind, they are asked.
    """

    def __init__(self, cache: Path) -> None:
        self._cache = cache
        self._root = f"{cache}/"
        body = read_sealed_bytes(cache / _NAME)
        first, *lines = body.decode("utf-8", "replace").split("\n") if body else ("",)
        self._sound = first == maker()
        self._files = dict(line.split(" ", 1) for line in lines if " " in line) if self._sound else {}
        self._changed = False

    def stands(self, address: str) -> bool:
        """Whether the file at this address is known and was not written to since (its ctime cannot be set)."""
        noted = self._files.get(address)
        if noted is None:
            return False
        try:
            found = os.lstat(self._root + address)
        except OSError:
            return False
        return noted.partition(" ")[2] == _said(signature_of(found)) and stat.S_ISREG(found.st_mode)

    def stored(self, address: str) -> Stored:
        """The file at this address, and what is known of it."""
        sha256, *signature = self._files.get(address, "").split(" ")
        return Stored(self._cache / address, sha256, tuple(map(int, signature)))

    def note(self, address: str, sha256: str, signature: Signature) -> None:
        """Remember a file."""
        self._files[address] = f"{sha256} {_said(signature)}"
        self._changed = True

    def renew(self, joined: Mapping[str, str]) -> None:
        """Take note of the change times of files that got a second name, under which their sha256 was found again."""
        for address, noted in self._files.items():
            sha256, _, before = noted.partition(" ")
            if joined.get(address) != sha256:
                continue
            with contextlib.suppress(OSError):
                found = _said(signature_of(os.lstat(self._root + address)))
                if found != before and found.rpartition(" ")[0] == before.rpartition(" ")[0]:
                    self._files[address] = f"{sha256} {found}"
                    self._changed = True

    def keep(self, addresses: Container[str]) -> None:
        """Forget every file but those at `addresses`, and what cannot be read."""
        kept = {address: noted for address, noted in self._files.items() if address in addresses}
        self._changed = self._changed or not self._sound or len(kept) < len(self._files)
        self._files = kept

    def save(self) -> None:
        """Write down what is known if anything is new; nothing is left where nothing is known. Raises MediaCacheError."""
        if not self._changed:
            return
        path = self._cache / _NAME
        if self._files:
            lines = (maker(), *(f"{address} {noted}" for address, noted in sorted(self._files.items())))
            write_sealed_bytes(self._cache, path, "\n".join(lines).encode(), lasting=False)
        else:
            with contextlib.suppress(OSError):
                os.rmdir(path) if path.is_dir() and not path.is_symlink() else path.unlink()
        self._changed = False


def _said(signature: Signature) -> str:
    size, written, inode, changed = signature
    return f"{size} {written} {inode} {changed}"
