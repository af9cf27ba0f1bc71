"""Which files are ours, that none of them is run by a server or browser, and that none asks another host for anything."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from generator.values.patterns import late
from generator.verify.tags import Impurity

_CODE = (".css", ".js", ".mjs", ".svg")
_RECORDS = late(r"data/(?:[^/]+/gallery(?:-[0-9]+)?|(?:search|units)/[^/]+)\.js")
"""Records in the dress of a script: their texts may name any address."""
_MADE = (
    ".json",
    ".xml",
    ".txt",
    ".ics",
    ".vcf",
    ".csv",
    ".webp",
    ".jpg",
    ".png",
    ".ico",
    ".mp3",
    ".m4a",
    ".mp4",
)
_HANDED = late(r"campaigns/[^/]+/files/")
_SET = late(r"campaigns/[^/]+/(?:notices|forms|results)/(?:[^/]+/)?[^/]+\.docx")
"""Documents we set ourselves, of words the pages show."""
_NAME = r"(?:\[[0-9a-f:.]+\]|[\w%-]+(?:\.[\w%-]+)*)"
_FULL_NAME = r"(?:(?:[\w%-]+\.)+(?:[^\W\d_]{2,}|xn--[\w-]+)|\d+(?:\.\d+){3}|localhost|\[[0-9a-f:.]+\])"
_USER = r"""(?:[^\s/\\"'<>()@]{0,200}+@)?"""
_END = r"""\.?(?=[:/\\"'`\s);,?#<>&}\]]|\Z)"""
_STYLE_HOST = late(
    rf"""(?:(?:(?:https?|wss?|ftp):[\\/\t\n\r]*+|(?<=["'`(=])[\\/][\t\n\r]*+[\\/]++){_USER}({_NAME})
    |(?<![\\/])[\\/][\t\n\r]*+[\\/]++{_USER}({_FULL_NAME})){_END}""",
    re.IGNORECASE | re.VERBOSE,
)
_SCRIPT_HOST = late(
    rf"""(?:(?:(?:https?|wss?|ftp):|(?<=["'`]))(?:/|\\\\){{2,}}{_USER}({_NAME})|//{_USER}({_FULL_NAME})){_END}""",
    re.IGNORECASE,
)
"""In the second, `/` and one backslash begin a pattern such as `/\\s/`."""
_NAMES_ONLY = frozenset({"www.w3.org", "schema.org", "www.sitemaps.org", "purl.org"})
"""Hosts that stand in the names of vocabularies and are never asked."""
_STYLE_PARTS = late(
    r""""(?:\\.|[^"\\\n])*+(?:"|\\?$)|'(?:\\.|[^'\\\n])*+(?:'|\\?$)|url\(\s*+(?!["'])(?:\\.|[^)\\])*+(?:\)|\\?\Z)|(/\*.*?(?:\*/|\Z))""",
    re.DOTALL | re.IGNORECASE | re.MULTILINE,
)
_SCRIPT_PARTS = late(
    r""""(?:\\.|[^"\\\n])*+(?:"|\\?$)|'(?:\\.|[^'\\\n])*+(?:'|\\?$)|`(?:\\.|[^`\\])*+(?:`|\\?\Z)|(/\*.*?(?:\*/|\Z)|(?<![\\/:*?|\[^"'`])//[^\n]*+)""",
    re.DOTALL | re.MULTILINE,
)
"""After a quotation mark `//` is no comment: a pattern with one quote in it makes us take outside for inside."""
_STYLE_ESCAPE = late(r"\\(?:([0-9a-f]{1,6})(?:\r\n|[ \t\n\f\r])?|(\n|\r\n)|([^\n]))", re.IGNORECASE)
_SCRIPT_ESCAPE = late(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|u\{([0-9a-fA-F]{1,6})\}|(/))")
_VOCABULARY = late(r"""\sxmlns(?::[\w.-]+)?\s*=\s*(?:"[^"]*"|'[^']*')""")
_IGNORED = late("[\x00-\x20\x7f-\xa0\u00ad\u200b-\u200f\u2028\u2029\u2060\ufeff]+")

_RUN_BY_BROWSERS = late(
    r".*\.(?:x?html?|xht|mht|mhtml|hta|swf|wasm|xslt?|svgz|xul|jar|htc|webarchive|xpi|crx)"
)
_RUN_BY_SERVERS = late(r".*\.(?:(?:php\d?|phtml|phar|pht|shtml?|f?cgi)(?:\..*)?|stm|asp|as[phm]x|jspx?)")
_STEERING = late(
    r"_redirects|_(?:worker|middleware)\.js|_routes\.json|\.ht(?:access|passwd)|\.user\.ini|web\.config",
    re.IGNORECASE,
)
"""Files by which hosts of static sites change what is served."""
_DRAWN_CODE = late(
    r"""<(?:[\w.-]+:)?(?:script|foreignObject|iframe|object|embed|applet|handler|listener)(?![\w.-])
    |[\s"'/]on[a-z]+\s*=\s*["']|<\?xml-stylesheet|<!ENTITY|<!ATTLIST""",
    re.IGNORECASE | re.VERBOSE,
)
_RENDERED = late(r"http://www\.w3\.org/(?:1999/xhtml|2000/svg|1999/XSL)", re.IGNORECASE)
_MAPPED = late(r"""<(?:xhtml:)?link\s|\sxmlns:xhtml\s*=\s*["'][^"']*["']""")
"""How maps of a site name a page in another language: that is read by machines."""
_XML_TAG = late(r"""<(?:[^<>"']|"[^"<]*"|'[^'<]*')*+>([^<]*)""")
_XML_ATTRIBUTE = late(
    r"""[\s:](?:href|src|url|uri|base|action|data|resource|location)\s*=\s*("[^"]*"|'[^']*')""", re.IGNORECASE
)
_XML_ELEMENT = late(
    r"<(?:[\w.-]+:)?(?:id|uri|icon|logo|link|loc|url|guid|docs|comments|image)[\s>]", re.IGNORECASE
)
"""Where a feed (RFC 4287, RSS 2.0) or a map of a site holds an address; anywhere else `javascript:` is a word."""
_UNWRAPPED = late(r"<!--.*?(?:-->|\Z)|<!\[CDATA\[|\]\]>", re.DOTALL)
_ENCODING = late(r"""<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']""")
_ENCODINGS = frozenset({"utf-8", "us-ascii", "ascii", "gbk", "gb2312", "gb18030", "iso-8859-1", "utf-16"})


def is_ours(name: str) -> bool:
    """Whether a file is a text or a medium that we made; anything else is somebody's document."""
    plain = name.endswith(_CODE + _MADE) or "." not in name.rpartition("/")[2]
    return plain and not _HANDED.match(name)


def is_handed_out(name: str) -> bool:
    """Whether a file that is none of ours is published as somebody sent it."""
    return not is_ours(name) and not _SET.fullmatch(name)


def is_record(name: str) -> bool:
    """Whether a file of ours holds records, whose texts may name any address: nobody runs them, they ask no host."""
    return name.endswith(".json") or _RECORDS.fullmatch(name) is not None


def plain_address(link: str) -> str:
    """An address as browsers take it: without blanks and control characters, small letters, `/` for each backslash."""
    return _IGNORED.sub("", link).lower().replace("\\", "/")


def foreign_hosts(name: str, data: bytes) -> Iterator[str]:
    """Yield every host that a style sheet, script or drawing names outside its comments, however it is escaped."""
    suffix = name.lower()
    if not suffix.endswith(_CODE) or _RECORDS.fullmatch(name):
        return
    text = _decoded(data)
    if suffix.endswith(".css"):
        yield from hosts_in(_without(_STYLE_PARTS, text), style=True)
    elif suffix.endswith(".svg"):
        yield from hosts_in(unescape(_VOCABULARY.sub("", text)), style=True)
    else:
        yield from hosts_in(_without(_SCRIPT_PARTS, text), style=False)


def hosts_in(text: str, *, style: bool) -> Iterator[str]:
    """Yield every host named in a text once, with the escapes of style sheets or else those of scripts undone."""
    if "\\" in text:
        text = _STYLE_ESCAPE.sub(_unstyled, text) if style else _SCRIPT_ESCAPE.sub(_unscripted, text)
    seen = set()
    for found in (_STYLE_HOST if style else _SCRIPT_HOST).finditer(text):
        host = (found[1] or found[2]).lower()
        if host not in _NAMES_ONLY and host not in seen:
            seen.add(host)
            yield found[0][:80]


def unruly_file(name: str, data: bytes) -> Iterator[Impurity]:
    """Yield why a file that is no page may not be served: a server or a browser would run it, or obey it."""
    base = name.rpartition("/")[2].lower()
    page = name.endswith(".html")  # only what ends so, in small letters, is read as a page
    run = _RUN_BY_SERVERS.fullmatch(base) or (not page and _RUN_BY_BROWSERS.fullmatch(base))
    if run or _STEERING.fullmatch(base):
        yield Impurity("E906", name)
    if not base.endswith((".svg", ".xml")):
        return
    text = _decoded(data)
    encoding = _ENCODING.search(text[:200])
    if "\0" in text or (encoding and encoding[1].lower() not in _ENCODINGS):
        yield Impurity("E906", text[:60].replace("\0", ""))
    for found in dict.fromkeys(one[0].strip() for one in _DRAWN_CODE.finditer(text)):
        yield Impurity("E906", found[:80])
    addresses = _addresses(text) if base.endswith(".xml") else text
    if "javascript:" in plain_address(unescape(addresses)):
        yield Impurity("E907", "javascript:")
    if base.endswith(".xml") and (rendered := _RENDERED.search(_MAPPED.sub("", text))):
        yield Impurity("E906", rendered[0])


def _addresses(text: str) -> str:
    """All that stands in the places of addresses of an XML text, a line each; CDATA and comments do not hide any."""
    told: list[str] = []
    for tag in _XML_TAG.finditer(_UNWRAPPED.sub("", text)):
        told += _XML_ATTRIBUTE.findall(tag[0][: tag.start(1) - tag.start()])
        if _XML_ELEMENT.match(tag[0]):
            told.append(tag[1])
    return "\n".join(told)


def _decoded(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return data.decode("utf-16" if wide else "utf-8-sig", "replace")


def _without(parts: re.Pattern[str], text: str) -> str:
    """The text without its comments; strings are kept, whatever looks like a comment in them."""
    return parts.sub(lambda found: " " if found[1] else found[0], text)


def _character(code: str) -> str:
    number = int(code, 16)
    return chr(number) if 0 < number < 0x110000 and not 0xD800 <= number < 0xE000 else "\ufffd"


def _unstyled(found: re.Match[str]) -> str:
    return _character(found[1]) if found[1] else found[3] or ""


def _unscripted(found: re.Match[str]) -> str:
    code = found[1] or found[2] or found[3]
    return _character(code) if code else "/"
