"""The command that shows a document, where nobody configured one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import pytest

from cctui.cli.settings import load
from cctui.host import desktop_viewer

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_desktop(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A Linux machine whose only program is `xdg-open`."""
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "SSH_CONNECTION"):
        monkeypatch.delenv(name, raising=False)
    program = tmp_path / "xdg-open"
    program.touch(mode=0o700)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "platform", "linux")


def test_the_desktop_shows_it_where_there_is_one(monkeypatch: pytest.MonkeyPatch) -> None:
    assert desktop_viewer() == ""
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert desktop_viewer() == "xdg-open {file}"
    monkeypatch.setenv("PATH", "")
    assert desktop_viewer() == ""


def test_over_ssh_none_can_be_started(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":10")
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 1 192.0.2.2 22")
    assert desktop_viewer() == ""


def test_a_mac_opens_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "platform", "darwin")
    assert desktop_viewer() == "open {file}"


def test_the_configuration_names_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CCTUI_VIEWER", "evince {file}")
    assert load().viewer == "evince {file}"
