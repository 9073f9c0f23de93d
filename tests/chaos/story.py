"""All that is known of a round when it is over, put in order for the checker."""

from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property

from .records import OK, Asked
from .rows import Rows

#: Clocks of the clients and of the servers are the same, but not read in the same instant.
SLACK = 0.1
#: A command may wait for its batch for so long after it was received.
QUEUED = 12.0
HOLDING = ("confirmed", "offered")
LIVE = ("confirmed", "offered", "waitlisted", "applied")


@dataclass
class Story:
    """What was asked, what the database says, what mails came."""

    asked: list[Asked]
    workers: list
    rows: Rows
    mails: list
    #: How far the servers' clocks were ahead, the least and the most. Seconds.
    clocks: tuple[float, float] = (0.0, 0.0)
    #: Whether a clock jumped by more than a day: keys were forgotten, offers ran out.
    days_passed: bool = False
    #: How many mails may have come again after their 250.
    excused: int = 0

    @cached_property
    def registrations(self) -> dict[str, dict]:
        return {row["id"]: row for row in self.rows.registrations}

    @cached_property
    def events(self) -> dict[str, list[dict]]:
        """The status changes of each registration, in their order."""
        events = defaultdict(list)
        for row in self.rows.events:
            if row["kind"] == "status":
                events[row["registration_id"]].append(row)
        return events

    @cached_property
    def histories(self) -> dict[str, list[list]]:
        """The lines that each registration's person reads: status changes and new deadlines."""
        lines = defaultdict(list)
        for row in self.rows.events:
            if row["kind"] in ("status", "extended"):
                line = [row["from_status"], row["to_status"], row["at"]]
                lines[row["registration_id"]].append(line)
        return lines

    @cached_property
    def by_program(self) -> dict[str, list[dict]]:
        """The status changes of each program, in their order."""
        programs = defaultdict(list)
        for row in self.rows.events:
            if row["kind"] == "status":
                programs[row["program_id"]].append(row)
        return programs

    @cached_property
    def accounts(self) -> dict[str, str]:
        """The account of each address."""
        return {row["email"]: row["id"] for row in self.rows.accounts}

    @cached_property
    def keys(self) -> dict[tuple[str, str], list[str]]:
        """What each remembered key made."""
        return {(row["account_id"], row["key"]): row["made"]["ids"] for row in self.rows.keys}

    @cached_property
    def under_key(self) -> dict[tuple[str, str], list[Asked]]:
        """All requests under each key."""
        found = defaultdict(list)
        for asked in self.asked:
            if asked.key is not None:
                found[(self.account(asked), asked.key)].append(asked)
        return found

    def account(self, asked: Asked) -> str:
        """Whose request it was."""
        return self.accounts[self.workers[asked.worker].email]

    def participant(self, asked: Asked) -> str:
        return self.workers[asked.worker].participant

    def ends(self, at_ms: int) -> tuple[float, float]:
        """When an instant of the servers can have been, by the machine's clock."""
        low, high = self.clocks
        return at_ms / 1000 - high - SLACK, at_ms / 1000 - low + SLACK

    def capacity(self, unit: str) -> int | None:
        """Seats of a unit; no fixture has quotas."""
        return next(pool["capacity"] for pool in self.rows.pools if pool["unit_id"] == unit)

    def unit_of(self, offering: str) -> str:
        return next(row["id"] for row in self.rows.units if row["offering_id"] == offering)

    def seats(self, unit: str):
        """Walks through the events of a unit: each, with who has a seat and who waits after it."""
        holding, waiting = set(), set()
        program = next(pool["program_id"] for pool in self.rows.pools if pool["unit_id"] == unit)
        for event in self.by_program[program]:
            one = event["registration_id"]
            if self.registrations.get(one, {}).get("unit_id") != unit:
                continue
            holding.discard(one)
            waiting.discard(one)
            if event["to_status"] in HOLDING:
                holding.add(one)
            elif event["to_status"] == "waitlisted":
                waiting.add(one)
            yield event, holding, waiting

    def promotion_races(self) -> int:
        """Seats that somebody gave up and somebody else got, while others asked for them too."""
        races = 0
        for asked in self.asked:
            if asked.what not in ("cancel", "decline") or asked.outcome != OK or asked.replayed:
                continue
            row = self.registrations.get(asked.about)
            if row is None or not self._promoted_by(row):
                continue
            offering = row["offering_id"]
            races += any(
                other.worker != asked.worker
                and other.method == "POST"
                and self._offering(other) == offering
                and other.began < asked.ended
                and asked.began < other.ended
                for other in self.asked
            )
        return races

    def _promoted_by(self, row: dict) -> bool:
        """Whether the next event of the program gave the seat of this registration on."""
        last = self.events[row["id"]][-1]
        events = self.by_program[row["program_id"]]
        after = next((e for e in events if e["sequence"] > last["sequence"]), None)
        return (
            after is not None
            and after["from_status"] == "waitlisted"
            and after["to_status"] in HOLDING
            and after["at"] == last["at"]
        )

    def _offering(self, asked: Asked) -> str | None:
        if asked.what == "register":
            return asked.about
        return self.registrations.get(asked.about, {}).get("offering_id")


def registrations_told(asked: Asked) -> list:
    """The registrations that an answer told of."""
    return asked.told if asked.outcome == OK and asked.what != "places" else []
