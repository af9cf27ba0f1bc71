"""Numbers written with letters, as many for each: short in a file, and no digits that could be read as a telephone number."""

from __future__ import annotations

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def words(count: int) -> tuple[str, ...]:
    """The first `count` numbers from 0, each with as many letters as the last one needs: `A`, `B`; `AA`, `AB`."""
    found = list(LETTERS)
    while len(found) < count:
        found = [one + letter for one in found for letter in LETTERS]
    return tuple(found[:count])
