"""What the clients write down: each request, when, and what became of it."""

import hashlib
import json
from dataclasses import asdict, dataclass, field
from datetime import datetime

OK, FAIL, UNKNOWN = "ok", "fail", "unknown"

#: What a server that answers it has promised not to have done anything.
NOTHING_DONE = {"busy"}


@dataclass
class Asked:
    """One request. Times are seconds of the machine's clock."""

    worker: int
    what: str
    method: str
    path: str
    about: str
    key: str | None = None
    body: str = ""
    instance: int = 0
    began: float = 0.0
    ended: float = 0.0
    outcome: str = UNKNOWN
    status: int | None = None
    slug: str | None = None
    replayed: bool = False
    told: list = field(default_factory=list)

    def line(self) -> str:
        """The request as one line of the log; the body as its hash."""
        row = asdict(self)
        row["body"] = hashlib.sha256(self.body.encode()).hexdigest()[:16]
        return json.dumps(row, ensure_ascii=False)

    def again(self) -> "Asked":
        """The same request, not sent yet."""
        return Asked(
            self.worker, self.what, self.method, self.path, self.about, self.key, self.body
        )

    def judge(self, status: int, body: bytes, replayed: bool) -> None:
        """Writes down the answer."""
        self.status, self.replayed = status, replayed
        try:
            answer = json.loads(body) if body else {}
        except ValueError:
            return  # Cut in the middle: unknown.
        if 200 <= status < 300:
            self.outcome = OK
            self.told = told(self.what, answer)
            return
        self.slug = str(answer.get("type", "")).rsplit("/", 1)[-1]
        if 400 <= status < 500 or self.slug in NOTHING_DONE:
            self.outcome = FAIL


def told(what: str, answer: dict) -> list:
    """What an answer said of registrations, without the rest; of places, the numbers."""
    if what == "places":
        return [{name: answer[name] for name in ("capacity", "taken", "places_left", "waiting")}]
    if what == "register":
        rows = answer["registrations"]
    elif what == "mine":
        rows = answer["items"]
    else:
        rows = [answer]
    return [
        {
            "id": row["id"],
            "offering": row["offering_id"],
            "participant": row["participant"]["id"],
            "status": row["status"],
            "place": row["place_in_line"],
            "door_code": row["door_code"],
            "history": [[line["from"], line["to"], millis(line["at"])] for line in row["history"]],
        }
        for row in rows
    ]


def millis(at: str) -> int:
    """An instant of the API as the database has it."""
    return round(datetime.fromisoformat(at).timestamp() * 1000)
