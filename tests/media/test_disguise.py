"""Files that pretend to be another kind: they open no other file and no connection."""

from __future__ import annotations

import threading
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from generator.media import films, images, sounds
from generator.media.memory import BUDGET, Memory
from generator.media.refusal import Refusal
from tests.media.moving import box, film
from tests.media.samples import encoded, faults, laden_jpeg, look, photo


@pytest.fixture
def server():
    """A server that notes who asks."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *_: object) -> None:
            pass

    httpd = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{httpd.server_port}/", asked
    httpd.shutdown()
    httpd.server_close()


def test_a_playlist_in_disguise_opens_nothing(tmp_path, server):
    """Neither by the pipeline nor by the part that decodes, were it ever asked: no other file, no request."""
    address, asked = server
    folder = tmp_path / "folder"
    folder.mkdir()
    secret = film(tmp_path / "secret.mp4", sound=None)
    texts = {
        "concat": f"ffconcat version 1.0\nfile '{secret}'\n",
        "concat-web": f"ffconcat version 1.0\nfile {address}a.mp4\n",
        "hls": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{address}a.ts\n#EXT-X-ENDLIST\n",
        "hls-file": f"#EXTM3U\n#EXT-X-TARGETDURATION:9\n#EXTINF:9,\n{secret}\n#EXT-X-ENDLIST\n",
        "sdp": "v=0\no=- 0 0 IN IP4 127.0.0.1\ns=x\nc=IN IP4 127.0.0.1\nt=0 0\nm=video 5004 RTP/AVP 96\n",
        "dash": f"<?xml version='1.0'?><MPD><Period><BaseURL>{address}</BaseURL></Period></MPD>",
    }
    for name, text in texts.items():
        (folder / f"{name}.mp4").write_text(text, encoding="utf-8")
        (folder / f"{name}.mp3").write_text(text, encoding="utf-8")
    assert {code for code, _ in faults(look(folder)).values()} == {"E803"}
    for path in folder.iterdir():
        for form in ("MP4", "MOV", "MP3"):
            with path.open("rb", buffering=0) as file, pytest.raises(Refusal) as caught:
                films.measure(file, form, thorough=True, memory=Memory(BUDGET))
            assert caught.value.code == "E802"
    assert asked == []


def test_a_film_that_refers_to_another_file_opens_nothing(tmp_path, server):
    """The data reference of a MOV may name a file or an address; the samples then are elsewhere."""
    address, asked = server
    data = film(tmp_path / "plain.mov", sound=None, form="mov").read_bytes()
    at = data.index(b"dref") - 4
    entry = box(b"url ", bytes(4) + address.encode() + b"\0")
    assert len(entry) > 12
    old = data[at : at + int.from_bytes(data[at : at + 4], "big")]
    new = box(b"dref", bytes(4) + b"\0\0\0\1" + entry)
    grown = len(new) - len(old)
    patched = bytearray(data[:at] + new + data[at + len(old) :])
    for name in (b"moov", b"trak", b"mdia", b"minf", b"dinf"):
        where = patched.index(name) - 4
        patched[where : where + 4] = (int.from_bytes(patched[where : where + 4], "big") + grown).to_bytes(
            4, "big"
        )
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "refers.mov").write_bytes(patched)
    look(folder)
    assert asked == []


def test_the_decoders_take_one_format_each(tmp_path):
    """What is asked for as one kind is never opened as another."""
    path = tmp_path / "a"
    path.write_bytes(encoded(photo(60, 40), "TIFF"))
    for form in ("JPEG", "PNG", "WEBP", "GIF", "AVIF"):
        with path.open("rb", buffering=0) as file, pytest.raises(Refusal):
            images.measure(file, form, thorough=True, memory=Memory(BUDGET))
    path.write_bytes(laden_jpeg(photo(60, 40)))
    with path.open("rb", buffering=0) as file, pytest.raises(Refusal):
        images.measure(file, "PNG", thorough=True, memory=Memory(BUDGET))
    film(path, sound=None, form="matroska")
    with path.open("rb", buffering=0) as file, pytest.raises(Refusal), sounds.opened(file, "MP4"):
        pass
