"""A project of 200 entries in which every field, file name and tag holds a mark of its own.

What the public may see and what nobody may see is decided here by hand, field by field, and not asked of the program.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from PIL import Image, PngImagePlugin

from tests.factories import film, picture, sound
from tests.site.traces import latin, mark

CAMPAIGN = "2026-laden"
ENTRIES = 200
STATES = ("received", "pending", "rejected", "withdrawn", "unsigned", "unagreed", "closed")
"""Every other entry is released, these take turns with the rest; the last three are called approved and lack something."""
KINDS = ("photos", "songs", "films", "articles", "people", "accounts")
SUBJECTS = {"people": "person", "accounts": "account"}
SHARED = "shared.jpg"


@dataclass
class Laden:
    """The marks of a project: what is public, what is secret (with the words for it), and what each entry holds."""

    root: Path
    public: dict[int, str] = field(default_factory=dict)
    secret: dict[int, str] = field(default_factory=dict)
    of_entry: dict[str, set[int]] = field(default_factory=dict)
    state_of: dict[str, str] = field(default_factory=dict)
    next_number: int = 1

    def make(self, entry: str, what: str, *, public: bool) -> str:
        """A new mark, booked."""
        number = self.next_number
        self.next_number += 1
        (self.public if public else self.secret)[number] = f"{entry} {what}"
        self.of_entry.setdefault(entry, set()).add(number)
        return mark(number)

    @property
    def folder(self) -> Path:
        """The campaign's folder."""
        return self.root / "campaigns" / CAMPAIGN


def write_laden(root: Path) -> Laden:
    """Write the campaign below `root` (settings, theme and pages are there already)."""
    laden = Laden(root)
    (laden.folder / "notices").mkdir(parents=True)
    (laden.folder / "notices/launch.txt").write_text(
        "关于开展满载活动的通知\n投票：2026年12月。\n", encoding="utf-8"
    )
    (laden.folder / "campaign.yml").write_text(_campaign(laden), encoding="utf-8")
    votes = ["作品编号,票数"]
    for at in range(ENTRIES):
        entry = f"w{at:03}"
        laden.state_of[entry] = "approved" if at % 2 == 0 else STATES[at // 2 % len(STATES)]
        kind = KINDS[(at // 2 + at // 12) % len(KINDS)]
        _write_entry(laden, entry, kind, at)
        votes.append(f"{entry},{laden.next_number}{at:03}")
    (laden.folder / "votes.csv").write_text("\n".join(votes) + "\n", encoding="utf-8")
    return laden


def _campaign(laden: Laden) -> str:
    projects = "".join(
        f"  - {{id: {kind}, tier: city, title: 满载, subject: {SUBJECTS.get(kind, 'work')}}}\n"
        for kind in KINDS
    )
    text = laden.make("campaign", "wording of consent", public=False)
    return f"""\
# {laden.make("campaign", "comment", public=False)}
title: 满载活动
tier: city
region: 满载市
year: 2026
schedule: [{{name: 投票, printed: 2026年12月, when: 2026-12}}]
voting: {{printed: 2026年12月, when: 2026-12, totals: votes.csv}}
consents:
  whole-{latin(_secret(laden, "id of a consent"))}: {{covers: [publication, name, unit], text: 同意{text}}}
  nameless: {{covers: [publication], text: 同意}}
  closed: {{covers: [name, unit], text: 不公开}}
subprojects:
{projects}notices:
  - {{id: launch, kind: 通知, title: 关于开展满载活动的通知, body: notices/launch.txt}}
"""


def _secret(laden: Laden, what: str) -> int:
    laden.make("campaign", what, public=False)
    return laden.next_number - 1


def _write_entry(laden: Laden, entry: str, kind: str, at: int) -> None:
    state = laden.state_of[entry]
    shown = state == "approved"
    nameless = shown and at % 14 == 4 and kind != "people"
    folder = laden.folder / "entries" / kind / entry
    folder.mkdir(parents=True)

    def secret(what: str) -> str:
        return laden.make(entry, what, public=False)

    def told(what: str) -> str:
        return laden.make(entry, what, public=shown)

    def named(what: str) -> str:
        return laden.make(entry, what, public=shown and not nameless)

    consent = {"closed": "closed", "unagreed": ""}.get(state, "nameless" if nameless else _whole(laden))
    lines = [
        f"# {secret('comment')}",
        f"title: 题{told('title')}",
        f"no: {told('no')}",
        f"status: {'approved' if state in ('unsigned', 'unagreed', 'closed') else state}",
        *([] if state == "unsigned" else [f"approval: {{by: {secret('approval')}, on: 2026-10-15}}"]),
        *([f"consent: {consent}"] if consent else []),
        "credits:",
        f"  - {{name: {named('name')}, role: {named('role')}, unit: {named('unit of a maker')}}}",
        f"  - {{name: {named('second name')}, role: {named('second role')}}}",
        f"unit: {named('unit')}",
        f"recommended_by: {named('recommended_by')}",
        f"statement: 说明{told('statement')}",
        f"ai_use: {('none', 'assisted', 'generated')[at // 2 % 3]}",
    ]
    if kind in ("articles", "people", "accounts"):
        lines.append(f"text: 正文{told('text')}")
    if kind == "accounts":
        url = f"https://example.org/{told('address of the account')[-9:]}"
        lines.append(f"account: {{platform: {told('platform')}, name: {told('account')}, url: {url}}}")
    if state == "withdrawn":
        reason = laden.make(entry, "reason", public=True)
        lines.append(f"withdrawn: {{on: 2026-11-01, reason: {reason}}}")
    _MEDIA[kind](laden, entry, folder, lines, at)
    (folder / "entry.yml").write_text("\n".join(lines) + "\n", encoding="utf-8")


def _whole(laden: Laden) -> str:
    number = next(n for n, what in laden.secret.items() if what == "campaign id of a consent")
    return f"whole-{latin(number)}"


def _listed(
    laden: Laden, entry: str, lines: list[str], name: str, role: str = "work", *, shown: bool = True
) -> None:
    public = shown and laden.state_of[entry] == "approved"
    alt, caption = (
        laden.make(entry, "alt", public=public),
        laden.make(entry, "caption", public=public),
    )
    lines.append(f"  - {{file: {name}, role: {role}, alt: 图{alt}, caption: {caption}}}")


def _photos(laden: Laden, entry: str, folder: Path, lines: list[str], at: int) -> None:
    """Two pictures: one in each format in turn, and one that several works share; and evidence nobody may see."""
    lines.append("media:")
    for form, suffix in ((("JPEG", "jpg"), ("PNG", "png"), ("WEBP", "webp"))[at // 2 % 3], ("JPEG", "jpg")):
        role = "work" if len(lines) and lines[-1] == "media:" else "evidence"
        name = f"{laden.make(entry, 'file name', public=False)}.{suffix}"
        laden_picture(laden, entry, folder / name, form, seed=at * 2 + (role == "evidence"))
        _listed(laden, entry, lines, name, role, shown=role == "work")
    picture(folder / SHARED, (240, 160), seed=7)
    lines.append(f"  - {{file: {SHARED}, alt: 同一幅}}")


def laden_picture(laden: Laden, entry: str, path: Path, form: str, *, seed: int) -> None:
    """A picture with a mark in every place its format has for words."""

    def tag(what: str) -> str:
        laden.make(entry, f"{form} {what}", public=False)
        return latin(laden.next_number - 1)

    picture(path, (240, 160), seed=seed, form="PNG")
    with Image.open(path) as opened:
        image = opened.convert("RGB")
    exif = Image.Exif()
    exif[0x010E], exif[0x013B], exif[0x8298] = tag("description"), tag("artist"), tag("copyright")
    exif.get_ifd(0x8825)[29] = tag("GPS date")
    packet = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a b="{tag("XMP")}"/></x:xmpmeta>'.encode()
    if form == "JPEG":
        image.save(
            path,
            form,
            exif=exif,
            xmp=packet,
            comment=tag("comment"),
            icc_profile=tag("profile").encode() * 20,
        )
    elif form == "WEBP":
        image.save(path, form, exif=exif, xmp=packet, icc_profile=tag("profile").encode() * 20)
    else:
        info = PngImagePlugin.PngInfo()
        info.add_text("Author", tag("tEXt"))
        info.add_text("Comment", tag("zTXt"), zip=True)
        info.add_itxt("Title", tag("iTXt"), zip=True)
        info.add_itxt("XML:com.adobe.xmp", packet.decode())
        image.save(path, form, exif=exif, pnginfo=info)
    with path.open("ab") as file:
        file.write(tag("tail").encode())


def _songs(laden: Laden, entry: str, folder: Path, lines: list[str], at: int) -> None:
    name = f"{laden.make(entry, 'file name', public=False)}.mp3"
    tags = {
        key: laden.make(entry, f"ID3 {key}", public=False)
        for key in ("title", "artist", "album", "comment", "lyrics")
    }
    sound(folder / name, 0.3 + at / 1000, tags=tags)
    lines += ["media:", f"  - {{file: {name}}}"]
    cover = f"{laden.make(entry, 'file name', public=False)}.jpg"
    laden_picture(laden, entry, folder / cover, "JPEG", seed=at * 2)
    _listed(laden, entry, lines, cover, "cover")


def _films(laden: Laden, entry: str, folder: Path, lines: list[str], at: int) -> None:
    """Every fourth has a film, the others only words: films take long to make."""
    if at // 2 % 4 == 0:
        name = f"{laden.make(entry, 'file name', public=False)}.mp4"
        keys = ("title", "artist", "location", "com.apple.quicktime.location.ISO6709", "comment")
        tags = {key: laden.make(entry, f"MP4 {key}", public=False) for key in keys}
        film(folder / name, tags=tags, size=(320, 180 + at // 4 * 2))
        lines.append("media:")
        _listed(laden, entry, lines, name)


def _people(laden: Laden, entry: str, folder: Path, lines: list[str], at: int) -> None:
    name = f"{laden.make(entry, 'file name', public=False)}.jpg"
    laden_picture(laden, entry, folder / name, "JPEG", seed=at * 2)
    lines.append("media:")
    _listed(laden, entry, lines, name, "portrait")


def _nothing(laden: Laden, entry: str, folder: Path, lines: list[str], at: int) -> None:
    return


_MEDIA: dict[str, Callable[[Laden, str, Path, list[str], int], None]] = {
    "photos": _photos,
    "songs": _songs,
    "films": _films,
    "articles": _nothing,
    "people": _people,
    "accounts": _nothing,
}


def works_of(site: Path) -> dict[str, dict]:
    """The records of works.json by id."""
    return {
        w["id"]: w for w in json.loads((site / f"data/{CAMPAIGN}/works.json").read_text(encoding="utf-8"))
    }
