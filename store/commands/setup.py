"""Setup: status codes, credit controllers, who has which customers, and the fields of credit control setup."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

import sqlalchemy as sa
from sqlmodel import col, select

from store.commands import finding, todos
from store.commands.settle import settle_all
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.rules.aging import AgingBands
from store.rules.dates import DateError, check_formula
from store.tables.calls import Todo
from store.tables.ledger import Customer, CustomerLedgerEntry
from store.tables.setup import CreditController, StatusCode

if TYPE_CHECKING:
    from collections.abc import Callable

    from store.commands.work import Work
    from store.requests.setup import AssignCustomers, ChangeSetup, DeleteStatusCode, SaveController, SaveStatusCode

LONGEST_CODE: Final = 20
LONGEST_NAME: Final = 100


def save_status_code(work: Work, request: SaveStatusCode) -> None:
    """Make or change a status code (S17).

    Raises:
        Refusal: The code is blank, too long or there already, or a date formula is none.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    code = _code(request.code, "A status code")
    row = work.session.get(StatusCode, code, with_for_update=True)
    if request.version == 0 and row is not None:
        raise Refusal(f"There is a status code {code} already: change that one, or choose another code.")
    if request.version:
        row = _as_shown(row, request.version, f"The status code {code}")
    if row is None:
        last = work.session.exec(select(sa.func.max(col(StatusCode.position)))).one()
        row = StatusCode(code=code, position=(last or 0) + 1)
    row.description = text.clean(request.description).strip()[:LONGEST_NAME]
    row.payment_promised, row.queried = request.payment_promised, request.queried
    row.query_resolution_target = _formula(request.query_resolution_target, "The query resolution target")
    if not row.queried:
        _resolve_queries(work, code)
    row.query_resolution_by_me, row.default_on_hold = request.query_resolution_by_me, request.default_on_hold
    row.next_interaction = _formula(request.next_interaction, "The next interaction")
    work.session.add(row)
    work.summary = f"Status code {code} saved"


def _resolve_queries(work: Work, code: str) -> None:
    """Close the query to-dos of entries whose status code is not a queried one any more (rule 9)."""
    carried = select(CustomerLedgerEntry.entry_no).where(CustomerLedgerEntry.status_code == code)
    wanted = select(Todo).where(Todo.kind == "query", Todo.state == "open", col(Todo.entry_no).in_(carried))
    for todo in work.session.exec(wanted.order_by(col(Todo.id)).with_for_update()):
        todos.close(todo, "resolved", work.actor.work_date)


def delete_status_code(work: Work, request: DeleteStatusCode) -> None:
    """Delete a status code.

    Raises:
        Refusal: Entries carry it, or it is gone already.
        ChangedMeanwhile: Somebody else changed it since the page showed it.
    """
    row = _as_shown(
        work.session.get(StatusCode, request.code, with_for_update=True), request.version, "The status code"
    )
    carried = select(CustomerLedgerEntry.document_no).where(CustomerLedgerEntry.status_code == row.code)
    documents = work.session.exec(carried.order_by(col(CustomerLedgerEntry.entry_no))).all()
    if documents:
        raise Refusal(f"{row.code} stands on {finding.named(documents)}: give these another status code first.")
    work.session.delete(row)
    work.summary = f"Status code {row.code} deleted"


def save_controller(work: Work, request: SaveController) -> None:
    """Make or change a credit controller; raises Refusal for a blank code or a user who is another one already."""
    code = _code(request.code, "A credit controller's code")
    user = text.clean(request.user_name).strip()[:LONGEST_NAME]
    if user:
        same = select(CreditController.code).where(CreditController.user_name == user, CreditController.code != code)
        other = work.session.exec(same).first()
        if other is not None:
            raise Refusal(f"The user {user} is credit controller {other} already: a user can be one only.")
    row = work.session.get(CreditController, code, with_for_update=True) or CreditController(code=code)
    row.name = text.clean(request.name).strip()[:LONGEST_NAME]
    row.user_name = user
    work.session.add(row)
    work.summary = f"Credit controller {code} saved"


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
    count = "1 customer" if len(wanted) == 1 else f"{len(wanted):,} customers"
    work.summary = f"{count} given to {code or 'nobody'}"


@dataclass(frozen=True, slots=True)
class _Field:
    """A field of setup that may be changed: how it is named, and its check, which raises Refusal."""

    name: str
    check: Callable[[Work, object], object]


def change_setup(work: Work, request: ChangeSetup) -> None:
    """Change fields of credit control setup; raises Refusal for an unknown field or a wrong value."""
    wanted = dict(request.changes)
    if unknown := sorted(set(wanted) - set(FIELDS)):
        raise Refusal(f"“{text.clean(unknown[0])}” is no field of setup that can be changed.")
    setup = work.setup
    changed = []
    for name, value in wanted.items():
        checked = FIELDS[name].check(work, value)
        if getattr(setup, name) != checked:
            setattr(setup, name, checked)
            changed.append(FIELDS[name].name)
    if not changed:
        work.nothing_done = True
        return
    if {"promise_grace_days", "payment_tolerance"} & set(wanted):
        work.session.flush()
        settle_all(work.session, work.actor.work_date)
    work.summary = f"Setup changed: {finding.named(changed)}"


def _code(value: str, what: str) -> str:
    code = " ".join(text.clean(value).split()).upper()
    if not code:
        raise Refusal(f"{what} cannot be blank: type one.")
    if len(code) > LONGEST_CODE:
        raise Refusal(f"{what} has at most {LONGEST_CODE} characters: shorten {code[:LONGEST_CODE]}….")
    return code


def _formula(value: str, what: str) -> str:
    try:
        return check_formula(value)
    except DateError as error:
        raise Refusal(f"{what}: {error}") from error


def _as_shown(row: StatusCode | None, version: int, what: str) -> StatusCode:
    if row is None:
        raise Refusal(f"{what} is not there any more: somebody deleted it.")
    if version not in {0, row.version}:
        raise ChangedMeanwhile(f"{what} was changed meanwhile: look at it again (r).")
    return row


def _words(_work: Work, value: object) -> object:
    return text.clean(str(value)).strip()[:LONGEST_NAME]


def _switch(_work: Work, value: object) -> object:
    if not isinstance(value, bool):
        raise Refusal(f"“{value}” is neither yes nor no.")
    return value


def _days(_work: Work, value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 999:  # noqa: PLR2004 - days
        raise Refusal(f"“{value}” is no number of days: type one from 0 to 999.")
    return value


def _tolerance(work: Work, value: object) -> object:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        raise Refusal(f"“{value}” is no payment tolerance: type an amount of zero or more.")
    if value != round(value, work.setup.lcy_decimals):
        raise Refusal(f"The payment tolerance has more than {work.setup.lcy_decimals} decimals: type fewer.")
    return value


def _basis(_work: Work, value: object) -> object:
    if value not in {"due", "posting", "document"}:
        raise Refusal(f"“{value}” cannot be aged by: choose due, posting or document.")
    return value


def _limits(_work: Work, value: object) -> object:
    try:
        limits = tuple(int(part) for part in str(value).split(",") if part.strip())
        AgingBands(limits)
    except ValueError as error:
        given = str(error) if "ging" in str(error) else f"“{value}” are no aging limits: type days, such as 30,60,90."
        raise Refusal(given) from error
    return ",".join(str(limit) for limit in limits)


def _lcy_code(work: Work, value: object) -> object:
    code = _code(str(value), "The LCY code")
    if code != work.setup.lcy_code:
        _refuse_with_entries(work, "The LCY code")
    return code


def _lcy_decimals(work: Work, value: object) -> object:
    if not isinstance(value, int) or not 0 <= value <= 4:  # noqa: PLR2004 - what the store keeps
        raise Refusal(f"“{value}” is no number of decimals: type one from 0 to 4.")
    if value != work.setup.lcy_decimals:
        _refuse_with_entries(work, "The number of LCY decimals")
    return value


def _refuse_with_entries(work: Work, what: str) -> None:
    if work.setup.lcy_code and work.session.exec(select(CustomerLedgerEntry.entry_no).limit(1)).first() is not None:
        raise Refusal(f"{what} cannot change once there are ledger entries.")


def _controller(work: Work, value: object) -> object:
    return finding.check_controller(work, str(value or ""))


FIELDS: Final = {
    "company_name": _Field("company name", _words),
    "lcy_code": _Field("LCY code", _lcy_code),
    "lcy_decimals": _Field("LCY decimals", _lcy_decimals),
    "aging_basis": _Field("aging by", _basis),
    "aging_limits": _Field("aging limits", _limits),
    "promise_grace_days": _Field("grace days", _days),
    "payment_tolerance": _Field("payment tolerance", _tolerance),
    "preselect_several": _Field("preselect several marked entries", _switch),
    "import_warning_days": _Field("days until an import is old", _days),
    "default_controller_code": _Field("default credit controller", _controller),
}
"""Fields of setup by column."""
