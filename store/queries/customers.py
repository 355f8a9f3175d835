"""One customer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.queries.finding import find_customers
from store.queries.values import Query
from store.rows.ledger import CustomerRow
from store.rules.money import from_units

if TYPE_CHECKING:
    from store.queries.connection import Connection

__all__ = ["customer", "find_customers"]


def customer(c: Connection, no: str) -> CustomerRow | None:
    """Read a customer with its credit control contact (S8, S9, S12); None where there is no such customer no.

    Name and phone come from the contact, the e-mail from it, else from the customer (rule 14); without a credit
    control contact the source's own contact stands.
    """
    q = Query(c)
    found = q.rows(
        "SELECT c.no, c.name, c.address, c.address_2, c.city, c.post_code, c.country_code, k.id,"
        " COALESCE(k.name, c.contact_name), COALESCE(NULLIF(k.phone, ''), c.phone),"
        " COALESCE(NULLIF(k.email, ''), c.email), c.payment_terms_code, c.currency_code, c.credit_limit_lcy,"
        " COALESCE(c.credit_controller_code, '')"
        " FROM customer c LEFT JOIN contact k ON k.id = c.credit_control_contact_id WHERE c.no = {no}",
        no=q.put(no),
    )
    if not found:
        return None
    values = list(found[0])
    values[13] = from_units(values[13])
    return CustomerRow(*values)
