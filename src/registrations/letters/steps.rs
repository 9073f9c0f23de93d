//! What happens next, and by when.

use super::voice::Voice;
use super::{Alternative, Kind};
use crate::notices::rich::{Rich, moment as said};

/// The steps of this kind of letter, in the order in which they come.
pub(super) fn of(voice: &Voice<'_>) -> Vec<Rich> {
    let mut steps: Vec<Rich> = ids(voice).into_iter().map(|id| step(voice, id)).collect();
    steps.extend(elsewhere(voice));
    if voice.input.registered_by.is_some() {
        steps.push(step(voice, "not-asked"));
    }
    steps
}

fn step(voice: &Voice<'_>, id: &str) -> Rich {
    let text = format!("registration-step-{id}");
    match id {
        "verify" | "draw-check" => voice.text_about_the_draw(&text),
        "cancel" | "cancel-until" | "withdraw" | "leave" | "cannot-come" => {
            voice.text_about_leaving(&text)
        }
        "not-asked" => voice.text_about_leaving(&voice.twin(&text)),
        "decline" => voice.text_about_declining(&voice.twin(&text)),
        // Whom to ask stands at the foot, but for discreet programs on their pages only.
        "ask" | "ask-draw" | "object" | "object-ask" | "again" | "new-letter" | "others"
        | "silence" => voice.either(&text),
        _ => voice.text(&text),
    }
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
            ids.push(cancel(voice));
            ids
        }
        Kind::Soon => vec!["door", cancel(voice)],
        Kind::InDraw => vec![
            match input.draw_at {
                Some(_) => "draw-at",
                None => "draw",
            },
            "draw-fair",
            "draw-check",
            "withdraw",
        ],
        Kind::InReview => vec![
            match input.given_out_at {
                Some(_) => "review-by",
                None => "review",
            },
            "withdraw",
        ],
        Kind::Waiting | Kind::ReviewedInLine => vec!["wait", turn(voice), "leave"],
        Kind::DrawnInLine => vec!["verify", turn(voice), "leave", "ask-draw"],
        Kind::Offered | Kind::OfferExtended | Kind::OfferReminder => {
            vec!["answer", "decline", "silence"]
        }
        Kind::OfferExpired => vec!["again", "others"],
        Kind::Cancelled(_) => vec!["not-me", "again"],
        Kind::Changed => vec!["new-time", "not-me"],
        Kind::MovedByOrganizer(_) => vec!["new-letter", "cannot-come", "ask"],
        Kind::Stopped(_) | Kind::NoPlaceLeft => vec!["ask"],
        Kind::Rejected => match input.object_until {
            Some(_) => vec!["object"],
            None => vec!["object-ask"],
        },
        Kind::NotDrawn => vec!["verify", "ask-draw"],
        Kind::CalledOff(_) | Kind::ListClosed => Vec::new(),
        Kind::Moved | Kind::Relocated | Kind::MovedElsewhere => vec!["calendar", "cannot-come"],
        Kind::Shortened => vec!["cannot-come"],
    }
}

fn cancel(voice: &Voice<'_>) -> &'static str {
    let until = voice.input.cancel_until;
    match until.filter(|until| *until > voice.input.written_at) {
        Some(_) => "cancel-until",
        None => "cancel",
    }
}

/// What happens when it is one's turn.
fn turn(voice: &Voice<'_>) -> &'static str {
    if voice.input.offers {
        "turn-offer"
    } else {
        "turn-place"
    }
}

/// Where there are places, each with its page; of a discreet program nothing is named.
fn elsewhere(voice: &Voice<'_>) -> Vec<Rich> {
    let input = voice.input;
    if !input.kind.looks_elsewhere() {
        return Vec::new();
    }
    if input.alternatives.is_empty() || input.discreet {
        return vec![step(voice, "others")];
    }
    let named = input.alternatives.iter();
    named.map(|one| alternative(voice, one)).collect()
}

fn alternative(voice: &Voice<'_>, one: &Alternative) -> Rich {
    let title = ("title", one.title.as_str().into());
    let locale = voice.input.locale;
    if let Some(at) = one.starts_at {
        let start = ("start", said(voice.wall, at).into());
        let id = "registration-step-alternative";
        return Rich::say(locale, id, &[title, start], Some(&one.url));
    }
    let id = "registration-step-alternative-undated";
    Rich::say(locale, id, &[title], Some(&one.url))
}
