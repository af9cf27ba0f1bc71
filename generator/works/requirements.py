"""The notice's own rules, run on a work's real media. Pure: facts in, verdicts out.

What a check measures: `format` by content; `duration` of each film or sound, to a tenth of a second; `size` of each file
(1 MB = 10^6 bytes); `aspect` within one per cent; `min_resolution` long by short side, so that upright films count;
`chars` of the text without blanks; `count` of files of that kind and role. A check that names only `media` asks for at
least one such file. A rule about films says nothing of a work that has none.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from msgspec import Struct

from generator.media.facts import Facts
from generator.model.subproject import Check, CountRange, DurationRange, Requirement, SizeRange, Subproject
from generator.values.measure import Measure

ASPECT_TOLERANCE = 0.01
_SPELLINGS = {
    "JPG": "JPEG",
    "JPE": "JPEG",
    "QT": "MOV",
    "QUICKTIME": "MOV",
    "M4V": "MP4",
    "AAC": "M4A",
}
_MEDIA_NAMES = {"image": "图片", "audio": "音频", "video": "视频", "text": "文字"}
Range = DurationRange | SizeRange | CountRange


class File(Struct, frozen=True):
    """One file of a work: its name in the entry ("" where nobody may see it), what it is for, what it is."""

    name: str
    role: str
    facts: Facts


class Verdict(Struct, frozen=True):
    """One measured rule for one work. `measured` says what was found, in the editor's words, `file` where."""

    requirement: Requirement
    met: bool
    measured: str
    file: str = ""


def verdicts(subproject: Subproject, files: Sequence[File], text: str | None) -> Iterator[Verdict]:
    """Judge every requirement that has a check and says something of this work; one verdict for each."""
    for requirement in subproject.requirements:
        if requirement.check is None:
            continue
        findings = tuple(_findings(requirement.check, files, text, subproject.media))
        if not findings:
            continue
        wanted = requirement.modality != "must_not"
        wrong = next((f for f in findings if f.met is not wanted), None)
        shown = wrong or findings[0]
        yield Verdict(requirement, wrong is None, shown.measured, shown.file)


class _Finding(Struct, frozen=True):
    met: bool
    measured: str
    file: str = ""


def _findings(
    check: Check, files: Sequence[File], text: str | None, accepted: Sequence[str]
) -> Iterator[_Finding]:
    if check.media == "text" or (check.chars and check.media is None):
        yield from _of_text(check, text)
        return
    chosen = [f for f in files if check.media in (None, f.facts.kind) and f.role == (check.role or "work")]
    if check.role is None and not chosen:
        # pictures of a person or of an organisation stand under their own role
        chosen = [f for f in files if check.media == f.facts.kind and f.role in ("portrait", "logo")]
    what = _MEDIA_NAMES[check.media] if check.media else "文件"
    other = {f.facts.kind for f in files if f.role == "work"} - {check.media}
    if check.count and not chosen and check.role is None and other.intersection(accepted):
        return  # the work is of another of the accepted forms: a rule about pictures says nothing of a film
    if check.count:
        yield _Finding(_within(check.count, len(chosen)), f"{what}{len(chosen)}个")
    elif check == Check(media=check.media, role=check.role):
        yield _Finding(bool(chosen), f"有{what}{len(chosen)}个" if chosen else f"没有{what}")
    for file in chosen:
        yield from _of_file(check, file)


def _of_text(check: Check, text: str | None) -> Iterator[_Finding]:
    if check.chars:
        if text:
            count = count_characters(text)
            yield _Finding(_within(check.chars, count), f"{count}字")
    else:
        yield _Finding(bool(text), "有文字" if text else "没有文字")


def _of_file(check: Check, file: File) -> Iterator[_Finding]:
    facts, timed = file.facts, file.facts.kind != "image"
    if check.formats:
        yield _Finding(
            facts.format in {_spelled(f) for f in check.formats}, f"格式 {facts.format}", file.name
        )
    if check.duration and timed:
        seconds = round(facts.duration, 1)
        yield _Finding(_within(check.duration, seconds), f"时长 {spoken_duration(seconds)}", file.name)
    if check.size:
        yield _Finding(_within(check.size, facts.size), f"大小 {spoken_size(facts.size)}", file.name)
    if facts.kind == "audio":
        return
    pixels = f"{facts.width}×{facts.height}"
    if check.aspect:
        ratio = facts.width / facts.height
        met = any(abs(ratio * a.height / a.width - 1) <= ASPECT_TOLERANCE for a in check.aspect)
        yield _Finding(met, f"画幅 {pixels}（{ratio:.2f}:1）", file.name)
    long, short = max(facts.width, facts.height), min(facts.width, facts.height)
    if check.min_resolution:
        met = long >= check.min_resolution.long and short >= check.min_resolution.short
        yield _Finding(met, f"分辨率 {pixels}", file.name)
    if check.min_long_side is not None:
        yield _Finding(long >= check.min_long_side, f"长边 {long} 像素", file.name)


def _within(bounds: Range, value: float) -> bool:
    def of(bound: Measure | None) -> float | None:
        return bound.value if bound else None

    least, most, below, above = (of(b) for b in (bounds.min, bounds.max, bounds.less_than, bounds.more_than))
    return (
        (least is None or value >= least)
        and (most is None or value <= most)
        and (below is None or value < below)
        and (above is None or value > above)
    )


def _spelled(name: str) -> str:
    plain = name.strip().lstrip(".").upper()
    return _SPELLINGS.get(plain, plain)


def count_characters(text: str) -> int:
    """Characters of a text, blanks and line ends left out."""
    return sum(not character.isspace() for character in text)


def spoken_duration(seconds: float) -> str:
    """`6分12秒`; tenths only where they decide (`5分0.4秒`)."""
    whole = round(seconds, 1)
    minutes, rest = divmod(whole, 60)
    shown = f"{rest:.1f}".rstrip("0").rstrip(".")
    return f"{int(minutes)}分{shown}秒" if minutes else f"{shown}秒"


def spoken_size(size: int) -> str:
    """`51.23MB`, 1 MB = 10^6 bytes; exact where rounding would hide on which side of a bound it is (`49.999999MB`)."""
    if size < 1_000_000:
        return f"{size / 1000:g}KB"
    rounded = f"{size / 1_000_000:.2f}".rstrip("0").rstrip(".")
    hides = "." not in rounded and int(rounded) * 1_000_000 != size
    return f"{size / 1_000_000:.6f}MB" if hides else f"{rounded}MB"
