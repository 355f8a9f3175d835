"""With whom an interaction is: another contact, one corrected for this call or for good, a new one (S9, S32, S33)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from screens.contact_form import ContactForm, now_remarks
from screens.interaction_drafts import Drafting
from store.queries import contacts
from store.requests.base import NotDone
from store.requests.contacts import SaveContact, SetCreditControlContact

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.requests.base import Done, Outcome
    from store.rows.documents import ContactRow, CustomerContacts

WORDS: Final = {
    "o": ("another", "another contact"),
    "c": ("correct for now", "correct for this call"),
    "k": ("for good", "correct the contact"),
    "n": ("new", "new contact"),
}
"""What `w` offers, in short and with room."""
CAPTIONS: Final = {
    "c": "Contact, for this interaction only",
    "k": "Contact, corrected for good",
    "n": "New contact",
}
ROOM: Final = 100
"""Cells from which the answers are told in full."""


class Contacting(Drafting):
    """Who: the customer's contacts."""

    _made: tuple[str, int] | None = None
    """Name and id of a new contact, until it was asked whether it becomes the credit control contact."""

    def action_who(self) -> None:
        """Offer another contact, a correction, or a new contact."""
        header, theirs = self.header, self.contacts
        if header is None or theirs is None:
            return
        there = {
            "o": bool(self._others()),
            "c": True,
            "k": theirs.contact(header.contact_id) is not None,
            "n": True,
        }
        wide = self.size.width >= ROOM
        choices = [(key, words[wide]) for key, words in WORDS.items() if there[key]]
        self.prompt.ask("Contact:", self._who_answered, choices=choices)

    def _who_answered(self, key: str) -> None:
        if key != "o":
            self._open_contact(key)
            return
        others = self._others()
        if len(others) == 1:
            self._take_contact(next(iter(others.values())))
        else:
            self._ask_contact("")

    # Another one of the customer's (S32).

    def _others(self) -> dict[str, ContactRow]:
        """The customer's other contacts, by names that are all different."""
        header, theirs = self.header, self.contacts
        if header is None or theirs is None:
            return {}
        rows = [row for row in theirs.rows if row.id != header.contact_id]
        found: dict[str, ContactRow] = {}
        for place, row in enumerate(rows, 1):
            found[f"{place} {row.name or row.phone or row.email or '(no name)'}"] = row
        return found

    def _ask_contact(self, value: str) -> None:
        if self._others():
            self.ask_line(
                "contact",
                "Contact ",
                self._contact_entered,
                echo=self._contact_echo,
                value=value,
                complete=lambda text: [name for name in self._named(text) if text.strip()],
            )

    def _named(self, text: str) -> dict[str, ContactRow]:
        """The contacts that a number of the list, or a part of a name, means."""
        typed = text.strip().casefold()
        others = self._others()
        exact = {
            name: row
            for name, row in others.items()
            if typed in {name.partition(" ")[0], row.name.casefold(), name.casefold()}
        }
        return exact or {name: row for name, row in others.items() if typed in name.casefold()}

    def _contact_of(self, text: str) -> ContactRow:
        found = self._named(text)
        if len(found) == 1:
            return next(iter(found.values()))
        raise ValueError(f"Choose one: {' · '.join(found or self._others())}.")

    def _contact_echo(self, text: str) -> str:
        if not text.strip():
            return " · ".join(self._others())
        row = self._contact_of(text)
        return " · ".join(part for part in (row.name, self.phone_number(row.phone).shown, row.email) if part)

    def _contact_entered(self, text: str) -> None:
        if text.strip():
            self._take_contact(self._contact_of(text))

    def _take_contact(self, row: ContactRow) -> None:
        """Go on with another contact, without a question; what it lacks comes from the customer."""
        theirs = self.contacts
        if theirs is None:
            return
        phone, email = row.phone or theirs.phone, row.email or theirs.email
        self.change(contact_id=row.id, contact_name=row.name, phone=phone, email=email)
        self.tell(f"{row.name or 'Contact'}: {self.phone_number(phone).shown or 'no phone'}.", "success")

    # Corrected, or new (S9, S33).

    def _open_contact(
        self, how: str, draft: dict[str, Any] | None = None, error: str = "", *, changed: bool = False
    ) -> None:
        """Let a contact be typed: for this call (c), for good (k), or a new one (n); `changed` by others meanwhile."""
        header, theirs = self.header, self.contacts
        if header is None or theirs is None:
            return
        values = {"name": "", "phone": "", "email": ""}
        row = theirs.contact(header.contact_id) if how == "k" else None
        if row is not None:
            values = {"name": row.name, "phone": row.phone, "email": row.email}
        elif how != "n":
            how = "c"
            values = {"name": header.contact_name, "phone": header.phone, "email": header.email}
        held = {"kind": "contact", "how": how}
        self.keep_dialog({**held, "values": draft or values})
        form = ContactForm(
            CAPTIONS[how],
            values,
            countries=(theirs.country, self.desk.facts.company.country_code),
            named=how != "c",
            draft=draft,
            on_draft=lambda typed: self.keep_dialog({**held, "values": typed}),
            error=error,
            remarks=now_remarks(values, draft or {}) if changed else None,
        )
        self.app.push_screen(form, lambda typed: self._contact_typed(how, row, typed))

    def _contact_typed(self, how: str, row: ContactRow | None, typed: dict[str, str] | None) -> None:
        self.keep_dialog(None)
        header = self.header
        if typed is None or header is None:
            return
        if how != "c":
            self._save_contact(row, typed)
            return
        was = {"contact_name": header.contact_name, "phone": header.phone, "email": header.email}
        now = dict(zip(was, typed.values(), strict=True))
        changes: dict[str, Any] = {name: value for name, value in now.items() if was[name] != value}
        if changes:
            self.change(**changes)

    def _save_contact(self, row: ContactRow | None, typed: dict[str, str]) -> None:
        request = SaveContact(
            actor=self.desk.actor,
            contact_id=row.id if row is not None else None,
            version=row.version if row is not None else 0,
            customer_no=self.customer_here(),
            name=typed["name"],
            phone=typed["phone"],
            email=typed["email"],
            interaction_id=self.interaction_id,
        )
        self.entered = True
        self.submit(request, self._contact_saved)

    def _contact_saved(self, done: Done) -> None:
        """The interaction has the contact; a new one may become the customer's (rule 14)."""
        self.sync()
        self.tell(f"{done.summary}.", "success")
        request, contact_id = done.request, done.result
        if not isinstance(request, SaveContact) or request.contact_id is not None or not isinstance(contact_id, int):
            return
        self._made = (request.name, contact_id)
        self._ask_credit_control()

    def on_screen_resume(self) -> None:
        """The form that was in front of the question is closed."""
        self.call_after_refresh(self._ask_credit_control)

    def _ask_credit_control(self) -> None:
        if self._made is not None and self.is_active and not self.prompt.active:
            (name, contact_id), self._made = self._made, None
            self.prompt.ask(
                f"Make {name} the credit control contact?", lambda key: self._credit_control_answered(key, contact_id)
            )

    def _credit_control_answered(self, key: str, contact_id: int) -> None:
        if key == "y":
            request = SetCreditControlContact(
                actor=self.desk.actor, customer_no=self.customer_here(), contact_id=contact_id
            )
            self.submit(request, lambda done: self.tell(f"{done.summary}.", "success"))

    def sync(self) -> None:
        """Read the interaction again; the page does it."""

    def outcome(self, outcome: Outcome) -> bool:
        """A contact that the books refuse comes back to the form with all that was typed."""
        mine = super().outcome(outcome)
        request = outcome.request
        if mine and isinstance(outcome, NotDone) and isinstance(request, SaveContact) and self.is_active:
            typed = {"name": request.name, "phone": request.phone, "email": request.email}
            how = "n" if request.contact_id is None else "k"
            changed = outcome.kind == "changed"
            self.read_contacts(lambda: self._open_contact(how, typed, outcome.sentence, changed=changed))
            self.sync()
        return mine

    def read_contacts(self, then: Callable[[], None]) -> None:
        """Read the customer's contacts again."""

        def found(theirs: CustomerContacts) -> None:
            self.contacts = theirs
            then()

        self.read("contacts", found, contacts.customer_contacts, self.customer_here())
