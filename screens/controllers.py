"""Credit controllers: who they are, which user each is, and who has which customers (S12, S38)."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar

from screens.controllers_chosen import chosen_controller, codes_for, echo_controller
from screens.setup_fields import Declared
from screens.setup_list import SetupListPage, flag, setup_actions
from store.queries import setup_pages
from store.requests.setup import BecomeController, ChangeSetup, DeleteController, ReassignCustomers, SaveController
from store.rows.setup_pages import ControllerLine
from widgets.actions import Action
from widgets.columns import Column

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from screens.setup_form import Values
    from store.queries.connection import Connection
    from store.requests.base import Request


class ControllersPage(SetupListPage[ControllerLine]):
    """A line a credit controller."""

    NAME = "Credit controllers"
    WHAT = "credit controller"
    ACTIONS: ClassVar[tuple[Action, ...]] = setup_actions(
        WHAT,
        Action("reassign", ("a",), "Give away", "Give all customers of this one to another.", 3, group="Setup"),
        Action("become", ("m",), "This is me", "Say that you are this credit controller.", 4, group="Setup"),
        Action("default", ("d",), "Default", "Give this one the new customers of an import, or not.", 5, group="Setup"),
        in_use="; nothing may name it",
    )

    def columns(self) -> Sequence[Column]:
        """Code, name, user, and what each has."""
        return (
            Column("code", "Code", 10, lambda row: row.code),
            Column("name", "Name", 16, lambda row: row.name, flexible=True, min_width=10),
            Column("user", "User", 12, self._user),
            Column("default", "Default", 7, flag(lambda row: row.code == self._default)),
            Column("read_only", "Reads only", 10, flag(lambda row: row.read_only), priority=1),
            Column("customers", "Customers", 9, lambda row: f"{row.customers:,}" if row.customers else "", "right"),
            Column("todos", "To-dos", 6, lambda row: f"{row.todos:,}" if row.todos else "", "right", 2),
        )

    def _user(self, row: ControllerLine) -> str:
        mine = row.user_name and row.user_name == self.desk.actor.user_name
        return f"{row.user_name} (you)" if mine else row.user_name

    @property
    def _default(self) -> str | None:
        return self.desk.facts.setup.default_controller_code

    def listing(self) -> Callable[[Connection], Sequence[ControllerLine]]:
        """By code."""
        return setup_pages.controller_lines

    def key_of(self, row: ControllerLine) -> str:
        """The code."""
        return row.code

    def named(self, row: ControllerLine) -> str:
        """The code."""
        return row.code

    def fields(self, row: ControllerLine | None) -> Sequence[Declared]:
        """Code, name, user."""
        del row
        return (
            Declared("code", "Code", "code", "A credit controller needs a code, such as ANNA.", fixed=True),
            Declared("name", "Name"),
            Declared("user_name", "User of the system"),
            Declared("read_only", "Reads only", "switch"),
        )

    def saving(self, row: ControllerLine | None, values: Values) -> Request:
        """Save it."""
        return SaveController(
            actor=self.desk.actor,
            code=str(values["code"]),
            name=str(values["name"]),
            user_name=str(values["user_name"]),
            read_only=bool(values["read_only"]),
            version=row.version if row else 0,
        )

    def deleting(self, row: ControllerLine) -> Request:
        """Delete it."""
        return DeleteController(actor=self.desk.actor, code=row.code, version=row.version)

    # Who I am, who gets new customers, who gives and takes.

    def action_become(self) -> None:
        """The user who works here is this one, and no other any more."""
        row = self.grid.cursor_row
        if row is None:
            return
        request = BecomeController(actor=self.desk.actor, code=row.code)
        me = self.desk.facts.me
        if me is None:
            self.submit(request, self._stored)
        elif me.code == row.code:
            self.tell(f"You ({me.user_name}) are {me.code} already.")
        else:
            question = f"You are {me.code} now. Be {row.code} from now on?"
            self.prompt.ask(question, lambda key: self._become(request, key))

    def _become(self, request: BecomeController, key: str) -> None:
        if key == "y":
            self.submit(request, self._stored)

    def action_default(self) -> None:
        """New customers of an import are this one's; the same again: nobody's."""
        row = self.grid.cursor_row
        if row is not None:
            code = "" if row.code == self._default else row.code
            changes = (("default_controller_code", code),)
            self.submit(ChangeSetup(actor=self.desk.actor, changes=changes), self._stored)

    def action_reassign(self) -> None:
        """Type who gets them."""
        row = self.grid.cursor_row
        if row is None:
            return
        if not row.customers:
            self.tell(f"{row.code} has no customers to give away.", "warning")
            return
        count = "1 customer" if row.customers == 1 else f"all {row.customers:,} customers"
        self.prompt.input(
            f"Give {count} of {row.code} to ",
            lambda text: self._reassigned(row, text),
            complete=lambda text: codes_for(self.desk, text, but=row.code),
            changed=lambda text: self.prompt.set_echo(echo_controller(self.desk, text, but=row.code)),
        )

    def _reassigned(self, row: ControllerLine, text: str) -> None:
        code = chosen_controller(self.desk, text)
        self.submit(ReassignCustomers(actor=self.desk.actor, from_code=row.code, to_code=code), self._stored)
