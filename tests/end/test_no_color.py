"""Under NO_COLOR not one colour is sent, whatever is painted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from tests.end.program import imported, started

if TYPE_CHECKING:
    from pathlib import Path

SENT = re.compile(rb"\x1b\[([0-9;]*)m")


def colours(painted: bytes) -> set[str]:
    """The colours among what was sent; the terminal's own, 39 and 49, are none."""
    sent = {code.decode() for codes in SENT.findall(painted) for code in codes.split(b";")}
    return {code for code in sent if re.fullmatch(r"[349]\d|10\d|[34]8", code)} - {"39", "49"}


def test_no_colour_is_sent(tmp_path: Path) -> None:
    books = imported(tmp_path / "books.db")
    for found in (False, True):
        with started(books) if found else started(books, NO_COLOR="1") as terminal:
            terminal.wait_for("Fabrikam")
            painted = b"".join(terminal.bytes_for(key, first=3) for key in ("enter", "space", "u", "esc", "2", "?"))
            assert bool(colours(painted)) is found, colours(painted)
