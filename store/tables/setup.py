"""Credit control setup, currencies, controllers, codes and types."""

from datetime import date
from decimal import Decimal

from sqlmodel import Field

from store.tables.base import Versioned
from store.tables.types import BigId, Key, Money


class CreditControlSetup(Versioned, table=True):
    """The one row of setup (id 1)."""

    __tablename__ = "credit_control_setup"

    id: int = Field(default=1, primary_key=True)
    company_name: str = ""
    lcy_code: str = Field(default="", sa_type=Key)
    """Empty until the first import asks for it."""
    lcy_decimals: int = 2
    aging_basis: str = Field(default="due", sa_type=Key)
    aging_limits: str = Field(default="30,60,90", sa_type=Key)
    """Upper limits of the overdue bands in days, ascending, comma between."""
    promise_grace_days: int = 0
    payment_tolerance: Decimal = Field(default=Decimal(0), sa_type=Money)
    preselect_several: bool = False
    import_warning_days: int = 1
    default_controller_code: str | None = Field(default=None, sa_type=Key)
    copy_links_to_entries: bool = False
    """Whether a document linked to an interaction is linked to its selected entries as well (S46)."""
    payment_discount_grace_days: int = 0
    next_receipt_no: str = Field(default="CR00001", sa_type=Key)
    """The document no. that the next cash receipt line proposes."""
    date_format: str = Field(default="", sa_type=Key)
    """`iso`, `dmy` or `mdy`; empty: as configured by the user."""
    company_address: str = ""
    company_address_2: str = ""
    company_post_code: str = ""
    company_city: str = ""
    company_country_code: str = ""
    """ISO 3166, two letters; national phone numbers are read as of this country where a customer has none."""
    company_phone: str = ""
    company_email: str = ""
    company_registration_no: str = ""
    company_vat_no: str = ""
    company_bank_name: str = ""
    company_iban: str = ""
    company_bic: str = ""
    company_website: str = ""
    language_code: str = Field(default="en", sa_type=Key)
    """ISO 639 of documents and mails, where a customer has none of its own."""
    logo_sha256: str | None = Field(default=None, foreign_key="document_content.sha256", sa_type=Key)
    """The company's logo, on documents."""
    mail_least_days: int = 0
    """Days between two mails to one customer; 0 asks for none."""
    worklist_todo_due: int = 10
    """Points of a to-do that is due on the work date; these and all below make the worklist's score."""
    worklist_todo_overdue: int = 15
    worklist_broken_promise: int = 20
    worklist_overdue: int = 1
    """Points per `worklist_per_amount` in the first overdue band."""
    worklist_older_band: int = 1
    """Points more per `worklist_per_amount` for each older band."""
    worklist_per_amount: int = 1000
    """Whole LCY."""
    worklist_over_limit: int = 10
    worklist_no_contact: int = 5
    """Points where nobody spoke to the customer for `worklist_no_contact_days`."""
    worklist_no_contact_days: int = 30


class CreditController(Versioned, table=True):
    """Somebody who chases; `user_name` is the operating system's user."""

    __tablename__ = "credit_controller"

    code: str = Field(primary_key=True, sa_type=Key)
    name: str = ""
    user_name: str = Field(default="", sa_type=Key)
    read_only: bool = False


class StatusCode(Versioned, table=True):
    """What a call made of an entry, and what the update dialog then asks (rule 5, S17)."""

    __tablename__ = "status_code"

    code: str = Field(primary_key=True, sa_type=Key)
    description: str = ""
    payment_promised: bool = False
    queried: bool = False
    query_resolution_target: str = ""
    """A date formula such as 1W."""
    query_resolution_by_me: bool = False
    default_on_hold: bool = False
    next_interaction: str = ""
    """A date formula such as 1D."""
    position: int = 0


class InteractionType(Versioned, table=True):
    """A kind of interaction and what choosing it starts (rule 13)."""

    __tablename__ = "interaction_type"

    id: int | None = Field(default=None, primary_key=True)
    description: str
    call: bool = False
    email: bool = False
    statement: bool = False
    auto_select_overdue: bool = False
    position: int = 0


class QueryReason(Versioned, table=True):
    """Why an entry is queried."""

    __tablename__ = "query_reason"

    code: str = Field(primary_key=True, sa_type=Key)
    description: str = ""


class Holiday(Versioned, table=True):
    """A day on which no payment is expected."""

    __tablename__ = "holiday"

    day: date = Field(primary_key=True)
    description: str = ""


class Currency(Versioned, table=True):
    """The decimals of a currency, where they are not the usual ones of its code."""

    __tablename__ = "currency"

    code: str = Field(primary_key=True, sa_type=Key)
    decimals: int = 2


class DocumentTypeCode(Versioned, table=True):
    """Which document is sent for a code, with which template and wording (rule 17)."""

    __tablename__ = "document_type_code"

    code: str = Field(primary_key=True, sa_type=Key)
    description: str = ""
    document: str = Field(sa_type=Key)
    """`statement`, `invoice` or `credit_memo`."""
    template: str = ""
    """The template's name; empty is the one that comes with the program."""
    subject: str = ""
    body: str = ""
    position: int = 0


class ImportBatch(Versioned, table=True):
    """One import: what came in, when and from which files."""

    __tablename__ = "import_batch"

    id: int | None = Field(default=None, primary_key=True, sa_type=BigId)
    at: str = Field(sa_type=Key)
    """ISO date-time of the host's clock."""
    work_date: date
    user_name: str = ""
    files: str = ""
    """File names without their folders, a line each."""
    digest: str = Field(default="", sa_type=Key)
    """SHA-256 over the files' bytes, in order."""
    summary: str = "{}"
    """JSON: counts and control totals per currency."""
