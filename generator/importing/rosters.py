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
    rf"^\s*(?:\d{{1,2}}\s*[.．、]\s*)?(?P<key>[{HAN}A-Za-z0-9+“”\"、]{{2,40}}?)(?:项目|征集)?(?:联系人)?\s*[:：—\-(（ ]+(?P<rest>.+)$"
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
        placed = [(piece, _places(piece, titles)) for piece in pieces] if inside or len(titles) > 1 else []
        good = [(places, people) for piece, (places, people) in placed if places and people]
        if good and (inside or len(good) == len(pieces)) and (inside or NUMBER.search(narrowed(text))):
            for places, people in good:
                for at in places:
                    found.setdefault(at, []).extend(people)
            used.append(line)
        elif not head:
            inside = False
        else:
            used.append(line) if not text else None
    return found, used


def _places(piece: str, titles: Sequence[str]) -> tuple[list[int], list[Person]]:
    """The sub-projects that a piece is for, one or several named side by side, and its people; nothing where any name fits none."""
    match = _ONE_FOR.match(piece)
    if not match or not NUMBER.search(narrowed(piece)):
        return [], []
    places = [place_of_title(key, titles) for key in match["key"].split("、")]
    people = [person for person in people_of(match["rest"]) if person.reachable]
    return [at for at in places if at is not None] if None not in places else [], people


def place_of_title(words: str, titles: Sequence[str]) -> int | None:
    """The one title that words for a sub-project (short or whole) fit; None where none or several do."""
    key = closed(words).strip('“”"')
    whole = [at for at, title in enumerate(titles) if closed(title).strip('“”"') == key]
    key = re.sub("(?:征集|作品|项目|活动)+$", "", key) or key
    fits = whole or [at for at, title in enumerate(titles) if key in closed(title)]
    if len(fits) > 1:
        fits = [at for at in fits if closed(titles[at]).strip('“”"').startswith(key)] or fits
    return fits[0] if len(fits) == 1 and len(key) >= 2 else None
