"""What is owed was sent, and what came was owed."""

from collections import defaultdict
from collections.abc import Iterator

from .story import Story

OFFERS = ("registration-offered", "registration-offer-extended")


def mails_sent(story: Story) -> Iterator[str]:
    """What is marked as sent was taken, nothing is owed (but for the night) or given up."""
    taken = {mail.message_id.split("@")[0] for mail in story.mails if mail.answered}
    for row in story.rows.deliveries:
        if row["state"] == "expired" and story.days_passed and row["kind"] in OFFERS:
            continue  # Its offer ran out, and with it the sense of telling.
        if row["state"] == "expired" and row.get("cause") == "superseded":
            continue  # A newer one says what holds, and has a row of its own.
        if row["state"] == "owed" and row.get("by_day_zone"):
            continue  # It is night there.
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
    twice = sum(max(0, sum(mail.answered for mail in of) - 1) for of in copies.values())
    for mails in copies.values():
        if len({mail.sha256 for mail in mails}) > 1:
            yield f"mail {mails[0].message_id} came again with other bytes"
    if twice > story.excused:
        yield f"{twice} mails came again after their 250, faults explain {story.excused}"


RULES = [mails_sent, mails_taken]
