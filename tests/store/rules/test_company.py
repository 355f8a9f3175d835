"""The own company's data: country codes, IBANs by their check digits, BICs, series of nos."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

import pytest

from store.rules.company import (
    COUNTRIES,
    CompanyError,
    check_bic,
    check_country,
    check_document_no,
    check_iban,
    iban_in_fours,
)
from tests.hostile import STRINGS

if TYPE_CHECKING:
    from collections.abc import Callable

IBANS = (
    "GB33BUKB20201555555555",
    "DE89370400440532013000",
    "FR1420041010050500013M02606",
    "NO9386011117947",
    "MT84MALT011000012345MTLCAST001S",
)


@pytest.mark.parametrize("iban", IBANS)
def test_real_ibans_are_taken_in_any_writing(iban: str) -> None:
    assert check_iban(iban_in_fours(iban).lower()) == iban


@pytest.mark.parametrize("iban", IBANS)
def test_one_wrong_or_swapped_character_is_found(iban: str) -> None:
    for place in range(4, len(iban)):
        other = "1" if iban[place] != "1" else "2"
        with pytest.raises(CompanyError, match="check digits"):
            check_iban(iban[:place] + other + iban[place + 1 :])
        if place + 1 < len(iban) and iban[place] != iban[place + 1]:
            with pytest.raises(CompanyError, match="check digits"):
                check_iban(iban[:place] + iban[place + 1] + iban[place] + iban[place + 2 :])


@pytest.mark.parametrize("text", ["GB33", "ZZ33BUKB20201555555555", "GB3٣BUKB20201555555555", "x" * 60, "33GB"])
def test_what_is_not_built_like_one(text: str) -> None:
    with pytest.raises(CompanyError, match="This is no IBAN"):
        check_iban(text)


def test_countries_are_those_of_iso() -> None:
    assert len(COUNTRIES) == 249
    assert check_country(" gb ") == "GB"
    for text in ("UK", "XX", "GBR", "g"):
        with pytest.raises(CompanyError, match="no country code"):
            check_country(text)


def test_the_rest() -> None:
    assert check_bic("bukb gb 22xxx") == "BUKBGB22XXX"
    assert check_document_no("cr00009") == "CR00009"
    for check, text in (
        (check_bic, "BUKBGB2"),
        (check_document_no, "CR"),
        (check_document_no, "CR٣"),
        (check_document_no, ""),
    ):
        with pytest.raises(CompanyError):
            check(text)


@pytest.mark.parametrize("check", [check_country, check_iban, check_bic])
def test_blank_is_blank_and_nothing_hostile_is_a_fault(check: Callable[[str], str]) -> None:
    assert check("  ") == ""
    for text in STRINGS.values():
        with suppress(CompanyError):
            assert check(text) == text.strip() or check(text) == text.strip().upper()
