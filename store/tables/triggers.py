"""Triggers that keep posted rows as they are: no update, delete, replace or truncate."""

ENTRY_POSTED = (
    "entry_no",
    "customer_no",
    "posting_date",
    "document_type",
    "document_no",
    "currency_code",
    "original_amount",
    "original_amount_lcy",
    "source",
)
"""The posted columns of a customer ledger entry."""

FROZEN = (
    *("detailed_customer_ledger_entry", "posting", "import_change", "outbox_content"),
    *("audit_record", "audit_change"),
)
"""Tables whose rows never change."""

KEPT = ("customer_ledger_entry",)
"""Tables whose rows are never deleted."""


def _sqlite() -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS NOT NEW.{column}" for column in ENTRY_POSTED)
    return [
        *(
            f"CREATE TRIGGER frozen_update_{table} BEFORE UPDATE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: posted rows never change'); END"
            for table in FROZEN
        ),
        *(
            f"CREATE TRIGGER frozen_delete_{table} BEFORE DELETE ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: posted rows are never deleted'); END"
            for table in FROZEN + KEPT
        ),
        (
            "CREATE TRIGGER frozen_update_customer_ledger_entry BEFORE UPDATE ON customer_ledger_entry "
            f"WHEN {changed} BEGIN SELECT RAISE(ABORT, 'customer_ledger_entry: posted columns never change'); END"
        ),
    ]


FUNCTION = """CREATE OR REPLACE FUNCTION cctui_frozen() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
RAISE EXCEPTION '%: posted rows never change', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$"""

TOLD = """CREATE OR REPLACE FUNCTION cctui_told() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
PERFORM pg_notify('cctui', ''); RETURN NULL; END $$"""
TELL = "CREATE TRIGGER told_audit_record AFTER INSERT ON audit_record FOR EACH STATEMENT EXECUTE FUNCTION cctui_told()"
"""Tells the programs that are open that somebody changed the books."""


def _postgresql() -> list[str]:
    changed = " OR ".join(f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in ENTRY_POSTED)
    row = "FOR EACH ROW EXECUTE FUNCTION cctui_frozen()"
    return [
        FUNCTION,
        TOLD,
        TELL,
        *(f"CREATE TRIGGER frozen_row_{table} BEFORE UPDATE OR DELETE ON {table} {row}" for table in FROZEN),
        *(f"CREATE TRIGGER frozen_row_{table} BEFORE DELETE ON {table} {row}" for table in KEPT),
        *(
            f"CREATE TRIGGER frozen_truncate_{table} BEFORE TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION cctui_frozen()"
            for table in FROZEN + KEPT
        ),
        (
            "CREATE TRIGGER frozen_update_customer_ledger_entry BEFORE UPDATE ON customer_ledger_entry "
            f"FOR EACH ROW WHEN ({changed}) EXECUTE FUNCTION cctui_frozen()"
        ),
    ]


def create_triggers(dialect: str) -> list[str]:
    """Statements that make every trigger, for `sqlite` or `postgresql`."""
    return _sqlite() if dialect == "sqlite" else _postgresql()


def drop_triggers(dialect: str) -> list[str]:
    """Statements that drop every trigger, to be made anew after a migration."""
    names = [f"frozen_{kind}_{table}" for kind in ("update", "delete", "row", "truncate") for table in FROZEN + KEPT]
    if dialect == "sqlite":
        return [f"DROP TRIGGER IF EXISTS {name}" for name in names]
    return [
        "DROP TRIGGER IF EXISTS told_audit_record ON audit_record",
        *(
            f"DROP TRIGGER IF EXISTS frozen_{kind}_{table} ON {table}"
            for kind in ("update", "delete", "row", "truncate")
            for table in FROZEN + KEPT
        ),
    ]
