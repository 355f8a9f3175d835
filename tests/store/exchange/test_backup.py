"""A backup is of one state, whole, and never put over newer books without being told."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.books import Books
from store.exchange import snapshot
from store.exchange.backup import Backup, NotBackedUp, back_up
from store.exchange.restore import HELD, NotRestored, Restored, restore
from store.queries.check import check
from store.queries.connection import StoreError, connect
from store.requests.setup import ChangeSetup
from tests.dump import dump
from tests.screens.mail_books import add_mails
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores

DAY = date(2026, 3, 31)


def silent(_phase: str, _done: int, _total: int | None) -> None:
    """Show no progress."""


def change(url: str, name: str) -> None:
    """Change the books, which the audit tells."""
    baseset.Desk(url).do(ChangeSetup(actor=baseset.ANNA, changes=(("company_name", name),)))


def backed_up(url: str, out: Path, *, replace: bool = False) -> Backup:
    return back_up(url, out, DAY, silent, replace=replace)


def restored(file: Path, url: str, *, overwrite: bool = False) -> Restored:
    return restore(file, url, DAY, silent, overwrite=overwrite)


@pytest.fixture
def url(stores: Stores) -> str:
    return stores.copy_of("sqlite", "base", baseset.make_base_set)


def names(folder: Path) -> list[str]:
    return sorted(each.name for each in folder.iterdir() if not each.name.endswith(("-wal", "-shm")))


def test_it_is_of_one_state_whoever_writes_meanwhile(url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshot, "PAGES", 20)
    before = dump(url)
    wrote: list[int] = []

    def writes(_phase: str, done: int, _total: int | None) -> None:
        if len(wrote) < 3:
            change(url, f"Renamed {done}")
            wrote.append(done)

    done = back_up(url, tmp_path / "b.db", DAY, writes)
    assert len(wrote) == 3
    assert dump(str(tmp_path / "b.db")) == before != dump(url)
    assert (done.path.stat().st_mode & 0o777, done.findings) == (0o600, [])
    assert done.size == done.path.stat().st_size
    assert done.last is None
    assert names(tmp_path) == ["b.db"]


def test_nothing_is_written_over_unless_it_is_said(url: str, tmp_path: Path) -> None:
    out = tmp_path / "b.db"
    out.write_bytes(b"mine")
    for wrong in (out, Path(url)):
        with pytest.raises(NotBackedUp):
            backed_up(url, wrong)
    with pytest.raises(NotBackedUp, match="is the store itself"):
        backed_up(url, Path(url), replace=True)
    assert out.read_bytes() == b"mine"
    with pytest.raises(StoreError, match="no such file or directory"):
        backed_up(url, tmp_path / "none" / "b.db")
    with pytest.raises(StoreError, match="There are no books"):
        backed_up(str(tmp_path / "none.db"), tmp_path / "c.db")
    backed_up(url, out, replace=True)
    assert dump(str(out)) == dump(url)
    assert names(tmp_path) == ["b.db"]


def test_damaged_books_replace_no_good_backup(url: str, tmp_path: Path) -> None:
    out = tmp_path / "b.db"
    backed_up(url, out)
    good = out.read_bytes()
    with closing(sqlite3.connect(url)) as books:
        books.execute("PRAGMA journal_mode=DELETE")
        (root,) = books.execute("SELECT rootpage FROM sqlite_master WHERE name = 'customer'").fetchone()
        (size,) = books.execute("PRAGMA page_size").fetchone()
    with Path(url).open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(b"\xff" * size)
    with pytest.raises(NotBackedUp, match="Nothing was backed up"):
        backed_up(url, out, replace=True)
    assert out.read_bytes() == good
    with pytest.raises(NotRestored, match="damaged"):
        restored(Path(url), str(tmp_path / "other.db"))
    assert names(tmp_path) == ["b.db"]


def test_a_restore_brings_back_and_keeps_what_was_there(url: str, tmp_path: Path) -> None:
    out = tmp_path / "b.db"
    change(url, "First")
    before = dump(url)
    backed_up(url, out)
    assert restored(out, url).kept == Path(f"{url}.before-restore")
    change(url, "Second")
    change(url, "Third")
    newer = dump(url)
    with pytest.raises(NotRestored, match=r"are newer, by 2 changes \(the last: .*anna: .*--overwrite"):
        restored(out, url)
    assert dump(url) == newer
    done = restored(out, url, overwrite=True)
    assert done.kept == Path(f"{url}.before-restore-2")
    assert (dump(url), dump(str(done.kept))) == (before, newer)
    change(url, "It goes on")
    with closing(sqlite3.connect(url)) as books:
        assert books.execute("PRAGMA journal_mode").fetchone() == ("wal",)


def test_other_books_are_not_replaced_unless_it_is_said(url: str, stores: Stores, tmp_path: Path) -> None:
    change(url, "Ours")
    backed_up(url, tmp_path / "b.db")
    other = stores.copy_of("sqlite", "base", baseset.make_base_set)
    change(other, "Theirs")
    with pytest.raises(NotRestored, match="are not those of the backup"):
        restored(tmp_path / "b.db", other)
    restored(tmp_path / "b.db", other, overwrite=True)
    assert dump(other) == dump(url)


def test_books_that_a_program_has_open_stay(url: str, tmp_path: Path) -> None:
    backed_up(url, tmp_path / "b.db")
    books = Books.open(url)
    before = dump(url)
    with pytest.raises(NotRestored, match="leave it everywhere first") as refused:
        restored(tmp_path / "b.db", url)
    assert refused.value.busy
    assert dump(url) == before
    books.close()
    restored(tmp_path / "b.db", url)


def test_to_where_nothing_or_something_damaged_is(url: str, tmp_path: Path) -> None:
    out, new = tmp_path / "b.db", tmp_path / "new" / "books.db"
    backed_up(url, out)
    assert restored(out, str(new)).kept is None
    assert dump(str(new)) == dump(url)
    assert new.stat().st_mode & 0o777 == 0o600
    new.write_bytes(b"rubbish" * 1000)
    with pytest.raises(NotRestored, match="cannot be read"):
        restored(out, str(new))
    done = restored(out, str(new), overwrite=True)
    assert done.kept is not None
    assert done.kept.read_bytes().startswith(b"rubbish")
    assert dump(str(new)) == dump(url)


def test_a_mail_that_may_have_been_sent_since_does_not_go_again(url: str, tmp_path: Path) -> None:
    add_mails(url)
    backed_up(url, tmp_path / "b.db")
    states = "SELECT id, state, held_reason, data_entered FROM outbox_message ORDER BY id"
    with closing(sqlite3.connect(url)) as books:
        before = books.execute(states).fetchall()
    waiting = [row[0] for row in before if row[1] in {"queued", "sending"}]
    assert restored(tmp_path / "b.db", url).held == len(waiting) > 0
    with closing(sqlite3.connect(url)) as books:
        after = books.execute(states).fetchall()
    expected = [(row[0], "held", HELD, 1) if row[0] in waiting else row for row in before]
    assert after == expected
    with closing(connect(url)) as looked:
        assert check(looked, DAY) == []


def test_what_is_no_backup_is_refused(url: str, tmp_path: Path) -> None:
    out, text, other = tmp_path / "b.db", tmp_path / "text.db", tmp_path / "other.db"
    text.write_text("No. and name\n" * 100)
    with closing(sqlite3.connect(other)) as made:
        made.execute("CREATE TABLE mine (a)")
    backed_up(url, out)
    with closing(sqlite3.connect(out)) as newer, newer:
        newer.execute("UPDATE alembic_version SET version_num = '9999'")
    for file, said in (
        (text, "no file of books"),
        (other, "something else"),
        (out, "from a newer cctui"),
        (Path(url), "itself"),
    ):
        before = dump(url)
        with pytest.raises(NotRestored, match=said):
            restored(file, url, overwrite=True)
        assert dump(url) == before
    backed_up(url, tmp_path / "c.db")
    with pytest.raises(NotRestored, match="something else"):
        restored(tmp_path / "c.db", str(other), overwrite=True)


@pytest.mark.long
def test_from_postgresql_and_into_it(stores: Stores, tmp_path: Path) -> None:
    url, out = stores.copy_of("postgres", "base", baseset.make_base_set), tmp_path / "b.db"
    done = backed_up(url, out)
    assert (done.findings, done.path.stat().st_mode & 0o777) == ([], 0o600)
    assert names(tmp_path) == ["b.db"]
    with pytest.raises(NotRestored, match="into an empty database"):
        restored(out, url)
    empty = stores.empty("postgres")
    restored(out, empty)
    assert dump(empty) == dump(url)


def test_a_place_that_cannot_be_made_is_told(url: str, tmp_path: Path) -> None:
    out = tmp_path / "backup.db"
    backed_up(url, out)
    with pytest.raises(StoreError, match="cannot be made"):
        restored(out, str(out / "no folder" / "books.db"))
