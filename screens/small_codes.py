"""Query reasons and holidays (rule 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from screens.setup_fields import Declared
from screens.setup_list import SetupListPage, setup_actions
from store.queries import setup_pages
from store.requests.setup import DeleteHoliday, DeleteQueryReason, SaveHoliday, SaveQueryReason
from store.rows.setup_pages import HolidayLine, ReasonLine
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date

    from screens.setup_form import Values
    from store.queries.connection import Connection
    from store.requests.base import Request
    from widgets.actions import Action


class QueryReasonsPage(SetupListPage[ReasonLine]):
    """A line a reason for a query."""

    NAME = "Query reasons"
    WHAT = "query reason"
    ACTIONS: ClassVar[tuple[Action, ...]] = setup_actions(WHAT, in_use="; no entry may carry it")

    def columns(self) -> Sequence[Column]:
        """Code, description and use."""
        return (
            Column("code", "Code", 20, lambda row: row.code),
            Column("description", "Description", 30, lambda row: row.description, flexible=True, min_width=10),
            Column("entries", "Entries", 8, lambda row: str(row.entries or ""), "right"),
        )

    def listing(self) -> Callable[[Connection], Sequence[ReasonLine]]:
        """The reasons by code."""
        return setup_pages.reason_lines

    def key_of(self, row: ReasonLine) -> str:
        """The code."""
        return row.code

    def named(self, row: ReasonLine) -> str:
        """The code."""
        return row.code

    def fields(self, row: ReasonLine | None) -> Sequence[Declared]:
        """Code and description."""
        del row
        return (
            Declared("code", "Code", "code", "A query reason needs a code, such as PRICE.", fixed=True),
            Declared("description", "Description"),
        )

    def saving(self, row: ReasonLine | None, values: Values) -> Request:
        """Save it."""
        return SaveQueryReason(
            actor=self.desk.actor,
            code=str(values["code"]),
            description=str(values["description"]),
            version=row.version if row else 0,
        )

    def deleting(self, row: ReasonLine) -> Request:
        """Delete it."""
        return DeleteQueryReason(actor=self.desk.actor, code=row.code, version=row.version)


class HolidaysPage(SetupListPage[HolidayLine]):
    """A line a day on which no payment is expected."""

    NAME = "Holidays"
    WHAT = "holiday"
    ACTIONS: ClassVar[tuple[Action, ...]] = setup_actions(WHAT)

    def columns(self) -> Sequence[Column]:
        """Day and description."""
        return (
            Column("day", "Day", 18, lambda row: self.desk.long_date(row.day)),
            Column("description", "Description", 30, lambda row: row.description, flexible=True, min_width=10),
        )

    def listing(self) -> Callable[[Connection], Sequence[HolidayLine]]:
        """The earliest first."""
        return setup_pages.holiday_lines

    def key_of(self, row: HolidayLine) -> str:
        """The day as ISO text."""
        return row.day.isoformat()

    def named(self, row: HolidayLine) -> str:
        """The day in full."""
        return self.desk.long_date(row.day)

    def fields(self, row: HolidayLine | None) -> Sequence[Declared]:
        """Day, as typed, and description."""
        del row
        return (
            Declared("day", "Day", "date", "Which day? Type a date, such as 25/12.", fixed=True),
            Declared("description", "Description"),
        )

    def saving(self, row: HolidayLine | None, values: Values) -> Request:
        """Save it."""
        return SaveHoliday(
            actor=self.desk.actor,
            day=cast("date", values["day"]),
            description=str(values["description"]),
            version=row.version if row else 0,
        )

    def deleting(self, row: HolidayLine) -> Request:
        """Delete it."""
        return DeleteHoliday(actor=self.desk.actor, day=row.day, version=row.version)
