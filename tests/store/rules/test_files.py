"""Files that are linked: names, sizes, and what they are by their first bytes (rule 16)."""

from __future__ import annotations

import pytest

from store.rules.files import (
    LONGEST_NAME,
    MAX_BYTES,
    UNKNOWN,
    FileRefused,
    check_file,
    check_size,
    clean_name,
    size_text,
)
from store.rules.text import is_clean
from tests.hostile import STRINGS

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
ZIP = b"PK\x03\x04\x14\x00"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\x00"
OFFICE = "application/vnd.openxmlformats-officedocument"


@pytest.mark.parametrize(
    ("name", "head", "media_type"),
    [
        ("a.pdf", PDF, "application/pdf"),
        ("a.pdf", b"\r\n" + PDF, "application/pdf"),
        ("a.PNG", PNG, "image/png"),
        ("a.png", JPEG, "image/jpeg"),
        ("a.gif", b"GIF89a\x01\x00", "image/gif"),
        ("a.webp", b"RIFF\x10\x00\x00\x00WEBPVP8 ", "image/webp"),
        ("a.tif", b"II*\x00\x08\x00", "image/tiff"),
        ("a.docx", ZIP, f"{OFFICE}.wordprocessingml.document"),
        ("a.xlsx", ZIP, f"{OFFICE}.spreadsheetml.sheet"),
        ("a.zip", ZIP, "application/zip"),
        ("a.msg", OLE, "application/vnd.ms-outlook"),
        ("a.eml", b"From: a@b.test\r\n", "message/rfc822"),
        ("a.txt", "Überweisung\n".encode(), "text/plain"),
        ("a.txt", "Latin-1: Ü".encode("latin-1"), "text/plain"),
        ("a.csv", "no;amount\n".encode("utf-16"), "text/csv"),
        ("MZ list.txt", b"MZ is how this letter begins", "text/plain"),
        ("no ending", PDF, "application/pdf"),
        ("a.dat", b"\x00\x01\x02", UNKNOWN),
    ],
)
def test_a_type_is_what_the_first_bytes_say(name: str, head: bytes, media_type: str) -> None:
    assert check_file(name, head).media_type == media_type


@pytest.mark.parametrize(
    ("name", "head", "words"),
    [
        ("a.pdf", PNG, "its bytes are a picture, not a PDF"),
        ("a.png", PDF, "its bytes are a PDF, not a picture"),
        ("a.docx", b"plain letters", "are text, not a ZIP container"),
        ("a.txt", b"\x00\x01", "are of no known kind, not text"),
        ("a.pdf", b"\x7fELF\x02\x01", "is a program"),
        ("a", b"MZ\x90\x00\x03", "is a program"),
        ("a", b"\xcf\xfa\xed\xfe\x07", "is a program"),
        ("notes.txt", b"#!/bin/sh\nrm -rf ~\n", "can hold a script"),
        ("notes.txt", b"\xef\xbb\xbf#!/bin/sh\n", "can hold a script"),
        ("invoice.desktop", b"[Desktop Entry]\n", "can hold a script"),
        ("invoice.pdf.EXE", b"anything", "is a program"),
        ("invoice.html", b"<html>", "can hold a script"),
        ("", PDF, "without a name"),
        ("..", PDF, "without a name"),
        ("/srv/", PDF, "without a name"),
    ],
)
def test_what_is_no_document_is_refused(name: str, head: bytes, words: str) -> None:
    with pytest.raises(FileRefused, match=words):
        check_file(name, head)


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("/etc/../a b.pdf", "a b.pdf"),
        ("C:\\Users\\me\\b.pdf", "b.pdf"),
        ("..\\..\\c.pdf", "c.pdf"),
        ("two\nlines\t.pdf", "two lines .pdf"),
        ("esc\x1b[2J.pdf", "esc�[2J.pdf"),
        ("fdp\u202eexe.pdf", "fdp�exe.pdf"),
        ("\udcff.pdf", "�.pdf"),
        ("x" * 300 + ".pdf", "x" * (LONGEST_NAME - 4) + ".pdf"),
        ("\x00", ""),
    ],
)
def test_a_name_has_no_folder_and_no_control_character(given: str, kept: str) -> None:
    assert clean_name(given) == kept


@pytest.mark.parametrize("name", STRINGS)
def test_hostile_names_become_clean_ones(name: str) -> None:
    cleaned = clean_name(STRINGS[name])
    assert is_clean(cleaned)
    assert len(cleaned) <= LONGEST_NAME
    assert not set(cleaned) & {"/", "\\", "\n", "\x00"}
    assert clean_name(cleaned) == cleaned


def test_sizes() -> None:
    check_size("a", 1)
    check_size("a", MAX_BYTES)
    with pytest.raises(FileRefused, match=r"a\.pdf is empty"):
        check_size("a.pdf", 0)
    with pytest.raises(FileRefused, match=r"26\.2 MB, more than 25 MiB"):
        check_size("a", MAX_BYTES + 1)
    assert [size_text(size) for size in (1, 999, 12_345, 3_400_000, MAX_BYTES)] == [
        *("1 byte", "999 bytes", "12 kB", "3.4 MB", "25 MiB")
    ]
