"""A board's settings, from `signboard.toml` in its folder. Everything public is in the record."""

import os
import re
import tomllib
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit

import msgspec

from signboard.record.notes import ADD_CHECKPOINT, COSIGNS, VerifierKey
from signboard.terms import Identifier, Refusal, Url, denied

FILE: Final = "signboard.toml"

_BESIDE: Final = ("record.sqlite", "signing.key", "log", "site")
"""Where one of these lies in a folder, a board is kept there, and it had settings."""


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
                f"`required` is {self.required}, and the number of witnesses is {len(keys)}; "
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


def checked_office(text: str) -> str:
    """The name of an office. Raises `Refusal` where entries can't bear it."""
    try:
        return msgspec.convert(text, Identifier)
    except msgspec.ValidationError:
        raise Refusal(
            f'office: "{text[:100]}" can\'t be one; write small letters and digits joined by -, '
            "such as planning-office; it stands on every entry"
        ) from None


def write(folder: Path, database: str | None = None, office: str | None = None) -> bool:
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
            file.write(_with(database, office))
            file.flush()
            os.fsync(file.fileno())  # else a power cut could leave the name and not the words
        fresh.rename(path)
    except OSError as error:
        raise Refusal(f"{path} can't be written ({error.strerror}); check it") from None
    return True


def _with(database: str | None, office: str | None) -> str:
    text = WRITTEN if office is None else with_office(WRITTEN, office)
    if database is None:
        return text
    line = f"database = {_quoted(database)}"
    return re.sub(r"^# database = .*$", lambda _: line, text, flags=re.M)


def with_office(text: str, office: str) -> str:
    """Settings as they are written for a new board, with another office."""
    return text.replace(f'"{Settings().office}"', f'"{office}"')


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
    """The settings of the board in `folder`; the defaults where no board is kept there yet.

    Raises `Refusal` where one is kept there and its settings are missing: the defaults would enter
    as another office and publish without the witnesses that were required.
    """
    path = folder / FILE
    try:
        return parse(path.read_text(encoding="utf-8"), path)
    except FileNotFoundError:
        if any((folder / name).exists() for name in _BESIDE):
            raise Refusal(
                f"no {FILE} in {folder}, so its office and its witnesses aren't known; put it back "
                "from the backup, or write a new one (docs/reference/settings.md says what may "
                "stand there)"
            ) from None
        return Settings()
    except PermissionError:
        raise Refusal(denied(path)) from None
    except OSError as error:
        raise Refusal(f"{path} can't be read ({error.strerror}); check it") from None
    except UnicodeDecodeError as error:
        raise _unfit(path, error) from None


def parse(text: str, where: Path | str = FILE) -> Settings:
    """Settings (TOML) as they are written in a file. Raises `Refusal`, which names the file, where
    no board can be kept by them."""
    try:
        table = tomllib.loads(text)
        _check_words(table)
        return msgspec.convert(table, Settings)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise _unfit(where, error) from None
    except Refusal as refusal:
        raise Refusal(f"{where}: {refusal}") from None


def _unfit(where: Path | str, error: Exception) -> Refusal:
    return Refusal(f"{where}: {error}; docs/reference/settings.md says what may stand there")


def database_of(folder: Path) -> str | None:
    """The database that the record in `folder` lies in, for whoever only reads it: where the
    settings are missing, the file beside which they lay will do."""
    if not (folder / FILE).exists() and (folder / _BESIDE[0]).is_file():
        return None
    return read(folder).database


def _check_words(table: dict[str, Any]) -> None:
    """Raise `Refusal`, in words rather than by a pattern, where an office or an address is none."""
    office, witnesses = table.get("office"), table.get("witnesses")
    if isinstance(office, str):
        checked_office(office)
    for one in witnesses if isinstance(witnesses, list) else ():
        url = one.get("url") if isinstance(one, dict) else None
        try:
            msgspec.convert("https://a.example" if url is None else url, Url)
        except msgspec.ValidationError:
            raise Refusal(
                f'`url` of a witness: "{str(url)[:100]}" is no address; write url as '
                "https://witness.example.org"
            ) from None
        if str(url).rstrip("/").endswith(ADD_CHECKPOINT):
            raise Refusal(
                f"`url` of a witness: leave out {ADD_CHECKPOINT}, which is added when it is asked"
            )
