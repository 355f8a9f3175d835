"""The outbox (S47): every mail, how it stands, and what the server said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from screens.customer_card_key import CARD
from screens.factspage import FactsPage
from screens.outbox_columns import mail_facts, outbox_columns, said
from screens.outbox_deciding import DECIDING, NO_SERVER, Deciding
from screens.summed import SummedPage
from screens.word_filter import ByWord
from store.delivery.parts import files_of
from store.queries import outbox
from store.rows.mail import OutboxRow
from store.rules.filters import Word
from store.rules.outbox import STATES, UNSENT
from store.rules.text import casefolded
from widgets.actions import Action
from widgets.common_actions import PLAIN_LIST_ACTIONS
from widgets.notefield import Caption
from widgets.totals import Total

if TYPE_CHECKING:
    from collections.abc import Sequence

    from textual.app import ComposeResult

    from screens.desk import Desk
    from store.queries.connection import Connection
    from store.rows.mail import MailRow
    from store.rules.filters import Filter
    from widgets.columns import Column
    from widgets.grid import Grid
    from widgets.grid_rows import Key

MOST = 2_000
"""So many mails are listed, the newest."""
WORDS = ("all", "unsent", *STATES)
TONES = {"failed": "error", "uncertain": "warning", "held": "warning", "queued": "bold"}


@dataclass(frozen=True, slots=True)
class Listed:
    """The mails, newest first, and how many there are in each state."""

    rows: tuple[OutboxRow, ...]
    counts: dict[str, int]


def read_list(c: Connection, shown: str) -> Listed:
    """Read the outbox in one state of the books."""
    states = None if shown == "all" else UNSENT if shown == "unsent" else (shown,)
    return Listed(tuple(outbox.outbox(c, states=states, limit=MOST)), outbox.state_counts(c))


class OutboxPage(Deciding, ByWord, SummedPage[OutboxRow]):
    """A line a mail, newest first; Enter shows it whole."""

    NAME = "Outbox"
    EXPORTS = "outbox"
    FIELDS = ()
    LISTED = WORDS
    EMPTY = "No mail here; m in an interaction writes one."
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *DECIDING,
        Action("send_due", ("M",), "Send all", "Send all mails that are due.", 2),
        Action("filter", ("f",), "Filter", "All mails, the unsent ones, or those in one state.", 3, group="Find"),
        CARD,
        *(action for action in PLAIN_LIST_ACTIONS if action.id not in {"sort", "explain"}),
    )

    def __init__(self, desk: Desk) -> None:
        self.listed: Listed | None = None
        super().__init__(desk, tickable=False)
        self.details = Caption("", "dim", id="details")

    def body(self) -> ComposeResult:
        """The list, what was said of the line under the cursor, and the totals."""
        yield self.grid
        yield self.details
        yield self.totals

    def columns(self) -> Sequence[Column]:
        """The mails' columns."""
        return outbox_columns(self.desk)

    def mark(self, row: OutboxRow) -> str:
        """! where somebody has to decide."""
        return "!" if row.state in {"failed", "uncertain"} else " "

    def row_tone(self, row: OutboxRow) -> str:
        """Sent ones stand back."""
        return "dim" if row.state == "sent" else ""

    def filter_text(self) -> str:
        """Which are listed, and where they really go."""
        mail = self.desk.mail
        test = f"test mode: to {mail.test_to}" if mail is not None and mail.test_to else ""
        return "  ".join(part for part in (test, self.word, super().filter_text()) if part)

    # Reading.

    def read_keys(self) -> None:
        """The mails in the states chosen."""
        self.read("keys", self._take_list, read_list, self.word)

    def _take_list(self, found: Listed) -> None:
        self.listed = found
        rows = [row for row in found.rows if matches(row, self.filter)]
        self.grid.empty_text = self.NOTHING_FOUND if self.filter is not None else self.EMPTY
        self.grid.set_rows(rows, key=lambda row: row.message_no)
        self.status.position(self.grid.position_text)
        self._show_details(self.grid.cursor_row)
        self.show_totals()
        self.show_keys()

    def show_totals(self) -> None:
        """How many mails are in which state."""
        counts = self.listed.counts if self.listed is not None else {}
        some = [Total(f"{counts[state]:,} {state}", tone=TONES.get(state, "")) for state in STATES if counts.get(state)]
        self.totals.show(some or [Total("no mail yet")])

    def cursor_moved(self, grid: Grid[OutboxRow], key: Key | None) -> None:
        """What was said of it follows the cursor, and so do the keys."""
        super().cursor_moved(grid, key)
        self._show_details(grid.cursor_row)
        self.show_keys()

    def _show_details(self, row: OutboxRow | None) -> None:
        parts = () if row is None else (row.customer_name, row.recipient, said(row) or row.subject)
        self.details.show(f" {' · '.join(part for part in parts if part)}", "dim")

    def mail_here(self) -> OutboxRow | None:
        """The mail under the cursor."""
        return self.grid.cursor_row

    def customer_here(self) -> str:
        """To whom it goes."""
        row = self.grid.cursor_row
        return row.customer_no if row is not None else ""

    # Actions.

    def why_not(self, action_id: str) -> str | None:
        """What needs a mail, or a server."""
        if action_id in {"enter", "customer_card"} and self.grid.cursor_row is None:
            return "There is no mail here."
        refused = super().why_not(action_id)
        if refused is None and action_id == "send_due" and self.desk.mail is None:
            return NO_SERVER
        return refused

    def action_send_due(self) -> None:
        """Send all that is due."""
        self.program.send_mail(None, "all that are due")

    def on_grid_entered(self, message: Grid.Entered) -> None:
        """The mail whole."""
        message.stop()
        self.app.push_screen(OutboxMailPage(self.desk, int(message.key)))


class OutboxMailPage(Deciding, FactsPage):
    """A mail whole: how it stands, what goes with it, its text."""

    NAME = "Mail of the outbox"
    ACTIONS: ClassVar[tuple[Action, ...]] = (
        *DECIDING,
        Action("attachments", ("d",), "Attachments", "See what goes with it; open or save one.", 2),
        CARD,
        *FactsPage.ACTIONS,
    )

    def __init__(self, desk: Desk, message_no: int) -> None:
        super().__init__(desk)
        self.message_no = message_no
        self.mail: MailRow | None = None

    def caption(self) -> str:
        """To whom, about what."""
        return f"Mail to {self.mail.row.recipient} · {self.mail.row.subject}" if self.mail else self.NAME

    def show_page(self) -> None:
        """Read it."""
        self.read("mail", self._take, outbox.message, self.message_no)

    def _take(self, mail: MailRow | None) -> None:
        self.mail = mail
        self.show_facts()
        if mail is None:
            self.tell("This mail is not in the outbox any more.", "warning")
            return
        self.show_lines(mail_facts(self.desk, mail))
        self.show_keys()

    def mail_here(self) -> OutboxRow | None:
        """The one that is shown."""
        return self.mail.row if self.mail is not None else None

    def customer_here(self) -> str:
        """To whom it goes."""
        return self.mail.row.customer_no if self.mail is not None else ""

    def why_not(self, action_id: str) -> str | None:
        """What it has not."""
        if action_id == "attachments" and not (self.mail and self.mail.attachments):
            return "Nothing goes with this mail."
        return super().why_not(action_id)

    def action_attachments(self) -> None:
        """The files out of the mail's own bytes."""
        mail = self.mail
        if mail is None:
            return

        def found(content: bytes) -> None:
            from screens.mail_attachments import AttachmentsPage  # noqa: PLC0415 - start-up

            files = files_of(content, mail.attachments)
            self.app.push_screen(AttachmentsPage(self.desk, mail.row.subject, files))

        self.with_content(self.message_no, found)


def matches(row: OutboxRow, wanted: Filter | None) -> bool:
    """Whether a mail has all the words that were typed, and none of those excluded."""
    words = [term for term in wanted.terms if isinstance(term, Word)] if wanted is not None else []
    text = casefolded(
        f"{row.customer_no} {row.customer_name} {row.recipient} {row.subject} {row.state} {row.reply} {row.user_name}"
    )
    return all((casefolded(word.text) in text) != word.negated for word in words)
