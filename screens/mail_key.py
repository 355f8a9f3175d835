"""The key that leads to a mail, the same wherever a customer is."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.page import Page
from widgets.actions import Action

if TYPE_CHECKING:
    from collections.abc import Sequence

MAIL = Action("mail", ("m",), "Mail", "Mail the ticked invoices and credit memos, or the statement.", 5)


class MailFromHere(Page):
    """Mixed into pages of one customer."""

    def open_mail(self, customer_no: str, entry_nos: Sequence[int] = ()) -> None:
        """Write a mail to a customer about these entries."""
        from screens.mail import MailPage  # noqa: PLC0415 - start-up

        self.app.push_screen(MailPage(self.desk, customer_no, entry_nos))
