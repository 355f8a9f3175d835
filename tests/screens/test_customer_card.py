"""The customer card: figures, log, to-dos, promises and contacts; another controller carries on from it alone."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from screens.customer_card import behind
from screens.customer_card_painting import address_text, kept_text, limit_text, pays_text
from screens.customer_card_reading import Card, read_card
from screens.desk import Desk, read_facts
from store.books import Books
from store.rules.text import clean, clean_lines
from store.tables.calls import EntryNote, Interaction, Todo
from store.tables.ledger import Contact, Customer
from tests.hostile import STRINGS, forbidden_in
from tests.screens.pages import Walk, make_worked, walk, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.stores import Stores


async def to_card(at: Walk) -> str:
    """Open the card of C1, which owes most."""
    await at.press("end")
    if "C1" not in str(at.page.grid.cursor_key):
        await at.press("home")
    return await at.press("c")


@pytest.mark.seed("S04")
async def test_an_interaction_starts_from_the_card_with_nothing_ticked(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    async with walk_on(url) as at:
        await to_card(at)
        await at.press("i")
        assert at.page.NAME == "Credit control interaction"
        assert at.page.grid.ticked == frozenset()
        assert at.page.header.customer_no == "C1"
    made = [row for row in baseset.Desk(url).all(Interaction) if row.state == "open"]
    assert [row.origin for row in made] == ["customer_card"]


async def test_date_times_of_lists_follow_the_date_format(stores: Stores) -> None:
    async with walk_on(stores.copy_of("sqlite", "worked", make_worked), size=(120, 40), own_date_order="dmy") as at:
        shown = await to_card(at)
        assert "31/03/2026 09:00" in shown
        assert "2026-03-31 09:00" not in shown


@pytest.mark.seed("S37")
async def test_enter_on_the_log_shows_the_interaction_as_it_was_left(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        shown = await to_card(at)
        assert "2026-03-31 09:00" in shown
        assert at.lines("INV-1, INV-3", "1,200.00", "2026-04-10") or at.lines("INV-1, IN", "1,200.00", "2026-04-10")
        assert at.lines("INV-1: Mary pays once [bold]her own[/] customer did.")
        await at.press("enter")
        assert at.page.NAME == "Credit control interaction"
        assert not at.page.live
        assert at.lines("INV-1", "2026-04-10", "1,000.00")
        assert at.lines("INV-2", "2026-04-10", "200.00")
        await at.press("escape")
        assert at.page.NAME == "Customer card"


@pytest.mark.seed("S38")
async def test_another_controller_carries_on_from_the_card_alone(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40)) as at:
        shown = await to_card(at)
        for told in (
            "2,050.00 GBP",  # balance
            "1,200.00",  # overdue
            "over by 50.00",
            "Mary Poole",
            "+44 20 7946 0001",
            "2 open, 1,200.00",
            "200.00 on 2026-03-26",  # last payment
            "PROMISED, QUERIED",  # what was agreed
            "Follow up",  # what is to be done
            "ANNA",
            "2 unapplied credits -500.00",
        ):
            assert told in shown, told
        assert at.lines("2026-04-10", "INV-1", "1,000.00", "open")


async def test_boxes_follow_each_other_and_keep_their_line(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await to_card(at)
        assert "[Interaction log 1]" in at.text
        await at.press("f", "down")
        assert "[To-dos 4]" in at.text
        kept = at.page.grid.cursor_key
        assert "[Promises 2]" in await at.press("tab")
        assert at.lines("2026-04-10", "INV-2", "200.00", "open")
        assert "[Contacts 1]" in await at.press("f")
        assert at.lines("Mary Poole", "+44 20 7946 0001")
        await at.press("shift+tab", "F")
        assert at.page.grid.cursor_key == kept


@pytest.mark.parametrize("boxes", [("f",), ("f", "f")])
async def test_enter_on_a_to_do_or_promise_goes_to_its_interaction(stores: Stores, boxes: tuple[str, ...]) -> None:
    async with walk(stores, "worked") as at:
        await to_card(at)
        await at.press(*boxes, "enter")
        assert at.page.NAME == "Credit control interaction"
        assert at.page.header.user_name == "anna"


async def test_behind_a_contact_is_the_page_of_contacts(stores: Stores) -> None:
    async with walk(stores, "worked") as at:
        await to_card(at)
        await at.press("F", "F", "enter")
        assert at.page.NAME == "Contacts"


async def test_an_empty_card_says_what_to_do(stores: Stores) -> None:
    async with walk(stores) as at:
        shown = await to_card(at)
        assert "No interaction yet; i starts the first." in shown
        assert "none due yet" in shown
        await at.press("enter")
        assert at.message.startswith("There is no line here")


@pytest.mark.parametrize("way", [("l",), ("2",), ("i",)])
async def test_c_leads_to_the_card_from_everywhere(stores: Stores, way: tuple[str, ...]) -> None:
    async with walk(stores, "worked") as at:
        await at.press(*way, "c")
        assert at.page.NAME == "Customer card"
        wanted = at.page.customer_no
        await at.press("l")
        assert at.page.customer_no == wanted
        await at.press("escape", "escape")
        assert at.page.NAME != "Customer card"


async def test_figures_are_explained(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 60)) as at:
        await to_card(at)
        await at.press("e")
        assert at.lines("Last payment", "GBP 200.00: PAY-7")
        assert at.lines("Kept", "none due yet")
        assert at.lines("INV-1", "GBP 1,000.00 for 2026-04-10: open")
        assert at.lines("Pays", "no invoice has been paid")


async def test_what_others_do_shows_by_itself(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    async with walk_on(url) as at:
        assert "[Interaction log 1]" in await to_card(at)
        baseset.Desk(url).open("another", baseset.BOB)
        at.page.books_changed()
        await at.rest()
        assert "[Interaction log 2]" in at.text
        assert "bob has an interaction open" in at.text
        assert at.lines("(open)", "bob")


@pytest.mark.parametrize("start", range(0, len(STRINGS), 29))
async def test_texts_of_data_are_text(stores: Stores, start: int) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    texts = iter((list(STRINGS.values()) * 2)[start:])
    with baseset.Desk(url).session() as session:
        for customer in session.exec(select(Customer)).all():
            customer.name, customer.address, customer.city = (clean(next(texts)) for _ in range(3))
            customer.payment_terms_code = clean(next(texts))[:10]
        for contact in session.exec(select(Contact)).all():
            contact.name, contact.phone, contact.email = (clean(next(texts)) for _ in range(3))
        for call in session.exec(select(Interaction)).all():
            call.description, call.contact_name = clean(next(texts)), clean(next(texts))
            call.notes = clean_lines(next(texts))
        for note in session.exec(select(EntryNote)).all():
            note.text = clean_lines(next(texts))
        for todo in session.exec(select(Todo)).all():
            todo.description, todo.closed_reason = clean(next(texts)), clean(next(texts))
    async with walk_on(url, size=(120, 40)) as at:
        shown = [await to_card(at)]
        for key in ("f", "f", "f", "e"):
            shown.append(await at.press(key))
        assert at.app.guard.caught == 0
        assert not at.app.crash_sentence
        assert [found for text in shown for found in forbidden_in(text)] == []


@pytest.fixture
def desk(stores: Stores) -> Iterator[Desk]:
    """Anna's desk at the worked books."""
    books = Books.open(stores.copy_of("sqlite", "worked", make_worked))
    yield Desk(books, baseset.ANNA, books.read(read_facts, "anna"))
    books.close()


def card_of(desk: Desk) -> Card:
    card = desk.books.read(lambda c: read_card(c, "C1", desk.work_date, desk.facts.bands))
    assert card is not None
    return card


def test_figures_in_words(desk: Desk) -> None:
    card = card_of(desk)
    figures = card.statistics
    assert limit_text(desk, figures) == "2,000.00, over by 50.00 !"
    assert limit_text(desk, replace(figures, limit_left_lcy=None)) == "none"
    paid = replace(figures, paid_invoices=1, average_days_to_pay=Decimal("3.5"))
    assert pays_text(replace(paid, average_days_late=Decimal("-2.0"))) == "in 3.5 days, 2.0 early (1 invoice)"
    assert pays_text(replace(paid, average_days_late=Decimal("0.0"))) == "in 3.5 days, on time (1 invoice)"
    assert kept_text(figures) == "none due yet"
    customer = replace(card.customer, address="Mill Lane 3", city="York", post_code="YO1")
    assert address_text(customer) == "Mill Lane 3, YO1 York"
    assert address_text(card.customer) == "–"


def test_what_is_behind_a_line_of_the_log(desk: Desk) -> None:
    row = card_of(desk).log[0]
    agreed, noted = behind(desk, row)
    assert agreed == (
        "with Mary Poole · PROMISED, QUERIED: INV-1, INV-3, INV-2 · promised 1,200.00 for 2026-04-10 · next 2026-03-31"
    )
    assert noted.startswith("INV-1: Mary pays once [bold]her own[/] customer did.")
    blank = replace(row, contact_name="", documents=(), promised=(), next_interaction_on=None, entry_notes=())
    assert behind(desk, blank) == ("no entry updated", "no notes")
    assert behind(desk, blank, 2) == ("no entry updated · 2 documents", "no notes")


def test_a_customer_that_is_gone_has_no_card(desk: Desk) -> None:
    assert desk.books.read(lambda c: read_card(c, "gone", desk.work_date, desk.facts.bands)) is None


async def test_large_figures_are_whole(stores: Stores) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    with baseset.Desk(url).session() as session:
        session.get_one(Customer, "C1").credit_limit_lcy = Decimal("99999999.99")
        baseset.add_entry(session, 99, "INV-99", "123456789.01", due="2026-01-01")
    async with walk_on(url) as at:
        shown = await to_card(at)
        assert "123,458,839.01 GBP" in shown
        assert "123,457,989.01" in shown
        assert "Limit left -23,458,839.02" in shown
    async with walk_on(url, size=(120, 40)) as at:
        assert "99,999,999.99, over by 23,458,839.02 !" in await to_card(at)
