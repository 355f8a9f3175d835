"""Insight: what promises will bring, how long it takes to be paid, and how old what is owed became, with formulas."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.factspage import LABEL_WIDTH, Fact, FactsPage
from store.queries import insight
from widgets.common_actions import GENERAL

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from screens.desk import Desk
    from store.rows.insight import Insight, MonthAging
    from store.rules.insight_figures import Figure
    from widgets.actions import Action

EXPLAIN = next(action for action in GENERAL if action.id == "explain")
BAR = 24
"""Cells of the longest bar."""
BESIDE = 50
"""Cells that margins and figures take beside label and bar."""
SHORT = {
    "dso": "DSO",
    "dso_countback": "DSO, count-back",
    "best_possible_dso": "Best possible DSO",
    "average_days_delinquent": "Days delinquent",
    "collection_effectiveness_index": "Effectiveness",
    "kept_by_count": "Kept, by number",
    "kept_by_amount": "Kept, by amount",
}
"""What the figures are called for short."""
EIGHTHS = " ▏▎▍▌▋▊▉█"


class InsightPage(FactsPage):
    """The figures of all customers, or of one."""

    NAME = "Insight"
    ACTIONS: ClassVar[tuple[Action, ...]] = (*FactsPage.ACTIONS, EXPLAIN)

    def __init__(self, desk: Desk, customer_no: str = "") -> None:
        super().__init__(desk)
        self.customer_no = customer_no
        self.found: Insight | None = None
        self.explained = False

    def caption(self) -> str:
        """Of whom."""
        return f"Insight · {self.customer_no or 'all customers'}"

    def customer_here(self) -> str:
        """Of whom."""
        return self.customer_no

    def show_page(self) -> None:
        """Read the figures."""
        self.read(
            "insight",
            self._take,
            insight.insight,
            work_date=self.desk.work_date,
            customer_no=self.customer_no or None,
        )

    def action_explain(self) -> None:
        """Show each figure's formula with its numbers, or leave them out again (rule 19)."""
        self.explained = not self.explained
        if self.found is not None:
            self.show_lines(self._facts(self.found))

    def _take(self, found: Insight) -> None:
        self.found = found
        self.show_lines(self._facts(found))

    def _facts(self, found: Insight) -> Iterator[Fact]:
        desk = self.desk
        lcy, not_due = desk.lcy, desk.amount(found.current_lcy)
        yield Fact("Receivables", f"{desk.amount(found.receivables_lcy)} {lcy}, not due {not_due}")
        began = f"{desk.amount(found.begin_lcy)} {lcy} when the {found.days} days began"
        yield Fact("", f"{began}; sales since {desk.amount(found.sales_lcy)} {lcy}")
        key = self.actions.key("explain")
        yield Fact("Figures", "" if self.explained else f"{key} shows how each is made", "bold")
        for figure in found.figures:
            yield from self._figure(figure)
        yield from self._forecast(found)
        yield from self._aging(found)
        yield from self._queries(found)

    @property
    def _bar(self) -> int:
        """Cells of the longest bar: a bar that does not fit would stand in a line of its own."""
        return max(0, min(BAR, self.app.size.width - LABEL_WIDTH - BESIDE))

    def _figure(self, figure: Figure) -> Iterator[Fact]:
        value = "–" if figure.value is None else f"{figure.value:,.1f} {figure.unit}"
        yield Fact(f"  {SHORT.get(figure.key, figure.key)}", f"{value:>12}  {figure.name}")
        if figure.value is None and not self.explained:
            yield Fact("", figure.worked, "dim")
        if self.explained:
            yield Fact("", f"= {figure.formula}", "dim")
            yield Fact("", f"= {figure.worked}", "dim")

    def _forecast(self, found: Insight) -> Iterator[Fact]:
        desk = self.desk
        said = "open promises by week: in full, and as customers kept their word so far"
        yield Fact("Cash forecast", said if found.forecast else "nobody has an open promise", "bold")
        most = max((week.gross_lcy for week in found.forecast), default=None)
        for week in found.forecast:
            count = f"{week.promises} promise{'' if week.promises == 1 else 's'}"
            gross, weighted = desk.amount(week.gross_lcy), desk.amount(week.weighted_lcy)
            bar = bar_text(week.gross_lcy, most, self._bar)
            yield Fact(f"  Week of {desk.short_date(week.monday)}", f"{gross:>14} {weighted:>14}  {count:<12} {bar}")
        if found.past_due_promises_lcy:
            yield Fact("  Date passed", f"{desk.amount(found.past_due_promises_lcy):>14}", "warning")

    def _aging(self, found: Insight) -> Iterator[Fact]:
        desk = self.desk
        yield Fact("Aging over time", "balance at month ends, and how much of it was overdue", "bold")
        most = max((abs(each.balance_lcy) for each in found.aging), default=None)
        for each in found.aging:
            late = sum(each.bands_lcy[1:], start=each.balance_lcy * 0)
            text = f"{desk.amount(each.balance_lcy):>14} {desk.amount(late):>14}  {stacked_text(each, most, self._bar)}"
            yield Fact(f"  {desk.short_date(each.day)}{' ≈' if each.estimated else ''}", text)
        if any(each.estimated for each in found.aging):
            yield Fact("", "≈ the balance is exact, how old it was is an estimate", "dim")

    def _queries(self, found: Insight) -> Iterator[Fact]:
        desk = self.desk
        yield Fact("Queries", "by reason, and days since they were asked" if found.queries else "none is open", "bold")
        for row in found.queries:
            ages = ", ".join(f"{label}: {count}" for label, count, _amount in row.by_age if count)
            late = f", {row.overdue} past their target" if row.overdue else ""
            text = f"{desk.amount(row.amount_lcy):>14}  {row.count}  {row.reason} ({ages}{late})"
            yield Fact(f"  {row.reason_code or 'no reason given'}", text)


def bar_text(value: Decimal, most: Decimal | None, cells: int) -> str:
    """A bar of block characters; its length is the value's part of the most."""
    if not most or value <= 0:
        return ""
    eighths = int(value * cells * 8 / most)
    return "█" * (eighths // 8) + EIGHTHS[eighths % 8].strip()


def stacked_text(each: MonthAging, most: Decimal | None, cells: int) -> str:
    """A bar of what was owed: overdue █, not due ░."""
    if not most or each.balance_lcy <= 0:
        return ""
    late = max(sum(each.bands_lcy[1:], start=each.balance_lcy * 0), each.balance_lcy * 0)
    whole = int(each.balance_lcy * cells / most)
    dark = min(whole, int(late * cells / most))
    return "█" * dark + "░" * (whole - dark)
