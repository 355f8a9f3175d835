"""The languages of documents and mails: which one a code means, and how each writes amounts and dates (rule 17)."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from store.rules.money import format_amount

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal

LANGUAGES: Final = ("en", "de", "fr", "nl", "es", "it", "da", "sv", "pl")
"""ISO 639 codes of the languages that have words."""
DEFAULT: Final = "en"

_CODES: Final = {
    "en": "eng enu ena enc eni enz ens",
    "de": "deu ger des dea del dec",
    "fr": "fra fre frb frc frs frl",
    "nl": "nld nlb dut",
    "es": "esp esn esm spa esa eso",
    "it": "ita its",
    "da": "dan",
    "sv": "sve swe svf",
    "pl": "plk pol",
}
"""Codes of three letters that sources use: those of Windows (ENU, DES) and of ISO 639."""
_LANGUAGE_OF: Final = {code: language for language, codes in _CODES.items() for code in codes.split()}

_BLANK: Final = "\u00a0"
_MARKS: Final = {
    "en": (",", "."),
    "de": (".", ","),
    "fr": (_BLANK, ","),
    "nl": (".", ","),
    "es": (".", ","),
    "it": (".", ","),
    "da": (".", ","),
    "sv": (_BLANK, ","),
    "pl": (_BLANK, ","),
}
"""Marks between groups of three digits and before the decimals; a blank never breaks."""
_DATES: Final = {
    "en": "{0.day} {1} {0.year}",
    "de": "{0.day:02}.{0.month:02}.{0.year}",
    "fr": "{0.day:02}/{0.month:02}/{0.year}",
    "nl": "{0.day:02}-{0.month:02}-{0.year}",
    "es": "{0.day:02}/{0.month:02}/{0.year}",
    "it": "{0.day:02}/{0.month:02}/{0.year}",
    "da": "{0.day:02}.{0.month:02}.{0.year}",
    "sv": "{0.year}-{0.month:02}-{0.day:02}",
    "pl": "{0.day:02}.{0.month:02}.{0.year}",
}
_MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def language_of(*codes: str) -> str:
    """Give the language of the first code that means one of `LANGUAGES`; English where none does.

    Args:
        codes: As customers and setup have them: `de`, `de-AT`, `DEU`, `DES`; blank says nothing.
    """
    return next((found for code in codes if (found := known_language(code))), DEFAULT)


def known_language(code: str) -> str:
    """Give the language that a code means, or blank where it is none of `LANGUAGES`."""
    first = re.split("[-_]", code.strip().casefold())[0]
    return first if first in LANGUAGES else _LANGUAGE_OF.get(first, "")


def amount_in(language: str, amount: Decimal, decimals: int) -> str:
    """Write an amount as a language does: ``1.234,50`` in German; all decimals of its currency, never ``-0``.

    Args:
        language: One of `LANGUAGES`; another is written as in English.
        amount: With its sign.
        decimals: Decimals of its currency.
    """
    thousands, mark = _MARKS.get(language, _MARKS[DEFAULT])
    return format_amount(amount, decimals, thousands, mark)


def date_in(language: str, day: date) -> str:
    """Write a date as a language does: ``31 Mar 2026``, ``31.03.2026``, ``2026-03-31``."""
    return _DATES.get(language, _DATES[DEFAULT]).format(day, _MONTHS[day.month - 1])
