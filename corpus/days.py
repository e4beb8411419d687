"""Days as ``YYYY-MM-DD``: the law ends on one and begins on the next."""

from datetime import date, timedelta


def day_before(day: str) -> str:
    """Return the day before ``day``."""
    return (date.fromisoformat(day) - timedelta(days=1)).isoformat()


def day_after(day: str) -> str:
    """Return the day after ``day``."""
    return (date.fromisoformat(day) + timedelta(days=1)).isoformat()
