"""Drawing the media of the sample campaign into its entry folders, as the table in `sample` says."""

from __future__ import annotations

from pathlib import Path

from generator.demo import draw
from generator.demo.sample import DRAWINGS, Drawing
from generator.media.workshop import Say

CAMPAIGN = "2026-demo"


def draw_all(project: Path, say: Say) -> int:
    """Draw every file of the table below `project/campaigns/2026-demo`; return how many.

    Raises FileNotFoundError (in Chinese) when the sample campaign's own texts are not there.
    """
    campaign = project / "campaigns" / CAMPAIGN
    if not (campaign / "campaign.yml").is_file():
        raise FileNotFoundError(f"{project} 里没有示例活动 campaigns/{CAMPAIGN}。")
    for done, (path, drawing) in enumerate(DRAWINGS.items(), start=1):
        target = campaign / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(drawn(drawing, target.suffix))
        say("画示例", done, len(DRAWINGS))
    return len(DRAWINGS)


def drawn(drawing: Drawing, suffix: str) -> bytes:
    """The bytes of one file; `suffix` decides between PNG and JPEG."""
    if drawing.what == "audio":
        return draw.audio(drawing.name, seconds=drawing.seconds, seed=drawing.seed)
    if drawing.what == "film":
        size = drawing.size or (1920, 1080)
        return draw.film(drawing.name, seconds=drawing.seconds, seed=drawing.seed, size=size)
    image = draw.picture(drawing.name, seed=drawing.seed, size=drawing.size, **dict(drawing.words))
    return draw.png(image) if suffix == ".png" else draw.jpeg(image, quality=drawing.quality)
