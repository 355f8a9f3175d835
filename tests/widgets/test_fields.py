"""Fields say what they understood, keep what is wrong, and leave letters alone."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from textual.app import App, ComposeResult

from tests.hostile import STRINGS
from tests.settle import settle
from widgets.fields import Field
from widgets.notefield import NoteField
from widgets.textguard import TextGuard
from widgets.typed_fields import AmountField, Choice, ChoiceField, DateField, ToggleField

CODES = (Choice("PROMISED", "Payment promised"), Choice("QUERIED", "Invoice queried"), Choice("CALL BACK"))


class Form(App[None]):
    def __init__(self, name: str = "Adatum") -> None:
        super().__init__()
        self.told: list[str] = []
        self.text = Field("Description", name, required="A description is needed; type one.")
        self.day = DateField("Payment date", work_date=date(2026, 3, 31))
        self.amount = AmountField("Payment amount", decimals=2, currency="EUR")
        self.code = ChoiceField("Status code", choices=CODES)
        self.full = ToggleField("Full amount", on=True)
        self.note = NoteField("Note", name)
        self.guard = TextGuard()

    def get_line_filters(self) -> list[TextGuard]:
        return [self.guard]

    def compose(self) -> ComposeResult:
        yield from (self.text, self.day, self.amount, self.code, self.full, self.note)

    def on_field_confirmed(self, message: Field.Confirmed) -> None:
        self.told.append(message.field.label)

    def on_field_left(self, message: Field.Left) -> None:
        self.told.append(f"left {message.field.label}")


def line(field: Field, y: int = 0) -> str:
    return field.render_line(y).text.rstrip()


async def test_a_date_is_echoed_in_full_and_enter_goes_on() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.day.focus()
        await pilot.press(*"fri")
        assert app.day.day == date(2026, 4, 3)
        assert "Fri 3 Apr 2026" in line(app.day)
        await pilot.press("enter")
        await settle(pilot)
        assert app.told == ["Payment date"]
        assert app.focused is app.amount


async def test_what_is_wrong_is_said_below_and_stays() -> None:
    app = Form()
    async with app.run_test(size=(120, 24)) as pilot:
        await settle(pilot)
        app.amount.focus()
        await pilot.press(*"1,5x", "enter")
        await settle(pilot)
        assert app.amount.value == "1,5x"
        assert app.focused is app.amount
        assert app.amount.size.height == 2
        assert line(app.amount, 1).strip() == app.amount.error != ""
        await pilot.press("ctrl+u", *"1,200.5")
        assert app.amount.amount == Decimal("1200.5")
        assert app.amount.error == ""
        assert "EUR 1,200.50" in line(app.amount)


async def test_a_required_field_says_what_to_do() -> None:
    app = Form("")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        await pilot.press("enter")
        assert app.text.error == "A description is needed; type one."


async def test_a_choice_is_found_by_code_or_word_and_by_the_arrows() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.code.focus()
        await pilot.press(*"inv")
        assert "QUERIED Invoice queried" in line(app.code)
        await pilot.press("enter")
        assert app.code.value == "QUERIED"
        app.code.focus()
        await pilot.press("down")
        assert app.code.value == "CALL BACK"
        await pilot.press("ctrl+u", *"zz", "enter")
        assert app.code.error == 'There is no "zz" here; choose one of PROMISED, QUERIED, CALL BACK.'
        app.code.set_value("ise")
        assert app.code.choice == CODES[0]
        app.code.set_value("pay")
        assert app.code.choice == CODES[0]
        app.code.set_value("ba")
        assert app.code.choice == CODES[2]
        for inside in ("e", "w", "is"):  # fewer than three letters inside a word mean nothing
            app.code.set_value(inside)
            assert app.code.choice is None
        app.code.set_value("")
        app.code.choices = (*CODES, Choice("PAID"))
        app.code.set_value("p")
        assert not app.code.check()
        assert app.code.error.startswith("That can be PROMISED or PAID")


async def test_space_switches_and_letters_do_nothing_else() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.full.focus()
        await pilot.press("x", "space")
        assert not app.full.on
        assert "[ ]" in line(app.full)
        await pilot.press("escape")
        await settle(pilot)
        assert app.told == ["left Full amount"]


async def test_a_locked_field_keeps_its_text() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.text.locked = True
        await pilot.press("x", "backspace")
        assert app.text.value == "Adatum"


async def test_hostile_values_are_text() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        for text in STRINGS.values():
            app.text.set_value(text)
            app.note.set_value(text)
            app.text.set_error(text)
            await settle(pilot)
            assert [app.text.render_line(y).cell_length for y in range(2)] == [80, 80]
        assert app.guard.caught == 0


async def test_what_was_filled_in_is_replaced_by_the_first_letter_or_kept_by_an_editing_key() -> None:
    app = Form()
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.text.focus()
        for keys, value in (
            (("x", "y"), "xy"),
            (("end", "x"), "Adatumx"),
            (("backspace",), "Adatu"),
            (("home", "x"), "xAdatum"),
        ):
            app.text.set_value("Adatum")
            await pilot.press(*keys)
            assert app.text.value == value
        app.text.set_value("half", fresh=False)
        await pilot.press("x")
        assert app.text.value == "halfx"
        await pilot.press("enter", "shift+tab", "y")
        assert app.text.value == "halfxy"


async def test_a_note_that_is_there_is_typed_on_at_its_end() -> None:
    app = Form("Called\nno answer")
    async with app.run_test(size=(80, 24)) as pilot:
        await settle(pilot)
        app.note.focus()
        await pilot.press("comma", "space", *"busy")
        assert app.note.value == "Called\nno answer, busy"
        app.note.set_value("Again")
        await pilot.press("exclamation_mark")
        assert app.note.value == "Again!"
