"""Values as they are printed in a page; nothing is needed for it that compiles templates."""

from __future__ import annotations

from markupsafe import Markup, _escape_inner, escape  # type: ignore[attr-defined]  # the locks hold its release


def shown(value: object) -> str:
    """A value as it is printed: escaped, unless it is finished. Nobody asks the text that comes of it whether it is."""
    if type(value) is str:
        return _escape_inner(value)
    if type(value) is int:
        return str(value)
    return value if type(value) is Markup else escape(value)
