"""Names looked at together are refused exactly when they would be one by one, and with the same words."""

from __future__ import annotations

from itertools import permutations

import pytest

from generator.filenames import Names, claim_all, folders_of, parents
from generator.manifest import WriteError

PATHS = (
    "",
    "a",
    "A",
    "a/b",
    "A/c",
    "a/b/c",
    "a/",
    "/a",
    "a//b",
    "a/./b",
    "..",
    "...",
    "a..b",
    "b\\c",
    "a\0b",
    "a\nb",
    "é",
    "e\u0301",
    "straße/x",
    "STRASSE",
    "图片/一.jpg",
)


def refused(paths: tuple[str, ...], *, together: bool) -> str:
    try:
        if together:
            claim_all(paths)
        else:
            names = Names()
            for path in paths:
                names.claim(path)
    except WriteError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("count", [0, 1, 2, 3])
def test_together_as_one_by_one(count: int) -> None:
    answers = {
        paths: (refused(paths, together=True), refused(paths, together=False))
        for paths in permutations(PATHS, count)
    }
    assert {paths: both for paths, both in answers.items() if both[0] != both[1]} == {}
    assert count == 0 or len({both[0] for both in answers.values()}) > 5


def test_the_same_name_twice_is_refused() -> None:
    with pytest.raises(WriteError, match="同一个地址"):
        claim_all(("x", "y", "x"))


def test_folders() -> None:
    paths = ("a/b/c.html", "a/d.html", "e.html", "图/片/x.png")
    assert (
        folders_of(paths) == {"a", "a/b", "图", "图/片"} == {one for path in paths for one in parents(path)}
    )
