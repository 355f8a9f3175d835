from __future__ import annotations

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from store.rules.dates import (
    DateError,
    DateOrder,
    apply_formula,
    check_formula,
    day_remark,
    digits_date,
    echo_date,
    far_remark,
    is_weekend,
    order_of,
    parse_date,
    short_date,
)

TUESDAY = date(2026, 3, 31)


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("t", "2026-03-31"),
        ("today", "2026-03-31"),
        ("W", "2026-03-31"),
        ("tom", "2026-04-01"),
        ("yesterday", "2026-03-30"),
        ("fri", "2026-04-03"),
        ("Friday", "2026-04-03"),
        ("tue", "2026-04-07"),
        ("mon", "2026-04-06"),
        ("wed", "2026-04-01"),
        ("+7", "2026-04-07"),
        ("-7", "2026-03-24"),
        ("15", "2026-04-15"),
        ("31", "2026-03-31"),
        ("30", "2026-04-30"),
        ("15/4", "2026-04-15"),
        ("10/4", "2026-04-10"),
        ("15.4", "2026-04-15"),
        ("15.4.", "2026-04-15"),
        ("15-4", "2026-04-15"),
        ("30/9", "2026-09-30"),
        ("26/9", "2026-09-26"),
        ("31/3", "2026-03-31"),
        ("29/2", "2028-02-29"),
        ("15/4/26", "2026-04-15"),
        ("15/4/2026", "2026-04-15"),
        ("30/3/26", "2026-03-30"),
        ("1504", "2026-04-15"),
        ("150326", "2026-03-15"),
        ("15032026", "2026-03-15"),
        ("15 apr", "2026-04-15"),
        ("15apr", "2026-04-15"),
        ("15 April 2027", "2027-04-15"),
        ("apr 15", "2026-04-15"),
        ("1w", "2026-04-07"),
        ("2m", "2026-05-31"),
        ("10d", "2026-04-10"),
        ("1y", "2027-03-31"),
        ("-1m", "2026-02-28"),
        ("eom", "2026-03-31"),
        ("cm", "2026-03-31"),
        ("cm+10d", "2026-04-10"),
        ("2026-04-15", "2026-04-15"),
        ("2026/4/15", "2026-04-15"),
    ],
)
def test_dates_as_people_say_them(typed: str, day: str) -> None:
    assert parse_date(typed, TUESDAY) == date.fromisoformat(day)


@pytest.mark.parametrize(
    ("typed", "order", "day"),
    [
        ("6/5", "dmy", "2026-05-06"),
        ("6/5", "mdy", "2026-06-05"),
        ("6/5", "ymd", "2026-06-05"),
        ("4/15/26", "mdy", "2026-04-15"),
        ("0415", "mdy", "2026-04-15"),
        ("26/4/15", "ymd", "2026-04-15"),
        ("260415", "ymd", "2026-04-15"),
        ("20260415", "ymd", "2026-04-15"),
        ("2026-04-05", "mdy", "2026-04-05"),
    ],
)
def test_the_order_is_as_configured(typed: str, order: DateOrder, day: str) -> None:
    assert parse_date(typed, TUESDAY, order=order) == date.fromisoformat(day)


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "soon",
        "32",
        "0",
        "31/2",
        "29/2/26",
        "15/13",
        "4/15",
        "15//4",
        "15/4-26",
        "0001-01-01",
        "15/4/1026",
        "+999999",
        "9999y",
        "-9999y",
        "1x",
        "fr",
        "15 foo",
        "١٥",
        "1200",
        "2026-13-01",
    ],
)
def test_what_is_no_date_gets_a_sentence(typed: str) -> None:
    with pytest.raises(DateError) as refused:
        parse_date(typed, TUESDAY)
    assert str(refused.value).endswith(".")


def test_the_sentence_names_what_works() -> None:
    with pytest.raises(DateError, match=r"“soon” is not a date: type one like 15, 10/04/26, fri, \+7, 1w, eom or 2026"):
        parse_date("soon", TUESDAY)


@pytest.mark.parametrize(
    ("typed", "order", "again", "before"),
    [
        ("30/3", "dmy", "30/3/2027", "30/3/2026"),
        ("1503", "dmy", "15/3/2027", "15/3/2026"),
        ("3/30", "mdy", "3/30/2027", "3/30/2026"),
        ("3/30", "ymd", "2027-03-30", "2026-03-30"),
        ("28 feb", "dmy", "28 feb 2027", "28 feb 2026"),
        ("feb 28", "dmy", "feb 28 2027", "feb 28 2026"),
        ("3/10", "dmy", "3/10/2026", "3/10/2025"),
    ],
)
def test_a_day_that_has_just_passed_needs_its_year(typed: str, order: DateOrder, again: str, before: str) -> None:
    year = "this year" if again == "3/10/2026" else "next year"
    with pytest.raises(DateError) as refused:
        parse_date(typed, TUESDAY, order=order)
    assert str(refused.value) == f"{typed} has passed; type {again} if you mean {year}, or {before}."
    assert (parse_date(again, TUESDAY, order=order) - parse_date(before, TUESDAY, order=order)).days == 365


def test_a_leap_day_needs_its_year_only_where_it_has_just_passed() -> None:
    assert parse_date("29/2", date(2026, 3, 31)) == date(2028, 2, 29)
    with pytest.raises(DateError, match="29/2 has passed; type 29/2/2032 if you mean 2032, or 29/2/2028"):
        parse_date("29/2", date(2028, 3, 31))


@given(st.text(max_size=10), st.dates(), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_anything_typed_is_a_date_or_a_sentence(typed: str, work_date: date, order: DateOrder) -> None:
    with suppress(DateError):
        assert parse_date(typed, work_date, order=order).year >= 1900


@given(st.text("0123456789+-/dwmqyc. ", max_size=8), st.dates())
def test_pieces_of_dates_are_dates_or_sentences(typed: str, work_date: date) -> None:
    with suppress(DateError):
        parse_date(typed, work_date)
    with suppress(DateError):
        apply_formula(typed, work_date)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)), st.sampled_from(["dmy", "mdy", "ymd"]))
def test_what_is_shown_can_be_typed(day: date, order: DateOrder) -> None:
    assert parse_date(short_date(day, order), TUESDAY, order=order) == day
    assert parse_date(day.isoformat(), TUESDAY, order=order) == day
    assert parse_date(echo_date(day).split(" ", 1)[1], TUESDAY, order=order) == day


@given(st.dates(date(1999, 1, 1), date(2100, 1, 1)), st.integers(0, 6))
def test_a_weekday_is_the_next_one(work_date: date, number: int) -> None:
    found = parse_date(("mon", "tue", "wed", "thu", "fri", "sat", "sun")[number], work_date)
    assert found.weekday() == number
    assert 1 <= (found - work_date).days <= 7


def test_dates_are_written_out() -> None:
    assert echo_date(date(2026, 4, 10)) == "Fri 10 Apr 2026"
    assert short_date(date(2026, 4, 9)) == "09/04/26"
    assert short_date(date(2026, 4, 9), "mdy") == "04/09/26"
    assert short_date(date(2026, 4, 9), "ymd") == "2026-04-09"


@pytest.mark.parametrize(
    ("formula", "day", "result"),
    [
        ("", "2026-03-31", "2026-03-31"),
        ("1W", "2026-03-31", "2026-04-07"),
        ("30D", "2026-03-31", "2026-04-30"),
        ("CM", "2026-02-03", "2026-02-28"),
        ("-CM", "2026-02-03", "2026-02-01"),
        ("CM+10D", "2026-03-31", "2026-04-10"),
        ("-1M", "2026-03-31", "2026-02-28"),
        ("1M", "2026-01-31", "2026-02-28"),
        ("1M+CM", "2026-01-15", "2026-02-28"),
        ("D10", "2026-03-31", "2026-04-10"),
        ("D10", "2026-03-10", "2026-04-10"),
        ("D31", "2026-04-30", "2026-05-31"),
        ("-D10", "2026-03-10", "2026-02-10"),
        ("WD5", "2026-03-31", "2026-04-03"),
        ("-WD1", "2026-03-30", "2026-03-23"),
        ("CW", "2026-03-31", "2026-04-05"),
        ("CQ", "2026-02-03", "2026-03-31"),
        ("CY", "2026-02-03", "2026-12-31"),
        ("1Q", "2026-11-30", "2027-02-28"),
        ("1Y", "2028-02-29", "2029-02-28"),
        ("<1w - 1d>", "2026-03-31", "2026-04-06"),
    ],
)
def test_date_formulas(formula: str, day: str, result: str) -> None:
    assert apply_formula(formula, date.fromisoformat(day)) == date.fromisoformat(result)


def test_a_formula_is_normalised_or_refused() -> None:
    assert check_formula(" <cm + 10d> ") == "CM+10D"
    assert check_formula("") == ""
    for wrong in ("1", "W", "1W1D", "D32", "D0", "WD8", "soon", "10000D", "1W+", "--1D"):
        with pytest.raises(DateError, match="is not a date formula"):
            check_formula(wrong)


def test_days_far_ahead_are_pointed_out() -> None:
    assert far_remark(date(2027, 3, 30), TUESDAY) == "in 12 months"
    assert far_remark(date(2026, 9, 28), TUESDAY) == "in 6 months"
    assert far_remark(date(2026, 9, 27), TUESDAY) == ""
    assert far_remark(date(2025, 3, 31), TUESDAY) == ""


def test_days_on_which_nobody_pays() -> None:
    friday, saturday, sunday = (date(2026, 4, day) for day in (3, 4, 5))
    assert [is_weekend(day) for day in (friday, saturday, sunday)] == [False, True, True]
    assert [day_remark(day, ()) for day in (friday, saturday, sunday)] == ["", "a Saturday", "a Sunday"]
    assert day_remark(friday, {friday}) == "a holiday"


@pytest.mark.parametrize(
    ("own", "date_format", "order"),
    [("", "", None), ("", "iso", "ymd"), ("", "mdy", "mdy"), ("dmy", "mdy", "dmy"), ("ymd", "dmy", "ymd")],
)
def test_the_users_own_order_comes_before_the_setups(own: str, date_format: str, order: DateOrder | None) -> None:
    assert order_of(own, date_format) == order


@pytest.mark.parametrize(
    ("order", "shown"), [(None, "2026-04-09"), ("ymd", "2026-04-09"), ("dmy", "09/04/2026"), ("mdy", "04/09/2026")]
)
def test_a_date_in_digits_can_be_typed_again(order: DateOrder | None, shown: str) -> None:
    day = date(2026, 4, 9)
    assert digits_date(day, order) == shown
    assert parse_date(shown, TUESDAY, order=order or "dmy") == day
