"""Draws docs/picture.png for the README from the real screen: `python -m docs.draw`.

The demo's books are made for a fixed work date, the program runs on them in a pseudo-terminal of 120 columns and
40 lines, and its cells are painted with DejaVu Sans Mono.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from PIL import Image, ImageDraw, ImageFont

from tests.terminal import Terminal

if TYPE_CHECKING:
    from pyte.screens import Char, Screen

WORK_DATE: Final = "2026-03-31"
CUSTOMER: Final = "10010"
PICTURE: Final = Path(__file__).with_name("picture.png")

FONT_FOLDERS: Final = ("/usr/share/fonts/truetype/dejavu", "/usr/share/fonts/dejavu", "/usr/share/fonts/TTF")
FONT_SIZE: Final = 15
WIDTH, HEIGHT = 9, 19
"""Of a cell, in pixels."""
INK, PAPER = "#e0e0e0", "#121212"
NAMED: Final = {
    "black": "#000000",
    "red": "#cd3131",
    "green": "#0dbc79",
    "brown": "#e5e510",
    "blue": "#2472c8",
    "magenta": "#bc3fbc",
    "cyan": "#11a8cd",
    "white": "#e5e5e5",
}


def main() -> int:
    """Make the books, drive the program to the picture's page and draw it."""
    with tempfile.TemporaryDirectory() as folder:
        books = Path(folder) / "demo.db"
        command = [sys.executable, "-m", "cctui", "--work-date", WORK_DATE]
        make = [*command, "demo", "--keep", str(books)]
        subprocess.run(make, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, check=True)  # noqa: S603 - our own
        with Terminal([*command, "--db", books], env={"SSH_CONNECTION": None, "NO_COLOR": None}) as terminal:
            drive(terminal)
            draw(terminal.screen, PICTURE)
    sys.stdout.write(f"{PICTURE.name}: {PICTURE.stat().st_size:,} bytes\n")
    return 0


def drive(terminal: Terminal) -> None:
    """Open an interaction, start the call, tick three entries and type a promise in one line."""
    terminal.wait_for("imported")
    terminal.press("/")
    terminal.type(CUSTOMER)
    terminal.press("enter")
    terminal.wait_for("1/1")
    terminal.press("i")
    terminal.wait_for("Selected Entries Remaining Amount")
    terminal.wait_for("✓")
    terminal.press("p")
    terminal.wait_for("(copied)")
    terminal.press("down", "down", "down", "space", "down", "down", "space", "down", "space", ":")
    terminal.type("p 5000 fri")
    terminal.wait_for("PROMISED")
    terminal.wait_quiet(quiet=0.5)


def draw(screen: Screen, path: Path) -> None:
    """Paint every cell of a screen into a picture with few colours."""
    regular, bold = fonts()
    image = Image.new("RGB", (screen.columns * WIDTH, screen.lines * HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    for y in range(screen.lines):
        for x in range(screen.columns):
            cell = screen.buffer[y][x]
            ink, paper = colours(cell)
            left, top = x * WIDTH, y * HEIGHT
            pen.rectangle((left, top, left + WIDTH - 1, top + HEIGHT - 1), fill=paper)
            if cell.data.strip():
                pen.text((left, top), cell.data, font=bold if cell.bold else regular, fill=ink)
            if cell.underscore:
                pen.line((left, top + HEIGHT - 2, left + WIDTH, top + HEIGHT - 2), fill=ink)
    image.quantize(64, dither=Image.Dither.NONE).save(path, optimize=True)


def colours(cell: Char) -> tuple[str, str]:
    """Ink and paper of a cell."""
    ink, paper = colour(cell.fg, INK), colour(cell.bg, PAPER)
    return (paper, ink) if cell.reverse else (ink, paper)


def colour(name: str, default: str) -> str:
    """A terminal's colour as the picture has it: one of the eight, or six digits."""
    if name == "default":
        return default
    return NAMED.get(name.removeprefix("bright")) or f"#{name}"


def fonts() -> tuple[ImageFont.FreeTypeFont, ImageFont.FreeTypeFont]:
    """DejaVu Sans Mono, regular and bold; SystemExit with a sentence where it is not installed."""
    for folder in FONT_FOLDERS:
        names = [Path(folder) / f"DejaVuSansMono{face}.ttf" for face in ("", "-Bold")]
        if all(name.is_file() for name in names):
            return ImageFont.truetype(names[0], FONT_SIZE), ImageFont.truetype(names[1], FONT_SIZE)
    raise SystemExit("The picture needs DejaVu Sans Mono: install your system's DejaVu fonts.")


if __name__ == "__main__":
    raise SystemExit(main())
