"""Files that are linked: their names, sizes, and what they are by their first bytes (rule 16)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from store.rules import text

MAX_BYTES: Final = 25 * 1024 * 1024
"""The largest file that is stored."""
MOST_FILES: Final = 20
"""Files that are linked in one go."""
HEAD: Final = 4096
"""First bytes that tell what a file is."""
LONGEST_NAME: Final = 150
LONGEST_DESCRIPTION: Final = 250
UNKNOWN: Final = "application/octet-stream"

_PICTURES: Final = (
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
)
_PROGRAM: Final = (
    *(b"\x7fELF", b"\xfe\xed\xfa\xce", b"\xfe\xed\xfa\xcf", b"\xce\xfa\xed\xfe", b"\xcf\xfa\xed\xfe"),
    *(b"\xca\xfe\xba\xbe", b"\x00asm", b"!<arch>\n", b"dex\n"),
)
_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OFFICE: Final = "application/vnd.openxmlformats-officedocument"
_OPEN: Final = "application/vnd.oasis.opendocument"

_BY_ENDING: Final = {
    "pdf": ("pdf", "application/pdf"),
    "png": ("picture", "image/png"),
    "jpg": ("picture", "image/jpeg"),
    "jpeg": ("picture", "image/jpeg"),
    "gif": ("picture", "image/gif"),
    "webp": ("picture", "image/webp"),
    "tif": ("picture", "image/tiff"),
    "tiff": ("picture", "image/tiff"),
    "zip": ("zip", "application/zip"),
    "docx": ("zip", f"{_OFFICE}.wordprocessingml.document"),
    "xlsx": ("zip", f"{_OFFICE}.spreadsheetml.sheet"),
    "pptx": ("zip", f"{_OFFICE}.presentationml.presentation"),
    "odt": ("zip", f"{_OPEN}.text"),
    "ods": ("zip", f"{_OPEN}.spreadsheet"),
    "doc": ("ole", "application/msword"),
    "xls": ("ole", "application/vnd.ms-excel"),
    "ppt": ("ole", "application/vnd.ms-powerpoint"),
    "msg": ("ole", "application/vnd.ms-outlook"),
    "eml": ("text", "message/rfc822"),
    "txt": ("text", "text/plain"),
    "log": ("text", "text/plain"),
    "csv": ("text", "text/csv"),
    "xml": ("text", "application/xml"),
    "json": ("text", "application/json"),
    "rtf": ("text", "application/rtf"),
}
"""Family and media type that an ending promises."""
_ANY_OF: Final = {
    "pdf": "application/pdf",
    "zip": "application/zip",
    "ole": "application/x-ole-storage",
    "text": "text/plain",
}
"""Media type of a family where the ending says no more."""
_NAMED: Final = {
    "pdf": "a PDF",
    "picture": "a picture",
    "zip": "a ZIP container",
    "ole": "an older Office file",
    "text": "text",
    "": "of no known kind",
}
RUNS: Final = frozenset(
    (
        *("app", "apk", "bash", "bat", "class", "cmd", "com", "command", "cpl", "deb", "desktop", "dll"),
        *("dmg", "exe", "gadget", "hta", "htm", "html", "inf", "jar", "js", "jse", "lnk", "mht", "msc"),
        *("msi", "msp", "pif", "pl", "ps1", "py", "reg", "rpm", "scf", "scr", "sh", "svg", "url", "vb"),
        *("vbe", "vbs", "wsf", "wsh", "xhtml", "zsh"),
    )
)
"""Endings that a desktop runs, or opens together with scripts inside."""


class FileRefused(ValueError):  # noqa: N818 - the rules refuse: no fault of the program
    """A file that is not linked; the text is a sentence for the user."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A file's name as it is stored, and its media type."""

    name: str
    media_type: str


def clean_name(name: str) -> str:
    """Make a name of one that a file or a person brings: no folder, no control character, not too long.

    The ending stays where the name is cut. Empty where nothing is left.

    Args:
        name: A file's name, perhaps with folders before it, of this system or of Windows.
    """
    last = re.split(r"[/\\]", name)[-1]
    cleaned = " ".join(text.clean(last).split())
    if not cleaned.strip(f". {text.REPLACEMENT}"):
        return ""
    if len(cleaned) > LONGEST_NAME:
        stem, dot, ending = cleaned.rpartition(".")
        kept = f"{dot}{ending}" if stem and len(ending) <= 10 else ""  # noqa: PLR2004 - no ending is longer
        cleaned = cleaned[: LONGEST_NAME - len(kept)] + kept
    return cleaned


def ending_of(name: str) -> str:
    """The ending of a name, in small letters, without its dot; empty where there is none."""
    stem, _, ending = name.rpartition(".")
    return ending.strip().casefold() if stem else ""


def check_size(name: str, size: int) -> None:
    """Refuse a file that is empty or too large; raises FileRefused.

    Args:
        name: As it is stored.
        size: In bytes.
    """
    if not size:
        raise FileRefused(f"{name} is empty: there is nothing to link.")
    if size > MAX_BYTES:
        raise FileRefused(f"{name} has {size_text(size)}, more than {size_text(MAX_BYTES)}: link a smaller copy.")


def check_file(name: str, head: bytes) -> Checked:
    """Name and type of a file as they are stored; raises FileRefused with a sentence.

    Its type is what its first bytes say; a name that promises another kind is refused, as is a program or a script.

    Args:
        name: The file's name; folders before it are dropped.
        head: Its first bytes, `HEAD` of them where it has so many.
    """
    cleaned = clean_name(name)
    if not cleaned:
        raise FileRefused("A file without a name cannot be linked: give it one first.")
    ending = ending_of(cleaned)
    if _is_program(head) or ending in RUNS:
        raise FileRefused(f"{cleaned} is a program, or can hold a script: such files are not linked.")
    family, media_type = _by_bytes(head)
    promised, by_ending = _BY_ENDING.get(ending, ("", ""))
    if promised and promised != family:
        raise FileRefused(
            f"{cleaned} is not what its name says: its bytes are {_NAMED[family]}, not {_NAMED[promised]}."
            " Name it as what it is, then link it again."
        )
    return Checked(cleaned, by_ending if promised and family != "picture" else media_type)


def _is_program(head: bytes) -> bool:
    if head.startswith(_PROGRAM) or head.removeprefix(b"\xef\xbb\xbf").startswith(b"#!"):
        return True
    return head.startswith((b"MZ", b"ZM")) and not _is_text(head)


def _by_bytes(head: bytes) -> tuple[str, str]:
    """Family and media type by the first bytes; an empty family where nothing is known."""
    for start, media_type in _PICTURES:
        if head.startswith(start):
            return "picture", media_type
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "picture", "image/webp"
    if b"%PDF-" in head[:1024]:
        return "pdf", _ANY_OF["pdf"]
    if head.startswith(_ZIP):
        return "zip", _ANY_OF["zip"]
    if head.startswith(_OLE):
        return "ole", _ANY_OF["ole"]
    return ("text", _ANY_OF["text"]) if _is_text(head) else ("", UNKNOWN)


def _is_text(head: bytes) -> bool:
    """Whether these are letters: of UTF-16 with its mark, or without control characters."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not any(byte < 32 and byte not in b"\t\n\f\r\x1a" for byte in head)  # noqa: PLR2004 - the first printable one


def size_text(size: int) -> str:
    """A size as people read it: `812 bytes`, `12 kB`, `3.4 MB`, `25 MiB` for the limit itself."""
    if size == MAX_BYTES:
        return "25 MiB"
    if size < 1000:  # noqa: PLR2004 - a kilobyte
        return f"{size} byte{'' if size == 1 else 's'}"
    if size < 1_000_000:  # noqa: PLR2004 - a megabyte
        return f"{size / 1000:.0f} kB"
    return f"{size / 1_000_000:.1f} MB"
