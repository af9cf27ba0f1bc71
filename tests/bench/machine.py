"""What was measured on, and with which versions: enough to compare, nothing that names a machine or a folder."""

from __future__ import annotations

import os
import platform
import re
from importlib import metadata
from pathlib import Path


def machine() -> str:
    """Cores, memory and kernel."""
    text = Path("/proc/meminfo").read_text(encoding="ascii") if Path("/proc/meminfo").exists() else ""
    found = re.search(r"MemTotal:\s+(\d+)", text)
    memory = f", {int(found[1]) / 2**20:.0f} GiB" if found else ""
    kernel = re.match(r"[\d.]+", platform.release())
    return f"{os.cpu_count()} cores{memory}, {platform.system()} {kernel[0] if kernel else ''}".strip()


def versions() -> dict[str, str]:
    """Our own side."""
    names = ("mkdocs", "mkdocs-material", "Jinja2", "PyYAML", "pydantic", "pillow")
    return {
        "zhanbang": metadata.version("zhanbang"),
        "Python": platform.python_version(),
        **{name: metadata.version(name) for name in names},
    }
