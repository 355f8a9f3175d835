"""Aging periods: figures whole at any width, bars beside words."""

from __future__ import annotations

import pytest
from textual.app import App, ComposeResult

from tests.settle import settle
from widgets.agingbar import AgingBar, AgingPanel, AgingPeriod, bar, percent

PERIODS = tuple(
    AgingPeriod(label, amount, share, overdue)
    for label, amount, share, overdue in (
        ("Not due", "850.00", 0.4146, False),
        ("1–30", "200.00", 0.0976, True),
        ("31–60", "1,000.00", 0.4878, True),
        ("61–90", "0.00", 0.0, True),
        ("Over 90", "-150.00", -0.07, True),
    )
)


class Aging(App[None]):
    def __init__(self) -> None:
        super().__init__()
        self.line = AgingBar()
        self.panel = AgingPanel()

    def compose(self) -> ComposeResult:
        yield self.line
        yield self.panel


@pytest.mark.parametrize("width", [80, 120])
async def test_both_forms_show_all_figures(width: int) -> None:
    app = Aging()
    async with app.run_test(size=(width, 24)) as pilot:
        app.line.show(PERIODS, "2,050.00")
        app.panel.show(PERIODS, "2,050.00")
        await settle(pilot)
        two = "\n".join(app.line.render_line(y).text for y in range(2))
        chart = [app.panel.render_line(y).text for y in range(6)]
    for period in PERIODS:
        assert period.label in two
        assert period.amount in two
    assert chart[2].startswith("31–60    1,000.00  49 % ████")
    assert chart[5].startswith("Balance  2,050.00")
    assert "█" not in chart[4]


async def test_periods_that_do_not_fit_are_counted_not_cut() -> None:
    app = Aging()
    async with app.run_test(size=(40, 24)) as pilot:
        app.line.show([AgingPeriod(f"Band {n}", f"{n},234,567.00", 0.1) for n in range(1, 6)], "1.00")
        await settle(pilot)
        assert app.line.render_line(1).text.split()[:2] == ["1,234,567.00", "2,234,567.00"]
        assert "3 more" in app.line.render_line(0).text


def test_a_bar_counts_eighths() -> None:
    assert bar(0.5, 10) == "█████"
    assert bar(0.51, 10) == "█████▏"
    assert bar(0.0001, 10) == "▏"
    assert bar(-1, 10) == bar(0, 10) == ""
    assert bar(7, 3) == "███"
    assert percent(0.4878) == "49 %"


def test_percentages_stand_at_all_bands_or_at_none() -> None:
    periods = [AgingPeriod("Not due", "850.00", 0.41), AgingPeriod("1–30", "1,000.00", 0.59)]
    assert all(AgingBar._text(period, 14, 1, percents=True).endswith("%") for period in periods)
    assert [AgingBar._text(period, 14, 1, percents=False) for period in periods] == ["850.00", "1,000.00"]
