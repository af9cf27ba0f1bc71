"""A refusal: the one way in which working on an entrant's file ends without a result."""

from __future__ import annotations


class Refusal(Exception):  # noqa: N818 - it is the expected outcome of a bad file, not an error of ours
    """`code` is one of messages.toml (E802 to E808), `detail` what its sentence needs."""

    def __init__(self, code: str, **detail: str) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail


def damaged(reason: str) -> Refusal:
    """E802: the file is of an accepted kind but not whole."""
    return Refusal("E802", detail=reason)


class MediaCacheError(Exception):
    """The media cache cannot be used at all; the message is a Chinese sentence for the editor."""


class MediaClusterError(MediaCacheError):
    """The machines that were to make media cannot: not reached, not of one version, or without room in common."""
