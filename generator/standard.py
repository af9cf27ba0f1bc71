"""From the records to what the finished site is held to, and to what may no longer stand in any kept release."""

from __future__ import annotations

import functools
import hashlib
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import chain
from pathlib import Path

from generator import routes
from generator.catalog import Catalog
from generator.handouts import Document, read_handouts
from generator.leaks.reading import Unreadable
from generator.leaks.scan import scan
from generator.leaks.sought import Sought
from generator.project import Project
from generator.public import shown_mobiles
from generator.publish.policy import Policy
from generator.site import Site
from generator.spread import spread
from generator.verify.purity import is_ours
from generator.verify.standard import Standard
from generator.works.gate import is_reduced, is_released, is_withdrawn
from generator.works.hidden import Hidden, finder, folded, hidden_words, occurring, said_by

MANY = 3_000
"""Records from which on several processes look through what they say."""


def standard(
    everything: Catalog,
    public: Catalog,
    site: Site,
    project: Project,
    *,
    as_of: date,
    printed: Iterable[str] = (),
    content: Iterable[str] = (),
    jobs: int = 1,
) -> Standard:
    """Return the standard of a site; `printed` are words of ours (theme, templates, program), `content` the hand-written pages.

    A word counts as public when public records or the theme say it; a page written by hand excuses the words of works
    that were never shown, but not those of a withdrawn one.
    """
    hidden = tuple(hidden_words(everything, frozenset(public.by_id)))
    return Standard(
        sought=Sought.of(
            _mobiles(public, project, as_of), _words(hidden, public, project, printed, content, jobs)
        ),
        withheld=frozenset(word for _, _, word in hidden),
        works={
            campaign.id: {work.id: work.subproject_id or "" for work in public.works_of(campaign)}
            for campaign in public.campaigns
        },
        record_of=_record_of(everything, site, project),
        firm=frozenset(
            f"{_folder(project, campaign.id, entry.subproject, entry.id)}/entry.yml"
            for campaign in everything.campaigns
            for entry in everything.entries.get(campaign.id, ())
            if not is_withdrawn(entry) and not is_released(campaign, entry)
        ),
    )


def taken_down(everything: Catalog, public: Catalog) -> frozenset[str]:
    """The addresses of all works in the records that are not shown, or not with all they say.

    Withdrawn, rejected, not yet approved; and those whose consent does not cover names or units (any more).
    """
    return frozenset(
        routes.work(campaign.id, entry.id)
        for campaign in everything.campaigns
        for entry in everything.entries.get(campaign.id, ())
        if campaign.id not in public.by_id or not is_released(campaign, entry) or is_reduced(campaign, entry)
    )


def standing_policy(everything: Catalog, public: Catalog, held_to: Standard) -> Policy:
    """What may stand in no kept release any more: what today's site must not tell, and every work it does not show."""
    works = taken_down(everything, public)
    sought = held_to.sought
    said = repr((sorted(works), sorted(sought.mobiles), sorted(sought.words)))
    return Policy(
        digest=hashlib.sha256(said.encode()).hexdigest(),
        forbids=functools.partial(_tells, sought),
        works=works,
    )


def _tells(sought: Sought, path: str, data: bytes) -> bool:
    """Whether a published file tells what must not be told; one that cannot be read is taken to."""
    if not path.endswith(".html") and not is_ours(path):
        with tempfile.NamedTemporaryFile() as file:
            file.write(data)
            file.flush()
            (found,) = read_handouts([Document((path, ""), Path(file.name), path, sought)], jobs=1).values()
        return bool(found.leaks or found.refusal)
    try:
        return bool(scan(path, data, sought))
    except Unreadable:
        return True


def _mobiles(public: Catalog, project: Project, as_of: date) -> frozenset[str]:
    own = frozenset({project.phone} if project.phone else ())
    return own.union(*(shown_mobiles(campaign, as_of) for campaign in public.campaigns))


def _words(
    hidden: Sequence[Hidden],
    public: Catalog,
    project: Project,
    printed: Iterable[str],
    content: Iterable[str],
    jobs: int,
) -> Mapping[str, str]:
    if not hidden:
        return {}
    texts = (one.text for one in public.texts.values())
    records = (public.campaigns, *public.works.values(), *public.tombstones.values(), texts, printed)
    find = finder(word for _, _, word in hidden)

    def told(records: Sequence[object]) -> frozenset[str]:
        return find(folded(dict.fromkeys(said_by(records))))  # many records say the same

    excused = frozenset[str]().union(*spread(told, list(chain(*records)), jobs=jobs, least=MANY))
    left = (word for _, entry, word in hidden if word not in excused and not is_withdrawn(entry))
    by_hand = occurring(left, folded(content))
    return {
        word: f"{_folder(project, campaign.id, entry.subproject, entry.id)}/entry.yml"
        for campaign, entry, word in reversed(hidden)
        if word not in excused and (is_withdrawn(entry) or word not in by_hand)
    }


def _folder(project: Project, campaign_id: str, subproject: str | None, entry_id: str) -> str:
    return f"{project.campaigns}/{campaign_id}/entries/{subproject or '_'}/{entry_id}"


def _record_of(everything: Catalog, site: Site, project: Project) -> Callable[[str], str]:
    """The file an editor would open to mend a file of the site."""
    entries = {
        routes.file_of(routes.work(c.id, e.id)): f"{_folder(project, c.id, e.subproject, e.id)}/entry.yml"
        for c in everything.campaigns
        for e in everything.entries.get(c.id, ())
    }
    bodies = {
        routes.file_of(routes.notice(c.id, n.id)): f"{project.campaigns}/{c.id}/{n.body}"
        for c in everything.campaigns
        for n in c.notices
        if n.body
    }
    made = [(order.key, output) for order in site.orders for output in order.outputs]
    made += [(card.key, card.output) for card in site.cards]
    media = {
        output.address: entries[routes.file_of(routes.work(key[0], key[1]))]
        if key[1]
        else f"{project.campaigns}/{key[0]}/campaign.yml"
        for key, output in made
    }
    known = {**entries, **bodies, **media}

    def record_of(path: str) -> str:
        """Return the record's path from the project's root."""
        parts = path.split("/")
        if found := known.get(path):
            return found
        if parts[0] in ("campaigns", "data") and len(parts) > 2:
            if parts[2] == "files":
                return f"{project.campaigns}/{path.partition('/')[2]}"
            return f"{project.campaigns}/{parts[1]}/campaign.yml"
        return _hand_written(path, project)

    return record_of


def _hand_written(path: str, project: Project) -> str:
    stem = path.removesuffix("/index.html")
    for candidate in (f"{project.content}/{stem}.md", f"{project.content}/{path.removesuffix('.html')}.md"):
        if (project.root / candidate).is_file():
            return candidate
    for folder in (project.content, "theme"):
        if (project.root / folder / path).is_file():
            return f"{folder}/{path}"
    return path


def fixed_words(root: Path, content: str) -> tuple[Iterator[str], Iterator[str]]:
    """Read (settings, theme, templates and program; hand-written pages) as text: words of ours, not of entrants."""
    ours = [path for path in (root / "theme").rglob("*") if path.suffix in (".html", ".js", ".css")]
    ours += [root / "mkdocs.yml"] if (root / "mkdocs.yml").is_file() else []
    ours += [path for path in Path(__file__).parent.rglob("*") if path.suffix in (".html", ".py", ".toml")]
    written = (root / content).rglob("*.md")
    return map(_read, ours), map(_read, written)


def _read(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")
