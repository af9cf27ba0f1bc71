"""Rules for entries: a text of requirements cut into single ones, how binding each is, and what can be measured."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from generator.importing.dialled import narrowed
from generator.yamlwriting import Data

_SHOULD = re.compile("建议|一般|原则上|最好|鼓励|提倡|可以|可报|可自行|为宜|优先|尽量|不限")
_MUST_NOT = re.compile(
    "不得(?!小于|少于|低于|超过|大于|多于)|禁止|严禁|不能(?!超过)|不予|不再参评|不接受|谢绝|不可(?!超)"
)
_FORMATS = re.compile(
    r"(?<![A-Za-z])(MP4|MP3|MOV|AVI|WMV|FLV|MKV|WAV|FLAC|M4A|WMA|JPG|JPEG|PNG|GIF|TIFF?|PSD|PDF|DOCX?|WORD|PPTX?|H5)(?![A-Za-z0-9])",
    re.IGNORECASE,
)
_MEDIA = {
    "video": {"MP4", "MOV", "AVI", "WMV", "FLV", "MKV"},
    "audio": {"MP3", "WAV", "FLAC", "M4A", "WMA"},
    "image": {"JPG", "JPEG", "PNG", "GIF", "TIF", "TIFF", "PSD"},
    "text": {"DOC", "DOCX", "WORD", "PDF"},
}
_TIME = r"(\d+)\s*(分钟|分|秒|小时)(?:(\d+)\s*秒)?"
_MOST = "不超过|不得超过|不多于|不大于|控制在|限|最多|不能超过|不高于|不长于|至多"
_LEAST = "不少于|不得少于|不低于|不得低于|不小于|不得小于|至少|最少|不短于"
_UNIT = {"分钟": "min", "分": "min", "秒": "s", "小时": "h"}


def rules_of(text: str, *, media: str = "") -> Iterator[dict[str, Data]]:
    """Each requirement of a text, word for word, with its modality and, where it says a measure exactly, a check.

    `media` is what is measured where a clause does not say it.
    """
    for clause in _clauses(text):
        media = _medium(clause) or media
        record: dict[str, Data] = {"text": clause, "modality": modality(clause)}
        if check := measured(clause, media=media):
            record["check"] = check
        yield record


def _clauses(text: str) -> Iterator[str]:
    """Pieces of a text, as printed: cut at 。；！ and, where a measure stands on either side, at commas."""
    for sentence in re.split(r"[。；;！!\n]", text):
        cuts = [found.start() for found in re.finditer(r"[，,](?![^(（]*[)）])", sentence)]
        begin = 0
        for at, following in zip(cuts, [*cuts[1:], len(sentence)], strict=False):
            one, other = sentence[begin:at], sentence[at + 1 : following]
            if measured(one, media="video") or measured(other, media="video"):
                yield from _clean(one)
                begin = at + 1
        yield from _clean(sentence[begin:])


def _clean(clause: str) -> Iterator[str]:
    """The clause without a number or a joining word at its start; nothing where nothing is left."""
    plain = re.sub(
        r"^\s*(?:\d{1,2}\s*[.．、](?!\d)|[（(]\d{1,2}[）)]|[①-⑳]|[一二三四五六七八九]是|同时[，,]|其中[，,])\s*",
        "",
        clause,
    ).strip()
    if len(plain) > 2 or (len(plain) == 2 and plain not in ("同时", "其中", "此外")):
        yield plain


def modality(clause: str) -> str:
    """must_not (不得, 禁止 …), should (建议, 一般, 原则上 …), else must."""
    if _SHOULD.search(clause):
        return "should"
    return "must_not" if _MUST_NOT.search(clause) else "must"


def _medium(clause: str) -> str:
    for word, medium in (
        ("视频", "video"),
        ("微电影", "video"),
        ("音频", "audio"),
        ("图片", "image"),
        ("照片", "image"),
        ("字数", "text"),
        ("文字", "text"),
    ):
        if word in clause:
            return medium
    return ""


def measured(clause: str, *, media: str) -> dict[str, Data]:
    """The measure a clause says exactly, as a check; empty where it says none or several that could be confused."""
    plain = narrowed(clause)
    plain = re.sub(r"(?<=\d) (?=[A-Za-z\u4e00-\u9fff:])|(?<=[\u4e00-\u9fff:]) (?=\d)", "", plain)
    out: dict[str, Data] = {}
    if duration := _duration(plain):
        out["duration"] = duration
    if size := _bound(
        plain,
        r"(\d+(?:\.\d+)?)\s*(MB|KB|GB|M|K|G)(?![A-Za-z])",
        lambda n, u: f"{n}{u.upper() if len(u) > 1 else u.upper() + 'B'}",
    ):
        out["size"] = size
    if chars := _bound(plain, r"(\d+)()(?:个)?字", lambda n, _: n):
        out["chars"] = chars
    if count := _bound(plain, r"(\d+)()[张幅](?=[^\d]|$)", lambda n, _: n):
        out["count"] = count
    aspects = list(dict.fromkeys(re.findall(r"(?<!\d)(16:9|9:16|4:3|3:4|1:1|21:9)(?!\d)", plain)))
    if aspects and re.search("比|画幅|横屏|竖屏|画面", plain):
        out["aspect"] = list(aspects)
    if found := re.search(r"(\d{3,5})\s*[x×X*]\s*(\d{3,5})", plain):
        out["min_resolution"] = f"{found.group(1)}x{found.group(2)}"
    elif re.search(r"(?<!\d)(?:1080|720)[pP]", plain):
        out["min_resolution"] = "1920x1080" if "1080" in plain else "1280x720"
    formats = list(dict.fromkeys(word.upper() for word in _FORMATS.findall(plain)))
    if formats and re.search("格式|文件|上传|[.]", plain):
        out["formats"] = [
            "DOCX" if name == "WORD" else name for name in formats if name not in ("H5", "PPT", "PPTX")
        ]
        if not out["formats"]:
            del out["formats"]
    if not out:
        return {}
    medium = _of_formats(formats) or (
        "text" if "chars" in out else "image" if "count" in out else _medium(clause) or media
    )
    if "aspect" in out or "min_resolution" in out:
        medium = medium if medium == "image" else "video"
    return {"media": medium, **out} if medium else {"role": "work", **out}


def _of_formats(formats: list[str]) -> str:
    kinds = {medium for medium, names in _MEDIA.items() for name in formats if name in names}
    return kinds.pop() if len(kinds) == 1 else ""


def _duration(plain: str) -> dict[str, Data]:
    if found := re.search(rf"(\d+)\s*(分钟|分|秒)?\s*(?:-|－|—|~|至|到)\s*{_TIME}", plain):
        low, unit, high, other, more = found.groups()
        return {"min": low + _UNIT[unit or other], "max": high + _UNIT[other] + (f"{more}s" if more else "")}
    return _bound(plain, _TIME.replace(r"(?:(\d+)\s*秒)?", ""), lambda n, u: n + _UNIT[u])


def _bound(plain: str, pattern: str, said: Callable[[str, str], str]) -> dict[str, Data]:
    """A bound as it is worded around a figure of that pattern; without such words none."""
    found = re.search(
        rf"(?P<before>{_MOST}|{_LEAST}|小于|低于|少于|大于|超过|多于)?(?:在|为)?(?:{pattern})(?P<after>以内|之内|内|以下|以上|左右)?",
        plain,
    )
    if not found:
        return {}
    numbers = [part for part in found.groups()[1:-1] if part is not None]
    value = said(numbers[0], numbers[1] if len(numbers) > 1 else "")
    before, after = found["before"] or "", found["after"] or ""
    if re.fullmatch(_LEAST, before) or after == "以上":
        return {"min": value}
    if before in ("小于", "低于", "少于"):
        return {"less_than": value}
    if before in ("大于", "超过", "多于"):
        return {"more_than": value}
    if re.fullmatch(_MOST, before) or after in ("以内", "之内", "内", "以下"):
        return {"max": value}
    return {}
