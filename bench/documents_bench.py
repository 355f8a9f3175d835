"""A thousand statements, read, rendered and queued, to Typst alone compiling finished documents that look the same.

In seconds of the processor, in turns, so that what else the machine does counts little for both.
"""

from __future__ import annotations

import json
import tempfile
import time
from datetime import date, datetime
from pathlib import Path
from queue import SimpleQueue
from typing import TYPE_CHECKING, Any
from unicodedata import category

from bench.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from store.books import Books
    from store.requests.base import Outcome
    from store.requests.mail import QueueMail

STATEMENTS = 1000
ROUND = 100
WORK_DATE = date(2026, 3, 31)
SLOWER = 2
"""Half of Typst's own rate, as a ratio of times."""

_PAGE = """
#set document(title: {title}, author: {company})
#set page(paper: "a4", margin: (top: 20mm, bottom: 26mm, x: 18mm), footer: context [
  #set text(size: 7.5pt, fill: luma(35%))
  #line(length: 100%, stroke: 0.4pt + luma(35%))
  #grid(columns: (1fr, auto), {company}, [Page #here().page() of #counter(page).final().first()])
])
#set text(font: "Libertinus Serif", size: 9.5pt, number-type: "lining", number-width: "tabular", hyphenate: false)
#set table(stroke: none, inset: (x: 1.5mm, y: 1.2mm))
#align(right, text(size: 12pt, weight: "bold", {company}))
#v(14mm)
#text(weight: "bold", {customer}) \\
{address}
#v(10mm)
#text(size: 15pt, weight: "bold", {title})
"""
_SECTION = """
#text(size: 11pt, weight: "bold", {currency})
#table(columns: (auto, auto, 1.1fr, 1fr, auto, auto, auto),
  align: (left, left, left, left, right, right, right),
  table.header([Date], [Due], [Document], [Your reference], [Original], [Remaining], [Balance]),
  table.hline(), {lines} table.hline(), table.cell(colspan: 6)[*Balance*], strong({balance}))
#table(columns: (auto, 1fr, auto, auto), align: (left, left, right, right),
  table.header([Due], [Document], [Days overdue], [Remaining]),
  table.hline(), {overdue} table.hline(), table.cell(colspan: 3)[*Overdue*], strong({due}))
#table(columns: (1fr,) * {count}, align: right, fill: luma(95%), {bands})
#line(length: 100%, stroke: (thickness: 0.6pt, dash: "dashed"))
#table(columns: (auto, 1fr, 1fr, 1fr), table.header([Currency], [Balance], [Overdue], [Amount paid]),
  {currency}, {balance}, {due}, box(width: 40mm, height: 5mm, stroke: (bottom: 0.5pt)))
"""


def measure() -> Iterator[Ratio]:
    with tempfile.TemporaryDirectory(prefix="cctui-bench-") as made:
        rendered, queued, bare = _raced(Path(made))
    yield Ratio(
        f"{STATEMENTS:,} statements read and rendered ÷ Typst alone, finished documents", rendered, bare, SLOWER
    )
    yield Ratio(f"{STATEMENTS:,} read, rendered, composed and queued ÷ Typst alone", queued, bare, SLOWER)


def _raced(folder: Path) -> tuple[float, float, float]:
    """Seconds of rendering, of the whole way into the outbox, and of Typst alone, in turns of a hundred."""
    from cctui.demo.build import Demo, make_books
    from store.books import Books
    from store.documents.render import render
    from store.queries.documents_data import statement_data

    url = str(folder / "books.db")
    make_books(url, Demo(WORK_DATE, "alex", STATEMENTS + STATEMENTS // 5))
    books = Books.open(url)
    nos = _finished_all(books, folder)
    assert len(nos) == STATEMENTS

    def rendered(some: list[str]) -> None:
        for no in some:
            assert render(books.read(statement_data, no, WORK_DATE, language="en")).pdf.startswith(b"%PDF-")

    alone = _typst_alone(folder)

    def bare(some: list[str]) -> None:
        for no in some:
            assert alone(no).startswith(b"%PDF-")

    queued = _Queue(books)
    ways: tuple[Callable[[list[str]], None], ...] = (rendered, queued, bare)
    taken = [0.0, 0.0, 0.0]
    for way in ways:
        way(nos[:1])
    for start in range(0, len(nos), ROUND):
        for place, way in enumerate(ways):
            begun = time.process_time()
            way(nos[start : start + ROUND])
            taken[place] += time.process_time() - begun
    books.close()
    return taken[0], taken[1], taken[2]


def _finished_all(books: Books, folder: Path) -> list[str]:
    """Write the finished documents of the first customers; their nos."""
    from store.documents.finding import words_of
    from store.documents.payload import payload
    from store.queries.documents_data import statement_data

    words = words_of("en", None)
    nos: list[str] = []
    for (no,) in books.read(lambda c: c.rows("SELECT no FROM customer ORDER BY no")):
        finished = _finished(payload(books.read(statement_data, no, WORK_DATE, language="en"), words))
        if len(nos) < STATEMENTS and not any(
            category(letter) in {"Lo", "So"} for letter in finished
        ):  # alone it refuses them
            nos.append(no)
            (folder / f"{no}.typ").write_text(finished, encoding="utf-8")
    return nos


class _Queue:
    """Queues the statements of customers as `cctui mail CUSTOMER... --statement --queue` does."""

    def __init__(self, books: Books) -> None:
        from cctui.host import this_actor

        self._books, self._actor = books, this_actor(WORK_DATE)
        self._outcomes: SimpleQueue[Outcome] = SimpleQueue()
        books.listen(self._outcomes.put, lambda: None)

    def __call__(self, some: list[str]) -> None:
        from cctui.cli.mailing_many import TOGETHER
        from store.requests.base import Done
        from store.requests.mail import QueueMails

        asked = range(0, len(some), TOGETHER)
        for start in asked:
            mails = tuple(self._made(no) for no in some[start : start + TOGETHER])
            self._books.submit(QueueMails(actor=self._actor, mails=mails))
        for _ in asked:  # each is on the disk
            outcome = self._outcomes.get()
            assert isinstance(outcome, Done)
            assert isinstance(outcome.result, tuple)
            assert all(isinstance(number, int) for number in outcome.result), outcome.result

    def _made(self, no: str) -> QueueMail:
        from store.delivery.compose import MailPlan, compose
        from store.delivery.drafting import attached, drafted, queued_by
        from store.queries.mail_data import mail_data

        known = self._books.read(mail_data, no, WORK_DATE, statement=True, language="en")
        draft = drafted(known)
        plan = MailPlan(
            sender="credit@cronus.example",
            recipient=draft.recipient or "accounts@customer.example",
            recipient_name=draft.recipient_name,
            subject=draft.subject,
            body=draft.body,
            files=attached(known, lambda _: None),
            at=datetime.now().astimezone(),
        )
        return queued_by(self._actor, known, compose(plan), override=True)


def _typst_alone(folder: Path) -> Callable[[str], bytes]:
    """Compile the finished document of a customer, fonts loaded once."""
    import typst

    fonts = typst.Fonts(include_system_fonts=False)
    compiler = typst.Compiler(root=folder, font_paths=fonts, ignore_system_fonts=True)
    seconds = 1_774_915_200

    def alone(no: str) -> bytes:
        made = compiler.compile(folder / f"{no}.typ", format="pdf", pdf_standards=["a-2b"], timestamp=seconds)
        assert isinstance(made, bytes)
        return made

    return alone


def _finished(told: dict[str, Any]) -> str:
    """A document with all its texts in it, which computes nothing."""
    company, customer = _text(told["company"]["name"]), told["customer"]
    address = " \\\n".join(f"#{_text(line)}" for line in (customer["contact"], *customer["address"]))
    page = _PAGE.format(title=_text(told["title"]), company=company, customer=_text(customer["name"]), address=address)
    return page + "".join(_section(each, told["bands"]) for each in told["sections"])


def _section(section: dict[str, Any], labels: list[str]) -> str:
    keys = ("date", "due_date", "document", "reference", "amount", "remaining", "balance")
    lines = [line | {"document": f"{line['type']} {line['no']}"} for line in (*section["lines"], *section["overdue"])]
    count = len(section["lines"])
    return _SECTION.format(
        currency=_text(section["currency"]),
        lines=_cells(lines[:count], keys),
        overdue=_cells(lines[count:], ("due_date", "document", "days", "remaining")),
        balance=_text(section["closing_balance"]),
        due=_text(section["overdue_amount"]),
        count=len(labels),
        bands=", ".join(_text(each) for each in (*labels, *section["bands"])),
    )


def _cells(lines: list[dict[str, Any]], keys: tuple[str, ...]) -> str:
    return "".join(f"{_text(line[key])}, " for line in lines for key in keys)


def _text(value: str) -> str:
    return json.dumps(value, ensure_ascii=False)
