"""The seam between planning and writing: what the public site consists of, as plain values.

Everything before this module is about records, everything after it about files. A `Site` is complete:
whoever writes it (our own tree, the MkDocs plugin, an offline copy) adds nothing and leaves nothing out.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct, field

from generator.manifest import Stored
from generator.media.drawings import Drawing
from generator.media.recipe import Order


class Page(Struct, frozen=True, kw_only=True):
    """One generated page, to be pasted into the engine's frame.

    `path` is the file from the site's root (`campaigns/2024-fujian/index.html`), POSIX, no leading slash.
    `title` is plain text; `head`, `body` and `tail` are finished, escaped HTML whose links are relative
    to the page's own folder. `column` is the id of the header's current entry ("" for none). `listed` is False for
    pages that ask search engines to stay out.
    """

    path: str
    title: str
    body: str
    head: str = ""
    tail: str = ""
    column: str = ""
    listed: bool = True

    @property
    def depth(self) -> int:
        """How many folders the page is below the site's root."""
        return self.path.count("/")

    def written(self) -> Page:
        """The page itself: it is written already."""
        return self


class Draft(Struct, frozen=True, kw_only=True):
    """A page that is planned and not written yet: of thousands only one at a time need be in memory.

    `write` is pure. `inputs` names all that shapes the page, "" where nobody keeps account of it: under the same name
    the same page comes out.
    """

    path: str
    write: Callable[[], Page]
    listed: bool = True
    inputs: str = ""

    def written(self) -> Page:
        """Write the page."""
        return self.write()


class Asset(Struct, frozen=True, kw_only=True):
    """One file published byte for byte."""

    path: str
    data: bytes


class Pending(Struct, frozen=True, kw_only=True):
    """A file that is planned and not made yet. `make` is pure; `inputs` names all that shapes it, "" where nobody keeps account."""

    path: str
    make: Callable[[], bytes]
    inputs: str = ""

    @property
    def data(self) -> bytes:
        """Make it."""
        return self.make()


BlockMaker = Callable[[str, str, str], str]
"""(block name, argument, prefix to the root such as `../`) to finished HTML; KeyError if there is no such block."""


def _no_blocks(name: str, argument: str, root: str) -> str:
    raise KeyError(f"{name}:{argument}")


class Site(Struct, frozen=True, kw_only=True):
    """All generated pages and assets, and what hand-written pages may ask for.

    `block` renders a `[[name:argument]]` line of a content page; `links` maps the targets written
    `campaign:2024-fujian/songs` in `content/` to addresses from the site's root without a leading slash.
    `orders` are what is to be made of the works' media, `cards` what is to be drawn (share cards, posters, QR codes); pages
    already name every file of it;
    `files` are those files once they are made: (address, where it stands).
    `name` is a name for all that shapes pages besides works, "" where nobody keeps account of it.
    `data_date` is what the footer prints after 数据更新至 (the newest date the data speaks of, as Chinese text; "" for none).
    """

    pages: tuple[Page | Draft, ...] = ()
    assets: tuple[Asset | Pending, ...] = ()
    links: dict[str, str] = field(default_factory=dict)
    block: BlockMaker = _no_blocks
    data_date: str = ""
    orders: tuple[Order, ...] = ()
    cards: tuple[Drawing, ...] = ()
    files: tuple[tuple[str, Stored], ...] = ()
    name: str = ""
