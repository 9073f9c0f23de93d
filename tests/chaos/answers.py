"""What people were told is so, was so, and stays so."""

from collections import defaultdict
from collections.abc import Iterator

from .records import OK, Asked
from .story import Story, registrations_told


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
            stored = story.histories.get(told["id"], [])
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


RULES = [
    lost_answers,
    told_history,
    acts_done,
    going_back,
    unseen,
    door_codes,
    places_in_line,
]
