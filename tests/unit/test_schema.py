"""Schemas and field reference: words for every key, draft-07 as its meta-schema wants, all that is committed is valid."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, get_type_hints

import pytest
import yaml
from click.testing import CliRunner
from jsonschema import Draft7Validator
from pydantic import TypeAdapter, ValidationError

from generator.commands import commands
from generator.model import base, notice
from generator.model.campaign import AreaCode, Campaign
from generator.places import YAML_KEYS
from generator.schema.draft import campaign_schema, entry_schema
from generator.schema.files import REFERENCE, generated
from generator.schema.kinds import KINDS
from generator.schema.records import choices_in, keys, records
from generator.schema.reference import reference
from generator.schema.words import words
from tests.factories import CAMPAIGN, ROOT, changed

NAMES = sorted(records())
CASES = ROOT / "tests/problems"
BEYOND = {
    "E219": "which of two figures is the greater",
    "E221": "how many days a month has",
    "E222": "which of two days is the later",
}
"""Of the faults of single values, what a schema cannot say."""


@cache
def schema(name: str) -> Any:
    return json.loads({"campaign": campaign_schema, "entry": entry_schema}[name]())


@cache
def judge(name: str) -> Draft7Validator:
    return Draft7Validator(schema(name))


def as_text(node: yaml.Node) -> Any:
    """A file as we read it: every scalar is text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: as_text(value) for key, value in node.value}
    return [as_text(item) for item in node.value] if isinstance(node, yaml.SequenceNode) else node.value


def as_core(node: yaml.Node) -> Any:
    """A file as YAML 1.2 reads it (core schema, 10.3.2), as VS Code's server does."""
    if isinstance(node, yaml.MappingNode):
        return {str(as_core(key)): as_core(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [as_core(item) for item in node.value]
    return core(node.value) if not node.style or node.style == "plain" else node.value


def core(text: str) -> Any:
    """A plain scalar by YAML 1.2."""
    if text in ("", "~", "null", "Null", "NULL"):
        return None
    if text in ("true", "True", "TRUE", "false", "False", "FALSE"):
        return text.lower() == "true"
    if re.fullmatch(r"[-+]?[0-9]+", text):
        return int(text)
    if re.fullmatch(r"0x[0-9a-fA-F]+|0o[0-7]+", text):
        return int(text, 0)
    if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", text):
        return float(text)
    return text


def composed(text: str) -> yaml.Node:
    node = yaml.compose(text, Loader=yaml.CBaseLoader)
    assert node is not None
    return node


def faults(name: str, text: str) -> list[str]:
    """What the schema says of a file read in both ways; both must judge alike."""
    found = [
        [e.message for e in judge(name).iter_errors(read(composed(text)))] for read in (as_text, as_core)
    ]
    assert bool(found[0]) == bool(found[1]), found
    return found[0]


@pytest.mark.parametrize("name", NAMES)
def test_every_key_has_words_and_all_words_are_of_a_key(name: str) -> None:
    said = words()[name]
    assert set(said.keys) == {key.name for key in keys(records()[name])}
    for text in (said.title, said.description, *(one.title for one in said.keys.values())):
        assert re.search("[一-鿿]", text)
    for key in keys(records()[name]):
        one = said.keys[key.name]
        assert one.description.endswith(("。", "”"))
        assert one.examples
        if choices := choices_in(key.shape):
            assert list(one.choices) == list(choices)


def test_all_words_are_of_a_record() -> None:
    assert set(words()) == set(records())


def texts(value: Any) -> Any:
    """Data as our reader hands it to the models."""
    if isinstance(value, dict):
        return {key: texts(item) for key, item in value.items()}
    if isinstance(value, list):
        return [texts(item) for item in value]
    return {True: "true", False: "false"}[value] if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", NAMES)
def test_every_example_is_accepted_by_model_and_schema(name: str) -> None:
    model = records()[name]
    hints = get_type_hints(model, include_extras=True)
    fields = {YAML_KEYS.get(field, field): hint for field, hint in hints.items()}
    for key, said in words()[name].keys.items():
        for example in said.examples:
            TypeAdapter(fields[key]).validate_python(texts(example))
    for file in ("campaign", "entry"):
        whole = schema(file)
        own = whole if name.lower() == file else whole["definitions"].get(name, {})
        long = own["anyOf"][-1] if name in ("Host", "AllocationRow") and own else own
        for part in long.get("properties", {}).values():
            for example in part["examples"]:
                for data in (example, texts(example)):
                    Draft7Validator({**part, "definitions": whole["definitions"]}).validate(data)


@pytest.mark.parametrize("name", ["campaign", "entry"])
def test_the_schemas_are_draft_07(name: str) -> None:
    whole = schema(name)
    assert whole["$schema"] == "http://json-schema.org/draft-07/schema#"
    Draft7Validator.check_schema(whole)
    text = json.dumps(whole)
    assert "prefixItems" not in text
    assert '"$defs"' not in text
    for reference_ in re.findall(r'"\$ref": "#/definitions/(\w+)"', text):
        assert reference_ in whole["definitions"]


def test_all_committed_files_are_valid_read_in_both_ways() -> None:
    files = [
        *(ROOT / "campaigns").glob("*/campaign.yml"),
        *(ROOT / "campaigns").glob("*/entries/*/*/entry.yml"),
    ]
    assert len(files) > 100
    for path in files:
        assert faults(path.stem, path.read_text(encoding="utf-8")) == [], path


def edited(path: Path) -> tuple[str, str, str] | None:
    """Of a golden case: the code, the kind of file, and the file's faulty text, where it is one of ours and one edit."""
    head, _, report = path.read_text(encoding="utf-8").partition("=== report\n")
    case = yaml.safe_load(head)
    code = re.search(r"(?:错误|提醒) ([EW]\d{3})", report)
    edits = case.get("edits", ())
    if not code or len(edits) != 1:
        return None
    (edit,) = edits
    if "find" in edit and edit["in"].endswith("campaign.yml"):
        parts = (ROOT / edit["in"]).read_text(encoding="utf-8").split(edit["find"])
        nth = edit.get("nth", 1)
        return (
            code[1],
            "campaign",
            edit["find"].join(parts[:nth]) + edit["put"] + edit["find"].join(parts[nth:]),
        )
    if edit.get("write", "").endswith("entry.yml") and "text" in edit:
        return code[1], "entry", edit["text"]
    return None


def golden() -> dict[str, tuple[str, str, str]]:
    found = {path.stem: edited(path) for path in sorted(CASES.glob("*.txt"))}
    return {name: case for name, case in found.items() if case and case[0].startswith("E2")}


@pytest.mark.parametrize("name", golden())
def test_what_the_check_refuses_of_a_value_the_schema_refuses(name: str) -> None:
    code, file, text = golden()[name]
    assert code in BEYOND or not judge(file).is_valid(as_text(composed(text)))


def test_enough_golden_cases_are_held_against_the_schema() -> None:
    assert len(golden()) >= 25


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 好网民活动\n", ""),
        ("tier: city\nregion", "tier: town\nregion"),
        ("tier: city\nregion", "colour: red\ntier: city\nregion"),
        ("{name: 张三, phones: [0591-87715076, 139****0000]}", "{name: 张三}"),
        ("{name: 张三, phones: [0591-87715076, 139****0000]}", "{name: 张三, phones: 12351}"),
        ("when: 2024-05/2024-08", "when: 2024年5月"),
        ("min: 2, printed", "least: 2, printed"),
        ("[东区总工会, 13]", "[东区总工会]"),
        ("[东区总工会, 13]", "[东区总工会, 十三]"),
        (
            "{no: 1, title: 任务分配表, allocation: plan}",
            "{no: 1, title: 任务分配表, allocation: plan, form: nomination}",
        ),
        ("{no: 1, title: 任务分配表, allocation: plan}", "{no: 1, title: 任务分配表}"),
        ("id: songs", "id: page"),
        ("check: {media: audio, duration: {max: 6min}}", "check: {role: score}"),
        ("covers: [publication]", "covers: []"),
        ("title: 歌曲征集", "title:"),
    ],
)
def test_a_faulty_campaign_is_invalid(old: str, new: str) -> None:
    assert faults("campaign", CAMPAIGN) == []
    assert faults("campaign", changed(old, new))


ACCEPTED = {
    base.Text: ["歌曲", "2024", "0591", "1.5", "16:9", "NO", "2024-05-21"],
    base.LongText: ["一段\n又一段", "3"],
    base.Id: ["a", "2024-national", "0007", "12", "a" * 64],
    base.Reference: ["launch", "2024-national/launch", "7"],
    notice.Target: ["subprojects/songs/deadline", "schedule/1/milestones/1"],
    base.Url: ["http://fj12351.cn:85/", "https://www.example.com/a?b=1#c"],
    base.Email: ["a.b_c%d+e-f@example-1.com.cn", "w***g@example.com"],
    base.PhoneNumber: [
        *("0591-87715076", "020—86153203", "2886550", "0551-62886550转8012", "12351", "158****7098"),
        *("0551－62886550 转 8012", "+86-158****7098", "１２３５１"),
    ],
    base.Date: [
        *("2024", "2024-05", "2024-05-21", "2023-06-08T12:00+08:00", "2023-06-08T12:00:30", "2024-11/.."),
        *("../2024-09-30", "2024-05/2024-08", " 2024-05 "),
    ],
    base.Year: ["2024"],
    base.Whole: ["0", "20000", "007", " 5 "],
    base.Count: ["3000", "007"],
    base.Flag: ["true", "false"],
    base.Duration: ["6min", "30s", "1h30min", "5分钟", "1 h 30 min", "0.5s", "６min"],
    base.Size: ["50MB", "3KB", "1.5 GB", "50mb", "50M", "７MB"],
    base.AspectRatio: ["16:9", "16：9", "16: 9", "9:16"],
    base.Pixels: ["1920x1080", "1920×1080", "1080P", "4k", "1920 * 1080"],
    base.BodyPath: ["notices/launch.txt", "notices/launch-1.md"],
    base.FileName: ["1.jpg", "作品 1.jpg", "1"],
    base.Sha256: ["0" * 64, "ab" * 32],
    base.Visibility: ["public", "until-end", "until:2024-12-31", "until: 2024", "masked", "hidden"],
    AreaCode: ["0591", "010", "021"],
}
REFUSED = {
    base.Text: [""],
    base.LongText: [" "],
    base.Id: ["page", "A", "a b", "a-", "歌", "a" * 65],
    base.Reference: ["A/b", "a/", "a b"],
    notice.Target: ["subprojects/歌曲"],
    base.Url: ["www.example.com", "ftp://example.com", "http://a b"],
    base.Email: ["甲@example.com", "a@b"],
    base.PhoneNumber: ["张三", "十二"],
    base.Date: ["2024年5月", "8月30日", "2024-5", "2024-13", "..", "../.."],
    base.Year: ["24", "1024"],
    base.Whole: ["2万", "-1", "1.5", "1,000"],
    base.Count: ["3.5"],
    base.Flag: ["是", "yes"],
    base.Duration: ["6", "分钟"],
    base.Size: ["50", "大"],
    base.AspectRatio: ["16/9"],
    base.Pixels: ["1920", "高清"],
    base.BodyPath: ["launch.txt", "../launch.txt", "notices/A.txt"],
    base.FileName: ["a/b.jpg", ".hidden"],
    base.Sha256: ["ab"],
    base.Visibility: ["always"],
    AreaCode: ["591", "05910"],
}


def accepts(kind: Any, text: str) -> bool:
    try:
        TypeAdapter(kind).validate_python(text)
    except ValidationError:
        return False
    return True


def test_every_type_is_tried() -> None:
    assert set(ACCEPTED) == set(REFUSED) == set(KINDS)


@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS.values()])
def test_a_kind_of_value_is_judged_as_its_model_judges(kind: Any) -> None:
    own = Draft7Validator(dict(KINDS[kind].schema))
    for text in ACCEPTED[kind]:
        assert accepts(kind, text), text
        assert own.is_valid(text), text
        assert own.is_valid(core(text)), text
    for text in REFUSED[kind]:
        assert not accepts(kind, text), text
        assert not own.is_valid(text), text


def test_the_committed_files_are_fresh() -> None:
    for name, text in generated().items():
        assert (ROOT / name).read_text(encoding="utf-8") == text, f"{name}: run `zhanbang schema`"


def test_the_command_writes_what_is_stale_and_says_so(tmp_path: Path) -> None:
    def run(*more: str) -> tuple[int, str]:
        done = CliRunner().invoke(commands, ["schema", "--root", str(tmp_path), *more])
        return done.exit_code, done.output

    code, said = run("--check")
    assert code == 1
    assert "请运行 zhanbang schema" in said
    assert list(tmp_path.iterdir()) == []
    assert run()[0] == 0
    assert sorted(path.name for path in tmp_path.rglob("*.json")) == ["campaign.json", "entry.json"]
    assert run("--check")[0] == 0
    (tmp_path / "content/handbook").mkdir(parents=True)
    assert run("--check")[0] == 1
    (tmp_path / "schema/entry.json").write_text("{}", encoding="utf-8")
    code, said = run()
    assert code == 0
    assert "schema/entry.json" in said
    assert "campaign.json" not in said
    assert (tmp_path / REFERENCE).read_text(encoding="utf-8") == reference()
    assert run()[1] == "3 个文件都是最新的，没有改动。\n"
    assert not list(tmp_path.rglob("*/.*"))


def test_the_reference_explains_every_key_once_and_links_to_what_is_there() -> None:
    text = reference()
    anchors = re.findall(r"\{#([\w-]+)\}", text)
    assert len(anchors) == len(set(anchors))
    wanted = {f"{name.lower()}-{key.name}" for name, model in records().items() for key in keys(model)}
    assert wanted | {name.lower() for name in records()} | {"values"} == set(anchors)
    assert set(re.findall(r"\(#([\w-]+)\)", text)) <= set(anchors)
    required = set(re.findall(r"\{#([\w-]+)\} [^\n]*（必填）$", text, re.MULTILINE))
    assert required == {
        f"{name.lower()}-{key.name}"
        for name, model in records().items()
        for key in keys(model)
        if key.required
    }
    assert Campaign.__name__ in records()


def test_editors_programs_are_led_to_the_schemas() -> None:
    settings = json.loads((ROOT / ".vscode/settings.json").read_text(encoding="utf-8"))
    for name, pattern in settings["yaml.schemas"].items():
        assert (ROOT / name).is_file()
        assert list(ROOT.glob(pattern))
    recommended = json.loads((ROOT / ".vscode/extensions.json").read_text(encoding="utf-8"))
    assert recommended["recommendations"] == ["redhat.vscode-yaml"]
    for path in (ROOT / "campaigns").glob("*/campaign.yml"):
        first = path.read_text(encoding="utf-8").partition("\n")[0]
        found = re.fullmatch(r"# yaml-language-server: \$schema=(\S+)", first)
        assert found
        assert (path.parent / found[1]).is_file()
