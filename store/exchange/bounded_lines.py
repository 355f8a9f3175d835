"""Reads the lines of a text file without ever holding one that no ledger has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.exchange.outcome import ImportRefused

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import TextIO

MOST_CHARACTERS: Final = 1 << 16
"""Characters of a line: some hundred times those of a long one."""


def bounded_lines(text: TextIO, file: str) -> Iterator[str]:
    """The lines of a text that was opened with `newline=""`; raises ImportRefused where one is longer than any row.

    Args:
        text: The open file.
        file: Its name, for the sentence.
    """
    number = 0
    while line := text.readline(MOST_CHARACTERS):
        number += 1
        if len(line) == MOST_CHARACTERS and line[-1] not in "\r\n":
            raise ImportRefused(
                f"{file}, line {number} is longer than {MOST_CHARACTERS:,} characters: is it a CSV file at all?"
            )
        yield line
