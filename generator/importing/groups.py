"""Hosts that a heading names for all sub-projects below it: （一）影像板块（甲承办，乙协办）."""

from __future__ import annotations

import re

from generator.importing.headings import Node
from generator.importing.labels import label_at_start
from generator.importing.organs import hosts_of, is_organ
from generator.importing.received import Line

Hosts = tuple[tuple[tuple[str, str], ...], tuple[tuple[str, str], ...]]
"""Hosts and co-hosts, each with the address printed beside it."""
NOBODY: Hosts = ((), ())

_BRACKETS = re.compile(r"[（(]([^（）()]{5,120})[）)]")
_SAID = re.compile(r"(?:由)?(?P<who>.{3,60}?)(?:联合|共同|负责|具体)*(?P<what>承办|协办)")
_LABELLED = re.compile(r"(?P<what>承办|协办)(?:单位)?\s*[:：]\s*(?P<who>.{3,60})")


def hosts_of_group(node: Node) -> Hosts:
    """Who hosts what stands below a heading; nobody where neither its words nor a label right under it say so."""
    hosts: list[tuple[str, str]] = []
    aides: list[tuple[str, str]] = []
    said_by = [found.group(1) for found in _BRACKETS.finditer(node.text)]
    said_by += re.findall(r"[，,](由[^，。；,;（(]{3,60}承办)[。]?$", node.text)
    for words in said_by:
        for clause in re.split(r"[，,；;。]", words):
            said = _SAID.fullmatch(clause.strip()) or _LABELLED.fullmatch(clause.strip())
            names = hosts_of(said["who"]) if said else ()
            if said and names and all(is_organ(name) for name, _ in names):
                (hosts if said["what"] == "承办" else aides).extend(names)
    for piece in node.pieces:
        label = label_at_start(piece.text) if isinstance(piece, Line) else None
        if label and label.kind in ("host", "co-host") and label.value:
            (hosts if label.kind == "host" else aides).extend(hosts_of(label.value))
    return tuple(hosts), tuple(aides)
