"""One piece of a page, read by the rules of browsers: what it says, and what the policy would block in it."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from generator.verify.meaning import HEAVY, addresses, equivalent, misleading, painted, unruly
from generator.verify.shapes import Told
from generator.verify.tags import Impurity, read_tags


class Facts(Struct, frozen=True, eq=False):
    """What one piece says; nothing at all if it is `unclosed` and must be read with what follows.

    `tells` says that something was found in it that must not be told: of the page that had it first.
    """

    links: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    redirect: bool = False
    impure: tuple[Impurity, ...] = ()
    unclosed: bool = False
    tells: bool = False


NOTHING = Facts()
UNCLOSED = Facts(unclosed=True)


def doubled(ids: Sequence[str]) -> list[str]:
    """Those that occur more than once."""
    if len(set(ids)) == len(ids):
        return []
    return sorted(one for one, times in Counter(ids).items() if times > 1)


def facts_of(told: Told) -> Facts:
    """What the values of a piece say."""
    links, ids, names, impure = told
    return Facts(tuple(links), tuple(ids), tuple(names), impure=tuple(impure))


def read_piece(piece: bytes, *, last: bool = False) -> tuple[Facts, list[str]]:
    """Read a piece by the rules of browsers; and its text without its comments, if it has any: a word may lie across one."""
    text = piece.decode("utf-8", "replace") + ("" if last else ">")
    markup = read_tags(text)
    impure = markup.impure
    if markup.unclosed:
        if not last:
            return UNCLOSED, []
        impure.append(markup.unclosed)
    without = [functools.reduce(lambda left, one: left.replace(one, ""), markup.comments, text)]
    links: list[str] = []
    ids: list[str] = []
    names: list[str] = []
    redirect = False
    for name, written, attributes in markup.tags:
        if not attributes and name not in HEAVY and name != "script":
            continue
        if one := attributes.get("id"):
            ids.append(one)
        if name == "a" and (one := attributes.get("name")):
            names.append(one)
        impure += unruly(name, written, attributes)
        for link, loads in addresses(name, attributes):
            links.append(link)
            impure += misleading(name, attributes, link, loads=loads)
        impure += painted(name, attributes)
        redirect |= name == "meta" and equivalent(attributes) == "refresh"
    told = bool(links or ids or names or impure or redirect)
    facts = Facts(tuple(links), tuple(ids), tuple(names), redirect, tuple(impure)) if told else NOTHING
    return facts, without if markup.comments else []
