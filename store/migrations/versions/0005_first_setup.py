"""What a new store begins with: status codes, interaction types, query reasons."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

SETUP = {
    "version": 1,
    "id": 1,
    "company_name": "",
    "lcy_code": "",
    "lcy_decimals": 2,
    "aging_basis": "due",
    "aging_limits": "30,60,90",
    "promise_grace_days": 0,
    "payment_tolerance": 0,
    "preselect_several": False,
    "import_warning_days": 1,
}
STATUS_CODES = (
    ("PROMISED", "Payment promised", True, False, "", False, "", 1),
    ("QUERIED", "Queried by the customer", False, True, "1W", True, "", 2),
    ("NO ANSWER", "No answer", False, False, "", False, "1D", 3),
    ("CALL BACK", "Call back", False, False, "", False, "1D", 4),
    ("PAID ALREADY", "Says it is paid", False, False, "", False, "", 5),
)
INTERACTION_TYPES = (
    ("Call", True, False, False, False, 1),
    ("Call overdue", True, False, False, True, 2),
    ("E-mail", False, True, False, False, 3),
    ("Statement", False, False, True, False, 4),
)
QUERY_REASONS = (
    ("PRICE", "Price differs"),
    ("QUANTITY", "Quantity differs"),
    ("QUALITY", "Goods or service not as agreed"),
    ("NOT RECEIVED", "Goods not received"),
    ("NO INVOICE", "Invoice not received"),
    ("NO ORDER NO", "Order number missing"),
)
CODE_COLUMNS = (
    *("code", "description", "payment_promised", "queried", "query_resolution_target"),
    *("query_resolution_by_me", "next_interaction", "position", "default_on_hold", "version"),
)
TYPE_COLUMNS = ("description", "call", "email", "statement", "auto_select_overdue", "position", "version")


def upgrade() -> None:
    _insert("credit_control_setup", tuple(SETUP), tuple(SETUP.values()))
    for code in STATUS_CODES:
        _insert("status_code", CODE_COLUMNS, (*code, False, 1))
    for kind in INTERACTION_TYPES:
        _insert("interaction_type", TYPE_COLUMNS, (*kind, 1))
    for reason in QUERY_REASONS:
        _insert("query_reason", ("code", "description", "version"), (*reason, 1))


def downgrade() -> None:
    raise NotImplementedError


def _insert(name: str, columns: tuple[str, ...], values: tuple[object, ...]) -> None:
    table = sa.table(name, *(sa.column(column) for column in columns))
    op.execute(table.insert().values(dict(zip(columns, values, strict=True))))
