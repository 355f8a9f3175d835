"""Status codes and their flags (rule 5, S17)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.setup_fields import Declared
from screens.setup_list import SetupListPage, flag, setup_actions
from store.queries import setup
from store.requests.setup import DeleteStatusCode, SaveStatusCode
from store.rows.setup import StatusCodeRow
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.setup_form import Values
    from store.queries.connection import Connection
    from store.requests.base import Request
    from widgets.actions import Action


class StatusCodesPage(SetupListPage[StatusCodeRow]):
    """A line a status code; Enter changes it."""

    NAME = "Status codes"
    WHAT = "status code"
    ACTIONS: ClassVar[tuple[Action, ...]] = setup_actions(WHAT, in_use="; no entry may carry it")

    def columns(self) -> Sequence[Column]:
        """Code, description, flags and formulas."""
        codes = max(8, *(len(row.code) for row in self.desk.facts.status_codes), 8)
        return (
            Column("code", "Code", codes, lambda row: row.code),
            Column("description", "Description", 20, lambda row: row.description, flexible=True, min_width=10),
            Column("promised", "Promised", 8, flag(lambda row: row.payment_promised)),
            Column("queried", "Queried", 7, flag(lambda row: row.queried)),
            Column("target", "Resolve", 7, lambda row: row.query_resolution_target, priority=1),
            Column("by_me", "By me", 5, flag(lambda row: row.query_resolution_by_me), priority=2),
            Column("hold", "Hold", 4, flag(lambda row: row.default_on_hold), priority=1),
            Column("next", "Next", 6, lambda row: row.next_interaction, priority=3),
        )

    def listing(self) -> Callable[[Connection], Sequence[StatusCodeRow]]:
        """The codes in the setup's order."""
        return setup.status_codes

    def key_of(self, row: StatusCodeRow) -> str:
        """The code."""
        return row.code

    def named(self, row: StatusCodeRow) -> str:
        """The code."""
        return row.code

    def fields(self, row: StatusCodeRow | None) -> Sequence[Declared]:
        """Code, description, flags and formulas."""
        del row
        return (
            Declared("code", "Code", "code", "A status code needs a code, such as PROMISED.", fixed=True),
            Declared("description", "Description"),
            Declared("payment_promised", "Payment promised", "switch"),
            Declared("queried", "Queried", "switch"),
            Declared("query_resolution_target", "Query resolution target", "formula"),
            Declared("query_resolution_by_me", "Query resolution by me", "switch"),
            Declared("default_on_hold", "Default on hold", "switch"),
            Declared("next_interaction", "Next interaction", "formula"),
        )

    def saving(self, row: StatusCodeRow | None, values: Values) -> Request:
        """Save it."""
        return SaveStatusCode(
            actor=self.desk.actor,
            code=str(values["code"]),
            version=row.version if row else 0,
            description=str(values["description"]),
            payment_promised=bool(values["payment_promised"]),
            queried=bool(values["queried"]),
            query_resolution_target=str(values["query_resolution_target"]),
            query_resolution_by_me=bool(values["query_resolution_by_me"]),
            default_on_hold=bool(values["default_on_hold"]),
            next_interaction=str(values["next_interaction"]),
        )

    def deleting(self, row: StatusCodeRow) -> Request:
        """Delete it."""
        return DeleteStatusCode(actor=self.desk.actor, code=row.code, version=row.version)
