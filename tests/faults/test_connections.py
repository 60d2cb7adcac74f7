"""A record in PostgreSQL whose connection or server is lost: nothing acknowledged is lost,
nothing unacknowledged appears, and who asked is told which of the two it was."""

import stat
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import psycopg
import pytest

from proxy import Proxy, through
from records import NAMED, fact, lay
from records import enter as enter_named
from signboard import clerk, settings
from signboard.store import tables
from signboard.terms import Refusal
from tools.postgresql import Server
from verifying import verify

SECRET = "hunter2"


def enter(folder: Path, number: int = 9) -> clerk.Head:
    """Enter one fact; the head that was acknowledged."""
    entered, blobs = fact(number)
    with clerk.sitting(folder) as sitting:
        return sitting.enter([("", entered)], blobs)


def size(folder: Path) -> int:
    verdict = verify(folder)
    assert verdict.difference is None
    return verdict.stored


def point(folder: Path, address: str) -> None:
    (folder / settings.FILE).write_text(f'database = "{address}"\n', encoding="utf-8")


@pytest.fixture
def address(server: Server) -> str:
    return server.schema()


@pytest.fixture
def folder(tmp_path: Path, address: str) -> Path:
    return lay(tmp_path / "board", address)


@pytest.fixture
def proxy(folder: Path, address: str) -> Iterator[Proxy]:
    with through(address) as found_there:
        point(folder, found_there.address)
        yield found_there


@pytest.fixture
def killable(server: Server) -> Server:
    if server.folder is None:
        pytest.skip("needs a server that can be killed")
    return server


def test_what_comes_through_whole_is_entered(folder: Path, proxy: Proxy) -> None:
    before = size(folder)
    assert enter(folder).size == size(folder) == before + 1


def test_a_connection_cut_before_the_commit_leaves_nothing(folder: Path, proxy: Proxy) -> None:
    before = size(folder)
    proxy.cut = "before"
    with pytest.raises(Refusal, match="was lost; nothing was written"):
        enter(folder)
    assert size(folder) == before
    assert enter(folder).size == before + 1


def test_a_commit_whose_answer_was_lost_is_acknowledged(folder: Path, proxy: Proxy) -> None:
    before = size(folder)
    proxy.cut = "after"
    assert enter(folder).size == before + 1
    assert size(folder) == before + 1


SLOW = """
CREATE FUNCTION dawdle() RETURNS trigger LANGUAGE plpgsql
  AS $$ BEGIN RAISE WARNING 'committing'; PERFORM pg_sleep(1); RETURN NULL; END $$;
CREATE CONSTRAINT TRIGGER slow AFTER INSERT ON head DEFERRABLE INITIALLY DEFERRED
  FOR EACH ROW EXECUTE FUNCTION dawdle();
"""
"""A commit of which the server says a word, and which takes a second more."""


@pytest.mark.parametrize("isolation", ["read committed", "repeatable read", "serializable"])
def test_a_commit_that_is_going_on_when_it_is_asked_for_is_acknowledged(
    folder: Path, address: str, isolation: str
) -> None:
    """Whatever the server's own isolation is: who asks sees what was committed while waiting."""
    before = size(folder)
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(SLOW)
    level = isolation.replace(" ", "%5C%20")
    with through(f"{address}%20-cdefault_transaction_isolation%3D{level}") as proxy:
        point(folder, proxy.address)
        proxy.cut = "after"
        assert enter(folder).size == before + 1
    point(folder, address)
    assert size(folder) == before + 1


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_restore_whose_connection_was_lost_is_there_whole_or_not_at_all(
    folder: Path, tmp_path: Path, server: Server, moment: str
) -> None:
    clerk.backup(folder, tmp_path / "copy")
    address = server.schema()
    with through(address) as proxy:
        proxy.cut = moment
        if moment == "before":
            with pytest.raises(
                Refusal, match="was lost; nothing was written; nothing was restored"
            ):
                clerk.restore(str(tmp_path / "copy"), tmp_path / "again", database=proxy.address)
        clerk.restore(str(tmp_path / "copy"), tmp_path / "again", database=proxy.address)
        assert size(tmp_path / "again") == size(folder)


@pytest.mark.parametrize(("moment", "then"), [("before", "begun"), ("after", "laid already")])
def test_a_record_whose_laying_was_not_answered_is_there_whole_or_not_at_all(
    tmp_path: Path, address: str, moment: str, then: str
) -> None:
    with through(address) as proxy:
        proxy.cut = moment
        with pytest.raises(Refusal, match="it isn't known whether a record was laid: try again"):
            clerk.init(tmp_path / "board", proxy.address)
        if then == "begun":
            clerk.init(tmp_path / "board", proxy.address)
        else:
            with pytest.raises(Refusal, match="holds a record already"):
                clerk.init(tmp_path / "board", proxy.address)
        enter_named(tmp_path / "board", [NAMED])
        clerk.publish(tmp_path / "board", date(2026, 11, 25))
        assert size(tmp_path / "board") == 1


@pytest.mark.parametrize(("moment", "grown"), [("before", 0), ("after", 1)])
def test_where_nobody_can_be_asked_it_is_said_that_it_is_not_known(
    folder: Path,
    address: str,
    proxy: Proxy,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
    grown: int,
) -> None:
    monkeypatch.setattr(tables, "WAIT_SECONDS", 0.5)
    before = size(folder)
    proxy.cut, proxy.for_good = moment, True
    with pytest.raises(Refusal, match="it isn't known whether") as refused:
        enter(folder)
    assert "\n" not in str(refused.value)
    assert f"which has {before + 1} entries or more if it does" in str(refused.value)
    point(folder, address)
    assert size(folder) == before + grown


@pytest.mark.parametrize(("moment", "grown"), [("before", 0), ("after", 1)])
def test_a_server_killed_at_the_commit_is_waited_for_and_asked(
    folder: Path, proxy: Proxy, killable: Server, moment: str, grown: int
) -> None:
    before = size(folder)
    proxy.cut, proxy.then = moment, killable.kill
    if grown:
        assert enter(folder).size == before + 1
    else:
        with pytest.raises(Refusal, match="nothing was written"):
            enter(folder)
    assert size(folder) == before + grown


def test_a_server_killed_between_two_appends_loses_neither(folder: Path, killable: Server) -> None:
    (one, its), (two, beside) = fact(1), fact(2)
    acknowledged = size(folder) + 1

    def enter_both() -> None:
        with clerk.sitting(folder) as sitting:
            assert sitting.enter([("", one)], its).size == acknowledged
            killable.kill()
            sitting.enter([("", two)], beside)

    with pytest.raises(Refusal, match="nothing was written") as refused:
        enter_both()
    assert "\n" not in str(refused.value)
    assert size(folder) == acknowledged
    assert enter(folder).size == size(folder) == acknowledged + 1


def test_a_server_killed_again_and_again_loses_nothing(folder: Path, killable: Server) -> None:
    for number in range(3):
        acknowledged = enter(folder, number)
        killable.kill()
        verdict = verify(folder)
        assert verdict.difference is None
        assert (verdict.stored, verdict.root) == (acknowledged.size, acknowledged.root.hex())


@pytest.mark.parametrize(
    "written",
    [
        f"postgresql://clerk:{SECRET}@127.0.0.1:1/board?connect_timeout=1",
        f"postgresql://clerk:{SECRET}@[::1/board",
        f"postgresql://clerk@127.0.0.1:1/board?pasword={SECRET}",
        f"mysql://clerk:{SECRET}@127.0.0.1/board",
        f'postgresql://clerk:{SECRET}@127.0.0.1:1/"\\\nboard',
    ],
)
def test_a_database_that_can_not_be_had_is_refused_and_its_password_not_shown(
    tmp_path: Path, written: str
) -> None:
    folder = tmp_path / "board"
    with pytest.raises(Refusal) as refused:
        clerk.init(folder, written)
    assert SECRET not in str(refused.value)
    assert not list(folder.iterdir())


def test_settings_that_may_hold_a_password_are_their_owner_s_alone(folder: Path) -> None:
    assert stat.S_IMODE((folder / settings.FILE).stat().st_mode) == 0o600


def test_a_schema_that_is_not_there_is_refused(tmp_path: Path, address: str) -> None:
    with pytest.raises(Refusal, match="make it first: CREATE SCHEMA"):
        clerk.init(tmp_path / "board", f"{address}_nowhere")


def test_a_record_is_never_begun_anew_over_another(tmp_path: Path, address: str) -> None:
    clerk.init(tmp_path / "one", address)
    with pytest.raises(Refusal, match="holds a record already"):
        clerk.init(tmp_path / "two", address)


def test_settings_that_name_another_database_are_left_as_they_are(
    folder: Path, server: Server
) -> None:
    before = (folder / settings.FILE).read_text(encoding="utf-8")
    with pytest.raises(Refusal, match="names another database"):
        clerk.init(folder, server.schema())
    assert (folder / settings.FILE).read_text(encoding="utf-8") == before
