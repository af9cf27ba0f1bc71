"""Going back to an earlier release: the link and a line in the log change, nothing else."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from msgspec import Struct

from generator.disk import sync_folder
from generator.manifest import WriteError
from generator.publish import log
from generator.publish.catching_up import untold
from generator.publish.destination import Kind, after_switch, control_of, held, kind_of
from generator.publish.record import Difference, difference, is_whole
from generator.publish.shelf import Shelf


class Standing(Struct, frozen=True):
    """A release that is kept. `ready` says whether it can be gone back to at once."""

    release: str
    made: str
    commit: str
    as_of: str
    files: int
    shown: bool
    ready: bool


class Return(Struct, frozen=True):
    """What a rollback did."""

    before: str
    release: str
    change: Difference


def standing(dest: Path) -> tuple[Standing, ...]:
    """List the releases at a destination, the oldest first. Raises `WriteError` where there are none."""
    shelf = _shelf(dest)
    shown, noted = shelf.shown(), shelf.policy()
    return tuple(
        Standing(
            release=one,
            made=known.made,
            commit=known.commit,
            as_of=known.as_of,
            files=len(known.files),
            shown=one == shown,
            ready=known.policy == noted and not known.mending,
        )
        for one in shelf.ids()
        if (known := shelf.known(one))
    )


def rollback(dest: Path, *, now: datetime, to: str | None = None) -> Return:
    """Show the release before the one that is shown, or the one whose id is or begins with `to`.

    Raises `WriteError` when there is none, when it is damaged, or when it may still hold what was withdrawn since;
    `ShownError` when it is shown and that could not be logged.
    """
    shelf = _shelf(dest)
    with held(dest, Kind.RELEASES, shelf.control):
        before = shelf.shown()
        release = _chosen(shelf.ids(), before, to)
        known, shown = shelf.known(release), shelf.known(before)
        if known is None:
            raise WriteError(f"{release} 没有记录，不能回退到它；请选别的版本（--list）。")
        if known.mending or known.policy != shelf.policy():
            raise WriteError(
                f"{release} 里可能还有后来撤下的内容：上次发布没有清理完。请先运行一次 zhanbang publish {dest}，再回退。"
            )
        if not is_whole(shelf.folder / release, known.files):
            raise WriteError(f"{release} 里的文件被改过或不全，不能回退到它；请选别的版本（--list）。")
        shelf.check_link()
        missing = untold(shelf, now)  # told after the switch: a full disk must not keep us from going back
        shelf.switch(release)
        with after_switch(
            dest, f"网站已经回到 {release}（之前是 {before or '没有'}），但日志没有写上", "下次发布时会补记。"
        ):
            sync_folder(dest)
            log.write(shelf.control, *missing, log.event(now, "回退", release, known, before=shown))
        return Return(before, release, difference(shown.files if shown else {}, known.files))


def _shelf(dest: Path) -> Shelf:
    if control_of(dest) is None:
        raise WriteError(f"{dest} 不是展榜发布过的地方，没有可以回退的版本。")
    kind = kind_of(dest, None)
    if kind is not Kind.RELEASES:
        raise WriteError(
            f"{dest} 是按“{kind.words}”发布的，不保留旧版本，不能回退；"
            "请在仓库里撤回那次改动（git revert），再发布一次。"
        )
    return Shelf(dest)


def _chosen(ids: list[str], shown: str, to: str | None) -> str:
    if to is None:
        earlier = [one for one in ids if one < shown] if shown else ids
        if not earlier:
            raise WriteError("没有更早的版本可以回退。")
        return earlier[-1]
    found = [one for one in ids if one.startswith(to)] if to else []
    if len(found) != 1:
        what = "没有" if not found else "不止一个"
        raise WriteError(f"{what}以 {to} 开头的版本；现有：{'、'.join(ids) or '没有'}。")
    if found[0] == shown:
        raise WriteError(f"现在公开的就是 {found[0]}，不用回退。")
    return found[0]
