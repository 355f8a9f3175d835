"""What a person decides about a mail of the outbox: send it now, hold it, let it go again, say that it arrived."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from screens.mail_saving import files_name
from screens.saving_files import SavingFiles
from store.queries import outbox
from store.requests.mail import HoldMail, RetryMail, SettleMail
from store.rules.outbox import MAY_BE_HELD, MAY_GO
from widgets.actions import Action

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.requests.base import Done
    from store.rows.mail import OutboxRow

DECIDING: Final = (
    Action("send_mail", ("m",), "Send now", "Send this mail now, although it would have to wait.", 1),
    Action("hold_mail", ("H",), "Hold", "Keep this mail from going, with a reason.", 4),
    Action("retry_mail", ("t",), "Try again", "Let a held, failed or uncertain mail go with the next sending.", 5),
    Action("settle_mail", ("A",), "Arrived", "Say of an uncertain mail that it arrived.", 6),
    Action("save_eml", ("S",), "Save .eml", "Write the whole mail to a file of yours.", 7),
)
"""What is done to the mail under the cursor, or shown."""
DECIDED: Final = frozenset(action.id for action in DECIDING)
NO_SERVER: Final = "No mail server is set up: name one in the configuration, in a table [mail]."


class Deciding(SavingFiles):
    """Mixed into the pages of the outbox; a subclass says which mail is meant."""

    def mail_here(self) -> OutboxRow | None:
        """The mail under the cursor, or shown."""
        raise NotImplementedError

    def why_not(self, action_id: str) -> str | None:
        """What the mail's state does not allow."""
        refused = super().why_not(action_id)
        if refused or action_id not in DECIDED:
            return refused
        row = self.mail_here()
        if row is None:
            return "There is no mail here."
        return self._why_not_mail(action_id, row)

    def _why_not_mail(self, action_id: str, row: OutboxRow) -> str | None:
        doubtful = row.state == "uncertain" or row.may_have_arrived
        if action_id == "send_mail" and self.desk.mail is None:
            return NO_SERVER
        if action_id == "send_mail" and row.state not in MAY_GO:
            return f"This mail is {row.state}: it cannot be sent now."
        if action_id == "hold_mail" and row.state not in MAY_BE_HELD:
            return f"This mail is {row.state}: it cannot be held."
        waits = row.state == "queued" and row.next_attempt_at is None
        if action_id == "retry_mail" and (row.state not in MAY_GO or waits):
            return "This mail goes with the next sending already." if waits else f"This mail is {row.state}."
        if action_id == "settle_mail" and not doubtful:
            return f"This mail is {row.state}: only of an uncertain one it can be said that it arrived."
        return None

    # Sending.

    def action_send_mail(self) -> None:
        """Send it now; one that is held, failed or uncertain is asked about first."""
        row = self.mail_here()
        if row is None:
            return
        if row.state == "queued":
            self.program.send_mail(row.message_no, row.recipient)
            return
        doubt = "It may have arrived already. " if row.state == "uncertain" or row.may_have_arrived else ""
        held = f"It is held ({row.held_reason}). " if row.state == "held" and not doubt else ""
        self._ask_again(
            f"{doubt or held}Send it now?", row, partial(self.program.send_mail, row.message_no, row.recipient)
        )

    def action_retry_mail(self) -> None:
        """Let it go with the next sending."""
        row = self.mail_here()
        if row is None:
            return
        if row.state == "uncertain" or row.may_have_arrived:
            self._ask_again("It may have arrived already. Send it again with the next sending?", row, None)
        else:
            self._retry(row, None)

    def _ask_again(self, question: str, row: OutboxRow, then: Callable[[], None] | None) -> None:
        def answered(key: str) -> None:
            if key == "y":
                self._retry(row, then)

        self.prompt.ask(question, answered)

    def _retry(self, row: OutboxRow, then: Callable[[], None] | None) -> None:
        request = RetryMail(actor=self.desk.actor, message_no=row.message_no, version=row.version)
        self.submit(request, partial(self._decided, then))

    # Deciding.

    def action_hold_mail(self) -> None:
        """Type why it is not to go."""
        row = self.mail_here()
        if row is None:
            return

        def answered(text: str) -> None:
            if not text.strip():
                raise ValueError("Holding a mail needs a reason: type one.")
            request = HoldMail(
                actor=self.desk.actor, message_no=row.message_no, version=row.version, reason=text.strip()
            )
            self.submit(request, partial(self._decided, None))

        self.prompt.input("Hold, because ", answered)

    def action_settle_mail(self) -> None:
        """Ask, then count it as sent."""
        row = self.mail_here()
        if row is None:
            return

        def answered(key: str) -> None:
            if key == "y":
                request = SettleMail(actor=self.desk.actor, message_no=row.message_no, version=row.version)
                self.submit(request, partial(self._decided, None))

        self.prompt.ask("Did this mail arrive? It counts as sent then.", answered)

    def _decided(self, then: Callable[[], None] | None, done: Done) -> None:
        self.tell(f"{done.summary}.", "success")
        self.show_page()
        if then is not None:
            then()

    # Saving.

    def with_content(self, message_no: int, then: Callable[[bytes], None]) -> None:
        """Read a mail's bytes and give them on."""

        def found(content: bytes | None) -> None:
            if content is None:
                self.tell("The bytes of this mail are not in the store: run cctui check.", "error")
            else:
                then(content)

        self.read("content", found, outbox.content, message_no)

    def action_save_eml(self) -> None:
        """Ask where to; nothing is overwritten without another question."""
        row = self.mail_here()
        if row is not None:
            self.ask_save(f"{files_name(row.subject)}.eml", partial(self.with_content, row.message_no))
