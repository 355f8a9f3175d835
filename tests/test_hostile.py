"""The measures that other tests judge by."""

from __future__ import annotations

from rich.cells import cell_len

from tests.hostile import CONTROLS, STRINGS, control_sequences_of, forbidden_in, harmless, sequences_by_kind


def test_strings_are_all_there() -> None:
    assert len(STRINGS) == 86
    assert {"csi_clear", "c1_osc", "nul", "lf"} <= set(CONTROLS)
    assert "markup_close" not in CONTROLS


def test_forbidden_characters_are_named() -> None:
    assert forbidden_in("ACME [/] 株式会社\nLtd – ✓") == []
    assert forbidden_in("a\tb\rc\x7f\x9b\u202e\x1b\u2069") == [
        "U+0009",
        "U+000D",
        "U+007F",
        "U+009B",
        "U+202E",
        "U+001B",
        "U+2069",
    ]


def test_harmless_names_are_as_wide() -> None:
    assert harmless("株式 A") == "xxxxxx"
    assert harmless(STRINGS["csi_sgr"]) == "xxxxxxxx"  # ESC is shown as one cell
    assert all(forbidden_in(harmless(text)) == [] for text in STRINGS.values())
    assert cell_len(harmless(STRINGS["bidi_rlo"])) == 9


def test_sequences_are_counted_by_kind() -> None:
    painted = b"\x1b[1;2H\x1b[38;2;1;2;3mA\x1b[0m\x1b[?2026h\x1b]8;;tel:1\x1b\\B\x1b]52;c;x\x07\x1bc\x1bPq\x1b\\"
    assert sequences_by_kind(painted) == {
        "CSI H": 1,
        "CSI m": 2,
        "CSI ?h": 1,
        "OSC 8": 1,
        "OSC 52": 1,
        "ESC c": 1,
        "ESC P": 1,
    }
    assert control_sequences_of(STRINGS["csi_clear"]) == [b"\x1b[2J", b"\x1b[H"]
