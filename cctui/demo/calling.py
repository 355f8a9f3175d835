"""The planned calls, made by the same requests as real work."""

from __future__ import annotations

import uuid
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from store.commands.work import perform
from store.requests.base import Actor, NotDone
from store.requests.calls import (
    ChangeInteraction,
    CloseInteraction,
    OpenInteraction,
    PromiseInput,
    QueryInput,
    UpdateEntries,
)
from store.requests.setup import AssignCustomers, ChangeSetup, SaveController

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from random import Random

    from sqlalchemy import Connection

    from cctui.demo.company import DemoCustomer
    from cctui.demo.planning import Call, Said
    from store.requests.base import Request

HOST: Final = "demo"
_CONTROLLERS: Final = (("ALEX", "Alex Morgan"), ("BEN", "Ben Osei"), ("CHIARA", "Chiara Rossi"))
_SHARES: Final = (0, 1, 0, 2)
"""Whose customer the first, second … is: every other one belongs to the current user."""


class Caller:
    """Sets the books up and makes calls in them, as one of three credit controllers.

    Args:
        connection: The store, kept open.
        user_name: The operating system's user, mapped to the first controller.
        types: Id of each interaction type by its description.
        rng: Makes the ids and the times of day.
        ahead: How far the work date is ahead of the host's clock; nothing is recorded in the clock's future.
    """

    def __init__(
        self, connection: Connection, user_name: str, types: Mapping[str, int], rng: Random, ahead: timedelta
    ) -> None:
        self._connection = connection
        self._ahead = ahead
        self._now: datetime
        self._users = (user_name, "ben", "chiara")
        self._types = types
        self._rng = rng

    def set_up(self, company: str, email: str, work_date: date) -> None:
        """Name the company and its three credit controllers."""
        self._now = datetime.combine(work_date, time()) - self._ahead
        about: dict[str, Any] = {"actor": self._actor(0, work_date)}
        for (code, name), user in zip(_CONTROLLERS, self._users, strict=True):
            self._perform(SaveController(**about, request_id=self._id(), code=code, name=name, user_name=user))
        changes = (("company_name", company), ("company_email", email), ("default_controller_code", _CONTROLLERS[1][0]))
        self._perform(ChangeSetup(**about, request_id=self._id(), changes=changes))

    def assign(self, customers: Sequence[DemoCustomer], work_date: date) -> None:
        """Give each customer its controller."""
        for place, (code, _) in enumerate(_CONTROLLERS):
            nos = tuple(each.no for each in customers if controller_of(each) == place)
            if nos:
                about: dict[str, Any] = {"actor": self._actor(0, work_date), "request_id": self._id()}
                self._perform(AssignCustomers(**about, customer_nos=nos, credit_controller_code=code))

    def make(self, call: Call) -> None:
        """Make a call: open the interaction, write what was said, close it."""
        minutes = self._rng.randrange(9 * 60, 17 * 60)
        at = datetime.combine(call.day, time()) + timedelta(minutes=minutes)
        self._now = at - self._ahead
        interaction_id = self._id()
        about: dict[str, Any] = {"actor": self._actor(controller_of(call.customer), call.day)}
        about["interaction_id"] = interaction_id
        entries = tuple(entry.no for entry in call.said.entries) if call.said else ()
        opening = OpenInteraction(
            **about,
            request_id=self._id(),
            customer_no=call.customer.no,
            at=at,
            origin="credit_list",
            ticked=entries,
        )
        self._perform(opening)
        changes = {"interaction_type_id": self._types[call.kind], "description": call.description, "notes": call.notes}
        self._perform(ChangeInteraction(**about, request_id=self._id(), changes=changes))
        if call.said:
            self._perform(self._update(call.said, call.next_on, about))
        self._perform(CloseInteraction(**about, request_id=self._id()))

    def _update(self, said: Said, next_on: date | None, about: dict[str, Any]) -> UpdateEntries:
        amount = None if said.amount is None else Decimal(said.amount) / 100
        promise = PromiseInput(said.promised_on, amount is None, amount) if said.promised_on else None
        query = QueryInput(said.target, about["actor"].user_name, said.reason) if said.target else None
        return UpdateEntries(
            **about,
            request_id=self._id(),
            entries=tuple((entry.no, 0) for entry in said.entries),
            status_code=said.code,
            promise=promise,
            query=query,
            note=said.note,
            next_interaction_on=next_on,
        )

    def _actor(self, controller: int, day: date) -> Actor:
        return Actor(self._users[controller], HOST, day, f"{HOST}:0:0")

    def _id(self) -> str:
        return uuid.UUID(int=self._rng.getrandbits(128)).hex

    def _perform(self, request: Request) -> None:
        self._now += timedelta(seconds=20)
        outcome = perform(self._connection, request, self._now)
        if isinstance(outcome, NotDone):
            raise RuntimeError(  # noqa: TRY004 - an outcome, not a type
                f"The demo's own {request.command} was refused: {outcome.sentence}"
            )


def controller_of(customer: DemoCustomer) -> int:
    """Which of the three controllers a customer belongs to."""
    return _SHARES[int(customer.no) // 10 % len(_SHARES)]
