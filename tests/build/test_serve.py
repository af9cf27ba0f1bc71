"""The preview: what it serves, how it tells browsers, and that a fault leaves the last good site up."""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from generator import serve as server_module
from generator import tree
from generator.preview import CLIENT, Preview, content_type, find
from generator.serve import ServeError, listen, serve
from generator.watch import News, _changes, _observe, changes, look, renewed

PAGE = "<html><body>首页{}</body></html>"


def site_of(text: str) -> Callable[[Path], str]:
    """A rebuild that writes a little site."""
    files = {
        "index.html": PAGE.format(text).encode(),
        "404.html": "<body>没有</body>".encode(),
        "a/b/index.html": b"<p>ab",
        "a/c.txt": "文本".encode(),
        "v.mp4": bytes(range(200)),
        "empty/x.css": b"",
    }

    def rebuild(site: Path) -> str:
        tree.write(site, files.items(), verify=lambda tree, files: [])
        return ""

    return rebuild


@pytest.fixture
def preview(tmp_path: Path) -> Preview:
    return Preview(tmp_path / "site")


Get = Callable[..., tuple[http.client.HTTPResponse, bytes]]


@pytest.fixture
def get(preview: Preview) -> Iterator[Get]:
    """Ask the running server; `get("/x", Range="…")`."""
    server = listen(preview, 0)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()

    def ask(path: str, method: str = "GET", **headers: str) -> tuple[http.client.HTTPResponse, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", server.server_port, timeout=60)
        connection.request(method, path, headers=headers)
        response = connection.getresponse()
        try:
            return response, response.read()
        finally:
            connection.close()

    ask.port = server.server_port  # type: ignore[attr-defined]
    yield ask
    preview.close()
    server.shutdown()
    server.server_close()
    thread.join()


def test_pages_carry_the_script_and_their_version(preview: Preview, get: Get) -> None:
    assert preview.update(site_of("一")) == ""
    response, body = get("/")
    script = f'<script src="/zb-reload.js?v={preview.version}"></script>'
    assert body.decode() == PAGE.format("一").replace("</body>", script + "</body>")
    assert (response.status, response.headers["Content-Type"]) == (200, "text/html; charset=utf-8")
    assert response.headers["Cache-Control"] == "no-store"
    assert get("/a/b/?x=1")[1].decode() == "<p>ab" + script
    response, body = get("/zb-reload.js?v=1")
    assert (response.headers["Content-Type"], body.decode()) == ("text/javascript; charset=utf-8", CLIENT)


def test_files_have_their_type_and_ranges(preview: Preview, get: Get) -> None:
    preview.update(site_of(""))
    response, body = get("/a/c.txt")
    assert (response.headers["Content-Type"], body.decode()) == ("text/plain; charset=utf-8", "文本")
    response, body = get("/v.mp4", Range="bytes=10-19")
    assert (response.status, body, response.headers["Content-Range"]) == (
        206,
        bytes(range(10, 20)),
        "bytes 10-19/200",
    )
    assert get("/v.mp4", Range="bytes=190-")[1] == bytes(range(190, 200))
    assert get("/v.mp4", Range="bytes=0-9999")[1] == bytes(range(200))
    response, body = get("/v.mp4", Range="bytes=900-")
    assert (response.status, len(body)) == (200, 200)
    response, body = get("/v.mp4", "HEAD")
    assert (response.headers["Content-Length"], body) == ("200", b"")
    assert get("/", "HEAD")[1] == b""


def test_a_folder_gets_its_slash_and_never_another_host(preview: Preview, get: Get) -> None:
    preview.update(site_of(""))
    response, _ = get("/a/b?x=1")
    assert (response.status, response.headers["Location"]) == (301, "/a/b/?x=1")
    response, _ = get("//a/b")
    assert not (response.headers["Location"] or "/a").startswith("//")


@pytest.mark.parametrize("path", ["/no/", "/a/", "/a/c.txt/", "/empty/", "/zb-frame/", "/%00", "/a%5Cb/"])
def test_what_is_not_there_is_the_404_page(preview: Preview, get: Get, path: str) -> None:
    preview.update(site_of(""))
    response, body = get(path)
    assert response.status == 404
    assert body.decode().startswith("<body>没有<script")


@pytest.mark.parametrize(
    "path", ["/../secret", "/%2e%2e/secret", "/a/..%2f..%2fsecret", "/link/secret", "/..%2fsecret"]
)
def test_nothing_outside_the_site_is_served(tmp_path: Path, preview: Preview, get: Get, path: str) -> None:
    preview.update(site_of(""))
    (tmp_path / "secret").write_text("x")
    (preview.site / "link").symlink_to(tmp_path)
    assert get(path)[0].status == 404


def test_only_this_machine_may_ask(preview: Preview, get: Get) -> None:
    preview.update(site_of(""))
    assert get("/", Host="evil.example:8000")[0].status == 403
    assert get("/", Host="localhost:1234")[0].status == 200


def test_before_the_first_good_site_the_report_is_the_page(preview: Preview, get: Get) -> None:
    preview.update(lambda site: "a.yml:1:2 <错>")
    response, body = get("/campaigns/x/")
    assert response.status == 503
    assert "a.yml:1:2 &lt;错&gt;" in body.decode()
    assert "/zb-reload.js" in body.decode()


def test_a_fault_leaves_the_last_good_site_and_is_told(preview: Preview, get: Get) -> None:
    preview.update(site_of("一"))
    good = preview.version
    messages = preview.messages()
    assert json.loads(next(messages)[6:]) == {"version": good, "report": ""}
    assert preview.update(lambda site: "a.yml:1:2 错") == "a.yml:1:2 错"
    assert json.loads(next(messages)[6:]) == {"version": good, "report": "a.yml:1:2 错"}
    assert "首页一" in get("/")[1].decode()

    def broken(site: Path) -> str:
        raise RuntimeError("boom")

    assert "RuntimeError: boom" in preview.update(broken)
    assert "boom" in json.loads(next(messages)[6:])["report"]
    preview.update(site_of("二"))
    assert json.loads(next(messages)[6:]) == {"version": preview.version, "report": ""}
    assert preview.version != good
    assert "首页二" in get("/")[1].decode()
    assert next(preview.messages(beat=0))
    preview.close()
    assert list(messages) == []


def test_a_quiet_preview_keeps_the_line_open(preview: Preview) -> None:
    messages = preview.messages(beat=0)
    next(messages)
    assert next(messages).startswith(b":")


def test_browsers_hear_through_the_server(preview: Preview, get: Get) -> None:
    preview.update(site_of("一"))
    connection = http.client.HTTPConnection("127.0.0.1", get.port, timeout=60)  # type: ignore[attr-defined]
    connection.request("GET", "/zb-reload")
    response = connection.getresponse()
    assert response.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    first = json.loads(response.readline()[6:])
    response.readline()
    preview.update(site_of("二"))
    second = json.loads(response.readline()[6:])
    assert first["version"] != second["version"]
    assert second == {"version": preview.version, "report": ""}
    connection.close()


@pytest.mark.parametrize(
    ("name", "type_"),
    [
        ("a.html", "text/html; charset=utf-8"),
        ("a.CSV", "text/csv; charset=utf-8"),
        ("a.ics", "text/calendar; charset=utf-8"),
        ("a.vcf", "text/vcard; charset=utf-8"),
        ("a.json", "application/json; charset=utf-8"),
        ("a.svg", "image/svg+xml; charset=utf-8"),
        ("a.webp", "image/webp"),
        ("a.unknown", "application/octet-stream"),
    ],
)
def test_types(name: str, type_: str) -> None:
    assert content_type(Path(name)) == type_


def test_no_site_no_file(tmp_path: Path) -> None:
    assert find(tmp_path / "none", "/") is None


# Noticing changes. `look` is tried on files; the loop is driven by hand, without waiting for the system.


def test_a_look_sees_files_and_not_what_editors_leave(tmp_path: Path) -> None:
    (tmp_path / "c/deep").mkdir(parents=True)
    for name in ("c/a.yml", "c/deep/b.yml", "mkdocs.yml", "c/.a.yml.swp", "c/a.yml~", "c/~$a.docx", "c/#a#"):
        (tmp_path / name).write_text("x")
    seen = look([tmp_path / "c", tmp_path / "mkdocs.yml", tmp_path / "none"])
    assert {Path(p).relative_to(tmp_path).as_posix() for p in seen} == {
        "c/a.yml",
        "c/deep/b.yml",
        "mkdocs.yml",
    }


def test_only_true_changes_count(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.watch.QUIET", 0)
    path = tmp_path / "a.yml"
    path.write_text("1")
    news, ended, seen = News(), threading.Event(), []
    news.tell([])
    looks = iter([{"a": (1, 1)}, {"a": (1, 1)}, {"a": (1, 2)}, {"a": (1, 2)}])

    def next_look(paths: object) -> object:
        try:
            found = next(looks)
        except StopIteration:
            ended.set()
            return {}
        news.tell([])
        return found

    monkeypatch.setattr("generator.watch.look", next_look)
    seen = list(_changes([path], {"a": (1, 1)}, news, ended, 1))
    assert seen == [None]


def test_files_that_are_named_are_looked_at_alone(tmp_path: Path) -> None:
    (tmp_path / "c/deep").mkdir(parents=True)
    files = [tmp_path / name for name in ("c/a.yml", "c/deep/b.yml", "mkdocs.yml", "other")]
    for file in files:
        file.write_text("x")
    a, b, settings, other = map(str, files)
    tops = [tmp_path / "c", tmp_path / "mkdocs.yml"]
    before = look(tops)
    assert renewed(before, [], tops) is None
    assert renewed(before, [a, b, settings, other], tops) is None
    files[0].write_text("xx")
    assert renewed(before, [b], tops) is None
    assert renewed(before, [a, b], tops) == look(tops)
    assert renewed(before, [str(tmp_path / "c/deep"), a], tops) is None, "a folder holds more than is named"
    files[3].write_text("xx")
    (tmp_path / "c/.a.yml.swp").write_text("x")
    (tmp_path / "c/x.tmp").mkdir()
    (tmp_path / "c/x.tmp/new.yml").write_text("x")
    beside = [
        other,
        str(tmp_path / "c/.a.yml.swp"),
        str(tmp_path / "c/x.tmp/new.yml"),
        f"{tmp_path}/cc/a.yml",
    ]
    assert renewed(before, beside, tops) is None
    files[1].unlink()
    files[2].unlink()
    (tmp_path / "c/new.yml").write_text("x")
    assert renewed(before, [a, b, settings, str(tmp_path / "c/new.yml"), *beside], tops) == look(tops)


def test_of_a_named_file_the_others_are_not_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.watch.QUIET", 0)
    path, news, ended = tmp_path / "a.yml", News(), threading.Event()
    path.write_text("1")

    def refuse(paths: object) -> object:
        raise AssertionError(paths)

    monkeypatch.setattr("generator.watch.look", refuse)
    found = _changes([tmp_path], {str(path): (0, 0)}, news, ended, 1)
    news.tell([str(path)])
    assert next(found) is None
    news.tell([str(path)])
    with pytest.raises(AssertionError):
        next(found)  # it is as it was: what the news was about is found by a look at all


def test_without_word_from_the_system_files_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.watch.LOOK", 0)
    monkeypatch.setattr("generator.watch._observe", lambda paths, news: None)
    path, ended = tmp_path / "a.yml", threading.Event()
    path.write_text("1")
    with changes([path], ended) as seen:
        path.write_text("22")  # before anyone asks: nothing is missed
        assert next(seen) is None
        path.unlink()
        assert next(seen) is None
        ended.set()
        assert list(seen) == []


def test_the_system_tells_of_a_change(tmp_path: Path) -> None:
    news = News()
    (tmp_path / "content").mkdir()
    observer = _observe([tmp_path / "content", tmp_path / "mkdocs.yml"], news)
    if observer is None:
        pytest.skip("this system does not tell")
    try:
        (tmp_path / "content/new.md").write_text("x")
        assert news.came.wait(60)
        assert str(tmp_path / "content/new.md") in news.taken()
    finally:
        observer.stop()  # type: ignore[attr-defined]


def test_serve_from_start_to_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.watch.QUIET", 0)
    source, stop = tmp_path / "a.yml", threading.Event()
    said: list[str] = []
    built: list[Path] = []
    source.write_text("1")
    outcomes = iter(["", "a.yml:1:1 错", ""])

    def rebuild(site: Path) -> str:
        built.append(site)
        report = next(outcomes)
        if not report:
            site_of(str(len(built)))(site)
        if len(built) == 3:
            stop.set()
        else:
            source.write_text("x" * (len(built) + 1))
        return report

    serve(rebuild, watch=[source], port=0, say=said.append, stop=stop)
    assert len(built) == 3
    assert any("a.yml:1:1 错" in line for line in said)
    assert sum("http://127.0.0.1:" in line for line in said) == 2
    assert not built[0].parent.exists()


def test_a_port_in_use_is_a_sentence(tmp_path: Path, preview: Preview, get: Get) -> None:
    port = get.port  # type: ignore[attr-defined]
    with pytest.raises(ServeError, match=f"端口 {port} 用不了"):
        serve(lambda site: "", watch=[], port=port, say=lambda line: None)


def test_ctrl_c_ends_it_cleanly(monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []

    def interrupted(site: Path) -> str:
        raise KeyboardInterrupt

    serve(interrupted, watch=[], port=0, say=said.append)
    assert said[-1] == "预览结束。"
    assert server_module.HOSTS
