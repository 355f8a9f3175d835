"""Choosing a credit controller on the prompt line, and giving customers to one from the credit list."""

from __future__ import annotations

from typing import TYPE_CHECKING

from screens.read_only import READ_ONLY
from screens.summed import SummedPage
from store.requests.setup import AssignCustomers
from store.rows.ledger import CreditRow

if TYPE_CHECKING:
    from screens.desk import Desk
    from store.requests.base import Done

NOBODY = "nobody"


def codes_for(desk: Desk, text: str, *, but: str = "") -> list[str]:
    """What a text may become: codes that begin with it, and nobody."""
    codes = (*(row.code for row in desk.facts.controllers if row.code != but), NOBODY)
    return [code for code in codes if code.casefold().startswith(text.strip().casefold())]


def echo_controller(desk: Desk, text: str, *, but: str = "") -> str:
    """Who is meant, or who there is."""
    try:
        code = chosen_controller(desk, text)
    except ValueError:
        return " ".join(codes_for(desk, text, but=but) or codes_for(desk, "", but=but))
    return next((f"{row.code} {row.name}".strip() for row in desk.facts.controllers if row.code == code), NOBODY)


def chosen_controller(desk: Desk, text: str) -> str:
    """The code of the controller that a text means, empty for nobody.

    Raises:
        ValueError: With a sentence, where it means none or several.
    """
    wanted = text.strip().casefold()
    codes = [row.code for row in desk.facts.controllers]
    every = ", ".join((*codes, NOBODY))
    if not wanted:
        raise ValueError(f"To whom? Choose one of {every}.")
    exact = [code for code in (*codes, NOBODY) if code.casefold() == wanted]
    found = exact or codes_for(desk, wanted)
    if len(found) != 1:
        raise ValueError(f"“{text.strip()}” is not just one of {every}.")
    return "" if found[0] == NOBODY else found[0]


class Assigning(SummedPage[CreditRow]):
    """Mixed into the credit list: gives customers to a credit controller."""

    controllers: tuple[str, ...]

    def action_assign(self) -> None:
        """Type who gets the customer, or all that the filter shows."""
        key = self.grid.cursor_key
        if key is None:
            return
        self.prompt.input(
            f"Give {key} to ",
            lambda text: self._assigned(str(key), text),
            complete=lambda text: codes_for(self.desk, text),
            changed=lambda text: self.prompt.set_echo(echo_controller(self.desk, text)),
        )

    def why_not_assign(self) -> str | None:
        """Who can be given nothing."""
        if self.desk.books.read_only:
            return READ_ONLY
        if not self.desk.facts.controllers:
            return "There is no credit controller yet: make one in the setup (7)."
        return None

    def _assigned(self, key: str, text: str) -> None:
        code = chosen_controller(self.desk, text)
        shown = tuple(str(each) for each in self.grid.keys)
        if len(shown) < 2 or (self.filter is None and not self.controllers):  # noqa: PLR2004 - more than the one
            self._give((key,), code)
            return
        self.prompt.ask(
            f"Give {code or NOBODY} this customer, or all shown?",
            lambda answer: self._give(shown if answer == "a" else (key,), code),
            choices=(("c", key), ("a", f"all {len(shown):,}")),
        )

    def _give(self, customer_nos: tuple[str, ...], code: str) -> None:
        request = AssignCustomers(actor=self.desk.actor, customer_nos=customer_nos, credit_controller_code=code)
        self.submit(request, self._given)

    def _given(self, done: Done) -> None:
        self.tell(f"{done.summary}.", "success")
        self.read_keys()
