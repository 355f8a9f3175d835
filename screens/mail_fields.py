"""The fields of a mail that know more than the common ones, and what is said about it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from store.rules.addresses import wire_address
from store.rules.files import size_text
from widgets.fields import Field

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from store.delivery.compose import MailFile
    from store.requests.base import Done, NotDone
    from store.requests.mail import QueueMail
    from store.rows.documents import CustomerContacts
    from store.rows.mail_data import MailDocument
    from widgets.painting import Part

NO_ADDRESS = "Type an e-mail address; the arrows offer those that are known."
NAMED = 6
WHAT = {"statement": "statement", "invoice": "invoice", "credit_memo": "credit memo"}


@dataclass(frozen=True, slots=True)
class MailOrigin:
    """The interaction that a mail belongs to, and what is told to it.

    Attributes:
        interaction_id: Which.
        email: The address of its contact, as it is there; empty: none.
        name: Its contact's name.
        type_id: The interaction type that it takes with the mail; None: it keeps its own.
        keep: Called with what is typed of the mail, None once it is not typed any more (rule 12).
        submit: Asks for the mail in the interaction's turn, with what takes its outcome or why it is refused.
    """

    interaction_id: str
    email: str
    name: str
    type_id: Callable[[bool], int | None]
    keep: Callable[[dict[str, Any] | None], None]
    submit: Callable[[QueueMail, Callable[[Done], None], Callable[[NotDone], None]], bool]


class RecipientField(Field):
    """An e-mail address; the arrows go through those that are known of the customer."""

    def __init__(self, label: str, **options: Any) -> None:  # noqa: ANN401 - Field's own
        super().__init__(label, required=NO_ADDRESS, **options)
        self.known: dict[str, str] = {}
        """Names by address."""

    def offer(self, known: dict[str, str]) -> None:
        """Offer these addresses, with whose they are."""
        self.known = known
        self.update_echo()

    def parse(self, text: str) -> str:
        """The address as it is typed; raises ValueError where mail servers do not take it."""
        wire_address(text)
        return text

    def step(self, delta: int) -> None:
        """The arrows choose among the known addresses; where there is no other they go to the neighbour."""
        others = list(self.known)
        if not others or others == [self.value]:
            super().step(delta)
            return
        place = others.index(self.value) + delta if self.value in others else (0 if delta > 0 else -1)
        self.editor.set(others[place % len(others)], fresh=True)
        self.edited()

    @property
    def person(self) -> str:
        """Whose address it is, as far as that is known."""
        return self.known.get(self.value.strip(), "")

    def update_echo(self) -> None:
        """Whose address it is."""
        more = f"  ↑↓ {len(self.known)} known" if len(self.known) > 1 else ""
        self.set_echo(f"{self.person}{more}" if self.value else f"no address{more}")


class SendField(Field):
    """The last line of the form: Enter on it sends."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - Field's own
        super().__init__("", "", **options)
        self.words = ""

    def say(self, words: str) -> None:
        """What Enter does here."""
        self.words = words
        self.repaint()

    def confirm(self) -> None:
        """Enter: the page takes it, and the focus stays."""
        self.post_message(self.Confirmed(self))

    def content_parts(self, width: int) -> list[Part]:
        """What Enter does here."""
        return [(self.words[:width], "cursor" if self.has_focus else "dim")]


def known_addresses(theirs: CustomerContacts) -> dict[str, str]:
    """The addresses of a customer's contacts, the credit control contact's first, then its own; with names."""
    found: dict[str, str] = {}
    for row in theirs.rows:
        if row.email:
            found.setdefault(row.email, row.name)
    if theirs.email:
        found.setdefault(theirs.email, "the customer's own")
    return found


def copies_text(documents: Sequence[MailDocument]) -> str:
    """The copies and originals by their document nos."""
    names = [
        f"{getattr(each.data, 'document_no', '')}{' (original)' if each.original else ''}"
        for each in documents
        if each.document != "statement"
    ]
    more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
    return ", ".join(names[:NAMED]) + more


def file_lines(files: Sequence[MailFile], most: int) -> list[list[Part]]:
    """What goes with a mail: each file's name, what it is, and its size."""
    lines: list[list[Part]] = []
    shown = files if len(files) <= most else files[: most - 1]
    for file in shown:
        said = f"  {what_text(file)}  {size_text(len(file.content))}"
        lines.append([("  ", ""), (file.name, ""), (said, "dim")])
    if len(files) > len(shown):
        left = files[len(shown) :]
        size = size_text(sum(len(file.content) for file in left))
        lines.append([(f"  and {len(left)} more  {size}", "dim")])
    return lines


def what_text(file: MailFile) -> str:
    """What a file is: an original, a copy from the ledger, a statement."""
    if file.original:
        return f"{WHAT[file.document]}, the original" if file.document else "original"
    if file.document == "statement":
        return "statement"
    return f"{WHAT.get(file.document, 'document')}, copy from the ledger"


def count_text(number: int) -> str:
    """So many documents."""
    return "1 document" if number == 1 else f"{number} documents"
