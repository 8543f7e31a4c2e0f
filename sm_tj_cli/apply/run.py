"""Applies a plan: submits what may begin, records every outcome at once, follows what others wait for.

Workers only talk to the service. This thread alone owns the state and the journal, so an intent is durable
before its request is sent, and it is open until the state that holds its outcome is saved.
"""

from __future__ import annotations

import math
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass, replace
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING

from sm_tj_cli.apply.events import Submitted, Submitting, Updated
from sm_tj_cli.apply.following import Following
from sm_tj_cli.apply.intentions import as_intent
from sm_tj_cli.apply.ledger import Ledger
from sm_tj_cli.apply.model import Applied, ApplyOptions, World
from sm_tj_cli.apply.outcomes import after_outcome
from sm_tj_cli.apply.prepare import Preparation
from sm_tj_cli.apply.problems import (
    blocked,
    left_over,
    outage,
    problem,
    running_on,
    waiting_for_quota,
)
from sm_tj_cli.apply.quota import EVERY_SECONDS, QuotaQueue, may_come_free
from sm_tj_cli.apply.schedule import Readiness, readiness
from sm_tj_cli.apply.submit import Outcome, Submission
from sm_tj_cli.diagnostics import Findings
from sm_tj_cli.plan.change import Action, Change
from sm_tj_cli.plan.record import job_name, job_status
from sm_tj_cli.service import Kind, ServiceError
from sm_tj_cli.state.store import StateNotSaved
from sm_tj_cli.watch.events import Told
from sm_tj_cli.watch.verdict import Verdict

if TYPE_CHECKING:
    from sm_tj_cli.addresses import InstanceAddress
    from sm_tj_cli.apply.ownership import Intention
    from sm_tj_cli.diagnostics import Diagnostic
    from sm_tj_cli.plan.change import Plan
    from sm_tj_cli.watch.events import Ended
    from sm_tj_cli.watch.ports import StopSign

WAKE_SECONDS = 0.5


def apply_plan(plan: Plan, world: World, options: ApplyOptions) -> Applied:
    """Does what the plan says. What goes wrong with one job does not keep the others from going on."""
    return _Run(plan, world, options).run()


@dataclass(slots=True)
class _StopSign:
    """The user's, or our own where the run cannot go on."""

    outer: StopSign
    is_halted: bool = False

    def is_set(self) -> bool:
        return self.is_halted or self.outer.is_set()


class _Run:
    def __init__(self, plan: Plan, world: World, options: ApplyOptions) -> None:
        self._world, self._options = world, options
        forgets = {c.address for c in plan.changes if c.action in (Action.DELETE, Action.FORGET)}
        self._ledger = Ledger(plan.prior, world.writer, world.journal, world.clock, forgets)
        self._stopping = _StopSign(world.stopping)
        self._changes = {change.address: change for change in plan.changes}
        self._todo = {c.address: c for c in plan.changes if c.action is not Action.NO_OP}
        self._ready: deque[Change] = deque()
        self._begun: set[InstanceAddress] = set()
        self._needed_by: dict[InstanceAddress, list[Change]] = {}
        self._flying: dict[Future[Submission], tuple[Change, Intention | None]] = {}
        self._landed: SimpleQueue[Future[Submission]] = SimpleQueue()
        self._quota = QuotaQueue(world.clock, min(EVERY_SECONDS, 2 * world.pace.longest))
        self._failed: set[InstanceAddress] = set()
        self._done: list[Change] = []
        self._ended: list[Ended] = []
        self._refused: set[Kind] = set()
        self._unknown = False
        self._holds = False
        self._findings = Findings()
        self._preparation = Preparation(world, options, self._stopping)
        self._following = Following(world, options, self._ledger, self._changes)
        self._began = world.clock.now()

    def run(self) -> Applied:
        self._prepare()
        with ThreadPoolExecutor(self._options.parallelism, thread_name_prefix="submit") as pool:
            try:
                self._work(pool)
            except BaseException as problem:
                self._land(problem)
                raise
        self._ledger.save()
        self._tell_leftovers()
        self._save_outputs()
        return Applied(
            self._ledger.state,
            tuple(self._done),
            self._findings.result(),
            tuple(self._ended),
            unknown=self._unknown,
            interrupted=self._world.stopping.is_set(),
            timed_out=self._timed_out(),
            not_begun=len(self._todo),
            refused=frozenset(self._refused),
        )

    def _work(self, pool: ThreadPoolExecutor) -> None:
        while True:
            self._begin(pool)
            if self._over():
                return
            self._await()

    def _land(self, problem: BaseException) -> None:
        """The run cannot go on: nothing more is sent, and what is in flight is still recorded."""
        self._stopping.is_halted = True
        wait(self._flying)
        for future in list(self._flying):
            change, intention = self._flying.pop(future)
            if future.exception() is None:
                self._take(change, intention, future.result())
        if isinstance(problem, StateNotSaved):
            # Raises again, with all that is known by now in what was rescued, unless it can be saved after all.
            try:
                self._ledger.save()
            except StateNotSaved as again:
                made = running_on(self._changes.values(), self._ledger.state)
                raise replace(again, message=f"{again}{made}") from again
            told = "What was submitted is saved now. Run smtj apply again; it goes on with what is left."
            raise replace(problem, message=f"{problem} {told}") from problem
        with suppress(StateNotSaved):
            self._ledger.save()

    def _prepare(self) -> None:
        for change in self._todo.values():
            for dependency in change.dependencies if change.action.submits else ():
                self._needed_by.setdefault(dependency.address, []).append(change)
                if dependency.completed:
                    self._following.must_complete.add(dependency.address)
        for change in list(self._todo.values()):
            self._consider(change)
        self._following.begin(self._todo)

    def _consider(self, change: Change) -> None:
        """Puts a change in the queue once it may begin, or gives it up where it never will."""
        if change.address not in self._todo or change.address in self._begun:
            return
        state, why = readiness(change, self._ledger.state, self._todo, self._failed)
        if state is Readiness.READY:
            # Its dependencies may tell of themselves again (submitted, then ended) while it waits for its turn.
            self._begun.add(change.address)
            self._ready.append(change)
        elif state is Readiness.BLOCKED and why is not None:
            record = self._ledger.state.job(why.address)
            status = job_status(record.attributes) if record else ""
            needed = self._changes.get(why.address)
            self._tell(blocked(change, why, status, needed.job if needed else None))
            self._give_up(change)

    def _give_up(self, change: Change) -> None:
        self._failed.add(change.address)
        self._todo.pop(change.address, None)
        self._wake(change.address)

    def _wake(self, address: InstanceAddress) -> None:
        for change in self._needed_by.get(address, ()):
            self._consider(change)

    def _begin(self, pool: ThreadPoolExecutor) -> None:
        """Starts as many as may run now; their intents are written down together before the first is sent."""
        if self._world.stopping.is_set() or self._holds:
            return
        batch: list[Change] = []
        while self._ready and len(self._flying) + len(batch) < self._options.parallelism:
            if self._ready[0].action.submits and not self._room(len(batch)):
                break
            batch.append(self._ready.popleft())
        prepared = self._preparation.completed(batch, self._ledger.state)
        for found in prepared.problems:
            self._tell(found)
        for change in prepared.impossible:
            self._give_up(change)
        lineage = self._ledger.state.lineage
        started = [
            (change, self._preparation.intend(change, lineage)) for change in prepared.changes
        ]
        intentions = [intention for _, intention in started if intention is not None]
        self._ledger.begin([as_intent(item, self._ledger.state) for item in intentions])
        for change, intention in started:
            if intention is not None:
                self._world.listener(Submitting(change.address, intention.name))
            performer = self._preparation.performer(change)
            future = pool.submit(performer.perform, change, intention)
            self._flying[future] = (change, intention)
            future.add_done_callback(self._landed.put)

    def _room(self, starting: int) -> bool:
        most = self._options.max_running
        return most is None or self._following.count + len(self._flying) + starting < most

    def _over(self) -> bool:
        if self._flying:
            return False
        if self._world.stopping.is_set() or self._timed_out():
            return True
        if not self._holds and (self._ready or self._quota):
            return False
        waiting = (self._todo and not self._holds) or self._options.wait
        return not (waiting and self._following.active)

    def _timed_out(self) -> bool:
        most = self._options.timeout_seconds
        if most is None or not (self._following.active or self._quota):
            return False
        return (self._world.clock.now() - self._began).total_seconds() >= most

    def _await(self) -> None:
        due = self._following.due_in() if self._following.active else math.inf
        pause = min(due, self._quota.due_in())
        if self._flying:
            self._collect(min(pause, WAKE_SECONDS))
            self._ledger.save_if_due()
        elif self._following.active or self._quota:
            self._ledger.save()
            self._world.clock.sleep(pause)
        if self._quota.due_in() <= 0:
            self._ready.extend(self._quota.next_of_each())
        if self._following.active and self._following.due_in() <= 0:
            self._poll()

    def _collect(self, seconds: float) -> None:
        """Takes in everything that is done by then, as soon as there is something."""
        finished = []
        with suppress(Empty):
            finished.append(self._landed.get(timeout=max(seconds, 0)))
            while True:
                finished.append(self._landed.get_nowait())
        results = []
        for future in finished:
            change, intention = self._flying[future]
            submission = future.result()
            del self._flying[future]
            self._take(change, intention, submission)
            results.append((change, intention, submission))
        for change, intention, submission in results:
            self._finish(change, intention, submission)

    def _take(self, change: Change, intention: Intention | None, submission: Submission) -> None:
        state = after_outcome(self._ledger.state, change, submission, intention, self._world.schema)
        is_known = intention is not None and submission.outcome is not Outcome.UNKNOWN
        settled = {intention.id: submission.outcome.value} if intention and is_known else {}
        self._ledger.record(state, settled)

    def _finish(self, change: Change, intention: Intention | None, submission: Submission) -> None:
        name = intention.name if intention else job_name(change.before or {})
        match submission.outcome:
            case Outcome.CREATED | Outcome.ADOPTED:
                arn = str(submission.description.get("TrainingJobArn", ""))
                adopted = submission.outcome is Outcome.ADOPTED
                if submission.archived:
                    old = job_name(change.before or {})
                    kept = submission.archived
                    self._world.listener(Updated(change.address, old, "record deleted", kept))
                self._world.listener(Submitted(change.address, name, arn, adopted))
            case Outcome.UPDATED | Outcome.REMOVED:
                self._world.listener(
                    Updated(change.address, name, _word(change), submission.archived)
                )
            case Outcome.REFUSED if self._options.wait_for_quota and may_come_free(
                submission.error
            ):
                self._wait_for_quota(change, submission)
                return
            case _:
                self._refuse(change, submission, name)
                return
        self._done.append(change)
        self._todo.pop(change.address, None)
        if change.action.submits:
            self._ready.extend(self._quota.next_like(change))
            if self._following.wants(change.address):
                self._following.follow(change.address)
        self._wake(change.address)

    def _wait_for_quota(self, change: Change, submission: Submission) -> None:
        if submission.error is not None and not self._quota:
            self._tell(waiting_for_quota(submission.error))
        self._quota.add(change)

    def _refuse(self, change: Change, submission: Submission, name: str) -> None:
        self._unknown = self._unknown or submission.outcome is Outcome.UNKNOWN
        self._holds = self._holds or self._unknown or self._options.fail_fast
        if submission.error is not None:
            self._refused.add(submission.error.kind)
        told = problem(change, submission, name, self._world, self._ledger.state.lineage)
        if told is not None:
            self._tell(told)
            self._give_up(change)

    def _poll(self) -> None:
        try:
            ended = self._following.poll()
        except ServiceError as error:
            self._refused.add(error.kind)
            self._tell(outage(error))
            self._following.give_up()
            # How many run is not known any more, nor when one ends.
            self._holds = self._holds or self._options.max_running is not None
            return
        if ended:
            self._ended.extend(ended)
            self._ready.extend(self._quota.next_of_each())
        if self._options.fail_fast and any(it.verdict is not Verdict.COMPLETED for it in ended):
            self._holds = True
        for final in ended:
            if final.address is not None:
                self._wake(final.address)

    def _tell(self, diagnostic: Diagnostic) -> None:
        """At once, and in the answer."""
        self._findings.add([diagnostic])
        self._world.listener(Told(diagnostic))

    def _tell_leftovers(self) -> None:
        if self._todo and not (self._world.stopping.is_set() or self._timed_out()):
            self._tell(left_over(len(self._todo), self._findings.result()))

    def _save_outputs(self) -> None:
        state = self._ledger.state
        outputs, problems = self._world.evaluation.outputs(state)
        if not problems.has_errors and dict(outputs) != dict(state.outputs):
            self._ledger.record(state.with_outputs(outputs))
            self._ledger.save()


def _word(change: Change) -> str:
    if change.action is Action.UPDATE:
        return "updated"
    return "stopped and forgotten" if change.stops else "forgotten"
