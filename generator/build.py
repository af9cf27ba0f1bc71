"""The stages of a build, top to bottom. Everything else in the package is one of them or serves one of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, nullcontext, suppress
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypedDict

from msgspec import Struct
from msgspec.structs import replace

from generator.catalog import Catalog
from generator.engine import engine_output, is_saved
from generator.glancing import glancing
from generator.harvest import EngineError, EngineOutput
from generator.manifest import Manifest, Source
from generator.media.studio import held, sweep
from generator.media.workshop import CACHE, Elsewhere, Say
from generator.offline import ONLINE_ONLY, as_offline
from generator.outside import check_site_dir
from generator.pages.frame_parts import chinese_date
from generator.planning import Done, Planned, make_media, plan
from generator.problems import Problem, errors, in_order
from generator.spread import alongside
from generator.tree import WriteResult, write

if TYPE_CHECKING:
    from generator.revising.remembering import Account


class _ShownAs(TypedDict):
    """What shapes the engine's output besides the project."""

    serving: bool
    data_date: str


class Built(Struct, frozen=True):
    """The outcome of a build. `written` is None when the data had errors; its problems are those of the finished site."""

    planned: Planned
    written: WriteResult[Problem] | None = None

    @property
    def ok(self) -> bool:
        """Whether the new site is shown."""
        return self.written is not None and self.written.switched


def build(
    root: Path,
    site_dir: Path,
    *,
    as_of: date,
    offline: bool = False,
    serving: bool = False,
    jobs: int = 1,
    say: Say | None = None,
    memory: Path | None = None,
    unverified: bool = False,
    done: Done = str,
    elsewhere: Elsewhere | None = None,
) -> Built:
    """Plan the site, make its media, render the frame, write aside, verify, and switch.

    The old site stays whole until the last step. An `unverified` site is for measuring only. Raises `EngineError`, `ComposeError`, `WriteError` or
    `MediaCacheError` when the engine, a hand-written page or the disk fails.
    """
    since = _moment(memory) if memory and not unverified else None
    shown_as: _ShownAs = {"serving": serving or offline, "data_date": chinese_date(as_of)}
    with _engine_ahead(root, shown_as, jobs) as engine_is_done, glancing(site_dir, jobs=jobs) as glance:
        planned = plan(
            root,
            as_of=as_of,
            jobs=jobs,
            say=say,
            lenient=serving,
            memory=memory,
            done=done,
            elsewhere=elsewhere,
        )
        check_site_dir(root, site_dir, planned.project.campaigns, planned.project.content)
        if planned.site is None:
            return Built(planned)
        with held(root / CACHE):  # no other build sweeps out what this one has made and not yet copied
            planned = make_media(
                root, planned, as_of=as_of, jobs=jobs, say=say, lenient=serving, elsewhere=elsewhere
            )
            site = planned.site
            if site is None:
                return Built(planned)
            if unverified:  # nobody asks any more what was read; pages are written in the room it took
                planned = replace(planned, catalog=Catalog(), judge=None)
            done("媒体")
            engine_is_done()
            engine = engine_output(root, **shown_as)
            outputs: Iterator[tuple[str, Source]] = engine.outputs(site)
            done("框架")
            if offline:
                outputs = as_offline(outputs)
            found: list[Problem] = []

            def judge(tree: Path, made: Manifest) -> list[Problem]:
                done("写入")
                if not unverified:
                    from generator.verify.site import verify

                    assert planned.standard is not None
                    held_to = replace(planned.standard, with_policy=not (serving or offline), jobs=jobs)
                    names = frozenset(engine.names(site)) - (ONLINE_ONLY if offline else frozenset())
                    found[:] = verify(tree, made, names, held_to)
                done("核对")
                return errors(found)

            written = write(site_dir, outputs, verify=judge, jobs=jobs, glance=glance)
    warned = [p for p in found if p.severity == "warning"]
    planned = replace(planned, problems=tuple(in_order([*planned.problems, *warned])))
    if written.switched:
        addresses = [address for address, _ in site.files]
        joined = {address: written.files[address].sha256 for address in addresses}
        sweep(root / CACHE, addresses, joined=joined if written.change.written else None, elsewhere=elsewhere)
    done("换上")
    sound = written.switched and not (found or offline or unverified or errors(planned.problems))
    if memory and since and sound:
        from generator.revising.remembering import remember

        remember(_account(planned, engine, serving=serving), site_dir, memory, since)
        done("记下")
    return Built(planned, written)


def _engine_ahead(root: Path, shown_as: _ShownAs, jobs: int) -> AbstractContextManager[Callable[[], None]]:
    """The engine at work beside us, unless what it makes is kept: it takes as long as reading and planning.

    Whatever it is unhappy with, it is asked once more when its turn comes.
    """
    with suppress(EngineError, OSError):
        if not is_saved(root, **shown_as):
            return alongside(partial(engine_output, root, **shown_as), jobs=jobs)
    return nullcontext(lambda: None)


def _moment(memory: Path) -> int | None:
    from generator.revising.remembering import moment  # only a verified site is remembered

    return moment(memory)


def load_site(root: Path, *, as_of: date) -> Planned:
    """What the MkDocs plugin asks for: the planned site with its media made, or the errors."""
    planned = plan(root, as_of=as_of)
    if planned.site is not None:
        planned = make_media(root, planned, as_of=as_of)
    if planned.site is not None:
        sweep(root / CACHE, (address for address, _ in planned.site.files))
    return planned


def _account(planned: Planned, engine: EngineOutput, *, serving: bool) -> Account:
    assert planned.setting
    assert planned.standard
    assert planned.site
    assert planned.ledger
    from generator.revising.remembering import Account

    return Account(
        checked=planned.catalog,
        setting=planned.setting,
        problems=planned.problems,
        ledger=planned.ledger.text(),
        standard=replace(planned.standard, with_policy=not serving),
        frame=engine.frame,
        content=engine.content,
        shared=planned.site.name,
        serving=serving,
    )
