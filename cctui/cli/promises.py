"""The command that lists promises."""

from __future__ import annotations

from operator import attrgetter
from typing import TYPE_CHECKING, Any, Final

from cctui.cli.asking import customer_and_filter, filter_of, the_customer
from cctui.cli.fields import promise_fields
from cctui.cli.money import Amounts
from cctui.cli.printing import Report, report
from cctui.cli.problems import ExitCode, Problem
from store.queries.filtering import PROMISE_FIELDS
from store.queries.promises import promises
from store.queries.setup import setup
from store.rules.promise_life import State as PromiseState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from cctui.cli.state import State
    from store.rows.promises import PromiseRow

STATES: Final = tuple(state.value for state in PromiseState)
_SORTS: Final[dict[str, Callable[[PromiseRow], Any]]] = {
    "promised": attrgetter("promised_on"),
    "customer": attrgetter("customer_no"),
    "name": lambda row: row.customer_name.casefold(),
    "document": attrgetter("document_no"),
    "amount": attrgetter("amount_lcy"),
    "paid": attrgetter("paid"),
    "state": lambda row: STATES.index(row.state),
    "level": attrgetter("level"),
    "made": attrgetter("made_on"),
}


def print_promises(
    state: State,
    words: Sequence[str] = (),
    *,
    states: Sequence[str] = (),
    sort: str = "promised",
    reverse: bool = False,
    limit: int | None = None,
) -> int:
    """Print promises with what each has become at the work date, earliest promised first (rule 8); writes nothing."""
    wanted = tuple(_state(text) for text in states)
    if sort not in _SORTS:
        raise Problem(ExitCode.USAGE, f"Promises cannot be sorted by “{sort}”: choose one of {', '.join(_SORTS)}.")
    customer, terms = customer_and_filter(words)
    with state.books() as books:
        settings = books.read(setup)
        asked = filter_of(state, settings, terms, PROMISE_FIELDS)
        no = the_customer(books, customer).no if customer is not None else None
        found = books.read(promises, work_date=state.settings.work_date, customer_no=no, filter=asked)
    rows = [row for row in found if not wanted or row.state in wanted]
    rows.sort(key=lambda row: (row.promised_on, row.customer_no, row.id))
    rows.sort(key=_SORTS[sort], reverse=reverse)
    fields = promise_fields(Amounts(state.settings, settings))
    about = {"lcy": settings.lcy_code, "states": list(wanted or STATES)}
    told = Report("promises", fields, rows[:limit], about, None, "No promises.", "", len(rows), "promises")
    return report(state, told)


def _state(text: str) -> str:
    """A state as typed, or the beginning of one; raises Problem."""
    typed = " ".join(text.casefold().replace("-", " ").replace("_", " ").split())
    found = [name for name in STATES if typed and name.startswith(typed)]
    if len(found) == 1:
        return found[0]
    raise Problem(ExitCode.USAGE, f"--state cannot be “{text}”: choose one of {', '.join(STATES)}.")
