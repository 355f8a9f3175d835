"""The outbox: every mail, how it stands, and what a person decides about it (S47)."""

from __future__ import annotations

from email import message_from_bytes, policy
from typing import TYPE_CHECKING

import pytest

from store.books import Books
from store.delivery.smtp_settings import mail_settings
from store.queries import outbox
from tests.mailserver import MailServer
from tests.screens.mail_books import FAILED, HELD, QUEUED, SENT, UNCERTAIN, make_mailed
from tests.screens.pages import walk_on
from tests.settle import settle

if TYPE_CHECKING:
    from pathlib import Path

    from store.delivery.smtp_settings import MailSettings
    from store.rows.mail import OutboxRow
    from tests.screens.pages import Walk
    from tests.stores import Stores

pytestmark = pytest.mark.seed("S47")


def mailed(stores: Stores) -> str:
    return stores.copy_of("sqlite", "mailed", make_mailed)


def rows(url: str) -> dict[int, OutboxRow]:
    books = Books.open(url)
    try:
        return {row.message_no: row for row in books.read(outbox.outbox)}
    finally:
        books.close()


def to(server: MailServer | int) -> MailSettings:
    port = server if isinstance(server, int) else server.port
    return mail_settings({"host": "localhost", "port": port, "timeout": 2, "sender": "credit@ours.test"})


async def told(at: Walk, words: str) -> None:
    """Wait until a thread's news is told."""
    await settle(at.pilot, lambda: words in at.message)
    await at.rest()


async def test_every_mail_stands_with_its_state_and_what_was_said(stores: Stores) -> None:
    async with walk_on(mailed(stores), size=(120, 40)) as at:
        text = await at.press("6")
        states = [at.page.grid.row(key).state for key in at.page.grid.keys]
        assert states == ["held", "queued", "uncertain", "failed", "sent"]
        assert "1 queued  1 sent  1 failed  1 uncertain  1 held" in text
        await at.press("down", "down", "down")
        assert "550 5.1.1 No such user [here]" in at.text
        await at.press("f", *"unc", "enter")
        assert [at.page.grid.row(key).state for key in at.page.grid.keys] == ["uncertain"]
        assert "uncertain" in at.page.filter_text()
        await at.press("f", *"x", "enter")
        assert "Choose one of" in at.text
        await at.press("escape", "f", *"all", "enter", "slash", *"greylisted", "enter")
        assert list(at.page.grid.keys) == [QUEUED]


async def test_a_mail_whole_and_its_attachment_saved(stores: Stores, tmp_path: Path) -> None:
    async with walk_on(mailed(stores), size=(120, 40)) as at:
        text = await at.press("6", "G", "enter")
        for words in ("250 2.0.0 Ok: queued as 4F2A", "Mary Poole <mary@northwind.example>", "credit@ours.test"):
            assert words in text
        assert "Invoice INV-1.pdf (invoice, 18 bytes)" in text
        assert "INV-1 is attached." in text
        await at.press("d", "S", "ctrl+u", *str(tmp_path), "enter")
        assert (tmp_path / "Invoice INV-1.pdf").read_bytes() == b"%PDF-1.7 statement"
        await at.press("escape", "S", "ctrl+u", *f"{tmp_path}/a.eml", "enter")
        letter = message_from_bytes((tmp_path / "a.eml").read_bytes(), policy=policy.default)
        assert letter["Subject"] == "Your document INV-1"


async def test_what_a_state_does_not_allow_says_why(stores: Stores) -> None:
    with MailServer() as server:
        async with walk_on(mailed(stores), mail=to(server)) as at:
            await at.press("6", "G")
            said = {}
            for key in ("m", "H", "t", "A"):
                await at.press(key)
                said[key] = at.message
            assert said["m"] == "This mail is sent: it cannot be sent now."
            assert said["H"] == "This mail is sent: it cannot be held."
            assert "only of an uncertain one" in said["A"]
        assert server.taken == []


async def test_without_a_server_nothing_is_sent_and_it_says_so(stores: Stores) -> None:
    async with walk_on(mailed(stores)) as at:
        await at.press("6", "M")
        assert "No mail server is set up" in at.message


async def test_held_with_a_reason_undone_and_let_go(stores: Stores) -> None:
    url = mailed(stores)
    async with walk_on(url) as at:
        await at.press("6", "down", "H", "enter")
        assert "needs a reason" in at.text
        await at.press(*"Wait", "enter")
        assert rows(url)[QUEUED].held_reason == "Wait"
        await at.press("z")
        assert rows(url)[QUEUED].state == "queued"
        await at.press("home", "t")
        assert rows(url)[HELD].state == "queued"
        assert "queued again" in at.message


async def test_an_uncertain_one_arrived_or_goes_again_by_a_persons_word(stores: Stores) -> None:
    url = mailed(stores)
    with MailServer() as server:
        async with walk_on(url, mail=to(server)) as at:
            await at.press("6", "down", "down", "m")
            assert "It may have arrived already." in at.text
            await at.press("n")
            assert (rows(url)[UNCERTAIN].state, server.taken) == ("uncertain", [])
            await at.press("A", "y")
            assert rows(url)[UNCERTAIN].state == "sent"
        assert server.taken == []


async def test_sent_now_though_it_would_have_to_wait(stores: Stores) -> None:
    url = mailed(stores)
    with MailServer() as server:
        async with walk_on(url, mail=to(server)) as at:
            await at.press("6", "down", "m")
            await told(at, "Sent to info@c1.test.")
            assert rows(url)[QUEUED].state == "sent"
            assert at.page.grid.row(QUEUED).state == "sent"
            await at.press("G", "up", "m", "y")
            await told(at, "Sent to nobody")
        assert [each.recipient for each in server.taken] == ["info@c1.test", "nobody@xn--bersee-2ya.example"]
    assert rows(url)[FAILED].state == "sent"
    assert rows(url)[SENT].attempts == 1


async def test_a_server_that_is_away_leaves_it_queued_and_is_named(stores: Stores) -> None:
    url = mailed(stores)
    with MailServer() as server:
        gone = server.port
    async with walk_on(url, size=(120, 40), mail=to(gone)) as at:
        await at.press("6", "down", "m")
        await told(at, f"localhost:{gone}")
        assert "Not sent: " in at.message
        assert rows(url)[QUEUED].state == "queued"


async def test_test_mode_is_said_where_mail_is_listed(stores: Stores) -> None:
    url = mailed(stores)
    with MailServer() as server:
        settings = mail_settings({"host": "localhost", "port": server.port, "test_to": "me@ours.test"})
        async with walk_on(url, size=(120, 40), mail=settings) as at:
            assert "test mode: to me@ours.test" in await at.press("6")
            await at.press("down", "m")
            await told(at, "(test mode: me@ours.test)")
        assert [each.recipient for each in server.taken] == ["me@ours.test"]
