"""What a page says: as a whole, and by its pieces."""

from __future__ import annotations

from msgspec import Struct

from generator.leaks.sought import Leak
from generator.verify.pieces import Facts
from generator.verify.quiet import Words
from generator.verify.tags import Impurity


class Document(Struct, frozen=True):
    """One page. `doubled` are ids that occur more than once; `names` are the anchors of `<a name>`, which may be ids too.

    `leaks` are those of pieces that no page before it had.
    """

    links: tuple[str, ...]
    ids: frozenset[str]
    doubled: tuple[str, ...] = ()
    redirect: bool = False
    impure: tuple[Impurity, ...] = ()
    leaks: tuple[Leak, ...] = ()
    names: frozenset[str] = frozenset()


class Said(Struct, frozen=True):
    """What the pieces of a page say that say anything: those met before, the others, and the leaks of the others."""

    known: list[Facts]
    own: list[Facts]
    leaks: tuple[Leak, ...] = ()
    due: Words | None = None
    """What has not been looked at for leaks."""

    @property
    def facts(self) -> list[Facts]:
        """All of them."""
        return [*self.known, *self.own]
