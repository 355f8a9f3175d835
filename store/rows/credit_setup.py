"""The one row of credit control setup, by itself: a lookup needs no more."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date


@dataclass(frozen=True, slots=True)
class Setup:
    """The one row of credit control setup, the currencies' own decimals and the holidays."""

    company_name: str = ""
    lcy_code: str = ""
    lcy_decimals: int = 2
    aging_basis: str = "due"
    aging_limits: tuple[int, ...] = (30, 60, 90)
    """Upper limits of the overdue bands in days, ascending."""
    promise_grace_days: int = 0
    payment_tolerance: Decimal = Decimal(0)
    """In LCY."""
    preselect_several: bool = False
    import_warning_days: int = 1
    default_controller_code: str | None = None
    copy_links_to_entries: bool = False
    payment_discount_grace_days: int = 0
    next_receipt_no: str = ""
    date_format: str = ""
    """`iso`, `dmy` or `mdy`; empty: as the user configured it."""
    mail_least_days: int = 0
    """Days between two mails to one customer; 0 asks for none."""
    language_code: str = "en"
    """Of documents and mails, where a customer has none of its own."""
    worklist_todo_due: int = 10
    """Points in the worklist's score, as `rules.worklist.Weights` says; the same below."""
    worklist_todo_overdue: int = 15
    worklist_broken_promise: int = 20
    worklist_overdue: int = 1
    worklist_older_band: int = 1
    worklist_per_amount: int = 1000
    """Whole LCY."""
    worklist_over_limit: int = 10
    worklist_no_contact: int = 5
    worklist_no_contact_days: int = 30
    currency_decimals: tuple[tuple[str, int], ...] = ()
    holidays: frozenset[date] = frozenset()
