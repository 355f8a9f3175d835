"""Reads a JSON document piece by piece, so that a large one never lies in memory whole."""

from __future__ import annotations

import json
from decimal import Decimal, InvalidOperation
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING, Any, Final

from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Iterator

_CHUNK: Final = 1 << 20
_LARGEST_PIECE: Final = 8 << 20
_LARGEST_EXPONENT: Final = 30
_BLANK: Final = " \t\r\n"


class JsonError(ValueError):
    """The document is no JSON, or not what was expected; the text says what, for the end of a sentence."""


def _number(text: str) -> str:
    """A number as its own digits, never a binary float."""
    if "e" not in text and "E" not in text:
        return text
    try:
        value = Decimal(text)
    except InvalidOperation:  # an exponent beyond what decimals know
        return text
    return format(value, "f") if abs(value.adjusted()) < _LARGEST_EXPONENT else text


def _constant(name: str) -> str:
    raise JsonError(f"{name} is no JSON")


def _unexpected(found: str, wanted: str) -> JsonError:
    return JsonError(f"“{clean(found)}” stands where {wanted} should" if found else "the file ends too early")


_DECODER: Final = json.JSONDecoder(parse_float=_number, parse_int=str, parse_constant=_constant)


class JsonStream:
    """Walks through one document; numbers come as text.

    Args:
        raw: The document's bytes, UTF-8 with or without its mark.
    """

    def __init__(self, raw: IO[bytes]) -> None:
        self._text = TextIOWrapper(raw, "utf-8-sig")
        self._buffer = ""
        self._at = 0
        self._ended = False

    def members(self, into: str = "") -> Iterator[tuple[str, Any]]:
        """The names and values of the object; a list comes as None and has to be walked with `elements`.

        Args:
            into: Name of a member whose object comes as None too, and has to be walked with `members`.
        """
        self._expect("{")
        if self._peek() == "}":
            self._at += 1
            return
        while True:
            name = self._value()
            self._expect(":")
            walked = self._peek() == "[" or (name == into and into and self._peek() == "{")
            yield str(name), None if walked else self._value()
            if not self._another("}"):
                return

    def elements(self) -> Iterator[Any]:
        """The elements of the list that comes next."""
        self._expect("[")
        if self._peek() == "]":
            self._at += 1
            return
        while True:
            yield self._value()
            if not self._another("]"):
                return

    def starts_with(self) -> str:
        """The first character that is not blank, or nothing."""
        return self._peek()

    def _another(self, end: str) -> bool:
        found = self._peek()
        self._at += 1
        if found not in {",", end}:
            raise _unexpected(found, f"“,” or “{end}”")
        return found == ","

    def _expect(self, letter: str) -> None:
        found = self._peek()
        if found != letter:
            raise _unexpected(found, f"“{letter}”")
        self._at += 1

    def _peek(self) -> str:
        while True:
            while self._at < len(self._buffer):
                if self._buffer[self._at] not in _BLANK:
                    return self._buffer[self._at]
                self._at += 1
            if not self._more():
                return ""

    def _value(self) -> Any:  # noqa: ANN401 - any JSON
        self._peek()
        while True:
            try:
                value, end = _DECODER.raw_decode(self._buffer, self._at)
            except json.JSONDecodeError as error:
                if not self._more():
                    raise JsonError(error.msg if self._buffer[self._at :] else "the file ends too early") from error
                continue
            except RecursionError as error:
                raise JsonError("it is nested too deep") from error
            if end < len(self._buffer) or not self._more():
                self._at = end
                return value

    def _more(self) -> bool:
        if self._ended:
            return False
        if len(self._buffer) - self._at > _LARGEST_PIECE:
            raise JsonError("one piece of it is larger than 8 MiB, or broken")
        try:
            chunk = self._text.read(_CHUNK)
        except UnicodeDecodeError as error:
            raise JsonError("it is not UTF-8") from error
        self._ended = not chunk
        self._buffer = self._buffer[self._at :] + chunk
        self._at = 0
        return bool(chunk)
