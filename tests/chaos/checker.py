"""The checker: the database must explain every answer, and every mail. Each rule yields what
it finds wrong, in words; `selftest` plants a lie for each."""

import json
from collections import Counter, defaultdict
from collections.abc import Iterator

from .records import FAIL, OK, UNKNOWN, Asked
from .story import HOLDING, LIVE, QUEUED, SLACK, Story

#: What each kind of request may be refused for, by workers who make no mistakes.
REFUSALS = {
    "register": {"already-registered", "full"},
    "cancel": {"status-forbids"},
    "accept": {"status-forbids", "offer-expired"},
    "decline": {"status-forbids", "offer-expired"},
    "mine": set(),
    "one": set(),
    "places": set(),
}
NOT_ASKED = {"not-sent", "busy"}
#: Mails that a process can have on their way, so that a crash sends them again.
ON_THEIR_WAY = 16


def judge(story: Story) -> list[str]:
    """Everything that is wrong with a round."""
    return [f"{rule.__name__}: {lie}" for rule in RULES for lie in rule(story)]


def lost_answers(story: Story) -> Iterator[str]:
    """What an answer told is there, and is the asker's."""
    for asked in story.asked:
        for told in registrations_told(asked):
            row = story.registrations.get(told["id"])
            if row is None:
                yield f"{told['id']} was told to worker {asked.worker} and is not there"
            elif row["participant_id"] != story.participant(asked):
                yield f"{told['id']} is not of worker {asked.worker}, to whom it was told"
            elif row["offering_id"] != told["offering"]:
                yield f"{told['id']} is in another offering than was told"


def told_history(story: Story) -> Iterator[str]:
    """The history an answer told is how the stored one begins, and its status is in it."""
    for asked in story.asked:
        for told in registrations_told(asked):
            events = story.events.get(told["id"], [])
            stored = [[e["from_status"], e["to_status"], e["at"]] for e in events]
            lines = told["history"]
            if lines != stored[: len(lines)]:
                yield f"{told['id']} was told {lines}, stored is {stored}"
            elif told["status"] not in [line[1] for line in lines]:
                yield f"{told['id']} was told to be {told['status']}, which is not in {lines}"
            elif asked.what == "register" and not asked.replayed:
                if told["status"] != lines[0][1] or len(lines) != 1:
                    yield f"{told['id']} was not told as it was decided: {told}"
                yield from out_of_time(story, asked, lines[0][2])


def out_of_time(story: Story, asked: Asked, at_ms: int) -> Iterator[str]:
    """What a request did happened while it was asked."""
    first, last = story.ends(at_ms)
    if last < asked.began or first > asked.ended:
        yield f"{asked.path} did at {at_ms} what was asked from {asked.began} to {asked.ended}"


def acts_done(story: Story) -> Iterator[str]:
    """Whoever was told that her act was done finds it in the history."""
    wanted = {"cancel": "cancelled", "accept": "confirmed", "decline": "declined"}
    for asked in story.asked:
        if asked.outcome == OK and asked.what in wanted:
            reached = {e["to_status"] for e in story.events.get(asked.about, [])}
            if wanted[asked.what] not in reached:
                yield f"{asked.about}: {asked.what} was answered, the history has only {reached}"


def going_back(story: Story) -> Iterator[str]:
    """No later answer shows a registration as it was before an earlier answer."""
    seen: dict[str, list[tuple[float, int]]] = defaultdict(list)
    for asked in sorted(story.asked, key=lambda asked: asked.began):
        for told in registrations_told(asked):
            order = [e["to_status"] for e in story.events.get(told["id"], [])]
            if told["status"] not in order:
                continue
            at = order.index(told["status"])
            known = max((at for end, at in seen[told["id"]] if end < asked.began), default=0)
            if at < known:
                yield f"{told['id']} was told {order[known]} and then {told['status']}"
            seen[told["id"]].append((asked.ended, at))


def unseen(story: Story) -> Iterator[str]:
    """A list of one's own registrations shows each that was told before."""
    told_at: dict[int, list[tuple[float, str]]] = defaultdict(list)
    for asked in story.asked:
        for told in registrations_told(asked):
            told_at[asked.worker].append((asked.ended, told["id"]))
    for asked in story.asked:
        if asked.what == "mine" and asked.outcome == OK:
            shown = {told["id"] for told in asked.told}
            for end, one in told_at[asked.worker]:
                if end < asked.began and one not in shown:
                    yield f"{one} was told and is missing in a later list of worker {asked.worker}"


def door_codes(story: Story) -> Iterator[str]:
    """The door code told is the one stored, and whoever is confirmed has one."""
    for asked in story.asked:
        for told in registrations_told(asked):
            row = story.registrations.get(told["id"])
            if told["door_code"] is None:
                if told["status"] == "confirmed":
                    yield f"{told['id']} is confirmed and was told no door code"
            elif row is not None and told["door_code"] != row["door_code"]:
                yield f"{told['id']} was told another door code than is stored"


def places_in_line(story: Story) -> Iterator[str]:
    """The place told was true at some moment between the event and the answer."""
    places = places_over_time(story)
    for asked in story.asked:
        for told in registrations_told(asked):
            if told["place"] is None or told["id"] not in places:
                continue
            true = {place for at, place in places[told["id"]] if story.ends(at)[0] <= asked.ended}
            if told["place"] not in true:
                yield f"{told['id']} was told place {told['place']}, true were {sorted(true)}"


def places_over_time(story: Story) -> dict[str, list[tuple[int, int]]]:
    """The places that each registration had while it waited, with the instant of each."""
    places: dict[str, list[tuple[int, int]]] = defaultdict(list)
    for unit in story.rows.units:
        for event, _, waiting in story.seats(unit["id"]):
            line = sorted(waiting, key=lambda one: story.registrations[one]["arrival"])
            for place, one in enumerate(line, 1):
                places[one].append((event["at"], place))
    return places


def refusals(story: Story) -> Iterator[str]:
    """What was refused could be refused then."""
    spans = live_spans(story)
    for asked in story.asked:
        if asked.outcome != FAIL or asked.slug in NOT_ASKED:
            continue
        if asked.slug not in REFUSALS[asked.what]:
            yield f"worker {asked.worker}: {asked.what} {asked.path} was refused: {asked.slug}"
        elif asked.slug == "already-registered":
            of_hers = spans[(story.participant(asked), asked.about)]
            if not any(overlaps(asked, span) for span in of_hers):
                yield f"worker {asked.worker} was not registered in {asked.about} then"
        elif asked.slug == "full" and not was_full(story, asked):
            yield f"{asked.about} was not full when worker {asked.worker} was told so"


def live_spans(story: Story) -> dict[tuple[str, str], list[tuple[float, float]]]:
    """From when to when each participant was live in each offering, as wide as it can have been."""
    spans = defaultdict(list)
    for row in story.rows.registrations:
        events = story.events[row["id"]]
        end = float("inf")
        if events and events[-1]["to_status"] not in LIVE:
            end = story.ends(events[-1]["at"])[1] + QUEUED
        begin = story.ends(events[0]["at"])[0] if events else float("-inf")
        spans[(row["participant_id"], row["offering_id"])].append((begin, end))
    return spans


def overlaps(asked: Asked, span: tuple[float, float]) -> bool:
    return span[0] <= asked.ended and asked.began <= span[1]


def was_full(story: Story, asked: Asked) -> bool:
    unit = story.unit_of(asked.about)
    seats, taken, since = story.capacity(unit), 0, float("-inf")
    for event, holding, _ in story.seats(unit):
        if taken == seats and overlaps(asked, (since, story.ends(event["at"])[1] + QUEUED)):
            return True
        taken, since = len(holding), story.ends(event["at"])[0]
    return taken == seats and since <= asked.ended + SLACK


def keys_kept(story: Story) -> Iterator[str]:
    """What was done under a key is remembered under it, once, and nothing else is."""
    for (account, key), requests in story.under_key.items():
        made = story.keys.get((account, key))
        told = {tuple(t["id"] for t in a.told) for a in requests if a.outcome == OK}
        if len(told) > 1 and not story.forgets_keys:
            yield f"the key {key} was answered with different registrations: {told}"
        if made is None:
            if told and not story.forgets_keys:
                yield f"the key {key} was answered and is not remembered"
            continue
        if any(list(ids) != made for ids in told) and not story.forgets_keys:
            yield f"the key {key} made {made}, told were {told}"
        if len(made) != 1:
            yield f"the key {key} made {len(made)} registrations"
        if any(one not in story.registrations for one in made):
            yield f"the key {key} remembers {made}, which is not there"
        if all(asked.outcome == FAIL for asked in requests):
            yield f"the key {key} was refused each time and is remembered"
    for account, key in story.keys:
        if (account, key) not in story.under_key:
            yield f"the key {key} is remembered and nobody used it"


def unexplained(story: Story) -> Iterator[str]:
    """Every registration was made by a request, one by one: a refusal left nothing, and what
    is unknown made one at most."""
    explained = {one for made in story.keys.values() for one in made}
    doubtful: Counter = Counter()
    for asked in story.asked:
        if asked.what != "register":
            continue
        if asked.outcome == OK:
            explained.update(told["id"] for told in asked.told)
        elif asked.outcome == UNKNOWN and (asked.key is None or story.forgets_keys):
            doubtful[(story.participant(asked), asked.about)] += 1
    left = Counter(
        (row["participant_id"], row["offering_id"])
        for row in story.rows.registrations
        if row["id"] not in explained
    )
    for where, count in left.items():
        if count > doubtful[where]:
            yield f"{count} registrations of {where} that no request explains"


def unasked(story: Story) -> Iterator[str]:
    """Nothing that only a worker does was done without her."""
    wished = {(a.about, a.what) for a in story.asked if a.outcome in (OK, UNKNOWN)}
    verbs = {"cancelled": "cancel", "declined": "decline", "confirmed": "accept"}
    for one, events in story.events.items():
        for event in events:
            answer = event["from_status"] == "offered" or event["to_status"] == "cancelled"
            verb = verbs.get(event["to_status"])
            if answer and verb and (one, verb) not in wished:
                yield f"{one} became {event['to_status']} and nobody asked"


def replays(story: Story) -> Iterator[str]:
    """The events of each registration lead to where it stands."""
    for row in story.rows.registrations:
        status = None
        for event in story.events[row["id"]]:
            if event["from_status"] != status:
                yield f"{row['id']} goes on from {event['from_status']} where it was {status}"
            status = event["to_status"]
        if status != row["status"]:
            yield f"{row['id']} is {row['status']}, its events say {status}"
    for one in story.events:
        if one not in story.registrations:
            yield f"{one} has events and no row"


def seats_given(story: Story) -> Iterator[str]:
    """Never more seats than there are, nobody twice, and the first in line gets the next."""
    for unit in story.rows.units:
        seats = story.capacity(unit["id"])
        before: set[str] = set()
        for event, holding, waiting in story.seats(unit["id"]):
            if len(holding) > seats:
                yield f"{len(holding)} of {seats} seats of {unit['id']} at {event['sequence']}"
            who = Counter(story.registrations[o]["participant_id"] for o in holding | waiting)
            yield from (f"{p} is twice in {unit['id']}" for p, n in who.items() if n > 1)
            if event["from_status"] == "waitlisted" and event["to_status"] in HOLDING:
                first = min(before, key=lambda one: story.registrations[one]["arrival"])
                if event["registration_id"] != first:
                    yield f"{event['registration_id']} was promoted before {first}"
            before = set(waiting)


def places_shown(story: Story) -> Iterator[str]:
    """No page shows more seats taken than there are."""
    for asked in story.asked:
        if asked.what == "places" and asked.outcome == OK:
            seen = asked.told[0]
            if seen["taken"] > seen["capacity"] or seen["places_left"] < 0:
                yield f"{asked.about} was shown with {json.dumps(seen)}"


def mails_sent(story: Story) -> Iterator[str]:
    """What is marked as sent was taken, nothing is owed or given up."""
    taken = {mail.message_id.split("@")[0] for mail in story.mails if mail.answered}
    for row in story.rows.deliveries:
        if row["state"] != "sent":
            yield f"mail {row['id']} ({row['kind']}) is {row['state']}"
        elif row["id"] not in taken:
            yield f"mail {row['id']} ({row['kind']}) is sent and was never taken"


def mails_taken(story: Story) -> Iterator[str]:
    """What was taken is owed to that person; a copy is the same to the byte, and excused."""
    owners = {row["id"]: row["email"] for row in story.rows.accounts}
    owed = {row["id"]: row for row in story.rows.deliveries}
    copies: dict[str, list] = defaultdict(list)
    for mail in story.mails:
        row = owed.get(mail.message_id.split("@")[0])
        if row is None:
            yield f"mail {mail.message_id} came and no delivery explains it"
            continue
        if mail.recipient != (row["address"] or owners.get(row["account_id"])):
            yield f"mail {mail.message_id} came to another person"
        copies[row["id"]].append(mail)
    twice = [of for of in copies.values() if sum(mail.answered for mail in of) > 1]
    for mails in copies.values():
        if len({mail.sha256 for mail in mails}) > 1:
            yield f"mail {mails[0].message_id} came again with other bytes"
    if twice and not story.doubles_mails:
        yield f"{len(twice)} mails came twice without a fault that explains it"


def registrations_told(asked: Asked) -> list:
    """The registrations that an answer told of."""
    return asked.told if asked.outcome == OK and asked.what != "places" else []


RULES = [
    lost_answers,
    told_history,
    acts_done,
    going_back,
    unseen,
    door_codes,
    places_in_line,
    refusals,
    keys_kept,
    unexplained,
    unasked,
    replays,
    seats_given,
    places_shown,
    mails_sent,
    mails_taken,
]
