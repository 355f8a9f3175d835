"""A customer's contacts (rule 14; S32, S33)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.queries.values import Query
from store.rows.documents import ContactRow, CustomerContacts

if TYPE_CHECKING:
    from store.queries.connection import Connection


def contact_rows(c: Connection, customer_no: str) -> list[ContactRow]:
    """List a customer's contacts, the credit control contact first, then by name."""
    q = Query(c)
    found = q.rows(
        "SELECT k.id, k.version, k.customer_no, k.name, k.phone, k.email, k.source,"
        " CASE WHEN k.id = c.credit_control_contact_id THEN 1 ELSE 0 END AS chosen"
        " FROM contact k JOIN customer c ON c.no = k.customer_no WHERE k.customer_no = {no}"
        " ORDER BY chosen DESC, k.name, k.id",
        no=q.put(customer_no),
    )
    return [ContactRow(*(*values, bool(chosen))) for *values, chosen in found]


def customer_contacts(c: Connection, customer_no: str) -> CustomerContacts:
    """Read a customer's contacts with what they lack and the customer has: a general phone number and e-mail address.

    The country is the customer's, as its phone numbers are read; blank where it is not known.
    """
    q = Query(c)
    found = q.rows(
        "SELECT c.no, c.name, c.phone, c.email, c.country_code FROM customer c WHERE c.no = {no}",
        no=q.put(customer_no),
    )
    no, name, phone, email, country = found[0] if found else (customer_no, "", "", "", "")
    return CustomerContacts(no, name, phone, email, country, tuple(contact_rows(c, customer_no)))
