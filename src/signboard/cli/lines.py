"""Lines of output: what fits on one, and numbers with their nouns."""

from signboard.clerk import Head


def one_line(text: str) -> str:
    """Text that stays on its line and can't steer a terminal, whatever a document put into it."""
    return "".join(sign if sign.isprintable() else " " for sign in text)


def counted(number: int, one: str, several: str | None = None) -> str:
    """A number with its noun: `1 entry`, `2,048 entries`."""
    return f"{number:,} {one if number == 1 else several or one + 's'}"


def told(head: Head) -> str:
    """How far a record goes, in words."""
    size = counted(head.size, "entry", "entries")
    return f"the record has {size}, root {head.root.hex()[:16]}…"
