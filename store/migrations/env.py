"""Alembic's way into the store: the connection is handed over by `store.migrations.prepare`."""

from alembic import context
from sqlmodel import SQLModel

import store.tables.registry  # noqa: F401 - fills the metadata

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, compare_type=True)
context.run_migrations()
