"""Nothing is left out in silence: what a source prints and no record holds is told, and a complete import is told nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest
from msgspec.structs import replace

from generator.importing.account import accounted
from generator.importing.draft import Draft
from generator.importing.reading import read_file
from generator.importing.received import Grid, Line, Received
from generator.importing.recognising import recognise
from generator.importing.recorded import figures, leaves, records
from generator.importing.report import UNRECORDED, page, summary
from generator.importing.unrecorded import Unrecorded, unrecorded, with_unrecorded
from generator.values.text import fold
from generator.yamlwriting import Data
from tests.importing.trials import ROOT, SOURCES, bring, layouts, paper_of, project, wanted_of


@dataclass(frozen=True, slots=True)
class _Import:
    received: Received
    drafts: tuple[Draft, ...]


@pytest.fixture(scope="module")
def imports(tmp_path_factory: pytest.TempPathFactory) -> dict[str, _Import]:
    """The five sources, all layouts and the handbook's samples, recognised."""
    to = tmp_path_factory.mktemp("papers")
    samples = ROOT / "content/handbook/samples"
    files = {name: (ROOT / "tests/sources" / f"{name}.txt", ids[0]) for name, ids in SOURCES.items()}
    files |= {name: (paper_of(name, to)[0], wanted_of(name)["as"]) for name in layouts()}
    files |= {name: (samples / name, "2027-shili") for name in ("notice.docx", "extension.txt")}
    return {name: _imported(file, wanted) for name, (file, wanted) in files.items()}


def _imported(file: Path, id: str) -> _Import:
    received = read_file(file).received
    assert received is not None
    return _Import(received, accounted(received, recognise(received, id=id.partition("/")[0]))[0])


def _without(data: Data | Mapping[str, Data], *keys: str) -> Data:
    if isinstance(data, Mapping):
        return {key: _without(item, *keys) for key, item in data.items() if key not in keys}
    return [_without(item, *keys) for item in data] if isinstance(data, (list, tuple)) else data


def _told(one: _Import, *dropped: str) -> list[Unrecorded]:
    """What is told when these keys are dropped from all records."""
    drafts = [replace(draft, data=_without(draft.data, *dropped)) for draft in one.drafts]  # type: ignore[arg-type]
    return list(unrecorded(one.received, drafts))


def test_complete_imports_are_told_nothing(imports: dict[str, _Import]) -> None:
    told = {name: [(x.number, x.what, x.words) for x in _told(one)] for name, one in imports.items()}
    assert {name: found for name, found in told.items() if found} == {}


def test_every_number_and_address_that_is_dropped_is_told(imports: dict[str, _Import]) -> None:
    checked, silent = 0, []
    for name, one in imports.items():
        told = [x for x in _told(one, "contacts", "platforms") if x.sort == "number"]
        numbers, words = [figures(x.words) for x in told], {fold(x.words).lower() for x in told}
        for draft in one.drafts:
            for key, word in leaves(draft.data):
                if key in ("phones", "fax"):
                    checked += 1
                    silent += [] if any(figures(word).endswith(x) for x in numbers if x) else [(name, word)]
                if key == "email":
                    checked += 1
                    silent += [] if fold(word).lower() in words else [(name, word)]
    assert silent == []
    assert checked > 250


def test_hosts_that_are_dropped_are_told(imports: dict[str, _Import]) -> None:
    """A host may be told run together with its neighbour, where only a blank parts them."""
    checked, silent = 0, []
    for name, one in imports.items():
        told = "\n".join(x.words for x in _told(one, "hosts", "co_hosts", "contacts") if x.sort == "host")
        for draft in one.drafts:
            for record in records(draft.data, "subprojects"):
                for key, word in leaves(record):
                    if key in ("hosts", "co_hosts") and not word.startswith("http"):
                        checked += 1
                        silent += [] if fold(word).strip('“”"') in told else [(name, word)]
    assert len(silent) <= checked * 0.03, silent
    assert checked > 150


def test_sub_projects_that_are_dropped_are_told(imports: dict[str, _Import]) -> None:
    """By the notes on projects, or at the least by those on the hosts and numbers that went with them."""
    for name, one in imports.items():
        if any(records(draft.data, "subprojects") for draft in one.drafts):
            assert _told(one, "subprojects"), name
    jiangsu = _told(imports["000-jiangsu-2024"], "subprojects")
    assert any("写的是 5 个，认出 0 个" in x.what for x in jiangsu)
    assert any("一个也没有认出" in x.what for x in jiangsu)
    assert {x.words for x in jiangsu if x.what == "子项目"} >= {"AI应用案例征集", "网络正能量微视频征集"}


def test_dates_that_are_dropped_are_told(imports: dict[str, _Import]) -> None:
    tongling = _told(imports["001-tongling-2025"], "schedule", "milestones", "deadline")
    assert [x.words for x in tongling if x.sort == "date" and "9月15日前" in x.words]


def _lines(*texts: str) -> tuple[Line, ...]:
    return tuple(Line(text, at, at) for at, text in enumerate(texts, start=1))


def _of(
    *texts: str, data: Mapping[str, Data] | None = None, grid: Grid | None = None
) -> list[tuple[int, str, str]]:
    received = Received("通知.txt", (*_lines(*texts), *([grid] if grid else ())))
    draft = Draft("2024-demo", data or {}, {"notices/launch.txt": "\n".join(texts)})
    return [(one.number, one.what, one.words) for one in unrecorded(received, (draft,))]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("微视频征集：赵示例（0310-5550101、131****0101）", ["0310-5550101", "131****0101"]),
        ("综合联系：沈示例，（0316）5550400转8012", ["(0316)5550400转8012"]),
        ("电话：2886550，服务热线12351", ["2886550", "12351"]),
        (
            "邮箱whj@example.org，网址http://www.example.org/up",
            ["whj@example.org", "http://www.example.org/up"],
        ),
        ("示工办函〔2022〕31号，2022年3月25日，共20220325字，奖金5550101元", []),
        ("账号2022033112345678901，邮编230001，每件不超过5000000字节", []),
        ("加QQ群：123456789", []),
    ],
)
def test_numbers(text: str, words: list[str]) -> None:
    assert [found for _, _, found in _of(text)] == words


def test_a_number_is_recorded_with_its_area_code_or_without() -> None:
    data: Mapping[str, Data] = {"contacts": [{"phones": ["0551-62886550转8012", "131****0101"]}]}
    assert _of("电话：（0551）62886550转8012；131****0101", data=data) == []
    data = {"contacts": [{"phones": ["0551-62886550"]}]}
    assert _of("电话：62886550", data=data) == []
    assert [words for *_, words in _of("电话：62886551", data=data)] == ["62886551"]
    assert [
        words for *_, words in _of("电话：62886550", data={"subprojects": [{"call": "电话：62886550"}]})
    ] == ["62886550"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("承办单位：样县文化馆、样县图书馆", ["样县文化馆", "样县图书馆"]),
        ("（二）声音板块（样县广播电视台承办，样县图书馆协办）", ["样县广播电视台", "样县图书馆"]),
        ("本项目由样县文化馆承办。", ["样县文化馆"]),
        ("牵头单位：样县文联", ["样县文联"]),
        ("1．样县文化馆与样县图书馆共同承办“晚风”征文。", ["样县文化馆", "样县图书馆"]),
        ("联系人：赵示例、钱样，电话见附件", ["赵示例", "钱样"]),
        ("各单位将作品报送各项目承办单位，由承办单位联系人信息（姓名、电话）为准。", []),
        ("请各单位确定一名联系人负责联络。", []),
        ("由各级工会负责承办，样县总工会宣教部牵头负责。", []),
    ],
)
def test_hosts_and_names(text: str, found: list[str]) -> None:
    assert [words for *_, words in _of(text)] == found


def test_hosts_stand_on_the_line_below_and_in_tables() -> None:
    assert _of("（三）承办单位及联系方式", "样县文化馆") == [(2, "承办单位", "样县文化馆")]
    rows = (("项目", "承办单位", "联系人", "联系电话"), ("摄影", "样县文化馆", "赵示例", "2886550"))
    assert _of("见下表。", grid=Grid(rows, 2, 3)) == [
        (2, "承办单位", "样县文化馆"),
        (2, "联系人", "赵示例"),
        (2, "电话", "2886550"),
    ]
    sideways = (("承办单位", "样县文化馆"), ("参赛对象", "全体职工"))
    assert _of("见下表。", grid=Grid(sideways, 2, 3)) == [(2, "承办单位", "样县文化馆")]


def test_counts_of_projects() -> None:
    data: Mapping[str, Data] = {"subprojects": [{"title": f"第{at}项", "tier": "city"} for at in range(6)]}
    assert (
        _of("设6个子项目。", "征集等6个项目。", "每单位报送不少于3个项目，共评出10个项目。", data=data) == []
    )
    assert _of("活动共设七个项目。", data=data) == [
        (1, "项目数（写的是 7 个，认出 6 个）", "活动共设七个项目")
    ]
    told = _of("一、活动项目", "（一）微视频征集。时长3分钟。", "（二）摄影征集。每人3幅。")
    assert [what for _, what, _ in told] == ["子项目（一个也没有认出）", "子项目", "子项目"]
    extension: Mapping[str, Data] = {"notices": [{"kind": "补充通知"}]}
    assert _of("一、活动项目", data=extension) == []


def test_dates() -> None:
    data: Mapping[str, Data] = {"milestones": [{"printed": "9月15日前", "when": "2024-09-15"}]}
    assert _of("作品于9月15日前报送。", data=data) == []
    assert _of("作品于9月20日前报送。", data=data) == [(1, "截止日期", "作品于9月20日前")]
    assert _of("第二阶段：5月至8月，组织实施。", data=data) == [(1, "阶段", "第二阶段:5月")]


def test_the_report_tells_it_first_and_where_it_belongs() -> None:
    texts = ("微视频征集：赵示例（0310-5550101）", "综合：0310-5550102", "0310-5550103", "0310-5550104")
    received = Received("通知.txt", _lines(*texts))
    (draft,) = with_unrecorded(
        received, (Draft("2024-demo", {"title": "示例"}, {"notices/launch.txt": "\n".join(texts)}),)
    )
    lines = list(summary(received, (draft,), (), ()))
    assert lines[2:] == [
        f"{UNRECORDED}（4 处）：",
        (
            "  电话、邮箱、网址 4 个：第 1 行电话“0310-5550101”、第 2 行电话“0310-5550102”、"
            "第 3 行电话“0310-5550103”……其余 1 处见报告。"
        ),
        "  这次导入不完整：这些电话、单位或人只在正文里，网站的联系方式和承办单位里没有。",
        (
            "  请对照原件补进 campaigns/2024-demo/campaign.yml：电话、邮箱写进所属子项目的 contacts，"
            "不属于哪个子项目的写进最外层的 contacts；网址写进 platforms。"
        ),
    ]
    text = page(received=received, drafts=(draft,), mends=(), added=(), told=(), problems=(), following=())
    assert text.index(UNRECORDED) < text.index("## 2024-demo")
    assert text.count("0310-5550104") == 1


def test_the_command_says_that_an_import_is_incomplete(tmp_path: Path) -> None:
    """Notes of this kind are no errors: the folder is written and the command ends well."""
    file = tmp_path / "通知.txt"
    source = (ROOT / "tests/sources/000-jiangsu-2024.txt").read_text(encoding="utf-8")
    prize = "附注：奖牌样式由示例市工艺美术研究所牵头设计，网站 https://www.example.org/prize 。"
    before = "同时力戒形式主义。"
    assert before in source
    file.write_text(source.replace(before, f"{before}\n\n{prize}\n\n"), encoding="utf-8")
    result = bring(file, project(tmp_path / "project"), "2024-jiangsu")
    assert result.exit_code == 0, result.output
    assert "示例市工艺美术研究所" in result.output.split(UNRECORDED)[1]
    assert "https://www.example.org/prize" in result.output
    assert "这次导入不完整" in result.output
    assert "补进 campaigns/2024-jiangsu/campaign.yml" in result.output
