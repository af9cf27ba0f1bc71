"""Writes generator/LICENCES.md: under which terms everything comes that a built site needs. `make licences` runs it."""

from __future__ import annotations

import re
import sys
from importlib import metadata
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
LOCK = ROOT / "requirements.lock"
PAGE = ROOT / "generator/LICENCES.md"

_PINNED = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", re.MULTILINE)
_LONGEST = 60
"""Characters; what is longer in the field `License` is a licence's whole text and not its name."""

HEAD = """\
# Licences

What the project itself is under stands in [LICENSE](../LICENSE) (MIT). This page lists what it is made with. `make licences` writes it from `requirements.lock` and the metadata of the installed packages; `tests/unit/test_supply.py` fails when it is not what that would write.

## Carried in this repository

| what | where | licence |
| --- | --- | --- |
| a subset of Noto Serif CJK SC Bold, for posters and share cards | `generator/fonts/` | SIL Open Font License 1.1, [OFL.txt](fonts/OFL.txt) |
| order of Han characters by strokes, from CLDR | `generator/values/strokes.txt` | Unicode License v3 |

## GPL

`av` (PyAV) is under BSD-3-Clause itself, but its wheels carry FFmpeg (which calls itself LGPL version 3 or later) linked with libx264 and libx265, and those are GPL version 2 or later: as a whole the wheel is GPL code. It is an extra of this package and no dependency: without it everything works but audio and video. A site built with it is no work based on it; whoever hands the installed environment on to others has the duties of the GPL, the sources among them.

## Python packages of `requirements.lock`

Licence as the package's own metadata tells it.

"""


class Package(NamedTuple):
    """A locked package; `licence` is "" when its metadata tell none."""

    name: str
    version: str
    licence: str


def locked(text: str) -> list[tuple[str, str]]:
    """Names and versions in a lock file, in its order."""
    return _PINNED.findall(text)


def packages(text: str) -> list[Package]:
    """The packages of a lock file. Raises LookupError for one that is not installed in the locked version."""
    found = []
    for name, version in locked(text):
        try:
            told = metadata.metadata(name)
        except metadata.PackageNotFoundError:
            raise LookupError(f"{name} is not installed: run `make site`") from None
        if told["Version"] != version:
            raise LookupError(f"{name} {told['Version']} is installed, {version} is locked: run `make site`")
        found.append(Package(name, version, licence(told)))
    return found


def licence(told: metadata.PackageMetadata) -> str:
    """The licence in a package's metadata: its expression, else its name, else the classifiers (core metadata 2.4)."""
    if expression := told.get("License-Expression"):
        return str(expression)
    name = str(told.get("License") or "").strip()
    if name and name != "UNKNOWN" and "\n" not in name and len(name) <= _LONGEST:
        return name
    classes = [one for one in told.get_all("Classifier") or () if one.startswith("License ::")]
    return ", ".join(one.rpartition(" :: ")[2] for one in classes)


def page(text: str) -> str:
    """The whole page for a lock file. Raises LookupError."""
    rows = [f"| {one.name} | {one.version} | {one.licence} |" for one in packages(text)]
    return HEAD + "\n".join(("| package | version | licence |", "| --- | --- | --- |", *rows)) + "\n"


if __name__ == "__main__":
    try:
        PAGE.write_text(page(LOCK.read_text(encoding="utf-8")), encoding="utf-8")
    except LookupError as error:
        sys.exit(str(error))
    print(f"{PAGE.relative_to(ROOT)} is written")
