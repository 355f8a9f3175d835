"""Claims: one customer is in the hands of one session, by a lease that ends by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlmodel import select

from store.rules.claims import holds, lease_until
from store.tables.ledger import Customer
from store.tables.sessions import CallSession, CallSessionCustomer, CustomerClaim

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.sessions import RenewClaim


def renew_claim(work: Work, request: RenewClaim) -> bool:
    """Keep the customer in hand for another lease; whether the session still has one in hand, in this program."""
    session = work.session.get(CallSession, request.session_id)
    if session is None or session.state != "running" or session.holder != work.actor.holder:
        return False
    row = in_hand(work, session)
    if row is None:
        return False
    claim = work.session.get(CustomerClaim, row.customer_no, with_for_update=True, populate_existing=True)
    if claim is None or claim.session_id != session.id:
        return lock(work, row.customer_no) and take(work, session, row)
    claim.lease_until = lease_until(work.now)
    return True


def in_hand(work: Work, session: CallSession) -> CallSessionCustomer | None:
    """The customer that a session has in hand; None: none."""
    wanted = select(CallSessionCustomer).where(
        CallSessionCustomer.session_id == session.id, CallSessionCustomer.state == "claimed"
    )
    return work.session.exec(wanted.with_for_update()).first()


def lock(work: Work, customer_no: str) -> bool:
    """Lock a customer for this change; False where another change has it, or there is no such customer.

    The lock is one that a reference to the customer does not wait for: who records a call with it is not in the way.
    """
    wanted = select(Customer.no).where(Customer.no == customer_no).with_for_update(skip_locked=True, key_share=True)
    return work.session.exec(wanted).first() is not None


def taker(work: Work, customer_no: str, session_id: str) -> str:
    """Who has a locked customer in hand in another session (user name); empty: nobody, or the lease ran out."""
    claim = work.session.get(CustomerClaim, customer_no, populate_existing=True)
    if claim is None or claim.session_id == session_id or not holds(claim.lease_until, work.now):
        return ""
    return claim.user_name or "somebody"


def take(work: Work, session: CallSession, row: CallSessionCustomer) -> bool:
    """Take a locked customer into a session's hands, or keep it there; False where another session has it."""
    if taker(work, row.customer_no, session.id):
        return False
    claim = work.session.get(CustomerClaim, row.customer_no)
    if claim is None:
        claim = CustomerClaim(
            customer_no=row.customer_no, session_id=session.id, claimed_at=work.now, lease_until=lease_until(work.now)
        )
        work.session.add(claim)
    elif claim.session_id != session.id:
        claim.session_id, claim.claimed_at = session.id, work.now
    claim.user_name, claim.holder = work.actor.user_name, work.actor.holder
    claim.lease_until = lease_until(work.now)
    return True


def release(work: Work, session: CallSession, customer_no: str) -> None:
    """Give a customer out of a session's hands; another session's claim stays."""
    claim = work.session.get(CustomerClaim, customer_no, with_for_update=True, populate_existing=True)
    if claim is not None and claim.session_id == session.id:
        work.session.delete(claim)
