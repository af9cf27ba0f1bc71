"""A state of the project out of git, without touching the working tree: blobs are read as they were committed.

No filter runs (`git archive` and `git worktree` would run them, and Git LFS would ask the network), and git is told
not to fetch what is missing.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from msgspec import Struct

from generator.problems import Place, Problem, problem

_POINTER = b"version https://git-lfs.github.com/spec/v1\n"
_OID = re.compile(rb"^oid sha256:([0-9a-f]{64})$", re.MULTILINE)
_POINTER_LIMIT = 1024
"""Bytes: the specification keeps pointers below."""
_ENVIRONMENT = {
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_TERMINAL_PROMPT": "0",
    "GIT_OPTIONAL_LOCKS": "0",
    "LC_ALL": "C.UTF-8",
}
_LINK = "120000"
_MODULE = "160000"


class StateError(Exception):
    """A state of the project that cannot be had; `problem` says why and what to do."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.what())
        self.problem = found


class _Blob(Struct, frozen=True):
    mode: str
    sha: str
    path: str


def commit_of(root: Path, name: str) -> str | None:
    """The full hash of the commit a branch, tag or expression names; None if git knows none. StateError (E191) without git."""
    asked = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}")
    return asked.stdout.decode("ascii", "replace").strip() if asked.returncode == 0 else None


def in_repository(root: Path) -> bool:
    """Whether `root` lies in a work tree of git that we may read."""
    return _git(root, "rev-parse", "--git-dir").returncode == 0


def take_out(root: Path, commit: str, to: Path, paths: tuple[str, ...]) -> None:
    """Write what `commit` holds of `paths` (relative to `root`) below `to`. Raises StateError (E191, E192)."""
    blobs = [blob for blob in _listed(root, commit, paths) if blob.mode != _MODULE]
    missing: list[str] = []
    links: list[tuple[Path, bytes]] = []
    for blob, data in _contents(root, blobs):
        path = to / blob.path
        path.parent.mkdir(parents=True, exist_ok=True)
        if blob.mode == _LINK:
            links.append((path, data))
        elif len(data) < _POINTER_LIMIT and data.startswith(_POINTER):
            stored = _stored(root, data)
            if stored is None:
                missing.append(blob.path)
            else:
                shutil.copyfile(stored, path)
        else:
            path.write_bytes(data)
    for path, target in links:  # last: nothing is written through a link
        os.symlink(os.fsdecode(target), path)
    if missing:
        listed = "、".join(missing[:3])
        raise StateError(problem("E192", Place(commit[:12]), count=len(missing), files=listed))


def _listed(root: Path, commit: str, paths: tuple[str, ...]) -> list[_Blob]:
    listing = _git(root, "ls-tree", "-r", "-z", commit, "--", *paths)
    if listing.returncode != 0:
        raise _failed(listing)
    blobs = []
    for row in listing.stdout.split(b"\0"):
        if row:
            told, _, name = row.partition(b"\t")
            mode, _, sha = told.decode("ascii").split(" ")[:3]
            path = os.fsdecode(name)
            if ".." not in PurePosixPath(path).parts and not path.startswith("/"):
                blobs.append(_Blob(mode, sha, path))
    return blobs


def _contents(root: Path, blobs: list[_Blob]) -> Iterator[tuple[_Blob, bytes]]:
    """Every blob with its bytes, by one process for all of them."""
    with tempfile.TemporaryFile() as wanted:
        wanted.write("".join(f"{blob.sha}\n" for blob in blobs).encode("ascii"))
        wanted.seek(0)
        with subprocess.Popen(  # noqa: S603 - git, asked for hashes that it told us
            [*_program(root), "cat-file", "--batch"],
            stdin=wanted,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=os.environ | _ENVIRONMENT,
        ) as reading:
            assert reading.stdout is not None
            for blob in blobs:
                told = reading.stdout.readline().split()
                if len(told) != 3:
                    reading.kill()
                    raise StateError(problem("E191", Place(blob.path), why=f"提交里的 {blob.path} 读不出来"))
                data = reading.stdout.read(int(told[2]))
                reading.stdout.read(1)
                yield blob, data


def _stored(root: Path, pointer: bytes) -> Path | None:
    """The file a pointer of Git LFS stands for, if this clone has it."""
    found = _OID.search(pointer)
    if not found:
        return None
    oid = found[1].decode("ascii")
    asked = _git(root, "rev-parse", "--git-path", f"lfs/objects/{oid[:2]}/{oid[2:4]}/{oid}")
    path = root / os.fsdecode(asked.stdout.strip())
    return path if asked.returncode == 0 and path.is_file() else None


def _git(root: Path, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    try:
        return subprocess.run(  # noqa: S603 - git; a name that looks like an option stays a name
            [*_program(root), *arguments],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            env=os.environ | _ENVIRONMENT,
        )
    except OSError as error:
        raise StateError(problem("E191", Place("git"), why="这台电脑上没有 git")) from error


def _program(root: Path) -> tuple[str, ...]:
    return ("git", "-C", os.fspath(root), "-c", "core.quotePath=false")


def _failed(asked: subprocess.CompletedProcess[bytes]) -> StateError:
    lines = asked.stderr.decode("utf-8", "replace").strip().splitlines()
    return StateError(problem("E191", Place("git"), why=lines[0] if lines else "git 没有说原因"))
