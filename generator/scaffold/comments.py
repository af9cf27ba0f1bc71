"""Templates with every optional key as a comment: a line `#+ Record` becomes one comment for each key not yet written.

The words and the example of a comment are those of the field reference. Whoever takes the `# ` away has sound YAML.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from string import Template

from generator.schema.records import Key, keys, records
from generator.schema.words import KeyWords, plain, words
from generator.yamlwriting import scalar, written

_MARKER = re.compile(r"(?P<pad> *)#\+ (?P<record>\w+)")
_KEY = re.compile(r"(?P<pad> *)(?P<dash>- )?(?P<key>[a-z_]+):(?: |$)")
_COMMENTED = re.compile(r"(?P<pad> *)# (?P<key>[a-z_]+):(?: |$)")


def template(name: str, **values: str) -> str:
    """The text of a template beside this module with `$name` replaced; nothing is quoted. KeyError for a missing value."""
    return Template(Path(__file__).with_name(name).read_text(encoding="utf-8")).substitute(values)


def in_yaml(value: str) -> str:
    """A value as it stands in a template: plain or quoted."""
    return scalar(value, flow=True)


def explained(text: str, *, year: int | None = None) -> str:
    """The YAML with its marker lines replaced by the comments of the keys that the mapping around each does not have.

    With `year` the examples are of that year.
    """
    lines = text.split("\n")
    done: list[str] = []
    for number, line in enumerate(lines):
        found = _MARKER.fullmatch(line)
        if not found:
            done.append(line)
            continue
        given = _given(lines, number, len(found["pad"]))
        for key in keys(records()[found["record"]]):
            if key.name not in given:
                comment = _comment(key, words()[found["record"]].keys[key.name], found["pad"])
                done += comment if year is None else (_of_year(one, year) for one in comment)
    return "\n".join(done)


def _given(lines: list[str], number: int, column: int) -> set[str]:
    """The keys, commented ones included, of the mapping around a line, whose keys stand at `column`."""
    found: set[str] = set()
    for line in reversed(lines[:number]):
        if commented := _COMMENTED.match(line):
            found |= {commented["key"]} if len(commented["pad"]) == column else set()
            continue
        key, start = _start(line, column)
        if start < column:
            break
        if key and start == column:
            found.add(key["key"])
            if key["dash"]:
                break
    for line in lines[number + 1 :]:
        key, start = _start(line, column)
        if start < column or (key and key["dash"] and start == column):
            break
        if key and start == column:
            found.add(key["key"])
    return found


def _start(line: str, column: int) -> tuple[re.Match[str] | None, int]:
    """The key that a line begins with, and where it stands; a line without anything, or a comment, stands nowhere."""
    if not line.strip() or line.lstrip().startswith("#"):
        return None, column + 1
    key = _KEY.match(line)
    return key, len(key["pad"]) + len(key["dash"] or "") if key else len(line) - len(line.lstrip())


def _of_year(line: str, year: int) -> str:
    """An example (all are of 2030 and the years after) in another year."""
    return re.sub(r"203[0-2]", lambda found: str(int(found.group()) - 2030 + year), line)


def _comment(key: Key, said: KeyWords, pad: str) -> Iterator[str]:
    """An example of a key, commented out, with what it means behind its first line."""
    lines = written({key.name: said.examples[0]}).splitlines()
    mark = "（必填）" if key.required else ""
    yield f"{pad}# {lines[0]}  # {said.title}{mark}：{_in_short(said)}"
    for line in lines[1:]:
        yield f"{pad}# {line}"


def _in_short(said: KeyWords) -> str:
    """What to write, in one line: the first sentence, and the fixed words."""
    first = plain(said.description).partition("。")[0]
    listed = "、".join(f"{word} {meaning.partition('：')[0]}" for word, meaning in said.choices.items())
    return f"{first}（{listed}）" if listed and len(listed) <= 80 else first
