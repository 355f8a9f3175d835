"""Every page and form at 80×24 and 120×40, in colour and without: figures whole, and nothing told by colour alone."""

from __future__ import annotations

import re
from datetime import UTC
from importlib import import_module
from itertools import zip_longest
from pathlib import Path
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

import pytest
import time_machine
from textual.screen import ModalScreen

import screens
from cctui.gathered import PAGES
from tests.looks import Look, cells, look_of, painted
from tests.screens.pages import walk
from tests.screens.scenes import SCENES, Scene
from tests.store.baseset import NOW
from widgets.tones import Toned

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.pictures import Pictures
    from tests.screens.pages import Walk
    from tests.stores import Stores

Cells = list[list[tuple[str, Look]]]
SIZES = ((80, 24), (120, 40))
CUT = re.compile(r"[0-9][.,]?…|…[.,]?[0-9]|##")
"""A figure that is not whole."""


@pytest.fixture(autouse=True)
def _noon() -> Iterator[None]:
    with time_machine.travel(NOW.replace(hour=14, minute=30, tzinfo=UTC)):
        yield


async def to(scene: Scene, at: Walk) -> None:
    """Go where the scene is."""
    if callable(scene.steps):
        await scene.steps(at)
    else:
        await at.press(*scene.steps)
    await at.rest()
    assert type(at.app.screen).__name__ == scene.shows


def looks() -> Iterator[Any]:
    """Each scene in colour, every third one without colours too; with the long ones, all of them without."""
    for place, scene in enumerate(SCENES):
        yield pytest.param(scene, place % 3 == 0, id=scene.name)
        if place % 3:
            yield pytest.param(scene, True, id=f"{scene.name}-without", marks=pytest.mark.long)


@pytest.mark.parametrize(("scene", "without"), list(looks()))
async def test_as_it_looks(
    stores: Stores, picture: Pictures, scene: Scene, without: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken: dict[str, list[tuple[str, Cells]]] = {"colour": [], "none": []} if without else {"colour": []}
    loud: set[str] = set()
    for mode, seen in taken.items():
        if mode == "none":
            monkeypatch.setenv("NO_COLOR", "1")
        async with walk(stores, "worked", size=SIZES[0]) as at:
            await to(scene, at)
            for width, height in SIZES:
                await at.pilot.resize_terminal(width, height)
                await at.rest()
                seen.append((at.text, cells(at.app)))
                if mode == "colour":
                    loud |= _loud(at)
                    picture(painted(at.app), f"colours/{scene.name}_{width}")
                    _digits_are_whole(scene, at.text)
            assert at.app.guard.caught == 0
    for (text, coloured), (plain_text, plain) in zip(taken["colour"], taken.get("none", ()), strict=without):
        assert plain_text == text, "the words depend on the colours"
        _nothing_by_colour_alone(coloured, plain, loud)


def _digits_are_whole(scene: Scene, text: str) -> None:
    assert not (scene.figures and CUT.search(text)), text
    for word in scene.whole:
        assert word in text, f"{word} is not seen:\n{text}"


def _nothing_by_colour_alone(coloured: Cells, plain: Cells, loud: set[str]) -> None:
    """Without colours none is sent, and what stands out by a colour does so by an attribute."""
    for line, bare in zip_longest(coloured, plain):
        for (_character, look), (_same, without) in zip_longest(line, bare):
            assert (without.colour, without.background) == ("", ""), "a colour is sent"
            if look.colour in loud:
                assert without.attributes, (_character, look, "".join(character for character, _look in line))


def _loud(at: Walk) -> set[str]:
    """The colours that warn, on whatever they are painted."""
    widgets = at.app.screen.query(Toned)
    return {look_of(widget.tone(name)).colour for widget in widgets for name in ("warning", "error")}


def _forms() -> set[str]:
    """The names of all forms over pages; not of what forms are made from."""
    found: set[type[Any]] = set()
    for module in iter_modules(screens.__path__):
        for value in vars(import_module(f"screens.{module.name}")).values():
            if isinstance(value, type) and issubclass(value, ModalScreen) and value.__module__.startswith("screens."):
                found.add(value)
    return {form.__name__ for form in found if not any(form in each.__mro__[1:] for each in found)}


def test_every_page_and_form_has_its_picture() -> None:
    shown = {scene.shows for scene in SCENES}
    assert {name for _module, name in PAGES} <= shown
    assert _forms() <= shown


def test_every_picture_is_one_of_a_test() -> None:
    wanted = {f"{scene.name}_{width}" for scene in SCENES for width, _height in SIZES}
    assert {path.stem for path in (Path(__file__).parent / "pictures" / "colours").iterdir()} == wanted
