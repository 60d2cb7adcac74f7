"""A board's settings, from `signboard.toml` in its folder. Everything public is in the record."""

import tomllib
from pathlib import Path
from typing import Final

import msgspec

from signboard.terms import Identifier, Refusal

FILE: Final = "signboard.toml"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in `signboard.toml`; docs/reference/settings.md says what each means."""

    office: Identifier = "planning-office"
    database: str | None = None


WRITTEN: Final = """\
# Settings of this board. docs/reference/settings.md says what each means.

# The office that enters: it stands beside every entry in the public record.
# Name an office, never a person: an entry can't be changed.
office = "planning-office"

# The PostgreSQL database that the record lies in: docs/guides/postgresql.md.
# Left out, the record is an SQLite file in this folder.
# database = "postgresql://writer@db.example/boards"
"""


def read(folder: Path) -> Settings:
    """The settings of the board in `folder`; the defaults where it has no file of them."""
    path = folder / FILE
    try:
        return msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Settings)
    except FileNotFoundError:
        return Settings()
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}); check it") from None
    except (tomllib.TOMLDecodeError, msgspec.ValidationError, UnicodeDecodeError) as error:
        raise Refusal(
            f"{path}: {error}; docs/reference/settings.md says what may stand there"
        ) from None
