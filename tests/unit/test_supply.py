"""Where the software comes from: pinned, hashed, licensed, and not asked for again while a site is built."""

from __future__ import annotations

import base64
import hashlib
import os
import re
import subprocess
import sys
import tomllib
import zipfile
from importlib import metadata
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from tests.audit import licences
from tests.recovery.projects import DAY, differing, look, rebuild, tiny

ROOT = Path(__file__).resolve().parents[2]
SITE, TEST = "requirements.lock", "requirements-test.lock"
_ENTRY = re.compile(
    r"(?P<name>[a-z0-9][a-z0-9-]*)==(?P<version>[^\s;\\]+)(?P<marker> ; [^\\\n]+)? \\\n"
    r"(?P<hashes>(?:    --hash=sha256:[0-9a-f]{64}(?: \\)?\n)+)"
)


def read(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def canonical(name: str) -> str:
    """The one spelling of a package's name (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


@pytest.mark.parametrize("name", [SITE, TEST])
def test_a_lock_holds_pinned_and_hashed_packages_and_nothing_else(name: str) -> None:
    """No address of an index, no path, no option: any mirror serves, and none is trusted."""
    text = read(name)
    found = list(_ENTRY.finditer(text))
    rest = [line for line in _ENTRY.sub("", text).splitlines() if line.strip() and not line.startswith("#")]
    assert rest == []
    assert len(found) > 30
    assert len({one["name"] for one in found}) == len(found)


def test_what_tests_use_is_what_the_site_is_built_with() -> None:
    site, test = dict(licences.locked(read(SITE))), dict(licences.locked(read(TEST)))
    assert {name: test.get(name) for name in site} == site


def test_every_dependency_is_locked_within_its_bounds() -> None:
    project = tomllib.loads(read("pyproject.toml"))["project"]
    extras = project["optional-dependencies"]
    asked = {SITE: [*project["dependencies"], *extras["av"], *extras["demo"], *extras["build"]]}
    asked[TEST] = [*asked[SITE], *extras["test"]]
    for lock, lines in asked.items():
        versions = dict(licences.locked(read(lock)))
        for requirement in map(Requirement, lines):
            version = versions[canonical(requirement.name)]
            assert requirement.specifier.contains(version), (lock, str(requirement), version)


def test_make_installs_with_hashes_only() -> None:
    lines = [
        line for line in read("Makefile").splitlines() if " pip install" in line and "/lock/" not in line
    ]
    hashed = [line for line in lines if "--require-hashes -r requirements" in line]
    ours = [line for line in lines if "--no-deps --no-build-isolation -e ." in line]
    assert len(hashed) == 2
    assert len(ours) == 1
    assert len(lines) == 3


def test_the_list_of_licences_is_fresh() -> None:
    assert licences.page(read(SITE)) == licences.PAGE.read_text(encoding="utf-8"), "run `make licences`"


def test_no_licence_is_unknown_and_copyleft_is_said() -> None:
    found = licences.packages(read(SITE))
    assert [one.name for one in found if not one.licence] == []
    assert [one.name for one in found if "GPL" in one.licence] == []
    page = licences.PAGE.read_text(encoding="utf-8")
    for word in ("libx264", "Open Font License", "Unicode License"):
        assert word in page


@pytest.mark.parametrize(
    ("told", "licence"),
    [
        ("License-Expression: MIT OR Apache-2.0\nLicense: other", "MIT OR Apache-2.0"),
        ("License: BSD-3-Clause", "BSD-3-Clause"),
        ("License: UNKNOWN\nClassifier: License :: OSI Approved :: MIT License", "MIT License"),
        (f"License: {'Permission is granted ' * 9}\nClassifier: License :: Public Domain", "Public Domain"),
        ("Classifier: Topic :: Software", ""),
    ],
)
def test_a_licence_is_read_from_the_metadata(tmp_path: Path, told: str, licence: str) -> None:
    folder = tmp_path / "x-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(
        f"Metadata-Version: 2.4\nName: x\nVersion: 1\n{told}\n", encoding="utf-8"
    )
    assert licences.licence(metadata.PathDistribution(folder).metadata) == licence


def test_a_package_that_is_not_the_locked_one_is_no_list() -> None:
    with pytest.raises(LookupError, match="0 is locked"):
        licences.page("click==0 \\\n")
    with pytest.raises(LookupError, match="not installed"):
        licences.page("no-such-package==1 \\\n")


def wheel(folder: Path) -> Path:
    """A package of one empty module."""
    info = "zb_example-1.0.dist-info"
    files = {
        "zb_example.py": "",
        f"{info}/METADATA": "Metadata-Version: 2.1\nName: zb-example\nVersion: 1.0\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        rows.append(f"{name},sha256={digest},{len(text)}\n")
    path = folder / "zb_example-1.0-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in {**files, f"{info}/RECORD": "".join(rows) + f"{info}/RECORD,,\n"}.items():
            archive.writestr(name, text)
    return path


@pytest.mark.parametrize("flipped", [False, True])
def test_one_flipped_digit_of_a_hash_stops_an_installation(tmp_path: Path, flipped: bool) -> None:
    """With the options of `make`, and a lock of the form of ours."""
    right = hashlib.sha256(wheel(tmp_path).read_bytes()).hexdigest()
    wrong = ("1" if right[0] == "0" else "0") + right[1:]
    text = f"zb-example==1.0 \\\n    --hash=sha256:{wrong if flipped else right}\n"
    assert _ENTRY.fullmatch(text)
    (tmp_path / SITE).write_text(text, encoding="utf-8")
    words = ["--isolated", "--disable-pip-version-check", "install", "--no-index", "--no-cache-dir"]
    words += ["--find-links", str(tmp_path), "--target", str(tmp_path / "here")]
    words += ["--require-hashes", "-r", str(tmp_path / SITE)]
    run = subprocess.run([sys.executable, "-m", "pip", *words], capture_output=True, text=True, check=False)
    assert (run.returncode != 0) == flipped, run.stderr
    assert ("DO NOT MATCH THE HASHES" in run.stderr) == flipped
    assert (tmp_path / "here/zb_example.py").exists() != flipped


def test_a_site_is_built_with_the_network_off(tmp_path: Path) -> None:
    """In a network namespace of its own there is nothing but a loopback that is down."""
    if subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("这里不能用 unshare -rn 断开网络")
    root = tiny(tmp_path / "project")
    alone = "import socket; print([name for _, name in socket.if_nameindex()]); socket.create_connection(('127.0.0.1', 9))"
    seen = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", alone], capture_output=True, text=True, check=False
    )
    assert seen.stdout.strip() == "['lo']"
    assert "Network is unreachable" in seen.stderr
    run = subprocess.run(
        [
            "unshare",
            "-rn",
            sys.executable,
            "-m",
            "generator",
            "build",
            "--root",
            str(root),
            "--as-of",
            str(DAY),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    assert differing(look(root / "site"), rebuild(tiny(tmp_path / "online"))) == []
