"""Who was refused could be refused then, and no page showed seats that are not there."""

import json
from collections import defaultdict
from collections.abc import Iterator

from .records import FAIL, OK, Asked
from .story import LIVE, QUEUED, SLACK, Story

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


def places_shown(story: Story) -> Iterator[str]:
    """No page shows more seats taken than there are."""
    for asked in story.asked:
        if asked.what == "places" and asked.outcome == OK:
            seen = asked.told[0]
            if seen["taken"] > seen["capacity"] or seen["places_left"] < 0:
                yield f"{asked.about} was shown with {json.dumps(seen)}"


RULES = [refusals, places_shown]
