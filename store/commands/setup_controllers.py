"""Setup: credit controllers, who of them is which user, and who has which customers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sqlmodel import col, select

from store.commands import finding
from store.commands.setup_parts import as_shown, checked_code, checked_name, counted, new_or_shown, refuse_used, used
from store.commands.work import Refusal
from store.rules import text
from store.tables.calls import Interaction, InteractionLine, Todo
from store.tables.ledger import Customer, CustomerLedgerEntry
from store.tables.setup import CreditController

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.setup import (
        AssignCustomers,
        BecomeController,
        DeleteController,
        ReassignCustomers,
        SaveController,
    )

ONLY_READ: Final = "You could change nothing any more, not even this: let somebody else make you one who only reads."


def save_controller(work: Work, request: SaveController) -> None:
    """Make or change a credit controller.

    Raises:
        Refusal: The code is blank, too long or (version 0) there already, the user is another one already, or who
            asks would be left able to read only.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    code = checked_code(request.code, "A credit controller's code")
    user = checked_name(request.user_name)
    if user and (other := _controller_of(work, user)) is not None and other.code != code:
        raise Refusal(f"The user {user} is credit controller {other.code} already: a user can be one only.")
    row = work.session.get(CreditController, code, with_for_update=True)
    if request.version is not None:
        row = new_or_shown(row, request.version, f"The credit controller {code}")
    row = row or CreditController(code=code)
    row.name, row.user_name, row.read_only = checked_name(request.name), user, request.read_only
    if row.read_only and row.user_name == work.actor.user_name:
        raise Refusal(ONLY_READ)
    work.session.add(row)
    work.summary = f"Credit controller {code} saved"


def _controller_of(work: Work, user: str) -> CreditController | None:
    wanted = select(CreditController).where(CreditController.user_name == user).order_by(col(CreditController.code))
    return work.session.exec(wanted.with_for_update()).first()


def delete_controller(work: Work, request: DeleteController) -> None:
    """Delete a credit controller.

    Raises:
        Refusal: Customers, interactions, to-dos, queries or the setup name it, or it is gone already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    found = work.session.get(CreditController, request.code, with_for_update=True)
    row = as_shown(found, request.version, f"The credit controller {request.code}")
    refuse_used(row.code, _uses(work, row.code), _recorded(work, row.code))
    work.session.delete(row)
    work.summary = f"Credit controller {row.code} deleted"


def _uses(work: Work, code: str) -> list[str]:
    """Where a credit controller is named and another may be put instead, a phrase a place."""
    entry = CustomerLedgerEntry
    return [
        used(work, Customer.credit_controller_code, code, "customer", named=Customer.no),
        used(work, entry.query_by, code, "query", "queries", named=entry.document_no),
        "the setup's default" if work.setup.default_controller_code == code else "",
    ]


def _recorded(work: Work, code: str) -> list[str]:
    """Where a credit controller is named in what stays as it was recorded, a phrase a place."""
    return [
        used(work, Interaction.credit_controller_code, code, "interaction"),
        used(work, Todo.owner_code, code, "to-do"),
        used(work, InteractionLine.query_by, code, "interaction line"),
    ]


def become_controller(work: Work, request: BecomeController) -> None:
    """Map the user who asks to a credit controller, and to no other.

    Raises:
        Refusal: It is not there, is another user, or only reads.
    """
    user = checked_name(request.actor.user_name)
    found = work.session.get(CreditController, request.code, with_for_update=True)
    row = as_shown(found, 0, f"The credit controller {request.code}")
    if row.user_name == user:
        work.nothing_done = True
        return
    if row.user_name:
        raise Refusal(f"{row.code} is the user {row.user_name}: take that name away first.")
    if row.read_only:
        raise Refusal(ONLY_READ)
    before = _controller_of(work, user)
    if before is not None:
        before.user_name = ""
        work.session.add(before)
        work.session.flush()
    row.user_name = user
    work.session.add(row)
    work.summary = f"{user} is credit controller {row.code}"


def assign_customers(work: Work, request: AssignCustomers) -> None:
    """Give customers to a credit controller, or with a blank code to nobody; raises Refusal where one is unknown."""
    code = finding.check_controller(work, request.credit_controller_code)
    wanted = sorted(set(request.customer_nos))
    for start in range(0, len(wanted), finding.CHUNK):
        some = wanted[start : start + finding.CHUNK]
        rows = select(Customer).where(col(Customer.no).in_(some)).order_by(col(Customer.no)).with_for_update()
        found = work.session.exec(rows).all()
        if len(found) < len(some):
            missing = sorted(set(some) - {customer.no for customer in found})
            raise Refusal(f"There is no customer {finding.named([text.clean(no) for no in missing])}.")
        for customer in found:
            customer.credit_controller_code = code
    work.summary = f"{counted(len(wanted), 'customer')} given to {code or 'nobody'}"


def reassign_customers(work: Work, request: ReassignCustomers) -> None:
    """Give all customers of a credit controller to another, or with a blank code to nobody.

    Their open follow-ups and checks of promises that the one owned go along: nobody else would look after them.
    A query stays with whoever resolves it.

    Raises:
        Refusal: One of the two is unknown, both are the same, or there is no such customer.
    """
    giver = finding.check_controller(work, request.from_code)
    taker = finding.check_controller(work, request.to_code)
    if giver is None or giver == taker:
        raise Refusal("From whom to whom? Choose another credit controller than the one who has the customers.")
    rows = select(Customer).where(Customer.credit_controller_code == giver).order_by(col(Customer.no))
    customers = work.session.exec(rows.with_for_update()).all()
    if not customers:
        raise Refusal(f"{giver} has no customers to give away.")
    theirs = select(Customer.no).where(Customer.credit_controller_code == giver)
    owned = select(Todo).where(Todo.state == "open", Todo.owner_code == giver, Todo.kind != "query")
    owned = owned.where(col(Todo.customer_no).in_(theirs)).order_by(col(Todo.id))
    todos = work.session.exec(owned.with_for_update()).all()
    for todo in todos:
        todo.owner_code = taker
    for customer in customers:
        customer.credit_controller_code = taker
    given = " and ".join(filter(None, (counted(len(customers), "customer"), counted(len(todos), "open to-do"))))
    work.summary = f"{given} given from {giver} to {taker or 'nobody'}"
