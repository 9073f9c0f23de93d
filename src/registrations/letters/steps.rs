//! What happens next, and by when.

use super::{Kind, Voice};
use crate::notices::rich::Rich;

/// The steps of this kind of letter, in the order in which they come.
pub(super) fn of(voice: &Voice<'_>) -> Vec<Rich> {
    ids(voice)
        .into_iter()
        .map(|id| voice.text(&format!("registration-step-{id}")))
        .collect()
}

fn ids(voice: &Voice<'_>) -> Vec<&'static str> {
    let input = voice.input;
    match input.kind {
        Kind::Confirmed | Kind::Accepted | Kind::Promoted => {
            let mut ids = Vec::new();
            if input.entries.iter().any(|entry| entry.door_code.is_some()) {
                ids.push("door");
            }
            if input.entries.iter().any(|entry| !entry.sessions.is_empty()) {
                ids.push("calendar");
            }
            ids.push(match input.cancel_until {
                Some(_) => "cancel-until",
                None => "cancel",
            });
            ids
        }
        Kind::InDraw => vec![
            match input.draw_at {
                Some(_) => "draw-at",
                None => "draw",
            },
            "draw-fair",
            "withdraw",
        ],
        Kind::InReview => vec!["review", "withdraw"],
        Kind::Waiting => vec![
            "wait",
            if input.offers {
                "turn-offer"
            } else {
                "turn-place"
            },
            "leave",
        ],
        Kind::Offered | Kind::OfferExtended => vec!["answer", "decline", "silence"],
        Kind::OfferExpired => vec!["again", "others"],
        Kind::Cancelled(_) => vec!["not-me", "again"],
        Kind::Changed => vec!["new-time", "not-me"],
        Kind::Stopped(_) => vec!["ask", "others"],
        Kind::Rejected => match input.object_until {
            Some(_) => vec!["object", "others"],
            None => vec!["ask", "others"],
        },
        Kind::NotDrawn => vec!["verify", "others"],
        Kind::CalledOff(_) if !input.alternatives.is_empty() && !input.discreet => {
            vec!["alternatives", "others"]
        }
        Kind::CalledOff(_) | Kind::ListClosed => vec!["others"],
        Kind::Moved | Kind::Relocated | Kind::MovedElsewhere => vec!["calendar", "cannot-come"],
        Kind::Shortened => vec!["cannot-come"],
    }
}
