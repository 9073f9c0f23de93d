"""One round: the servers, the crowd and the fault among them, then quiet, then the checker."""

import asyncio
import random
import shutil
import signal
import time
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from . import checker
from .clients import Crowd, answered
from .databases import Copy, Ground
from .disk import Disk
from .faults import BY_NAME, Fault
from .proxy import Proxy
from .servers import UNKNOWN_COMMIT, Broken, Server, run
from .sink import Sink
from .story import Story

DRAINED_WITHIN = 60.0
#: Seconds that the queues have to drain by themselves before leases are ended.
PATIENCE = 3.0
#: How long a mail's answer is waited for: longer than any pause.
ANSWER_SECONDS = 34
#: Mails that a process can have in hand.
ON_THEIR_WAY = 64


@dataclass(frozen=True)
class Plan:
    """What a round is, all of it from its seed."""

    seed: int
    fault: str
    database: str

    def again(self) -> str:
        """The command that plays it again."""
        return (
            f"scripts/chaos --rounds 1 --seed {self.seed} "
            f"--only {self.fault} --database {self.database}"
        )


@dataclass
class Verdict:
    """What came of a round."""

    lies: list[str] = field(default_factory=list)
    done: list[str] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0


class Stage:
    """All that a fault may reach for."""

    def __init__(self, plan: Plan, ground: Ground, folder: Path) -> None:
        self.plan, self.ground, self.folder = plan, ground, folder
        self.cluster = ground.cluster
        self.rng = random.Random(plan.seed)
        self.fault: Fault = BY_NAME[plan.fault]
        self.failpoints: dict[int, str] = {}
        self.servers: list[Server] = []
        self.done: list[str] = []
        #: Whether it is waited until leases are over.
        self.is_patient = self.rng.random() < 0.125
        self.proxy: Proxy | None = None
        self.disk: Disk | None = None
        self.copy: Copy
        self.crowd: Crowd
        self.sink = Sink(random.Random(self.rng.random()), self.rng.random() < 0.4)

    def did(self, what: str) -> None:
        """Writes down a part of the fault."""
        self.done.append(what)

    async def sleep(self, low: float, high: float) -> None:
        """Lets some time go by."""
        await asyncio.sleep(self.rng.uniform(low, high))

    async def until(self, is_so, within: float, otherwise: str) -> None:
        """Waits until something is so."""
        end = time.monotonic() + within
        while not is_so():
            if time.monotonic() > end:
                raise Broken(otherwise)
            await asyncio.sleep(0.02)

    async def play(self) -> Verdict:
        """The whole round."""
        began = time.monotonic()
        verdict = Verdict(done=self.done)
        try:
            await self._set()
            await self._load()
            await self._settle()
            await self._quit()
            await self._judge(verdict)
        except Broken as broken:
            verdict.lies.append(str(broken))
        except Exception:  # A fault of these tests: the round has failed, and shows where.
            verdict.lies.append(traceback.format_exc())
        finally:
            await self._clear(verdict)
        verdict.seconds = time.monotonic() - began
        return verdict

    async def _set(self) -> None:
        kind, place = self.plan.database, self.folder
        if "disk" in self.fault.traits:
            self.disk = Disk(self.folder / "disk")
            self.disk.mount()
            place = self.disk.path
        self.copy = self.ground.copy(kind, place, f"round_{self.plan.seed}")
        url = self.copy.url()
        if self.disk is not None:
            url = f"sqlite://{self.disk.folder}/niangjia.db"
        await self.sink.start()
        if "proxy" in self.fault.traits:
            self.proxy = Proxy(random.Random(self.rng.random()), self.cluster.port)
            await self.proxy.start()
            url = self.copy.url(self.proxy.port)
        settings = {
            "DATABASE__URL": url,
            "MAIL__URL": f"smtp://127.0.0.1:{self.sink.port}",
            "MAIL__RETRY_FIRST_SECONDS": "1",
            "MAIL__PER_SECOND": "2000",
            "MAIL__COMMAND_SECONDS": "2",
            "MAIL__ANSWER_SECONDS": str(ANSWER_SECONDS),
            "TIMER__INTERVAL_SECONDS": "1",
            "SERVER__TIME_LIMIT_SECONDS": "10",
        }
        many = self.rng.randint(*self.fault.instances) if kind == "postgres" else 1
        self.servers = [Server(number, self.folder, settings) for number in range(many)]
        for server in self.servers:
            server.inside = self.disk.inside if self.disk is not None else []
        if self.fault.prepare is not None:
            self.fault.prepare(self)
        for server in self.servers:
            await server.start(failpoint=self.failpoints.get(server.number))
        workers, offerings = self.ground.crowd(kind, self.rng)
        self.crowd = Crowd(
            random.Random(self.rng.random()), self.servers, workers, offerings
        )

    async def _load(self) -> None:
        measuring = asyncio.create_task(self._measure())
        self.crowd.start()
        try:
            await self.sleep(0.5, 1.5)
            await self.fault.strike(self)
            await self.sleep(0.5, 1.0)
        finally:
            await self.crowd.stop()
            measuring.cancel()

    async def _measure(self) -> None:
        while True:
            for server in self.servers:
                await server.measure()
            await asyncio.sleep(0.2)

    async def _settle(self) -> None:
        """No more faults: all is up, everybody gets an answer, the queues run dry."""
        began = time.monotonic()
        self.sink.calm_down()
        for server in self.servers:
            if not server.is_alive():
                server.launch()
        for server in self.servers:
            await server.ready(DRAINED_WITHIN)
        await self.crowd.ask_again()
        for server in self.servers:
            await server.measure()
        while owed := self._owed():
            waited = time.monotonic() - began
            if waited > DRAINED_WITHIN:
                raise Broken(f"not drained after {DRAINED_WITHIN:.0f} s: {owed}")
            if waited > PATIENCE and not self.is_patient and self._are_leased(owed):
                self.is_patient = True
                await self._end_leases()
            await asyncio.sleep(0.2)

    async def _end_leases(self) -> None:
        """Ends all in order, then what dead processes hold, and starts them again."""
        for server in self.servers:
            server.send(signal.SIGTERM)
        for server in self.servers:
            await server.ended(25)
        self.copy.end_leases()
        for server in self.servers:
            server.launch(ahead=server.ahead)
        for server in self.servers:
            await server.ready(DRAINED_WITHIN)

    @staticmethod
    def _are_leased(owed: list[str]) -> bool:
        """Whether some of what is owed waits for a lease to be over."""
        return any("leased" in row for row in owed)

    def _owed(self) -> list[str]:
        return self.copy.owed(time.time() + max(server.ahead for server in self.servers))

    async def _quit(self) -> None:
        for server in self.servers:
            server.send(signal.SIGTERM)
        for server in self.servers:
            code = await server.ended(25)
            if code != 0:
                raise Broken(f"server {server.number} ended with {code} at the end")
        if self.proxy is not None:
            await self.proxy.close()

    async def _judge(self, verdict: Verdict) -> None:
        url = f"sqlite://{self.copy.file}" if self.disk else self.copy.url()
        checked = await asyncio.to_thread(run, ["check"], url, self.folder)
        if checked.returncode != 0:
            verdict.lies.append(f"niangjia check: {checked.stdout}{checked.stderr}")
        rows = self.copy.rows()
        offsets = set().union(*(server.offsets for server in self.servers))
        story = Story(
            asked=self.crowd.log,
            workers=self.crowd.workers,
            rows=rows,
            mails=self.sink.mails,
            clocks=(min(offsets), max(offsets)),
            days_passed="days" in self.fault.traits,
            excused=self._excused(),
        )
        verdict.lies += checker.judge(story)
        unknown = 0
        for server in self.servers:
            for line in server.lines():
                message = str(line.get("message", ""))
                unknown += message == UNKNOWN_COMMIT
                if "panicked" in message:
                    verdict.lies.append(f"server {server.number} panicked: {message}")
        verdict.counts = {
            "requests": len(self.crowd.log),
            "done": answered(self.crowd.log),
            "unknown": sum(asked.outcome == "unknown" for asked in self.crowd.log),
            "commits unknown": unknown,
            "batches > 1": sum(server.batches.large for server in self.servers),
            "promotion races": story.promotion_races(),
            "mails": len(self.sink.mails),
            "again": len(self.sink.mails) - len({mail.message_id for mail in self.sink.mails}),
        }

    def _excused(self) -> int:
        """How many mails may come again: those on their way whenever something was struck."""
        if not self.fault.doubles_mails:
            return 0
        cut = self.proxy.cut if self.proxy is not None else 0
        return ON_THEIR_WAY * len(self.servers) * len(self.done) + cut

    async def _clear(self, verdict: Verdict) -> None:
        for server in self.servers:
            server.send(signal.SIGCONT)
            server.send(signal.SIGKILL)
            if server.process is not None:
                server.process.wait()
        await self.sink.close()
        if verdict.lies:
            self._keep()
        if self.disk is not None:
            self.disk.unmount()
        if hasattr(self, "copy") and self.plan.database == "postgres":
            self.copy.drop()
        if not verdict.lies:
            shutil.rmtree(self.folder)

    def _keep(self) -> None:
        """Keeps what tells how it came: the logs are in the folder already."""
        if hasattr(self, "crowd"):
            lines = [asked.line() + "\n" for asked in self.crowd.log]
            (self.folder / "requests.jsonl").write_text("".join(lines))
        mails = [f"{vars(mail)}\n" for mail in self.sink.mails]
        (self.folder / "mails.txt").write_text("".join(mails))
        if hasattr(self, "copy"):
            self.copy.keep(self.folder)
