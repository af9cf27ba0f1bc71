"""Bringing a folder that readers look at to a new site file by file, so that nothing they can reach leads nowhere."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from generator.manifest import WriteError
from generator.media.workshop import Say
from generator.publish.destination import BuiltSite, system_words
from generator.publish.laying import copy, make_way, take_away
from generator.publish.order import stages
from generator.publish.record import ChangedError, File, Files, looks_written

FRESH = ".zhanbang.new"
"""The one file that is half written at any time."""


def replace_files(
    dest: Path,
    before: Mapping[str, File],
    site: BuiltSite,
    *,
    note: Callable[[Files], None],
    say: Say | None = None,
) -> Files:
    """Bring `dest` from `before` (what may stand there of ours) to `site`; return how its files look.

    `note` is told what may stand there before that changes; of a file that is not settled (on its way in or out, so
    that nothing that can be reached may lead to it) it tells no time. Raises `WriteError` when the system refuses:
    what was replaced until then stays.
    """
    done: Files = {}
    for path, file in site.files.items():
        known = before.get(path)
        if known and known.sha256 == file.sha256 and looks_written(dest / path, known):
            done[path] = known
    there = {path for path, known in before.items() if known.mtime_ns and (dest / path).is_file()}
    order = stages(site.files.keys() - done.keys(), there=there, gone=before.keys() - site.files.keys())
    moving = _Moving(dest, before, site, done, say, sum(1 for _ in order.uploads()))
    coming = {path: unsettled(site.files[path]) for path in (*order.assets, *order.pages)}
    standing = {**before, **coming}
    note(standing)
    try:
        moving.bring((*order.assets, *order.pages))
        note({**standing, **{path: done[path] for path in coming}})
        moving.bring((*order.changed, *order.entrances))
        note({**done, **{path: unsettled(before[path]) for path in order.delete}})
        for path in order.delete:
            take_away(dest, path)
    except (OSError, ChangedError) as error:
        with suppress(OSError):
            (dest / FRESH).unlink(missing_ok=True)
        if isinstance(error, OSError):
            cause = system_words(error, dest)
        else:
            cause = f"{error.source} 在发布的时候被别的程序改了。"
        raise WriteError(
            f"{cause}网站只换了一部分；已经换上的和还没有换的页面都能打开，再发布一次会接着做完。"
        ) from error
    return done


def unsettled(file: File) -> File:
    """The same file, of which it is not certain that it stands there."""
    return file._replace(mtime_ns=0)


class _Moving(Struct):
    """Files on their way, one after the other."""

    dest: Path
    before: Mapping[str, File]
    site: BuiltSite
    done: Files
    say: Say | None
    total: int
    count: int = 0

    def bring(self, paths: tuple[str, ...]) -> None:
        """Bring these files; each is there whole or not at all."""
        fresh = self.dest / FRESH
        fresh.unlink(missing_ok=True)
        for path in paths:
            if self.say:
                self.say("逐个替换网站文件", self.count, self.total)
            self.count += 1
            self.done[path] = copy(self.site.tree / path, fresh, self.site.files[path])
            if (self.dest / path).is_dir():
                # what is ours in it goes; with something of others left there, the system refuses below
                for inside in [old for old in self.before if old.startswith(path + "/")]:
                    take_away(self.dest, inside)
            make_way(self.dest, path)
            fresh.replace(self.dest / path)
