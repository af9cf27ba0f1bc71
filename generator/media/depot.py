"""What several machines share: originals by their SHA-256, finished files by their address. The one door to fsspec.

A depot is a folder or any address fsspec knows (`s3://…`, `memory://…`). Nothing in it is believed: an original is what
its hash says, and finished files count only together with their record, which is written last and names their hashes.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import secrets
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, BinaryIO

from fsspec.core import url_to_fs  # type: ignore[import-untyped]
from fsspec.implementations.local import LocalFileSystem  # type: ignore[import-untyped]

from generator.media.refusal import MediaClusterError, Refusal
from generator.media.sight import digest, open_original
from generator.media.store import group

LENT = "lent"
"""Below it stand originals that a build lends the others, until it is over."""

_CHUNK = 1 << 20
_RECORD_BYTES = 100_000

Files = Mapping[str, tuple[str, int]]
"""Finished files by address: SHA-256 and size in bytes."""


class Depot:
    """A shared place. Every method raises MediaClusterError when the place cannot be reached or written."""

    def __init__(self, address: str) -> None:
        self._address = address
        try:
            # listings are never believed: other machines write here, too
            self._fs, root = url_to_fs(address, use_listings_cache=False)
        except (ImportError, ValueError) as error:
            raise self._unusable(error) from error
        self._root = root.rstrip("/")
        self._local = isinstance(self._fs, LocalFileSystem)
        self._folders: set[str] = set()

    def original(self, sha256: str, folder: str = "") -> int | None:
        """A descriptor of the original of this content below `folder` (`ab/ab12…`), None where it is not, or is another."""
        path = self._path(folder, sha256[:2], sha256)
        if self._local:
            return opened(path, sha256)
        found = hashlib.sha256()
        with tempfile.TemporaryFile(buffering=0) as copy:
            try:
                with self._fs.open(path, "rb") as source:
                    while chunk := source.read(_CHUNK):
                        found.update(chunk)
                        copy.write(chunk)
            except FileNotFoundError:
                return None
            except Exception as error:
                raise self._unusable(error) from error
            copy.seek(0)
            return os.dup(copy.fileno()) if found.hexdigest() == sha256 else None

    def lend(self, sha256: str, descriptor: int) -> None:
        """Put an original where the other machines find it."""
        with os.fdopen(os.dup(descriptor), "rb") as file:
            self._write(self._path(LENT, sha256[:2], sha256), file)

    def files(self, addresses: Iterable[str], stamp: str) -> Files | None:
        """What was made at all these addresses by machines of this stamp, None where it was not."""
        wanted = tuple(addresses)
        try:
            record = json.loads(self._fs.cat_file(self._record(wanted), 0, _RECORD_BYTES))
        except (FileNotFoundError, ValueError):
            return None
        except Exception as error:
            raise self._unusable(error) from error
        made = read_files(record.get("files")) if isinstance(record, dict) else None
        return made if made and record.get("stamp") == stamp and set(made) == set(wanted) else None

    def keep(self, made: Mapping[str, Path], stamp: str) -> Files:
        """Put finished files at their addresses, and then their record."""
        files: dict[str, tuple[str, int]] = {}
        for address, path in made.items():
            with path.open("rb") as file:
                files[address] = (digest(file.fileno()), os.fstat(file.fileno()).st_size)
                self._write(self._path(address), file)
        record = json.dumps({"stamp": stamp, "files": files}, sort_keys=True).encode()
        self._write(self._record(tuple(made)), io.BytesIO(record))
        return files

    def take(self, files: Files, into: Mapping[str, Path]) -> bool:
        """Fill local files with what stands in the depot. False where it is not what its record says."""
        names = list(files)
        try:
            self._fs.get([self._path(name) for name in names], [str(into[name]) for name in names])
        except FileNotFoundError:
            return False
        except Exception as error:
            raise self._unusable(error) from error
        return all(_holds(into[name], *files[name]) for name in names)

    def sweep(self, keep: Iterable[str]) -> None:
        """Remove what was lent, and every finished file that is not at these addresses. Originals stay."""
        kept = {self._path(address) for address in keep}
        kept |= {self._record((address,)) for address in keep}
        try:
            for top in ("media", "records", LENT, "tmp"):
                found = self._fs.find(self._path(top))
                if gone := [path for path in found if path not in kept]:
                    self._fs.rm(gone)
        except FileNotFoundError:
            return  # another build sweeps as well
        except Exception as error:
            raise self._unusable(error) from error

    def _write(self, path: str, file: BinaryIO, *, tries: int = 3) -> None:
        """Whole or not at all in a folder; elsewhere it is the hashes that tell what is whole."""
        aside = self._path("tmp", secrets.token_hex(12)) if self._local else path
        file.seek(0)
        try:
            for needed in (aside, path):
                self._make_folder(needed.rpartition("/")[0])
            with self._fs.open(aside, "wb") as target:
                shutil.copyfileobj(file, target, _CHUNK)
            if aside != path:
                os.replace(aside, path)
        except Exception as error:
            self._folders.clear()
            if isinstance(error, FileNotFoundError) and tries > 1:  # somebody swept meanwhile
                return self._write(path, file, tries=tries - 1)
            raise self._unusable(error) from error
        finally:
            if aside != path:
                with contextlib.suppress(OSError):
                    os.unlink(aside)

    def _make_folder(self, folder: str) -> None:
        if folder not in self._folders:
            self._fs.makedirs(folder, exist_ok=True)
            self._folders.add(folder)

    def _path(self, *parts: str) -> str:
        return "/".join((self._root, *filter(None, parts)))

    def _record(self, addresses: tuple[str, ...]) -> str:
        return self._path("records", group(addresses[0]) + ".json")

    def _unusable(self, error: Exception) -> MediaClusterError:
        why = getattr(error, "strerror", None) or f"{type(error).__name__}：{error}"
        return MediaClusterError(
            f"共用存放处 {self._address} 读写不了（{why[:200]}）：请检查地址、权限和空间。"
        )


def opened(path: str, sha256: str) -> int | None:
    """A descriptor of the regular file at `path`, None where there is none or its content is another."""
    try:
        descriptor = open_original(Path(path))
    except Refusal:
        return None
    if digest(descriptor) != sha256:
        os.close(descriptor)
        return None
    return descriptor


def read_files(told: Any) -> Files | None:
    """Finished files from what another machine told, held to their form."""
    if not isinstance(told, dict):
        return None
    files = {}
    for address, fact in told.items():
        if not (isinstance(fact, list | tuple) and len(fact) == 2):
            return None
        if not (isinstance(address, str) and isinstance(fact[0], str) and isinstance(fact[1], int)):
            return None
        files[address] = (fact[0], fact[1])
    return files


def _holds(path: Path, sha256: str, size: int) -> bool:
    with path.open("rb") as file:
        return os.fstat(file.fileno()).st_size == size and digest(file.fileno()) == sha256
