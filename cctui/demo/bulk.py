"""Many more customers with fifty entries each, five of them open; written as fast as a file takes them."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from cctui.demo.files import CUSTOMER_CAPTIONS, ENTRY_CAPTIONS, day_first
from cctui.demo.ledger import RATES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date
    from pathlib import Path
    from random import Random

ENTRIES_EACH: Final = 50
FIRST_ENTRY: Final = 1_000_000
_PATTERNS: Final = 512
_PAID: Final = 23
_OPEN: Final = 4
_NAMES: Final = (
    *("Abbott", "Ainsley", "Barrow", "Bexley", "Calder", "Carrick", "Dalby", "Denholm", "Ellwood", "Fairfax"),
    *("Garnett", "Gresham", "Hadley", "Holt", "Ingram", "Jarrow", "Kendrick", "Langley", "Merton", "Núñez"),
    *("Oakes", "Pascoe", "Quigley", "Redfern", "Søndergaard", "Selby", "Tilney", "Underhill", "Vogel", "Żurek"),
)
_PLACES: Final = (
    *("Aldgate", "Bay", "Cliff", "Dale", "East", "Ferry", "Grange", "Heath", "Island", "Junction", "Kirk", "Lake"),
    *("Moor", "North", "Orchard", "Park", "Quarry", "River", "South", "Tower", "Union", "Valley", "West", "York"),
)
_TRADES: Final = (
    *("Bakery", "Builders", "Catering", "Ceramics", "Couriers", "Dental", "Electrical", "Farms", "Fittings"),
    *("Foods", "Glazing", "Haulage", "Hotels", "Joinery", "Kitchens", "Laundry", "Logistics", "Marine", "Motors"),
    *("Nurseries", "Optics", "Packaging", "Paints", "Plumbing", "Printers", "Roofing", "Stores", "Textiles"),
)
_CURRENCIES: Final = ("", "", "", "", "EUR", "", "USD", "", "EUR", "JPY")


@dataclass(frozen=True, slots=True)
class _Line:
    """An entry of a pattern: everything but who, numbers and the currency; `size` is multiplied for each customer."""

    head: str
    kind: str
    document: str
    size: int
    tail: str
    open: bool


def write_bulk(folder: Path, first: int, count: int, work_date: date, rng: Random) -> tuple[Path, Path]:
    """Write the customers first … first + count - 1 (from 0) and their entries; the paths of both files."""
    customers, entries = folder / f"Customers {first}.csv", folder / f"Customer Ledger Entries {first}.csv"
    with customers.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(CUSTOMER_CAPTIONS)
        out.writerows(_customer(place) for place in range(first, first + count))
    patterns = [_pattern(work_date, rng) for _ in range(_PATTERNS)]
    with entries.open("w", encoding="utf-8", newline="") as file:
        file.write(",".join(ENTRY_CAPTIONS) + "\n")
        for place in range(first, first + count):
            file.writelines(_rows(place, patterns[place * 7919 % _PATTERNS], 20 + place * 31 % 237))
    return customers, entries


def customer_no(place: int) -> str:
    """The no. of a bulk customer; it sorts by its place and after those with a history of calls."""
    return f"{2_000_000 + place}"


def _customer(place: int) -> tuple[str, ...]:
    owner, rest = _NAMES[place % len(_NAMES)], place // len(_NAMES)
    trade, rest = _TRADES[rest % len(_TRADES)], rest // len(_TRADES)
    part, rest = _PLACES[rest % len(_PLACES)], rest // len(_PLACES)
    name = f"{owner} {part} {trade}{f' {rest + 1}' if rest else ''} Ltd"
    no = customer_no(place)
    return (
        *(no, name, f"{place % 200 + 1} {part} Road", f"{owner}ham", f"HV{place % 90 + 10} 1QT", "GB"),
        *(f"{_NAMES[place * 7 % len(_NAMES)]} {_PLACES[place % 24]}", f"+44 20 7946 0{place % 1000:03}"),
        *(f"accounts.{no}@customers.example", "30D", _CURRENCIES[place % 10], f"{place % 5 * 5000}.00"),
    )


def _rows(place: int, pattern: list[_Line], factor: int) -> Iterator[str]:
    no, currency = customer_no(place), _CURRENCIES[place % 10]
    rate = RATES[currency]
    yen = currency == "JPY"
    if yen:
        factor *= 100
    for entry_no, line in enumerate(pattern, start=FIRST_ENTRY + place * ENTRIES_EACH):
        units = line.size * factor
        lcy = (units * rate + 5_000) // 10_000
        sign = "-" if line.document in {"BANK", "PSC"} else ""
        amount = f"{sign}{units // 100}" if yen else f"{sign}{units // 100}.{units % 100:02}"
        in_lcy = f"{sign}{lcy // 100}.{lcy % 100:02}"
        left = f"{amount},{in_lcy}" if line.open else "0,0"
        yield (
            f"{line.head},{line.kind},{line.document}-{entry_no},{no},,{line.kind} {line.document}-{entry_no},"
            f"{currency},{amount},{in_lcy},{left},{line.tail},{entry_no}\n"
        )


def _pattern(work_date: date, rng: Random) -> list[_Line]:
    """Fifty entries in posting order: invoices with their payments, then five that are open."""
    lines = []
    age = 700 + rng.randrange(25)
    for place in range(_PAID):
        size = rng.randrange(40, 4_000)
        posted, due = work_date - timedelta(days=age), work_date - timedelta(days=age - 30)
        closed = work_date - timedelta(days=age - rng.randrange(20, 60))
        lines.append((posted, _line("Invoice", posted, due, size, closed)))
        if place:
            lines.append((closed, _line("Payment", closed, closed, size, closed)))
        age -= 25 + rng.randrange(4)
    for place in range(_OPEN + 1):
        posted = work_date - timedelta(days=1 + rng.randrange(25) + place * 27)
        kind = rng.choice(("Invoice", "Invoice", "Credit Memo", "Payment")) if place == _OPEN else "Invoice"
        lines.append((posted, _line(kind, posted, posted + timedelta(days=30), rng.randrange(40, 4_000), None)))
    return [line for _, line in sorted(lines, key=lambda each: each[0])]


def _line(kind: str, posted: date, due: date, size: int, closed: date | None) -> _Line:
    document = {"Invoice": "PSI", "Payment": "BANK", "Credit Memo": "PSC"}[kind]
    day = day_first(posted)
    tail = f"{day_first(due)},{'No' if closed else 'Yes'},{day_first(closed) if closed else ''},"
    return _Line(f"{day},{day}", kind, document, size, tail, open=closed is None)
