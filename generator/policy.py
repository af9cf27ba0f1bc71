"""What browsers are told to allow, in one place: the theme, the servers' files and the verify stage say the same.

Directives: Content Security Policy Level 3 (W3C). `frame-ancestors` and `sandbox` count in a header only.
"""

from __future__ import annotations

from collections.abc import Mapping

PAGE_BYTES = 300_000
"""The most a page of HTML may weigh: more is slow on a phone, and a list that should have been cut into pages."""

META_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; "
    "font-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'"
)
"""As every page carries it. `data:` is for the signs of admonitions in style sheets."""
META_TAG = f'<meta http-equiv="Content-Security-Policy" content="{META_POLICY}">'.encode()

CONTENT_SECURITY_POLICY = f"{META_POLICY}; frame-ancestors 'none'"
HEADERS: Mapping[str, str] = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}
"""What a server sends with everything."""

ALWAYS_ASKED, FOR_EVER = "public, max-age=0, must-revalidate", "public, max-age=31536000, immutable"
CACHING: Mapping[str, str] = {"/*": ALWAYS_ASKED, "/media/*": FOR_EVER}
"""Addresses below media/ name their content and never change; everything else is asked for again."""


def headers_file() -> bytes:
    """`_headers`, as static hosts (Netlify, Cloudflare Pages and their like) read it."""
    lines = [
        "/*",
        *(f"  {name}: {value}" for name, value in HEADERS.items()),
        f"  Cache-Control: {CACHING['/*']}",
    ]
    lines += ["/media/*", "  ! Cache-Control", f"  Cache-Control: {CACHING['/media/*']}", ""]
    return "\n".join(lines).encode()
