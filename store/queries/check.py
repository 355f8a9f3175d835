"""x"""

from __future__ import annotations


def check(c, work_date):
    return []
