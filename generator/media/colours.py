"""Colours of a picture: sRGB for the web, paper behind what is transparent, one mean for the space it will take."""

from __future__ import annotations

import io

from PIL import Image, ImageCms

PAPER = (0xFF, 0xFD, 0xF8)
"""What shows through a transparent picture (the colour of a card on the site)."""

_LONGEST_PROFILE = 4_000_000
_SRGB = ImageCms.createProfile("sRGB")


def to_rgb(image: Image.Image) -> Image.Image:
    """The picture as RGB or RGBA in sRGB, with nothing of the sender's but the pixels."""
    alpha = image.getchannel("A") if image.mode == "RGBA" else None
    if alpha is not None and alpha.getextrema() == (255, 255):
        alpha = None
    rgb = _to_srgb(image if image.mode != "RGBA" else image.convert("RGB"), image.info.get("icc_profile"))
    clean = rgb.copy() if rgb is image else rgb
    if alpha is not None:
        clean.putalpha(alpha)
    clean.info = {}
    return clean


def on_paper(image: Image.Image) -> Image.Image:
    """RGBA laid on paper; RGB as it is."""
    if image.mode != "RGBA":
        return image
    paper = Image.new("RGB", image.size, PAPER)
    paper.paste(image, mask=image.getchannel("A"))
    return paper


def mean_colour(image: Image.Image) -> str:
    """The mean as `#rrggbb`."""
    pixel = on_paper(image).resize((1, 1), Image.Resampling.BOX).getpixel((0, 0))
    assert isinstance(pixel, tuple)
    return "#{:02x}{:02x}{:02x}".format(*(int(part) for part in pixel))


def _to_srgb(image: Image.Image, profile: object) -> Image.Image:
    if isinstance(profile, bytes) and 128 <= len(profile) <= _LONGEST_PROFILE:
        try:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if image.mode == "RGB" and ImageCms.getProfileDescription(source).startswith("sRGB"):
                return image
            converted = ImageCms.profileToProfile(image, source, _SRGB, outputMode="RGB")
        except Exception:  # noqa: BLE001 - a broken profile is ignored, as browsers do
            return image.convert("RGB")
        if converted is not None:
            return converted
    return image.convert("RGB")
