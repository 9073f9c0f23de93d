#!/usr/bin/env python3
"""Recomputes draws from their records, by docs/draw.md and by nothing else.

python3 tools/verify-draw.py RECORD.json ... prints one line a record and ends with 1 if one of
them does not hold.
"""

import hashlib
import json
import sys


def sha256(text):
    return hashlib.sha256(text.encode("utf-8"))


def read_list(text):
    """The entries as (unit, code, weight, [(quota, seats)]); section 1."""
    lines = text.split("\n")
    if lines.pop() != "" or lines[0] != "niangjia-draw 1":
        raise ValueError("this is not a list")
    for at, word in enumerate(("offering", "frozen", "public-value"), start=1):
        if not lines[at].startswith(word + " "):
            raise ValueError(f"line {at + 1} is not the {word}")
    entries, unit, units = [], None, []
    for line in lines[4:]:
        word, _, rest = line.partition(" ")
        if word == "unit":
            unit = rest
            units.append(unit)
            continue
        code, weight, members = rest.split(" ")
        if word != "entry" or unit is None:
            raise ValueError(f"not an entry: {line}")
        members = [m.rsplit(":", 1) for m in members.removeprefix("members=").split(",")]
        members = [(quota, int(seats)) for quota, seats in members]
        entries.append((unit, code, int(weight.removeprefix("weight=")), members))
    if units != sorted(units, key=lambda name: name.encode("utf-8")):
        raise ValueError("the units are not in order")
    for unit in units:
        codes = [code for at, code, _, _ in entries if at == unit]
        if codes != sorted(set(codes)):
            raise ValueError("the entries are not in order")
    return entries


def order(entries, fingerprint, value):
    """The entries in the order drawn; section 2."""
    seed = sha256(f"{fingerprint}\n{value}").hexdigest()
    urn, drawn = list(entries), []
    for place in range(1, len(entries) + 1):
        lot = int.from_bytes(sha256(f"{seed}\n{place}").digest(), "big")
        rest = lot % sum(weight for _, _, weight, _ in urn)
        for at, (_, _, weight, _) in enumerate(urn):
            if rest < weight:
                drawn.append(urn.pop(at))
                break
            rest -= weight
    return drawn


def seat(members, free):
    """The pool of each member, or None where they do not fit whole."""
    left, pools = dict(free), []
    for quota, seats in members:
        fits = [p for p in (quota, "-") if p in left and (left[p] is None or seats <= left[p])]
        if not fits:
            return None
        if left[fits[0]] is not None:
            left[fits[0]] -= seats
        pools.append(fits[0])
    free.update(left)
    return pools


def results(record):
    """What the record should say; section 3."""
    units = json.loads(json.dumps(record["units"]))
    found = []
    drawn = order(read_list(record["list"]), record["fingerprint"], record["public_value"])
    for rank, (unit, code, _, members) in enumerate(drawn, start=1):
        members = record["withdrawn"].get(code, members)
        fate, pools, room = "withdrawn", [], units.get(unit)
        if members and room is not None:
            pools = seat(members, room["seats"])
            places = room["list"]
            fate = "confirmed" if pools is not None else "not_drawn"
            if pools is None and (places is None or len(members) <= places):
                fate, room["list"] = "waiting", places and places - len(members)
            pools = pools or []
        found.append({"rank": rank, "code": code, "unit": unit, "fate": fate, "pools": pools})
    return found


def fault(record):
    """What does not hold; None when all does."""
    if sha256(record["list"]).hexdigest() != record["fingerprint"]:
        return "the list has another fingerprint"
    right = results(record)
    for ours, theirs in zip(right, record["results"]):
        if ours != theirs:
            return f"rank {ours['rank']} is {ours['code']}, {ours['fate']}"
    return None if len(right) == len(record["results"]) else "some results are missing"


def main(names):
    bad = 0
    for name in names:
        try:
            with open(name, encoding="utf-8") as file:
                wrong = fault(json.load(file))
        except (ValueError, KeyError, TypeError) as error:
            wrong = f"it does not read: {error}"
        bad += wrong is not None
        print(f"{name}: {wrong or 'holds'}")
    return 1 if bad or not names else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
