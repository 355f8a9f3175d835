"""Column types that mean the same on SQLite and PostgreSQL."""

from datetime import datetime
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from store.rules.money import from_units, to_units

Key = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")
"""Text that is compared and sorted byte by byte on both databases."""

BigId = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
"""A whole number that SQLite may number by itself."""


class Money(TypeDecorator[Decimal]):
    """An amount as whole ten-thousandths in a BIGINT, of any currency; refuses more digits (rule 3)."""

    impl = sa.BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:  # noqa: ARG002 - the base's signature
        """Store an amount; raises MoneyError where digits would be lost."""
        return None if value is None else to_units(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:  # noqa: ANN401, ARG002 - the base's signature
        """Read an amount."""
        return None if value is None else from_units(int(value))


class Moment(TypeDecorator[datetime]):
    """A date-time of the host's clock as ISO text, to the second, the same bytes on both databases."""

    impl = sa.Text
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base's signature
        """Store a date-time."""
        return None if value is None else value.isoformat(sep="T", timespec="seconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401, ARG002 - the base's signature
        """Read a date-time."""
        return None if value is None else datetime.fromisoformat(value)


class Instant(Moment):
    """A date-time to the microsecond, for what has to be told apart: what was recorded before, and what after."""

    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:  # noqa: ARG002 - the base's signature
        """Store a date-time."""
        return None if value is None else value.isoformat(sep="T", timespec="microseconds")
