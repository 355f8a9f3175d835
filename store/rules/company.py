"""What the data of the own company must look like: country code, IBAN, BIC, and a series of document nos."""

from __future__ import annotations

import re
from typing import Final

_TWO_LETTERS: Final = """
AD AE AF AG AI AL AM AO AQ AR AS AT AU AW AX AZ BA BB BD BE BF BG BH BI BJ BL BM BN BO BQ BR BS BT BV BW BY BZ
CA CC CD CF CG CH CI CK CL CM CN CO CR CU CV CW CX CY CZ DE DJ DK DM DO DZ EC EE EG EH ER ES ET FI FJ FK FM FO FR
GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GS GT GU GW GY HK HM HN HR HT HU ID IE IL IM IN IO IQ IR IS IT JE JM JO
JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV LY MA MC MD ME MF MG MH MK ML MM MN MO MP MQ MR
MS MT MU MV MW MX MY MZ NA NC NE NF NG NI NL NO NP NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO
RS RU RW SA SB SC SD SE SG SH SI SJ SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TF TG TH TJ TK TL TM TN TO TR TT TV
TW TZ UA UG UM US UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW
"""
COUNTRIES: Final = frozenset(_TWO_LETTERS.split())
"""The country codes of ISO 3166-1, two letters each."""

_IBAN: Final = re.compile("[A-Z]{2}[0-9]{2}[A-Z0-9]{11,30}")
_BIC: Final = re.compile("[A-Z]{6}[A-Z0-9]{2}(?:[A-Z0-9]{3})?")
_REMAINDER: Final = 1
_MODULUS: Final = 97


class CompanyError(ValueError):
    """The company's data cannot be so; the text is a sentence for the user."""


def check_country(text: str) -> str:
    """Give a country code in capitals, or blank for a blank one.

    Raises:
        CompanyError: It is none of ISO 3166.
    """
    code = text.strip().upper()
    if code and code not in COUNTRIES:
        raise CompanyError(f"“{text.strip()[:10]}” is no country code of ISO 3166: type two letters, such as GB.")
    return code


def check_iban(text: str) -> str:
    """Give an IBAN in capitals without blanks, or blank for a blank one.

    Raises:
        CompanyError: It is not built like one, or its check digits say that something in it is mistyped.
    """
    iban = "".join(text.split()).replace("-", "").upper()
    if not iban:
        return ""
    if not _IBAN.fullmatch(iban) or iban[:2] not in COUNTRIES | {"XK"}:
        raise CompanyError("This is no IBAN: type it as GB33 BUKB 2020 1555 5555 55.")
    digits = "".join(str(int(letter, 36)) for letter in iban[4:] + iban[:4])
    if int(digits) % _MODULUS != _REMAINDER:
        raise CompanyError("The check digits of this IBAN are wrong: compare it with the bank's.")
    return iban


def iban_in_fours(iban: str) -> str:
    """Write an IBAN as it is printed: in groups of four."""
    return " ".join(iban[start : start + 4] for start in range(0, len(iban), 4))


def check_bic(text: str) -> str:
    """Give a BIC in capitals without blanks, or blank for a blank one.

    Raises:
        CompanyError: It has not eight or eleven letters and digits, or names no country.
    """
    bic = "".join(text.split()).upper()
    if bic and (not _BIC.fullmatch(bic) or bic[4:6] not in COUNTRIES | {"XK"}):
        raise CompanyError("This is no BIC: type 8 or 11 letters and digits, such as BUKBGB22.")
    return bic


def check_document_no(text: str) -> str:
    """Give the first document no. of a series, in capitals.

    Raises:
        CompanyError: It is blank, or does not end in digits: nothing would come after it.
    """
    number = " ".join(text.split()).upper()
    if not number or not (number[-1].isascii() and number[-1].isdigit()):
        raise CompanyError("The no. needs digits at its end to count on: type one such as CR00001.")
    return number
