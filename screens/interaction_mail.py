"""Mail from an interaction (S47): its ticked documents, its contact, and what its types start (rule 13)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from screens.interaction_receipts import Receiving
from screens.mail_fields import MailOrigin
from store.queries import outbox
from store.requests.base import NotDone

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.desk import Desk
    from screens.interaction_reading import Start
    from screens.mail import MailPage
    from store.requests.base import Done, Outcome
    from store.requests.mail import QueueMail
    from store.rows.calls import LineRow
    from store.rows.mail import OutboxRow
    from store.rows.setup import InteractionTypeRow


class Mailing(Receiving):
    """Mixed into the interaction page: mail that is sent with it."""

    def __init__(self, desk: Desk, interaction_id: str, *, start: Start | None = None, resume: bool = False) -> None:
        super().__init__(desk, interaction_id, start=start, resume=resume)
        self.mails: tuple[OutboxRow, ...] = ()
        """Those of this interaction, newest first."""
        self._mailed = False
        """Whether one was queued from here, read or not."""
        self._refused_mails: dict[str, Callable[[NotDone], None]] = {}
        """By request, who is told that a mail was refused."""

    # What is known of its mails.

    def take_lines(self, lines: dict[int, LineRow]) -> None:
        """Read its mails besides."""
        super().take_lines(lines)
        if self.in_store:
            self._read_mails()

    def _read_mails(self) -> None:
        self.read("mails", self._take_mails, outbox.interaction_mails, self.interaction_id)

    def _take_mails(self, found: list[OutboxRow]) -> None:
        if tuple(found) != self.mails:
            self.mails = tuple(found)
            self.show_header()

    @property
    def unsent(self) -> int:
        """Mails of this interaction that are not sent (rule 11)."""
        return sum(row.state != "sent" for row in self.mails)

    @property
    def copies_owed(self) -> bool:
        """Whether an invoice was not received, and nothing was mailed: its page was left, or the line dropped there."""
        header = self.header
        return header is not None and header.outcome == "invoice_not_received" and not (self.mails or self._mailed)

    def mails_text(self) -> str:
        """How its mails stand: `1 sent, 1 queued`; empty for none."""
        states = [row.state for row in self.mails]
        return ", ".join(f"{states.count(state)} {state}" for state in dict.fromkeys(states))

    # Writing one.

    def action_mail(self) -> None:
        """Write a mail about the ticked entries; the statement goes with it where the type says so."""
        header = self.header
        row = self._type_row(header.interaction_type_id) if header is not None else None
        self._open_mail(statement=bool(row and row.statement))

    def mail_of_type(self, row: InteractionTypeRow) -> None:
        """A type of e-mail or statement was chosen: it starts the mail (rule 13)."""
        self._open_mail(statement=row.statement)

    def queue_copies(self, entries: Sequence[int]) -> None:
        """Queue copies of these entries; its page asks and says what has to be known first."""
        page = self._open_mail(entries=entries)
        if page is not None:
            page.action_queue_mail()

    def _open_mail(
        self,
        *,
        statement: bool = False,
        entries: Sequence[int] | None = None,
        draft: dict[str, Any] | None = None,
    ) -> MailPage | None:
        from screens.mail import MailPage  # noqa: PLC0415 - start-up

        header = self.header
        if header is None:
            return None
        self.keep_ticks()
        ticked = [number for number in self.lines if number in self.selection.ticked]
        known = len(self.mails)

        def keep(typed: dict[str, Any] | None) -> None:
            self.keep_dialog(None if typed is None else {"kind": "mail", "known": known, **typed})

        origin = MailOrigin(
            self.interaction_id, header.email, header.contact_name, self._type_for, keep, self._submit_mail
        )
        numbers = ticked if entries is None else entries
        page = MailPage(self.desk, header.customer_no, numbers, statement=statement, origin=origin, draft=draft)
        self.app.push_screen(page)
        return page

    def _type_row(self, type_id: int | None) -> InteractionTypeRow | None:
        return next((row for row in self.desk.facts.interaction_types if row.id == type_id), None)

    def _type_for(self, statement: bool) -> int | None:  # noqa: FBT001 - what the mail has
        """The type that the interaction takes with a mail, where it has none yet."""
        header = self.header
        if header is None or header.interaction_type_id is not None:
            return header.interaction_type_id if header is not None else None
        types = self.desk.facts.interaction_types
        fit = [row for row in types if row.statement] if statement else []
        fit += [row for row in types if row.email and not row.statement]
        return fit[0].id if fit else None

    # Its outcome.

    def _submit_mail(
        self, request: QueueMail, then: Callable[[Done], None], refused: Callable[[NotDone], None]
    ) -> bool:
        """Ask for a mail in the interaction's turn."""
        self._refused_mails[request.request_id] = refused

        def queued(done: Done) -> None:
            self._refused_mails.pop(request.request_id, None)
            self.entered = self._mailed = True
            then(done)
            self.sync()

        return self.submit(request, queued)

    def outcome(self, outcome: Outcome) -> bool:
        """A mail that the books refuse stays on its page, with all that was typed."""
        refused = self._refused_mails.get(outcome.request.request_id)
        if refused is not None and isinstance(outcome, NotDone) and outcome.kind != "store":
            del self._refused_mails[outcome.request.request_id]
            self.give_up(outcome)
            refused(outcome)
            return True
        return super().outcome(outcome)

    # Drafts.

    def reopen_dialog(self, dialog: dict[str, Any]) -> None:
        """Open a mail again with what was typed of it, unless it had been queued and the program ended after that."""
        if dialog.get("kind") != "mail":
            super().reopen_dialog(dialog)
            return
        entries = [int(number) for number in dialog.get("entries", ())]

        def found(mails: list[OutboxRow]) -> None:
            self._take_mails(mails)
            if len(mails) <= int(dialog.get("known", 0)):
                self._open_mail(entries=entries, draft=dialog)

        self.read("mail again", found, outbox.interaction_mails, self.interaction_id)
