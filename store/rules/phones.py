"""Phone numbers: checked, written as people dial them, and reduced to what a telephone takes (rules 13 and 14)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from store.rules.text import clean

if TYPE_CHECKING:
    from phonenumbers import PhoneNumber as Parsed

LONGEST: Final = 50
"""Characters of a phone number that the books take."""

_ISO: Final = {"UK": "GB", "EL": "GR"}
"""Country codes that are in use beside those of ISO 3166."""
_WRITTEN: Final = re.compile(r"[0-9+ ()./\-]+(?:(?:ext\.?|x|#) ?[0-9]{1,7})?", re.IGNORECASE)
_EXTENSION: Final = re.compile(r"(?:ext\.?|x|#) ?[0-9]{1,7}$", re.IGNORECASE)
_LEAST_DIGITS, _MOST_DIGITS = 3, 15
_UNUSUAL: Final = "unusual for its country: is it right?"
_NO_AREA: Final = "without its area code: it can be dialled from nearby only"
_NO_COUNTRY: Final = "without its country: + and the country's code make it one that can be dialled from anywhere"
_EXAMPLE: Final = "type one like 020 7946 0958 or +44 20 7946 0958"


class PhoneError(ValueError):
    """A text that is no phone number; the text says why and what to do."""


@dataclass(frozen=True, slots=True)
class PhoneNumber:
    """A phone number in its forms.

    Attributes:
        typed: As it was typed or imported, and as it is kept.
        shown: As people dial it: the national form in the own country, else with + and the country's code.
        dialled: + and digits alone; empty where it is none that can be dialled.
        remark: What is unusual about it, to be pointed out; empty: nothing.
    """

    typed: str
    shown: str
    dialled: str
    remark: str = ""


def check_phone(text: str, country: str = "", own_country: str = "") -> PhoneNumber:
    """Check a phone number that somebody typed; what is unusual but possible is only pointed out.

    Args:
        text: The number; blank is none.
        country: Country of the customer (ISO 3166, two letters), for a number without a country code.
        own_country: Country of the own company: taken where the customer's is not known.

    Raises:
        PhoneError: It is no number, or too short or too long for its country.
    """
    typed = clean(text).strip()
    if not typed:
        return PhoneNumber("", "", "")
    if len(typed) > LONGEST:
        raise PhoneError(f"A phone number has at most {LONGEST} characters: shorten it.")
    found = _read(typed, country, own_country)
    if isinstance(found, str):
        raise PhoneError(f"“{typed}” is {found}: {_EXAMPLE}.")
    return found


def read_phone(text: str, country: str = "", own_country: str = "") -> PhoneNumber:
    """Read a phone number of the books, whatever an import brought: what is none is shown as it is."""
    typed = clean(text).strip()
    found = _read(typed, country, own_country) if typed else PhoneNumber("", "", "")
    return PhoneNumber(typed, typed, "") if isinstance(found, str) else found


@lru_cache(maxsize=2048)
def _read(typed: str, country: str, own_country: str) -> PhoneNumber | str:
    """The number, or what is wrong with it."""
    import phonenumbers  # noqa: PLC0415 - start-up: only where there is a number

    own = _region(own_country)
    try:
        parsed = phonenumbers.parse(typed, _region(country) or own)
    except phonenumbers.NumberParseException as error:
        if error.error_type == phonenumbers.NumberParseException.INVALID_COUNTRY_CODE:
            return _without_country(typed)
        return "no phone number"
    return _possible(typed, parsed, own)


def _possible(typed: str, parsed: Parsed, own: str | None) -> PhoneNumber | str:
    """The number if it is as long as one of its country, else what is wrong with it."""
    import phonenumbers  # noqa: PLC0415 - start-up

    reason = phonenumbers.is_possible_number_with_reason(parsed)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
        return PhoneNumber(typed, typed, str(parsed.national_number), _NO_AREA)
    if reason == phonenumbers.ValidationResult.IS_POSSIBLE:
        remark = "" if phonenumbers.is_valid_number(parsed) else _UNUSUAL
        return PhoneNumber(typed, _shown(parsed, own), _dialled(parsed), remark)
    lengths = {
        phonenumbers.ValidationResult.TOO_SHORT: "too short for a phone number",
        phonenumbers.ValidationResult.TOO_LONG: "too long for a phone number",
    }
    return lengths.get(reason, "no phone number of its country")


def _region(country: str) -> str | None:
    """A country as the library knows it; None where it does not."""
    from phonenumbers import SUPPORTED_REGIONS  # noqa: PLC0415 - start-up

    code = country.strip().upper()
    code = _ISO.get(code, code)
    return code if code in SUPPORTED_REGIONS else None


def _shown(parsed: Parsed, own: str | None) -> str:
    import phonenumbers  # noqa: PLC0415 - start-up

    inland = own is not None and parsed.country_code == phonenumbers.country_code_for_region(own)
    form = phonenumbers.PhoneNumberFormat
    return clean(phonenumbers.format_number(parsed, form.NATIONAL if inland else form.INTERNATIONAL))


def _dialled(parsed: Parsed) -> str:
    import phonenumbers  # noqa: PLC0415 - start-up

    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164)


def _without_country(typed: str) -> PhoneNumber | str:
    """A number of which nobody knows the country: its digits are taken as they are."""
    if not _WRITTEN.fullmatch(typed):
        return "no phone number"
    digits = re.sub(r"[^0-9]", "", _EXTENSION.sub("", typed))
    if not _LEAST_DIGITS <= len(digits) <= _MOST_DIGITS:
        return "no phone number" if typed.startswith("+") else f"too {_bound(digits)} for a phone number"
    if "+" in typed:
        return "a number of no country"
    return PhoneNumber(typed, typed, digits, _NO_COUNTRY)


def _bound(digits: str) -> str:
    return "short" if len(digits) < _LEAST_DIGITS else "long"
