"""Names of organisations in official texts: what looks like one, and lists of them cut apart."""

from __future__ import annotations

import re
import unicodedata

HAN = r"\u3400-\u9fff〇"
_SUFFIX = (
    "总工会|工会联合会|工联合会|联合会|工会|网信办|委员会办公室|委员会|管委会|办公室|人民政府|政府|党委|[省市区县州]委|"
    "宣传部|部|厅|局|处|科|室|中心|文化宫|俱乐部|报社|出版社|杂志社|电视台|电台|集团|公司|银行|学院|大学|学校|"
    "研究院|研究所|医院|协会|学会|妇联|团委|联盟|平台|书屋|站|厂|矿|馆|院|所|社|办|会|网|队|组|场|台|频道|公众号"
)
_ORGAN = re.compile(
    rf"[“\"《]?[{HAN}A-Za-z0-9·“”\"()（）\-—]{{2,40}}?(?:{_SUFFIX})[”\"》]?(?:[(（][^()（）]{{1,20}}[)）])?\Z"
)
_TAIL = re.compile(r"(?:委员会办公室|办公室|委员会|和信息化|信息化|网络安全|络安全和信息化)")
_GLUE = re.compile(
    r"(?<=总工会)(?=中共|中央|[^\s、，,；;和及与的文工网宣办机各直权组女经信智部基党]{2,12}(?:委|厅|局|省|市|办|联合会|协会|委员会))"
    r"|(?<=委员会办公室)(?=[^\s、，,；;和及与的文工]{4})|(?<=网信办)(?=[^\s、，,；;和及与的文网综社]{4})"
)
_DAMAGED_SEAL = re.compile(r"(?<=[会办委部厅局室])(?:工件|丈件|文仵|工仵|文件)|(?<=[会办委部厅局室])工作\Z")
LONGEST = 400
"""Characters of lines that can be organs side by side; longer ones are prose."""
SLASHED = re.compile(r"[、，,；;\n]")


def closed(text: str) -> str:
    """The text without any blank, width folded (NFKC)."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text))


def unspaced(text: str) -> str:
    """Letter-spaced words closed up: `铜 陵 市` becomes `铜陵市`; other blanks become single ones."""
    words = text.split()
    if len(words) > 2 and all(len(word) == 1 for word in words):
        return "".join(words)
    return " ".join(words)


def is_organ(text: str) -> bool:
    """Whether the whole text reads as the name of one organisation (never longer than 40 characters)."""
    plain = closed(text)
    if not 3 <= len(plain) <= 42 or re.search(
        r"[。：:；;，,、？?]|联系人|联系电话|关于|附件|^各|^第[一二三四五六七八九十]"
        "|[承协]办|报送|(?:为|是)(?=.{3})|[日月]前|^[由将请]|^设在",
        plain,
    ):
        return False
    return bool(_ORGAN.fullmatch(plain))


def organs_of(text: str) -> tuple[str, ...]:
    """The organisations of a masthead, a signature or the head of a title, which may be set over lines or run together.

    `中央网络安全和信息化 / 委员会办公室` is one, `芜湖市 总工会` too; the word 文件 and what scans make of it is left out.
    """
    if len(text) > LONGEST:
        return ()
    pieces: list[str] = []
    for word in _grouped(text):
        if pieces and (not _whole(pieces[-1]) or _TAIL.match(word)):
            pieces[-1] += word
        else:
            pieces.append(word)
    found = [part for piece in pieces for part in _GLUE.split(piece) if part]
    return tuple(part for part in found if not re.fullmatch("文件|工件|文|件", part))


def _grouped(text: str) -> list[str]:
    """Words between blanks, with runs of single characters closed up and the word 文件 after an organ dropped."""
    plain = re.sub(r"[、，,；;/\n]+", " ", text)
    out: list[str] = []
    single = False
    for word in plain.split():
        alone = len(word) == 1
        if alone and single:
            out[-1] += word
        else:
            out.append(word)
        single = alone
    cleaned = (_DAMAGED_SEAL.sub(" ", word) for word in out)
    return [part for word in cleaned for part in word.split() if part not in ("文件", "工件")]


def _whole(text: str) -> bool:
    return bool(re.search(rf"(?:{_SUFFIX})\Z", text)) and len(text) >= 4


def hosts_of(text: str) -> tuple[tuple[str, str], ...]:
    """The hosts after a label, with their address where one is printed: (`中国工人出版社`, `http://www.dzzgsw.com`).

    Cut at 、，； always, at 和 and blanks only where both sides read as organisations.
    """
    out: list[tuple[str, str]] = []
    for part in SLASHED.split(_outside_brackets(text.strip().rstrip("。.；;"))):
        for name in _halves(part.strip()):
            url = re.search(r"https?://[^\s()（）]+", name)
            plain = re.sub(r"[(（]?https?://[^\s()（）]+[)）]?", "", name).replace("\0", "、").strip()
            plain = re.sub(r'^[“"‘《]|[”"’》]$', "", plain).strip(" 。.;；")
            if plain and not re.search(r".[：:]", plain):
                out.append((re.sub(rf"(?<=[{HAN}])\s+(?=[{HAN}])", "", plain), url.group() if url else ""))
    return tuple(out)


def _outside_brackets(text: str) -> str:
    """Commas inside brackets belong to the name: hidden while the list is cut."""
    return re.sub(r"[(（][^()（）]*[)）]", lambda found: re.sub("[、，,；;]", "\0", found.group()), text)


_INNER = rf"[{HAN}]{{2,4}}(?:部|处|科|中心|办公室)"
"""A department's name, which is part of the organ before it where only a blank parts them."""


def _halves(text: str) -> list[str]:
    for cut in (r"\s+", r"(?:和|与|及|以及)(?=[“\"]|[^\s]{3,})"):
        parts = [part for part in re.split(cut, text) if part]
        if (
            len(parts) == 2
            and re.fullmatch(_INNER, parts[1])
            and re.search("(?:总工会|委员会|[厅局])$", parts[0])
        ):
            return ["".join(parts)]
        if len(parts) > 1 and all(is_organ(part) or re.fullmatch(r'[“"].+[”"]', part) for part in parts):
            return parts
    return [text]
