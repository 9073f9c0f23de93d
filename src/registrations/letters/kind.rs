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
    /// The lots gave it no place but one in line.
    DrawnInLine,
    /// It was reviewed, and waits in line since all places were given.
    ReviewedInLine,
    /// A place is held until a deadline.
    Offered,
    /// The deadline was moved, once, since the message came late.
    OfferExtended,
    /// The deadline is near, and nobody has answered.
    OfferReminder,
    /// The deadline passed.
    OfferExpired,
    /// The waiting list closed without a place.
    ListClosed,
    /// It was cancelled as its person wished.
    Cancelled(Left),
    /// It was given back for another time of the same offering.
    Changed,
    /// The organizer moved it to another time or offering.
    MovedByOrganizer(Left),
    /// The organizer cancelled it.
    Stopped(Left),
    /// A reviewer did not accept it.
    Rejected,
    /// It was reviewed, and neither a place nor one in line was left.
    NoPlaceLeft,
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
    /// It begins soon.
    Soon,
}

impl Kind {
    /// Whether it tells nothing new, and only calls to mind.
    pub(super) const fn is_reminder(self) -> bool {
        matches!(self, Self::Soon)
    }

    /// Whether nothing came of it that its person wished for, so that she may look elsewhere.
    #[must_use]
    pub const fn looks_elsewhere(self) -> bool {
        matches!(
            self,
            Self::Stopped(_)
                | Self::Rejected
                | Self::NoPlaceLeft
                | Self::NotDrawn
                | Self::ListClosed
                | Self::CalledOff(_)
        )
    }

    /// Whether another session of the same offering would do as well.
    #[must_use]
    pub const fn takes_another_session(self) -> bool {
        matches!(
            self,
            Self::NoPlaceLeft | Self::ListClosed | Self::CalledOff(_)
        )
    }
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
        | Kind::OfferReminder
        | Kind::MovedByOrganizer(_)
        | Kind::Moved
        | Kind::Relocated
        | Kind::MovedElsewhere
        | Kind::Shortened => Tone::Lamp,
        Kind::InDraw
        | Kind::InReview
        | Kind::Waiting
        | Kind::DrawnInLine
        | Kind::ReviewedInLine
        | Kind::Soon => Tone::Cloth,
        Kind::OfferExpired
        | Kind::ListClosed
        | Kind::Cancelled(_)
        | Kind::Changed
        | Kind::Stopped(_)
        | Kind::Rejected
        | Kind::NoPlaceLeft
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

/// The word in the id of what its button says; of a discreet program only the page of the
/// registration is shown.
pub(super) const fn button(kind: Kind, discreet: bool) -> &'static str {
    match (kind, discreet) {
        (Kind::Confirmed | Kind::Accepted | Kind::Promoted | Kind::Soon, _) => "door",
        (Kind::Offered | Kind::OfferExtended | Kind::OfferReminder, _) => "answer",
        (Kind::DrawnInLine | Kind::NotDrawn, false) => "draw",
        (Kind::Waiting | Kind::ReviewedInLine | Kind::DrawnInLine, _) => "line",
        (Kind::CalledOff(_), false) => "others",
        (Kind::Changed, _) => "mine",
        (Kind::MovedByOrganizer(_), _) => "new",
        (Kind::Shortened, _) => "dates",
        _ => "one",
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
        Kind::DrawnInLine => "drawn-in-line",
        Kind::ReviewedInLine => "reviewed-in-line",
        Kind::Offered => "offered",
        Kind::OfferExtended => "extended",
        Kind::OfferReminder => "unanswered",
        Kind::OfferExpired => "expired",
        Kind::ListClosed => "closed",
        Kind::Cancelled(_) => "cancelled",
        Kind::Changed => "changed",
        Kind::MovedByOrganizer(_) => "by-organizer",
        Kind::Stopped(_) => "stopped",
        Kind::Rejected => "rejected",
        Kind::NoPlaceLeft => "no-place",
        Kind::NotDrawn => "not-drawn",
        Kind::CalledOff(_) => "called-off",
        Kind::Moved => "moved",
        Kind::Relocated => "relocated",
        Kind::MovedElsewhere => "elsewhere",
        Kind::Shortened => "shortened",
        Kind::Soon => "soon",
    }
}
