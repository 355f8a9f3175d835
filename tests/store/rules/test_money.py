from __future__ import annotations

from contextlib import suppress
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.money import (
    MoneyError,
    decimals_of,
    format_amount,
    from_units,
    parse_amount,
    part_lcy,
    quantize,
    to_units,
)


@pytest.mark.parametrize(
    ("amount", "decimals", "rounded"),
    [("2.345", 2, "2.35"), ("-2.345", 2, "-2.35"), ("0.5", 0, "1"), ("-0.5", 0, "-1"), ("1.0005", 3, "1.001")],
)
def test_halves_are_rounded_away_from_zero(amount: str, decimals: int, rounded: str) -> None:
    assert str(quantize(Decimal(amount), decimals)) == rounded


@pytest.mark.parametrize("amount", ["NaN", "Infinity", "1e99"])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    with pytest.raises(MoneyError):
        quantize(Decimal(amount), 2)
    with pytest.raises(MoneyError):
        to_units(Decimal(amount))


def test_currencies_have_their_own_decimals() -> None:
    assert [decimals_of(code, "GBP", 2) for code in ("", "GBP", "JPY", "KWD", "EUR", "XXX")] == [2, 2, 0, 3, 2, 2]
    assert decimals_of("", "JPY", 0) == 0
    assert decimals_of("KWD", "KWD", 3) == 3


@pytest.mark.parametrize(
    ("amount", "decimals", "text"),
    [
        ("-1234.5", 2, "-1,234.50"),
        ("-0.001", 2, "0.00"),
        ("1234567", 0, "1,234,567"),
        ("0", 3, "0.000"),
        ("2.675", 2, "2.68"),
    ],
)
def test_amounts_are_written_with_all_digits(amount: str, decimals: int, text: str) -> None:
    assert format_amount(Decimal(amount), decimals) == text


def test_marks_are_as_configured() -> None:
    assert format_amount(Decimal("-1234567.5"), 2, ".", ",") == "-1.234.567,50"
    assert format_amount(Decimal(1234), 2, "", ".") == "1234.00"


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("1200", "1200.00"),
        ("1,200", "1200.00"),
        (" 1,200.5 ", "1200.50"),
        ("1 200", "1200.00"),
        ("1'234'567.89", "1234567.89"),
        ("-12", "-12.00"),
        ("+7.", "7.00"),
        (".5", "0.50"),
        ("007", "7.00"),
        ("12345678901234", "12345678901234.00"),
    ],
)
def test_what_a_person_types(typed: str, amount: str) -> None:
    assert str(parse_amount(typed, decimals=2)) == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "-",
        ".",
        "1,20",
        "1.200",
        "0,500",
        "12,00",
        "1,2000",
        "1,200,30",
        "1.2.3",
        "1,200 300",
        "1e3",
        "NaN",
        "inf",
        "١٢",
        "12 GBP",
        "0x10",
        "1_000",
        "--1",
        "123456789012345",
        "9" * 5000,
    ],
)
def test_what_is_never_guessed(typed: str) -> None:
    with pytest.raises(MoneyError) as refused:
        parse_amount(typed, decimals=2)
    sentence = str(refused.value)
    assert sentence.endswith(".")
    assert "\n" not in sentence
    assert len(sentence) < 150


def test_a_refusal_names_the_currency_and_what_to_do() -> None:
    with pytest.raises(MoneyError, match=r"“1\.200” has 3 decimals, but GBP has 2 decimals.*leave out the “\.”"):
        parse_amount("1.200", decimals=2, currency="GBP")
    with pytest.raises(MoneyError, match="JPY has no decimals"):
        parse_amount("1.5", decimals=0, currency="JPY")


def test_three_decimals_and_the_other_mark() -> None:
    assert parse_amount("1.200", decimals=3) == Decimal("1.2")
    assert parse_amount("1.200", decimals=2, decimal_mark=",") == 1200
    assert parse_amount("1.200,50", decimals=2, decimal_mark=",") == Decimal("1200.5")
    with pytest.raises(MoneyError):
        parse_amount("1.20", decimals=2, decimal_mark=",")
    with pytest.raises(MoneyError):
        parse_amount("1,200", decimals=2, decimal_mark=",")


def test_minus_zero_is_zero() -> None:
    assert str(parse_amount("-0", decimals=2)) == "0.00"


@given(st.integers(-(10**16), 10**16), st.sampled_from([0, 2, 3]), st.sampled_from([(",", "."), (".", ",")]))
def test_what_is_shown_can_be_typed(units: int, decimals: int, marks: tuple[str, str]) -> None:
    amount = Decimal(units).scaleb(-decimals)
    if abs(amount) >= 10**14:
        amount = amount.scaleb(-3)
    amount = quantize(amount, decimals)
    shown = format_amount(amount, decimals, *marks)
    assert parse_amount(shown, decimals=decimals, decimal_mark=marks[1]) == amount


@given(st.text(max_size=12))
def test_anything_typed_is_an_amount_or_a_sentence(typed: str) -> None:
    with suppress(MoneyError):
        assert parse_amount(typed, decimals=2).as_tuple().exponent == -2


@given(st.integers(-(2**63) + 1, 2**63 - 1))
def test_units_go_both_ways(units: int) -> None:
    assert to_units(from_units(units)) == units


def test_units_lose_nothing() -> None:
    assert to_units(Decimal("1.2300")) == 12300
    assert to_units(Decimal("1.23000000")) == 12300
    for amount in ("0.00001", "1e-90", "1.00000000000000000000000000000000000001"):
        with pytest.raises(MoneyError):
            to_units(Decimal(amount))
    with pytest.raises(MoneyError):
        to_units(Decimal(2**63).scaleb(-4))


def test_the_lcy_of_a_part() -> None:
    euro, pounds = Decimal("1000.00"), Decimal("853.21")
    assert part_lcy(Decimal("333.33"), euro, pounds, 2) == Decimal("284.40")
    assert part_lcy(euro, euro, Decimal("853.2111"), 2) == Decimal("853.2111")
    assert part_lcy(Decimal(1), Decimal(8), Decimal(1), 2) == Decimal("0.13")
    with pytest.raises(MoneyError):
        part_lcy(Decimal(1), Decimal(0), Decimal(0), 2)


@pytest.mark.parametrize(
    ("typed", "currency", "amount"),
    [
        ("£500", "GBP", "500"),
        ("-£5", "GBP", "-5"),
        ("£-5", "GBP", "-5"),
        ("500 GBP", "GBP", "500"),
        ("gbp500", "GBP", "500"),
        ("€ 1,200.50", "EUR", "1200.50"),
        ("$3", "USD", "3"),
    ],
)
def test_an_amount_may_name_its_own_currency(typed: str, currency: str, amount: str) -> None:
    assert parse_amount(typed, decimals=2, currency=currency) == Decimal(amount)


@pytest.mark.parametrize(("typed", "currency"), [("€500", "GBP"), ("500 EUR", "GBP"), ("£500 EUR", "GBP"), ("$5", "")])
def test_an_amount_in_another_currency_is_refused(typed: str, currency: str) -> None:
    with pytest.raises(MoneyError, match=r"is in another currency: .*, so type the number alone\."):
        parse_amount(typed, decimals=2, currency=currency)
