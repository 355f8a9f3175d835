"""A thousand statements, read and rendered, to Typst alone compiling a thousand finished documents that look the same.

In seconds of the processor, in turns, so that what else the machine does counts little for both.
"""

from __future__ import annotations

import json
import tempfile
import time
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from unicodedata import category

from bench.ratio import Ratio

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

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
        folder = Path(made)
        ours, bare, pages = _raced(folder)
    assert pages >= STATEMENTS
    yield Ratio(f"{STATEMENTS:,} statements read and rendered ÷ Typst alone, finished documents", ours, bare, SLOWER)


def _raced(folder: Path) -> tuple[float, float, int]:
    """Seconds of ours and of Typst alone, in turns of a hundred, and how many documents came out."""
    from cctui.demo.build import Demo, make_books
    from store.books import Books
    from store.documents.finding import words_of
    from store.documents.payload import payload
    from store.documents.render import render
    from store.queries.documents_data import statement_data

    url = str(folder / "books.db")
    make_books(url, Demo(WORK_DATE, "alex", STATEMENTS + STATEMENTS // 5))
    books = Books.open(url, read_only=True)
    found = books.read(lambda c: c.rows("SELECT no FROM customer ORDER BY no"))
    words, nos = words_of("en", None), []
    for (no,) in found:
        finished = _finished(payload(books.read(statement_data, no, WORK_DATE, language="en"), words))
        if len(nos) < STATEMENTS and not any(
            category(letter) in {"Lo", "So"} for letter in finished
        ):  # alone it refuses them
            nos.append(no)
            (folder / f"{no}.typ").write_text(finished, encoding="utf-8")

    def ours(no: str) -> bytes:
        return render(books.read(statement_data, no, WORK_DATE, language="en")).pdf

    bare = _typst_alone(folder)
    for each in (ours, bare):
        assert each(nos[0]).startswith(b"%PDF-")
    taken = {ours: 0.0, bare: 0.0}
    count = 0
    for start in range(0, len(nos), ROUND):
        for each in (ours, bare):
            begun = time.process_time()
            count += sum(each(no).startswith(b"%PDF-") for no in nos[start : start + ROUND])
            taken[each] += time.process_time() - begun
    books.close()
    return taken[ours], taken[bare], count // 2


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
