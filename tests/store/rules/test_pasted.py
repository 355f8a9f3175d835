"""Paths in what terminals paste when files are dropped on them (rule 16)."""

from __future__ import annotations

import pytest

from store.rules.files import MOST_FILES
from store.rules.pasted import LONGEST_PASTE, looks_like_paths, readings
from tests.hostile import STRINGS


def first(typed: str) -> list[str]:
    return [each.path or each.problem for each in readings(typed)[0]]


@pytest.mark.parametrize(
    ("pasted", "paths"),
    [
        ("/a/b.pdf", ["/a/b.pdf"]),
        (" '/a/my file.pdf' ", ["/a/my file.pdf"]),
        ('"/a/my file.pdf"', ["/a/my file.pdf"]),
        ("/a/my\\ file\\ \\(2\\).pdf", ["/a/my file (2).pdf"]),
        ("'/a/it'\\''s.pdf'", ["/a/it's.pdf"]),
        ("file:///a/my%20file%C3%BC.pdf", ["/a/my fileü.pdf"]),
        ("file://localhost/a/b.pdf", ["/a/b.pdf"]),
        ("file://myhost/a/b.pdf", ["/a/b.pdf"]),
        ("file:/a/b.pdf", ["/a/b.pdf"]),
        ("'/a/x y.pdf' '/b/z.pdf'", ["/a/x y.pdf", "/b/z.pdf"]),
        ("/a/x.pdf\r\n/b/y.pdf\n", ["/a/x.pdf", "/b/y.pdf"]),
        ("file:///a/x.pdf\nfile:///b/y.pdf\r", ["/a/x.pdf", "/b/y.pdf"]),
        ("/a/$HOME;rm -rf `x`.pdf", ["/a/$HOME;rm", "-rf", "`x`.pdf"]),
    ],
)
def test_what_terminals_paste(pasted: str, paths: list[str]) -> None:
    assert looks_like_paths(pasted)
    assert first(pasted) == paths


@pytest.mark.parametrize("pasted", ["/a/my file.pdf", "/a/it's my file.pdf", "'/a/my file.pdf'"])
def test_a_name_with_blanks_as_it_is_is_one_of_the_readings(pasted: str) -> None:
    assert any(len(reading) == 1 and " " in reading[0].path for reading in readings(pasted))


@pytest.mark.parametrize(
    "pasted",
    [
        "C:\\Users\\me\\my file.pdf",
        '"C:\\Users\\me\\remittance.pdf"',
        "\\\\server\\share\\remittance.pdf",
        "file:///C:/Users/me/remittance.pdf",
        "d:/remittance.pdf",
    ],
)
def test_a_path_of_windows_says_how_to_bring_the_file(pasted: str) -> None:
    assert looks_like_paths(pasted)
    told = readings(pasted)[0][0]
    assert not told.path
    assert "copy it here first (scp" in told.problem


def test_two_paths_of_windows_are_two() -> None:
    assert len(readings('"C:\\a b\\x.pdf" "C:\\y.pdf"')[0]) == 2


@pytest.mark.parametrize(
    "pasted",
    ["", "  \n ", "INV-1 1,200.00", "Dear Mary,\n/see below", "http://x.test/a.pdf", "/" + "a" * LONGEST_PASTE],
)
def test_other_texts_are_no_paths(pasted: str) -> None:
    assert not looks_like_paths(pasted)


def test_more_files_than_go_at_once_are_no_reading() -> None:
    assert readings("\n".join(f"/a/{number}.pdf" for number in range(MOST_FILES + 1))) == []


def test_a_nul_is_told() -> None:
    assert "NUL" in readings("/a\x00b")[0][0].problem
    assert "NUL" in readings("file:///a%00b")[0][0].problem


@pytest.mark.parametrize("name", STRINGS)
def test_hostile_texts_are_read_without_a_fault(name: str) -> None:
    for text in (STRINGS[name], f"/a/{STRINGS[name]}", f"file:///{STRINGS[name]}", f"C:\\{STRINGS[name]}"):
        looks_like_paths(text)
        readings(text)
