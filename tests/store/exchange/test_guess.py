"""A profile guessed from a file: what it says, and what it cannot know."""

from __future__ import annotations

import random
import tomllib
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.exchange.guess import guess
from store.exchange.guess_text import text_of
from store.exchange.importing import ImportRefused
from store.exchange.preview import preview
from store.exchange.profile_reading import profile_of
from tests.store.exchange.conftest import CUSTOMERS, LEDGER_XLSX
from tests.store.exchange.test_formats import HOSTILE
from tests.store.exchange.test_profiles import ENTRIES, NORTHWIND, file, northwind, whole

if TYPE_CHECKING:
    from store.exchange.profile import Profile
    from tests.store.exchange.conftest import ImportedBooks

__all__ = ["northwind"]
PROFILES = Path(__file__).parents[2] / "data" / "profiles"


def proposed(path: Path) -> str:
    return text_of(guess(path))


def test_a_guess_reads_as_the_profile_written_by_hand(sqlite_books: ImportedBooks, northwind: Profile) -> None:
    text = NORTHWIND.replace("End of report", "Total").replace("Printed by anna;x\n", "")
    path = file(sqlite_books, text, encoding="utf-16")
    made = proposed(path)
    assert '# "QUOTE" = ""  # which is it?' in made
    completed = f'{made}\n[types]\nskip = ["QUOTE"]\n[currency]\nrates = {{ EUR = "0.8532" }}\n'
    sqlite_books.bring(path, profile=profile_of("mine", tomllib.loads(completed), "mine.toml"))
    guessed = sqlite_books.rows(ENTRIES)
    assert len(guessed) == 4
    assert sqlite_books.bring(path, profile=northwind).changes == 0, whole(guessed)


def test_what_the_cells_do_not_tell_is_asked(sqlite_books: ImportedBooks) -> None:
    path = file(sqlite_books, 'Client,Date,Amount\nA,03/04/2026,"1,234"\nB,05/06/2026,"2,345"\n')
    made = proposed(path)
    assert '# order = "dmy"  # or "mdy": ledger.csv: the dates (such as ' in made
    assert '# decimal = "."  # or ",": ledger.csv: the amounts (such as ' in made
    assert '# remaining = ""  # which column is what is left to pay?' in made
    assert '# means = "all"  # is every row of the file open in full?' in made


def test_business_centrals_pages_are_guessed() -> None:
    ledger = tomllib.loads(proposed(LEDGER_XLSX))["entries"]
    assert ledger["entry_no"] == "Entry No."
    assert (ledger["original"], ledger["remaining"]) == ("Original Amount", "Remaining Amount")
    assert tomllib.loads(proposed(CUSTOMERS))["customers"]["credit_limit_lcy"] == "Credit Limit (LCY)"


def test_a_list_in_json_is_found(sqlite_books: ImportedBooks) -> None:
    text = '{"page": 1, "rows": [{"contact": {"name": "A"}, "date": "2026-01-15", "total": 5, "balance": 5}]}'
    made = tomllib.loads(proposed(file(sqlite_books, text, "page.json")))
    assert made["file"] == {"list": "rows"}
    assert made["entries"]["customer_name"] == "contact.name"


def test_any_text_as_caption_and_cell_stays_toml(sqlite_books: ImportedBooks) -> None:
    for text in HOSTILE.values():
        plain = text.replace("\r", " ").replace("\n", " ").replace(";", ",").replace('"', "'").encode(errors="replace")
        path = file(sqlite_books, "")
        path.write_bytes(b"Kunde %b;Art;Datum;Betrag\n%b;%b;2026-01-15;5.00\n" % (plain, plain, plain))
        with suppress(ImportRefused):
            tomllib.loads(proposed(path))


@pytest.mark.parametrize(
    ("text", "sentence"), [("1,2\n3,4\n", "no row of captions"), ("Name,Amount\n", "no rows below")]
)
def test_what_cannot_be_guessed_is_refused(sqlite_books: ImportedBooks, text: str, sentence: str) -> None:
    with pytest.raises(ImportRefused, match=sentence):
        guess(file(sqlite_books, text))


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_mutated_files_are_guessed_or_refused(tmp_path: Path, seed: int) -> None:
    chosen = random.Random(seed)
    samples = [path.read_bytes() for path in sorted(PROFILES.glob("*/*-1.*")) if path.suffix in {".csv", ".json"}]
    pieces = [text.encode(errors="replace") for text in HOSTILE.values()] + [b"1e400", b"9" * 400, b"\x00", b'"', b"CR"]
    path = tmp_path / "mutated"
    for _ in range(200):
        data = bytearray(chosen.choice(samples))
        for _ in range(chosen.randrange(1, 6)):
            at, long = chosen.randrange(len(data)), chosen.randrange(200)
            data[at : at + chosen.choice((0, 1, long))] = chosen.choice((*pieces, bytes(data[at : at + long])))
        path.write_bytes(data)
        with suppress(ImportRefused):
            made = profile_of("guessed", tomllib.loads(proposed(path)), "guessed.toml")
            preview(path, made, "GBP", 5)
