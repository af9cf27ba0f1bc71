"""Files of a store get a second name in the site where that can be, and are copied where it cannot."""

from __future__ import annotations

import errno
import os
import stat
from pathlib import Path

import pytest

from generator.manifest import Stored
from generator.media.holdings import Holdings
from generator.putting import join
from generator.signature import signature_of
from generator.tree import Change, fill, write

NAME = "media/ab/x.jpg"
SHA256 = "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881"
"""Of a single x."""


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store with one file in it."""
    file = tmp_path / "store" / NAME
    file.parent.mkdir(parents=True)
    file.write_bytes(b"x")
    file.chmod(0o644)
    return tmp_path / "store"


def put(store: Path) -> Change:
    files = {NAME: Stored(store / NAME), "index.html": b"page"}
    return write(store.parent / "site", files.items(), verify=lambda tree, files: ()).change


def test_a_file_of_a_store_is_the_sites_too_and_stays_when_it_leaves_the_store(store: Path) -> None:
    site = store.parent / "site"
    put(store)
    assert (site / NAME).samefile(store / NAME)
    (store / NAME).unlink()
    assert (site / NAME).read_bytes() == b"x"


def test_a_name_more_is_no_change(store: Path) -> None:
    put(store)
    os.link(store / NAME, store / "another")
    assert put(store).unchanged == 0  # the second tree is made, by names of the first one's files
    assert put(store).unchanged == 2


def test_another_file_in_the_store_comes_into_the_site_and_the_old_one_is_not_touched(store: Path) -> None:
    site = store.parent / "site"
    put(store)
    before = (site / NAME).resolve()
    fresh = store / "fresh"
    fresh.write_bytes(b"y")
    fresh.chmod(0o644)
    fresh.replace(store / NAME)
    held = os.open(before, os.O_RDONLY)
    put(store)
    assert (site / NAME).read_bytes() == b"y"
    assert os.pread(held, 9, 0) == b"x"
    os.close(held)


def test_what_not_everybody_may_read_is_copied(store: Path) -> None:
    (store / NAME).chmod(0o600)
    put(store)
    found = (store.parent / "site" / NAME).stat()
    assert stat.S_IMODE(found.st_mode) == 0o644
    assert stat.S_IMODE((store / NAME).stat().st_mode) == 0o600
    assert found.st_nlink == 1


def test_where_files_cannot_have_two_names_they_are_copied(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EXDEV, os.strerror(errno.EXDEV))

    monkeypatch.setattr(os, "link", refused)
    put(store)
    assert (store.parent / "site" / NAME).read_bytes() == b"x"
    assert (store / NAME).stat().st_nlink == 1


def test_a_folder_of_somebody_elses_shares_nothing(store: Path) -> None:
    fill(store.parent / "plain", [(NAME, Stored(store / NAME))])
    assert (store.parent / "plain" / NAME).read_bytes() == b"x"
    assert (store / NAME).stat().st_nlink == 1


def test_a_file_that_got_a_name_is_known_without_being_read_but_no_other(store: Path) -> None:
    def known(joined: dict[str, str]) -> bool:
        holdings = Holdings(store)
        holdings.note(NAME, SHA256, signature)
        os.link(store / NAME, store / f"name{len(list(store.iterdir()))}")
        holdings.renew(joined)
        return holdings.stands(NAME)

    signature = signature_of((store / NAME).stat())
    assert not known({})
    assert not known({NAME: "0" * 64})
    assert known({NAME: SHA256})
    os.utime(store / NAME, ns=(1, 1))
    assert not known({NAME: SHA256})


def test_what_looks_as_it_was_noted_is_not_read_again_and_anything_else_is(store: Path) -> None:
    signature = signature_of((store / NAME).stat())
    target = os.fspath(store / "second")
    assert join(target, Stored(store / NAME, "noted", signature))[0] == "noted"
    os.unlink(target)  # the time of its last change tells of names, too
    assert join(target, Stored(store / NAME, "noted", signature))[0] == SHA256
    os.unlink(target)
    assert join(target, Stored(store / NAME))[0] == SHA256
