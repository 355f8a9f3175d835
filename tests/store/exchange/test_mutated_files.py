"""Whatever has become of a file on its way: it is imported, or refused by a sentence, and the books agree."""

from __future__ import annotations

import csv
import re
import shutil
import sqlite3
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from store.exchange.importing import ImportOptions, ImportRefused, ImportSummary, import_files
from store.exchange.profile_finding import find_profile
from store.migrations.prepare import prepare
from store.queries.check import check
from store.queries.connection import connect
from store.rules.text import is_clean
from tests.store.exchange.conftest import ACTOR
from tests.store.exchange.memory import forget_peak, peak
from tests.store.exchange.mutations import CHANGES, Draw, Sample, mutated
from tests.store.exchange.samples import samples

if TYPE_CHECKING:
    from store.exchange.profile import Profile
    from tests.stores import Stores

SOME = 12
"""Files of each sample in every run; with the long ones ten times as many of all as their profile says, 100,000."""
MOST_MEMORY = 300.0
"""MiB that an import may take."""
SAMPLES = samples()


@dataclass
class Books:
    """Books that hold a sample, and a copy of them as they were."""

    path: Path
    folder: Path
    profile: Profile | None
    raw: bytes = b""

    def bring(self, file: Path, drawn: int) -> ImportSummary:
        options = ImportOptions(
            lcy_code="GBP",
            date_order=(None, "dmy", "mdy", "ymd")[drawn % 4],
            decimal_mark=(None, ".", ",", None)[drawn // 4 % 4],
            completeness="complete" if drawn & 16 else "partial",
            skip_bad_rows=bool(drawn & 32),
        )
        return import_files(str(self.path), [file], options, ACTOR, profile=self.profile)

    def as_they_were(self) -> None:
        """Take back what an import changed."""
        for left in ("-wal", "-shm"):
            self.path.with_name(self.path.name + left).unlink(missing_ok=True)
        self.path.write_bytes(self.raw)


def books_with(sample: Sample, stores: Stores, folder: Path) -> Books:
    """Books with the sample as it is."""
    profile = find_profile(sample.profile, None) if sample.profile else None
    books = Books(Path(stores.copy_of("sqlite", "empty-books", prepare)), folder, profile)
    file = folder / sample.name
    file.write_bytes(sample.raw)
    books.bring(file, 0)
    with closing(sqlite3.connect(books.path)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    books.raw = books.path.read_bytes()
    return books


def told_well(refused: ImportRefused, file: str) -> None:
    """A sentence that can be printed, and every bad row named by file and row."""
    assert is_clean(refused.sentence), refused.sentence
    assert re.search(r"[.,?]$", refused.sentence), refused.sentence
    named_well(refused.bad_rows, refused.bad_count, file)


def named_well(rows: tuple[object, ...], count: int, file: str) -> None:
    assert len(rows) == min(count, 1000)
    for row in rows:
        assert re.match(rf"{re.escape(file)}, row [1-9]\d*(, |: )", str(row)), str(row)
        assert is_clean(str(row)), str(row)


def one_file(books: Books, sample: Sample, changes: list[Draw], drawn: int) -> None:
    """Import what has become of the sample."""
    file = books.folder / sample.name
    file.write_bytes(mutated(sample, changes))
    with closing(sqlite3.connect(books.path)) as watched:
        before = watched.execute("PRAGMA data_version").fetchone()
        try:
            summary = books.bring(file, drawn)
        except ImportRefused as refused:
            told_well(refused, sample.name)
            assert watched.execute("PRAGMA data_version").fetchone() == before, "refused, but the books changed"
            return
        named_well(summary.bad_rows, summary.bad_count, sample.name)
        nothing_lost(file.read_bytes(), sample, summary)
        if watched.execute("PRAGMA data_version").fetchone() == before:
            assert not summary.changes
            return
    agree(books)
    books.as_they_were()


def nothing_lost(raw: bytes, sample: Sample, summary: ImportSummary) -> None:
    """Each row of a ledger is an entry now, or is named as refused; where a row of CSV is still told from the next."""
    first, _, _ = sample.raw.partition(b"\n")
    if sample.name != "entries.csv" or not raw.startswith(first) or summary.missing:
        return
    try:
        header, *rows = csv.reader(raw.decode("utf-8-sig").splitlines(keepends=True), strict=True)
    except (UnicodeError, csv.Error):
        return
    place = header.index("Entry No.")
    filled = [row for row in rows if any(row)]
    nos = [row[place].strip() for row in filled if len(row) > place]
    if len(set(nos)) < len(nos):
        return
    taken = summary.entries_new + summary.entries_changed + summary.entries_paid + summary.entries_part_paid
    taken += summary.entries_reopened + summary.entries_unchanged
    assert taken + summary.entries_refused == len(filled)


def agree(books: Books) -> None:
    connection = connect(str(books.path))
    try:
        assert check(connection, date(2026, 3, 31)) == []
    finally:
        connection.close()


@pytest.mark.parametrize("sample", SAMPLES, ids=[f"{each.profile} {each.name}".strip() for each in SAMPLES])
@pytest.mark.parametrize("files", [SOME, pytest.param(0, id="all", marks=pytest.mark.long)])
def test_every_file_is_imported_or_refused(sample: Sample, files: int, stores: Stores, tmp_path: Path) -> None:
    books = books_with(sample, stores, tmp_path)
    wanted = settings(
        max_examples=files or settings().max_examples * 10 // len(SAMPLES) + 1,
        derandomize=True,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    held = forget_peak()

    @wanted
    @given(CHANGES, st.integers(0, 63))
    def each(changes: list[Draw], drawn: int) -> None:
        one_file(books, sample, changes, drawn)

    each()
    bare = 60.0  # of a program that imports, before it begins
    assert peak() - held + bare < MOST_MEMORY
    shutil.rmtree(books.folder, ignore_errors=True)
