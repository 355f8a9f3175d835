"""The commands `statement` and `templates`: a customer's statement as text, data or PDF (S47)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, cast

from cctui.cli.folders import template_folder
from cctui.cli.kinds import amount, count, day, text
from cctui.cli.output import write_errors, write_lines
from cctui.cli.printing import Field, Report, report
from cctui.cli.problems import ExitCode, Problem
from store.rules.languages import LANGUAGES, known_language

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from cctui.cli.money import Amounts
    from cctui.cli.state import State
    from store.rows.document_data import StatementData, StatementLine, StatementSection

_KINDS = ("open", "balance")
_PDF = b"%PDF-"


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of `statement` ask for."""

    pdf: Path | None = None
    kind: str = "open"
    since: str | None = None
    language: str = ""
    template: str = ""


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of a statement as it is printed."""

    currency_code: str
    posting_date: date | None
    due_date: date | None
    days_overdue: int
    document_type: str
    document_no: str
    external_document_no: str
    description: str
    amount: Decimal | None
    remaining: Decimal | None
    balance: Decimal


def write_statement(state: State, customer: str, asked: Asked) -> int:
    """Print a customer's statement, or write it as PDF.

    Raises:
        Problem: An option is wrong (exit code 2), or it cannot be made or written (1).
    """
    from cctui.cli.asking import the_customer  # noqa: PLC0415 - start-up
    from store.queries.documents_data import statement_data  # noqa: PLC0415

    _check(state, asked)
    since = _since(state, asked)
    kind = cast("Literal['open', 'balance']", asked.kind)
    with state.books() as books:
        who = the_customer(books, customer)
        on = state.settings.work_date
        data = books.read(statement_data, who.no, on, kind=kind, from_date=since, language=asked.language)
        if asked.pdf is None:
            from cctui.cli.money import Amounts  # noqa: PLC0415 - start-up
            from store.queries.setup import setup  # noqa: PLC0415

            return _print(state, data, Amounts(state.settings, books.read(setup)))
    return _write(data, asked.pdf, asked.template)


def write_templates(*, again: bool) -> int:
    """Copy the bundled templates to the user's folder; raises Problem where that cannot be written."""
    from store.documents.finding import DocumentError, copy_templates  # noqa: PLC0415 - start-up

    try:
        written, left = copy_templates(template_folder(), again=again)
    except DocumentError as error:
        raise Problem(ExitCode.REFUSED, str(error)) from error
    write_lines(f"Written: {path}" for path in written)
    write_lines(f"Left as it is: {path}" for path in left)
    return ExitCode.DONE


def _check(state: State, asked: Asked) -> None:
    if asked.kind not in _KINDS:
        raise Problem(ExitCode.USAGE, f"--kind cannot be “{asked.kind}”: choose open or balance.")
    if asked.since and asked.kind == "open":
        raise Problem(ExitCode.USAGE, "Open items have no first day: leave out --from, or give --kind balance.")
    if asked.language and not known_language(asked.language):
        raise Problem(ExitCode.USAGE, f"--language cannot be “{asked.language}”: choose {', '.join(LANGUAGES)}.")
    if asked.template and asked.pdf is None:
        raise Problem(ExitCode.USAGE, "A template is for a PDF: say where with --pdf FILE.")
    if asked.pdf and (state.json or state.csv):
        raise Problem(ExitCode.USAGE, "A statement is printed or written as PDF: leave out --json and --csv, or --pdf.")


def _since(state: State, asked: Asked) -> date | None:
    if not asked.since:
        return None
    from store.rules.dates import DateError, parse_date  # noqa: PLC0415 - start-up

    settings = state.settings
    try:
        found = parse_date(asked.since, settings.work_date, order=settings.date_order or "dmy")
    except DateError as error:
        raise Problem(ExitCode.USAGE, f"--from: {error}") from error
    if found > settings.work_date:
        raise Problem(ExitCode.USAGE, "--from is after the work date: give an earlier day.")
    return found


def _print(state: State, data: StatementData, amounts: Amounts) -> int:
    def told(figures: dict[str, Decimal]) -> dict[str, object]:
        return {code: amounts.plain(each, code) for code, each in figures.items()}

    about = {
        "customer_no": data.addressee.no,
        "customer_name": data.addressee.name,
        "statement": data.kind,
        "from_date": data.from_date,
        "balances": told({each.currency_code: each.closing_balance for each in data.sections}),
        "overdue": told({each.currency_code: each.overdue_amount for each in data.sections}),
    }
    rows = [row for section in data.sections for row in _rows(section, data.from_date)]
    empty = f"{data.addressee.no} {data.addressee.name} has no open entries."
    return report(state, Report("statement", _fields(amounts), rows, about, None, empty))


def _fields(amounts: Amounts) -> list[Field]:
    return [
        text("currency_code", "Cur."),
        day("posting_date", "Posted", priority=4),
        day("due_date", "Due"),
        count("days_overdue", "Overdue", blank=True, priority=2),
        text("document_type", "Type", priority=3),
        text("document_no", "Document"),
        text("external_document_no", "External", priority=5),
        text("description", "Description", priority=6),
        amount(amounts, "amount", "Amount", "currency_code"),
        amount(amounts, "remaining", "Remaining", "currency_code", priority=1),
        amount(amounts, "balance", "Balance", "currency_code"),
    ]


def _rows(section: StatementSection, since: date | None) -> list[_Row]:
    """The section's lines; where a balance is carried forward, that comes first."""
    code = section.currency_code
    brought = _Row(code, since, None, 0, "", "", "", "opening balance", None, None, section.opening_balance)
    return [*([brought] if since else []), *(_row(code, line) for line in section.lines)]


def _row(currency_code: str, line: StatementLine) -> _Row:
    own = line.entry_no is not None
    return _Row(
        currency_code=currency_code,
        posting_date=line.posting_date,
        due_date=line.due_date if own else None,
        days_overdue=line.days_overdue,
        document_type=line.document_type,
        document_no=line.document_no,
        external_document_no=line.external_document_no,
        description=line.description,
        amount=line.amount,
        remaining=line.remaining if own else None,
        balance=line.balance,
    )


def _write(data: StatementData, path: Path, template: str) -> int:
    from store.documents.render import DocumentError, render  # noqa: PLC0415 - start-up

    try:
        made = render(data, template=template, template_folder=template_folder())
        _save(path, made.pdf)
    except DocumentError as error:
        raise Problem(ExitCode.REFUSED, str(error)) from error
    if made.note:
        write_errors([made.note])
    write_lines([f"Written: {path}"])
    return ExitCode.DONE


def _save(path: Path, content: bytes) -> None:
    """Write a PDF; what is there is written over only where it is a PDF too."""
    try:
        if path.exists():
            with path.open("rb") as there:
                if there.read(len(_PDF)) != _PDF:
                    raise Problem(ExitCode.REFUSED, f"{path} exists and is no PDF: give another name.")
        path.write_bytes(content)
    except OSError as error:
        raise Problem(ExitCode.REFUSED, f"{path} cannot be written: {error.strerror}.") from error
