"""Profiles of other ledgers' files: finding one, and listing all."""

from __future__ import annotations

from typing import TYPE_CHECKING

from cctui.cli.folders import profile_folder
from cctui.cli.output import Column, table, write_lines
from cctui.cli.problems import ExitCode, Problem
from store.exchange.outcome import ImportRefused
from store.exchange.profile_finding import find_profile, profiles

if TYPE_CHECKING:
    from cctui.cli.state import State
    from store.exchange.profile import Profile


def profile_named(asked: str) -> Profile:
    """Find a profile by name or path; raises Problem (2) where there is none, or it is wrong."""
    try:
        return find_profile(asked, profile_folder())
    except ImportRefused as refused:
        raise Problem(ExitCode.USAGE, refused.sentence) from refused


def print_profiles(state: State) -> int:
    """Print every profile: its name, what it reads, and where a user's own lies."""
    rows = []
    for each in profiles(profile_folder()):
        try:
            title = find_profile(each.name, profile_folder()).title
        except ImportRefused as refused:
            title = refused.sentence
        rows.append((each.name, title, str(each.path) if each.own else "cctui"))
    titles = ("name", "title", "from")
    if state.json:
        from cctui.cli.formats import json_lines  # noqa: PLC0415 - start-up

        data = [dict(zip(titles, row, strict=True)) for row in rows]
        write_lines(json_lines("profiles", state.settings.work_date, data))
    elif state.csv:
        from cctui.cli.formats import csv_lines  # noqa: PLC0415 - start-up

        write_lines(csv_lines(titles, rows))
    else:
        write_lines(table([Column("Profile"), Column("Reads"), Column("From")], rows))
    return ExitCode.DONE
