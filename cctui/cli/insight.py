"""The command that tells how the receivables are collected."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from cctui.cli.asking import the_customer
from cctui.cli.money import Amounts
from cctui.cli.money import Figure as Plain
from cctui.cli.output import Column, table, write_lines
from cctui.cli.printing import Field, Report, report
from cctui.cli.problems import ExitCode
from store.queries.insight import insight
from store.queries.setup import setup

if TYPE_CHECKING:
    from collections.abc import Iterator

    from cctui.cli.state import State
    from store.rows.insight import Insight


@dataclass(frozen=True, slots=True)
class _Cell:
    """A figure of any part, as CSV has it."""

    part: str
    """`figure`, `forecast`, `aging` or `queries`."""
    key: str
    """The figure; the Monday; the day; the reason."""
    what: str
    value: Plain | str | None
    unit: str


_CELLS = [
    Field("part", value=lambda row: row.part),
    Field("key", value=lambda row: row.key),
    Field("what", value=lambda row: row.what),
    Field("value", value=lambda row: row.value),
    Field("unit", value=lambda row: row.unit),
]
_FIGURES = [
    Field("key", value=lambda row: row.key),
    Field("name", "Figure", lambda row: row.name, lambda row: row.name),
    Field(
        "value",
        "",
        lambda row: "n/a" if row.value is None else f"{row.value} {row.unit}",
        lambda row: None if row.value is None else str(row.value),
        right=True,
    ),
    Field("unit", value=lambda row: row.unit),
    Field("formula", "Formula", lambda row: row.formula, lambda row: row.formula, priority=2),
    Field("worked", "Worked out", lambda row: row.worked, lambda row: row.worked, priority=1),
]


def print_insight(state: State, text: str | None, *, months: int) -> int:
    """Print the figures with their formulas, promises by week, aging over time and open queries; writes nothing."""
    with state.books() as books:
        settings = books.read(setup)
        no = the_customer(books, text).no if text is not None else None
        found = books.read(insight, work_date=state.settings.work_date, customer_no=no, months=months)
    amounts = Amounts(state.settings, settings)
    if state.csv:
        return report(state, Report("insight", _CELLS, list(_cells(found, amounts))))
    if state.json:
        return report(state, Report("insight", _FIGURES, found.figures, _about(found, amounts)))
    report(state, Report("insight", _FIGURES, found.figures))
    write_lines(_tables(found, amounts))
    return ExitCode.DONE


def _about(found: Insight, amounts: Amounts) -> dict[str, object]:
    """What JSON tells beside the figures."""
    return {
        "lcy": amounts.setup.lcy_code,
        "customer_no": found.customer_no,
        "months": found.months,
        "days": found.days,
        "receivables_lcy": amounts.plain(found.receivables_lcy),
        "current_lcy": amounts.plain(found.current_lcy),
        "begin_lcy": amounts.plain(found.begin_lcy),
        "sales_lcy": amounts.plain(found.sales_lcy),
        "bands": found.band_labels,
        "forecast": [
            {
                "monday": week.monday,
                "promises": week.promises,
                "gross_lcy": amounts.plain(week.gross_lcy),
                "weighted_lcy": amounts.plain(week.weighted_lcy),
            }
            for week in found.forecast
        ],
        "past_due_promises_lcy": amounts.plain(found.past_due_promises_lcy),
        "aging": [
            {
                "day": month.day,
                "balance_lcy": amounts.plain(month.balance_lcy),
                "bands_lcy": [amounts.plain(each) for each in month.bands_lcy],
                "estimated": month.estimated,
            }
            for month in found.aging
        ],
        "queries": [
            {
                "reason_code": row.reason_code,
                "reason": row.reason,
                "count": row.count,
                "amount_lcy": amounts.plain(row.amount_lcy),
                "overdue": row.overdue,
                "by_age": [
                    {"days": label, "count": count, "amount_lcy": amounts.plain(amount)}
                    for label, count, amount in row.by_age
                ],
            }
            for row in found.queries
        ],
    }


def _cells(found: Insight, amounts: Amounts) -> Iterator[_Cell]:
    """Every figure on a line of its own."""
    lcy = amounts.code("")
    for row in found.figures:
        yield _Cell("figure", row.key, row.name, None if row.value is None else Plain(row.value), row.unit)
    for week in found.forecast:
        yield _Cell("forecast", week.monday.isoformat(), "gross", amounts.plain(week.gross_lcy), lcy)
        yield _Cell("forecast", week.monday.isoformat(), "weighted", amounts.plain(week.weighted_lcy), lcy)
    yield _Cell("forecast", "", "past due", amounts.plain(found.past_due_promises_lcy), lcy)
    for month in found.aging:
        for label, amount in zip(found.band_labels, month.bands_lcy, strict=True):
            yield _Cell("aging", month.day.isoformat(), label, amounts.plain(amount), lcy)
    for each in found.queries:
        for label, _, amount in each.by_age:
            yield _Cell("queries", each.reason_code, label, amounts.plain(amount), lcy)


def _tables(found: Insight, amounts: Amounts) -> list[str]:
    """The other parts, for people."""
    lcy = amounts.code("")
    lines = ["", f"Promises by week ({lcy})"]
    weeks = [
        [week.monday.isoformat(), str(week.promises), amounts.shown(week.gross_lcy), amounts.shown(week.weighted_lcy)]
        for week in found.forecast
    ]
    columns = [
        Column("Week from"),
        Column("Promises", "right"),
        Column("Promised", "right"),
        Column("Weighted", "right"),
    ]
    lines += table(columns, weeks) if weeks else ["  No open promises."]
    if found.past_due_promises_lcy:
        lines.append(f"Still to come of promises whose day has passed: {amounts.shown(found.past_due_promises_lcy)}")
    lines += ["", f"Aging over time ({lcy})"]
    bands = [Column(label, "right") for label in found.band_labels]
    lines += table(
        [Column("Day"), Column("Balance", "right"), *bands, Column("", priority=1)],
        [
            [
                month.day.isoformat(),
                amounts.shown(month.balance_lcy),
                *map(amounts.shown, month.bands_lcy),
                "estimated" if month.estimated else "",
            ]
            for month in found.aging
        ],
    )
    return [*lines, *_query_lines(found, amounts)]


def _query_lines(found: Insight, amounts: Amounts) -> list[str]:
    heading = ["", f"Open queries by reason and age ({amounts.code('')})"]
    if not found.queries:
        return [*heading, "  No open queries."]
    ages = [Column(f"{label} days", "right") for label, *_ in found.queries[0].by_age]
    sums = [Column("Queries", "right"), Column("Amount", "right"), *ages, Column("Overdue", "right")]
    rows = [
        [
            row.reason or row.reason_code or "none given",
            str(row.count),
            amounts.shown(row.amount_lcy),
            *(amounts.shown(amount) for _, _, amount in row.by_age),
            str(row.overdue),
        ]
        for row in found.queries
    ]
    return [*heading, *table([Column("Reason"), *sums], rows)]
