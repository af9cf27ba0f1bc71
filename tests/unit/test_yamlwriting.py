"""What is written as YAML is read back as the same text, by our reader and by YAML itself."""

from __future__ import annotations

from typing import Any

import yaml
from hypothesis import given
from hypothesis import strategies as st

from generator.source import Source
from generator.yamltext import Mapping, Node, Scalar, parse
from generator.yamlwriting import written

TEXT = st.text(
    st.characters(blacklist_categories=("Cs",), blacklist_characters="\ufeff\r\x85\u2028\u2029"), max_size=30
)
DATA = st.recursive(
    TEXT
    | st.integers(0, 9999)
    | st.booleans()
    | st.sampled_from(["否", "no", "2024-05", "010", "16:9", "a: b", "甲，乙"]),
    lambda inner: (
        st.lists(inner, min_size=1, max_size=4)
        | st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), inner, min_size=1, max_size=4)
    ),
    max_leaves=12,
)


def plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    return ("true" if value else "false") if isinstance(value, bool) else str(value)


def values(node: Node) -> Any:
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Mapping):
        return {key.text: values(item) for key, item in node.items}
    return [values(item) for item in node.items]


@given(st.dictionaries(st.from_regex(r"[a-z][a-z_]{0,8}", fullmatch=True), DATA, min_size=1, max_size=5))
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    assert yaml.load(written(data), Loader=yaml.BaseLoader) == plain(data)


def test_our_reader_agrees_and_the_style_is_that_of_the_house() -> None:
    data = {
        "title": "2024年“网聚职工正能量 争做八闽好网民”主题活动",
        "area_code": "0591",
        "year": 2024,
        "sponsors": ["福建省总工会", "中共福建省委网信办"],
        "period": {"printed": "2024年5月至11月", "when": "2024-05/2024-11"},
        "theme": "抗疫: 助发展 #1",
        "subprojects": [{"id": "songs", "contacts": [{"name": "示例", "phones": ["0591-87715076"]}]}],
        "rows": [["福州市总工会", 13], ["厦门市总工会", 13]],
        "text": "第一段。\n第二段，有逗号。",
    }
    text = written(data)
    node, problems = parse(Source("x.yml", text))
    assert not problems
    assert node is not None
    assert values(node) == plain(data)
    assert text == (
        "title: 2024年“网聚职工正能量 争做八闽好网民”主题活动\n"
        'area_code: "0591"\n'
        "year: 2024\n"
        "sponsors: [福建省总工会, 中共福建省委网信办]\n"
        "period: {printed: 2024年5月至11月, when: 2024-05/2024-11}\n"
        'theme: "抗疫: 助发展 #1"\n'
        "subprojects:\n"
        "  - id: songs\n"
        "    contacts:\n"
        "      - {name: 示例, phones: [0591-87715076]}\n"
        "rows:\n"
        "  - [福州市总工会, 13]\n"
        "  - [厦门市总工会, 13]\n"
        "text: |-\n"
        "  第一段。\n"
        "  第二段，有逗号。\n"
    )
