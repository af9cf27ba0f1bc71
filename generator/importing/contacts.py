"""Whom to ask: people, offices, numbers and addresses out of a printed line, in every usual order."""

from __future__ import annotations

import re

from msgspec import Struct
from msgspec.structs import replace

from generator.importing.dialled import EMAIL, NUMBER, is_mobile, narrowed, phone_text
from generator.importing.organs import HAN, is_organ
from generator.yamlwriting import Data

_SPACED = ("联系人", "联络人", "联系电话", "联系方式", "电话", "手机", "邮箱", "传真", "负责人", "咨询")
PEOPLE = r"(?:项目)?(?:联系人|联络人|联络员|负责人|咨询人|经办人)(?:员)?(?:(?:及|和|与|、|/)?(?:其)?(?:联系|办公)?(?:电话|方式|手机)(?:号码)?)?"
PHONES = (
    r"(?:(?:联系|咨询|值守|值班|报名|办公|服务|监督|固定|移动|内线|外线|技术支持|技术咨询|技术)?(?:电话|手机|热线|座机)(?:号码)?(?:[（(]传真[)）])?"
    r"|联系方式|咨询方式|技术支持|技术咨询)"
)
MAIL = r"(?:电子|投稿|联系|报送|工作)?(?:邮箱|邮件|信箱)(?:地址)?|E-?mail|e-?mail|邮址"
_TOKEN = re.compile(
    rf"(?P<email>{EMAIL})|(?P<url>https?://\S+)|(?P<fax>(?:电话)?传真(?:号码)?)|(?P<people>{PEOPLE})|(?P<mail>{MAIL})"
    rf"|(?P<im>QQ群?号?码?|微信(?:群|号)?|粤政易|浙政钉|钉钉|企业微信)|(?P<phones>{PHONES})"
    rf"|(?P<number>{NUMBER.pattern})|(?P<open>[(])|(?P<close>[)])|(?P<end>[;。])|(?P<stop>[,、:/\s])"
    rf"|(?P<word>(?:(?!{PEOPLE}|联系电话|电话|手机|传真|邮箱)[{HAN}·])+|[A-Za-z0-9_.+\-“”\"《》]+)"
)
ANY_CONTACT = re.compile(rf"(?:{PEOPLE}|{PHONES}|(?:电话)?传真)\s*[:：]|{PEOPLE}\s*(?=[{HAN}])")
_TITLES = (
    "同志|老师|女士|先生|主任|副主任|科长|副科长|部长|副部长|处长|干事|主席|副主席|主管|经理|工程师|秘书长"
)
_NOT_NAMES = re.compile(
    "以下|如下|详见|附件|同上|有关|相关|工作|具体|地址|邮编|单位|部门|项目|姓名|职务|以及|分别|请联系|内线|外线|信箱|分机|同号|手机同|"
    "上午|下午|时间|咨询|报送|提交|征集|作品|材料|发至|发送|注明|联系|电话|转|[日月年或及]$"
)


class Person(Struct, frozen=True):
    """One contact as printed; `sure` is False where numbers were given to several names by their order."""

    unit: str = ""
    name: str = ""
    role: str = ""
    phones: tuple[str, ...] = ()
    fax: str = ""
    email: str = ""
    im: tuple[str, str] | None = None
    sure: bool = True

    def data(self) -> dict[str, Data]:
        """The contact as a record of campaign.yml."""
        out: dict[str, Data] = {}
        for key in ("unit", "name", "role"):
            if value := getattr(self, key):
                out[key] = value
        if self.phones:
            out["phones"] = list(self.phones)
        if self.fax:
            out["fax"] = self.fax
        if self.email:
            out["email"] = self.email
        if self.im:
            out["im"] = {"service": self.im[0], "handle": self.im[1]}
        return out

    @property
    def reachable(self) -> bool:
        """Whether there is any way to reach it (a record without one is refused by the check)."""
        return bool(self.phones or self.fax or self.email or self.im)


def unpadded(text: str) -> str:
    """Half width, letter-spaced labels closed (`联 系 人`), and the blank inside two-character names (`李 澍`)."""
    plain = narrowed(text)
    for label in _SPACED:
        plain = re.sub(r" ?".join(label), label, plain)
    plain = re.sub(rf"(?<![{HAN}])([{HAN}]) ([{HAN}])(?![{HAN}])", r"\1\2", plain)
    plain = re.sub(rf"(?<=人[:：])([{HAN}]) ([{HAN}]{{2}})(?= ?\d)", r"\1\2", plain)
    return re.sub(rf"(?<=[:：,、 ])([{HAN}]{{2}}) ([{HAN}])(?![{HAN}])", r"\1\2", plain)


def is_name(word: str) -> bool:
    """Whether a word can be a person's name: two to four characters, or longer with a dot; no word of office."""
    if _NOT_NAMES.search(word):
        return False
    return bool(re.fullmatch(rf"[{HAN}]{{2,4}}|[{HAN}]{{1,8}}·[{HAN}]{{1,8}}", word))


class _Group:
    """Names that stand together and the numbers after them."""

    def __init__(self, unit: str) -> None:
        self.unit = unit
        self.people: list[Person] = []
        self.numbers: list[str] = []
        self.fax = self.email = ""
        self.im: tuple[str, str] | None = None

    def closed(self) -> list[Person]:
        people = self.people or [Person()]
        shares = _shared(self.numbers, len(people))
        out = [
            replace(
                person,
                unit=person.unit or self.unit,
                phones=share,
                sure=len(people) == 1 or len(set(shares)) < 2,
            )
            for person, share in zip(people, shares, strict=True)
        ]
        out[0] = replace(out[0], fax=self.fax, im=out[0].im or self.im)
        if self.email and len(out) == 1:
            out[0] = replace(out[0], email=self.email)
        elif self.email:
            out.append(Person(unit=self.unit, email=self.email))
        return [person for person in out if person.name or person.reachable]


def _shared(numbers: list[str], people: int) -> list[tuple[str, ...]]:
    """Numbers given to people: one for all, as many each in order, or none where the counts do not say."""
    if people == 1:
        return [tuple(numbers)]
    if len(numbers) == 1:
        return [tuple(numbers)] * people
    if numbers and len(numbers) % people == 0:
        each = len(numbers) // people
        cut = [tuple(numbers[at : at + each]) for at in range(0, len(numbers), each)]
        if each == 1 or len({tuple(map(is_mobile, share)) for share in cut}) == 1:
            return cut
        turned = [tuple(numbers[at::people]) for at in range(people)]
        if len({tuple(map(is_mobile, share)) for share in turned}) == 1:
            return turned
    return [()] * people


def people_of(text: str, unit: str = "") -> tuple[Person, ...]:
    """Everybody named in a line of contacts, in order. `unit` is theirs unless the line says another.

    Nothing is guessed beyond order: names whose numbers cannot be told apart come without numbers.
    """
    done: list[Person] = []
    group = _Group(unit)
    awaits = "people"
    depth = 0
    handle = ""
    plain = _NAMED_AFTER.sub(_name_first, unpadded(text))
    tokens = list(_TOKEN.finditer(re.sub(rf"^[(](?=(?:{PEOPLE}|{PHONES}))", "", plain)))
    for at, found in enumerate(tokens):
        kind, token = str(found.lastgroup), found.group()
        if kind in ("people", "phones", "mail", "fax", "im"):
            if kind == "people" and (group.numbers or group.email or group.people):
                done, group = done + group.closed(), _Group(group.unit if not group.people else unit)
            awaits, handle = kind, token
        elif kind == "number":
            number = phone_text(token)
            if awaits == "im" and handle:
                group.im, awaits = (handle, token), "phones"
            elif number and awaits == "fax":
                group.fax, awaits = number, "phones"
            elif number and number not in group.numbers:
                group.numbers.append(number)
        elif kind == "email":
            group.email = token
        elif kind == "end" and group.people and _next_kind(tokens, at) in ("word", "people"):
            done, group = done + group.closed(), _Group(group.unit)
        elif kind == "open":
            depth += 1
        elif kind == "close":
            depth = max(0, depth - 1)
        elif kind == "word":
            if awaits == "im":
                group.im, awaits = (handle, token), "people"
                continue
            done, group = _word(token, done, group, inside=depth > 0, unit=unit)
            awaits = "people" if awaits in ("phones", "fax", "mail") else awaits
    return tuple(done + group.closed())


_NAMED_AFTER = re.compile(rf"(?P<number>{NUMBER.pattern}) ?[(](?P<name>[{HAN}]{{2,4}})[)]")


def _name_first(found: re.Match[str]) -> str:
    """A name in brackets behind its number stands before it: `0712-5550101（甲）`."""
    name = found["name"]
    office = is_organ(name) or re.search(
        "室|部|处|科|办|座机|固话|值班|微信|传真|同号|手机|办公|白天|工作", name
    )
    return found.group() if office or not is_name(name) else f"{name} {found['number']}"


def _next_kind(tokens: list[re.Match[str]], at: int) -> str:
    """What comes after a token, blanks and commas apart; "" at the end."""
    return next((str(token.lastgroup) for token in tokens[at + 1 :] if token.lastgroup != "stop"), "")


def _word(
    word: str, done: list[Person], group: _Group, *, inside: bool, unit: str
) -> tuple[list[Person], _Group]:
    """A run of characters: a person's name, the unit of people to come, or the unit or role of the one just named."""
    word = re.sub(rf"^(?:均为|统一为|分别为|均|为|是)(?=[{HAN}]{{4}})", "", word)
    titled = re.fullmatch(rf"([{HAN}]{{1,4}}?)({_TITLES})", word)
    name, role = (titled.group(1), titled.group(2)) if titled else (word, "")
    if len(name) == 1:
        name, role = word, ""
    if len(word) >= 4 and is_organ(word):
        if inside and group.people:
            group.people[:] = [p if p.unit or group.numbers else replace(p, unit=word) for p in group.people]
        elif group.people or group.numbers:
            return done + group.closed(), _Group(word)
        else:
            group.unit = word
    elif inside and group.people and re.fullmatch(rf"(?:[{HAN}]{{2,8}})?(?:{_TITLES})", word):
        group.people[-1] = replace(group.people[-1], role=word)
    elif inside and group.people and not group.people[-1].unit and re.fullmatch(rf"[{HAN}]{{3,10}}", word):
        if not _NOT_NAMES.search(word):
            group.people[:] = [
                p if p.unit or group.numbers else replace(p, unit=word) for p in group.people[:-1]
            ] + [replace(group.people[-1], unit=word)]
    elif is_name(name) and not inside:
        if group.numbers or group.email:
            done, group = done + group.closed(), _Group(group.unit)
        group.people.append(Person(name=name, role=role))
    return done, group
