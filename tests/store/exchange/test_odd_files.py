"""Files with what nobody expects: the sentence is one, and can be printed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from store.exchange.importing import ImportRefused
from store.rules.text import is_clean
from tests.store.exchange.conftest import HEADER

if TYPE_CHECKING:
    from tests.store.exchange.conftest import ImportedBooks

ENTRY = {
    "Entry_No": 1,
    "Customer_No": "1",
    "Posting_Date": "2026-01-15",
    "Original_Amount": 100,
    "Remaining_Amount": 100,
}


def page(**changes: object) -> str:
    return json.dumps({"value": [{**ENTRY, **changes}]}, ensure_ascii=False)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (page().replace("100", "1e99999999999999999999"), "“1e99999999999999999999” is not an amount"),
        (page().replace('"value":', '"value"\u202e'), "“�” stands where “:” should"),
        (page(Original_Amount="").replace("Original_Amount", "Original\u202e_Amount"), "Original�_Amount: is empty"),
    ],
    ids=["an exponent", "a mark between", "a mark in a name"],
)
def test_odd_json(sqlite_books: ImportedBooks, text: str, said: str) -> None:
    path = sqlite_books.folder / "page.json"
    path.write_text(text, "utf-8")
    with pytest.raises(ImportRefused) as refused:
        sqlite_books.bring(path)
    told = "\n".join([refused.value.sentence, *map(str, refused.value.bad_rows)])
    assert said in told
    assert all(map(is_clean, told.splitlines()))


def test_a_file_whose_name_and_quotes_are_odd(sqlite_books: ImportedBooks) -> None:
    path = sqlite_books.folder / "a\x1b[31m.csv"
    header = "\t".join(HEADER)
    path.write_text(f'{header}\n1\t"1"x\n')
    with pytest.raises(ImportRefused, match=r"^a�\[31m.csv, line 2: cannot be read as CSV") as refused:
        sqlite_books.bring(path)
    assert is_clean(refused.value.sentence)
