"""One fault and its audit: an operation is run, something goes wrong, and what must hold is held
against what an undisturbed run had left."""

import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from faulting.disk import Cut, Disk
from faulting.interposing import Call, Event, Interposed, Outcome, Wrong
from faulting.operations import Operation, Say, Typed, load_dice
from faulting.states import Broken, State, holding
from signboard.clerk.restoring import RESTORED
from signboard.cli.keeping import NOT_YET
from signboard.store.writing import SHOWN

CLOCK = int(datetime(2026, 11, 24, 9, 0, tzinfo=UTC).timestamp()) * 1_000_000_000
REFUSED = 1


@dataclass(frozen=True, slots=True)
class Fault:
    """What goes wrong at which call: a call's own fault, or the power's cut after it."""

    at: int
    wrong: Wrong | Cut

    @property
    def kind(self) -> str:
        """What kind of fault it is, as docs/faults.md calls it."""
        if isinstance(self.wrong, Wrong):
            return self.wrong.name.lower().replace("_", " ")
        return f"power cut, names {self.wrong.names}, bytes {self.wrong.bytes}"


@dataclass(slots=True)
class Bench:
    """An operation laid out: worlds before it and after it, undisturbed, and its calls."""

    operation: Operation
    folder: Path
    interposed: Interposed
    states: list[State] = field(default_factory=list)
    again: tuple[int, State] = (0, State(None, None))
    wholes: list[dict[str, str]] = field(default_factory=list)
    events: tuple[Event, ...] = ()

    @property
    def world(self) -> Path:
        """The folder in which it happens."""
        return self.folder / "world"

    @property
    def board(self) -> Path:
        """The board's folder."""
        return self.world / "board"

    def state(self) -> State:
        """What stands there. Raises `Broken` where it does not verify."""
        return self.operation.state(self.board, self.folder / "seen")

    def whole(self) -> dict[str, str]:
        """All that stands there, by what it is."""
        return self.operation.whole(self.board)

    def lay(self) -> None:
        """Lay the world before, and find out what undisturbed runs leave: of each number of
        steps, and of being run twice."""
        self.world.mkdir(parents=True)
        (self.folder / "beside").mkdir()
        self._call(lambda: self.operation.lay(self.world, self.folder / "beside"))
        shutil.copytree(self.world, self.folder / "before", symlinks=True)
        self.states.append(self.state())
        for steps in range(1, self.operation.steps + 1):
            self.reset()
            outcome = self.run(steps=steps)
            assert outcome.code == 0, outcome.complained
            self.states.append(self.state())
        if self.operation.passing:
            self.states.insert(1, State(self.states[1].record, self.states[0].site))
        self.events = outcome.events
        self.wholes.append(self.whole())
        code = self.run(time=2).code
        self.again = (code, self.state())
        self.wholes.append(self.whole())
        self._check_gone()

    def _call(self, body: Callable[[], None]) -> None:
        """In a child, so that nothing is open in the process that forks."""

        def run(say: Say) -> int:
            load_dice(0)
            body()
            return 0

        outcome = self.interposed.run(run, clock=CLOCK)
        assert outcome.code == 0, outcome.complained

    def reset(self) -> None:
        """Make the world what it was before."""
        shutil.rmtree(self.world, ignore_errors=True)
        shutil.rmtree(self.folder / "seen", ignore_errors=True)
        shutil.copytree(self.folder / "before", self.world, symlinks=True)

    def run(
        self, at: int = 0, wrong: Wrong | None = None, steps: int | None = None, *, time: int = 1
    ) -> Outcome:
        """Run the operation, or its first steps, in the world as it is. The dice fall as they do
        the first time or the second time that it is done."""

        def body(say: Say) -> int:
            load_dice(time)
            upto = self.operation.steps if steps is None else steps
            return self.operation.run(self.world, self.folder / "beside", upto, say)

        return self.interposed.run(body, at, wrong, CLOCK)

    def calls(self) -> list[Event]:
        """The calls of an undisturbed run, in order."""
        return [one for one in self.events if one.call is not Call.ACKNOWLEDGED]

    def real_calls(self) -> list[Event]:
        """The calls of the command itself, run in a process of its own rather than in a child."""
        assert isinstance(self.operation.run, Typed), "it is no single command"
        self.reset()
        words = self.operation.run.at(self.world, self.folder / "beside")
        command = str(Path(sys.executable).with_name("signboard"))
        outcome = self.interposed.run_command([command, *words], CLOCK)
        assert outcome.code == 0, outcome.complained
        return list(outcome.events)

    def try_out(self, fault: Fault) -> None:
        """Let a fault happen. Raises `Broken` where what must hold did not."""
        self.reset()
        self.state()  # whoever verifies has seen what stood before
        if isinstance(fault.wrong, Wrong):
            outcome = self.run(fault.at, fault.wrong)
            kept = self._kept(outcome)
            self._check(kept, exactly=outcome.code >= 0)
        else:
            self._check(self._cut(fault.at, fault.wrong), exactly=False)
        self._check_again()

    def _kept(self, outcome: Outcome) -> int:
        """How many steps were acknowledged. Raises where it ended in no way that it should."""
        if outcome.code == 0:
            self._check_gone()
            return len(self.states) - 1
        if outcome.code > 0 and not self._is_refusal(outcome):
            raise Broken(f"it ended with {outcome.code}, saying: {_all(outcome)}")
        if any(one in outcome.complained for one in (SHOWN, RESTORED)):
            return len(self.states) - 1
        if NOT_YET in outcome.complained:
            return 1
        return len(outcome.acknowledged())

    def _cut(self, at: int, cut: Cut) -> int:
        """Lay the world as a power cut leaves it after so many calls; the steps acknowledged by
        then."""
        before = []
        left = at
        for event in self.events:
            if event.call is not Call.ACKNOWLEDGED:
                left -= 1
            if left < 0:
                break
            before.append(event)
        disk = Disk(self.world)
        disk.do(before)
        disk.cut(cut, self.world)
        if len(before) == len(self.events):
            return len(self.states) - 1
        return sum(one.call is Call.ACKNOWLEDGED for one in before)

    def _check(self, kept: int, *, exactly: bool) -> None:
        """What stands must be all that was acknowledged, and at most one step, whole, more; where
        it was said how it ended, not even that. A command that passes through states may have
        come to any of them, unless it says that it did nothing."""
        found = self.state()
        if self.operation.passing and (kept or not exactly):
            allowed = self.states[kept:]
        else:
            allowed = self.states[kept : kept + (1 if exactly else 2)]
        if found not in allowed:
            raise Broken(f"{kept} steps were kept, but there stands {self._named(found)}")

    def _named(self, found: State) -> str:
        if found in self.states:
            return f"the state after {self.states.index(found)}"
        return f"{found}, which is none of {self.states}"

    def _check_again(self) -> None:
        """Run again, it must succeed and come to what an undisturbed run comes to; where it had
        been done, what doing it twice comes to."""
        done = self.state() == self.states[-1] != self.states[0]
        outcome = self.run(time=2 if done else 1)
        code, state = self.again if done else (0, self.states[-1])
        if outcome.code != code:
            raise Broken(f"run again, it ended with {outcome.code}, saying: {_all(outcome)}")
        if self.state() != state:
            raise Broken("run again, it came to something else")
        self._check_gone()
        whole, expected = self.whole(), self.wholes[done]
        if whole != expected:
            differ = sorted(
                name
                for name in whole.keys() | expected.keys()
                if whole.get(name) != expected.get(name)
            )
            raise Broken(f"run again, it came to another: {', '.join(differ)}")

    def _check_gone(self) -> None:
        """What was to be removed must be nowhere."""
        if found := holding(self.world, self.operation.gone):
            raise Broken(f"it is done, but what was withheld lies in {', '.join(found)}")

    def _is_refusal(self, outcome: Outcome) -> bool:
        """Did it end with one line that refuses, and say nothing else than what it asks about?"""
        one = outcome.complained.startswith("signboard: refused: ")
        lone = outcome.complained.count("\n") == 1 and outcome.complained.endswith("\n")
        return (
            outcome.code == REFUSED and one and lone and outcome.said in ("", self.operation.asks)
        )


def _all(outcome: Outcome) -> str:
    return outcome.said + outcome.complained
