"""Archives and packed streams: gzip, zlib, ZIP. What comes out is bounded, whatever the archive says of itself."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator

from generator.leaks.reading import Budget, Part, Unreadable, too_much
from generator.values.patterns import late
from generator.values.text import legible

_STREAM = late(rb"\x78[\x01\x5e\x9c\xda]|\x1f\x8b\x08")
_MOST_STREAMS = 2_000
_STEP = 1 << 20
_LOCKED = 0x1
_UTF8 = 0x800
_DESCRIBED = 0x8
_LOCAL = b"PK\x03\x04"
_LOCAL_SIZE = 30
_DESCRIPTOR = b"PK\x07\x08"
_SIGNS = late(rb"PK(?:\x03\x04|\x05\x06)")
_END = b"PK\x05\x06"


def inflated(data: bytes, bits: int, budget: Budget) -> bytes:
    """What a zlib or gzip stream holds, as far as it goes; nothing if it is none. Raises Unreadable when it is too much."""
    unpacker = zlib.decompressobj(bits)
    done = bytearray()
    try:
        while not unpacker.eof:
            piece = unpacker.decompress(data, _STEP)
            if not piece:
                break
            done += piece
            if len(done) > budget.room:
                raise too_much()
            data = unpacker.unconsumed_tail
    except zlib.error:
        pass
    budget.take(len(done))
    return bytes(done)


def gzip(data: bytes, budget: Budget) -> Iterator[Part]:
    """Every member of a gzip file, and its header, which may hold a name."""
    yield Part("压缩包的文件头", data[:2_000].split(b"\0\0\0\0")[0][10:])
    for _ in range(_MOST_STREAMS):
        if not data.startswith(b"\x1f\x8b"):
            break
        unpacker = zlib.decompressobj(zlib.MAX_WBITS | 16)
        done = bytearray()
        try:
            rest = data
            while not unpacker.eof and (piece := unpacker.decompress(rest, _STEP)):
                done += piece
                rest = unpacker.unconsumed_tail
                if len(done) > budget.room:
                    raise too_much()
        except zlib.error as error:
            raise Unreadable("压缩包不完整") from error
        if not unpacker.eof:
            raise Unreadable("压缩包不完整")
        budget.take(len(done))
        yield Part("压缩包", bytes(done), member=True)
        data = unpacker.unused_data
    if data:
        yield Part("压缩包末尾之后", data)


def streams(data: bytes, budget: Budget) -> Iterator[Part]:
    """Packed streams anywhere in binary data; a stream inside one that was found is looked for in that one."""
    at = 0
    for _ in range(_MOST_STREAMS):
        found = _STREAM.search(data, at)
        if not found:
            return
        at = found.start() + 2
        try:
            first = zlib.decompressobj(zlib.MAX_WBITS | 32).decompress(
                data[found.start() : found.start() + 4_096], 64
            )
        except zlib.error:
            continue
        if len(first) >= 11:
            yield Part("压缩的数据", inflated(data[found.start() :], zlib.MAX_WBITS | 32, budget))


def is_zip(data: bytes) -> bool:
    """Whether a ZIP archive begins here, or ends here behind something else."""
    return data.startswith((b"PK\x03\x04", _END)) or _END in data[-66_000:]


def zip_members(data: bytes, budget: Budget) -> tuple[dict[str, bytes], bytes]:
    """Every file of an archive by its name, and what stands in the archive beside them. Raises Unreadable.

    Names only label what is found: nothing is written anywhere. Of two members of one name both are kept.
    """
    members: dict[str, bytes] = {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            beside = archive.comment + b"\n" + b"\n".join(info.comment + b"\n" + info.extra for info in infos)
            for info in infos:
                name = _name(info)
                _check_lock(info, name)
                if info.is_dir():
                    members.setdefault(name, b"")
                    continue
                with archive.open(info) as file:
                    content = file.read(budget.room + 1)
                budget.take(len(content))
                while name in members:
                    name += "′"
                members[name] = content
            left = _left_over(data, infos, archive.start_dir)
            for number, gap in enumerate(left):
                for name, content in _forgotten(gap, budget):
                    members[f"已从目录删去的 {number}/{name}"] = content
    except (Unreadable, MemoryError):
        raise
    except NotImplementedError as error:
        raise Unreadable("压缩方法少见，打不开") from error
    except Exception as error:
        raise Unreadable("压缩包或文档不完整") from error
    # a gap that begins with a file is no archive: its files have been taken out of it
    return members, b"\n".join([*(_SIGNS.sub(b"\n", gap) for gap in left), beside])


def _left_over(data: bytes, infos: list[zipfile.ZipInfo], end: int) -> list[bytes]:
    """What stands before the directory and belongs to no file in it."""
    left, at = [], 0
    for info in sorted(infos, key=lambda info: info.header_offset):
        start = info.header_offset
        if start > at:
            left.append(data[at:start])
        lengths = struct.unpack_from("<HH", data, start + 26)
        at = max(at, start + _LOCAL_SIZE + sum(lengths) + info.compress_size)
        if info.flag_bits & _DESCRIBED and data[at : at + 4] == _DESCRIPTOR:
            at += 16
    if end > at:
        left.append(data[at:end])
    return left


def _forgotten(gap: bytes, budget: Budget) -> Iterator[tuple[str, bytes]]:
    """Files whose entry in the directory was deleted, as programs do that only write a new directory."""
    at = gap.find(_LOCAL)
    for _ in range(_MOST_STREAMS):
        if at < 0 or at + _LOCAL_SIZE > len(gap):
            return
        method, size, name, extra = struct.unpack_from("<8xH8xI4xHH", gap, at)
        body = at + _LOCAL_SIZE + name + extra
        following = gap.find(_LOCAL, at + 4)
        title = gap[at + _LOCAL_SIZE : at + _LOCAL_SIZE + name].decode("utf-8", "replace")
        if method == zipfile.ZIP_DEFLATED:
            yield (
                legible(title),
                inflated(gap[body : body + size if size else len(gap)], -zlib.MAX_WBITS, budget),
            )
        else:
            content = gap[body : body + size if size else following if following > 0 else len(gap)]
            budget.take(len(content))
            yield legible(title), content
        at = following


def _check_lock(info: zipfile.ZipInfo, name: str) -> None:
    if info.flag_bits & _LOCKED:
        raise Unreadable(f"里面的 {name} 加了密码")


def _name(info: zipfile.ZipInfo) -> str:
    """The name as its maker wrote it: Chinese Windows writes GBK and does not say so."""
    if info.flag_bits & _UTF8:
        return legible(info.filename)
    try:
        return legible(info.filename.encode("cp437").decode("gb18030"))
    except UnicodeError:
        return legible(info.filename)
