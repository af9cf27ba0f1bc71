"""Each rule finds what it is there for, and nothing else does: taken out of RULES, its test goes red."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest

import generator.check as checking
from generator.check import check
from generator.rules.listed import RULES
from tests.factories import (
    BODY,
    CAMPAIGN,
    ENTRY,
    ID_NUMBER,
    MOBILE,
    RELEASED,
    UPPER,
    changed,
    picture,
    small_project,
    with_upper,
)

HOME = "campaigns/2024-small"
SONG = f"{HOME}/entries/songs/1"
SHOWN = f"title: 夜班\n{RELEASED}"


def entry(text: str) -> dict[str, str]:
    return {f"{SONG}/entry.yml": text}


@dataclass(frozen=True)
class Case:
    """A change of the small campaign and what the rule says to it."""

    rule: str
    code: str
    old: str = ""
    new: str = ""
    body: str = BODY
    files: dict[str, str] = field(default_factory=dict)
    more: tuple[tuple[str, str], ...] = ()
    pictures: tuple[str, ...] = ()
    """Names of pictures in the folder of the entry songs/1."""

    def project(self, root: Path) -> Path:
        yaml = changed(self.old, self.new) if self.old else CAMPAIGN
        for old, new in self.more:
            yaml = changed(old, new, text=yaml)
        for name in self.pictures:
            picture(root / SONG / name)
        return small_project(root, self.files, yaml=yaml, body=self.body)


NOTICE = "    recipients: 各县（市、区）总工会\n"
PERIOD = "    objection_period: {{printed: 专家评审, start: 2024-09-02, end: 2024-09-06{}}}\n"
"""Five working days in a week without holidays."""
CHANNEL = ", channels: [{kind: phone, value: 0591-87715076}]"
CASES: tuple[Case, ...] = (
    Case("odd_numbers", "E610", files=entry("title: 夜班\nstatus: received\nstatement: 电话 138.0013.8000\n")),
    Case("handouts", "E607", files={f"{HOME}/files/a.txt": f"身份证号{ID_NUMBER}\n"}),
    Case(
        "handouts", "W608", "139****0000", MOBILE, body=BODY.replace("139****0000", MOBILE),
        files={f"{HOME}/files/a.txt": f"联系人 {MOBILE}\n"},
    ),
    Case(
        "nested_notices", "E323", "notices:\n",
        "notices:\n  - id: top\n    kind: 通知\n    title: 关于开展活动的通知\n    body: notices/top.txt\n    attachments:\n"
        + "      - {title: 附上, notice: launch}\n" * 30,
        files={f"{HOME}/notices/top.txt": "关于开展活动的通知\n附件：附上\n"},
    ),
    Case("retention", "E518", "region: 某市\n", "region: 某市\nretention: {when: 2020-12-31}\n"),
    Case("unique_ids", "E301", "id: songs\n", "id: songs\n    tier: city\n    title: 歌曲征集\n  - id: songs\n"),
    Case("unique_ids", "E301", "{id: first, title: 一等奖, count: 1}", "{id: first, title: 甲}\n  - {id: first, title: 乙}"),
    Case("unique_ids", "E301", "{id: east, name: 东区总工会}", "{id: east, name: 甲}\n  - {id: east, name: 乙}"),
    Case("unique_ids", "E311", files={f"{HOME}/entries/songs/1/entry.yml": ENTRY, f"{HOME}/entries/_/1/entry.yml": ENTRY}),
    Case("one_address", "E311", "year: 2024\n", "year: 2024\nformer_ids: [2024-upper]\n", files=with_upper()),
    Case("one_address", "E311", "id: launch\n", "id: launch\n    former_ids: [launch]\n"),
    Case("one_address", "E311", "    media: [audio]\n", "    former_ids: [songs]\n"),
    Case("attachment_numbers", "E310", "{no: 2,", "{no: 1,"),
    Case("parents", "E302", "year: 2024\n", "year: 2024\nparent: 2024-none\n"),
    Case("parents", "E303", "year: 2024\n", "year: 2024\nparent: 2024-upper\n", files=with_upper(UPPER.replace("tier: nation\nregion", "tier: unit\nregion"))),
    Case("parents", "E304", "year: 2024\n", "year: 2024\nparent: 2024-small\n"),
    Case("notices", "E306", NOTICE, NOTICE + "    relates_to: [{notice: 2024-none/launch, relation: implements}]\n"),
    Case("notices", "E307", NOTICE, NOTICE + "    results: {awards: [second], state: proposed}\n"),
    Case("notices", "E309", NOTICE, NOTICE + "    amendments: [{target: subprojects/films/deadline, from: 甲, to: 乙}]\n"),
    Case("notices", "E309", NOTICE, NOTICE + "    amendments: [{target: subprojects/songs/colour, from: 甲, to: 乙}]\n"),
    Case("amendments", "E330", NOTICE, NOTICE + "    amendments: [{target: subprojects/songs/deadline, from: 2024-08-31, to: 2024-09-15}]\n"),
    Case("amendments", "E331", NOTICE, NOTICE + "    amendments: [{target: allocation/plan, from: 总工会, to: 工会}]\n"),
    Case("attachments", "E306", "allocation: plan}", "notice: 2024-upper/none}", files=with_upper()),
    Case("attachments", "E307", "allocation: plan}", "allocation: none}"),
    Case("attachments", "E307", "form: nomination}", "form: none}"),
    Case("attachments", "E119", "allocation: plan}", "file: 表.docx}"),
    Case("attachments", "E305", "allocation: plan}", "notice: 2024-small/launch}"),
    Case("inner_references", "E307", "forms: [nomination]", "forms: [none]"),
    Case("inner_references", "E307", "platforms: [portal]", "platforms: [none]"),
    Case("inner_references", "E308", "    media: [audio]\n", "    relay_of: 2024-upper/films\n", files=with_upper()),
    Case("inner_references", "E302", "year: 2024\n", "year: 2024\nquotas: [{of: 2024-none, min: 1, printed: 至少报送2首}]\n"),
    Case("entries", "E315", files={f"{HOME}/entries/films/1/entry.yml": ENTRY}),
    Case("entries", "E313", files={f"{HOME}/entries/songs/1/entry.yml": ENTRY + "consent: none\n"}),
    Case("entries", "E307", files={f"{HOME}/entries/songs/1/entry.yml": ENTRY + "honours: [{award: none}]\n"}),
    Case("requests", "E701", files={"content/a.md": "[[contacts:none]]\n"}),
    Case("requests", "E702", files={"content/a.md": "[歌](campaign:2024-small/films)\n"}),
    Case("requests", "E703", files={"content/a.md": "见：[[contacts:2024-small]]\n"}),
    Case("bodies", "E112", "body: notices/launch.txt", "body: notices/start.txt"),
    Case("bodies", "E114", files={f"{HOME}/notices/old.txt": "旧\n"}),
    Case("special_lines", "E314", body=BODY + "[[form:none]]\n"),
    Case("special_lines", "E314", body=BODY + "　　[[from:nomination]] \n"),
    Case("wording", "E401", "text: 歌曲时长不超过6分钟", "text: 歌曲时长不超过8分钟"),
    Case("wording", "E402", "name: 张三", "name: 李四"),
    Case("wording", "E403", "0591-87715076", "0591-87715067"),
    Case("wording", "E401", NOTICE, "    recipients: 各县（市、区）总工会，各产业工会\n"),
    Case("wording", "E402", NOTICE, NOTICE + "    signature: [某市总工会, 某市委网信办]\n"),
    Case("errata_texts", "E404", NOTICE, NOTICE + "    errata: [{where: 一, class: T, printed: 甲乙, reading: 丙丁}]\n"),
    Case("errata_texts", "E405", NOTICE, NOTICE + "    errata: [{where: 一, class: P, printed: 甲乙}]\n"),
    Case("errata_texts", "E405", NOTICE, NOTICE + "    errata: [{where: 一, class: X, printed: 甲乙}]\n"),
    Case("errata_texts", "E406", NOTICE, NOTICE + "    errata: [{where: 一, class: T, printed: 组织专家评审, reading: 有关事项}]\n"),
    Case("table_totals", "E501", "declared_total: [20]", "declared_total: [21]"),
    Case("table_totals", "E502", "[西区总工会, 7]", "[西区总工会, 7, 7]"),
    Case("table_totals", "E503", "declared_total: [20]", "declared_total: [20, 20]"),
    Case("table_totals", "E504", "[西区总工会, 7]", "[东区总工会, 7]"),
    Case("printed_dates", "E512", "when: 2024-09\n", "when: 2024-10\n"),
    Case("printed_dates", "E513", "printed: 8月30日前,", "printed: 8月30日（星期四）前,", body=BODY.replace("8月30日前", "8月30日（星期四）前")),
    Case("printed_dates", "E515", "printed: 8月30日前, when: 2024-08-30", "when: 2042-08-30"),
    Case(
        "stage_order",
        "E511",
        "schedule:\n",
        "schedule:\n  - {name: 评审, when: 2024-09}\n",
    ),
    Case("date_order", "E514", NOTICE, NOTICE + "    issued: {when: 2024-09-01}\n"),
    Case("date_order", "E516", NOTICE, NOTICE + "    issued: {when: 2024-04-07}\n    printed_on: {when: 2024-04-06}\n"),
    Case("date_order", "E517", NOTICE, NOTICE + "    objection_period: {printed: 专家评审, start: 2024-11-08, end: 2024-11-01}\n"),
    Case("quota_units", "E312", "units: 各县（市、区）总工会, min", "units: 各产业工会, min"),
    Case("quota_direction", "W501", "year: 2024\n", "year: 2024\nquotas: [{of: 2024-upper, per: subproject, min: 12, printed: 至少报送2首}]\n", files=with_upper()),
    Case("plan_against_table", "W502", "year: 2024\n", "year: 2024\ntargets: [{name: 场次, value: 21, printed: 2首, tier: city}]\n"),
    Case("relayed_hosts", "W504", "    media: [audio]\n", "    relay_of: 2024-upper/songs\n    hosts: [某市总工会]\n", files=with_upper()),
    Case("citizen_numbers", "E601", body=BODY + "身份证号11010519491231002X\n"),
    Case("citizen_numbers", "E601", files={f"{HOME}/entries/songs/1/entry.yml": ENTRY + "statement: 11010519491231002X\n"}),
    Case("undeclared_mobiles", "E602", body=BODY + "咨询13800138000\n"),
    Case("notices", "E307", NOTICE, NOTICE + "    results: {awards: [songs/first], state: proposed}\n"),
    Case("objection_periods", "W509", NOTICE, NOTICE + PERIOD.format("")),
    Case("objection_periods", "W503", NOTICE, NOTICE + PERIOD.format(", working_days: 4" + CHANNEL)),
    Case("objection_periods", "W503", NOTICE, NOTICE + PERIOD.format(CHANNEL), body=BODY + "专家评审4个工作日\n", more=(("printed: 专家评审", "printed: 专家评审4个工作日"),)),
    Case("objection_periods", "W503", NOTICE, NOTICE + PERIOD.format(CHANNEL), body=BODY + "专家评审八个自然日\n", more=(("printed: 专家评审", "printed: 专家评审八个自然日"),)),
    Case("objection_periods", "W511", NOTICE, NOTICE + PERIOD.replace("2024", "2035").format(", working_days: 5" + CHANNEL)),
    Case("objection_periods", "E512", NOTICE, NOTICE + PERIOD.format(CHANNEL), body=BODY + "专家评审（9月2日至8日）\n", more=(("printed: 专家评审", "printed: 专家评审（9月2日至8日）"),)),
    Case("releases", "W603", files=entry(SHOWN.replace("consent: form-2024\n", ""))),
    Case("releases", "W603", files=entry(SHOWN.replace("approval: {by: 甲, on: 2024-09-01}\n", ""))),
    Case("releases", "E604", files=entry(ENTRY.replace("received", "withdrawn"))),
    Case("releases", "W605", files=entry(SHOWN + "withdrawn: {on: 2024-10-01, reason: 作者申请}\n")),
    Case("releases", "W606", "covers: [publication]", "covers: [name, unit]", files=entry(SHOWN)),
    Case("releases", "W606", "    media: [audio]\n", "    media: [audio]\n    subject: person\n", files=entry(SHOWN)),
    Case("honours", "E320", "    media: [audio]\n", "    awards: [{id: best, title: 最佳歌曲}]\n  - {id: films, tier: city, title: 歌曲征集}\n", files={f"{HOME}/entries/films/1/entry.yml": ENTRY + "honours: [{award: best}]\n"}, more=(("    requirements:\n      - text: 歌曲时长不超过6分钟\n        check: {media: audio, duration: {max: 6min}}\n    quotas:\n      - {units: 各县（市、区）总工会, min: 2, printed: 至少报送2首}\n    forms: [nomination]\n    platforms: [portal]\n", ""),)),
    Case("honours", "W507", files=entry(SHOWN + "honours: [{award: first}]\n")),
    Case("honours", "W508", files={**entry(SHOWN + "honours: [{award: first, state: confirmed}]\n"), f"{HOME}/entries/songs/2/entry.yml": SHOWN + "honours: [{award: first, state: confirmed}]\n"}),
    Case("media_files", "E801", files=entry(SHOWN + "media: [{file: 1.jpg, alt: 灯}]\n")),
    Case("media_files", "E802", files={**entry(SHOWN + "media: [{file: 1.jpg, alt: 灯}]\n"), f"{SONG}/1.jpg": ""}),
    Case("media_files", "E803", files={**entry(SHOWN + "media: [{file: 1.jpg, alt: 灯}]\n"), f"{SONG}/1.jpg": "x"}),
    Case("media_files", "E805", files=entry(SHOWN + f"media: [{{file: 1.jpg, alt: 灯, sha256: {'ab' * 32}}}]\n"), pictures=("1.jpg",)),
    Case("media_files", "E809", files=entry(SHOWN + "media: [{file: 1.jpg, alt: 灯}, {file: 1.jpg, alt: 灯}]\n"), pictures=("1.jpg",)),
    Case("media_files", "W811", files=entry(ENTRY + "media: [{file: 1.jpg}]\n")),
    Case("media_files", "W812", files=entry(ENTRY), pictures=("1.jpg",)),
    Case("requirements", "E810", "{media: audio, duration: {max: 6min}}", "{media: audio}", files=entry(SHOWN)),
    Case("requirements", "E810", "        check: {media: audio, duration: {max: 6min}}", "        modality: must_not\n        check: {media: image}", files=entry(SHOWN + "media: [{file: 1.jpg, alt: 灯}]\n"), pictures=("1.jpg",)),
    Case("requirements", "W810", "        check: {media: audio, duration: {max: 6min}}", "        modality: should\n        check: {media: audio}", files=entry(SHOWN)),
    Case("requirements", "W811", "{media: audio, duration: {max: 6min}}", "{media: audio}", files=entry(ENTRY)),
    Case("descriptions", "W813", files=entry(SHOWN + "media: [{file: 1.jpg}]\n"), pictures=("1.jpg",)),
    Case("units", "W510", files=entry(SHOWN + "unit: 西区总工会\n")),
    Case("votes", "E321", "year: 2024\n", "year: 2024\nvoting: {printed: 专家评审, totals: votes.csv}\n"),
    Case("votes", "E322", "year: 2024\n", "year: 2024\nvoting: {printed: 专家评审, totals: votes.csv}\n", files={f"{HOME}/votes.csv": "编号,票数\n9,3\n"}),
    Case("votes", "E102", files={f"{HOME}/votes.csv": "编号,票数\n"}),
    Case("unfilled", "W180", "region: 某市", "region: 【请填写地方】"),
    Case("unfilled", "W180", body=BODY + "【请填写落款】\n"),
    Case("unfilled", "W180", files=entry(ENTRY + "statement: 【请填写说明】\n")),
)  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.code}")
def test_a_rule_finds_its_fault(case: Case, tmp_path: Path) -> None:
    assert [p.code for p in check(case.project(tmp_path)).problems] == [case.code]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}-{case.code}")
def test_without_the_rule_nobody_finds_it(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checking, "RULES", tuple(rule for rule in RULES if rule.__name__ != case.rule))
    found = [p.code for p in check(case.project(tmp_path)).problems]
    if "11010519491231002X" in str(case.files):
        assert found == ["E601"]  # the entry's reader refuses it as well
    else:
        assert case.code not in found


@pytest.mark.parametrize(
    "sender",
    [
        "unit: east",
        "unit: 东 区总工会",
        "unit: 西区总工会\nrecommended_by: 东区总工会",
        "unit: 西区总工会\ncredits: [{name: 示例甲, unit: 东区总工会}]",
        "recommended_by: 西区总工会",
    ],
)
def test_a_work_that_counts_for_a_unit_is_not_called_uncounted(sender: str, tmp_path: Path) -> None:
    """The border of W510: whatever `works_by_unit` counts by; and a work that names no unit has nothing to mend."""
    assert check(small_project(tmp_path, entry(f"{SHOWN}{sender}\n"))).problems == ()


@pytest.mark.parametrize(
    ("bounds", "codes"),
    [
        ("min: 3", []),
        ("min: 9", []),
        ("min: 10", ["W501"]),
        ("min: 3, max: 10", []),
        ("min: 11, max: 20", ["W501"]),
    ],
)
def test_quotas_that_can_both_be_kept_are_no_contradiction(
    bounds: str, codes: list[str], tmp_path: Path
) -> None:
    """The border of W501: the upper notice says 不超过10."""
    quota = f"quotas: [{{of: 2024-upper, per: subproject, {bounds}, printed: 至少报送2首}}]\n"
    root = small_project(tmp_path, with_upper(), yaml=changed("year: 2024\n", f"year: 2024\n{quota}"))
    assert [p.code for p in check(root).problems] == codes


def test_every_rule_has_a_case() -> None:
    assert {case.rule for case in CASES} == {rule.__name__ for rule in RULES}


@pytest.mark.parametrize(
    ("code", "case", "erratum"),
    [
        (
            "E501",
            CASES[[c.code for c in CASES].index("E501")],
            "{where: 附件1, class: X, about: allocation/plan}",
        ),
        ("E512", CASES[[c.code for c in CASES].index("E512")], "{where: 一, class: P, printed: 2024年9月}"),
        (
            "E513",
            CASES[[c.code for c in CASES].index("E513")],
            "{where: 一, class: P, printed: 8月30日（星期四）前}",
        ),
        ("W501", CASES[[c.code for c in CASES].index("W501")], "{where: 二, class: X, about: quotas}"),
        (
            "W502",
            CASES[[c.code for c in CASES].index("W502")],
            "{where: 附件1, class: X, about: allocation/plan}",
        ),
        (
            "W504",
            CASES[[c.code for c in CASES].index("W504")],
            "{where: 二, class: X, about: subprojects/songs}",
        ),
    ],
)
def test_an_erratum_acknowledges_what_stands_so_in_the_source(
    code: str, case: Case, erratum: str, tmp_path: Path
) -> None:
    known = Case(
        case.rule,
        code,
        case.old,
        case.new,
        case.body,
        case.files,
        (*case.more, (NOTICE, f"{NOTICE}    errata: [{erratum}]\n")),
    )
    assert check(known.project(tmp_path / "known")).problems == ()
    mended = (
        erratum.replace("class: X", "class: T")
        .replace("class: P", "class: T")
        .replace("printed:", "reading:")
    )
    other = Case(
        case.rule,
        code,
        case.old,
        case.new,
        case.body,
        case.files,
        ((NOTICE, f"{NOTICE}    errata: [{mended}]\n"),),
    )
    assert code in [p.code for p in check(other.project(tmp_path / "mended")).problems]


def test_a_long_slip_does_not_excuse_a_short_text_in_it(tmp_path: Path) -> None:
    """An erratum for 2023年4月至12月 must not acknowledge every 4月 of the campaign."""
    body = BODY.replace("评审（2024年9月）", "评审（9月）").replace("现将", "2023年9月至12月，现将")
    yaml = changed("printed: 2024年9月\n    when: 2024-09", "printed: 9月\n    when: 2024-10")
    yaml = changed(
        NOTICE, f"{NOTICE}    errata: [{{where: 一, class: P, printed: 2023年9月至12月}}]\n", text=yaml
    )
    assert [p.code for p in check(small_project(tmp_path, yaml=yaml, body=body)).problems] == ["E512"]


@pytest.mark.parametrize(
    "printed", ["（0591）87715076", "(0591)-87715076", "（0591） 8771 5076", "0591—87715076"]
)
def test_a_number_may_be_printed_in_any_of_these_ways(tmp_path: Path, printed: str) -> None:
    body = BODY.replace("0591-87715076", printed)
    assert body != BODY
    assert "E403" not in {p.code for p in check(small_project(tmp_path, body=body)).problems}
