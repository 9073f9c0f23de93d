"""The server processes: started, killed, paused, read."""

import asyncio
import json
import os
import random
import re
import signal
import socket
import subprocess
import time
from datetime import datetime, timezone
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TARGET = Path(os.environ.get("CARGO_TARGET_DIR") or ROOT / "target")
BINARY = TARGET / "debug" / "niangjia"
FIELD_KEYS = "chaos:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
STARTS_WITHIN = 20.0
UNKNOWN_COMMIT = "outcome of a commit unknown"


def environment(url: str, more: dict[str, str] | None = None) -> dict[str, str]:
    """The environment of a command on this database."""
    settings = {
        "DATABASE__URL": url,
        "SECURITY__FIELD_KEYS": FIELD_KEYS,
        "LIMITS__ENABLED": "false",
        "LOG__FORMAT": "json",
        "METRICS__LISTEN": "off",
    }
    settings.update(more or {})
    return {f"NIANGJIA__{key}": value for key, value in settings.items()}


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        return asked.getsockname()[1]


class Server:
    """One instance, through all its lives in a round. Its ports stay the same."""

    def __init__(self, number: int, folder: Path, settings: dict[str, str]) -> None:
        self.number, self.folder, self.settings = number, folder, settings
        self.port, self.metrics_port = free_port(), free_port()
        self.ahead = 0.0
        #: What its clocks were ahead of the machine's in all its lives, at most and at least.
        self.offsets: set[float] = set()
        self.launched_at = 0.0
        self.inside: list[str] = []
        self.process: subprocess.Popen | None = None
        self.lives = 0
        self.batches = Batches()

    @property
    def log(self) -> Path:
        """What it wrote on standard error, all lives in one file."""
        return self.folder / f"server-{self.number}.log"

    def launch(self, ahead: float | None = None, failpoint: str | None = None) -> None:
        """Starts the process; its clock is `ahead` seconds before the machine's."""
        if ahead is not None:
            self.ahead = ahead
        self.launched_at = time.monotonic()
        more = dict(self.settings)
        url = more.pop("DATABASE__URL")
        more["SERVER__LISTEN"] = f"127.0.0.1:{self.port}"
        more["METRICS__LISTEN"] = f"127.0.0.1:{self.metrics_port}"
        if self.ahead:
            more["CLOCK__ALLOW_SHIFT"] = "true"
            start = datetime.fromtimestamp(time.time() + self.ahead, timezone.utc)
            more["CLOCK__START_AT"] = start.isoformat(timespec="milliseconds")
        variables = environment(url, more)
        if failpoint:
            variables["NIANGJIA_FAILPOINT"] = failpoint
        self.lives += 1
        self.offsets.add(self.ahead)
        self.batches.next_life()
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*self.inside, str(BINARY), "serve"],
                cwd=self.folder,
                env=variables | {"PATH": os.environ["PATH"]},
                stdout=log,
                stderr=log,
            )

    async def start(self, ahead: float | None = None, failpoint: str | None = None) -> None:
        """Launches it and waits until it is ready."""
        self.launch(ahead, failpoint)
        await self.ready(STARTS_WITHIN)

    async def ready(self, within: float) -> None:
        """Waits until /readyz says yes."""
        end = time.monotonic() + within
        while not await self.is_ready():
            if not self.is_alive():
                raise Broken(f"server {self.number} ended at its start, see {self.log}")
            if time.monotonic() > end:
                raise Broken(f"server {self.number} is not ready after {within:.0f} s")
            await asyncio.sleep(0.05)
        if self.ahead:
            # The clock that was put on stood still until the process read it.
            self.offsets.add(self.ahead - (time.monotonic() - self.launched_at))

    async def is_ready(self) -> bool:
        """What /readyz says now."""
        return (await get(self.port, "/readyz"))[0] == 200

    def is_alive(self) -> bool:
        """Whether the process runs."""
        return self.process is not None and self.process.poll() is None

    def send(self, what: signal.Signals) -> None:
        """Sends a signal, if there is somebody to take it."""
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(what)

    async def ended(self, within: float) -> int:
        """Waits for its end: the exit code."""
        end = time.monotonic() + within
        while self.is_alive():
            if time.monotonic() > end:
                raise Broken(f"server {self.number} does not end within {within:.0f} s")
            await asyncio.sleep(0.02)
        return self.process.returncode if self.process is not None else 0

    async def measure(self) -> None:
        """Reads its metrics, which die with it."""
        status, text = await get(self.metrics_port, "/metrics")
        if status == 200:
            self.batches.read(text)

    def lines(self):
        """The events of its log."""
        for line in self.log.read_text(errors="replace").splitlines():
            try:
                yield json.loads(line)
            except ValueError:
                yield {"message": line}


class Broken(Exception):
    """The server did what it must not, so that a round cannot go on."""


class Batches:
    """How many batches were committed, and how many of them held more than one command."""

    ROW = re.compile(r'^ledger_batch_commands_(bucket\{le="1"\}|count) (\d+)', re.M)

    def __init__(self) -> None:
        self.before, self.now = (0, 0), (0, 0)

    def next_life(self) -> None:
        """The process begins to count from nothing again."""
        self.before = (self.before[0] + self.now[0], self.before[1] + self.now[1])
        self.now = (0, 0)

    def read(self, text: str) -> None:
        """Takes the counts from a page of metrics."""
        found = {name: int(value) for name, value in self.ROW.findall(text)}
        if found:
            self.now = (found["count"], found["count"] - found['bucket{le="1"}'])

    @property
    def large(self) -> int:
        """Batches of more than one command."""
        return self.before[1] + self.now[1]


async def get(port: int, path: str) -> tuple[int, str]:
    """One GET on a connection of its own; 0 when there was no answer."""
    try:
        return await asyncio.wait_for(_get(port, path), 2.0)
    except (OSError, EOFError, ValueError, IndexError, asyncio.TimeoutError):
        return 0, ""


async def _get(port: int, path: str) -> tuple[int, str]:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    try:
        writer.write(f"GET {path} HTTP/1.0\r\nhost: localhost\r\n\r\n".encode())
        head, _, body = (await reader.read(-1)).decode(errors="replace").partition("\r\n\r\n")
        return int(head.split(" ")[1]), body
    finally:
        writer.close()


def run(arguments: list[str], url: str, folder: Path, more: dict[str, str] | None = None):
    """Runs a command of the binary to its end."""
    return subprocess.run(
        [str(BINARY), *arguments],
        cwd=folder,
        env=environment(url, more) | {"PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        check=False,
    )


def pick(rng: random.Random, servers: list[Server]) -> Server:
    """One of them by chance."""
    return servers[rng.randrange(len(servers))]
