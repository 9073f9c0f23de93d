"""Plays rounds and says what came of them."""

import argparse
import asyncio
import random
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from . import selftest
from .databases import Cluster, Ground
from .disk import Disk
from .faults import BY_NAME, deck
from .servers import BINARY, TARGET
from .stage import Plan, Stage, Verdict

#: What each run of many rounds must have come to; without it, it has proved nothing.
MUST_HIT = ("commits unknown", "batches > 1", "promotion races")
#: Fewer rounds may miss what must be hit.
MANY = 20


def arguments() -> argparse.Namespace:
    """The command line."""
    parser = argparse.ArgumentParser("chaos", description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, help="of the first round; the next have the next")
    parser.add_argument("--only", choices=sorted(BY_NAME), help="only this fault")
    parser.add_argument("--database", choices=["sqlite", "postgres"])
    parser.add_argument("--within", type=float, metavar="SECONDS", help="begin no round later")
    parser.add_argument("--self-test", action="store_true", help="check the checker and end")
    return parser.parse_args()


def plans(wanted: argparse.Namespace, seed: int):
    """The rounds: each fault once before any comes again, at most one long one in each deck."""
    faults = deck(random.Random(seed))
    for number in range(wanted.rounds):
        fault = BY_NAME[wanted.only] if wanted.only else next(faults)
        while wanted.database and not wanted.only and wanted.database not in fault.databases:
            fault = next(faults)
        rng = random.Random(f"database {seed + number}")
        yield Plan(seed + number, fault.name, wanted.database or rng.choice(fault.databases))


def main() -> int:
    """Checks the checker, makes the ground, plays."""
    wanted = arguments()
    faults = selftest.run()
    print(f"self-test of the checker: {len(selftest.LIES)} planted lies, {len(faults)} faults")
    for fault in faults:
        print(f"  {fault}")
    if faults or wanted.self_test:
        return 1 if faults else 0
    if not BINARY.exists():
        raise SystemExit(f"chaos: {BINARY} is missing; cargo build --locked makes it")
    # So that what was started is ended, and what was mounted is unmounted.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    seed = wanted.seed if wanted.seed is not None else random.randrange(1_000_000_000)
    print(f"seed {seed}, {wanted.rounds} rounds")
    todo = list(plans(wanted, seed))
    with tempfile.TemporaryDirectory(prefix="niangjia-chaos.") as folder:
        if any("disk" in BY_NAME[plan.fault].traits for plan in todo):
            # Said before the first round, not in the middle of a run.
            probe = Disk(Path(folder) / "probe")
            probe.mount()
            probe.unmount()
        ground = Ground(Path(folder), Cluster())
        ground.make(sorted({plan.database for plan in todo}))
        return play(todo, ground, wanted.within)


def play(todo: list[Plan], ground: Ground, within: float | None) -> int:
    """Plays all rounds, one line each; 0 when all is well."""
    played, passed, total, began = 0, 0, Counter(), time.monotonic()
    for number, plan in enumerate(todo, 1):
        if within is not None and time.monotonic() - began > within:
            print(f"time is up, {len(todo) - played} rounds were not played")
            break
        folder = TARGET / "chaos" / str(plan.seed)
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        verdict = asyncio.run(Stage(plan, ground, folder).play())
        total.update(verdict.counts)
        played += 1
        passed += not verdict.lies
        tell(number, plan, verdict, folder)
    missed = [name for name in MUST_HIT if not total[name]]
    print("in all: " + ", ".join(f"{name} {count}" for name, count in total.items()))
    if missed and played < MANY:
        print(f"not hit, waived for so few rounds: {', '.join(missed)}")
        missed = []
    for name in missed:
        print(f"FAILED: this run never hit: {name}")
    failed = played - passed + len(missed)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


def tell(number: int, plan: Plan, verdict: Verdict, folder: Path) -> None:
    """One line of a round, and more of one that failed."""
    counts = ", ".join(f"{name} {count}" for name, count in verdict.counts.items())
    word = "FAILED" if verdict.lies else "ok"
    print(
        f"{number:3} {word} seed {plan.seed} {plan.fault} on {plan.database}, "
        f"{verdict.seconds:.1f} s: {'; '.join(verdict.done)} | {counts}"
    )
    if verdict.lies:
        for lie in verdict.lies[:20]:
            print(f"      {lie}")
        print(f"      {len(verdict.lies)} in all; traces in {folder}; again: {plan.again()}")


if __name__ == "__main__":
    sys.exit(main())
