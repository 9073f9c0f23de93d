"""The database as the checker sees it: plain rows, the same from SQLite and PostgreSQL."""

import json
import sqlite3
import subprocess
import uuid
from dataclasses import dataclass, field
from pathlib import Path

QUERIES = {
    "accounts": "SELECT id, email FROM accounts",
    "pools": "SELECT id, unit_id, program_id, capacity, taken, held FROM pools",
    "units": "SELECT id, offering_id, due_at FROM units",
    "registrations": "SELECT id, program_id, offering_id, unit_id, account_id, participant_id, "
    "status, seats, arrival, door_code FROM registrations",
    "events": "SELECT program_id, sequence, registration_id, at, kind, from_status, to_status, "
    "cause, actor_kind, reason FROM registration_events ORDER BY program_id, sequence",
    "keys": "SELECT account_id, key, status_code, made FROM idempotency_records",
    "deliveries": "SELECT d.id, d.state, d.cause, d.by_day_zone, d.address, n.account_id, "
    "n.registration_id, n.kind FROM deliveries d JOIN notices n ON n.id = d.notice_id",
}


@dataclass
class Rows:
    """Each table as a list of rows."""

    accounts: list = field(default_factory=list)
    pools: list = field(default_factory=list)
    units: list = field(default_factory=list)
    registrations: list = field(default_factory=list)
    events: list = field(default_factory=list)
    keys: list = field(default_factory=list)
    deliveries: list = field(default_factory=list)


def from_sqlite(file: Path) -> Rows:
    """Reads an embedded database."""
    db = sqlite3.connect(f"file:{file}?mode=ro", uri=True)
    db.row_factory = sqlite3.Row
    rows = Rows()
    for name, query in QUERIES.items():
        setattr(rows, name, [_plain(row) for row in db.execute(query)])
    db.close()
    return rows


def _plain(row: sqlite3.Row) -> dict:
    plain = {}
    for name in row.keys():
        value = row[name]
        plain[name] = str(uuid.UUID(bytes=value)) if isinstance(value, bytes) else value
    if "made" in plain:
        plain["made"] = json.loads(plain["made"])
    return plain


def from_postgres(psql: list[str]) -> Rows:
    """Reads a database of the cluster; `psql` is the command with its address."""
    rows = Rows()
    for name, query in QUERIES.items():
        whole = f"SELECT coalesce(json_agg(t), '[]') FROM ({query}) t"
        asked = subprocess.run([*psql, "-Atqc", whole], capture_output=True, check=True)
        setattr(rows, name, json.loads(asked.stdout))
    return rows
