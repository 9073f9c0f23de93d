"""The faults. Each strikes in the middle of the load; what it left dead is started again."""

import asyncio
import random
import signal
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Callable

from .servers import Broken, pick

if TYPE_CHECKING:
    from .stage import Stage

HOUR = 3600.0
BOTH, SQLITE, POSTGRES = ("sqlite", "postgres"), ("sqlite",), ("postgres",)


@dataclass
class Fault:
    """A fault: where it can be, what it does, and what it excuses."""

    name: str
    strike: Callable
    databases: tuple[str, ...] = BOTH
    instances: tuple[int, int] = (1, 3)
    #: Before the servers start: settings and failpoints.
    prepare: Callable | None = None
    #: Whether a mail that was answered 250 may come again.
    doubles_mails: bool = True
    traits: set[str] = field(default_factory=set)


async def kill(stage: "Stage") -> None:
    """kill -9, once or some times in a row."""
    for _ in range(stage.rng.randint(1, 3)):
        server = pick(stage.rng, stage.servers)
        server.send(signal.SIGKILL)
        await server.ended(5)
        stage.did(f"killed {server.number}")
        await stage.sleep(0.1, 0.6)
        await server.start()


def at_failpoint(name: str) -> Callable:
    """The process dies where the failpoint stands."""

    def prepare(stage: "Stage") -> None:
        times = stage.rng.randint(1, 60 if name == "after-250" else 30)
        stage.failpoints[pick(stage.rng, stage.servers).number] = f"{name}:{times}"

    return prepare


async def die_there(stage: "Stage") -> None:
    """Waits until a server died at its failpoint, and starts it again."""
    number, point = next(iter(stage.failpoints.items()))
    server = stage.servers[number]
    await stage.until(lambda: not server.is_alive(), 12, f"{point} was never reached")
    stage.did(f"{number} died {point}")
    await stage.sleep(0.0, 0.6)
    await server.start()


def pause(seconds: float) -> Callable:
    """SIGSTOP for a while: the process knows nothing of it, and goes on where it was."""

    async def strike(stage: "Stage") -> None:
        server = pick(stage.rng, stage.servers)
        server.send(signal.SIGSTOP)
        stage.did(f"stopped {server.number} for {seconds:.0f} s")
        stage.crowd.pause = 0.05 if seconds < 10 else 0.5
        await asyncio.sleep(seconds)
        server.send(signal.SIGCONT)
        stage.crowd.pause = 0.05
        await stage.sleep(0.5, 1.0)

    return strike


async def terminate(stage: "Stage") -> None:
    """SIGTERM under load: it must end in order, and soon."""
    server = pick(stage.rng, stage.servers)
    server.send(signal.SIGTERM)
    code = await server.ended(25)
    if code != 0:
        raise Broken(f"server {server.number} ended with {code} after SIGTERM")
    stage.did(f"terminated {server.number}")
    await server.start()


async def crash_postgres(stage: "Stage") -> None:
    """PostgreSQL crashes and recovers; the servers have to find that out by themselves."""
    for _ in range(stage.rng.randint(1, 2)):
        await asyncio.to_thread(stage.cluster.crash)
        await stage.sleep(0.0, 1.5)
        await asyncio.to_thread(stage.cluster.start)
        stage.did("crashed PostgreSQL")
        await stage.sleep(0.3, 1.0)


async def cut_connections(stage: "Stage") -> None:
    """Connections to the database are cut, some of them."""
    for _ in range(stage.rng.randint(4, 12)):
        stage.proxy.cut_some(stage.rng.choice([0.1, 0.3, 1.0]))
        await stage.sleep(0.05, 0.3)
    stage.did(f"cut {stage.proxy.cut} connections")


async def cut_commits(stage: "Stage") -> None:
    """Connections are cut between a COMMIT and its answer."""
    stage.proxy.cuts_commits = stage.rng.choice([0.05, 0.15, 0.3])
    await stage.sleep(1.5, 2.5)
    stage.proxy.cuts_commits = 0.0
    stage.did(f"cut {stage.proxy.cut} commits")


async def fill_disk(stage: "Stage") -> None:
    """The filesystem of the database is full for a while."""
    for _ in range(stage.rng.randint(1, 3)):
        stage.disk.fill(stage.rng.choice([0, 4096, 65536]))
        await stage.sleep(0.3, 1.0)
        stage.disk.free()
        stage.did("filled the disk")
        await stage.sleep(0.1, 0.5)


def jump(low: float, high: float, back: bool) -> Callable:
    """A server dies and comes back with a clock that is wrong by hours; perhaps it is put right."""

    async def strike(stage: "Stage") -> None:
        server = pick(stage.rng, stage.servers)
        hours = stage.rng.uniform(low, high)
        was = server.ahead
        server.send(stage.rng.choice([signal.SIGKILL, signal.SIGTERM]))
        await server.ended(25)
        await server.start(ahead=was + hours * HOUR)
        stage.did(f"the clock of {server.number} jumped by {hours:.1f} h")
        await stage.sleep(0.8, 1.5)
        if back:
            server.send(stage.rng.choice([signal.SIGKILL, signal.SIGTERM]))
            await server.ended(25)
            await server.start(ahead=was)
            stage.did("and back")

    return strike


def differing(stage: "Stage") -> None:
    """Each instance has a clock of its own, hours from the others."""
    for server in stage.servers:
        server.ahead = stage.rng.uniform(-3, 3) * HOUR


async def nothing(stage: "Stage") -> None:
    """Nothing more: the fault is in how the servers were started."""
    stage.did("clocks " + " ".join(f"{s.ahead / HOUR:+.1f}h" for s in stage.servers))
    await stage.sleep(0.5, 1.0)


POINTS = (
    "after-lock",
    "after-insert",
    "before-commit",
    "after-commit",
    "before-reply",
    "after-claim",
    "after-250",
)

FAULTS = [
    Fault("kill", kill),
    *(Fault(f"die-{point}", die_there, prepare=at_failpoint(point)) for point in POINTS),
    Fault("pause-5s", pause(5), doubles_mails=False),
    Fault("pause-30s", pause(30), POSTGRES, (3, 3), doubles_mails=False, traits={"long"}),
    Fault("term", terminate, doubles_mails=False),
    Fault("pg-crash", crash_postgres, POSTGRES),
    Fault("cut", cut_connections, POSTGRES, traits={"proxy"}),
    Fault("cut-commit", cut_commits, POSTGRES, traits={"proxy"}),
    Fault("disk-full", fill_disk, SQLITE, traits={"disk"}),
    Fault("clock-ahead", jump(0.5, 20, False), traits={"clock"}),
    Fault("clock-days", jump(30, 60, False), traits={"clock", "days"}),
    Fault("clock-back", jump(-20, -0.5, True), traits={"clock"}),
    Fault("clock-ahead-and-back", jump(0.5, 20, True), traits={"clock"}),
    Fault(
        "clocks-differ",
        nothing,
        POSTGRES,
        (3, 3),
        prepare=differing,
        doubles_mails=False,
        traits={"clock"},
    ),
]

BY_NAME = {fault.name: fault for fault in FAULTS}


def deck(rng: random.Random):
    """Faults without end: each once before any comes again, in a new order each time."""
    while True:
        cards = list(FAULTS)
        rng.shuffle(cards)
        yield from cards
