"""A customer's contacts (rule 14; S32, S33)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from screens.contact_form import ContactForm
from screens.setup_list import SetupListPage, flag, setup_actions
from store.queries import contacts
from store.requests.contacts import DeleteContact, SaveContact, SetCreditControlContact
from store.rows.documents import ContactRow
from store.rules.phones import read_phone
from widgets.actions import Action
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from screens.desk import Desk
    from screens.setup_fields import Declared
    from screens.setup_form import Values
    from store.queries.connection import Connection
    from store.requests.base import Done, Request
    from store.rows.documents import CustomerContacts

FIELDS = ("name", "phone", "email")
CHOOSE = Action(
    "choose", ("w",), "Credit control", "Make this contact the customer's credit control contact.", 3, group="Setup"
)


class ContactsPage(SetupListPage[ContactRow]):
    """A line a contact, the credit control contact first."""

    NAME = "Contacts"
    WHAT = "contact"
    ACTIONS: ClassVar[tuple[Action, ...]] = setup_actions(
        WHAT, CHOOSE, in_use=", unless it is the one of credit control"
    )

    def __init__(self, desk: Desk, customer_no: str, contact_id: int | None = None) -> None:
        self.customer_no = customer_no
        self.theirs: CustomerContacts | None = None
        self._first = contact_id
        super().__init__(desk)

    def caption(self) -> str:
        """Whose contacts."""
        name = self.theirs.customer_name if self.theirs is not None else ""
        return " ".join(part for part in (self.customer_no, name, "· contacts") if part)

    def customer_here(self) -> str:
        """The page's customer."""
        return self.customer_no

    def columns(self) -> Sequence[Column]:
        """Name, phone as people dial it, e-mail, role, and where it comes from."""
        return (
            Column("name", "Contact", 20, lambda row: row.name or "–", flexible=True, min_width=14),
            Column("phone", "Phone", 18, lambda row: self._shown(row.phone) or "no phone"),
            Column("email", "E-mail", 24, lambda row: row.email or "no e-mail", flexible=True, min_width=14),
            Column("chosen", "Credit control", 14, flag(lambda row: row.credit_control_contact)),
            Column("source", "From", 6, lambda row: row.source, priority=1),
        )

    def _shown(self, phone: str) -> str:
        return read_phone(phone, *self._countries).shown

    @property
    def _countries(self) -> tuple[str, str]:
        """Of the customer, and of the own company."""
        return (self.theirs.country if self.theirs is not None else "", self.desk.facts.company.country_code)

    # Reading.

    def show_page(self) -> None:
        """Read the customer with its contacts."""
        self.read("lines", self._take_contacts, contacts.customer_contacts, self.customer_no)

    def listing(self) -> Callable[[Connection], Sequence[ContactRow]]:
        """The contacts alone."""
        return partial(contacts.contact_rows, customer_no=self.customer_no)

    def _take_contacts(self, theirs: CustomerContacts) -> None:
        self.theirs = theirs
        self.show_facts()
        self._take(theirs.rows)
        if self._first is not None:
            self.grid.go_to(self._first)
            self._first = None

    # What a line is.

    def key_of(self, row: ContactRow) -> int:
        """The id."""
        return row.id

    def named(self, row: ContactRow) -> str:
        """The name, else what there is."""
        return row.name or row.phone or row.email

    def row_tone(self, row: ContactRow) -> str:
        """The credit control contact stands out."""
        return "bold" if row.credit_control_contact else ""

    def fields(self, row: ContactRow | None) -> Sequence[Declared]:
        """The form is one of its own."""
        del row
        return ()

    def values_of(self, row: ContactRow) -> Values:
        """What the form shows of a contact."""
        return {name: getattr(row, name) for name in FIELDS}

    def open_form(
        self, row: ContactRow | None, values: Values, error: str = "", remarks: Mapping[str, str] | None = None
    ) -> None:
        """Let a contact, or (None) a new one, be typed."""
        known = self.values_of(row) if row is not None else {}
        form = ContactForm(
            f"New contact of {self.customer_no}" if row is None else f"Contact {self.named(row)}",
            cast("dict[str, str]", known),
            countries=self._countries,
            draft=values if values != known else None,
            error=error,
            remarks=remarks,
        )
        self.app.push_screen(form, lambda typed: self._save(row, cast("Values | None", typed)))

    def saving(self, row: ContactRow | None, values: Values) -> Request:
        """Save it."""
        return SaveContact(
            actor=self.desk.actor,
            contact_id=row.id if row is not None else None,
            version=row.version if row is not None else 0,
            customer_no=self.customer_no,
            name=str(values["name"]),
            phone=str(values["phone"]),
            email=str(values["email"]),
        )

    def deleting(self, row: ContactRow) -> Request:
        """Delete it."""
        return DeleteContact(actor=self.desk.actor, contact_id=row.id, version=row.version)

    # The credit control contact.

    def _stored(self, done: Done) -> None:
        """After a new contact was made: whether it becomes the customer's credit control contact."""
        super()._stored(done)
        request, contact_id = done.request, done.result
        if isinstance(request, SaveContact) and request.contact_id is None and isinstance(contact_id, int):
            self._first = contact_id
            if self.is_active and not self.prompt.active:
                self.prompt.ask(
                    f"Make {request.name} the credit control contact?",
                    lambda key: self._make_chosen(contact_id) if key == "y" else None,
                )

    def action_choose(self) -> None:
        """The contact under the cursor becomes the customer's credit control contact."""
        row = self.grid.cursor_row
        if row is None:
            return
        if row.credit_control_contact:
            self.tell(f"{self.named(row)} is the credit control contact already.")
        else:
            self._make_chosen(row.id)

    def _make_chosen(self, contact_id: int) -> None:
        request = SetCreditControlContact(actor=self.desk.actor, customer_no=self.customer_no, contact_id=contact_id)
        self.submit(request, self._stored)
