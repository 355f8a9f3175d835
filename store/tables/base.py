"""What rows that change have in common."""

from typing import Any, ClassVar

from sqlalchemy.orm import declared_attr
from sqlmodel import Field, SQLModel


class Versioned(SQLModel):
    """A row that people change: its version makes a stale save fail instead of overwriting another's."""

    __abstract__: ClassVar[bool] = True

    version: int = Field(default=1, nullable=False)

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy calls it with the class
        """Count versions on every change."""
        return {"version_id_col": cls.__table__.c.version}  # type: ignore[attr-defined]

    def __setattr__(self, name: str, value: Any) -> None:  # noqa: ANN401 - any column's value
        """Set a column straight away: rows are checked before they are made, and an update sets thousands."""
        if name in type(self).__pydantic_fields__:
            object.__setattr__(self, name, value)
        else:
            super().__setattr__(name, value)
