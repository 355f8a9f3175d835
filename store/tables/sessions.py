"""Call sessions: who works through whom, which customer is in whose hands, and who is not to be called before a day."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import Versioned
from store.tables.types import Instant, Key, Moment


class CallSession(Versioned, table=True):
    """A morning's calls of one credit controller."""

    __tablename__ = "call_session"
    __table_args__ = (sa.Index("ix_session_user", "user_name", "started_at"),)

    id: str = Field(primary_key=True, sa_type=Key)
    """Made by the program that starts it."""
    user_name: str = Field(default="", sa_type=Key)
    holder: str = Field(default="", sa_type=Key)
    """`host:pid:start` of the program that works with it."""
    credit_controller_code: str | None = Field(default=None, foreign_key="credit_controller.code", sa_type=Key)
    state: str = Field(default="running", sa_type=Key)
    """`running`, `paused` or `ended`."""
    work_date: date
    started_at: datetime = Field(sa_type=Moment)
    """By the host's clock, as the times below."""
    paused_at: datetime | None = Field(default=None, sa_type=Moment)
    ended_at: datetime | None = Field(default=None, sa_type=Moment)
    filters: str = "{}"
    """JSON: what the worklist was narrowed to."""
    left_count: int = 0
    """Customers that were still worth calling when the last one was taken."""


class CallSessionCustomer(Versioned, table=True):
    """A customer that a session took, and what became of it."""

    __tablename__ = "call_session_customer"
    __table_args__ = (
        sa.Index("ix_session_customer", "customer_no"),
        sa.Index("ux_session_position", "session_id", "position", unique=True),
    )

    session_id: str = Field(primary_key=True, foreign_key="call_session.id", sa_type=Key)
    customer_no: str = Field(primary_key=True, foreign_key="customer.no", sa_type=Key)
    position: int
    """From 1 on, as they were taken."""
    state: str = Field(default="claimed", sa_type=Key)
    """`claimed` (in hand), `waiting` (put back by going back), `done`, `skipped` or `left`."""
    reason: str = ""
    """Why it was skipped or left."""
    score: int = 0
    """In tenths of a point, when it was taken."""
    interaction_id: str | None = Field(default=None, sa_type=Key)
    """Where the call was recorded; one that was discarded is forgotten."""
    taken_at: datetime = Field(sa_type=Moment)
    finished_at: datetime | None = Field(default=None, sa_type=Moment)
    taken_on: date | None = None
    """The work date on which it was taken last: a session may be gone on with on another day."""
    earlier_interactions: str = Field(default="", sa_column_kwargs={"server_default": ""})
    """Ids of this session's earlier interactions with it, a blank between them: it was called again."""


class CustomerClaim(Versioned, table=True):
    """A customer in the hands of one session, until its lease runs out: a program that died holds nobody."""

    __tablename__ = "customer_claim"

    customer_no: str = Field(primary_key=True, foreign_key="customer.no", sa_type=Key)
    session_id: str = Field(foreign_key="call_session.id", sa_type=Key)
    user_name: str = Field(default="", sa_type=Key)
    holder: str = Field(default="", sa_type=Key)
    claimed_at: datetime = Field(sa_type=Instant)
    """By the host's clock."""
    lease_until: datetime = Field(sa_type=Instant)
    """From then on anybody may take the customer."""


class CustomerSnooze(Versioned, table=True):
    """A customer that the worklist leaves out until a day."""

    __tablename__ = "customer_snooze"

    customer_no: str = Field(primary_key=True, foreign_key="customer.no", sa_type=Key)
    until: date
    """The first day on which it is in the worklist again."""
    reason: str = ""
    made_on: date
    """The work date on which it was put off."""
    made_by: str = Field(default="", sa_type=Key)
