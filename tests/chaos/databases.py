"""Databases of a run: made once, copied for each round."""

import json
import os
import random
import shutil
import sqlite3
import subprocess
import time
from datetime import datetime, timezone
from pathlib import Path
from urllib.parse import urlsplit

from . import rows
from .servers import run

#: Offerings with few seats, so that lists form; the second kind offers its freed seats.
SIZES = (("6", "9", []), ("4", "5", ["--offer-hours", "24"]))
WORKERS = 240
#: The fixture is made as of so long ago: clocks may go back and registration is still open.
AGO = 48 * 3600
#: What is owed: mails (but for those that wait for the day), those of them that somebody holds, and
#: units in which something is overdue.
OWED = (
    "SELECT (SELECT count(*) FROM deliveries WHERE state = 'owed' "
    "AND (by_day_zone IS NULL OR due_at <= {now})), "
    "(SELECT count(*) FROM deliveries WHERE state = 'owed' AND lease_until IS NOT NULL), "
    "(SELECT count(*) FROM units WHERE due_at < {now} - 3000)"
)


class Cluster:
    """The PostgreSQL that scripts/with-postgres made, which may be crashed."""

    def __init__(self) -> None:
        try:
            self.url = os.environ["TEST_DATABASE_URL"]
            self.control = os.environ["TEST_POSTGRES_CONTROL"]
        except KeyError as missing:
            raise SystemExit(f"chaos: start it as scripts/chaos ({missing} is not set)") from None
        self.psql = str(Path(os.environ["TEST_POSTGRES_BIN"]) / "psql")

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.url).port or 5432

    def database(self, name: str, port: int | None = None) -> str:
        """The URL of a database, straight or through a proxy."""
        address = urlsplit(self.url)
        return f"postgres://{address.username}@127.0.0.1:{port or self.port}/{name}"

    def say(self, statement: str) -> None:
        """Runs a statement of administration."""
        subprocess.run([self.psql, self.url, "-qc", statement], check=True, capture_output=True)

    def crash(self) -> None:
        """Ends it as a crash would: no connection is told, nothing is written in order."""
        subprocess.run([self.control, "stop", "-m", "immediate"], check=True)

    def start(self) -> None:
        """Starts it; it recovers from its log first."""
        subprocess.run([self.control, "start"], check=True)


class Ground:
    """The databases before any round, and who is in them."""

    def __init__(self, folder: Path, cluster: Cluster) -> None:
        self.folder, self.cluster = folder, cluster
        self.workers: dict[str, list] = {}
        self.offerings: dict[str, list] = {}

    def make(self, kinds: list[str]) -> None:
        """Fills a database of each kind."""
        for kind in kinds:
            if kind == "postgres":
                self.cluster.say("CREATE DATABASE chaos")
                self._fill(kind, self.cluster.database("chaos"))
            else:
                file = self.folder / "ground.db"
                self._fill(kind, f"sqlite://{file}")
                # All into the one file that is copied.
                sqlite3.connect(file).execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _fill(self, kind: str, url: str) -> None:
        self.workers[kind], self.offerings[kind] = [], []
        for ago, (offerings, capacity, more) in enumerate(SIZES, AGO):
            # Each at another instant, which the fixture makes its codes of.
            start = datetime.fromtimestamp(time.time() - ago, timezone.utc).isoformat()
            shift = {"CLOCK__ALLOW_SHIFT": "true", "CLOCK__START_AT": start}
            out = self.folder / f"{kind}.json"
            sizes = ["--offerings", offerings, "--capacity", capacity, *more]
            workers = ["--workers", "0" if self.workers[kind] else str(WORKERS)]
            command = ["fixture", "rush", *workers, *sizes, "--out", str(out)]
            made = run(command, url, self.folder, shift)
            if made.returncode != 0:
                raise SystemExit(f"chaos: the fixture cannot be made:\n{made.stderr}")
            file = json.loads(out.read_text())
            self.workers[kind] += file["workers"]
            self.offerings[kind] += file["offerings"]

    def copy(self, kind: str, folder: Path, name: str) -> "Copy":
        """A database for one round; an embedded one lies in the folder."""
        if kind == "postgres":
            self.cluster.say(f"CREATE DATABASE {name} TEMPLATE chaos")
            return PostgresCopy(self.cluster, name)
        shutil.copy(self.folder / "ground.db", folder / "niangjia.db")
        return SqliteCopy(folder / "niangjia.db")

    def crowd(self, kind: str, rng: random.Random) -> tuple[list, list]:
        """The workers, and some of the offerings, fewer being more crowded."""
        offerings = self.offerings[kind]
        return self.workers[kind], rng.sample(offerings, rng.randint(3, len(offerings) - 2))


def owed(counts) -> list[str]:
    """What is still to be done, in words; nothing when all queues are dry."""
    mails, leased, units = counts
    words = [f"{mails} mails"] if mails else []
    words += [f"{leased} leased"] if leased else []
    return words + ([f"{units} units due"] if units else [])


class SqliteCopy:
    """An embedded database."""

    def __init__(self, file: Path) -> None:
        self.file = file

    def url(self, _port: int | None = None) -> str:
        return f"sqlite://{self.file}"

    def rows(self) -> rows.Rows:
        return rows.from_sqlite(self.file)

    def owed(self, now: float) -> list[str]:
        db = sqlite3.connect(f"file:{self.file}?mode=ro", uri=True)
        try:
            return owed(db.execute(OWED.format(now=round(now * 1000))).fetchone())
        finally:
            db.close()

    def end_leases(self) -> None:
        """Nothing: the one process ends them itself when it starts."""

    def keep(self, folder: Path) -> None:
        """Keeps it with the traces of a failed round."""
        for file in self.file.parent.glob(self.file.name + "*"):
            if file.parent != folder:
                shutil.copy(file, folder)

    def drop(self) -> None:
        for file in self.file.parent.glob(self.file.name + "*"):
            file.unlink()


class PostgresCopy:
    """A database of the cluster."""

    def __init__(self, cluster: Cluster, name: str) -> None:
        self.cluster, self.name = cluster, name

    def url(self, port: int | None = None) -> str:
        return self.cluster.database(self.name, port)

    def rows(self) -> rows.Rows:
        return rows.from_postgres([self.cluster.psql, self.url()])

    def owed(self, now: float) -> list[str]:
        asked = OWED.format(now=round(now * 1000))
        psql = [self.cluster.psql, self.url(), "-Atqc", asked]
        said = subprocess.run(psql, check=True, capture_output=True, text=True).stdout
        return owed([int(count) for count in said.strip().split("|")])

    def end_leases(self) -> None:
        """Ends what processes hold that are no more, as time would."""
        ended = "UPDATE deliveries SET lease_until = NULL; DELETE FROM leases"
        subprocess.run([self.cluster.psql, self.url(), "-qc", ended], check=True)

    def keep(self, folder: Path) -> None:
        """Keeps it with the traces of a failed round."""
        dump = str(Path(self.cluster.psql).with_name("pg_dump"))
        with (folder / "database.sql").open("wb") as file:
            subprocess.run([dump, self.url()], stdout=file, check=True)

    def drop(self) -> None:
        self.cluster.say(f"DROP DATABASE {self.name} WITH (FORCE)")


Copy = SqliteCopy | PostgresCopy
