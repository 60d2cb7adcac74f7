"""One fault and its audit: an operation is run, something goes wrong, and what must hold is held
against what an undisturbed run had left."""

import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from faulting.disk import Cut, Disk
from faulting.interposing import Call, Event, Interposed, Outcome, Wrong
from faulting.operations import Operation, Say, load_dice
from faulting.states import Broken, State, state_of, whole_of
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
        return state_of(self.board, self.folder / "seen")

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
            assert outcome.code == 0, outcome.said
            self.states.append(self.state())
        self.events = outcome.events
        self.wholes.append(whole_of(self.board))
        code = self.run(time=2).code
        self.again = (code, self.state())
        self.wholes.append(whole_of(self.board))

    def _call(self, body: Callable[[], None]) -> None:
        """In a child, so that nothing is open in the process that forks."""

        def run(say: Say) -> int:
            load_dice(0)
            body()
            return 0

        outcome = self.interposed.run(run, clock=CLOCK)
        assert outcome.code == 0, outcome.said

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
            return self.operation.steps
        if outcome.code > 0 and not _is_refusal(outcome):
            raise Broken(f"it ended with {outcome.code}, saying: {outcome.said}")
        if SHOWN in outcome.said:
            return self.operation.steps
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
            return self.operation.steps
        return sum(one.call is Call.ACKNOWLEDGED for one in before)

    def _check(self, kept: int, *, exactly: bool) -> None:
        """What stands must be all that was acknowledged, and at most one step, whole, more; where
        it was said how it ended, not even that."""
        found = self.state()
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
            raise Broken(f"run again, it ended with {outcome.code}, saying: {outcome.said}")
        if self.state() != state:
            raise Broken("run again, it came to something else")
        whole, expected = whole_of(self.board), self.wholes[done]
        if whole != expected:
            differ = sorted(
                name
                for name in whole.keys() | expected.keys()
                if whole.get(name) != expected.get(name)
            )
            raise Broken(f"run again, it came to another: {', '.join(differ)}")


def _is_refusal(outcome: Outcome) -> bool:
    """Did it end with one line that refuses? What was done before may have been said before."""
    *before, last = outcome.said.splitlines() or [""]
    refuses = last.startswith("signboard: refused: ")
    return outcome.code == REFUSED and refuses and not any("Traceback" in one for one in before)
