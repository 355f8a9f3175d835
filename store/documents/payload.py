"""What a template is given: texts and figures written out in the customer's language, nothing else (S47)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final
from unicodedata import normalize

from store.rows.document_data import DocumentData, StatementData
from store.rules.company import iban_in_fours
from store.rules.languages import amount_in, date_in
from store.rules.text import clean

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date
    from decimal import Decimal

    from store.rows.document_data import Addressee, Letterhead, StatementLine, StatementSection

_TYPES: Final = {
    "Invoice": "invoice",
    "Credit Memo": "credit_memo",
    "Payment": "payment",
    "Refund": "refund",
    "Reminder": "reminder",
    "Finance Charge Memo": "finance_charge_memo",
    "": "entry",
}
"""The words' names of the ledger's document types; other types stand as they are."""
_LONGEST_WORD: Final = 30
"""A word that is longer may be broken, so that it stays in its column."""
_LONGEST_TEXT: Final = 250
"""No source has longer names and descriptions; what is longer is cut, so that every document is made in time."""
_BREAK: Final = "\u200b"


def payload(data: StatementData | DocumentData, words: Mapping[str, str]) -> dict[str, Any]:
    """Write out what a template shows: texts harmless to print, amounts and dates as the language has them.

    Args:
        data: The document's data.
        words: The words of its language by name.
    """
    made: dict[str, Any] = {
        "language": data.language,
        "words": dict(words),
        "company": _company(data.letterhead),
        "customer": _customer(data.addressee, data.letterhead),
        "notice": "",
    }
    return made | (_statement(data, words) if isinstance(data, StatementData) else _document(data, words))


def filled(text: str, *values: str) -> str:
    """Put values into a word's places `{0}` and `{1}`; other braces stay as they are."""
    for place, value in enumerate(values):
        text = text.replace(f"{{{place}}}", value)
    return text


def _statement(data: StatementData, words: Mapping[str, str]) -> dict[str, Any]:
    day = date_in(data.language, data.work_date)
    since = date_in(data.language, data.from_date) if data.from_date else ""
    return {
        "document": "statement",
        "kind": data.kind,
        "name": _name(words["statement"], data.addressee.no, day),
        "title": words["statement"],
        "subtitle": filled(words["period"], since, day) if since else filled(words["open_items"], day),
        "date": day,
        "from_date": since,
        "bands": _band_labels(data, words),
        "sections": [_section(section, data.language, words) for section in data.sections],
    }


def _section(section: StatementSection, language: str, words: Mapping[str, str]) -> dict[str, Any]:
    def written(amount: Decimal) -> str:
        return amount_in(language, amount, section.decimals)

    def on(day: date) -> str:
        return date_in(language, day)

    return {
        "currency": _text(section.currency_code),
        "opening_balance": written(section.opening_balance),
        "closing_balance": written(section.closing_balance),
        "overdue_amount": written(section.overdue_amount),
        "lines": [_line(line, written, on, words) for line in section.lines],
        "overdue": [_line(line, written, on, words) for line in section.overdue],
        "bands": [written(amount) for amount in section.bands],
    }


def _line(
    line: StatementLine, written: Callable[[Decimal], str], on: Callable[[date], str], words: Mapping[str, str]
) -> dict[str, Any]:
    own = line.entry_no is not None
    kind = line.document_type if not own else _TYPES.get(line.document_type, "")
    return {
        "date": on(line.document_date),
        "posting_date": on(line.posting_date),
        "due_date": on(line.due_date) if own else "",
        "type": words[kind] if kind else _text(line.document_type),
        "no": _text(line.document_no),
        "reference": _joined(line.external_document_no, line.your_reference),
        "description": _text(line.description),
        "amount": written(line.amount),
        "remaining": written(line.remaining) if own else "",
        "balance": written(line.balance),
        "days": str(line.days_overdue),
    }


def _document(data: DocumentData, words: Mapping[str, str]) -> dict[str, Any]:
    def written(amount: Decimal) -> str:
        return amount_in(data.language, amount, data.decimals)

    money = f"{written(data.payment_discount)} {_text(data.currency_code)}".strip()
    until = data.payment_discount_date if data.payment_discount else None
    return {
        "document": data.document,
        "name": _name(words[data.document], data.document_no),
        "title": words[data.document],
        "subtitle": words["copy"],
        "no": _text(data.document_no),
        "date": date_in(data.language, data.document_date),
        "posting_date": date_in(data.language, data.posting_date),
        "due_date": date_in(data.language, data.due_date),
        "reference": _joined(data.external_document_no, data.your_reference),
        "description": _text(data.description),
        "currency": _text(data.currency_code),
        "amount": written(data.amount),
        "remaining": written(data.remaining) if data.work_date else "",
        "open_at": filled(words["open_at"], date_in(data.language, data.work_date)) if data.work_date else "",
        "terms": _text(data.payment_terms_code),
        "discount": filled(words["discount_until"], date_in(data.language, until), money) if until else "",
    }


def _company(letterhead: Letterhead) -> dict[str, Any]:
    company = letterhead.company
    place = _joined(company.post_code, company.city, between=" ")
    return {
        "name": _line_of(company.name),
        "address": [text for each in (company.address, company.address_2, place) if (text := _line_of(each))],
        "country": _line_of(company.country_code),
        "phone": _line_of(company.phone),
        "email": _line_of(company.email),
        "website": _line_of(company.website),
        "registration_no": _line_of(company.registration_no),
        "vat_no": _line_of(company.vat_no),
        "bank": _line_of(company.bank_name),
        "iban": _line_of(iban_in_fours(company.iban)),
        "bic": _line_of(company.bic),
    }


def _customer(addressee: Addressee, letterhead: Letterhead) -> dict[str, Any]:
    abroad = addressee.country_code != letterhead.company.country_code
    place = _joined(addressee.post_code, addressee.city, between=" ")
    lines = (addressee.address, addressee.address_2, place, addressee.country_code if abroad else "")
    return {
        "no": _text(addressee.no),
        "name": _text(addressee.name),
        "contact": _text(addressee.contact_name),
        "address": [text for each in lines if (text := _text(each))],
    }


def _band_labels(data: StatementData, words: Mapping[str, str]) -> list[str]:
    """Headings of the aging bands, from what is not due to the oldest."""
    first = words["not_due" if data.band_basis == "due" else "today"]
    if not data.band_limits:
        return [first, words["overdue" if data.band_basis == "due" else "earlier"]]
    lows = (1, *(limit + 1 for limit in data.band_limits))
    between = [
        filled(words["band"], f"{low}–{high}" if low < high else str(low))
        for low, high in zip(lows, data.band_limits, strict=False)
    ]
    return [first, *between, filled(words["over"], str(data.band_limits[-1]))]


def _joined(*texts: str, between: str = " · ") -> str:
    """Join texts that are there, each once."""
    return between.join(dict.fromkeys(text for each in texts if (text := _text(each))))


def _name(*texts: str) -> str:
    """What a reader's window calls the document."""
    return " ".join(_line_of(each) for each in texts)[:_LONGEST_TEXT]


def _line_of(value: str) -> str:
    """Make a text harmless, on one line, letters and their accents in one where there is such a letter."""
    line = normalize("NFC", " ".join(clean(value).split()))
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 1] + "…"


def _text(value: str) -> str:
    """Make a text harmless, and let its longest words break."""
    cleaned = _line_of(value)
    if len(cleaned) <= _LONGEST_WORD:
        return cleaned
    return " ".join(_broken(word) for word in cleaned.split(" "))


def _broken(word: str) -> str:
    if len(word) <= _LONGEST_WORD:
        return word
    return _BREAK.join(word[start : start + _LONGEST_WORD] for start in range(0, len(word), _LONGEST_WORD))
