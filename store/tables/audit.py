"""Who changed what, when: one record a change, with its rows before and after."""

from datetime import date, datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from store.tables.types import BigId, Key, Moment


class AuditRecord(SQLModel, table=True):
    """One change of the books; never changed itself (triggers)."""

    __tablename__ = "audit_record"
    __table_args__ = (
        sa.Index("ix_audit_user", "user_name", "id"),
        sa.Index("ix_audit_undoes", "undoes_id"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    request_id: str = Field(unique=True, sa_type=Key)
    """The request's own id: the same request again changes nothing."""
    at: datetime = Field(sa_type=Moment)
    work_date: date
    user_name: str = Field(default="", sa_type=Key)
    host: str = ""
    command: str = Field(sa_type=Key)
    summary: str = ""
    """What was done, as a sentence."""
    undoable: bool = False
    undoes_id: int | None = Field(default=None, foreign_key="audit_record.id", sa_type=BigId)
    """The change that this one takes back (an undo), or the undo that it takes back (a redo)."""


class AuditChange(SQLModel, table=True):
    """A row before and after a change, as JSON; never changed itself (triggers)."""

    __tablename__ = "audit_change"
    __table_args__ = (
        sa.Index("ix_change_audit", "audit_id"),
        sa.Index("ix_change_row", "table_name", "row_key", "audit_id"),
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    audit_id: int = Field(foreign_key="audit_record.id", sa_type=BigId)
    table_name: str = Field(sa_type=Key)
    row_key: str = Field(sa_type=Key)
    before: str | None = None
    after: str | None = None
