"""A company's logo, checked by its bytes and handed to templates as one SVG text, whatever it came as (S47)."""

from __future__ import annotations

import re
from typing import Final

MOST_BYTES: Final = 2 * 1024 * 1024
"""The largest logo that is printed."""
_PNG: Final = b"\x89PNG\r\n\x1a\n"
_JPEG: Final = b"\xff\xd8\xff"
_SVG: Final = rb"\s*(?:<\?xml[^>]*\?>\s*)?(?:<!--.*?-->\s*)*<svg[\s>]"
_UNSAFE: Final = rb"(?i)<!DOCTYPE|<!ENTITY|<script|<foreignObject|\bhref\s*=\s*[\"'](?!#|data:image/(?:png|jpeg);)"
_FRAMES: Final = frozenset(range(0xC0, 0xD0)) - {0xC4, 0xC8, 0xCC}
"""JPEG markers that say how large the picture is."""
_LARGEST: Final = 20_000


class LogoError(ValueError):
    """A picture that cannot be a logo; the text is a sentence for the user."""


def checked_logo(content: bytes) -> str:
    """Give a logo as SVG text; a PNG or a JPEG stands in it as it is.

    Args:
        content: The bytes of a PNG, JPEG or SVG picture.

    Raises:
        LogoError: It is another kind of file, too large, damaged, or an SVG that refers to other files.
    """
    if len(content) > MOST_BYTES:
        raise LogoError("The logo has more than 2 MB: use a smaller picture.")
    if content.startswith(_PNG):
        return _framed(content, "png", _png_size(content))
    if content.startswith(_JPEG):
        return _framed(content, "jpeg", _jpeg_size(content))
    plain = content.removeprefix(b"\xef\xbb\xbf")
    if not re.match(_SVG, plain, re.DOTALL):
        raise LogoError("The logo is no picture that can be printed: use a PNG, a JPEG or an SVG.")
    if re.search(_UNSAFE, plain):
        raise LogoError("The logo is an SVG that refers to other files or holds a script: save it as a plain SVG.")
    try:
        return plain.decode("utf-8")
    except UnicodeDecodeError:
        raise LogoError("The logo is an SVG that is not in UTF-8: save it again as UTF-8.") from None


def _framed(content: bytes, kind: str, size: tuple[int, int]) -> str:
    """Put a picture of pixels into an SVG of its size."""
    width, height = size
    if not (0 < width <= _LARGEST and 0 < height <= _LARGEST):
        raise LogoError("The logo is damaged, or larger than 20,000 pixels: save it again, smaller.")
    from base64 import b64encode  # noqa: PLC0415 - only where there is a logo

    sized = f'width="{width}" height="{height}"'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {sized} viewBox="0 0 {width} {height}">'
        f'<image {sized} href="data:image/{kind};base64,{b64encode(content).decode()}"/></svg>'
    )


def _png_size(content: bytes) -> tuple[int, int]:
    return int.from_bytes(content[16:20]), int.from_bytes(content[20:24])


def _jpeg_size(content: bytes) -> tuple[int, int]:
    """Width and height of the first frame; 0 where there is none."""
    at = 2
    while at + 9 <= len(content) and content[at] == 0xFF:  # noqa: PLR2004 - what every marker begins with
        if content[at + 1] in _FRAMES:
            return int.from_bytes(content[at + 7 : at + 9]), int.from_bytes(content[at + 5 : at + 7])
        at += 2 + int.from_bytes(content[at + 2 : at + 4])
    return 0, 0
