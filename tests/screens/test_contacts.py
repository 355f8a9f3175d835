"""A customer's contacts: listed, made, changed, deleted, one of them the credit control contact."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from store.requests.contacts import SaveContact
from store.tables.ledger import Contact, Customer
from store.tables.setup import CreditControlSetup
from tests.hostile import STRINGS
from tests.screens.pages import walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.pictures import Pictures
    from tests.stores import Stores


def with_contacts(url: str) -> None:
    """The base set with a second contact of C1's, and a company in the United Kingdom."""
    baseset.make_base_set(url)
    desk = baseset.Desk(url)
    with desk.session() as session:
        session.get_one(CreditControlSetup, 1).company_country_code = "GB"
    desk.do(
        SaveContact(
            actor=baseset.ANNA, customer_no="C1", name="Ines Ortega", phone="+34 912 34 56 78", email="ines@c1.test"
        )
    )


def books(stores: Stores) -> str:
    return stores.copy_of("sqlite", "contacts", with_contacts)


def contacts(url: str) -> list[tuple[str, str, str, str]]:
    return [(row.name, row.phone, row.email, row.source) for row in baseset.Desk(url).all(Contact)]


def chosen(url: str, no: str = "C1") -> str:
    desk = baseset.Desk(url)
    number = next(row.credit_control_contact_id for row in desk.all(Customer) if row.no == no)
    return next((row.name for row in desk.all(Contact) if row.id == number), "")


@pytest.mark.seed("S32")
async def test_the_contacts_are_reached_from_the_card_and_from_its_box(stores: Stores) -> None:
    async with walk_on(books(stores)) as at:
        await at.press("/", *"northwind", "enter", "c", "w")
        assert at.lines("Mary Poole", "020 7946 0001", "✓")
        assert at.lines("Ines Ortega", "+34 912 34 56 78", "ines@c1.test")
        assert "C1 Northwind [red] Ltd · contacts" in at.text
        await at.press("escape", "f", "f", "f", "down", "enter")
        assert "· contacts" in at.text
        assert at.page.grid.cursor_row.name == "Ines Ortega"


@pytest.mark.seed("S33")
@pytest.mark.parametrize("answer", ["y", "n"])
async def test_a_new_contact_is_asked_about(stores: Stores, answer: str) -> None:
    url = books(stores)
    async with walk_on(url) as at:
        await at.press("/", *"northwind", "enter", "c", "w", "+")
        assert "New contact of C1" in at.text
        await at.press(*"Jo Klein", "enter", *"7946 0002")
        assert "without its area code" in at.text
        await at.press("ctrl+u", *"02079460002", "enter", *"jo@c1.test", "enter")
        assert "Make Jo Klein the credit control contact?" in at.text
        await at.press(answer)
        assert at.page.grid.cursor_row.name == "Jo Klein"
    assert contacts(url)[-1] == ("Jo Klein", "02079460002", "jo@c1.test", "here")
    assert chosen(url) == ("Jo Klein" if answer == "y" else "Mary Poole")


@pytest.mark.seed("S32")
async def test_a_contact_is_changed_chosen_and_deleted(stores: Stores) -> None:
    url = books(stores)
    async with walk_on(url) as at:
        await at.press("/", *"northwind", "enter", "c", "w", "-", "y")
        assert "Mary Poole is the credit control contact: make another one that first" in at.message
        await at.press("w")
        assert "Mary Poole is the credit control contact already." in at.message
        await at.press("down", "w")
        assert "Ines Ortega is the credit control contact of Northwind [red] Ltd." in at.message
        await at.press("end", "enter", *"Maria Poole", "enter", *"ask Bob", "enter")
        assert "is no phone number" in at.text
        await at.press("ctrl+u", *"02079460001", "f10")
        assert "Contact Maria Poole changed." in at.message
        await at.press("-", "y")
        assert not at.lines("Maria Poole", "020")
        await at.press("z")
        assert at.lines("Maria Poole", "020 7946 0001")
    assert [row[0] for row in contacts(url) if row[0] != "Jo Klein"] == ["Maria Poole", "Ines Ortega"]
    assert chosen(url) == "Ines Ortega"


async def test_what_somebody_else_changed_is_shown_with_what_was_typed(stores: Stores) -> None:
    url = books(stores)
    async with walk_on(url) as at:
        await at.press("/", *"northwind", "enter", "c", "w", "end", "enter", *"Agnes")
        ines = baseset.Desk(url).all(Contact)[-1]
        change = SaveContact(
            actor=baseset.BOB, contact_id=ines.id, version=ines.version, customer_no="C1", name="Inès", phone=""
        )
        baseset.Desk(url).do(change)
        await at.press("f10")
        assert "Somebody changed it meanwhile" in at.text
        assert "It is “Inès” now." in at.text
        await at.press("f10")
        assert at.lines("Agnes")


async def test_who_only_reads_changes_no_contact(stores: Stores) -> None:
    async with walk_on(books(stores)) as at:
        await at.press("/", *"northwind", "enter", "c", "w")
        at.app.desk.books.read_only = True
        for key in ("enter", "+", "-", "w"):
            await at.press(key)
            assert "read-only" in at.message
        at.app.desk.books.read_only = False


async def test_hostile_contacts_stay_text(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "contacts", with_contacts)
    desk = baseset.Desk(url)
    with desk.session() as session:
        for text in STRINGS.values():
            raw = text.replace("\x00", "")
            if all(not 0xD800 <= ord(letter) < 0xE000 for letter in raw):
                session.add(Contact(customer_no="C1", name=raw, phone=raw, email=raw))
    async with walk_on(url) as at:
        await at.press("/", *"northwind", "enter", "c", "w", "pagedown", "enter", "escape", "pagedown", "-", "n")
        assert at.app.guard.caught == 0


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80", "120"])
async def test_the_contacts_look_like_this(stores: Stores, picture: Pictures, size: tuple[int, int]) -> None:
    async with walk_on(books(stores), size=size) as at:
        await at.press("/", *"northwind", "enter", "c", "w")
        picture(at.app, f"contacts_{size[0]}")
        await at.press("end", "enter")
        picture(at.app, f"contact_form_{size[0]}")
