"""What an update of entries refuses before it writes anything."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from store.commands.finding import named
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.rules.dates import echo_date
from store.rules.status import PromiseDateError, check_promise_date
from store.tables.setup import QueryReason, StatusCode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from store.commands.work import Work
    from store.requests.calls import QueryInput, UpdateEntries
    from store.tables.calls import Interaction, InteractionLine
    from store.tables.ledger import CustomerLedgerEntry


def check_input(work: Work, request: UpdateEntries) -> tuple[StatusCode, UpdateEntries]:
    """The status code and the request without the fields that it hides (rule 6); raises Refusal."""
    code = work.session.get(StatusCode, request.status_code)
    if code is None:
        raise Refusal(f"There is no status code “{text.clean(request.status_code)}”: choose one of the list.")
    if code.payment_promised and request.promise is None:
        raise Refusal(f"{code.code} needs a promised amount and a payment date.")
    if code.queried and request.query is None:
        raise Refusal(f"{code.code} needs a resolution target date.")
    promise = request.promise if code.payment_promised else None
    query = _cleaned(work, request.query) if code.queried and request.query else None
    if promise is not None:
        try:
            check_promise_date(promise.promised_on, work.actor.work_date)
        except PromiseDateError as error:
            raise Refusal(str(error)) from error
    return code, replace(request, promise=promise, query=query)


def _cleaned(work: Work, query: QueryInput) -> QueryInput:
    """The query's fields as they are written; raises Refusal where one is wrong."""
    if query.target_date < work.actor.work_date:
        day = echo_date(work.actor.work_date)
        raise Refusal(f"The resolution target date is before the work date, {day}: type that day or a later one.")
    reason = text.clean(query.reason).strip()
    if reason and work.session.get(QueryReason, reason) is None:
        raise Refusal(f"“{reason}” is not one of the query reasons in setup: choose one of the list.")
    return replace(query, by=text.clean(query.by).strip(), reason=reason)


def check_entries(
    found: Mapping[int, CustomerLedgerEntry], wanted: Sequence[tuple[int, int]]
) -> list[CustomerLedgerEntry]:
    """The entries in the order of the request, each once; raises Refusal or ChangedMeanwhile.

    Args:
        found: The locked entries by no.
        wanted: Entry no. and the version that the page showed, 0 for any.
    """
    versions = dict(wanted)
    if not versions:
        raise Refusal("No entry is selected: tick one or move the cursor to it.")
    if len(found) < len(versions):
        raise Refusal("An entry is not in the books: look at them again (r).")
    entries = [found[number] for number in versions]
    changed = [entry for entry in entries if versions[entry.entry_no] not in {0, entry.version}]
    if changed:
        raise ChangedMeanwhile(_changed(changed))
    if closed := [entry.document_no for entry in entries if not entry.open]:
        raise Refusal(f"{named(closed)} {_is(closed)} closed, nothing can be promised or queried: untick it.")
    return entries


def _changed(changed: Sequence[CustomerLedgerEntry]) -> str:
    """Say which entries were paid meanwhile, and which changed otherwise."""
    paid = [entry.document_no for entry in changed if not entry.open]
    other = [entry.document_no for entry in changed if entry.open]
    told = [f"{named(paid)} {'was' if len(paid) == 1 else 'were'} paid meanwhile"] if paid else []
    if other:
        told.append(f"{named(other)} {'was' if len(other) == 1 else 'were'} changed meanwhile")
    return f"{' and '.join(told)}: look again (r), then repeat."


def _is(names: Sequence[str]) -> str:
    return "is" if len(names) == 1 else "are"


def check_lines(
    entries: Sequence[CustomerLedgerEntry], lines: Mapping[int, InteractionLine], interaction: Interaction | None
) -> None:
    """Raise Refusal where an entry is none of the interaction's lines."""
    if interaction is None:
        return
    if strange := [entry.document_no for entry in entries if entry.entry_no not in lines]:
        raise Refusal(f"{named(strange)} {_is(strange)} not in this interaction: update it from the ledger entries.")
