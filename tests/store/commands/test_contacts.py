"""Contacts: made, changed, deleted, and the customer's credit control contact (rule 14)."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from store.books import Books
from store.queries.check import check
from store.queries.contacts import contact_rows, customer_contacts
from store.queries.finding import find_customers
from store.requests.calls import ChangeInteraction, CloseInteraction, Redo, Undo
from store.requests.contacts import DeleteContact, SaveContact, SetCreditControlContact
from store.tables.calls import Interaction
from store.tables.ledger import Contact, Customer
from tests.hostile import STRINGS
from tests.store.baseset import ANNA, BOB, WORK_DATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from store.rows.documents import ContactRow
    from tests.store.baseset import Desk


@pytest.fixture(autouse=True)
def _checked(desk: Desk) -> Iterator[None]:
    """After every test the books agree with themselves."""
    yield
    with opened(desk) as books:
        assert books.read(check, WORK_DATE) == []


@contextmanager
def opened(desk: Desk) -> Iterator[Books]:
    books = Books.open(desk.url)
    yield books
    books.close()


def contacts(desk: Desk, customer_no: str = "C1") -> list[ContactRow]:
    with opened(desk) as books:
        return books.read(contact_rows, customer_no)


def found(desk: Desk, words: str) -> list[str]:
    with opened(desk) as books:
        return [each.no for each in books.read(find_customers, words)]


def new(name: str = "Ines Ortega", **more: object) -> SaveContact:
    return SaveContact(**{"actor": ANNA, "customer_no": "C1", "name": name, **more})  # type: ignore[arg-type]


@pytest.mark.seed("S33")
def test_a_new_contact_can_become_the_credit_control_contact(desk: Desk) -> None:
    done = desk.do(new(phone="020 7946 0958", email="ines@c1.test"))
    assert done.summary == "Contact Ines Ortega made"
    mary, ines = contacts(desk)
    assert (mary.name, mary.credit_control_contact, mary.source) == ("Mary Poole", True, "import")
    assert (ines.name, ines.phone, ines.email, ines.source) == ("Ines Ortega", "020 7946 0958", "ines@c1.test", "here")
    assert not ines.credit_control_contact
    assert done.result == ines.id
    desk.do(SetCreditControlContact(actor=ANNA, customer_no="C1", contact_id=ines.id))
    assert [(row.name, row.credit_control_contact) for row in contacts(desk)] == [
        ("Ines Ortega", True),
        ("Mary Poole", False),
    ]
    desk.open()
    made = desk.all(Interaction)[0]
    assert (made.contact_id, made.contact_name, made.phone, made.email) == (
        *(ines.id, "Ines Ortega", "020 7946 0958", "ines@c1.test"),
    )
    desk.do(new("Both at once", credit_control_contact=True))
    assert contacts(desk)[0].name == "Both at once"


@pytest.mark.seed("S32")
def test_a_change_of_a_contact_counts_as_made_here_and_is_found(desk: Desk) -> None:
    mary = contacts(desk)[0]
    desk.do(new("Maria Poole", contact_id=mary.id, version=mary.version, phone=mary.phone, email="maria@c1.test"))
    now = contacts(desk)[0]
    assert (now.name, now.email, now.source, now.credit_control_contact) == (
        *("Maria Poole", "maria@c1.test", "here", True),
    )
    assert found(desk, "maria poole") == ["C1"]
    assert found(desk, "maria@c1") == ["C1"]
    assert found(desk, "mary") == []
    assert found(desk, "Contact of C1") == ["C1"]
    stale = new("Molly", contact_id=mary.id, version=mary.version, actor=BOB)
    assert "changed meanwhile" in desk.refused(stale, "changed")
    again = desk.do(new("Maria Poole", contact_id=mary.id, version=now.version, phone=now.phone, email=now.email))
    assert again.audit_id is None


def test_a_contact_is_deleted_unless_it_is_the_credit_control_contact(desk: Desk) -> None:
    mary = contacts(desk)[0]
    assert "credit control contact: make another" in desk.refused(
        DeleteContact(actor=ANNA, contact_id=mary.id, version=mary.version)
    )
    number = desk.do(new(email="ines@c1.test")).result
    assert isinstance(number, int)
    desk.open()
    desk.change(contact_id=number, contact_name="Ines Ortega")
    desk.do(DeleteContact(actor=ANNA, contact_id=number, version=0))
    assert [row.name for row in contacts(desk)] == ["Mary Poole"]
    assert found(desk, "ines") == []
    assert desk.all(Interaction)[0].contact_name == "Ines Ortega"
    assert "not there any more" in desk.refused(DeleteContact(actor=ANNA, contact_id=number, version=1))


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"name": " "}, "A contact needs a name"),
        ({"name": "x" * 101}, "at most 100 characters"),
        ({"phone": "ask for Bob"}, "is no phone number: type one like"),
        ({"phone": "12"}, "too short for a phone number"),
        ({"phone": "1" * 51}, "at most 50 characters"),
        ({"email": "ines"}, "This is no e-mail address"),
        ({"email": "a@b.de\r\nBcc: all@c1.test"}, "This is no e-mail address"),
        ({"customer_no": "C9"}, "There is no customer C9"),
        ({"contact_id": 99, "version": 1}, "not there any more"),
        ({"contact_id": 2, "version": 1}, "another customer's"),
    ],
)
def test_what_cannot_be_is_refused_with_a_sentence(desk: Desk, fields: dict[str, object], said: str) -> None:
    before = desk.image()
    assert said in desk.refused(new(**fields))  # type: ignore[arg-type]
    assert desk.image() == before


def test_what_an_import_brought_stays_though_it_is_no_number(desk: Desk) -> None:
    with desk.session() as session:
        session.get_one(Contact, 1).phone = "020 1 / 020 2"
    desk.do(new("Mary P.", contact_id=1, phone="020 1 / 020 2"))
    assert (contacts(desk)[0].name, contacts(desk)[0].phone) == ("Mary P.", "020 1 / 020 2")


def test_the_customer_s_country_reads_its_numbers(desk: Desk) -> None:
    with desk.session() as session:
        session.get_one(Customer, "C1").country_code = "GB"
    assert "too short" in desk.refused(new(phone="020 7946"[:3]))
    assert "too long" in desk.refused(new(phone="020 7946 0958 0000"))
    desk.do(new(phone="020 7946 0958"))
    with opened(desk) as books:
        theirs = books.read(customer_contacts, "C1")
    assert (theirs.country, theirs.phone, theirs.email) == ("GB", "C1-phone", "info@c1.test")
    mary = theirs.contact(1)
    assert mary is not None
    assert mary.name == "Mary Poole"
    assert theirs.contact(None) is None


@pytest.mark.seed("S33")
def test_an_interaction_takes_a_contact_over_in_the_same_change(desk: Desk) -> None:
    desk.open()
    before = desk.image()
    done = desk.do(new(phone="", interaction_id="call"))
    made = desk.all(Interaction)[0]
    assert (made.contact_id, made.contact_name, made.phone, made.email, made.entered) == (
        *(done.result, "Ines Ortega", "C1-phone", "info@c1.test", True),
    )
    desk.do(Undo(actor=ANNA))
    assert desk.image() == before
    desk.do(Redo(actor=ANNA))
    assert desk.all(Interaction)[0].contact_name == "Ines Ortega"
    desk.open("other", customer_no="C2")
    assert "another customer" in desk.refused(new(interaction_id="other"))
    desk.do(CloseInteraction(actor=ANNA, interaction_id="call"))
    assert "closed" in desk.refused(new(interaction_id="call"))


def test_undo_brings_contacts_back(desk: Desk) -> None:
    before = desk.image()
    mary = contacts(desk)[0]
    number = desk.do(new(email="ines@c1.test")).result
    assert isinstance(number, int)
    desk.do(SetCreditControlContact(actor=ANNA, customer_no="C1", contact_id=number))
    desk.do(DeleteContact(actor=ANNA, contact_id=mary.id, version=mary.version))
    for _ in range(3):
        desk.do(Undo(actor=ANNA))
    assert desk.image() == before
    for _ in range(3):
        desk.do(Redo(actor=ANNA))
    assert [row.name for row in contacts(desk)] == ["Ines Ortega"]
    before = desk.image()
    desk.do(new("Both at once", credit_control_contact=True))
    desk.do(Undo(actor=ANNA))
    assert desk.image() == before


def test_a_contact_that_became_another_s_choice_cannot_be_undone(desk: Desk) -> None:
    number = desk.do(new()).result
    assert isinstance(number, int)
    desk.do(SetCreditControlContact(actor=BOB, customer_no="C1", contact_id=number))
    assert "cannot be undone" in desk.refused(Undo(actor=ANNA), "changed")


@pytest.mark.seed("S09")
def test_a_number_corrected_for_one_call_is_checked_as_well(desk: Desk) -> None:
    desk.open()
    change = {"phone": "ask for Bob"}
    assert "no phone number" in desk.refused(ChangeInteraction(actor=ANNA, interaction_id="call", changes=change))
    change = {"email": "a@b.de, c@d.de"}
    assert "no e-mail" in desk.refused(ChangeInteraction(actor=ANNA, interaction_id="call", changes=change))
    desk.change(phone="+44 20 7946 0958", email="ines@c1.test")
    desk.change(phone="C1-phone", email="")
    assert (desk.all(Interaction)[0].phone, desk.all(Contact)[0].phone) == ("C1-phone", "+44 20 7946 0001")


@pytest.mark.parametrize("step", [7, pytest.param(1, marks=pytest.mark.long)])
def test_no_hostile_text_is_kept_as_it_came(desk: Desk, step: int) -> None:
    for text in list(STRINGS.values())[::step]:
        for fields in ({"name": f"Ann {text}"[:100]}, {"phone": text}, {"email": text}):
            desk.ask(new(**fields))


def test_a_contact_that_is_gone_is_never_another_one(desk: Desk) -> None:
    first = desk.do(new("Zed")).result
    desk.do(Undo(actor=ANNA))
    second = desk.do(new("Bob's", actor=BOB)).result
    assert "not there any more" in desk.refused(new("Zed again", contact_id=first, version=1))
    desk.do(Redo(actor=ANNA))
    assert {row.id: row.name for row in contacts(desk) if row.id in {first, second}} == {first: "Zed", second: "Bob's"}


def test_undo_and_redo_do_not_mind_another_contact_made_meanwhile(desk: Desk) -> None:
    desk.do(new("Zed"))
    desk.do(new("Bob's", actor=BOB))
    assert (found(desk, "zed"), found(desk, "bob")) == (["C1"], ["C1"])
    desk.do(Undo(actor=ANNA))
    assert (found(desk, "zed"), found(desk, "bob")) == ([], ["C1"])
    desk.do(Redo(actor=ANNA))
    assert (found(desk, "zed"), found(desk, "bob")) == (["C1"], ["C1"])
