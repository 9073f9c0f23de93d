//! What a letter tells, and which texts and colours go with it.

use crate::notices::letter::Tone;

/// What is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is a place.
    Confirmed,
    /// An offer was taken.
    Accepted,
    /// Whoever waited has a place now, without having to answer.
    Promoted,
    /// It is in the draw.
    InDraw,
    /// It is being reviewed.
    InReview,
    /// It waits in line.
    Waiting,
    /// A place is held until a deadline.
    Offered,
    /// The deadline was moved, once, since the message came late.
    OfferExtended,
    /// The deadline passed.
    OfferExpired,
    /// The waiting list closed without a place.
    ListClosed,
    /// It was cancelled as its person wished.
    Cancelled(Left),
    /// It was given back for another time of the same offering.
    Changed,
    /// The organizer cancelled it.
    Stopped(Left),
    /// A reviewer did not accept it, or there was no place left.
    Rejected,
    /// The lots gave it no place.
    NotDrawn,
    /// The offering, or the session that was picked, does not take place.
    CalledOff(Left),
    /// A session takes place at another time.
    Moved,
    /// A session takes place elsewhere, at the same time.
    Relocated,
    /// A session takes place elsewhere, and at another time.
    MovedElsewhere,
    /// A session of several does not take place.
    Shortened,
}

/// What was given up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Left {
    /// A confirmed place, which calendars hold.
    Place,
    /// A place held until an answer.
    Offer,
    /// A place in line.
    Line,
    /// An application to a draw or a review.
    Application,
}

/// How urgent it looks.
pub(super) const fn tone(kind: Kind) -> Tone {
    match kind {
        Kind::Confirmed | Kind::Accepted | Kind::Promoted => Tone::Leaf,
        Kind::Offered
        | Kind::OfferExtended
        | Kind::Moved
        | Kind::Relocated
        | Kind::MovedElsewhere
        | Kind::Shortened => Tone::Lamp,
        Kind::InDraw | Kind::InReview | Kind::Waiting => Tone::Cloth,
        Kind::OfferExpired
        | Kind::ListClosed
        | Kind::Cancelled(_)
        | Kind::Changed
        | Kind::Stopped(_)
        | Kind::Rejected
        | Kind::NotDrawn
        | Kind::CalledOff(_) => Tone::Plain,
    }
}

/// Which text tells what became of it: a place goes to the next, a place in line to nobody.
pub(super) const fn lead(kind: Kind) -> &'static str {
    match kind {
        Kind::Cancelled(Left::Line) => "lead-line",
        Kind::Cancelled(Left::Application) => "lead-application",
        _ => "lead",
    }
}

/// The word in the ids of its texts.
pub(super) const fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Confirmed => "confirmed",
        Kind::Accepted => "accepted",
        Kind::Promoted => "promoted",
        Kind::InDraw => "draw",
        Kind::InReview => "review",
        Kind::Waiting => "waiting",
        Kind::Offered => "offered",
        Kind::OfferExtended => "extended",
        Kind::OfferExpired => "expired",
        Kind::ListClosed => "closed",
        Kind::Cancelled(_) => "cancelled",
        Kind::Changed => "changed",
        Kind::Stopped(_) => "stopped",
        Kind::Rejected => "rejected",
        Kind::NotDrawn => "not-drawn",
        Kind::CalledOff(_) => "called-off",
        Kind::Moved => "moved",
        Kind::Relocated => "relocated",
        Kind::MovedElsewhere => "elsewhere",
        Kind::Shortened => "shortened",
    }
}
