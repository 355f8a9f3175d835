"""The books' door and the one writer behind it."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from store.books import Books, Interrupted, StoreError
from store.queries.setup import setup
from store.requests.base import Done, NotDone
from store.requests.calls import ChangeInteraction, KeepDraft, TickLines
from store.tables.calls import EntryNote, Interaction, InteractionLine
from store.tables.engine import open_engine
from tests.store.baseset import ANNA, BOB, INV_1, INV_2, Desk, make_base_set

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.queries.connection import Connection
    from store.requests.base import Outcome
    from tests.stores import Stores

WAIT = 30.0
"""Seconds after which something that must come did not."""


@dataclass
class Page:
    """What a page does with the writer: it submits, and waits for so many outcomes."""

    books: Books
    outcomes: list[Outcome] = field(default_factory=list)
    changed: threading.Event = field(default_factory=threading.Event)
    _came: threading.Semaphore = field(default_factory=lambda: threading.Semaphore(0))

    def __post_init__(self) -> None:
        self.books.listen(self._outcome, self.changed.set)

    def _outcome(self, outcome: Outcome) -> None:
        self.outcomes.append(outcome)
        self._came.release()

    def after(self, count: int) -> list[Outcome]:
        for _ in range(count):
            assert self._came.acquire(timeout=WAIT)
        return self.outcomes[-count:]


@pytest.fixture
def page(desk: Desk) -> Iterator[Page]:
    books = Books.open(desk.url)
    yield Page(books)
    assert books.close()


def _draft(text: str, interaction_id: str = "call") -> KeepDraft:
    return KeepDraft(actor=ANNA, interaction_id=interaction_id, draft=text)


def test_missing_books_are_not_made_unasked(sqlite_url: str) -> None:
    with pytest.raises(StoreError, match=r"There are no books at .*import some with"):
        Books.open(sqlite_url, make=False)
    assert not Path(sqlite_url).exists()


def test_books_that_are_none_are_refused(tmp_path: Path) -> None:
    junk = tmp_path / "books.db"
    junk.write_bytes(b"no database at all, only text that is long enough" * 100)
    with pytest.raises(StoreError, match="not a database"):
        Books.open(str(junk))


def test_requests_are_performed_in_their_order(desk: Desk, page: Page) -> None:
    desk.open()
    requests = [_draft(str(number)) for number in range(20)]
    for request in requests:
        page.books.submit(request)
    assert [outcome.request for outcome in page.after(20)] == requests
    assert desk.all(Interaction)[0].draft == "19"


def test_a_failed_request_holds_back_its_group_only_until_it_is_tried_again(desk: Desk, page: Page) -> None:
    desk.open("call", ANNA)
    page.books.submit(TickLines(actor=ANNA, interaction_id="late", ticked=frozenset({INV_1})))
    page.books.submit(ChangeInteraction(actor=ANNA, interaction_id="late", changes={"notes": "kept"}))
    page.books.submit(_draft("other"))
    failed, other = page.after(2)
    assert isinstance(failed, NotDone)
    assert failed.kind == "refused"
    assert isinstance(other, Done)
    page.books.writer.again("late")
    (again,) = page.after(1)
    assert isinstance(again, NotDone)
    assert again.waiting == 1
    desk.open("late", ANNA)
    page.books.writer.again("late")
    assert [type(outcome) for outcome in page.after(2)] == [Done, Done]
    calls = {call.id: call for call in desk.all(Interaction)}
    assert (calls["late"].notes, calls["call"].draft) == ("kept", "other")
    assert [line.entry_no for line in desk.all(InteractionLine) if line.ticked] == [INV_1]


def test_a_dropped_group_is_forgotten_and_works_again(desk: Desk, page: Page) -> None:
    desk.open("call", ANNA)
    page.books.submit(ChangeInteraction(actor=ANNA, interaction_id="call", changes={"state": "x"}))
    page.books.submit(_draft("held"))
    page.after(1)
    page.books.writer.drop("call")
    page.books.submit(_draft("later"))
    (outcome,) = page.after(1)
    assert (type(outcome), outcome.request) == (Done, outcome.request)
    assert desk.all(Interaction)[0].draft == "later"
    assert len(page.outcomes) == 2


def test_stopping_performs_what_is_queued(desk: Desk) -> None:
    desk.open()
    books = Books.open(desk.url)
    page = Page(books)
    for number in range(30):
        books.submit(desk.asked([INV_1], "NO ANSWER", interaction_id="call", note=str(number)))
    assert books.close(WAIT)
    assert [note.text for note in desk.all(EntryNote)] == [str(number) for number in range(30)]
    assert len(page.outcomes) == 30


def test_a_fault_of_a_command_is_told_and_the_writer_goes_on(desk: Desk, page: Page) -> None:
    desk.open()
    page.books.submit(desk.asked([INV_1], "NO ANSWER", entries=(("x", "y"),)))
    page.books.submit(desk.asked([INV_1], "NO ANSWER"))
    broken, fine = page.after(2)
    assert isinstance(broken, NotDone)
    assert broken.sentence.startswith(("This was not saved", "The store could not", "There", "An entry"))
    assert isinstance(fine, Done)


def test_others_changes_are_told_and_one_s_own_are_not(desk: Desk, page: Page) -> None:
    page.books.writer.warm()
    assert page.changed.wait(WAIT)  # the first look tells that anything may have changed since the pages read
    page.changed.clear()
    page.books.submit(desk.asked([INV_1], "NO ANSWER"))
    page.after(1)
    assert not page.changed.wait(1.2)
    desk.update([INV_2], "CALL BACK", actor=BOB)
    assert page.changed.wait(WAIT)


def test_read_only_books_change_nothing(desk: Desk) -> None:
    books = Books.open(desk.url, read_only=True)
    request = desk.asked([INV_1], "NO ANSWER")
    before = desk.image()
    with pytest.raises(StoreError, match="read-only"):
        books.submit(request)
    outcome = books.perform(request)
    assert isinstance(outcome, NotDone)
    assert "read-only" in outcome.sentence
    books.close()
    assert desk.image() == before


def test_perform_makes_a_change_at_once(desk: Desk) -> None:
    books = Books.open(desk.url)
    assert isinstance(books.perform(desk.asked([INV_1], "NO ANSWER")), Done)
    assert books.read(setup).lcy_code == "GBP"
    books.close()
    assert desk.entry(INV_1).status_code == "NO ANSWER"


def test_a_read_sees_one_state_of_the_books(desk: Desk) -> None:
    books = Books.open(desk.url)

    def twice(connection: Connection) -> list[object]:
        sql = "SELECT status_code FROM customer_ledger_entry WHERE entry_no = 1"
        first = connection.rows(sql)
        desk.update([INV_1], "NO ANSWER")
        return [first, connection.rows(sql)]

    assert books.read(twice) == [[(None,)], [(None,)]]
    books.close()


@pytest.mark.parametrize("late", [False, True])
def test_a_newer_read_of_a_lane_stops_the_older(desk: Desk, late: bool) -> None:
    """Whether the older one's statement runs already, or is about to."""
    books = Books.open(desk.url)
    begun, superseded = threading.Event(), threading.Event()
    told: list[type[BaseException]] = []
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100000000) SELECT max(i) FROM n"

    def slow(connection: Connection) -> None:
        begun.set()
        if late:
            assert superseded.wait(WAIT)
        connection.rows(endless)

    def older() -> None:
        try:
            books.read_newest("list", slow)
        except Interrupted as error:
            told.append(type(error))

    thread = threading.Thread(target=older, daemon=True)
    thread.start()
    assert begun.wait(WAIT)
    assert books.read_newest("list", setup).lcy_code == "GBP"
    superseded.set()
    thread.join(WAIT)
    assert told == [Interrupted]
    assert books.read(setup).lcy_code == "GBP"
    books.close()


def _end_connections(url: str) -> None:
    """End every connection to a PostgreSQL store, as a server that starts anew does."""
    engine = open_engine(url)
    with engine.connect() as connection:
        connection.exec_driver_sql(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    engine.dispose()


def test_a_lost_server_is_told_once_and_then_read_again(stores: Stores) -> None:
    books = Books.open(stores.copy_of("postgres", "base set", make_base_set))
    assert books.read(setup).lcy_code == "GBP"
    _end_connections(books.url)
    with pytest.raises(StoreError, match=r"^The store cannot be read: .*\.$"):
        books.read(setup)
    assert books.read(setup).lcy_code == "GBP"
    books.close()


def test_the_writer_outlives_a_lost_server(stores: Stores) -> None:
    url = stores.copy_of("postgres", "base set", make_base_set)
    books = Books.open(url)
    page = Page(books)
    here = Desk(url)
    books.submit(here.asked([INV_1], "NO ANSWER"))
    page.after(1)
    _end_connections(url)
    assert page.changed.wait(WAIT)  # the writer looked, found its line lost, and looked again
    books.submit(here.asked([INV_2], "NO ANSWER"))
    assert isinstance(page.after(1)[0], Done)
    assert books.close()
