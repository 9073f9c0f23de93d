"""Reads mails as a mail program does, and says what is in them: one line of JSON a file."""

import email
import json
import sys
from email import policy


def read(path):
    with open(path, "rb") as file:
        data = file.read()
    # Raises at the first defect of the structure.
    email.message_from_bytes(data, policy=policy.strict)
    message = email.message_from_bytes(data, policy=policy.default)
    defects, parts = [], []
    for part in message.walk():
        defects += part.defects
        for name in set(part.keys()):
            for value in part.get_all(name):
                defects += getattr(value, "defects", ())
        content_type = part["content-type"]
        leaf = not part.is_multipart()
        parts.append(
            {
                "type": part.get_content_type(),
                "method": content_type.params.get("method"),
                "text": part.get_content() if leaf and part.get_content_maintype() == "text" else None,
            }
        )
    people = {
        name: [[one.display_name, one.addr_spec] for one in message[name].addresses]
        for name in ("from", "to", "reply-to")
        if message[name]
    }
    return {
        "defects": [repr(defect) for defect in defects],
        "names": sorted(message.keys()),
        "subject": message["subject"],
        "people": people,
        "parts": parts,
    }


for path in sys.argv[1:]:
    print(json.dumps(read(path)))
