from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.text import casefolded, clean, clean_lines, is_clean, search_text, sort_name

ANYTHING = st.text(st.characters(exclude_categories=()), max_size=40)
NASTY = st.text(
    st.sampled_from("aé株\u0301\u0e31\u200d\u202e\u2066\x1b\x9b\x7f\x00\t\r\n\u2028\ud800\ufe0f\ufeff"), max_size=30
)


@pytest.mark.parametrize(
    ("value", "cleaned"),
    [
        ("ACME Ltd", "ACME Ltd"),
        ("ACME [/] Ltd", "ACME [/] Ltd"),
        ("a\x1b[31mb", "a�[31mb"),
        ("a\x9b31m", "a�31m"),
        ("a\x7fb\x00", "a�b�"),
        ("line1\nline2\ta\rb\r\nc", "line1 line2 a b c"),
        ("\u202eDTL", "�DTL"),
        ("\u2067abc\u2069", "�abc�"),
        ("AC\u200bME\ufeff", "AC�ME�"),
        ("a\u2028b\u2029c\x85d", "a�b�c�d"),
        ("a\ud800b", "a�b"),
        ("a\u3164b\u00adc", "a�b�c"),
        ("Größe 株式会社 عربي", "Größe 株式会社 عربي"),
        ("a\u00a0b", "a\u00a0b"),
        ("\u0301" * 5, "\u0301" * 4),
        ("A" + "\u0301" * 60 + "b", "A" + "\u0301" * 4 + "b"),
    ],
)
def test_cleaning(value: str, cleaned: str) -> None:
    assert clean(value) == cleaned


def test_notes_keep_their_lines() -> None:
    assert clean_lines("a\r\nb\rc\nd\te\x1b") == "a\nb\nc\nd e�"


@given(st.one_of(ANYTHING, NASTY))
def test_cleaning_twice_changes_nothing_more(value: str) -> None:
    for cleaner in (clean, clean_lines):
        once = cleaner(value)
        assert cleaner(once) == once
    assert is_clean(clean(value))


@given(st.one_of(ANYTHING, NASTY))
def test_nothing_that_steers_or_hides_is_left(value: str) -> None:
    cleaned = clean(value)
    assert {unicodedata.category(letter) for letter in cleaned}.isdisjoint({"Cc", "Cf", "Cs", "Zl", "Zp"})
    cleaned.encode()
    marks = [unicodedata.category(letter)[0] == "M" for letter in cleaned]
    assert not any(all(marks[place : place + 5]) for place in range(len(marks) - 4))


@given(st.text(st.characters(codec="latin-1", exclude_categories=("Cc", "Cf"))))
def test_plain_text_is_left_alone(value: str) -> None:
    assert clean(value) == value


def test_plain_text_costs_little() -> None:
    names = ["Harrison & Sons (Wholesale) Ltd"] * 100_000
    started = time.perf_counter()
    for name in names:
        str.lower(name)
    yardstick = time.perf_counter() - started
    started = time.perf_counter()
    for name in names:
        clean(name)
    assert time.perf_counter() - started < 40 * yardstick


@pytest.mark.parametrize(
    ("value", "folded"),
    [
        ("  Müller   GmbH ", "muller gmbh"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("ＡＣＭ", "acm"),
        ("Ødegård Æbler Łódź", "odegard aebler lodz"),
        ("İstanbul", "istanbul"),
        ("가나", "가나"),
        ("हिन्दी", "हिन्दी"),
    ],
)
def test_folding(value: str, folded: str) -> None:
    assert casefolded(value) == folded
    assert sort_name(value) == folded


@given(ANYTHING)
def test_folding_twice_changes_nothing_more(value: str) -> None:
    once = casefolded(value)
    assert casefolded(once) == once


def test_search_text_is_a_line_a_part() -> None:
    assert search_text("10000", "Ädel AB", "", "Ädel AB", "x\ny") == "10000\nadel ab\nx y"
