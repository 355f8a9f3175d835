"""The command that lists promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.fields import promise_fields
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.promises import promises
from store.queries.setup import setup
from store.rules.promise_life import State as PromiseState

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cctui.cli.state import State

STATES = tuple(state.value for state in PromiseState)


def print_promises(state: State, customer: str | None = None, *, states: Sequence[str] = ()) -> int:
    """Print promises with what each has become at the work date, earliest promised first (rule 8); writes nothing."""
    wanted = tuple(_state(text) for text in states)
    with state.books() as books:
        settings = books.read(setup)
        no = None
        if customer is not None:
            from cctui.cli.lookups import the_customer  # noqa: PLC0415 - start-up

            no = the_customer(books, customer).no
        found = books.read(promises, work_date=state.settings.work_date, customer_no=no)
    rows = [row for row in found if not wanted or row.state in wanted]
    rows.sort(key=lambda row: (row.promised_on, row.customer_no, row.id))
    fields = promise_fields(Amounts(state.settings, settings))
    about = {"lcy": settings.lcy_code, "states": list(wanted or STATES)}
    return report(state, Report("promises", fields, rows, about, None, "No promises."))


def _state(text: str) -> str:
    """A state as typed, or the beginning of one; raises Problem."""
    typed = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    found = [name for name in STATES if typed and name.startswith(typed)]
    if len(found) == 1:
        return found[0]
    raise Problem(ExitCode.USAGE, f"--state cannot be “{text}”: choose one of {', '.join(STATES)}.")
