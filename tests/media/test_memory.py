"""What a picture holds is free again before the memory it stood for is promised to the next one."""

from __future__ import annotations

import io
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from PIL import Image

from generator.media import images
from generator.media.memory import Memory


@pytest.mark.parametrize("form", ["PNG", "JPEG", "WEBP", "GIF"])
@pytest.mark.parametrize("size", [(900, 600), (20, 20)])
def test_a_measured_picture_is_gone_when_its_memory_is_given_back(
    form: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    data = io.BytesIO()
    Image.new("RGB", size, (20, 90, 160)).save(data, form)
    real, seen, states = images.opened, [], []

    @contextmanager
    def watched(*asked: object) -> Iterator[Image.Image]:
        with real(*asked) as image:
            seen.append(image)
            yield image

    class Watching(Memory):
        @contextmanager
        def hold(self, wanted: int) -> Iterator[None]:
            with super().hold(wanted):
                yield
                try:
                    states.append(seen[0].im.size)
                except ValueError:
                    states.append("closed")

    monkeypatch.setattr(images, "opened", watched)
    facts = images.measure(data, form, thorough=True, memory=Watching(10_000_000))
    assert (facts["width"], facts["height"]) == size
    assert facts["colour"].startswith("#")
    assert states == ["closed"]
