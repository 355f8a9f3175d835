"""To-dos: made and closed by the program, or closed by hand with a reason (rule 9)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import col, select

from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.rules.dates import echo_date
from store.rules.todos import QUERY_DESCRIPTION, follow_up_description
from store.tables.calls import Todo
from store.tables.setup import CreditController

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from sqlmodel import Session

    from store.commands.work import Work
    from store.requests.calls import CloseTodo, QueryInput
    from store.tables.calls import Interaction
    from store.tables.ledger import CustomerLedgerEntry

LONGEST_REASON = 250


def close_todo(work: Work, request: CloseTodo) -> None:
    """Close a to-do by hand.

    Raises:
        Refusal: No reason is given, there is no such to-do, or it is closed already.
        ChangedMeanwhile: It was changed since the page showed it.
    """
    reason = text.clean(request.reason).strip()[:LONGEST_REASON]
    if not reason:
        raise Refusal("Closing a to-do by hand needs a reason: type one.")
    todo = work.session.get(Todo, request.todo_id, with_for_update=True)
    if todo is None:
        raise Refusal("This to-do is gone: what made it was taken back.")
    if todo.state != "open":
        raise Refusal(f"This to-do is closed already ({todo.closed_reason}).")
    if request.version not in {0, todo.version}:
        raise ChangedMeanwhile(f"This to-do was changed meanwhile, it is due {echo_date(todo.due_on)}: look again (r).")
    close(todo, reason, work.actor.work_date, by_hand=True)
    work.summary = f"Closed the to-do “{todo.description}”: {reason}"


def close(todo: Todo, reason: str, day: date, *, by_hand: bool = False) -> None:
    """Mark a to-do as closed on a work date."""
    todo.state = "closed"
    todo.closed_on = day
    todo.closed_reason = reason
    todo.closed_by_hand = by_hand


def reopen(todo: Todo) -> None:
    """Mark a to-do as open again."""
    todo.state = "open"
    todo.closed_on = None
    todo.closed_reason = ""
    todo.closed_by_hand = False


def entry_todos(session: Session, kind: str, entry_nos: Iterable[int]) -> dict[int, list[Todo]]:
    """All to-dos of a kind by entry no., locked, each entry's in the order in which they were made."""
    wanted = select(Todo).where(Todo.kind == kind, col(Todo.entry_no).in_(list(entry_nos)))
    found: dict[int, list[Todo]] = {}
    for todo in session.exec(wanted.order_by(col(Todo.id)).with_for_update()):
        if todo.entry_no is not None:
            found.setdefault(todo.entry_no, []).append(todo)
    return found


def keep_follow_up(work: Work, interaction: Interaction) -> None:
    """Make, move or remove the to-do of an interaction's next interaction date; never a second one."""
    wanted = select(Todo).where(Todo.kind == "follow_up", Todo.source_key == interaction.id).with_for_update()
    todo = work.session.exec(wanted).first()
    day = interaction.next_interaction_on
    if day is None:
        if todo is not None and todo.state == "open":
            work.session.delete(todo)
        return
    if todo is None:
        todo = Todo(
            kind="follow_up",
            source_key=interaction.id,
            customer_no=interaction.customer_no,
            interaction_id=interaction.id,
            description=follow_up_description(interaction.at.date()),
            due_on=day,
        )
    elif todo.due_on != day:
        reopen(todo)
    todo.due_on = day
    todo.due_time = interaction.next_interaction_time
    todo.owner_code = interaction.credit_controller_code
    work.session.add(todo)


def move_owner(work: Work, interaction: Interaction) -> None:
    """Give an interaction's open to-dos to its credit controller; a query's stays with whoever resolves it."""
    wanted = select(Todo).where(Todo.interaction_id == interaction.id, Todo.state == "open", Todo.kind != "query")
    for todo in work.session.exec(wanted.order_by(col(Todo.id)).with_for_update()):
        todo.owner_code = interaction.credit_controller_code


def keep_query(
    work: Work,
    entry: CustomerLedgerEntry,
    known: list[Todo],
    query: QueryInput,
    interaction: Interaction | None,
    owner: str | None,
) -> None:
    """Make the to-do of an entry's query, or move the open one; never a second one.

    Args:
        work: The change.
        entry: The queried entry.
        known: The entry's query to-dos so far, open and closed.
        query: Target date, who resolves it, reason.
        interaction: Where it was queried; None from the ledger page.
        owner: Credit controller's code, where nobody is said to resolve it.
    """
    source_key = f"{entry.entry_no}:{interaction.id if interaction else work.request_id}"
    todo = next((each for each in known if each.state == "open" or each.source_key == source_key), None)
    if todo is None:
        todo = Todo(
            kind="query",
            source_key=source_key,
            customer_no=entry.customer_no,
            entry_no=entry.entry_no,
            due_on=query.target_date,
            description=QUERY_DESCRIPTION,
        )
    elif todo.state != "open":
        reopen(todo)
    todo.interaction_id = interaction.id if interaction else todo.interaction_id
    todo.due_on = query.target_date
    todo.owner_code = resolver(work, query.by) or owner
    work.session.add(todo)


def resolver(work: Work, by: str) -> str | None:
    """The credit controller's code for *resolution by*: a code in any case, or a user; else who is named."""
    if not by:
        return None
    if work.session.get(CreditController, by) is not None:
        return by
    wanted = select(CreditController.code).where(CreditController.user_name == by).limit(1)
    found = work.session.exec(wanted).first()
    if found is None and work.session.get(CreditController, by.upper()) is not None:
        return by.upper()
    return found or by
