"""What every page works at: the books, who works, and what setup says."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import TYPE_CHECKING

from store.queries import setup as setup_queries
from store.rules.dates import digits_date, echo_date, order_of, parse_date
from store.rules.money import format_amount, parse_amount

if TYPE_CHECKING:
    from collections.abc import Mapping
    from decimal import Decimal
    from pathlib import Path
    from typing import Literal

    from store.books import Books
    from store.delivery.smtp_settings import MailSettings
    from store.queries.connection import Connection
    from store.requests.base import Actor
    from store.rows.setup import Company, ControllerRow, InteractionTypeRow, LastImport, Setup, StatusCodeRow
    from store.rules.aging import AgingBands
    from store.rules.dates import DateOrder


@dataclass(frozen=True, slots=True)
class Facts:
    """Setup as the pages need it, read together."""

    setup: Setup
    bands: AgingBands
    status_codes: tuple[StatusCodeRow, ...]
    interaction_types: tuple[InteractionTypeRow, ...]
    controllers: tuple[ControllerRow, ...]
    query_reasons: tuple[tuple[str, str], ...]
    company: Company
    last_import: LastImport | None
    me: ControllerRow | None
    """The credit controller that the operating system's user is."""

    @property
    def reader(self) -> bool:
        """Whether the user is a credit controller who only reads."""
        return self.me is not None and self.me.read_only

    def status_code(self, code: str) -> StatusCodeRow | None:
        """The status code of that name, or None."""
        return next((row for row in self.status_codes if row.code == code), None)


def read_facts(c: Connection, user_name: str) -> Facts:
    """Read all that pages need of setup."""
    setup = setup_queries.setup(c)
    return Facts(
        setup=setup,
        bands=setup_queries.bands_of(setup),
        status_codes=tuple(setup_queries.status_codes(c)),
        interaction_types=tuple(setup_queries.interaction_types(c)),
        controllers=tuple(setup_queries.controllers(c)),
        query_reasons=tuple(setup_queries.query_reasons(c)),
        company=setup_queries.company(c),
        last_import=setup_queries.last_import(c),
        me=setup_queries.controller_of(c, user_name),
    )


@dataclass(slots=True)
class Desk:
    """One program's place of work; pages share it."""

    books: Books
    actor: Actor
    facts: Facts
    own_date_order: Literal["", "dmy", "mdy", "ymd"] = ""
    """As the user configured it; empty: as setup says."""
    decimal_mark: Literal[".", ","] = "."
    narrow: bool = False
    """Whether the line is slow (SSH): the cursor highlights less, the mouse is off."""
    keymap: Mapping[str, str] = field(default_factory=dict)
    _only_reading: bool = field(init=False, default=False)
    """Whether the program was asked to change nothing, whoever works here."""
    dial: str = ""
    """Command that dials, `{phone}` for the number; empty: a link does."""
    phone_link: Literal["tel", "teams", "none"] = "tel"
    """What the link opens that a phone number is."""
    viewer: str = ""
    """Command that shows a document, `{file}` for its copy; empty: none can be started here."""
    mail: MailSettings | None = None
    """The mail server; None where none is set up."""
    templates: Path | None = None
    """Where the user's own templates of documents are; None: nowhere."""

    def __post_init__(self) -> None:
        """Who only reads changes nothing, from the start."""
        self._only_reading = self.books.read_only
        self.books.read_only = self._only_reading or self.facts.reader

    def take_facts(self, facts: Facts) -> None:
        """Work by what setup says now: a credit controller who only reads changes nothing from now on."""
        if facts.reader != self.facts.reader:
            self.books.read_only = self._only_reading or facts.reader
        self.facts = facts

    @property
    def work_date(self) -> date:
        """The program's today."""
        return self.actor.work_date

    @property
    def date_order(self) -> DateOrder:
        """How typed dates of digits are read: as the user configured it, else as setup says, else day before month."""
        return order_of(self.own_date_order, self.facts.setup.date_format) or "dmy"

    def set_work_date(self, day: date) -> None:
        """Work on another date from now on."""
        self.actor = replace(self.actor, work_date=day)

    def now(self) -> datetime:
        """The work date with the clock's time."""
        return datetime.combine(self.work_date, host_clock().time().replace(microsecond=0))

    @property
    def lcy(self) -> str:
        """The company's own currency code."""
        return self.facts.setup.lcy_code or "LCY"

    def currency(self, code: str) -> str:
        """A currency's code as shown: LCY by its own code."""
        return code or self.lcy

    def decimals(self, code: str) -> int:
        """Decimals of a currency; empty is LCY."""
        return setup_queries.currency_decimals(self.facts.setup, code)

    def amount(self, value: Decimal, code: str = "") -> str:
        """An amount as shown, with the decimals of its currency and the configured marks."""
        thousands = "." if self.decimal_mark == "," else ","
        return format_amount(value, self.decimals(code), thousands, self.decimal_mark)

    def parse_amount(self, text: str, code: str = "") -> Decimal:
        """An amount as typed; raises MoneyError with a sentence."""
        return parse_amount(
            text, decimals=self.decimals(code), decimal_mark=self.decimal_mark, currency=self.currency(code)
        )

    def parse_date(self, text: str) -> date:
        """A date as typed; raises DateError with a sentence."""
        return parse_date(text, self.work_date, order=self.date_order)

    def short_date(self, day: date | None) -> str:
        """A date as lists show it, ISO where neither user nor setup wants another; empty for none."""
        return "" if day is None else digits_date(day, order_of(self.own_date_order, self.facts.setup.date_format))

    def moment(self, at: datetime | str) -> str:
        """A date-time as lists show it, to the minute: its date as `short_date` has it; empty for none."""
        if not at:
            return ""
        found = datetime.fromisoformat(at) if isinstance(at, str) else at
        return f"{self.short_date(found.date())} {found:%H:%M}"

    def long_date(self, day: date) -> str:
        """A date in full, as it is echoed before it counts."""
        return echo_date(day)


def host_clock() -> datetime:
    """The host's own clock, as the books keep it."""
    return datetime.now()  # noqa: DTZ005 - without a zone, as the books have it
