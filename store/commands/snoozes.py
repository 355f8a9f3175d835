"""Customers that the worklist leaves out until a day."""

from __future__ import annotations

from typing import TYPE_CHECKING

from store.commands import finding
from store.commands.work import Refusal
from store.rules import text
from store.rules.dates import echo_date
from store.tables.sessions import CustomerSnooze

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.sessions import SnoozeCustomer, WakeCustomer

LONGEST_REASON = 250


def snooze_customer(work: Work, request: SnoozeCustomer) -> None:
    """Leave a customer out of the worklist until a day; another day takes the place of an earlier one.

    Raises:
        Refusal: There is no such customer, or the day is not after the work date.
    """
    customer = finding.customer(work, request.customer_no)
    if request.until <= work.actor.work_date:
        day = echo_date(work.actor.work_date)
        raise Refusal(f"{echo_date(request.until)} is not after the work date, {day}: type a later day.")
    reason = text.clean(request.reason).strip()[:LONGEST_REASON]
    snooze = work.session.get(CustomerSnooze, customer.no, with_for_update=True)
    if snooze is None:
        snooze = CustomerSnooze(customer_no=customer.no, until=request.until, made_on=work.actor.work_date)
        work.session.add(snooze)
    snooze.until, snooze.reason = request.until, reason
    snooze.made_on, snooze.made_by = work.actor.work_date, work.actor.user_name
    told = f": {reason}" if reason else ""
    work.summary = f"{customer.name or customer.no} put off until {echo_date(request.until)}{told}"


def wake_customer(work: Work, request: WakeCustomer) -> None:
    """Take a customer that was put off into the worklist again; raises Refusal where it was not."""
    customer = finding.customer(work, request.customer_no)
    snooze = work.session.get(CustomerSnooze, customer.no, with_for_update=True)
    if snooze is None:
        raise Refusal(f"{customer.name or customer.no} is not put off.")
    work.session.delete(snooze)
    work.summary = f"{customer.name or customer.no} is in the worklist again"
