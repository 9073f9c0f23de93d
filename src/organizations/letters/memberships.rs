//! The letters about belonging to a body: what it answered to who asked.

use crate::notices::letter::{Button, Fact, Letter, Tone};
use crate::notices::rich::Rich;
use crate::values::locale::Locale;
use crate::values::say::say;

/// All that a letter about a membership says.
pub(super) struct MembershipLetter<'a> {
    pub(super) locale: Locale,
    pub(super) name: Option<String>,
    pub(super) body: &'a str,
    /// Whether the body said yes.
    pub(super) is_member: bool,
    /// Whether it had said yes before.
    pub(super) was_member: bool,
    /// Why it said no, in the organizer's words.
    pub(super) reason: Option<&'a str>,
    pub(super) public_url: &'a str,
}

impl MembershipLetter<'_> {
    pub(super) fn write(&self) -> Letter {
        Letter {
            sender_name: Some(self.body.to_owned()),
            recipient_name: self.name.clone(),
            subject: self.part("subject").words(),
            preheader: self.part("hint").words(),
            eyebrow: self.part("eyebrow").words(),
            heading: self.part("heading").words(),
            lead: vec![self.part("lead")],
            facts: self.facts(),
            button: Some(Button {
                label: self.part("button").words(),
                url: if self.is_member {
                    format!("{}/", self.public_url)
                } else {
                    format!("{}/memberships", self.public_url)
                },
            }),
            steps: vec![self.part("next"), self.say("membership-objection")],
            footer: vec![
                Rich::say(
                    self.locale,
                    "letter-contact-organization",
                    &[("organization", self.body.into())],
                    None,
                ),
                self.say("letter-same"),
            ],
            ..Letter::blank(self.locale, self.tone())
        }
    }

    const fn tone(&self) -> Tone {
        if self.is_member {
            Tone::Leaf
        } else {
            Tone::Plain
        }
    }

    fn facts(&self) -> Vec<Fact> {
        let row = |id, value: &str| Fact::line(say(self.locale, id, &[]), Rich::plain(value));
        let mut facts = vec![row("staff-row-body", self.body)];
        if let Some(reason) = self.reason {
            facts.push(row("membership-row-reason", reason));
        }
        facts
    }

    fn part(&self, part: &str) -> Rich {
        let answer = match (self.is_member, self.was_member) {
            (true, _) => "confirmed",
            (false, false) => "refused",
            (false, true) => "ended",
        };
        self.say(&format!("membership-{answer}-{part}"))
    }

    fn say(&self, id: &str) -> Rich {
        Rich::say(self.locale, id, &[("body", self.body.into())], None)
    }
}
