"""Where the peers are on this machine; whoever is absent is named, and nothing is downloaded."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

KEPT = Path(__file__).resolve().parents[2] / ".cache/bench"
"""Where `make bench-peers` puts them: `venv` and `node`."""


@dataclass(frozen=True, slots=True)
class Tools:
    """How each peer is called, None for those that are absent, and the versions of those that are there."""

    hugo: str | None
    node: str | None
    modules: Path | None
    pagefind: tuple[str, ...] | None
    versions: dict[str, str]

    @property
    def eleventy(self) -> tuple[str, ...] | None:
        return self._module("@11ty/eleventy", "cmd.cjs")

    @property
    def sharp(self) -> Path | None:
        return self.modules / "sharp" if self._module("sharp", "package.json") and self.modules else None

    def _module(self, name: str, file: str) -> tuple[str, ...] | None:
        path = self.modules / name / file if self.modules else None
        return (self.node, str(path)) if self.node and path and path.is_file() else None

    @property
    def absent(self) -> list[str]:
        """Peers that cannot be measured here."""
        there = {"Hugo": self.hugo, "Eleventy": self.eleventy, "sharp": self.sharp, "Pagefind": self.pagefind}
        return [name for name, how in there.items() if not how]


def find() -> Tools:
    """$HUGO, $BENCH_NODE_MODULES, what `make bench-peers` installed, or what is on PATH."""
    hugo = _hugo()
    node = shutil.which("node")
    places = [Path(os.environ["BENCH_NODE_MODULES"])] if "BENCH_NODE_MODULES" in os.environ else []
    modules = next((place for place in (*places, KEPT / "node/node_modules") if place.is_dir()), None)
    pagefind = _pagefind(modules)
    versions = {}
    if hugo:
        versions["Hugo"] = _said(hugo, "version")
    if node:
        versions["Node"] = _said(node, "--version")
    for name, module in (("Eleventy", "@11ty/eleventy"), ("sharp", "sharp")):
        if modules and node and (modules / module / "package.json").is_file():
            versions[name] = json.loads((modules / module / "package.json").read_bytes())["version"]
    if pagefind:
        versions["Pagefind"] = _said(*pagefind, "--version")
    return Tools(hugo, node, modules, pagefind, versions)


def _hugo() -> str | None:
    """The program itself: the one on PyPI is a Python script that starts it, which is not to be timed."""
    for name in (os.environ.get("HUGO"), str(KEPT / "venv/bin/hugo"), "hugo"):
        if name and (path := shutil.which(name)):
            inner = Path(path).resolve().parents[1].glob("lib/python3*/site-packages/hugo/binaries/hugo*")
            with open(path, "rb") as file:
                script = file.read(2) == b"#!"
            return str(next(inner, path)) if script else path
    return None


def _pagefind(modules: Path | None) -> tuple[str, ...] | None:
    if modules and (modules / ".bin/pagefind").exists():
        return (str(modules / ".bin/pagefind"),)
    npx = shutil.which("npx")
    asked = (npx, "--no-install", "pagefind") if npx else None
    return asked if asked and _said(*asked, "--version") else None


def _said(*argv: str) -> str:
    """The version in what a command says, empty when it fails."""
    try:
        run = subprocess.run(argv, capture_output=True, text=True, check=False, timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"\d+\.\d+[.\d]*", run.stdout)
    return found[0] if found and run.returncode == 0 else ""
