"""Interactions with their lines, promises, notes and to-dos."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field

from store.tables.base import Versioned
from store.tables.types import BigId, Instant, Key, Moment, Money


class Interaction(Versioned, table=True):
    """A credit control interaction: open while it is made, closed once saved."""

    __tablename__ = "interaction"
    __table_args__ = (
        sa.Index("ix_interaction_customer", "customer_no", "at"),
        sa.Index(
            "ix_interaction_open",
            "user_name",
            sqlite_where=sa.text("state = 'open'"),
            postgresql_where=sa.text("state = 'open'"),
        ),
    )

    id: str = Field(primary_key=True, sa_type=Key)
    """Made by the program that opens it, so that no key waits for the store."""
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    at: datetime = Field(sa_type=Moment)
    """The work date with the clock's time, at creation (S10)."""
    state: str = Field(default="open", sa_type=Key)
    origin: str = Field(default="credit_list", sa_type=Key)
    """`credit_list`, `customer_card`, `ledger_entries` or `todo`."""
    todo_id: int | None = Field(default=None, sa_type=BigId)
    """The to-do it was made from."""
    interaction_type_id: int | None = Field(default=None, foreign_key="interaction_type.id")
    description: str = ""
    contact_id: int | None = Field(default=None, sa_type=BigId)
    contact_name: str = ""
    phone: str = ""
    email: str = ""
    next_interaction_on: date | None = None
    next_interaction_time: str = ""
    """HH:MM or empty."""
    credit_controller_code: str | None = Field(default=None, foreign_key="credit_controller.code", sa_type=Key)
    notes: str = ""
    entered: bool = False
    """Whether a person entered anything (rule 11)."""
    user_name: str = Field(default="", sa_type=Key)
    holder: str = Field(default="", sa_type=Key)
    """`host:pid:start` of the program that has it open."""
    draft: str = ""
    """JSON: cursor and half-typed text (rule 12)."""
    closed_at: datetime | None = Field(default=None, sa_type=Moment)
    """When it was closed, by the host's clock."""
    call_started_at: datetime | None = Field(default=None, sa_type=Moment)
    """When a call was started from it, by the host's clock (S31)."""
    call_ended_at: datetime | None = Field(default=None, sa_type=Moment)
    outcome: str = Field(default="", sa_type=Key)
    """What the call came to, as `rules.outcomes` names it; empty where nobody said."""


class InteractionLine(Versioned, table=True):
    """An outstanding entry as it was when the interaction was made, and what the interaction made of it."""

    __tablename__ = "interaction_line"
    __table_args__ = (sa.Index("ix_line_entry", "entry_no"),)

    interaction_id: str = Field(primary_key=True, foreign_key="interaction.id", sa_type=Key)
    entry_no: int = Field(primary_key=True, foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    ticked: bool = False
    updated: bool = False
    posting_date: date
    due_date: date
    """Effective due date."""
    document_type: str = ""
    document_no: str = ""
    external_document_no: str = ""
    description: str = ""
    currency_code: str = Field(default="", sa_type=Key)
    original_amount: Decimal = Field(sa_type=Money)
    remaining: Decimal = Field(sa_type=Money)
    remaining_lcy: Decimal = Field(sa_type=Money)
    on_hold: str = ""
    status_code: str | None = Field(default=None, sa_type=Key)
    promised_date: date | None = None
    promised_amount: Decimal | None = Field(default=None, sa_type=Money)
    query_target_date: date | None = None
    query_by: str = ""
    query_reason: str = ""


class Promise(Versioned, table=True):
    """What a customer promised for one entry; its state is worked out from its rows and the work date (rule 8)."""

    __tablename__ = "promise"
    __table_args__ = (sa.Index("ix_promise_entry", "entry_no", "id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    entry_no: int = Field(foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    interaction_id: str | None = Field(default=None, foreign_key="interaction.id", sa_type=Key)
    currency_code: str = Field(default="", sa_type=Key)
    amount: Decimal = Field(sa_type=Money)
    amount_lcy: Decimal = Field(sa_type=Money)
    full: bool
    promised_on: date
    """The day the money is promised for."""
    made_at: datetime = Field(sa_type=Instant)
    """In UTC, without an offset the host's clock: what was recorded later counts towards it."""
    made_on: date
    """The work date on which it was made."""
    made_by: str = ""
    ended: str = Field(default="", sa_type=Key)
    """Empty, `withdrawn` or `superseded`."""
    ended_on: date | None = None
    ended_reason: str = ""


class EntryNote(Versioned, table=True):
    """A note about one entry in one interaction (rule 10)."""

    __tablename__ = "entry_note"
    __table_args__ = (sa.Index("ix_note_entry", "entry_no", "id"), {"sqlite_autoincrement": True})

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    entry_no: int = Field(foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    interaction_id: str | None = Field(default=None, foreign_key="interaction.id", sa_type=Key)
    text: str
    made_at: datetime = Field(sa_type=Moment)
    """The work date with the clock's time."""
    made_by: str = ""
    edited_at: datetime | None = Field(default=None, sa_type=Moment)
    edited_by: str = ""


class Todo(Versioned, table=True):
    """Something to follow up, made by the program (rule 9)."""

    __tablename__ = "todo"
    __table_args__ = (
        sa.Index("ix_todo_due", "state", "due_on", "id"),
        sa.Index("ix_todo_customer", "customer_no", "state"),
        sa.Index("ix_todo_entry", "entry_no", "kind"),
        sa.Index("ux_todo_source", "kind", "source_key", unique=True),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str = Field(sa_type=Key)
    """`promise`, `follow_up` or `query`."""
    source_key: str = Field(sa_type=Key)
    """The promise's id; the interaction's id; the entry no. and interaction of a query: no second one (rule 9)."""
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    entry_no: int | None = Field(default=None, foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    interaction_id: str | None = Field(default=None, foreign_key="interaction.id", sa_type=Key)
    promise_id: int | None = Field(default=None, foreign_key="promise.id", sa_type=BigId)
    due_on: date
    due_time: str = ""
    description: str = ""
    owner_code: str | None = Field(default=None, sa_type=Key)
    """Credit controller; a query's is whoever resolves it."""
    state: str = Field(default="open", sa_type=Key)
    closed_on: date | None = None
    closed_reason: str = ""
    """`paid`, `paid late`, `settled by credit`, `withdrawn`, `superseded`, `followed up`, `resolved`, or words."""
    closed_by_hand: bool = False
