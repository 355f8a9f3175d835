"""What an import changed, row by row."""

from decimal import Decimal

import sqlalchemy as sa
from sqlmodel import Field, SQLModel

from store.tables.types import BigId, Key, Money


class ImportChange(SQLModel, table=True):
    """One thing that an import changed; never changed itself (triggers).

    Amounts are in `currency_code` (empty is LCY) and in LCY, positive where the customer owes them; None where there
    was nothing before.
    """

    __tablename__ = "import_change"
    __table_args__ = (sa.Index("ix_import_change_import", "import_id", "id"),)

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    import_id: int = Field(foreign_key="import_batch.id", sa_type=BigId)
    kind: str = Field(sa_type=Key)
    """One of `rules.import_changes.KINDS`."""
    customer_no: str = Field(foreign_key="customer.no", sa_type=Key)
    entry_no: int | None = Field(default=None, foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    promise_id: int | None = Field(default=None, foreign_key="promise.id", sa_type=BigId)
    replaced_by: int | None = Field(default=None, foreign_key="customer_ledger_entry.entry_no", sa_type=BigId)
    """The source's own payment, which took the place of the receipt `entry_no` (rule 18)."""
    currency_code: str = Field(default="", sa_type=Key)
    before: Decimal | None = Field(default=None, sa_type=Money)
    """What remained of the entry, what was outstanding of the promise, or the customer's balance."""
    after: Decimal | None = Field(default=None, sa_type=Money)
    before_lcy: Decimal | None = Field(default=None, sa_type=Money)
    after_lcy: Decimal | None = Field(default=None, sa_type=Money)
