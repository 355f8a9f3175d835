"""The fields of credit control setup: each with its name and its check."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Final

from sqlmodel import select

from store.commands import finding
from store.commands.settle import settle_all
from store.commands.setup_company import COMPANY_FIELDS
from store.commands.setup_parts import Field, checked_code
from store.commands.setup_worklist import WORKLIST_FIELDS
from store.commands.work import ChangedMeanwhile, Refusal
from store.rules import text
from store.rules.aging import AgingBands
from store.rules.company import CompanyError, check_document_no
from store.rules.languages import LANGUAGES
from store.tables.ledger import CustomerLedgerEntry

if TYPE_CHECKING:
    from store.commands.work import Work
    from store.requests.setup import ChangeSetup
    from store.tables.setup import CreditControlSetup


def change_setup(work: Work, request: ChangeSetup) -> None:
    """Change fields of credit control setup.

    Raises:
        Refusal: A field is unknown or a value wrong.
        ChangedMeanwhile: A field has not the value any more that the page showed.
    """
    wanted = dict(request.changes)
    if unknown := sorted(set(wanted) - set(FIELDS)):
        raise Refusal(f"“{text.clean(unknown[0])}” is no field of setup that can be changed.")
    setup = work.setup
    _check_seen(setup, dict(request.seen))
    changed = []
    for name, value in wanted.items():
        checked = FIELDS[name].check(work, value)
        if getattr(setup, name) != checked:
            setattr(setup, name, checked)
            changed.append(FIELDS[name].name)
    if not changed:
        work.nothing_done = True
        return
    if {"promise_grace_days", "payment_tolerance"} & set(wanted):
        work.session.flush()
        settle_all(work.session, work.actor.work_date)
    work.summary = f"Setup changed: {finding.named(changed)}"


def _check_seen(setup: CreditControlSetup, seen: dict[str, object]) -> None:
    """Refuse where somebody else changed a field since it was shown."""
    for name, value in seen.items():
        now = getattr(setup, name)
        if now != value:
            shown = now.normalize() if isinstance(now, Decimal) else now
            raise ChangedMeanwhile(f"Somebody changed the {FIELDS[name].name} meanwhile: it is “{shown}” now.")


def _switch(_work: Work, value: object) -> object:
    if not isinstance(value, bool):
        raise Refusal(f"“{value}” is neither yes nor no.")
    return value


def _days(_work: Work, value: object) -> object:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= 999:  # noqa: PLR2004 - days
        raise Refusal(f"“{value}” is no number of days: type one from 0 to 999.")
    return value


def _tolerance(work: Work, value: object) -> object:
    if not isinstance(value, Decimal) or not value.is_finite() or value < 0:
        raise Refusal(f"“{value}” is no payment tolerance: type an amount of zero or more.")
    if value != round(value, work.setup.lcy_decimals):
        raise Refusal(f"The payment tolerance has more than {work.setup.lcy_decimals} decimals: type fewer.")
    return value


def _basis(_work: Work, value: object) -> object:
    if value not in {"due", "posting", "document"}:
        raise Refusal(f"“{value}” cannot be aged by: choose due, posting or document.")
    return value


def _limits(_work: Work, value: object) -> object:
    try:
        limits = tuple(int(part) for part in str(value).split(",") if part.strip())
        AgingBands(limits)
    except ValueError as error:
        given = str(error) if "ging" in str(error) else f"“{value}” are no aging limits: type days, such as 30,60,90."
        raise Refusal(given) from error
    return ",".join(str(limit) for limit in limits)


def _lcy_code(work: Work, value: object) -> object:
    code = checked_code(str(value), "The LCY code")
    if code != work.setup.lcy_code:
        _refuse_with_entries(work, "The LCY code")
    return code


def _lcy_decimals(work: Work, value: object) -> object:
    if not isinstance(value, int) or not 0 <= value <= 4:  # noqa: PLR2004 - what the store keeps
        raise Refusal(f"“{value}” is no number of decimals: type one from 0 to 4.")
    if value != work.setup.lcy_decimals:
        _refuse_with_entries(work, "The number of LCY decimals")
    return value


def _refuse_with_entries(work: Work, what: str) -> None:
    if work.setup.lcy_code and work.session.exec(select(CustomerLedgerEntry.entry_no).limit(1)).first() is not None:
        raise Refusal(f"{what} cannot change once there are ledger entries.")


def _controller(work: Work, value: object) -> object:
    return finding.check_controller(work, str(value or ""))


def _receipt_no(_work: Work, value: object) -> object:
    try:
        return checked_code(check_document_no(text.clean(str(value))), "The next cash receipt no.")
    except CompanyError as error:
        raise Refusal(str(error)) from error


def _date_format(_work: Work, value: object) -> object:
    if value not in {"", "iso", "dmy", "mdy"}:
        raise Refusal(f"“{value}” is no date format: choose iso, dmy or mdy, or none.")
    return value


def _language(_work: Work, value: object) -> object:
    if value not in LANGUAGES:
        raise Refusal(f"“{text.clean(str(value))}” is no language of documents: choose one of {', '.join(LANGUAGES)}.")
    return value


FIELDS: Final = {
    **COMPANY_FIELDS,
    "lcy_code": Field("LCY code", _lcy_code),
    "lcy_decimals": Field("LCY decimals", _lcy_decimals),
    "aging_basis": Field("aging by", _basis),
    "aging_limits": Field("aging limits", _limits),
    "promise_grace_days": Field("grace days", _days),
    "payment_tolerance": Field("payment tolerance", _tolerance),
    "preselect_several": Field("preselect several marked entries", _switch),
    "import_warning_days": Field("days until an import is old", _days),
    "default_controller_code": Field("default credit controller", _controller),
    "copy_links_to_entries": Field("copy links to entries", _switch),
    "payment_discount_grace_days": Field("payment discount grace days", _days),
    "next_receipt_no": Field("next cash receipt no.", _receipt_no),
    "date_format": Field("date format", _date_format),
    "mail_least_days": Field("days between two mails", _days),
    "language_code": Field("language of documents and mails", _language),
    **WORKLIST_FIELDS,
}
"""Fields of setup by column."""
