"""The fields of credit control setup, in the parts that are changed together."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from screens.setup_fields import Declared
from store.rules.company import check_bic, check_country, check_document_no, check_iban, iban_in_fours
from store.rules.emails import check_email
from store.rules.phones import check_phone
from widgets.typed_fields import Choice

if TYPE_CHECKING:
    from screens.desk import Desk, Facts
    from screens.setup_form import Values

BASES = (
    Choice("due", "age by due date"),
    Choice("posting", "age by posting date"),
    Choice("document", "age by document date"),
)
DATES = (
    Choice("iso", "2026-04-10, typed 26-04-10"),
    Choice("dmy", "10/04/2026, typed 10/4"),
    Choice("mdy", "04/10/2026, typed 4/10"),
)
LANGUAGES = (
    *(Choice("en", "English"), Choice("de", "German"), Choice("fr", "French"), Choice("nl", "Dutch")),
    *(Choice("es", "Spanish"), Choice("it", "Italian"), Choice("da", "Danish"), Choice("sv", "Swedish")),
    Choice("pl", "Polish"),
)

NO_SERIES = "A cash receipt needs a document no., such as CR00001."
NO_LANGUAGE = "In which language? Choose one of the list, such as en."

MEANINGS = {
    "company_name": "your company",
    "company_address": "stands on documents",
    "company_address_2": "stands on documents",
    "company_post_code": "stands on documents",
    "company_city": "stands on documents",
    "company_country_code": "of phone numbers that name no country",
    "company_phone": "stands on documents",
    "company_email": "stands on documents",
    "company_website": "stands on documents",
    "company_registration_no": "stands on documents",
    "company_vat_no": "stands on documents",
    "company_bank_name": "where customers pay to",
    "company_iban": "where customers pay to; it is checked",
    "company_bic": "where customers pay to",
    "lcy_code": "fixed once there are entries",
    "lcy_decimals": "fixed once there are entries",
    "aging_basis": "the date by which a balance is aged",
    "aging_limits": "days between the bands, up to 10 bands",
    "promise_grace_days": "days after its date till a promise is broken",
    "payment_tolerance": "what may be missing of a payment",
    "payment_discount_grace_days": "days after its date till a discount is lost",
    "next_receipt_no": "document no. of the next cash receipt",
    "preselect_several": "tick all marked entries in a new interaction",
    "copy_links_to_entries": "link documents to the selected entries too",
    "date_format": "how dates are shown and typed",
    "import_warning_days": "days until an import counts as old",
    "default_controller_code": "who gets new customers of an import",
    "mail_least_days": "to one customer; 0 asks for none",
    "language_code": "of customers without a language of their own",
    "worklist_todo_due": "points in the worklist, each",
    "worklist_todo_overdue": "points in the worklist, each",
    "worklist_broken_promise": "points in the worklist, each",
    "worklist_overdue": "points per amount in the first overdue band",
    "worklist_older_band": "points more for each older band",
    "worklist_per_amount": "what earns these points, in whole LCY",
    "worklist_over_limit": "points in the worklist",
    "worklist_no_contact": "points in the worklist",
    "worklist_no_contact_days": "days since the last interaction",
}


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that are changed in one form."""

    name: str
    fields: tuple[Declared, ...]


BANK = Part(
    "Bank",
    (
        Declared("company_bank_name", "Bank"),
        Declared("company_iban", "IBAN", check=check_iban),
        Declared("company_bic", "BIC", check=check_bic),
    ),
)
CURRENCY = Part(
    "Currency",
    (
        Declared("lcy_code", "Own currency (LCY)", "code", "Your own currency needs a code, such as GBP."),
        Declared("lcy_decimals", "Its decimals", "number", most=4),
    ),
)
AGING = Part(
    "Aging",
    (
        Declared("aging_basis", "Aging by", "choice", "By which date? Choose due, posting or document.", choices=BASES),
        Declared("aging_limits", "Aging limits in days", "limits"),
    ),
)
PAYMENTS = Part(
    "Payments",
    (
        Declared("promise_grace_days", "Promise grace days", "number"),
        Declared("payment_tolerance", "Payment tolerance", "amount"),
        Declared("payment_discount_grace_days", "Discount grace days", "number"),
        Declared("next_receipt_no", "Next cash receipt no.", "code", NO_SERIES, check=check_document_no),
    ),
)
MAIL = Part(
    "Mail",
    (
        Declared("mail_least_days", "Days between mails", "number"),
        Declared("language_code", "Language", "choice", NO_LANGUAGE, choices=LANGUAGES),
    ),
)

WORKLIST = Part(
    "Worklist",
    (
        Declared("worklist_todo_due", "To-do due today", "number"),
        Declared("worklist_todo_overdue", "Overdue to-do", "number"),
        Declared("worklist_broken_promise", "Broken promise", "number"),
        Declared("worklist_overdue", "Overdue amount", "number"),
        Declared("worklist_older_band", "Each older band", "number"),
        Declared("worklist_per_amount", "Per amount", "number", least=1, most=999_999),
        Declared("worklist_over_limit", "Over the limit", "number"),
        Declared("worklist_no_contact", "No contact", "number"),
        Declared("worklist_no_contact_days", "Long ago is days", "number", least=1),
    ),
)


def parts_of(desk: Desk) -> tuple[Part, ...]:
    """All fields, by part, in the order shown."""
    return (_company(desk), BANK, CURRENCY, AGING, PAYMENTS, _work(desk), MAIL, WORKLIST)


def _company(desk: Desk) -> Part:
    country = desk.facts.company.country_code

    def phone(typed: str) -> str:
        return check_phone(typed, own_country=country).typed

    return Part(
        "Company",
        (
            Declared("company_name", "Company name"),
            Declared("company_address", "Address"),
            Declared("company_address_2", "Address 2"),
            Declared("company_post_code", "Post code"),
            Declared("company_city", "City"),
            Declared("company_country_code", "Country code", check=check_country),
            Declared("company_phone", "Phone", check=phone),
            Declared("company_email", "E-mail", check=check_email),
            Declared("company_website", "Website"),
            Declared("company_registration_no", "Registration no."),
            Declared("company_vat_no", "VAT no."),
        ),
    )


def _work(desk: Desk) -> Part:
    controllers = tuple(Choice(row.code, row.name) for row in desk.facts.controllers)
    return Part(
        "Work",
        (
            Declared("preselect_several", "Preselect several", "switch"),
            Declared("copy_links_to_entries", "Copy links to entries", "switch"),
            Declared("date_format", "Date format", "choice", choices=DATES),
            Declared("import_warning_days", "Import is old after days", "number"),
            Declared("default_controller_code", "Default controller", "choice", choices=controllers),
        ),
    )


def values_of(desk: Desk, facts: Facts) -> Values:
    """What setup says, by field, as the form and the requests take it."""
    values: Values = {}
    for part in parts_of(desk):
        for each in part.fields:
            own = each.name.startswith("company_")
            values[each.name] = (
                getattr(facts.company, each.name.removeprefix("company_")) if own else getattr(facts.setup, each.name)
            )
    values["aging_limits"] = ",".join(str(limit) for limit in facts.setup.aging_limits)
    values["default_controller_code"] = facts.setup.default_controller_code or ""
    return values


def _chosen(name: str, value: str) -> str:
    """A date format by its example, a language by its code and name."""
    if name == "date_format":
        return next((each.description.partition(",")[0] for each in DATES if each.code == value), "each user's own")
    return next((f"{each.code}, {each.description}" for each in LANGUAGES if each.code == value), value)


def shown(desk: Desk, values: Values, name: str) -> str:
    """A value as the list shows it."""
    value = values[name]
    if name == "payment_tolerance":
        return f"{desk.lcy} {desk.amount(desk.facts.setup.payment_tolerance)}"
    if name == "aging_limits":
        return " | ".join(desk.facts.bands.labels)
    if name == "default_controller_code":
        return str(value) or "nobody"
    if name in {"date_format", "language_code"}:
        return _chosen(name, str(value))
    if name == "company_iban":
        return iban_in_fours(str(value))
    return ("yes" if value else "no") if isinstance(value, bool) else str(value)
