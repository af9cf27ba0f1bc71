"""Lists of contacts that give each sub-project's people by its name: 各项目联系人：歌曲 …；摄影 …."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importing.contacts import Person, people_of
from generator.importing.dialled import NUMBER, narrowed
from generator.importing.organs import HAN, closed
from generator.importing.received import Line

_FOR_ALL = re.compile(
    r"(?:各|子)\s*(?:子)?项目.{0,8}?(?:联系人|联系方式|联系电话|咨询).{0,8}?[:：]|(?:联系人|联系方式)(?:如下|分别为|为)?\s*[:：]\s*(?=[^:：]{2,12}[:：（(])"
)
_ONE_FOR = re.compile(
    rf"^\s*(?:\d{{1,2}}\s*[.．、]\s*)?(?P<key>[{HAN}A-Za-z0-9+“”\"]{{2,24}}?)(?:项目|征集)?(?:联系人)?\s*[:：—\-(（ ]+(?P<rest>.+)$"
)


def for_projects(lines: Sequence[Line], titles: Sequence[str]) -> tuple[dict[int, list[Person]], list[Line]]:
    """A list of contacts for all sub-projects (各项目联系人：歌曲 …；摄影 …): people by the place of their title.

    Only where each name fits exactly one title. The lines it stood in come second.
    """
    found: dict[int, list[Person]] = {}
    used: list[Line] = []
    inside = False
    for line in lines:
        text = re.sub(rf"^([{HAN}]) ([{HAN}])(?=[:：])", r"\1\2", " ".join(line.text.split()))
        head = _FOR_ALL.search(text)
        if head:
            inside, text = True, text[head.end() :]
        pieces = [piece.strip() for piece in re.split(r"[；;。]", text) if piece.strip()]
        placed = [(piece, _place(piece, titles)) for piece in pieces] if inside or len(titles) > 1 else []
        good = [(at, people) for piece, (at, people) in placed if at is not None and people]
        if good and (inside or len(good) == len(pieces)) and (inside or NUMBER.search(narrowed(text))):
            for at, people in good:
                found.setdefault(at, []).extend(people)
            used.append(line)
        elif not head:
            inside = False
        else:
            used.append(line) if not text else None
    return found, used


def _place(piece: str, titles: Sequence[str]) -> tuple[int | None, list[Person]]:
    match = _ONE_FOR.match(piece)
    if not match or not NUMBER.search(narrowed(piece)):
        return None, []
    key = closed(match["key"]).strip('“”"')
    key = re.sub("(?:征集|作品|项目|活动)+$", "", key) or key
    fits = [at for at, title in enumerate(titles) if key in closed(title)]
    if len(fits) > 1:
        fits = [at for at in fits if closed(titles[at]).strip('“”"').startswith(key)] or fits
    if len(fits) != 1 or len(key) < 2:
        return None, []
    return fits[0], [person for person in people_of(match["rest"]) if person.reachable]
