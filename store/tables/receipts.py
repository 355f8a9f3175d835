"""Cash receipts: journal lines not yet posted, what they apply to, and the register of what was posted (rule 15)."""

from datetime import date, datetime
from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from store.tables.base import Versioned
from store.tables.types import BigId, Instant, Key, Money


class JournalLine(Versioned, table=True):
    """A line of the cash receipt journal: money that came in, not posted yet; gone once it is."""

    __tablename__ = "journal_line"
    __table_args__ = (
        sa.Index("ix_journal_customer", "customer_no"),
        sa.Index("ix_journal_interaction", "interaction_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    interaction_id: str | None = Field(default=None, foreign_key="interaction.id", sa_type=Key)
    """The interaction it was made from."""
    posting_date: date
    document_no: str = Field(default="", sa_type=Key)
    external_document_no: str = Field(default="", sa_type=Key)
    description: str = ""
    amount: Decimal = Field(sa_type=Money)
    """As typed: positive, in its currency."""
    currency_code: str = Field(default="", sa_type=Key)
    amount_lcy: Decimal | None = Field(default=None, sa_type=Money)
    """As typed for a foreign currency; None: by the booked rates of what it applies to."""
    oldest_first: bool = False
    """Whether it applies to the oldest entries by due date instead of to chosen ones."""
    user_name: str = Field(default="", sa_type=Key)


class JournalApplication(Versioned, table=True):
    """An entry that a journal line applies to, in the order chosen."""

    __tablename__ = "journal_application"
    __table_args__ = (sa.Index("ix_journal_application_entry", "entry_no"),)

    line_id: int = Field(primary_key=True, foreign_key="journal_line.id", sa_type=BigId)
    entry_no: int = Field(primary_key=True, foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    position: int = 0
    amount: Decimal | None = Field(default=None, sa_type=Money)
    """To apply, positive, in the line's currency; None: as much as is left."""


class Posting(SQLModel, table=True):
    """One posting of the register: a receipt, an application, an unapplication or a reversal; never changed (triggers).

    Its id is the transaction no. of the detailed entries that it made.
    """

    __tablename__ = "posting"
    __table_args__ = (
        sa.Index("ix_posting_entry", "payment_entry_no"),
        sa.Index("ix_posting_interaction", "interaction_id"),
        sa.Index("ix_posting_reverses", "reverses_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    kind: str = Field(sa_type=Key)
    """`receipt`, `application`, `unapplication` or `reversal`."""
    payment_entry_no: int = Field(foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    interaction_id: str | None = Field(default=None, foreign_key="interaction.id", sa_type=Key)
    posting_date: date
    work_date: date
    at: datetime = Field(sa_type=Instant)
    user_name: str = Field(default="", sa_type=Key)
    reverses_id: int | None = Field(default=None, foreign_key="posting.id", sa_type=BigId)
    """The posting whose details this one takes back."""
