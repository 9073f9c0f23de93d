"""What is in the ledger was asked for, once, and follows from its events."""

from collections import Counter
from collections.abc import Iterator

from .records import FAIL, OK, UNKNOWN
from .story import HOLDING, Story


def keys_kept(story: Story) -> Iterator[str]:
    """What was done under a key is remembered under it, once, and nothing else is."""
    for (account, key), requests in story.under_key.items():
        made = story.keys.get((account, key))
        told = {tuple(t["id"] for t in a.told) for a in requests if a.outcome == OK}
        if len(told) > 1 and not story.days_passed:
            yield f"the key {key} was answered with different registrations: {told}"
        if made is None:
            if told and not story.days_passed:
                yield f"the key {key} was answered and is not remembered"
            continue
        if any(list(ids) != made for ids in told) and not story.days_passed:
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
        elif asked.outcome == UNKNOWN and (asked.key is None or story.days_passed):
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


RULES = [keys_kept, unexplained, unasked, replays, seats_given]
