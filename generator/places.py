"""Where each record is written, and which of its parts could not be read.

A file on its way into the model is a tree of `Part` and `Parts`: plain dicts and lists for pydantic that remember the
nodes they came from, also after a misspelt key was read under its right name or a faulty part was left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from collections.abc import Mapping as AnyMapping
from typing import Any, NamedTuple

from msgspec import Struct, field
from msgspec.structs import astuple

from generator.model.record import Record
from generator.problems import Place
from generator.yamltext import Mapping, Node, Scalar, Sequence

YAML_KEYS = {"type": "class", "former": "from"}
"""Fields whose YAML key is a Python keyword."""


class Part(dict[str, Any]):
    """A mapping on its way into the model. `hurt` names the keys below which something was left out."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.children: dict[str, Node] = {}
        self.key_places: dict[str, Place] = {}
        self.renamed: set[str] = set()
        self.hurt: set[str] = set()
        self.meant = ""

    def drop(self, key: str) -> None:
        """Leave out one key."""
        self.pop(key, None)
        self.children.pop(key, None)
        self.hurt.add(key)

    def rename(self, key: str, right: str) -> None:
        """Read what stands under a misspelt key as if the key were right."""
        self[right] = self.pop(key)
        self.children[right] = self.children.pop(key)
        self.key_places[right] = self.key_places.pop(key)
        self.renamed.add(right)


class Parts(list[Any]):
    """A list on its way into the model; `nodes` follows what is left out."""

    def __init__(self, place: Place) -> None:
        super().__init__()
        self.place = place
        self.nodes: list[Node] = []

    def drop(self, index: int) -> None:
        """Leave out one item."""
        del self[index], self.nodes[index]


def part_of(node: Node) -> Any:
    """Turn a node into text, `Part` or `Parts`."""
    if isinstance(node, Scalar):
        return node.text
    if isinstance(node, Sequence):
        parts = Parts(node.place)
        parts.extend(part_of(item) for item in node.items)
        parts.nodes.extend(node.items)
        return parts
    part = Part(node.place)
    for key, value in node.items:
        part[key.text] = part_of(value)
        part.children[key.text] = value
        part.key_places[key.text] = key.place
    return part


class Written(Struct, frozen=True):
    """One record with its place, the nodes of its keys, and the keys whose value is not what the file says."""

    record: Record
    place: Place
    children: AnyMapping[str, Node]
    hurt: frozenset[str]


class Later(NamedTuple):
    """A remembered record, the name of its file, and how to read it."""

    record: Record
    file: str
    read: Callable[[], Mapping | None]


class Places(Struct, frozen=True):
    """Where each record and each of its fields is written. Holds the records, so their identities stay valid.

    `unsound` are the lines (file and number) whose YAML was mended to be read: their values are a guess.
    """

    unsound: frozenset[tuple[str, int]] = frozenset()
    records: dict[int, Written] = field(default_factory=dict)
    later: dict[int, Later] = field(default_factory=dict)
    """Records whose file was not read, since they are remembered: it is when somebody asks where they stand."""
    _holders: dict[int, int] = field(default_factory=dict)

    def of(self, record: Record, name: str | None = None, index: int | None = None) -> Place:
        """The place of a record, of a field's value, or of one item of a listed field."""
        written = self.records.get(id(record)) or self._looked_up(record)
        child = written.children.get(YAML_KEYS.get(name, name)) if name else None
        if child is None:
            return written.place
        if index is not None and isinstance(child, Sequence) and index < len(child.items):
            return child.items[index].place
        return child.place

    def hurt(self, record: Record, *names: str) -> bool:
        """Whether something of these fields (of any, when none is named) was left out or guessed for its faults."""
        written = self.records.get(id(record))
        if written is None:
            return False  # remembered: it was sound
        hurt = written.hurt
        if self.unsound:
            places = {key: node.place for key, node in written.children.items()}
            hurt |= {key for key, place in places.items() if (place.file, place.line) in self.unsound}
        return bool(hurt.intersection(YAML_KEYS.get(name, name) for name in names) if names else hurt)

    def _looked_up(self, record: Record) -> Written:
        """Read the file of the remembered record that holds `record`."""
        if id(record) not in self.later and not self._holders:
            for holder, one in self.later.items():
                self._holders.update(dict.fromkeys(_ids(one.record), holder))
        one = self.later[self._holders.get(id(record), id(record))]
        node = one.read()
        raw = part_of(node) if node is not None else Part(Place(one.file))
        self.locate(one.record, raw, raw.place)
        for inner in _ids(one.record):  # the file changed under our hands
            self.records.setdefault(inner, Written(one.record, Place(one.file), {}, frozenset()))
        return self.records[id(record)]

    def locate(self, value: object, raw: Any, place: Place) -> None:
        """Remember where `value`, read from `raw`, and every record in it are written."""
        if isinstance(value, Record):
            if not isinstance(raw, Part):
                self.records[id(value)] = Written(value, place, {}, frozenset())
                return
            self.records[id(value)] = Written(value, raw.place, raw.children, frozenset(raw.hurt))
            for name in value.__struct_fields__:
                key = YAML_KEYS.get(name, name)
                if key in raw:
                    node = raw.children.get(key)
                    self.locate(getattr(value, name), raw[key], node.place if node else raw.place)
        elif isinstance(value, tuple) and isinstance(raw, Parts):
            for item, node, part in zip(value, raw.nodes, raw, strict=False):
                self.locate(item, part, node.place)
        elif isinstance(value, dict) and isinstance(raw, Part):
            for key, item in value.items():
                if key in raw.children:
                    self.locate(item, raw[key], raw.children[key].place)


def _ids(record: Record) -> Iterator[int]:
    """Identities of a record and of those it holds."""
    yield id(record)
    for value in astuple(record):
        for item in value if isinstance(value, tuple) else (value,):
            if isinstance(item, Record):
                yield from _ids(item)


def parts_with(part: Part) -> Parts:
    """A list that holds one part that stands in no file, placed where its owner stands."""
    parts = Parts(part.place)
    parts.append(part)
    parts.nodes.append(Mapping((), part.place))
    return parts
