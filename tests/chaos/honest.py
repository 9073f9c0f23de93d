"""A small honest story, for the checker to find nothing wrong with."""

from types import SimpleNamespace

from .records import FAIL, OK, Asked
from .rows import Rows
from .sink import Mail
from .story import Story

T = 1_800_000_000
OFFERING, UNIT, PROGRAM = "offering", "unit", "program"


def honest() -> Story:
    """One seat: a is confirmed, b and c wait, d is told it is full; a gives up, b moves up."""
    rows = Rows(
        accounts=[{"id": f"account-{w}", "email": f"{w}@example.org"} for w in "abcd"],
        pools=[{"id": "pool", "unit_id": UNIT, "program_id": PROGRAM, "capacity": 1}],
        units=[{"id": UNIT, "offering_id": OFFERING}],
        registrations=[
            registration("a", "cancelled", 1),
            registration("b", "confirmed", 2),
            registration("c", "waitlisted", 3),
        ],
        events=[
            event(1, "a", None, "confirmed", 1),
            event(2, "b", None, "waitlisted", 2),
            event(3, "c", None, "waitlisted", 3),
            event(4, "a", "confirmed", "cancelled", 6),
            event(5, "b", "waitlisted", "confirmed", 6),
        ],
        keys=[key_of(who) for who in "abc"],
    )
    rows.deliveries = [
        {"id": f"mail-{number}", "state": "sent", "address": None, "kind": "some"}
        | {"account_id": f"account-{who}"}
        for number, who in enumerate("abcab")
    ]
    asked = [
        register("a", 1, told_of("a", "confirmed", None, [[None, "confirmed", 1]])),
        register("b", 2, told_of("b", "waitlisted", 1, [[None, "waitlisted", 2]])),
        register("c", 3, told_of("c", "waitlisted", 2, [[None, "waitlisted", 3]])),
        register("d", 4, None),
        places(5),
        act("a", "cancel", 6, [[None, "confirmed", 1], ["confirmed", "cancelled", 6]]),
        listed("b", 8, [[None, "waitlisted", 2], ["waitlisted", "confirmed", 6]]),
    ]
    mails = [
        Mail(f"mail-{number}@example.org", f"{who}@example.org", f"bytes {number}", T, True)
        for number, who in enumerate("abcab")
    ]
    workers = [
        SimpleNamespace(participant=f"person-{who}", email=f"{who}@example.org") for who in "abcd"
    ]
    return Story(asked, workers, rows, mails)


def registration(who: str, status: str, arrival: int) -> dict:
    return {
        "id": f"registration-{who}",
        "program_id": PROGRAM,
        "offering_id": OFFERING,
        "unit_id": UNIT,
        "account_id": f"account-{who}",
        "participant_id": f"person-{who}",
        "status": status,
        "seats": 1,
        "arrival": arrival,
        "door_code": f"code {who}",
    }


def event(number: int, who: str, before: str | None, after: str, at: int) -> dict:
    return {
        "program_id": PROGRAM,
        "sequence": number,
        "registration_id": f"registration-{who}",
        "at": (T + at) * 1000,
        "kind": "status",
        "from_status": before,
        "to_status": after,
    }


def key_of(who: str) -> dict:
    made = {"ids": [f"registration-{who}"]}
    return {"account_id": f"account-{who}", "key": f"key {who}", "made": made}


def told_of(who: str, status: str, place: int | None, lines: list) -> dict:
    return {
        "id": f"registration-{who}",
        "offering": OFFERING,
        "participant": f"person-{who}",
        "status": status,
        "place": place,
        "door_code": f"code {who}" if status == "confirmed" else None,
        "history": [[a, b, (T + at) * 1000] for a, b, at in lines],
    }


def asked_of(who: str, what: str, about: str, at: int, told: list, **more) -> Asked:
    asked = Asked("abcd".index(who), what, "POST", f"/{what}", about, **more)
    asked.began, asked.ended = T + at - 0.2, T + at + 0.3
    asked.outcome, asked.told = OK, told
    return asked


def register(who: str, at: int, told: dict | None) -> Asked:
    asked = asked_of(who, "register", OFFERING, at, [told] if told else [], key=f"key {who}")
    if told is None:
        asked.outcome, asked.slug = FAIL, "full"
    return asked


def act(who: str, what: str, at: int, lines: list) -> Asked:
    told = told_of(who, lines[-1][1], None, lines)
    return asked_of(who, what, f"registration-{who}", at, [told])


def listed(who: str, at: int, lines: list) -> Asked:
    return asked_of(who, "mine", "", at, [told_of(who, lines[-1][1], None, lines)])


def places(at: int) -> Asked:
    numbers = {"capacity": 1, "taken": 1, "places_left": 0, "waiting": 2}
    return asked_of("a", "places", OFFERING, at, [numbers])
