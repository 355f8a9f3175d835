"""Document links: files of an interaction, a ledger entry or a customer, their bytes in the store (rule 16)."""

from datetime import datetime

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from store.tables.base import Versioned
from store.tables.types import BigId, Key, Moment


class DocumentContent(SQLModel, table=True):
    """The bytes of a file, once for however many links; no image of them goes into the audit."""

    __tablename__ = "document_content"

    sha256: str = Field(primary_key=True, sa_type=Key)
    """Hexadecimal, lower case, of the bytes."""
    size: int
    """In bytes."""
    content: bytes = Field(sa_type=sa.LargeBinary)


class DocumentLink(Versioned, table=True):
    """A file linked to a customer, and where there is one to an interaction or a ledger entry."""

    __tablename__ = "document_link"
    __table_args__ = (
        sa.Index("ix_document_customer", "customer_no", "id"),
        sa.Index("ix_document_interaction", "interaction_id"),
        sa.Index("ix_document_entry", "entry_no"),
        sa.Index("ix_document_content", "sha256"),
        {"sqlite_autoincrement": True},
    )

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    sha256: str = Field(foreign_key="document_content.sha256", sa_type=Key)
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    interaction_id: str | None = Field(default=None, foreign_key="interaction.id", sa_type=Key)
    entry_no: int | None = Field(default=None, foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    name: str
    """The file's own name, without any folder, cleaned."""
    media_type: str = ""
    """By its first bytes, not by its name alone."""
    description: str = ""
    made_at: datetime = Field(sa_type=Moment)
    """The work date with the clock's time."""
    made_by: str = ""
