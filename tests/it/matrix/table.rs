//! What each route that names something in its path asks of its caller.

use niangjia::organizations::staff::Role::{self, Admin, Checker, Organizer, Viewer};

/// Whom a route lets in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expect {
    /// Everybody, signed in or not.
    Public,
    /// Whoever is signed in.
    SignedIn,
    /// The account it belongs to; nobody else finds it, whatever her role.
    Own,
    /// The account it belongs to, and staff as for [`persons`].
    OwnOrStaff(Role),
    /// Staff of the program's body or one above it.
    Program {
        /// The least role.
        role: Role,
        /// Whether people are shown or acted on: a second factor where they are children, and
        /// the program's own counsellors where it is confidential.
        persons: bool,
    },
    /// Staff as for [`persons`] from viewer on, then organizers only.
    Sensitive,
    /// Staff of the body or one above it.
    Body {
        /// The least role.
        role: Role,
        /// Whether it takes a second factor.
        factor: bool,
    },
}

/// A route, what it asks, and a body that changes nothing the next call needs. `{…}` is filled
/// in by `ground.rs`.
pub(super) type Line = (&'static str, Expect, &'static str);

/// What no call takes: refused once the caller was let in.
const MEANINGLESS: &str = r#"{"means":"nothing"}"#;
const EMPTY: &str = "{}";
const NO_BODY: &str = "";
const ROLE: &str =
    r#"{"email":"given@example.org","role":"viewer","until":"2027-12-01T00:00:00Z"}"#;
const ANOTHER_SESSION: &str = r#"{"session_id":"00000000-0000-7000-8000-000000000000"}"#;

const fn numbers(role: Role) -> Expect {
    let persons = false;
    Expect::Program { role, persons }
}

const fn persons(role: Role) -> Expect {
    let persons = true;
    Expect::Program { role, persons }
}

const fn body(role: Role) -> Expect {
    let factor = false;
    Expect::Body { role, factor }
}

const BODY_AND_FACTOR: Expect = Expect::Body {
    role: Admin,
    factor: true,
};

/// One line a route, in the order in which they are tried: what takes something away comes last.
/// Bodies that are read before the caller is judged have to make sense, or who may not call
/// would hear of the body first.
#[rustfmt::skip]
pub(super) const TABLE: &[Line] = &[
    ("GET /programs/{id}", Expect::Public, NO_BODY),
    ("GET /offerings/{id}", Expect::Public, NO_BODY),
    ("GET /offerings/{id}/places", Expect::Public, NO_BODY),
    ("GET /offerings/{id}/calendar.ics", Expect::Public, NO_BODY),
    ("GET /offerings/{id}/draw", Expect::Public, NO_BODY),
    ("GET /sites/{id}", Expect::Public, NO_BODY),
    ("GET /organizations/{id}", Expect::Public, NO_BODY),
    ("POST /offerings/{id}/registrations", Expect::SignedIn, MEANINGLESS),

    ("GET /programs/{id}/settings", numbers(Viewer), NO_BODY),
    ("PATCH /programs/{id}", numbers(Organizer), MEANINGLESS),
    ("POST /programs/{id}/offerings", numbers(Organizer), MEANINGLESS),

    ("GET /offerings/{id}/settings", numbers(Viewer), NO_BODY),
    ("PATCH /offerings/{id}", numbers(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/copy", numbers(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/publish", numbers(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/call-off", numbers(Organizer), MEANINGLESS),
    ("GET /offerings/{id}/announcements", persons(Organizer), NO_BODY),
    ("POST /offerings/{id}/announcements", persons(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/admit", persons(Organizer), MEANINGLESS),
    ("GET /offerings/{id}/review", persons(Organizer), NO_BODY),
    ("POST /offerings/{id}/approve", persons(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/duplicates", persons(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/draw/freeze", persons(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/draw/run", persons(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/draw/void", persons(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/registrations/assisted", persons(Organizer), MEANINGLESS),
    ("POST /offerings/{id}/roster/import", persons(Organizer), MEANINGLESS),
    ("GET /offerings/{id}/roster", persons(Viewer), NO_BODY),
    ("GET /offerings/{id}/roster.csv", persons(Viewer), NO_BODY),
    ("GET /offerings/{id}/roster.xlsx", persons(Viewer), NO_BODY),
    ("GET /offerings/{id}/roster/stream", persons(Viewer), NO_BODY),
    ("GET /offerings/{id}/roster?sensitive=true", Expect::Sensitive, NO_BODY),
    ("GET /offerings/{id}/roster.csv?sensitive=true", Expect::Sensitive, NO_BODY),
    ("GET /offerings/{id}/roster.xlsx?sensitive=true", Expect::Sensitive, NO_BODY),

    ("GET /sessions/{id}/attendance", persons(Checker), NO_BODY),
    ("POST /sessions/{id}/attendance", persons(Checker), MEANINGLESS),
    ("POST /sessions/{id}/cancel", numbers(Organizer), MEANINGLESS),
    ("POST /sessions/{id}/move", numbers(Organizer), MEANINGLESS),

    ("POST /registrations/{id}/approve", persons(Organizer), MEANINGLESS),
    ("POST /registrations/{id}/reject", persons(Organizer), MEANINGLESS),
    ("POST /registrations/{id}/promote", persons(Organizer), MEANINGLESS),
    ("POST /registrations/{id}/move", persons(Organizer), MEANINGLESS),
    ("POST /registrations/{id}/cancel", Expect::OwnOrStaff(Organizer), MEANINGLESS),
    ("GET /registrations/{id}", Expect::Own, NO_BODY),
    ("GET /registrations/{id}/ticket.svg", Expect::Own, NO_BODY),
    ("GET /registrations/{id}/calendar.ics", Expect::Own, NO_BODY),
    ("POST /registrations/{id}/accept", Expect::Own, EMPTY),
    ("POST /registrations/{id}/decline", Expect::Own, EMPTY),
    ("POST /registrations/{id}/change", Expect::Own, ANOTHER_SESSION),

    ("GET /organizations/{id}/programs", body(Viewer), NO_BODY),
    ("POST /organizations/{id}/programs", body(Organizer), MEANINGLESS),
    ("GET /organizations/{id}/report", body(Viewer), NO_BODY),
    ("GET /organizations/{id}/memberships", body(Organizer), NO_BODY),
    ("POST /organizations/{id}/memberships/{membership}/confirm", body(Organizer), EMPTY),
    ("POST /organizations/{id}/memberships/{membership}/refuse", body(Organizer), EMPTY),
    ("GET /organizations/{id}/staff", body(Admin), NO_BODY),
    ("POST /organizations/{id}/staff", body(Admin), ROLE),
    ("DELETE /organizations/{id}/staff/{grant}", body(Admin), NO_BODY),
    ("GET /organizations/{id}/audit", BODY_AND_FACTOR, NO_BODY),

    ("PATCH /me/participants/{id}", Expect::Own, EMPTY),
    ("POST /me/notices/{id}/read", Expect::Own, EMPTY),
    // Refused to the owner too: somebody with a registration stays.
    ("DELETE /me/participants/{id}", Expect::Own, NO_BODY),
    ("DELETE /tokens/{id}", Expect::Own, NO_BODY),
    // Ends the registration.
    ("POST /me/consents/{id}/withdraw", Expect::Own, EMPTY),
];
