"""Official text as blocks: every line once, no word changed, levels and roles as printed."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.model.campaign import Campaign
from generator.model.notice import Notice
from generator.official import Block, document
from tests.factories import ALL, SAMPLE, committed_project

CATALOG = committed_project().catalog
BODIES = [
    (campaign, notice, path)
    for campaign in CATALOG.campaigns
    for notice in campaign.notices
    for path in (notice.body, *(item.body for item in notice.attachments if item.body))
]


def lines_of(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def said(block: Block) -> str:
    return (
        f"[[{block.role}:{block.text}]]" if block.role in ("allocation", "form") else block.lead + block.text
    )


def test_all_campaigns_have_their_text() -> None:
    assert {campaign.id for campaign, _, _ in BODIES} == {*ALL, SAMPLE}


@pytest.mark.parametrize(("campaign", "notice", "path"), BODIES, ids=[f"{c.id}/{p}" for c, _, p in BODIES])
def test_every_line_comes_back_exactly_once_in_order(campaign: Campaign, notice: Notice, path: str) -> None:
    text = CATALOG.text(campaign, path)
    for owner in (notice, None) if path == notice.body else (None,):
        blocks = document(text, owner)
        assert [said(block) for block in blocks] == lines_of(text)
        rows = text.split("\n")
        assert [rows[block.line - 1].strip() for block in blocks] == lines_of(text)


@pytest.mark.parametrize(
    ("campaign", "notice"),
    [(c, n) for c, n, p in BODIES if p == n.body],
    ids=[f"{c.id}" for c, n, p in BODIES if p == n.body],
)
def test_what_the_record_repeats_is_found_in_its_text(campaign: Campaign, notice: Notice) -> None:
    blocks = document(CATALOG.text(campaign, notice.body), notice)
    roles = [block.role for block in blocks]
    assert roles.count("title") == 1
    for role, given_ in (
        ("masthead", notice.masthead),
        ("number", notice.doc_number),
        ("recipients", notice.recipients),
    ):
        assert roles.count(role) == (1 if given_ else 0), role
    assert roles.count("date") == (1 if notice.issued and notice.issued.printed else 0)
    assert bool(roles.count("signature")) == bool(notice.signature)
    assert roles.index("title") < roles.index("paragraph")
    if notice.id == "launch":  # later notices say one thing and need no parts
        assert sum(block.role == "heading" and block.level == 1 for block in blocks) >= 2


@pytest.mark.parametrize(
    ("line", "role", "level", "lead"),
    [
        ("一、总体要求", "heading", 1, ""),
        ("（一）加强领导", "heading", 2, ""),
        ("(一) 加强领导，健全机制。各级工会要高度重视。", "paragraph", 2, "(一) 加强领导，健全机制。"),
        ("1. 网络正能量歌曲征集", "heading", 3, ""),
        ("1．网络正能量歌曲征集", "heading", 3, ""),
        (
            "（1）征集内容：动员广大职工群众以劳动颂歌讴歌伟大的时代精神，展现各行各业取得的辉煌成就，展示劳动者风采。",
            "paragraph",
            4,
            "（1）征集内容：",
        ),
        ("2024年5月至8月开展。", "paragraph", 0, ""),
        ("1.5倍", "paragraph", 0, ""),
        ("十一、附则", "heading", 1, ""),
        ("* 不是列表", "paragraph", 0, ""),
        ("# 不是标题", "paragraph", 0, ""),
        ("173****8279；牟金 186****7527", "paragraph", 0, ""),
        ("<b>不是标签</b>", "paragraph", 0, ""),
        ("[[form:nomination]]", "form", 0, ""),
        ("[[allocation:plan]]", "allocation", 0, ""),
        ("[[other:plan]]", "paragraph", 0, ""),
    ],
)
def test_roles_and_levels(line: str, role: str, level: int, lead: str) -> None:
    (block,) = document(line)
    assert (block.role, block.level, block.lead, block.line) == (role, level, lead, 1)
    assert said(block) == line


@given(
    st.lists(
        st.sampled_from(
            [
                "一、",
                "（一）",
                "1.",
                "（1）",
                "附件：1. ",
                "2. ",
                "好网民",
                "。",
                "：",
                "；",
                "[[form:a]]",
                "\n",
                " ",
                "　",
                "抄送：",
            ]
        ),
        max_size=40,
    )
)
def test_no_word_is_ever_lost(pieces: list[str]) -> None:
    text = "".join(pieces)
    notice = CATALOG.campaigns[0].notices[0]
    for owner in (None, notice):
        assert [said(block) for block in document(text, owner)] == lines_of(text)
