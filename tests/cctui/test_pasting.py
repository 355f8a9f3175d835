"""Pasted text stays text, in whatever pieces it arrives."""

from __future__ import annotations

import pytest

from cctui.pasting import PasteDecoder
from tests.hostile import STRINGS


def decoded(data: bytes, size: int) -> str:
    decoder = PasteDecoder()
    return "".join(decoder.decode(data[start : start + size]) for start in range(0, len(data), size))


@pytest.mark.parametrize("size", [1, 2, 3, 5, 6, 7, 11, 4096])
@pytest.mark.parametrize(
    ("sent", "read"),
    [
        ("abc\x1b[Aü\x1b", "abc\x1b[Aü\x1b"),
        ("\x1b[200~a\x1b[31mb\x1b\x1b\x1b[201~\x1b[B", "\x1b[200~a[31mb\x1b[201~\x1b[B"),
        ("x\x1b[200~\x1b[200~y\x1b[201~z\x1b", "x\x1b[200~[200~y\x1b[201~z\x1b"),
        ("\x1b[200~\x1b[201~\x1b[200~ü\x1bq\x1b[201~", "\x1b[200~\x1b[201~\x1b[200~üq\x1b[201~"),
        ("\x1b[201~\x1bq", "\x1b[201~\x1bq"),
    ],
)
def test_an_escape_inside_a_paste_is_left_out(sent: str, read: str, size: int) -> None:
    assert decoded(sent.encode(), size) == read


def test_a_wrong_byte_is_a_letter_that_means_nothing() -> None:
    assert decoded(b"a\xff\xc3", 1) == "a�"


@pytest.mark.parametrize("name", STRINGS)
def test_hostile_texts_stay_inside_their_paste(name: str) -> None:
    text = STRINGS[name].replace("\x1b[201~", "")
    read = decoded(f"\x1b[200~{text}\x1b[201~q".encode("utf-8", "surrogateescape"), 7)
    assert read.count("\x1b") == 2
    assert read.startswith("\x1b[200~")
    assert read.endswith("\x1b[201~q")
