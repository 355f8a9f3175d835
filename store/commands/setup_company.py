"""The fields of the own company in credit control setup, each with its check."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from store.commands.setup_parts import Field, checked_name
from store.commands.work import Refusal
from store.rules import text
from store.rules.company import check_bic, check_country, check_iban
from store.rules.emails import check_email
from store.rules.phones import check_phone

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.commands.work import Work


def _words(_work: Work, value: object) -> object:
    return checked_name(str(value))


def _by_rule(check: Callable[[str], str]) -> Callable[[Work, object], object]:
    """A check of the rules as one of a command."""

    def checked(_work: Work, value: object) -> object:
        try:
            return checked_name(check(text.clean(str(value))))
        except ValueError as error:
            raise Refusal(str(error)) from error

    return checked


def _phone(work: Work, value: object) -> object:
    """A phone number, read as of the own country, kept as it was typed."""
    return _by_rule(lambda typed: check_phone(typed, own_country=work.setup.company_country_code).typed)(work, value)


COMPANY_FIELDS: Final = {
    "company_name": Field("company name", _words),
    "company_address": Field("address", _words),
    "company_address_2": Field("address 2", _words),
    "company_post_code": Field("post code", _words),
    "company_city": Field("city", _words),
    "company_country_code": Field("country code", _by_rule(check_country)),
    "company_phone": Field("phone", _phone),
    "company_email": Field("e-mail", _by_rule(check_email)),
    "company_website": Field("website", _words),
    "company_registration_no": Field("registration no.", _words),
    "company_vat_no": Field("VAT no.", _words),
    "company_bank_name": Field("bank", _words),
    "company_iban": Field("IBAN", _by_rule(check_iban)),
    "company_bic": Field("BIC", _by_rule(check_bic)),
}
"""Fields of the own company by column."""
