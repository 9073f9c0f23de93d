"""The checker, checked: an honest story passes, and each planted lie is found by its rule."""

import copy
from types import SimpleNamespace

from . import checker
from .records import FAIL, OK, UNKNOWN, Asked
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
            _registration("a", "cancelled", 1),
            _registration("b", "confirmed", 2),
            _registration("c", "waitlisted", 3),
        ],
        events=[
            _event(1, "a", None, "confirmed", 1),
            _event(2, "b", None, "waitlisted", 2),
            _event(3, "c", None, "waitlisted", 3),
            _event(4, "a", "confirmed", "cancelled", 6),
            _event(5, "b", "waitlisted", "confirmed", 6),
        ],
        keys=[_key(who) for who in "abc"],
    )
    rows.deliveries = [
        {"id": f"mail-{number}", "state": "sent", "address": None, "kind": "some"}
        | {"account_id": f"account-{who}"}
        for number, who in enumerate("abcab")
    ]
    asked = [
        _register("a", 1, _told("a", "confirmed", None, [[None, "confirmed", 1]])),
        _register("b", 2, _told("b", "waitlisted", 1, [[None, "waitlisted", 2]])),
        _register("c", 3, _told("c", "waitlisted", 2, [[None, "waitlisted", 3]])),
        _register("d", 4, None),
        _places(5),
        _act("a", "cancel", 6, [[None, "confirmed", 1], ["confirmed", "cancelled", 6]]),
        _list("b", 8, [[None, "waitlisted", 2], ["waitlisted", "confirmed", 6]]),
    ]
    mails = [
        Mail(f"mail-{number}@example.org", f"{who}@example.org", f"bytes {number}", T, True)
        for number, who in enumerate("abcab")
    ]
    workers = [
        SimpleNamespace(participant=f"person-{who}", email=f"{who}@example.org") for who in "abcd"
    ]
    return Story(asked, workers, rows, mails)


def _registration(who: str, status: str, arrival: int) -> dict:
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


def _event(number: int, who: str, before: str | None, after: str, at: int) -> dict:
    return {
        "program_id": PROGRAM,
        "sequence": number,
        "registration_id": f"registration-{who}",
        "at": (T + at) * 1000,
        "kind": "status",
        "from_status": before,
        "to_status": after,
    }


def _key(who: str) -> dict:
    made = {"ids": [f"registration-{who}"]}
    return {"account_id": f"account-{who}", "key": f"key {who}", "made": made}


def _told(who: str, status: str, place: int | None, lines: list) -> dict:
    return {
        "id": f"registration-{who}",
        "offering": OFFERING,
        "participant": f"person-{who}",
        "status": status,
        "place": place,
        "door_code": f"code {who}" if status == "confirmed" else None,
        "history": [[a, b, (T + at) * 1000] for a, b, at in lines],
    }


def _asked(who: str, what: str, about: str, at: int, told: list, **more) -> Asked:
    asked = Asked("abcd".index(who), what, "POST", f"/{what}", about, **more)
    asked.began, asked.ended = T + at - 0.2, T + at + 0.3
    asked.outcome, asked.told = OK, told
    return asked


def _register(who: str, at: int, told: dict | None) -> Asked:
    asked = _asked(who, "register", OFFERING, at, [told] if told else [], key=f"key {who}")
    if told is None:
        asked.outcome, asked.slug = FAIL, "full"
    return asked


def _act(who: str, what: str, at: int, lines: list) -> Asked:
    told = _told(who, lines[-1][1], None, lines)
    return _asked(who, what, f"registration-{who}", at, [told])


def _list(who: str, at: int, lines: list) -> Asked:
    return _asked(who, "mine", "", at, [_told(who, lines[-1][1], None, lines)])


def _places(at: int) -> Asked:
    numbers = {"capacity": 1, "taken": 1, "places_left": 0, "waiting": 2}
    return _asked("a", "places", OFFERING, at, [numbers])


def lose_registration(story: Story) -> None:
    """An acknowledged registration is not there."""
    del story.rows.registrations[2], story.rows.events[2], story.rows.keys[2]


def make_it_twice(story: Story) -> None:
    """A retry under the same key made another registration."""
    other = _registration("c", "waitlisted", 4) | {"id": "another"}
    story.rows.registrations.append(other)
    event = _event(6, "c", None, "waitlisted", 8) | {"registration_id": "another"}
    story.rows.events.append(event)
    told = _told("c", "waitlisted", 2, [[None, "waitlisted", 8]]) | {"id": "another"}
    story.asked.append(_register("c", 8, told))


def leave_row_of_refused(story: Story) -> None:
    """The refusal of d left a registration."""
    story.rows.registrations.append(_registration("d", "waitlisted", 4))
    story.rows.events.append(_event(6, "d", None, "waitlisted", 4))


def leave_key_of_refused(story: Story) -> None:
    """The refusal of d was remembered."""
    story.rows.keys.append(_key("c") | {"account_id": "account-d", "key": "key d"})


def do_half_of_unknown(story: Story) -> None:
    """What became of c's request is unknown: the key is there, the registration is not."""
    story.asked[2].outcome, story.asked[2].told = UNKNOWN, []
    del story.rows.registrations[2], story.rows.events[2]


def tell_wrong_place(story: Story) -> None:
    """c stood second and was told first, before b moved up."""
    story.asked[2].told[0]["place"] = 1


def tell_wrong_code(story: Story) -> None:
    """The code that a was told does not open the door."""
    story.asked[0].told[0]["door_code"] = "code x"


def tell_wrong_status(story: Story) -> None:
    """c was told to be confirmed."""
    story.asked[2].told[0] |= {"status": "confirmed", "door_code": "code c", "place": None}


def decide_another_time(story: Story) -> None:
    """c was registered long after she was told so."""
    story.rows.events[2]["at"] += 60_000
    story.asked[2].told[0]["history"][0][2] += 60_000


def forget_cancelling(story: Story) -> None:
    """a was told that she gave up, and the history knows nothing of it."""
    del story.rows.events[3:]
    story.rows.registrations[0]["status"] = "confirmed"
    story.rows.registrations[1]["status"] = "waitlisted"


def show_the_past(story: Story) -> None:
    """b read that she is confirmed, and then that she waits."""
    late = copy.deepcopy(story.asked[6])
    late.began, late.ended = T + 10, T + 11
    late.told[0] |= {"status": "waitlisted", "door_code": None}
    late.told[0]["history"].pop()
    story.asked.append(late)


def hide_registration(story: Story) -> None:
    """b reads her registrations, and hers is not among them."""
    story.asked[6].told = []


def refuse_without_cause(story: Story) -> None:
    """d is told that it is full before anybody came."""
    story.asked[3].began, story.asked[3].ended = T - 20, T - 19.9


def refuse_stranger(story: Story) -> None:
    """d is told that she is registered already, and never was."""
    story.asked[3].slug = "already-registered"


def forget_key(story: Story) -> None:
    """What a's key did is not remembered."""
    del story.rows.keys[0]


def cancel_unasked(story: Story) -> None:
    """c is cancelled and never asked for it."""
    story.rows.events.append(_event(6, "c", "waitlisted", "cancelled", 9))
    story.rows.registrations[2]["status"] = "cancelled"


def break_replay(story: Story) -> None:
    """The row of c says something else than its events."""
    story.rows.registrations[2]["status"] = "expired"


def oversell(story: Story) -> None:
    """c is promoted too, into a seat that is not there."""
    story.rows.events.append(_event(6, "c", "waitlisted", "confirmed", 9))
    story.rows.registrations[2]["status"] = "confirmed"


def jump_the_line(story: Story) -> None:
    """c gets the seat though b stands before her."""
    story.rows.events[4] |= {"registration_id": "registration-c"}
    story.rows.registrations[1]["status"] = "waitlisted"
    story.rows.registrations[2]["status"] = "confirmed"
    del story.asked[6]


def show_too_many(story: Story) -> None:
    """The public sees two of one seats taken."""
    story.asked[4].told[0]["taken"] = 2


def lose_mail(story: Story) -> None:
    """A mail is marked as sent and nobody took it."""
    del story.mails[1]


def owe_mail(story: Story) -> None:
    """A mail was never sent."""
    story.rows.deliveries[1]["state"] = "owed"
    del story.mails[1]


def change_bytes(story: Story) -> None:
    """A mail came twice, the first time without an answer, and not the same."""
    first = copy.copy(story.mails[1])
    first.sha256, first.answered = "other bytes", False
    story.mails.insert(0, first)


def double_mail(story: Story) -> None:
    """A mail came twice though nothing had happened to the sender."""
    story.mails.append(copy.copy(story.mails[1]))


def invent_mail(story: Story) -> None:
    """A mail came that is in no outbox."""
    story.mails.append(Mail("mail-9@example.org", "a@example.org", "x", T, True))


def misdirect_mail(story: Story) -> None:
    """A mail came to somebody else."""
    story.mails[1].recipient = "d@example.org"


LIES = {
    lose_registration: checker.lost_answers,
    make_it_twice: checker.keys_kept,
    leave_row_of_refused: checker.unexplained,
    leave_key_of_refused: checker.keys_kept,
    do_half_of_unknown: checker.keys_kept,
    tell_wrong_place: checker.places_in_line,
    tell_wrong_code: checker.door_codes,
    tell_wrong_status: checker.told_history,
    decide_another_time: checker.told_history,
    forget_cancelling: checker.acts_done,
    show_the_past: checker.going_back,
    hide_registration: checker.unseen,
    refuse_without_cause: checker.refusals,
    refuse_stranger: checker.refusals,
    forget_key: checker.keys_kept,
    cancel_unasked: checker.unasked,
    break_replay: checker.replays,
    oversell: checker.seats_given,
    jump_the_line: checker.seats_given,
    show_too_many: checker.places_shown,
    lose_mail: checker.mails_sent,
    owe_mail: checker.mails_sent,
    change_bytes: checker.mails_taken,
    double_mail: checker.mails_taken,
    invent_mail: checker.mails_taken,
    misdirect_mail: checker.mails_taken,
}


def run() -> list[str]:
    """What is wrong with the checker."""
    faults = [f"an honest story is called a lie: {lie}" for lie in checker.judge(honest())]
    for plant, rule in LIES.items():
        story = honest()
        plant(story)
        if not list(rule(story)):
            faults.append(f"{rule.__name__} does not find: {plant.__doc__}")
    idle = {rule.__name__ for rule in checker.RULES} - {r.__name__ for r in LIES.values()}
    return faults + [f"no lie is planted for {name}" for name in sorted(idle)]
