"""The record of one notice, and its text as it is filed: masthead to 版记, one paragraph a line."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.closings import Closing, Imprint, closing, imprint
from generator.importing.dialled import narrowed
from generator.importing.mastheads import DOC_NUMBER, Head, head_of
from generator.importing.organs import HAN, closed, is_organ, organs_of, unspaced
from generator.importing.papers import Paper
from generator.importing.received import Grid, Line, Piece
from generator.importing.tables import plain_lines
from generator.importing.titles import kind_of, settled, similar
from generator.yamlwriting import Data

_DOING = r"(?:联合|组织|继续|深入|广泛|持续|共同|全面|认真|积极)*(?:开展|举办|举行|组织|启动|实施|做好|推进|印发|转发|参加|征集|评选|公布)*"


class Facts(Struct, frozen=True):
    """What is known of a notice by itself."""

    head: Head
    issuers: tuple[str, ...]
    recipients: str
    recipients_at: int
    closing: Closing
    imprint: Imprint
    kind: str


def facts_of(paper: Paper) -> Facts:
    """Read head, recipients, signatures and 版记 of one notice."""
    head = head_of(paper.head)
    closes = closing(paper.body[: _issued_text(paper)])
    at, recipients = _recipients(paper.body)
    number = next(
        (p.text for p in paper.body[:2] if isinstance(p, Line) and DOC_NUMBER.fullmatch(closed(p.text))), ""
    )
    if number and not head.doc_number:
        head = replace(head, doc_number=re.sub(r"\s", "", number))
    issuers = _issuers(paper.title) or head.organs or closes.organs
    return Facts(
        head,
        issuers,
        recipients,
        at,
        closes,
        imprint([line.text for line in paper.imprint]),
        kind_of(paper.title),
    )


def _issued_text(paper: Paper) -> int:
    """Where in a body the text begins that a notice issues (关于印发《……方案》的通知): signature and date stand before it."""
    found = re.search("(?:印发|发布|公布)《(.+?)》", paper.title)
    for at in range(1, len(paper.body) if found else 0):
        words = ""
        for piece in paper.body[at : at + 3]:
            words += piece.text if isinstance(piece, Line) else ""
            if (
                found
                and isinstance(piece, Line)
                and len(words) < 90
                and similar(words, found.group(1)) >= 0.86
            ):
                return at
    return len(paper.body)


def _issuers(title: str) -> tuple[str, ...]:
    """The organs printed in a title before 关于."""
    before, about, _ = title.partition("关于")
    organs = organs_of(before) if about else ()
    return organs if organs and all(is_organ(organ) for organ in organs) else ()


def _recipients(body: Sequence[Piece]) -> tuple[int, str]:
    """主送机关 (GB/T 9704-2012, 7.3.2): the first line, ending in a colon."""
    for at, piece in enumerate(body[:3]):
        if not isinstance(piece, Line):
            break
        if DOC_NUMBER.fullmatch(closed(piece.text)):
            continue
        text = " ".join(piece.text.split())
        if re.search(r"[：:]$", text) and len(text) <= 400 and "。" not in text:
            return at, text.rstrip("：: ")
        glued = re.match(
            r"(各[^。：:]{3,300}|[^。：:]{3,200}(?:总工会|工会|委|局|办|单位|部门))[：:](?=\s?(?:为|根据|按照|现|经|近|\d{4}年|在))",
            text,
        )
        if glued and not at:
            return -1, glued.group(1)
    return -1, ""


def campaign_title(title: str, whole: str) -> str:
    """The name of the campaign in a notice's title: what 关于开展 …… 的通知 stands around.

    The year is put before it where the document itself writes it so.
    """
    if passed := re.search(r"(?:转发|印发).*《(关于.+?|[^《》]*?关于.+?(?:通知|公告|意见|函))》", title):
        title = passed.group(1)
    found = re.search(
        rf"关于{_DOING}(?P<name>.+?)(?:的)?(?:补充通知|延期通知|通知|通报|公示|公告|通告|函|意见|方案|启事|倡议书)(?:[(（].*[)）])?$",
        title,
    )
    name = (found["name"] if found else title).strip("的 ") or "待填"
    inner = re.fullmatch("《(.+)》", name)
    name = re.sub("(?:实施|工作|组织)?方案$", "", inner.group(1)) if inner else name
    if not re.search(r"(?:19|20)\d\d", name):
        folded = re.sub(r"\s", "", whole)
        years = re.findall(rf"((?:20)\d\d年){re.escape(re.sub(chr(92) + 's', '', name))}", folded)
        name = f"{years[0]}{name}" if years else name
    brand = re.search(r"[“\"]([^“”\"]{1,5})[”\"]", name)
    if brand:  # the title has the short brand only; the body may say the slogans in full, once
        full = set(re.findall(r"20\d\d\s*年\s*[“\"][^“”\"]{8,30}[”\"]\s*主题活动", whole))
        if len(full) == 1 and brand.group(1) in next(iter(full)):
            return settled(full.pop(), whole)
    return name


def short_title(title: str) -> str:
    """The brand inside a title: the last slogan in quotation marks, without 争做; "" where there is none."""
    quoted = re.findall(r"[“\"]([^“”\"]{2,40})[”\"]", title)
    if not quoted:
        return ""
    last = re.split(r"[\s　]|(?=争[做当])", quoted[0].strip())[-1]
    return re.sub("^(?:争做|争当|做|当)", "", last)[:20]


def record(paper: Paper, facts: Facts, *, notice_id: str, body: str) -> dict[str, Data]:
    """The notice as data, without attachments."""
    out: dict[str, Data] = {"id": notice_id, "kind": facts.kind, "title": paper.title or "待填"}
    if facts.head.organs:
        masthead: dict[str, Data] = {"organs": list(facts.head.organs)}
        if facts.head.suffix:
            masthead["suffix"] = facts.head.suffix
        out["masthead"] = masthead
    if facts.issuers:
        out["issuers"] = list(facts.issuers)
    if facts.closing.organs:
        out["signature"] = list(facts.closing.organs)
    if facts.head.doc_number:
        out["doc_number"] = facts.head.doc_number
    if facts.closing.issued:
        out["issued"] = {"printed": facts.closing.issued.printed, "when": facts.closing.issued.when}
    if facts.recipients:
        out["recipients"] = facts.recipients
    out["body"] = body
    return out


def colophon(facts: Facts) -> dict[str, Data]:
    """The 版记 as data, which stands after the attachments."""
    out: dict[str, Data] = {}
    if facts.imprint.cc:
        out["cc"] = facts.imprint.cc
    if facts.imprint.office:
        out["printed_by"] = facts.imprint.office
    if facts.imprint.date:
        out["printed_on"] = {"printed": facts.imprint.date.printed, "when": facts.imprint.date.when}
    return out


def body_text(paper: Paper, facts: Facts, special: Mapping[int, str]) -> str:
    """The whole notice as a file. `special` gives for a table (by its place in memory) the line that stands for it."""
    lines = [unspaced(line.text) for line in paper.head if line not in facts.head.stamps]
    lines.append(paper.title)
    at = 0
    signed = facts.closing.places[:-1] if facts.closing.issued else facts.closing.places
    while at < len(paper.body):
        piece = paper.body[at]
        if isinstance(piece, Grid):
            lines += [special[id(piece)]] if id(piece) in special else plain_lines(piece)
        elif at in signed:
            lines += list(facts.closing.organs) if at == signed[0] else []
        else:
            lines.append(" ".join(piece.text.split()))
        at += 1
    lines += _colophon_lines(paper)
    return "".join(f"{line}\n" for line in lines if line)


def _colophon_lines(paper: Paper) -> list[str]:
    out: list[str] = []
    for line in paper.imprint:
        text = " ".join(line.text.split())
        if re.match(r"(?:\d{4}|[二一][〇○零])", text) and out and is_organ(out[-1]):
            out[-1] = f"{out[-1]} {text}"
        else:
            out.append(text)
    return out


def lines_text(pieces: Sequence[Piece], special: Mapping[int, str], *, heading: Sequence[Line] = ()) -> str:
    """A text attachment as a file: its own heading on one line, then its paragraphs."""
    from generator.importing.titles import joined

    out = [joined([line.text for line in heading], "")] if heading else []
    for piece in pieces:
        if isinstance(piece, Grid):
            out += [special[id(piece)]] if id(piece) in special else plain_lines(piece)
        else:
            out.append(" ".join(piece.text.split()))
    return "".join(f"{line}\n" for line in out if line.strip())


def year_of(paper: Paper, facts: Facts, given: int | None, whole: str) -> int | None:
    """The campaign's year: as given, in the title, the number, the date; else the one the text names most."""
    places = (
        paper.title,
        facts.head.doc_number,
        facts.closing.issued.printed if facts.closing.issued else "",
    )
    for text in places:
        if found := re.search(r"(?<!\d)(20\d\d)(?!\d)", narrowed(text)):
            return int(found.group(1))
    if facts.closing.issued and facts.closing.issued.when:
        return int(facts.closing.issued.when[:4])
    if given is not None:
        return given
    years = re.findall(r"(?<!\d)(20\d\d)\s*年", whole)
    return int(max(set(years), key=lambda year: (years.count(year), year))) if years else None


def theme_said(text: str) -> str:
    """What a line says after 活动主题： or 活动口号：, "" for any other line."""
    found = re.match(r"[\s>*●■◆•-]*(?:活动)?(?:主题|口号)\s*[:：]\s*(?P<said>[^。；;]{2,40})[。]?\s*$", text)
    return found["said"].strip('“”" ') if found else ""


def theme_of(texts: Sequence[tuple[str, str]]) -> str:
    """活动主题 where a part is headed so and says it in one short line. `texts` are headings and their first words."""
    for title, first in texts:
        if re.fullmatch(rf"(?:[{HAN}]{{0,4}})?(?:主题|口号)", title) and 2 <= len(first) <= 60:
            return first.strip('。“”" ') if not re.search(r"[。；].", first) else ""
    return ""
