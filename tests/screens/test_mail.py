"""Writing a mail: what is proposed, what goes with it, queueing, and what the books refuse (S47)."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from screens.interaction import InteractionPage
from screens.mail import MailPage
from store.books import Books
from store.delivery.smtp_settings import mail_settings
from store.queries import interactions, outbox
from store.requests.base import new_id
from tests.screens.interaction_app import SMALL, Call, base_books, calling
from tests.screens.pages import walk, walk_on
from tests.settle import settle
from tests.store import baseset
from tests.store.mails import queued

if TYPE_CHECKING:
    from pathlib import Path

    from screens.desk import Desk
    from store.rows.mail import MailRow
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S47")
SERVER = mail_settings({"host": "localhost", "port": 2525, "sender": "credit@ours.test", "sender_name": "Anna"})
LEDGER = ("down", "enter")


def mails(url: str) -> list[MailRow]:
    """All mails of the outbox, the newest first."""
    books = Books.open(url)
    try:
        found = [books.read(outbox.message, row.message_no) for row in books.read(outbox.outbox)]
    finally:
        books.close()
    return [mail for mail in found if mail is not None]


def with_server(desk: Desk) -> InteractionPage:
    """An interaction with C1 where there is a mail server."""
    desk.mail = SERVER
    return InteractionPage.new(desk, "C1", origin="credit_list")


async def begin(call: Call, key: str = "m") -> MailPage:
    """Tick INV-1 and CM-9, and begin a mail."""
    call.page.grid.tick_keys((baseset.INV_1, baseset.CM_9))
    await call.rest()
    await call.press(key)
    await call.rest(lambda: isinstance(call.front, MailPage) and call.front.files is not None)
    return page_of(call)


def page_of(call: Call) -> MailPage:
    assert isinstance(call.front, MailPage)
    return call.front


async def test_what_is_marked_is_proposed_and_what_has_no_copy_is_named(stores: Stores) -> None:
    async with walk(stores, "worked", mail=SERVER) as at:
        await at.press(*LEDGER, "space", "a", "m")
        text = at.text
        assert "info@c1.test" in text
        assert "INV-1, INV-3, CM-9, INV-4, INV-2" in text
        assert "PAY-7" in at.page.remarks.text
        assert "5 documents" not in at.message
        assert [file.document for file in at.page.files] == ["invoice", "invoice", "credit_memo", "invoice", "invoice"]
        assert "Enter sends it now to info@c1.test" in text


async def test_statement_and_copies_are_chosen_and_the_words_follow(stores: Stores) -> None:
    async with walk(stores, "worked", size=(120, 40), mail=SERVER) as at:
        await at.press(*LEDGER, "space", "m")
        before = at.page.subject.value
        await at.press("tab", "tab", "space")  # to the statement
        assert [file.document for file in at.page.files] == ["statement", "invoice"]
        assert at.page.subject.value != before
        await at.press("tab", "space")
        assert [file.document for file in at.page.files] == ["statement"]
        at.page.subject.focus()
        await at.press(*"Mine")
        at.page.statement.focus()
        await at.press("space")
        assert (at.page.subject.value, at.page.files) == ("Mine", ())


async def test_the_arrows_offer_the_known_addresses(stores: Stores) -> None:
    async with walk(stores, "worked", mail=SERVER) as at:
        await at.press(*LEDGER, "m", "tab")
        at.page.to.offer({"mary@northwind.example": "Mary Poole", "info@c1.test": "the customer's own"})
        await at.press("down")
        assert (at.page.to.value, at.page.plan().recipient_name) == ("mary@northwind.example", "Mary Poole")
        await at.press("ctrl+u", *"no address", "f9")
        assert at.page.to.error
        assert at.page.to.has_focus


async def test_a_queued_mail_is_recorded_with_its_interaction(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url, with_server) as call:
        page = await begin(call)
        assert [each.entry_no for each in page.files or ()] == [baseset.INV_1, baseset.CM_9]
        await call.press("f9")
        await call.rest(lambda: call.front is call.page)
        await call.rest()
        (mail,) = mails(url)
        stored = call.stored()
        assert stored is not None
        assert (stored.description, stored.entered, mail.row.interaction_id) == ("E-mail", True, stored.id)
        assert (mail.row.state, mail.row.recipient, mail.sender) == ("queued", "info@c1.test", "credit@ours.test")
        assert [(each.document, each.document_no) for each in mail.attachments] == [
            ("invoice", "INV-1"),
            ("credit_memo", "CM-9"),
        ]
        assert call.page.mails_text() == "1 queued"
        await call.press("escape")
        assert "1 mail not sent." in call.text()


async def test_the_type_statement_begins_the_statement(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url, with_server) as call:
        call.page.grid.tick_keys((baseset.INV_1, baseset.CM_9))
        await call.press("t")
        await call.type("stat")
        await call.press("enter")
        await call.rest(lambda: isinstance(call.front, MailPage) and call.front.files is not None)
        page = page_of(call)
        assert [file.document for file in page.files or ()] == ["statement", "invoice", "credit_memo"]
        await call.press("f9")
        await call.rest(lambda: call.front is call.page)
        assert mails(url)[0].attachments[0].document == "statement"
        stored = call.stored()
        assert stored is not None
        assert stored.description == "Statement"


async def test_a_half_typed_mail_survives(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url, with_server) as call:
        number = call.page.interaction_id
        (await begin(call)).subject.focus()
        await call.type("My words")
        await call.rest()
        await settle(call.pilot, lambda: "My words" in _draft(url, number))
        identity = page_of(call).identity

    def resumed(desk: Desk) -> InteractionPage:
        desk.mail = SERVER
        return InteractionPage.resumed(desk, number)

    later = baseset.actor(holder="host:9:9")
    async with calling(url, resumed, actor=later) as call:
        await call.rest(lambda: isinstance(call.front, MailPage) and call.front.files is not None)
        page = page_of(call)
        assert (page.subject.value, page.focused, page.identity) == ("My words", page.subject, identity)
        assert [each.entry_no for each in page.files or ()] == [baseset.INV_1, baseset.CM_9]
        await call.press("f9")
        await call.rest(lambda: call.front is call.page)
        assert [mail.row.subject for mail in mails(url)] == ["My words"]
        await call.rest(lambda: "mail" not in _draft(url, number))


def _draft(url: str, number: str) -> str:
    books = Books.open(url)
    try:
        row = books.read(interactions.interaction, number)
    finally:
        books.close()
    return row.draft if row else ""


async def test_figures_that_changed_meanwhile_are_read_again_and_what_was_typed_stays(stores: Stores) -> None:
    url = base_books(stores)
    async with calling(url, with_server) as call:
        page = await begin(call)
        page.subject.focus()
        await call.type("Mine")
        _promised_by_bob(url)
        await call.press("f9")
        await call.rest(lambda: bool(page.wrong))
        assert "INV-1 was changed meanwhile" in page.wrong
        assert mails(url) == []
        await call.rest(lambda: page.ready)
        assert page.subject.value == "Mine"
        await call.press("f9")
        await call.rest(lambda: call.front is call.page)
        assert [mail.row.subject for mail in mails(url)] == ["Mine"]
        await call.press("N")
        await call.type("after")
        await call.press("f10")
        await call.rest(lambda: (stored := call.stored()) is not None and stored.notes == "after")


def _promised_by_bob(url: str) -> None:
    from store.requests.calls import CloseInteraction, OpenInteraction, PromiseInput, UpdateEntries

    desk, number, bob = baseset.Desk(url), new_id(), baseset.BOB
    desk.do(OpenInteraction(actor=bob, interaction_id=number, customer_no="C1", at=baseset.NOW, origin="credit_list"))
    wanted = ((baseset.INV_1, 0),)
    given = PromiseInput(baseset.WORK_DATE)
    desk.do(UpdateEntries(actor=bob, interaction_id=number, entries=wanted, status_code="PROMISED", promise=given))
    desk.do(CloseInteraction(actor=bob, interaction_id=number))


async def test_too_soon_after_the_last_mail_is_said_and_overridden(stores: Stores) -> None:
    url = base_books(stores)
    desk = baseset.Desk(url)
    _least_days(desk, 7)
    queued(desk)
    async with walk_on(url, mail=SERVER) as at:
        await at.press(*LEDGER, "space", "m")
        assert "Setup asks for 7 days between two." in " ".join(at.page.remarks.text.split())
        await at.press("f9")
        assert "Too soon after the last mail. Queue it?" in at.text
        await at.press("n")
        assert len(mails(url)) == 1
        await at.press("f9", "y")
        assert len(mails(url)) == 2


def _least_days(desk: baseset.Desk, days: int) -> None:
    from sqlmodel import Session

    from store.tables.setup import CreditControlSetup

    with Session(desk.engine) as session, session.begin():
        session.get_one(CreditControlSetup, 1).mail_least_days = days


async def test_without_a_server_it_is_queued_or_saved(stores: Stores, tmp_path: Path) -> None:
    url = base_books(stores)
    async with walk_on(url) as at:
        await at.press(*LEDGER, "space", "m", "enter")
        assert "No mail server is set up" in at.message
        await at.press("f9")
        assert "There is no address that mail comes from" in at.message
        await at.press("f8", "p", "ctrl+u", *str(tmp_path), "enter")
        assert (tmp_path / "Invoice INV-1.pdf").read_bytes().startswith(b"%PDF-")
        await at.press("f8", "p", "ctrl+u", *str(tmp_path), "enter")
        assert "is there already" in at.message
    async with walk_on(url, mail=SERVER) as at:
        await at.press(*LEDGER, "space", "m", "f8", "e", "ctrl+u", *f"{tmp_path}/it.eml", "enter")
        letter = message_from_bytes((tmp_path / "it.eml").read_bytes(), policy=policy.default)
        assert [part.get_filename() for part in letter.iter_attachments()] == ["Invoice INV-1.pdf"]
    assert mails(url) == []


async def test_leaving_asks_only_where_something_was_typed(stores: Stores) -> None:
    async with walk(stores, "base", mail=SERVER) as at:
        await at.press(*LEDGER, "m", "escape")
        assert not isinstance(at.page, MailPage)
        await at.press("m", "shift+tab", *"Hello", "escape")
        assert "Leave without keeping what you typed?" in at.text
        await at.press("n")
        assert isinstance(at.page, MailPage)


async def test_a_mail_to_nobody_begins_with_the_address(stores: Stores) -> None:
    url = base_books(stores)
    _no_address(url)
    async with walk_on(url, size=SMALL, mail=SERVER) as at:
        await at.press(*LEDGER, "space", "m")
        assert at.page.to.has_focus
        assert "has no e-mail address" in at.page.remarks.text


def _no_address(url: str) -> None:
    from sqlmodel import Session

    from store.tables.ledger import Customer

    with Session(baseset.Desk(url).engine) as session, session.begin():
        session.get_one(Customer, "C1").email = ""
