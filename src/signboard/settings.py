"""A board's settings, from `signboard.toml` in its folder. Everything public is in the record."""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Final
from urllib.parse import urlsplit

import msgspec

from signboard.record.notes import COSIGNS, VerifierKey
from signboard.terms import Identifier, Refusal, Url

FILE: Final = "signboard.toml"


class Witness(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A witness: its verifier key, as `signboard witness init` printed it, and the address at
    which it is asked, without `/add-checkpoint`."""

    key: str
    url: Url

    def __post_init__(self) -> None:
        try:
            algorithm = self.verifier.algorithm
        except Refusal as refusal:
            raise ValueError(f"`key` of a witness: {refusal}") from None
        if algorithm != COSIGNS:
            raise ValueError(f"`key` of a witness: this is a log's; ask {self.url} for its own")

    @property
    def verifier(self) -> VerifierKey:
        """Its verifier key, read."""
        return VerifierKey.parse(self.key)


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What may stand in `signboard.toml`; docs/reference/settings.md says what each means."""

    office: Identifier = "planning-office"
    database: str | None = None
    required: Annotated[int, msgspec.Meta(ge=0)] = 0
    witnesses: tuple[Witness, ...] = ()

    def __post_init__(self) -> None:
        keys = [one.verifier for one in self.witnesses]
        distinct = min(len({one.name for one in keys}), len({one.public for one in keys}))
        if distinct < len(keys):
            raise ValueError("`witnesses` names one twice; a name and a key are one witness's")
        if self.required > len(keys):
            raise ValueError(
                f"`required` asks for {self.required} cosignatures of {len(keys)} witnesses; "
                "name more witnesses or require fewer"
            )


WRITTEN: Final = """\
# Settings of this board. docs/reference/settings.md says what each means.

# The office that enters: it stands beside every entry in the public record.
# Name an office, never a person: an entry can't be changed.
office = "planning-office"

# The PostgreSQL database that the record lies in: docs/guides/postgresql.md.
# Left out, the record is an SQLite file in this folder.
# database = "postgresql://writer@db.example/boards"

# How many of the witnesses must cosign the checkpoint before a site is published.
required = 0

# The witnesses that are asked to cosign at each publishing, each in a table of its own.
# [[witnesses]]
# key = "witness.council.example+9b507f36+BIFO7czNv0RnNG/IYSiHiz8kY15Fkrk7pn2HTxbsSnsf"
# url = "https://witness.council.example"
"""


def write(folder: Path, database: str | None = None) -> bool:
    """Write the settings of a new board, unless there are some; say whether it was done.

    Only their owner may read them where they name a database: its password may stand there.
    Raises `Refusal` where they can't be written.
    """
    path = folder / FILE
    if path.exists():
        return False
    fresh = path.with_name(f".{FILE}.new")
    try:
        fresh.unlink(missing_ok=True)
        fresh.touch(0o644 if database is None else 0o600)
        with fresh.open("w", encoding="utf-8") as file:
            file.write(_with(database))
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave the name and not the words
        fresh.rename(path)
    except OSError as error:
        raise Refusal(f"{path} can't be written ({error.strerror}); check it") from None
    return True


def _with(database: str | None) -> str:
    if database is None:
        return WRITTEN
    line = f"database = {_quoted(database)}"
    return re.sub(r"^# database = .*$", lambda _: line, WRITTEN, flags=re.M)


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", r"\\").replace('"', r"\"") + '"'


def with_database(text: str, database: str | None) -> str:
    """Settings (TOML) that name this database, and say all else as before.

    Raises `Refusal` where they are written so that this can't be done.
    """
    line = "" if database is None else f"database = {_quoted(database)}\n"
    others, count = re.subn(r"^[ \t]*database[ \t]*=.*\n?", lambda _: line, text, flags=re.M)
    changed = others if count or not line else line + others
    try:
        fits = tomllib.loads(changed).get("database") == database
    except tomllib.TOMLDecodeError:
        fits = False
    if not fits:
        raise Refusal(f"{FILE}: write `database` and its address on one line of their own")
    return changed


def without_password(text: str) -> str:
    """Settings (TOML) without the password that the database's address may hold."""
    try:
        database = tomllib.loads(text).get("database")
    except tomllib.TOMLDecodeError as error:
        raise Refusal(f"{FILE}: {error}; docs/reference/settings.md says what may stand") from None
    if database is None:
        return text
    parts = urlsplit(str(database))
    user, at, host = parts.netloc.rpartition("@")
    asked = [one for one in parts.query.split("&") if "password" not in one.partition("=")[0]]
    netloc = user.partition(":")[0] + at + host
    return with_database(text, parts._replace(netloc=netloc, query="&".join(asked)).geturl())


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
