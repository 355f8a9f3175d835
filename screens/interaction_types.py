"""Interaction types, their flags and their order (rule 13, S30)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, cast

from screens.setup_fields import Declared
from screens.setup_list import SetupListPage, flag, setup_actions
from store.queries import setup_pages
from store.requests.setup import DeleteInteractionType, SaveInteractionType
from store.rows.setup_pages import TypeLine
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.setup_form import Values
    from store.queries.connection import Connection
    from store.requests.base import Request
    from widgets.actions import Action


class InteractionTypesPage(SetupListPage[TypeLine]):
    """A line an interaction type, in the order in which they are offered."""

    NAME = "Interaction types"
    WHAT = "interaction type"
    ACTIONS: ClassVar[tuple[Action, ...]] = setup_actions(WHAT, in_use="; no interaction may be of it")

    def columns(self) -> Sequence[Column]:
        """Place, description, flags and use."""
        return (
            Column("position", "No.", 3, lambda row: str(row.position), "right"),
            Column("description", "Description", 20, lambda row: row.description, flexible=True, min_width=10),
            Column("call", "Call", 4, flag(lambda row: row.call)),
            Column("email", "E-mail", 6, flag(lambda row: row.email)),
            Column("statement", "Statement", 9, flag(lambda row: row.statement)),
            Column("overdue", "Selects overdue", 15, flag(lambda row: row.auto_select_overdue), priority=1),
            Column("interactions", "Interactions", 12, lambda row: str(row.interactions or ""), "right", 2),
        )

    def filter_text(self) -> str:
        """Which type `p` takes: the first that is a call."""
        taken = next((row.description for row in self.desk.facts.interaction_types if row.call), "")
        return f"p takes “{taken}”" if taken else "no type is a call: p takes none"

    def listing(self) -> Callable[[Connection], Sequence[TypeLine]]:
        """The types in their order."""
        return setup_pages.type_lines

    def key_of(self, row: TypeLine) -> int:
        """The id."""
        return row.id

    def named(self, row: TypeLine) -> str:
        """The description."""
        return row.description

    def new_values(self) -> Values:
        """A new one comes last."""
        return {"position": len(self.grid.keys) + 1}

    def fields(self, row: TypeLine | None) -> Sequence[Declared]:
        """Description, flags and place."""
        most = len(self.grid.keys) + (row is None)
        return (
            Declared("description", "Description", required="An interaction type needs a description, such as Visit."),
            Declared("call", "Call", "switch"),
            Declared("email", "E-mail", "switch"),
            Declared("statement", "Statement", "switch"),
            Declared("auto_select_overdue", "Selects what is overdue", "switch"),
            Declared("position", "Place in the order", "number", least=1, most=max(1, most)),
        )

    def saving(self, row: TypeLine | None, values: Values) -> Request:
        """Save it."""
        return SaveInteractionType(
            actor=self.desk.actor,
            type_id=row.id if row else None,
            version=row.version if row else 0,
            description=str(values["description"]),
            call=bool(values["call"]),
            email=bool(values["email"]),
            statement=bool(values["statement"]),
            auto_select_overdue=bool(values["auto_select_overdue"]),
            position=cast("int", values["position"]),
        )

    def deleting(self, row: TypeLine) -> Request:
        """Delete it."""
        return DeleteInteractionType(actor=self.desk.actor, type_id=row.id, version=row.version)
