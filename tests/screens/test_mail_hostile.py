"""Mails about hostile names and from hostile servers: shown as text, nothing crashes, nothing steers (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from sqlmodel import select

from store.delivery.smtp_settings import mail_settings
from store.rules.text import clean, clean_lines
from store.tables.ledger import Customer, CustomerLedgerEntry
from store.tables.outbox import OutboxAttachment, OutboxMessage
from tests.hostile import STRINGS, forbidden_in
from tests.screens.mail_books import make_mailed
from tests.screens.pages import walk_on
from tests.store import baseset

if TYPE_CHECKING:
    from tests.stores import Stores

TEXTS = list(STRINGS.values())


def poison(url: str, start: int) -> None:
    """Put hostile texts into every field that a mail or the outbox shows."""
    texts = iter((TEXTS * 4)[start : start + 100])
    with baseset.Desk(url).session() as session:
        for customer in session.exec(select(Customer)).all():
            customer.name, customer.contact_name = clean(next(texts)), clean(next(texts))
        for entry in session.exec(select(CustomerLedgerEntry)).all():
            entry.external_document_no, entry.description = clean(next(texts))[:30], clean(next(texts))
        for mail in session.exec(select(OutboxMessage)).all():
            mail.subject, mail.reply, mail.recipient_name = (clean(next(texts)) for _ in range(3))
            mail.body, mail.held_reason = clean_lines(next(texts)), clean(next(texts))
        for attachment in session.exec(select(OutboxAttachment)).all():
            attachment.name = clean(next(texts)) or "a.pdf"
        session.commit()


@pytest.mark.parametrize("start", range(0, len(TEXTS), 60))
async def test_hostile_texts_are_text_in_mails(stores: Stores, start: int) -> None:
    url = stores.copy_of("sqlite", "mailed", make_mailed)
    poison(url, start)
    server = mail_settings({"host": "localhost", "sender": "credit@ours.test"})
    async with walk_on(url, size=(120, 40), mail=server) as at:
        shown = []
        for keys in (
            ("down", "enter", "space", "m"), ("enter",), ("n", "f7"), ("escape", "f9"),
            ("6",), ("down",), ("down", "enter"), ("f7",), ("escape", "escape", "end", "enter"),
        ):  # fmt: skip
            shown.append(await at.press(*keys))
        assert "queued" in at.text or "sent" in at.text
        assert at.app.guard.caught == 0
        assert not at.app.crash_sentence
        assert [found for text in shown for found in forbidden_in(text)] == []
