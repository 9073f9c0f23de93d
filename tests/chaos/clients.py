"""The crowd: workers at their phones, who ask for many things and write everything down."""

import asyncio
import json
import random
import time
import uuid

from .records import FAIL, OK, UNKNOWN, Asked
from .servers import Broken, Server
from .wire import Connection, Cut, NotSent

API = "/api/v1"
CLIENTS = 24
#: Longer than the server takes for a batch, shorter than a round.
PATIENCE = 6.0
#: What a worker does next, and how often.
WISHES = {
    "register": 40,
    "cancel": 16,
    "answer": 14,
    "again": 8,
    "twin": 4,
    "mine": 8,
    "one": 4,
    "places": 6,
}


class Worker:
    """One worker, and what she knows from the answers so far."""

    def __init__(self, number: int, row: dict) -> None:
        self.number, self.token, self.participant = number, row["token"], row["participant_id"]
        self.email = row["email"]
        self.known: dict[str, dict] = {}
        self.sent: list[Asked] = []
        self.unanswered: list[Asked] = []

    def learn(self, asked: Asked) -> None:
        """Takes from an answer how her registrations stand."""
        if asked.what != "places":
            for row in asked.told:
                self.known[row["id"]] = row

    def having(self, *statuses: str) -> list[dict]:
        """Her registrations of these statuses, as far as she knows."""
        return [row for row in self.known.values() if row["status"] in statuses]


class Crowd:
    """All workers, some connections each shared by a few of them."""

    def __init__(self, rng: random.Random, servers: list[Server], workers: list, offerings: list):
        self.rng, self.servers, self.offerings = rng, servers, offerings
        self.workers = [Worker(number, row) for number, row in enumerate(workers)]
        self.log: list[Asked] = []
        self.pause = 0.05
        self._going = True
        self._tasks: list[asyncio.Task] = []

    def start(self) -> None:
        """Lets them begin."""
        for at in range(CLIENTS):
            client = Client(self, random.Random(self.rng.random()), self.workers[at::CLIENTS])
            self._tasks.append(asyncio.create_task(client.run()))

    def is_going(self) -> bool:
        return self._going

    async def stop(self) -> None:
        """No new wishes; waits for the answers that are still to come."""
        self._going = False
        await asyncio.gather(*self._tasks)

    async def ask_again(self) -> None:
        """After the faults: every keyed request without an answer is sent again, and has one now."""
        client = Client(self, random.Random(self.rng.random()), [])
        for worker in filter(lambda worker: worker.sent, self.workers):
            for asked in list(worker.unanswered):
                if asked.key is not None:
                    await client.insist(worker, asked)
            await client.send(worker, mine(worker.number))
        client.close()


class Client:
    """One phone line: acts for its workers one after the other, so each has one story."""

    def __init__(self, crowd: Crowd, rng: random.Random, workers: list[Worker]) -> None:
        self.crowd, self.rng, self.workers = crowd, rng, workers
        self.lines = {s.number: Connection(s.port, PATIENCE) for s in crowd.servers}

    async def run(self) -> None:
        """Wish after wish until the crowd is told to stop."""
        wishes, weights = list(WISHES), list(WISHES.values())
        while self.crowd.is_going():
            await asyncio.sleep(self.rng.random() * self.crowd.pause)
            worker = self.rng.choice(self.workers)
            wish = self.rng.choices(wishes, weights)[0]
            await getattr(self, f"_{wish}")(worker)
        self.close()

    def close(self) -> None:
        for line in self.lines.values():
            line.close()

    async def send(self, worker: Worker, asked: Asked) -> Asked:
        """Sends a request to one of the servers and writes down what came of it."""
        line, asked.instance = self._line()
        headers = {"authorization": f"Bearer {worker.token}"}
        if asked.method == "POST":
            headers["content-type"] = "application/json"
        if asked.key is not None:
            headers["idempotency-key"] = asked.key
        asked.began = time.time()
        try:
            status, answer, body = await line.ask(asked.method, asked.path, headers, asked.body)
            asked.judge(status, body, "idempotent-replayed" in answer)
        except NotSent:
            asked.outcome, asked.slug = FAIL, "not-sent"
        except Cut:
            asked.outcome = UNKNOWN
        asked.ended = time.time()
        self._note(worker, asked)
        if asked.slug == "not-sent":
            await asyncio.sleep(0.1)
        return asked

    async def insist(self, worker: Worker, asked: Asked) -> None:
        """Sends it until it is answered."""
        end = time.monotonic() + PATIENCE * 3
        while (await self.send(worker, asked.again())).outcome == UNKNOWN:
            if time.monotonic() > end:
                raise Broken(f"{asked.path} has no answer though nothing is broken any more")
            await asyncio.sleep(0.2)

    def _note(self, worker: Worker, asked: Asked) -> None:
        self.crowd.log.append(asked)
        worker.learn(asked)
        if asked.method == "POST":
            worker.sent.append(asked)
            if asked.outcome == UNKNOWN:
                worker.unanswered.append(asked)

    def _line(self) -> tuple[Connection, int]:
        number = self.rng.choice(list(self.lines))
        return self.lines[number], number

    def _key(self) -> str | None:
        return str(uuid.UUID(int=self.rng.getrandbits(128))) if self.rng.random() < 0.85 else None

    async def _act(self, worker: Worker, asked: Asked) -> None:
        """Sends it; without an answer half of them try at once again, as people do."""
        sent = await self.send(worker, asked)
        while sent.outcome == UNKNOWN and sent.key is not None and self.rng.random() < 0.5:
            if not self.crowd.is_going():
                return
            sent = await self.send(worker, sent.again())

    async def _register(self, worker: Worker) -> None:
        live = {row["offering"] for row in worker.having("confirmed", "offered", "waitlisted")}
        free = [one for one in self.crowd.offerings if one not in live]
        if free and self.rng.random() < 0.95:
            offering = self.rng.choice(free)
        else:
            offering = self.rng.choice(self.crowd.offerings)
        body = {
            "participant_ids": [worker.participant],
            "join_waitlist": self.rng.random() < 0.9,
        }
        path = f"{API}/offerings/{offering}/registrations"
        asked = Asked(
            worker.number, "register", "POST", path, offering, self._key(), json.dumps(body)
        )
        await self._act(worker, asked)

    async def _cancel(self, worker: Worker) -> None:
        await self._change(worker, "cancel", worker.having("confirmed", "offered", "waitlisted"))

    async def _answer(self, worker: Worker) -> None:
        what = self.rng.choice(["accept", "accept", "decline"])
        await self._change(worker, what, worker.having("offered"))

    async def _change(self, worker: Worker, what: str, among: list[dict]) -> None:
        if among:
            about = self.rng.choice(among)["id"]
            path = f"{API}/registrations/{about}/{what}"
            await self._act(
                worker, Asked(worker.number, what, "POST", path, about, self._key(), "{}")
            )

    async def _again(self, worker: Worker) -> None:
        keyed = [asked for asked in worker.sent if asked.key is not None]
        if keyed:
            await self._act(worker, self.rng.choice(keyed).again())

    async def _twin(self, worker: Worker) -> None:
        """The same request twice at once, perhaps on two instances."""
        offering = self.rng.choice(self.crowd.offerings)
        body = json.dumps({"participant_ids": [worker.participant]})
        path = f"{API}/offerings/{offering}/registrations"
        key = str(uuid.UUID(int=self.rng.getrandbits(128)))
        asked = Asked(worker.number, "register", "POST", path, offering, key, body)
        other = Client(self.crowd, random.Random(self.rng.random()), [])
        await asyncio.gather(self.send(worker, asked), other.send(worker, asked.again()))
        other.close()

    async def _mine(self, worker: Worker) -> None:
        await self.send(worker, mine(worker.number))

    async def _one(self, worker: Worker) -> None:
        if worker.known:
            about = self.rng.choice(list(worker.known))
            path = f"{API}/registrations/{about}"
            await self.send(worker, Asked(worker.number, "one", "GET", path, about))

    async def _places(self, worker: Worker) -> None:
        offering = self.rng.choice(self.crowd.offerings)
        path = f"{API}/offerings/{offering}/places"
        await self.send(worker, Asked(worker.number, "places", "GET", path, offering))


def mine(worker: int = 0) -> Asked:
    """The list of one's own registrations."""
    return Asked(worker, "mine", "GET", f"{API}/me/registrations?limit=100", "")


def answered(log: list[Asked]) -> int:
    """How many requests were done."""
    return sum(asked.outcome == OK for asked in log)
