"""One registry: keys that terminals can send, remapping that is checked, reasons instead of silence."""

from __future__ import annotations

import pytest

from tests.settle import settle
from tests.widgets.listapp import ListApp
from widgets.actions import Action, ActionSet, KeymapError, bindings_for, check_action_ids, check_keymap, first_clash
from widgets.common_actions import LIST_ACTIONS, PLAIN_LIST_ACTIONS
from widgets.keynames import RESERVED, key_id, key_text


@pytest.mark.parametrize("action", LIST_ACTIONS, ids=lambda action: action.id)
def test_no_action_rests_on_a_key_that_terminals_keep(action: Action) -> None:
    assert {key_id(key) for key in action.keys} - RESERVED


def test_common_actions_share_no_key() -> None:
    assert first_clash(LIST_ACTIONS) is None
    assert first_clash(PLAIN_LIST_ACTIONS) is None


def test_every_binding_has_its_id_and_stays_out_of_the_stock_footer() -> None:
    bindings = bindings_for(LIST_ACTIONS)
    assert all(binding.id and not binding.show for binding in bindings if not isinstance(binding, tuple))


def test_a_remapped_action_has_its_new_keys_only() -> None:
    actions = ActionSet(LIST_ACTIONS, {"tick": "Ctrl+T,F2"})
    tick = actions.find("tick")
    assert tick is not None
    assert actions.keys(tick) == ("ctrl+t", "f2")
    assert actions.key("tick") == "Ctrl+T"


def test_a_wrong_remapping_is_one_sentence() -> None:
    with pytest.raises(KeymapError, match=r'There is no action "serch"; did you mean "search"\?'):
        check_action_ids([action.id for action in LIST_ACTIONS], {"serch": "f"})
    with pytest.raises(KeymapError, match='Key f is given to both "search" and "filter"'):
        check_keymap(LIST_ACTIONS, {"search": "f"})
    with pytest.raises(KeymapError, match="given no key"):
        check_keymap(LIST_ACTIONS, {"search": ""})
    check_keymap(LIST_ACTIONS, {"search": "F2"})


@pytest.mark.parametrize(
    ("typed", "name", "read"),
    [
        ("Space", "space", "Space"),
        ("↑", "up", "↑"),
        ("/", "slash", "/"),
        ("*", "asterisk", "*"),
        ("\\", "backslash", "\\"),
        ("J", "J", "J"),
        ("Ctrl+P", "ctrl+p", "Ctrl+P"),
        ("pgdn", "pagedown", "PgDn"),
        ("alt+o", "alt+o", "Alt+O"),
        ("$", "dollar_sign", "$"),
        ("f10", "f10", "F10"),
    ],
)
def test_keys_are_named_as_typed_and_as_read(typed: str, name: str, read: str) -> None:
    assert key_id(typed) == name
    assert key_text(name) == read


async def test_a_key_that_does_not_apply_says_why() -> None:
    app = ListApp(10)
    async with app.run_test(size=(120, 40)) as pilot:
        await settle(pilot)
        await pilot.press("x")
        assert app.page.status.text == "That never applies [/]."
        await pilot.press("f")
        assert app.page.status.text == "This page cannot do that."
        await pilot.press("down")
        assert app.page.status.text == ""
