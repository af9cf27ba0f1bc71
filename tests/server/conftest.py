"""A server that was pushed to once, nginx in front of it, and an editor: shared by the tests of the hooks."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.office import Editor, Office, first_editor, open_office
from tests.server.web import Web, nginx


@pytest.fixture(scope="package")
def office(tmp_path_factory: pytest.TempPathFactory) -> Office:
    """A server to which the first push was made."""
    base = tmp_path_factory.mktemp("office")
    office = open_office(base)
    editor = first_editor(base / "first", office)
    editor.commit()
    push = editor.push()
    assert push.accepted, push.told
    assert "发布完成" in push.told, push.told
    return office


@pytest.fixture(scope="package")
def web(office: Office) -> Iterator[Web]:
    with nginx(office.www / "current", office.base / "nginx") as running:
        yield running


@pytest.fixture
def editor(office: Office, tmp_path: Path) -> Editor:
    """An editor who has what is on main."""
    return office.clone(tmp_path / "clone")


@pytest.fixture
def configured(office: Office) -> Iterator[Office]:
    """The server, whose settings a test may change."""
    yield office
    office.configure()
