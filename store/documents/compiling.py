"""Typst: one compiler a template, kept; characters that no font has are found by Typst itself (S47)."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from threading import Lock
from typing import TYPE_CHECKING, Any, Final

from store.documents.finding import DocumentError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping
    from pathlib import Path

    from typst import Compiler, Fonts

PLACEHOLDER: Final = "□"
"""What stands for a character that no font has; the embedded font has it."""
_MOST_ROUNDS: Final = 12
_MISSING: Final = r'the text `"((?:[^"\\]|\\.)*)"` could not be displayed'
_ESCAPE: Final = r"\\u\{([0-9a-f]+)\}|\\(.)"
_SHORT: Final = {"n": "\n", "r": "\r", "t": "\t", "0": "\0"}
_ONE_AT_A_TIME: Final = Lock()
_NOT_EMBEDDED: Final[dict[str, None]] = {}
"""Characters that the fonts of Typst were found to lack, as long as the program runs."""
_NOWHERE: Final[dict[str, None]] = {}
"""Those that the system's fonts lack as well."""


class Made:
    """A document as it came out.

    Attributes:
        content: The PDF, or the pages' pictures.
        missing: Characters that no font of this machine has, in their first order.
    """

    __slots__ = ("content", "missing")

    def __init__(self, content: list[bytes], missing: tuple[str, ...]) -> None:
        self.content = content
        self.missing = missing


def compiled(
    template: Path, payload: Mapping[str, Any], logo: str, seconds: int, notice: str, *, ppi: float | None = None
) -> Made:
    """Render a template with a payload as PDF/A-2b, or as pictures.

    The fonts that come with Typst are enough for most; only for characters that they lack are the system's looked at,
    so that documents of Latin, Greek, Cyrillic and Hebrew text are the same bytes on every machine.

    Args:
        template: The template's file; what it imports lies beside it.
        payload: What it is given, as JSON in one text.
        logo: An SVG, or blank.
        seconds: When it counts as made, in seconds since 1970 (UTC).
        notice: What the document says when characters are missing.
        ppi: Pixels per inch of pictures; None makes the PDF.

    Raises:
        DocumentError: The template is wrong.
    """
    from typst import TypstError  # noqa: PLC0415 - 80 MB that only documents need

    whole = "\n".join(_texts(payload))
    letters = frozenset(whole)
    for _ in range(_MOST_ROUNDS):
        system = bool(_among(_NOT_EMBEDDED, whole, letters))
        missing = tuple(sorted(_among(_NOWHERE, whole, letters), key=whole.index))
        shown = {**_without(payload, missing), "notice": notice} if missing else payload
        try:
            # Pictures have no rule against missing characters: the PDF is what tells.
            pdf = _run(template, shown, logo, seconds, system=system, ppi=None)
            pages = _run(template, shown, logo, seconds, system=system, ppi=ppi) if ppi else pdf
            return Made(pages, missing)
        except TypstError as error:
            lacking = dict.fromkeys(_lacking(error))
            if not lacking:
                raise DocumentError(_told(template, error)) from error
            if not _among(lacking, whole, letters):
                break
            (_NOWHERE if system else _NOT_EMBEDDED).update(lacking)
    raise DocumentError(f"{template.name} has characters of its own that no font has: change the template.")


def _among(texts: Mapping[str, None], whole: str, letters: frozenset[str]) -> list[str]:
    """Those of many texts that are in a whole."""
    return [text for text in tuple(texts) if text[0] in letters and text in whole]


def _texts(value: Any) -> Iterator[str]:  # noqa: ANN401 - any part of a payload
    """All texts of a payload, in its order."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, (dict, list)):
        for each in value.values() if isinstance(value, dict) else value:
            yield from _texts(each)


def _run(
    template: Path, payload: Mapping[str, Any], logo: str, seconds: int, *, system: bool, ppi: float | None
) -> list[bytes]:
    inputs = {"data": json.dumps(payload, ensure_ascii=False), "logo": logo}
    with _ONE_AT_A_TIME:
        compiler = _compiler(template, system=system)
        if ppi:
            made = compiler.compile(format="png", ppi=ppi, sys_inputs=inputs, timestamp=seconds)
        else:
            made = compiler.compile(format="pdf", pdf_standards=["a-2b"], sys_inputs=inputs, timestamp=seconds)
    return made if isinstance(made, list) else [made or b""]


@lru_cache(maxsize=16)
def _compiler(template: Path, *, system: bool) -> Compiler:
    from typst import Compiler  # noqa: PLC0415 - as above

    return Compiler(template, root=template.parent, font_paths=_fonts(system=system), ignore_system_fonts=not system)


@lru_cache(maxsize=2)
def _fonts(*, system: bool) -> Fonts:
    from typst import Fonts  # noqa: PLC0415 - as above

    return Fonts(include_system_fonts=system)


def _lacking(error: Exception) -> list[str]:
    """The texts that a failure says no font has."""
    diagnostic = str(getattr(error, "diagnostic", "")) + str(error)
    return list(dict.fromkeys(_plain(text) for text in re.findall(_MISSING, diagnostic)))


def _plain(text: str) -> str:
    """Undo the escapes of a text in a message."""

    def one(found: re.Match[str]) -> str:
        return chr(int(found[1], 16)) if found[1] else _SHORT.get(found[2], found[2])

    return re.sub(_ESCAPE, one, text)


def _without(payload: Mapping[str, Any], missing: Iterable[str]) -> dict[str, Any]:
    """Put the placeholder for each missing character into all texts, for the longest ones first."""
    longest_first = sorted(missing, key=len, reverse=True)

    def within(value: Any) -> Any:  # noqa: ANN401 - any part of a payload
        if isinstance(value, str):
            for text in longest_first:
                value = value.replace(text, PLACEHOLDER)
            return value
        if isinstance(value, dict):
            return {key: within(each) for key, each in value.items()}
        return [within(each) for each in value] if isinstance(value, list) else value

    return {key: within(each) for key, each in payload.items()}


def _told(template: Path, error: Exception) -> str:
    """Say what is wrong with a template, and in which line."""
    message = " ".join(str(getattr(error, "message", "") or error).split())
    where = re.search(r"([\w.-]+\.typ):(\d+):\d+", str(getattr(error, "diagnostic", "")))
    place = f"{where[1]}, line {where[2]}" if where else template.name
    return f"The template cannot be used ({place}): {message[:200].rstrip('.')}."
