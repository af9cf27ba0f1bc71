"""Media made elsewhere: any `concurrent.futures` executor gives the bytes that this machine alone gives (row F8).

Threads play the other machines here; a cluster of processes, one of them killed, is in test_executor_cluster.py.
"""

from __future__ import annotations

import hashlib
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from pathlib import Path

import click
import fsspec
import pytest

from generator.cli_build import helpers
from generator.media import crew, elsewhere, errand
from generator.media.drawings import Drawing, PosterWords, code_order, poster_order
from generator.media.facts import Original
from generator.media.looking import Measured
from generator.media.recipe import Order
from generator.media.refusal import MediaClusterError
from generator.media.stamp import stamp
from generator.media.studio import Derived, derive, measure, measurers, sweep
from generator.media.workshop import Elsewhere
from tests.media.moving import film
from tests.media.samples import faults, jpeg, look, orders, originals, photo, png, type_card

ROOT = Path(__file__).resolve().parents[2]


class Post(Executor):
    """Does every errand in a thread, and remembers what was asked and what came back."""

    def __init__(self, other: Callable[[dict], object] | None = None) -> None:
        self.errands: list[dict] = []
        self.answers: list[dict] = []
        self._other = other
        self._pool = ThreadPoolExecutor(2)

    def submit(self, fn, errand_, /) -> Future:  # type: ignore[override]
        self.errands.append(errand_)
        return self._pool.submit(self._do, fn, errand_)

    def _do(self, fn: Callable, errand_: dict) -> dict:
        answer = (self._other and self._other(errand_)) or fn(errand_)
        self.answers.append(answer)
        return answer

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        self._pool.shutdown(wait, cancel_futures=cancel_futures)


def lost(_: object) -> None:
    """Every machine is lost over every errand."""
    raise ConnectionAbortedError


@pytest.fixture
def away(tmp_path: Path) -> Iterator[Callable[..., Elsewhere]]:
    """Hands elsewhere with a folder in common, unless it is said otherwise."""
    posts: list[Post] = []

    def hire(store: str | None = None, other: Callable | None = None, **more) -> Elsewhere:
        posts.append(Post(other))
        return Elsewhere(posts[-1], str(tmp_path / "depot") if store is None else store, **more)

    yield hire
    for one in posts:
        one.shutdown()
    errand.depot_at.cache_clear()
    fsspec.filesystem("memory").store.clear()


@pytest.fixture(scope="module", autouse=True)
def _no_worker_is_left() -> Iterator[None]:
    yield
    errand.dismiss()


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("afar") / "folder"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.jpg").write_bytes(jpeg(photo(500 + number, 300, number)))
    film(folder / "film.mp4", frames=10, size=(96, 64))
    return folder


@pytest.fixture(scope="module")
def measured(folder: Path) -> Measured:
    return look(folder)


@pytest.fixture(scope="module")
def wanted(folder: Path, measured: Measured) -> tuple[list[Order], list[Drawing]]:
    ordered = orders(folder, measured)
    words = PosterWords(site="示例", note="示例", url="https://example.com/1", title="示例作品")
    still = [one for one in ordered[0].outputs if one.role == "picture"]
    return ordered, [type_card(), poster_order(("c", "e", "poster"), words, pictures=still)]


def made(wanted: tuple[list[Order], list[Drawing]], cache: Path, hands: Elsewhere | None = None) -> Derived:
    return derive(*wanted, cache=cache, jobs=1, elsewhere=hands)


def one_of(wanted: tuple[list[Order], list[Drawing]]) -> tuple[list[Order], list[Drawing]]:
    return wanted[0][:1], []


def same(derived: Derived, truth: dict[str, str]) -> bool:
    """Whether all that was made is as it should be, and something was."""
    found = contents(derived)
    return bool(found) and found.items() <= truth.items() and derived.faults == ()


def contents(derived: Derived) -> dict[str, str]:
    return {address: hashlib.sha256(path.read_bytes()).hexdigest() for address, path in derived.files}


@pytest.fixture(scope="module")
def truth(wanted, tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What this machine alone makes."""
    return contents(made(wanted, tmp_path_factory.mktemp("near") / "cache"))


def by_hash(folder: Path, place: str) -> str:
    """The originals of a folder under their SHA-256, at any address."""
    system, root = fsspec.url_to_fs(place)
    for path in folder.iterdir():
        name = hashlib.sha256(path.read_bytes()).hexdigest()
        system.makedirs(f"{root}/{name[:2]}", exist_ok=True)
        system.pipe_file(f"{root}/{name[:2]}/{name}", path.read_bytes())
    return place


# ---------- asked for or not ----------


def test_without_a_cluster_nothing_of_one_is_imported():
    code = (
        "import sys, generator.commands, generator.build, generator.media.studio\n"
        "print([n for n in ('distributed', 'dask', 'fsspec', 'generator.media.depot') if n in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_lock_of_the_cluster_is_of_the_same_versions():
    site, both, test = (
        dict(re.findall(r"^([a-z0-9-]+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-cluster.lock", "requirements-test.lock")
    )
    assert site.items() <= both.items() <= test.items()
    assert {"distributed", "fsspec"} <= both.keys()


def test_a_shared_place_without_a_cluster_is_wrong_usage(tmp_path):
    with pytest.raises(click.UsageError, match="--executor"), helpers("", str(tmp_path)):
        pass
    with helpers("", "") as nobody:
        assert nobody is None


def test_a_missing_component_is_named(monkeypatch):
    monkeypatch.delitem(sys.modules, "generator.media.cluster", raising=False)
    monkeypatch.setitem(sys.modules, "distributed", None)
    with (
        pytest.raises(click.ClickException, match=r"distributed.*requirements-cluster\.lock"),
        helpers("tcp://127.0.0.1:1", ""),
    ):
        pass


# ---------- the same bytes, whatever is in common ----------


@pytest.mark.parametrize("store", [None, "memory://zb", ""])
def test_what_is_made_elsewhere_is_what_is_made_here(wanted, truth, tmp_path, away, store, monkeypatch):
    monkeypatch.setattr(elsewhere.Workforce, "_waiting", lambda _: pytest.fail("made here"))
    hands = away(store)
    assert contents(made(wanted, tmp_path / "cache", hands)) == truth
    key = {None: "files", "memory://zb": "files", "": "bytes"}[store]
    assert [set(answer) for answer in hands.executor.answers] == [{key}] * 6
    assert list((tmp_path / "cache/tmp").iterdir()) == []


def test_what_is_measured_elsewhere_is_what_is_measured_here(folder, measured, away):
    hands = away()
    with measurers(None, 1, hands) as hired:
        assert measure(originals(folder), cache=None, crew=hired) == measured
    assert measure(originals(folder), cache=None, elsewhere=hands) == measured
    assert [set(answer) for answer in hands.executor.answers] == [{"facts"}] * 8


def test_codes_are_drawn_here(tmp_path, away):
    hands = away()
    code = code_order(("c", "e", "code"), "https://example.com/1")
    assert code
    derived = derive([], [code], cache=tmp_path / "cache", jobs=1, elsewhere=hands)
    assert [address for address, _ in derived.files] == [code.output.address]
    assert hands.executor.errands == []


@pytest.mark.parametrize("store", [None, "memory://zb"])
def test_originals_are_found_by_their_hash(folder, wanted, truth, tmp_path, away, store, monkeypatch):
    """The workers see nothing of the builder's disk: only addresses below which originals stand by their SHA-256."""
    monkeypatch.setattr(errand, "opened", lambda *_: None)
    place = by_hash(folder, "memory://media_root" if store else f"{tmp_path}/depot/originals")
    hands = away(store, originals=(place,) if store else ())
    assert contents(made(wanted, tmp_path / "cache", hands)) == truth
    assert not any("absent" in answer for answer in hands.executor.answers)


def test_an_original_the_others_cannot_read_is_lent(wanted, truth, tmp_path, away, monkeypatch):
    monkeypatch.setattr(errand, "opened", lambda *_: None)
    hands = away("memory://zb")
    derived = made(wanted, tmp_path / "cache", hands)
    assert contents(derived) == truth
    assert sum("absent" in answer for answer in hands.executor.answers) == 4, "once for each original"
    store = fsspec.filesystem("memory")
    assert len(store.find("/zb/lent")) == 4
    sweep(tmp_path / "cache", [address for address, _ in derived.files], elsewhere=hands)
    assert store.find("/zb/lent") == []
    assert {path.removeprefix("/zb/") for path in store.find("/zb/media")} == set(truth)
    sweep(tmp_path / "cache", [], elsewhere=hands)
    assert store.find("/zb") == []


def test_what_nobody_else_can_read_is_made_here_and_that_is_told(wanted, truth, tmp_path, away, monkeypatch):
    monkeypatch.setattr(errand, "opened", lambda *_: None)
    told: list[str] = []
    hands = away("", tell=told.append)
    assert same(made(one_of(wanted), tmp_path / "cache", hands), truth)
    assert told == ["有 1 个原件工作机读不到，是在本机制作的：请用 --shared 指明各台机器都能读写的地方。"]


def test_a_large_original_comes_back_through_a_depot_only(wanted, truth, tmp_path, away, monkeypatch):
    monkeypatch.setattr(elsewhere, "CARRIED", 100)
    hands = away("")
    assert same(made(one_of(wanted), tmp_path / "cache", hands), truth)
    assert hands.executor.errands == []


# ---------- what is there already, and what only seems to be ----------


def test_what_is_there_already_is_not_made_again(wanted, truth, tmp_path, away, monkeypatch):
    hands = away()
    assert contents(made(wanted, tmp_path / "one", hands)) == truth
    monkeypatch.setattr(errand, "_worked", lambda *_: pytest.fail("made again"))
    assert contents(made(wanted, tmp_path / "two", hands)) == truth


def damage(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-1] + b"?")


@pytest.mark.parametrize(
    ("what", "deed"),
    [("media", damage), ("media", Path.unlink), ("records", lambda path: path.write_bytes(b""))],
)
def test_damage_in_the_depot_is_mended(wanted, truth, tmp_path, away, deed, what):
    hands = away()
    made(wanted, tmp_path / "one", hands)
    for path in sorted((tmp_path / "depot" / what).rglob("*.*")):
        deed(path)
    assert contents(made(wanted, tmp_path / "two", hands)) == truth
    assert list((tmp_path / "depot/tmp").iterdir()) == []


def test_another_file_under_an_originals_name_is_not_read(folder, wanted, truth, tmp_path, away, monkeypatch):
    monkeypatch.setattr(errand, "opened", lambda *_: None)
    place = tmp_path / "depot/originals"
    by_hash(folder, str(place))
    for path in place.rglob("*"):
        if path.is_file():
            path.write_bytes(jpeg(photo(90, 90)))
    hands = away()
    assert contents(made(wanted, tmp_path / "cache", hands)) == truth
    assert sum("absent" in answer for answer in hands.executor.answers) == 4


def test_an_answer_that_is_none_is_not_believed(wanted, truth, tmp_path, away):
    """The work is done here instead."""
    for nonsense in (
        {"files": {"media/aa/x.webp": ["0" * 64, 3]}},
        {"bytes": {"../../x": b""}},
        {"files": 7},
    ):
        hands = away(other=lambda one, told=nonsense: told if one["outputs"] else None)
        cache = tmp_path / hashlib.sha256(repr(nonsense).encode()).hexdigest()
        derived = made(one_of(wanted), cache, hands)
        assert same(derived, truth)


# ---------- faults, and hands that fail ----------


def test_a_file_that_ends_badly_ends_in_the_same_words(tmp_path, away, monkeypatch):
    folder = tmp_path / "folder"
    folder.mkdir()
    for number in range(4):
        (folder / f"{number}.png").write_bytes(png((66 if number == 2 else 100, 40)))
    (folder / "cut.jpg").write_bytes(jpeg(photo(300, 200))[:900])
    measured = look(folder)
    fault = (
        "import sys, os, json; sys.path[:] = json.loads(sys.argv[1]);"
        "from generator.media import images; good = images.upright_size\n"
        "def upright_size(image):\n"
        "    if image.width == 66: __import__('ctypes').string_at(0)\n"
        "    return good(image)\n"
        "images.upright_size = upright_size\n"
    )
    monkeypatch.setattr(crew, "_START", fault + crew._START)
    here = look(folder, jobs=1)
    assert faults(here)["2.png"] == ("E808", {"detail": "处理程序意外退出（信号 11）"})
    errand.dismiss()  # they were started before
    hands = away()
    assert measure(originals(folder), cache=None, jobs=1, elsewhere=hands) == here
    assert {"fault"} in [set(answer) for answer in hands.executor.answers]
    errand.dismiss()
    assert measured.facts.keys() - here.facts.keys() == {("c", "e", "2.png")}


def test_what_the_others_gave_up_is_judged_here(wanted, truth, tmp_path, away):
    hands = away(other=lost, deaths=(ConnectionAbortedError,))
    assert same(made(one_of(wanted), tmp_path / "cache", hands), truth)
    assert len(hands.executor.errands) == 1


def test_a_work_that_is_not_published_is_shown_to_nobody_else(folder, away):
    hands = away()
    seen = [Original(("c", "e", path.name), path, thorough=False) for path in sorted(folder.iterdir())]
    assert len(measure(seen, cache=None, jobs=1, elsewhere=hands).facts) == 4
    assert hands.executor.errands == []


def test_another_version_is_refused(wanted, tmp_path, away, monkeypatch):
    hands = away(other=lambda one: errand.run({**one, "stamp": "1.3, pillow 12.0.0"}))
    with pytest.raises(MediaClusterError, match="装的版本和本机不一样") as told:
        made(wanted, tmp_path / "cache", hands)
    assert stamp() in str(told.value)
    assert "pillow" in stamp()
    assert list((tmp_path / "cache").glob("tmp/*")) == []


@pytest.mark.parametrize(
    ("other", "words"),
    [
        (lambda _: {"broken": "没有空间", "host": "w1"}, "工作机 w1 不能工作：没有空间"),
        (lost, "集群出错（ConnectionAbortedError"),
        (lambda _: __import__("no_such_module"), "没有装展榜"),
    ],
)
def test_hands_that_cannot_work_stop_the_build(wanted, tmp_path, away, other, words):
    with pytest.raises(MediaClusterError) as told:
        made(wanted, tmp_path / "cache", away(other=other))
    assert words in str(told.value)


def test_a_lost_connection_stops_the_build(wanted, tmp_path):
    class Gone(Post):
        def submit(self, fn, errand_, /) -> Future:  # type: ignore[override]
            future: Future = Future()
            future.cancel()
            future.set_running_or_notify_cancel()
            return future

    with Gone() as post, pytest.raises(MediaClusterError, match="连接断了"):
        made(wanted, tmp_path / "cache", Elsewhere(post))


def test_nobody_left_to_answer_stops_the_build(wanted, tmp_path, monkeypatch):
    class Silent(Post):
        def submit(self, fn, errand_, /) -> Future:  # type: ignore[override]
            return Future()

    monkeypatch.setattr(elsewhere, "PATIENCE", 0.01)
    with Silent() as post, pytest.raises(MediaClusterError, match="一台工作机也没有了"):
        made(wanted, tmp_path / "cache", Elsewhere(post, manned=lambda: False))


def test_a_depot_that_cannot_be_used_says_so(wanted, tmp_path, away):
    (tmp_path / "file").write_text("x")
    for store in (str(tmp_path / "file/below"), "nosuch://x"):
        with pytest.raises(MediaClusterError, match="共用存放处"):
            made(wanted, tmp_path / "cache", away(store))


def test_progress_is_told_from_nothing_to_all(wanted, tmp_path, away):
    told: list[tuple[str, int, int]] = []
    derive(*wanted, cache=tmp_path / "cache", jobs=1, say=lambda *what: told.append(what), elsewhere=away())
    assert told == [("制作图片和音视频", done, 6) for done in range(7)]
