"""The figures of the receivables, against worked ones."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from store.rules.insight import (
    Countback,
    ToCome,
    average_days_delinquent,
    collection_effectiveness,
    countback,
    days_outstanding,
    forecast,
    query_age,
    query_age_labels,
)
from store.rules.insight_figures import NAMES, Period, figures
from store.rules.statistics import Tally

AR, CURRENT = Decimal(150_000), Decimal(95_000)
MONTHS = ((Decimal(60_000), 31), (Decimal(70_000), 28), (Decimal(80_000), 31))


def test_days_sales_outstanding() -> None:
    assert days_outstanding(AR, Decimal(210_000), 90) == Decimal("64.29")
    assert days_outstanding(CURRENT, Decimal(210_000), 90) == Decimal("40.71")
    assert average_days_delinquent(AR, CURRENT, Decimal(210_000), 90) == Decimal("23.57")
    assert days_outstanding(AR, Decimal(0), 90) is None
    assert average_days_delinquent(AR, CURRENT, Decimal(0), 90) is None


def test_counting_back() -> None:
    assert countback(AR, MONTHS) == Countback(Decimal("66.75"), Decimal(0))
    half_a_year = ((2250, 31), (2000, 30), (2500, 31), (2250, 30), (1750, 31), (2500, 30))
    found = countback(Decimal(12_000), [(Decimal(sales), days) for sales, days in half_a_year])
    assert found.days == Decimal("168.00")


def test_counting_back_stops_where_nothing_was_sold() -> None:
    found = countback(AR, (MONTHS[0], (Decimal(-5), 28), MONTHS[2]))
    assert found == Countback(Decimal("31.00"), Decimal(90_000))
    assert countback(Decimal(-10), MONTHS) == Countback(Decimal("0.00"), Decimal(-10))


def test_collection_effectiveness() -> None:
    given = (Decimal(140_000), Decimal(210_000), AR, CURRENT)
    assert collection_effectiveness(*given, months=3) == Decimal("52.17")
    assert collection_effectiveness(*given, months=1) == Decimal("78.43")
    assert collection_effectiveness(Decimal(0), Decimal(0), AR, CURRENT, months=3) is None


def test_the_forecast_is_weighted_by_how_each_customer_keeps_its_word() -> None:
    wednesday, sunday, monday = date(2026, 4, 8), date(2026, 4, 12), date(2026, 4, 13)
    promised = [
        ToCome("A", wednesday, Decimal(100)),
        ToCome("B", sunday, Decimal(50)),
        ToCome("C", monday, Decimal(10)),
    ]
    first, second = forecast(promised, {"A": Decimal("0.5")}, Decimal("0.9"))
    assert (first.monday, first.promises, first.gross_lcy) == (date(2026, 4, 6), 2, Decimal(150))
    assert first.weighted_lcy == Decimal("95.00")
    assert (second.monday, second.weighted_lcy) == (monday, Decimal("9.00"))
    assert forecast(promised, {}, None)[0].weighted_lcy == Decimal(150)


def test_ages_of_queries() -> None:
    assert query_age_labels() == ("0–7", "8–30", "31–60", "Over 60")
    assert [query_age(days) for days in (0, 7, 8, 30, 31, 60, 61)] == [0, 0, 1, 1, 2, 2, 3]


def test_every_figure_shows_its_formula_and_its_numbers() -> None:
    tallies = {"kept": Tally(3, Decimal(300)), "partially kept": Tally(1, Decimal(50)), "broken": Tally(1, Decimal(50))}
    period = Period(3, 90, Decimal(140_000), Decimal(210_000), AR, CURRENT, MONTHS, tallies)
    found = {figure.key: figure for figure in figures(period)}
    assert list(found) == list(NAMES)
    assert [str(figure.value) for figure in found.values()] == [
        *("64.29", "66.75", "40.71", "23.57", "52.17"),
        *("60.00", "75.00"),
    ]
    assert found["dso"].worked == "150,000.00 ÷ 210,000.00 × 90"
    assert found["kept_by_amount"].worked == "300.00 ÷ 400.00 × 100"
    top = "140,000.00 + 210,000.00 ÷ 3"
    worked = f"({top} − 150,000.00) ÷ ({top} − 95,000.00) × 100"
    assert found["collection_effectiveness_index"].worked == worked


def test_a_figure_without_a_value_says_why() -> None:
    nothing = Period(3, 90, Decimal(0), Decimal(0), Decimal(0), Decimal(0), (), {})
    found = {figure.key: (figure.value, figure.worked) for figure in figures(nothing)}
    assert found["dso"] == (None, "nothing was sold in 90 days")
    assert found["kept_by_count"] == (None, "no promise has come due")
    assert found["collection_effectiveness_index"] == (None, "nothing was due to be collected")
