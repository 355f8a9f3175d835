"""Contacts of a customer, changed here: no import overwrites them (rule 14)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlmodel import col, select

from store.commands import finding
from store.commands.setup_parts import as_shown
from store.commands.work import Refusal
from store.rules import text
from store.rules.emails import EmailError, check_email
from store.rules.phones import PhoneError, check_phone
from store.tables.ledger import Contact, Customer, CustomerName

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.contacts import DeleteContact, SaveContact, SetCreditControlContact
    from store.tables.calls import Interaction

LONGEST_NAME: Final = 100


def save_contact(work: Work, request: SaveContact) -> int:
    """Make or change a contact of a customer; its id. An interaction that is being made may take it over (S32, S33).

    Raises:
        Refusal: It has no name, its phone number or e-mail address cannot be one, or it is gone.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    customer = _customer(work, request.customer_no)
    row = _row(work, request)
    was = (row.id, row.name, row.phone, row.email, customer.credit_control_contact_id)
    row.name = _name(request.name)
    if row.phone != request.phone.strip():
        row.phone = checked_phone(work, customer, request.phone)
    if row.email != request.email.strip():
        row.email = checked_email(request.email)
    if was[:-1] != (row.id, row.name, row.phone, row.email):
        row.source = "here"
    work.session.add(row)
    work.session.flush()
    if request.credit_control_contact:
        customer.credit_control_contact_id = row.id
    find_by_contacts(work, customer)
    if request.interaction_id is not None:
        _take_over(finding.interaction_in_making(work, request.interaction_id), customer, row)
    elif was == (row.id, row.name, row.phone, row.email, customer.credit_control_contact_id):
        work.nothing_done = True
    work.summary = f"Contact {row.name} {'changed' if was[0] else 'made'}"
    return row.id or 0


def _row(work: Work, request: SaveContact) -> Contact:
    if request.contact_id is None:
        return Contact(customer_no=request.customer_no)
    return _found(work, request.contact_id, request.customer_no, request.version)


def _found(work: Work, contact_id: int, customer_no: str | None, version: int) -> Contact:
    """A contact, locked, as the page showed it; it may have to be one of a customer's."""
    row = work.session.get(Contact, contact_id, with_for_update=True, populate_existing=True)
    found = as_shown(row, version, f"The contact {row.name}".rstrip() if row else "The contact")
    if customer_no is not None and found.customer_no != customer_no:
        raise Refusal("This contact is another customer's: choose one of this customer's.")
    return found


def _customer(work: Work, no: str) -> Customer:
    """A customer, locked: its search text follows its contacts."""
    found = work.session.get(Customer, no, with_for_update=True, populate_existing=True)
    if found is None:
        raise Refusal(f"There is no customer {text.clean(no)}.")
    return found


def _name(typed: str) -> str:
    name = text.clean(typed).strip()
    if not name:
        raise Refusal("A contact needs a name: type one.")
    if len(name) > LONGEST_NAME:
        raise Refusal(f"A contact's name has at most {LONGEST_NAME} characters: shorten it.")
    return name


def checked_phone(work: Work, customer: Customer, typed: str) -> str:
    """A phone number as it is kept: as it was typed; raises Refusal where it cannot be one."""
    try:
        return check_phone(typed, customer.country_code, work.setup.company_country_code).typed
    except PhoneError as error:
        raise Refusal(str(error)) from error


def checked_email(typed: str) -> str:
    """An e-mail address; raises Refusal where it cannot be one."""
    try:
        return check_email(typed)
    except EmailError as error:
        raise Refusal(str(error)) from error


def _take_over(interaction: Interaction, customer: Customer, contact: Contact) -> None:
    """The interaction is with this contact; what the contact lacks comes from the customer."""
    if interaction.customer_no != customer.no:
        raise Refusal("This interaction is with another customer.")
    interaction.contact_id = contact.id
    interaction.contact_name = contact.name
    interaction.phone = contact.phone or customer.phone
    interaction.email = contact.email or customer.email
    interaction.entered = True


def delete_contact(work: Work, request: DeleteContact) -> None:
    """Delete a contact; interactions keep the name that they had.

    Raises:
        Refusal: It is the customer's credit control contact, or gone already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    row = _found(work, request.contact_id, None, request.version)
    customer = _customer(work, row.customer_no)
    if customer.credit_control_contact_id == row.id:
        raise Refusal(f"{row.name or 'This contact'} is the credit control contact: make another one that first.")
    work.session.delete(row)
    work.session.flush()
    find_by_contacts(work, customer)
    work.summary = f"Contact {row.name} deleted".replace("  ", " ")


def set_credit_control_contact(work: Work, request: SetCreditControlContact) -> None:
    """Make one of a customer's contacts its credit control contact; raises Refusal where it is none of them."""
    customer = _customer(work, request.customer_no)
    row = _found(work, request.contact_id, customer.no, 0)
    work.nothing_done = customer.credit_control_contact_id == row.id
    customer.credit_control_contact_id = row.id
    work.summary = f"{row.name or 'The contact'} is the credit control contact of {customer.name or customer.no}"


def find_by_contacts(work: Work, customer: Customer) -> None:
    """The customer is found by what its contacts are called now."""
    wanted = select(Contact).where(Contact.customer_no == customer.no).order_by(col(Contact.id))
    parts = [part for row in work.session.exec(wanted) for part in (row.name, row.email)]
    named = select(CustomerName.name).where(CustomerName.customer_no == customer.no).order_by(col(CustomerName.name))
    parts += work.session.exec(named)
    customer.search_text = text.search_text(customer.no, customer.name, customer.contact_name, customer.email, *parts)
