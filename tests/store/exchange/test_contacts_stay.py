"""An import fills the contacts that it made, and never overwrites one that was changed here (rule 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from store.commands.work import perform
from store.requests.base import Done
from store.requests.contacts import DeleteContact, SaveContact, SetCreditControlContact
from store.tables.engine import open_engine
from tests.store.exchange.conftest import ACTOR

if TYPE_CHECKING:
    from store.requests.base import Request
    from tests.store.exchange.conftest import ImportedBooks

HEADER = ("No.", "Name", "Contact", "Phone No.", "E-Mail")


def do(books: ImportedBooks, request: Request) -> Any:  # noqa: ANN401 - the request's result
    engine = open_engine(books.url)
    outcome = perform(engine, request)
    engine.dispose()
    assert isinstance(outcome, Done), outcome
    return outcome.result


def bring(books: ImportedBooks, *values: str) -> None:
    books.bring(books.csv([["1", *values]], HEADER))


def contacts(books: ImportedBooks) -> list[tuple[Any, ...]]:
    return books.rows("SELECT name, phone, email, source FROM contact ORDER BY id")


def searched(books: ImportedBooks) -> list[str]:
    ((text,),) = books.rows("SELECT search_text FROM customer")
    return str(text).split("\n")


@pytest.mark.seed("S32")
def test_a_contact_changed_here_stays_and_the_source_s_own_words_are_kept_beside_it(books: ImportedBooks) -> None:
    bring(books, "One", "Ann Ash", "+44 20 7946 0001", "ann@one.test")
    change = SaveContact(
        actor=ACTOR, contact_id=1, customer_no="1", name="Anna Ash", phone="+44 20 7946 0002", email="anna@one.test"
    )
    do(books, change)
    assert searched(books) == ["1", "one", "ann ash", "ann@one.test", "anna ash", "anna@one.test"]
    bring(books, "One", "Eve", "+44 20 7946 0009", "eve@one.test")
    assert contacts(books) == [("Anna Ash", "+44 20 7946 0002", "anna@one.test", "here")]
    assert searched(books) == ["1", "one", "eve", "eve@one.test", "anna ash", "anna@one.test"]


@pytest.mark.seed("S33")
def test_a_contact_made_here_and_chosen_stays_chosen_while_the_import_fills_its_own(books: ImportedBooks) -> None:
    bring(books, "One", "Ann", "1", "ann@one.test")
    number = do(books, SaveContact(actor=ACTOR, customer_no="1", name="Ines"))
    do(books, SetCreditControlContact(actor=ACTOR, customer_no="1", contact_id=number))
    bring(books, "One", "Eve", "2", "eve@one.test")
    assert contacts(books) == [("Eve", "2", "eve@one.test", "import"), ("Ines", "", "", "here")]
    assert books.rows("SELECT credit_control_contact_id FROM customer") == [(number,)]
    assert searched(books) == ["1", "one", "eve", "eve@one.test", "ines"]
    do(books, DeleteContact(actor=ACTOR, contact_id=1, version=0))
    bring(books, "One", "Kim", "3", "kim@one.test")
    assert [row[0] for row in contacts(books)] == ["Ines"]


def test_the_same_again_changes_nothing_of_a_contact_made_here(books: ImportedBooks) -> None:
    bring(books, "One", "", "", "")
    do(books, SaveContact(actor=ACTOR, customer_no="1", name="Ines", credit_control_contact=True))
    before = contacts(books), searched(books)
    bring(books, "One", "", "", "")
    assert (contacts(books), searched(books)) == before
