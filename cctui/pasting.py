"""What the keyboard sends, decoded so that pasted text stays text."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

ESC: Final = "\x1b"
BEGIN: Final = "\x1b[200~"
END: Final = "\x1b[201~"


class PasteDecoder(codecs.IncrementalDecoder):
    """Decodes UTF-8, a wrong byte as ``�``; inside a bracketed paste an escape character is left out.

    Textual takes an escape character inside a paste for the paste's end: what follows it would run as keys. Most
    terminals leave it out themselves.
    """

    def __init__(self, errors: str = "replace") -> None:
        super().__init__(errors)
        self._utf8 = codecs.getincrementaldecoder("utf-8")(errors)
        self._inside = False
        self._kept = ""
        """Inside a paste: what may be the beginning of its end. Outside: the last characters, which have been given."""

    def decode(self, data: ReadableBuffer, final: bool = False) -> str:  # noqa: FBT001, FBT002 - the base's signature
        """The characters of these bytes."""
        text = self._utf8.decode(data, final)
        given: list[str] = []
        while text:
            text = self._within(text, given) if self._inside else self._outside(text, given)
        return "".join(given)

    def _outside(self, text: str, given: list[str]) -> str:
        """Give all up to the beginning of a paste; what is left."""
        seen = self._kept + text
        at = seen.find(BEGIN)
        if at < 0:
            given.append(text)
            self._kept = seen[1 - len(BEGIN) :]
            return ""
        taken = at + len(BEGIN) - len(self._kept)
        given.append(text[:taken])
        self._inside, self._kept = True, ""
        return text[taken:]

    def _within(self, text: str, given: list[str]) -> str:
        """Give all up to the end of a paste, without escape characters; what is left."""
        text = self._kept + text
        self._kept = ""
        before, end, after = text.partition(END)
        if end:
            given.append(before.replace(ESC, "") + end)
            self._inside = False
            return after
        begun = next((size for size in range(len(END) - 1, 0, -1) if text.endswith(END[:size])), 0)
        self._kept = text[len(text) - begun :]
        given.append(text[: len(text) - begun].replace(ESC, ""))
        return ""
