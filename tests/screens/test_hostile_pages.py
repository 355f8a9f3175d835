"""Names and texts that are markup or terminal sequences: shown as text on every page, nothing crashes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store.rules.text import clean, clean_lines
from store.tables.calls import EntryNote, Todo
from store.tables.ledger import Contact, Customer, CustomerLedgerEntry
from store.tables.setup import StatusCode
from tests.hostile import STRINGS, forbidden_in
from tests.screens.pages import make_worked, walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores

TEXTS = list(STRINGS.values())


def poison(url: str, start: int) -> None:
    """Put hostile texts, as an import or a person brings them, into every field that is shown."""
    texts = iter((TEXTS * 3)[start : start + 60])
    with baseset.Desk(url).session() as session:
        for customer in session.exec(select(Customer)).all():
            customer.name, customer.email, customer.phone = (clean(next(texts)) for _ in range(3))
        for contact in session.exec(select(Contact)).all():
            contact.name, contact.phone = clean(next(texts)), clean(next(texts))
        for entry in session.exec(select(CustomerLedgerEntry)).all():
            entry.on_hold = clean(next(texts))[:20]
            entry.query_by = clean(next(texts))[:50]
        for note in session.exec(select(EntryNote)).all():
            note.text = clean_lines(next(texts))
        for todo in session.exec(select(Todo)).all():
            todo.description = clean(next(texts))
        for code in session.exec(select(StatusCode)).all():
            code.description = clean(next(texts))


@pytest.mark.parametrize("start", range(0, len(TEXTS), 43))
async def test_every_page_shows_them_as_text(stores: Stores, start: int) -> None:
    url = stores.copy_of("sqlite", "worked", make_worked)
    poison(url, start)
    async with walk_on(url, size=(160, 40)) as at:
        shown = [at.text]
        for keys in (
            ("e",), ("escape", "enter"), ("enter",), ("n",), ("escape", "escape", "e"), ("4",), ("2",), ("?",),
            ("escape", "7"), ("enter",), ("enter",), ("escape", "1"),
        ):  # fmt: skip
            shown.append(await at.press(*keys))
        assert at.app.guard.caught == 0
        assert not at.app.crash_sentence
        assert [found for text in shown for found in forbidden_in(text)] == []
