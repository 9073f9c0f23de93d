"""The checker, checked: an honest story passes, and each planted lie is found by its rule."""

import copy

from . import answers, checker, deeds, post, refused
from .honest import T, event, honest, key_of, register, registration, told_of
from .records import UNKNOWN
from .sink import Mail
from .story import Story


def lose_registration(story: Story) -> None:
    """An acknowledged registration is not there."""
    del story.rows.registrations[2], story.rows.events[2], story.rows.keys[2]


def make_it_twice(story: Story) -> None:
    """A retry under the same key made another registration."""
    other = registration("c", "waitlisted", 4) | {"id": "another"}
    story.rows.registrations.append(other)
    made = event(6, "c", None, "waitlisted", 8) | {"registration_id": "another"}
    story.rows.events.append(made)
    told = told_of("c", "waitlisted", 2, [[None, "waitlisted", 8]]) | {"id": "another"}
    story.asked.append(register("c", 8, told))


def leave_row_of_refused(story: Story) -> None:
    """The refusal of d left a registration."""
    story.rows.registrations.append(registration("d", "waitlisted", 4))
    story.rows.events.append(event(6, "d", None, "waitlisted", 4))


def leave_key_of_refused(story: Story) -> None:
    """The refusal of d was remembered."""
    story.rows.keys.append(key_of("c") | {"account_id": "account-d", "key": "key d"})


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
    story.rows.events.append(event(6, "c", "waitlisted", "cancelled", 9))
    story.rows.registrations[2]["status"] = "cancelled"


def break_replay(story: Story) -> None:
    """The row of c says something else than its events."""
    story.rows.registrations[2]["status"] = "expired"


def oversell(story: Story) -> None:
    """c is promoted too, into a seat that is not there."""
    story.rows.events.append(event(6, "c", "waitlisted", "confirmed", 9))
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
    lose_registration: answers.lost_answers,
    make_it_twice: deeds.keys_kept,
    leave_row_of_refused: deeds.unexplained,
    leave_key_of_refused: deeds.keys_kept,
    do_half_of_unknown: deeds.keys_kept,
    tell_wrong_place: answers.places_in_line,
    tell_wrong_code: answers.door_codes,
    tell_wrong_status: answers.told_history,
    decide_another_time: answers.told_history,
    forget_cancelling: answers.acts_done,
    show_the_past: answers.going_back,
    hide_registration: answers.unseen,
    refuse_without_cause: refused.refusals,
    refuse_stranger: refused.refusals,
    forget_key: deeds.keys_kept,
    cancel_unasked: deeds.unasked,
    break_replay: deeds.replays,
    oversell: deeds.seats_given,
    jump_the_line: deeds.seats_given,
    show_too_many: refused.places_shown,
    lose_mail: post.mails_sent,
    owe_mail: post.mails_sent,
    change_bytes: post.mails_taken,
    double_mail: post.mails_taken,
    invent_mail: post.mails_taken,
    misdirect_mail: post.mails_taken,
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
