"""Setup as pages and commands read it, and what the store says about itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.queries.values import day
from store.rows.credit_setup import Setup
from store.rules.aging import AgingBands
from store.rules.money import decimals_of, from_units

if TYPE_CHECKING:
    from datetime import date

    from store.queries.connection import Connection
    from store.rows.setup import Company, ControllerRow, InteractionTypeRow, LastImport, StatusCodeRow

_WEIGHTS: Final = (
    *("worklist_todo_due", "worklist_todo_overdue", "worklist_broken_promise", "worklist_overdue"),
    *("worklist_older_band", "worklist_per_amount", "worklist_over_limit", "worklist_no_contact"),
    "worklist_no_contact_days",
)
"""What the parts of the worklist's score weigh."""


def setup(c: Connection) -> Setup:
    """Read credit control setup with the currencies' own decimals and the holidays; defaults where it has no row."""
    found = c.rows(
        "SELECT company_name, lcy_code, lcy_decimals, aging_basis, aging_limits, promise_grace_days, payment_tolerance,"
        " preselect_several, import_warning_days, default_controller_code, copy_links_to_entries,"
        " payment_discount_grace_days, next_receipt_no, date_format, mail_least_days, language_code,"
        " worklist_todo_due, worklist_todo_overdue, worklist_broken_promise, worklist_overdue, worklist_older_band,"
        " worklist_per_amount, worklist_over_limit, worklist_no_contact, worklist_no_contact_days"
        " FROM credit_control_setup WHERE id = 1"
    )
    currencies = tuple((code, decimals) for code, decimals in c.rows("SELECT code, decimals FROM currency ORDER BY 1"))
    holidays = frozenset(_days(c.rows("SELECT day FROM holiday")))
    if not found:
        return Setup(currency_decimals=currencies, holidays=holidays)
    company, lcy, decimals, basis, limits, grace, tolerance, several, warning, controller, *more = found[0]
    links, discount, receipt, dates, days_between_mails, language, *weights = more
    return Setup(
        company_name=company,
        lcy_code=lcy,
        lcy_decimals=decimals,
        aging_basis=basis,
        aging_limits=tuple(int(limit) for limit in limits.split(",") if limit.strip()),
        promise_grace_days=grace,
        payment_tolerance=from_units(tolerance),
        preselect_several=bool(several),
        import_warning_days=warning,
        default_controller_code=controller,
        copy_links_to_entries=bool(links),
        payment_discount_grace_days=discount,
        next_receipt_no=receipt,
        date_format=dates,
        mail_least_days=days_between_mails,
        language_code=language,
        **dict(zip(_WEIGHTS, weights, strict=True)),
        currency_decimals=currencies,
        holidays=holidays,
    )


def company(c: Connection) -> Company:
    """Read the data of the own company; all blank where setup has no row."""
    from store.rows.setup import Company  # noqa: PLC0415 - start-up: a lookup needs none

    found = c.rows(
        "SELECT company_name, company_address, company_address_2, company_post_code, company_city,"
        " company_country_code, company_phone, company_email, company_registration_no, company_vat_no,"
        " company_bank_name, company_iban, company_bic, company_website FROM credit_control_setup WHERE id = 1"
    )
    return Company(*found[0]) if found else Company()


def bands_of(settings: Setup) -> AgingBands:
    """Give the aging bands that setup asks for (rule 2)."""
    basis = settings.aging_basis
    known = basis if basis in {"due", "posting", "document"} else "due"
    return AgingBands(settings.aging_limits, known)  # type: ignore[arg-type]  # narrowed on the line above


def currency_decimals(settings: Setup, currency_code: str) -> int:
    """Tell how many decimals a currency has: its own in setup, else the usual ones (rule 3); empty is LCY."""
    for code, decimals in settings.currency_decimals:
        if code == currency_code:
            return decimals
    return decimals_of(currency_code, settings.lcy_code, settings.lcy_decimals)


def status_codes(c: Connection) -> list[StatusCodeRow]:
    """List the status codes with their flags (rule 5), in the setup's order."""
    from store.rows.setup import StatusCodeRow  # noqa: PLC0415 - start-up: a lookup needs none

    return [
        StatusCodeRow(
            code, text, bool(promised), bool(queried), target, bool(by_me), bool(hold), follow, place, version
        )
        for code, text, promised, queried, target, by_me, hold, follow, place, version in c.rows(
            "SELECT code, description, payment_promised, queried, query_resolution_target, query_resolution_by_me,"
            " default_on_hold, next_interaction, position, version FROM status_code ORDER BY position, code"
        )
    ]


def interaction_types(c: Connection) -> list[InteractionTypeRow]:
    """List the interaction types with their flags (rule 13), in the setup's order."""
    from store.rows.setup import InteractionTypeRow  # noqa: PLC0415 - start-up: a lookup needs none

    return [
        InteractionTypeRow(number, text, bool(call), bool(email), bool(statement), bool(overdue))
        for number, text, call, email, statement, overdue in c.rows(
            "SELECT id, description, call, email, statement, auto_select_overdue FROM interaction_type"
            " ORDER BY position, id"
        )
    ]


def controllers(c: Connection) -> list[ControllerRow]:
    """List the credit controllers by code."""
    from store.rows.setup import ControllerRow  # noqa: PLC0415 - start-up: a lookup needs none

    found = c.rows("SELECT code, name, user_name, read_only FROM credit_controller ORDER BY code")
    return [ControllerRow(code, name, user, bool(read_only)) for code, name, user, read_only in found]


def controller_of(c: Connection, user_name: str) -> ControllerRow | None:
    """Find the credit controller that an operating system's user is mapped to; None where setup maps nobody."""
    return next((each for each in controllers(c) if each.user_name and each.user_name == user_name), None)


def query_reasons(c: Connection) -> list[tuple[str, str]]:
    """List code and description of the reasons for a query, by code (rule 6)."""
    return [(code, text) for code, text in c.rows("SELECT code, description FROM query_reason ORDER BY code")]


def last_import(c: Connection) -> LastImport | None:
    """Tell when the books were last brought up to date; None before the first import."""
    from store.rows.setup import LastImport  # noqa: PLC0415 - start-up: a lookup needs none

    found = c.rows("SELECT at, work_date, files, user_name FROM import_batch ORDER BY id DESC LIMIT 1")
    if not found:
        return None
    at, work_date, files, user = found[0]
    imported_on = day(work_date)
    return LastImport(at, imported_on, files, user) if imported_on else None


def _days(rows: list[tuple[str]]) -> list[date]:
    return [each for each in (day(text) for (text,) in rows) if each]
