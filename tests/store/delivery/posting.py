"""Sending in tests: the outbox of a desk, sent to a server on loopback."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import sqlalchemy as sa

from store.books import Books
from store.delivery.sending import SendSummary, send_due
from store.delivery.smtp_settings import MailSettings, mail_settings
from store.queries import outbox
from tests.store.baseset import ANNA, Desk
from tests.store.mails import queued

if TYPE_CHECKING:
    from store.requests.base import Actor
    from store.rows.mail import OutboxRow
    from tests.mailserver import MailServer


def settings(server: MailServer | int, **more: Any) -> MailSettings:  # noqa: ANN401 - the keys of [mail]
    """Settings for a server on this machine, or for a port; waiting two seconds at most."""
    port = server if isinstance(server, int) else server.port
    return mail_settings({"host": "localhost", "port": port, "timeout": 2, **more})


def quick(found: MailSettings) -> MailSettings:
    """Settings that hardly wait."""
    return replace(found, timeout=0.2)  # type: ignore[arg-type]  # seconds of a person are whole


def send(desk: Desk, found: MailSettings, who: Actor = ANNA, **more: Any) -> SendSummary:  # noqa: ANN401
    """Send what is due."""
    books = Books.open(desk.url)
    try:
        return send_due(books, who, found, **more)
    finally:
        books.close()


def rows(desk: Desk) -> dict[int, OutboxRow]:
    """Every mail as it stands by the host's clock."""
    books = Books.open(desk.url)
    try:
        return {row.message_no: row for row in books.read(outbox.outbox)}
    finally:
        books.close()


def states(desk: Desk) -> list[str]:
    """The states of all mails by their number."""
    return [row.state for _, row in sorted(rows(desk).items())]


def queue(desk: Desk, count: int = 1, **more: Any) -> list[int]:  # noqa: ANN401 - the request's fields
    """Queue mails; their numbers."""
    return [queued(desk, number, **more) for number in range(1, count + 1)]


def end_leases(desk: Desk) -> None:
    """Let the time of every lease be over."""
    with desk.engine.begin() as connection:
        connection.execute(
            sa.text(
                "UPDATE outbox_message SET lease_until = '2026-01-01T00:00:00.000000+00:00' WHERE state = 'sending'"
            )
        )


def due_now(desk: Desk) -> None:
    """Let every mail that waits be due."""
    with desk.engine.begin() as connection:
        connection.execute(sa.text("UPDATE outbox_message SET next_attempt_at = NULL"))
