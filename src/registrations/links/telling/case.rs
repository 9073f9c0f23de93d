//! Which of its cases a page tells.

use crate::ledger::command::RefusalKind;
use crate::ledger::facts::Status;
use crate::registrations::links::Standing;
use crate::registrations::links::policy::Errand;
use crate::web::html::Tone;

/// What of it the page tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Case {
    Accept,
    Decline,
    Cancel,
    GiveUp,
    Leave,
    Withdraw,
    Accepted,
    Placed,
    Declined,
    Cancelled,
    Ended,
    Late,
    Begun,
    Taken,
    NoOffer,
}

impl Case {
    /// The case in which a registration is, whose last change was for `reason`.
    pub(super) fn of(errand: Errand, standing: &Standing, status: Status, reason: &str) -> Self {
        match (standing, errand) {
            (Standing::Asks, Errand::Accept) => Self::Accept,
            (Standing::Asks, Errand::Decline) => Self::Decline,
            (Standing::Asks, Errand::Cancel) => match status {
                Status::Waitlisted => Self::Leave,
                Status::Applied => Self::Withdraw,
                Status::Offered => Self::GiveUp,
                _ => Self::Cancel,
            },
            (Standing::IsSo, Errand::Accept) if reason == "accepted" => Self::Accepted,
            (Standing::IsSo, Errand::Accept) => Self::Placed,
            (Standing::IsSo, Errand::Decline) => Self::Declined,
            (Standing::IsSo, Errand::Cancel) if reason == "by-person" => Self::Cancelled,
            (Standing::IsSo, Errand::Cancel) => Self::Ended,
            (Standing::Refused(refusal), _) => match (refusal.kind, status) {
                (RefusalKind::OfferExpired, _) => Self::Late,
                (RefusalKind::AlreadyBegun, _) => Self::Begun,
                (_, Status::Confirmed) => Self::Taken,
                (_, status) if status.is_live() => Self::NoOffer,
                _ => Self::Ended,
            },
        }
    }

    /// How it is called in the ids of texts.
    pub(super) const fn word(self) -> &'static str {
        match self {
            Self::Accept => "accept",
            Self::Decline => "decline",
            Self::Cancel => "cancel",
            Self::GiveUp => "give-up",
            Self::Leave => "leave",
            Self::Withdraw => "withdraw",
            Self::Accepted => "accepted",
            Self::Placed => "placed",
            Self::Declined => "declined",
            Self::Cancelled => "cancelled",
            Self::Ended => "ended",
            Self::Late => "late",
            Self::Begun => "begun",
            Self::Taken => "taken",
            Self::NoOffer => "no-offer",
        }
    }

    pub(super) const fn tone(self) -> Tone {
        match self {
            Self::Accept | Self::Decline | Self::GiveUp => Tone::Lamp,
            Self::Accepted | Self::Placed | Self::Taken => Tone::Leaf,
            _ => Tone::Plain,
        }
    }

    /// Whether there is a button.
    pub(super) const fn asks(self) -> bool {
        matches!(
            self,
            Self::Accept
                | Self::Decline
                | Self::Cancel
                | Self::GiveUp
                | Self::Leave
                | Self::Withdraw
        )
    }

    /// What one may want instead. Who may answer an offer may answer it either way, and who
    /// took it may give it back.
    pub(super) const fn way_out(self) -> Option<Errand> {
        match self {
            Self::Accept => Some(Errand::Decline),
            Self::Decline => Some(Errand::Accept),
            Self::Accepted | Self::Placed | Self::Taken => Some(Errand::Cancel),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::values::locale::Locale;
    use crate::values::say::{Value, say};

    const CASES: [Case; 15] = [
        Case::Accept,
        Case::Decline,
        Case::Cancel,
        Case::GiveUp,
        Case::Leave,
        Case::Withdraw,
        Case::Accepted,
        Case::Placed,
        Case::Declined,
        Case::Cancelled,
        Case::Ended,
        Case::Late,
        Case::Begun,
        Case::Taken,
        Case::NoOffer,
    ];

    fn texts(case: Case) -> Vec<&'static str> {
        let mut texts = vec!["eyebrow", "heading", "lead", "quiet-heading", "quiet-lead"];
        texts.extend(case.asks().then_some("button"));
        texts.extend(case.way_out().map(|_| "other"));
        texts
    }

    #[test]
    fn every_case_has_its_texts_and_the_quiet_ones_name_nobody() {
        let mut values: Vec<(&'static str, Value<'_>)> = ["start", "deadline", "until", "why"]
            .map(|name| (name, name.into()))
            .to_vec();
        values.extend(["people", "organization", "contact"].map(|name| (name, "张小二".into())));
        values.extend(["place", "ahead", "count", "seats"].map(|name| (name, 2.into())));
        for locale in [Locale::Chinese, Locale::English] {
            for case in CASES {
                for part in texts(case) {
                    let id = format!("link-{}-{part}", case.word());
                    let said = say(locale, &id, &values);
                    assert_ne!(said, id);
                    let quiet = !matches!(part, "heading" | "lead");
                    assert!(!quiet || !said.contains("张小二"), "{id}: {said}");
                }
            }
        }
    }
}
