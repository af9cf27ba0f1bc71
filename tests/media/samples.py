"""Pictures made for the tests, with what senders leave in them; and a search that looks everywhere."""

from __future__ import annotations

import io
import struct
import zlib
from pathlib import Path

import numpy as np
from PIL import Image, ImageCms, PngImagePlugin

from generator.media.facts import Facts, MediaFault, Original
from generator.media.recipe import AiUse, Order, card_order, order_for
from generator.media.studio import Derived, Measured, derive, measure

CANARY = "KANARI"


def photo(width: int, height: int, seed: int = 0) -> Image.Image:
    """Something like a photograph: large shapes, fine structure, a little noise."""
    g = np.random.default_rng(seed)
    total = np.zeros((height, width, 3), np.float32)
    for cells, weight in ((3, 90), (12, 45), (48, 18), (192, 5)):
        small = g.integers(0, 255, (cells, cells, 3), dtype=np.uint8)
        large = Image.fromarray(small).resize((width, height), Image.Resampling.BICUBIC)
        total += (np.asarray(large, np.float32) - 127) * (weight / 127)
    total += g.normal(0, 1.2, (height, width, 1)).astype(np.float32)
    return Image.fromarray(np.clip(total + 127, 0, 255).astype(np.uint8))


def jpeg(image: Image.Image, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, "JPEG", **{"quality": 90, **options})
    return data.getvalue()


def encoded(image: Image.Image, form: str, **options: object) -> bytes:
    data = io.BytesIO()
    image.save(data, form, **options)
    return data.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def png(
    size: tuple[int, int], *, depth: int = 8, colour: int = 2, extra: bytes = b"", filled: bool = True
) -> bytes:
    """A PNG of zeros, put together by hand, whatever its size."""
    width, height = size
    samples = {0: 1, 2: 3, 4: 2, 6: 4}[colour]
    row = bytes(1 + width * samples * depth // 8)
    packer = zlib.compressobj(9)
    body = b"".join(packer.compress(row) for _ in range(height if filled else 1)) + packer.flush()
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, colour, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + extra + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def gps(orientation: int = 1) -> Image.Exif:
    """What a telephone writes."""
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F], exif[0x013B], exif[0x010E] = f"{CANARY}-MAKE", f"{CANARY}-ARTIST", f"{CANARY}-DESCRIPTION"
    place = exif.get_ifd(0x8825)
    place[1], place[2], place[3], place[4] = "N", (26.0, 4.0, 30.0), "E", (119.0, 18.0, 0.0)
    camera = exif.get_ifd(0x8769)
    camera[0x9286] = b"UNICODE\0" + f"{CANARY}-COMMENT".encode("utf-16-le")
    camera[0xA431] = f"{CANARY}-SERIAL"
    return exif


def laden_jpeg(image: Image.Image, orientation: int = 1) -> bytes:
    """A JPEG with a canary in every place a JPEG has for one."""
    xmp = f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><a b="{CANARY}-XMP"/></x:xmpmeta>'.encode()
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + f"{CANARY}-ICC".encode()
    plain = jpeg(image, exif=gps(orientation), xmp=xmp, icc_profile=profile, comment=f"{CANARY}-COM".encode())
    caption = f"{CANARY}-IPTC".encode()
    iptc = b"\x1c\x02\x78" + struct.pack(">H", len(caption)) + caption
    block = b"Photoshop 3.0\08BIM\x04\x04\0\0" + struct.pack(">I", len(iptc)) + iptc + b"\0" * (len(iptc) % 2)
    segment = b"\xff\xed" + struct.pack(">H", len(block) + 2) + block
    return plain[:2] + segment + plain[2:] + f"{CANARY}-TAIL".encode()


def laden_png(image: Image.Image) -> bytes:
    info = PngImagePlugin.PngInfo()
    info.add_text("Comment", f"{CANARY}-TEXT")
    info.add_text("Packed", f"{CANARY}-ZTXT " * 40, zip=True)
    info.add_itxt("Title", f"{CANARY}-ITXT", zip=True)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes() + f"{CANARY}-ICC".encode()
    return encoded(image, "PNG", pnginfo=info, exif=gps(), icc_profile=profile) + f"{CANARY}-TAIL".encode()


def originals(folder: Path, *, thorough: bool = True) -> list[Original]:
    """Every file of `folder`, by name."""
    return [Original(("c", "e", path.name), path, thorough=thorough) for path in sorted(folder.iterdir())]


def look(folder: Path, *, cache: Path | None = None, jobs: int = 2, thorough: bool = True) -> Measured:
    return measure(originals(folder, thorough=thorough), cache=cache, jobs=jobs)


def facts(measured: Measured) -> dict[str, Facts]:
    return {key[2]: found for key, found in measured.facts.items()}


def faults(result: Measured | Derived) -> dict[str, tuple[str, dict[str, str]]]:
    return {fault.key[2]: (fault.code, dict(fault.detail)) for fault in result.faults}


def orders(folder: Path, measured: Measured, ai_use: AiUse = "none") -> list[Order]:
    return [order_for(key, folder / key[2], found, ai_use) for key, found in measured.facts.items()]


def publish(
    folder: Path, cache: Path, *, jobs: int = 2, ai_use: AiUse = "none"
) -> tuple[Measured, Derived, dict[str, dict[str, Path]]]:
    """Measure and derive a folder; the files by original and the end of their address (`400.webp`, `card.jpg`, `mp4`)."""
    measured = look(folder, cache=cache, jobs=jobs)
    ordered = orders(folder, measured, ai_use)
    made = derive(ordered, [], cache=cache, jobs=jobs)
    stem = len("media/ab/") + 24 + 1
    files = dict(made.files)
    by_name = {
        o.key[2]: {x.address[stem:]: files[x.address] for x in o.outputs if x.address in files}
        for o in ordered
    }
    return measured, made, by_name


def type_card(title: str = "示例作品", ai_use: AiUse = "none"):
    return card_order(
        ("c", "e", "card"), title=title, kicker="示例", foot="示例市", award="一等奖", ai_use=ai_use
    )


def search(data: bytes, needle: str = CANARY) -> bool:
    """Whether `needle` is anywhere in `data`: plain, as UTF-16, or in any zlib stream, in turn in the same ways."""
    if any(
        form in data for form in (needle.encode(), needle.encode("utf-16-le"), needle.encode("utf-16-be"))
    ):
        return True
    at = data.find(b"\x78")
    while at >= 0:
        if data[at + 1 : at + 2] in (b"\x01", b"\x5e", b"\x9c", b"\xda"):
            try:
                inner = zlib.decompressobj().decompress(data[at:], 1 << 20)
            except zlib.error:
                inner = b""
            if len(inner) > 8 and search(inner, needle):
                return True
        at = data.find(b"\x78", at + 1)
    return False


def told(fault: MediaFault) -> tuple[str, dict[str, str]]:
    return fault.code, dict(fault.detail)
