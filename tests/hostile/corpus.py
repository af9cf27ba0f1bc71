"""Strings that have broken sites, by category; every payload that could run sets `window.zbHit` or the document's title.

What is refused and what is shown is decided here by hand, category by category, and not asked of the program.
"""

from __future__ import annotations

from collections.abc import Iterator

HIT = "window.zbHit=1"
EVENTS = [
    "load",
    "error",
    "click",
    "mouseover",
    "mouseenter",
    "focus",
    "focusin",
    "blur",
    "input",
    "change",
    "submit",
    "toggle",
    "pointerdown",
    "wheel",
    "copy",
    "paste",
    "animationstart",
    "transitionend",
    "begin",
    "end",
    "scroll",
    "resize",
    "hashchange",
    "pageshow",
    "message",
    "beforeprint",
    "cut",
    "drag",
    "drop",
    "keydown",
    "select",
    "search",
]
CARRIERS = (
    "img src=x",
    "svg",
    "body",
    "details open",
    "video src=x",
    "input autofocus",
    "a href=#",
    "math",
    "marquee",
    "select",
)
URLS = (
    "javascript:",
    "JaVaScRiPt:",
    "java\\x0ascript:",
    "&#106;avascript:",
    "data:text/html,",
    "vbscript:",
    "jar:",
    "//example.org/",
    "file:///",
)
TEMPLATES = (
    "{{ 7*7 }}", "{{ config }}", "{{config.__class__}}", "{% raw %}", "{% endraw %}", "{% include '/etc/passwd' %}", "{# a #}", "${7*7}", "#{7*7}",
    "<%= 7*7 %>", "{{{a}}}", "{{'a'|safe}}", "{{ ''.__class__.__mro__ }}", "{%- for x in y -%}", "[[contacts:2024-fujian]]", "[[allocation:plan]]",
    "[[gallery:a/b]]", '--8<-- "mkdocs.yml"', "--8<-- 'campaigns/README.md'", "!!! note", "??? tip", ":smile:", "$x$", "\\(x\\)", "{: onclick=x }",
    "{#id .class}", "[TOC]", "*[HTML]: x", '=== "Tab"', "@@include(x)", "<?php echo 1 ?>", "<?xml version='1.0'?>", "<!--#exec cmd='ls'-->", "%(a)s",
    "%s%n%x", "{0}", "{a.b}", "{what}", "{}", "%", "%%", "%00", "%0d%0aSet-Cookie: a=b", "campaign:2024-fujian", "zbGallery([])", "__config",
)  # fmt: skip
BREAKOUTS = (
    "</title>", "</textarea>", "</style>", "</noscript>", "</bdi>", "</a>", "</h1>", "</p></div></main>", "</body></html>", "</template>", "</svg>", "</select>",
    '"', "'", "`", '">', "'>", "`>", '"/>', "--><b>", "]]><b>", "*/</style><b>", '\\"', "\\'", "&quot;>", "&#34;>", "\\u0022>", "\\x3cb\\x3e", "= ", " =",
)  # fmt: skip
SCRIPTS = (
    "</script><script>{hit}</script>", "</SCRIPT ><img src=x onerror={hit}>", "</script\t><b>", "<!--<script>", "<!--<script></script>", "-->", "\\u003c/script>",
    "\\u2028{hit}", '\\");{hit};//', "');{hit};//", "`;{hit};`", "]);{hit};([", "}}}});{hit};({{{{", "\\", "\\\\", "\\u0000", "\\u{{1F600}}", "__proto__", "constructor",
    "toString", "hasOwnProperty", "</scr</script>ipt>", "</ScRiPt/x>", "<script/src=data:,{hit}>", "<script>{hit}", "<script>/*", "*/{hit}//", "<![CDATA[</script>]]>",
)  # fmt: skip
ENTITIES = (
    "&lt;b&gt;", "&amp;lt;", "&amp;amp;lt;", "&#60;b&#62;", "&#x3C;b&#x3E;", "&#0000060", "&ltb", "&nbsp;", "&copy", "&notin;", "&notit;", "&;", "&#;", "&#x;",
    "&#0;", "&#xD800;", "&#x110000;", "&#38;lt;", "&NewLine;", "&Tab;", "&lpar;", "&bogus;", "&amp", "&ampx", "&lt", "a&b=c&copy=d", "&zwj;", "&rlm;", "&#8238;",
    "&hearts;", "&fjlig;", "&NotEqualTilde;", "&AMP;", "&quot", "&apos;", "&#39;", "&#x27", "&lbrace;&lbrace;", "&sol;", "&excl;",
)  # fmt: skip
PLAIN = (
    "undefined", "null", "None", "nil", "NULL", "true", "True", "FALSE", "NaN", "Infinity", "-1", "0", "1e400", "0x1F", "0b1", "0o17", "1_000", "16:9", "12:30:45",
    "NO", "on", "Yes", "~", "1.10", "0123456", "2024-02-30", "=", "<<", "?", "-", "--", "---", "...", "!", "!!python/object:os.system", "&a", "*a", "@x", "|", ">", "#",
    "# a", "a # b", "a: b", "- a", "? a", "%TAG", "[a, b]", "{a: b}", "'", "''", '""', "\\n", "\\", "C:\\x", ":", "::", "a:", ": a", "１２３", "٣", "Ⅳ", "①", "㊀", "½", "ﬁ",
    "CON", "PRN", "AUX", "NUL", "COM1", ".", "..", "../../etc/passwd", "..\\..\\x", "/etc/passwd", "~/x", "file.txt", ".htaccess", "a/b", "index.html", "page",
    "=1+1", "+1+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://example.org")', "=cmd|'/C calc'!A0", "＝1", "＋1", "＠x", "'=1", "DROP TABLE x; --", "' OR 1=1 --",
    "1; DELETE FROM x", "$(touch /var/zb)", "`touch /var/zb`", "; touch /var/zb", "| touch /var/zb", "$HOME", "%PATH%", "() { :; }; x", "\\x41", "\\101", "é", "e\u0301",
    "Ω≈ç√∫˜µ≤≥÷", "åß∂ƒ©˙∆˚¬…æ", "œ∑´®†¥¨ˆøπ“‘", "¡™£¢∞§¶•ªº–≠", "⁰⁴⁵₀₁₂", "ด้้้้้็็็็็", "田中さんにあげて下さい", "사회과학원", "𠜎𠜱𠝹𠱓", "㐀㐁𪚥", "Ⱥ", "İ", "ı", "ß", "ẞ", "ς",
    "(╯°□°）╯︵ ┻━┻", "( ͡° ͜ʖ ͡°)", "¯\\_(ツ)_/¯", "・(￣∀￣)・:*:", "ﷺ", "﷽", "⒯⒣⒠", "𝐓𝐡𝐞", "𝕿𝖍𝖊", "Ｔｈｅ", "˙ɐnbᴉlɐ", "🅰", "http://example.org/?a=1&b=<c>", "https://",
    "a@example.org", "tel:12351", "mailto:a", "www.example.org", "<", ">", "<>", "< a >", "a<b", "a < b && c > d", "<3", "<-", "<=", ">>", "《》", "《甲》", "〈", "“甲 乙”",
)  # fmt: skip
RIGHT_TO_LEFT = (
    "مرحبا بالعالم", "שלום עולם", "بِسْمِ ٱللّٰهِ", "עברית (1) אבג", "abc אבג 123", "١٢٣ abc", "ܫܠܡܐ", "ދިވެހި", "ـــــ", "نص, text, 文", "אָלֶף", "الكتابة 2024-05",
)  # fmt: skip
EMOJI = (
    "👨‍👩‍👧‍👦", "👩🏽‍💻", "🏳️‍🌈", "🇨🇳", "🇺🇳🇨🇳", "❤️", "✈︎", "1️⃣", "👍🏿", "🤷‍♂️", "🧑‍🤝‍🧑", "⛹🏻‍♀️", "🐈‍⬛", "😀" * 40, "☃️", "🀄", "🈳", "㊗️", "🫠", "🅿️",
)  # fmt: skip
MARKDOWN = (
    "# 一", "## 二 ##", "* 三", "+ 四", "1. 五", "> 六", "    七", "```", "~~~", "***", "___", "**粗**", "_斜_", "`码`", "[文](http://example.org)", "![图](x.png)", "[a]: b",
    "<http://example.org>", "|a|b|", "|-|-|", "\\*", "173****8279；186****7527", "[^1]", "[^1]: 注", "~~删~~", "==标==", "H~2~O", "::: x", "- [ ] 事", "^上^", "a  ", "++插++",
)  # fmt: skip
LONG = ("长" * 980, "W" * 980, "<b>" * 326, "&amp;" * 196, "😀" * 980, "甲\u0301" * 490)
SHARES = 5
"""A long string fills a fifth of the fields of an entry, which may have 64 KB; five entries share the fields."""
FLOODS = (
    "Z\u0351\u036b\u0343\u0334\u0321" * 12,
    "甲" + "\u0301" * 300,
    "\u0e01" + "\u0e49" * 60,
    "a" + "\u20dd" * 30,
    "\u0488" * 20,
    "i" + "\u0337\u0335" * 40,
)

BIDI = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
INVISIBLE = "\u200b\u200c\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u2028\u2029\ufff9\ufffa\ufffb\ufffc\ufffd\ufffe\uffff\ue000\uf8ff"
CONTROLS = "".join(map(chr, (*range(9), 11, 12, *range(14, 32), *range(0x7F, 0xA0))))
SURROGATES = "\ud800\udbff\udc00\udfff"


def shown() -> dict[str, str]:
    """Strings that stand on pages as they are, by a name of their own."""
    return {
        f"{category}-{at}": text
        for category, texts in _shown()
        for at, text in enumerate(dict.fromkeys(texts))
    }


def _shown() -> Iterator[tuple[str, list[str]]]:
    yield "event", [f"<{CARRIERS[at % len(CARRIERS)]} on{event}={HIT}>" for at, event in enumerate(EVENTS)]
    yield "carrier", [f"<{carrier} onerror={HIT} onload={HIT}>" for carrier in CARRIERS]
    yield (
        "attribute",
        [f"{quote} on{event}={HIT} x={quote}" for quote in ('"', "'", "`", "") for event in EVENTS[:18]],
    )
    yield (
        "address",
        [f"{scheme}{HIT}" for scheme in URLS] + [f'<a href="{scheme}{HIT}">a</a>' for scheme in URLS],
    )
    yield "template", list(TEMPLATES)
    yield "breakout", [*BREAKOUTS, *(f"{text}<img src=x onerror={HIT}>" for text in BREAKOUTS)]
    yield "script", [text.format(hit=HIT) for text in SCRIPTS]
    yield "entity", list(ENTITIES)
    yield "plain", list(PLAIN)
    yield "rtl", list(RIGHT_TO_LEFT)
    yield "emoji", list(EMOJI)
    yield "markdown", list(MARKDOWN)
    yield "long", [f"{text}{turn}" for text in LONG for turn in range(SHARES)]
    yield "flood", list(FLOODS)


def refused() -> dict[str, str]:
    """Strings that no field takes: they show other than they read, or cannot be written at all."""
    signs = {"bidi": BIDI, "invisible": INVISIBLE, "control": CONTROLS, "surrogate": SURROGATES}
    return {f"{category}-{ord(sign):04x}": f"甲{sign}乙" for category, all_ in signs.items() for sign in all_}
