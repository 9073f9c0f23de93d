//! What each route of the console asks of who opens or presses it.

use niangjia::organizations::staff::Role::{self, Admin, Checker, Organizer, Viewer};

/// Whom a route lets in.
#[derive(Clone, Copy, Debug)]
pub(super) enum Expect {
    /// Everybody, signed in or not.
    Public,
    /// Whoever is signed in, staff or not.
    SignedIn,
    /// Whoever has a role somewhere.
    Staff,
    /// The account it belongs to.
    Own,
    /// Whoever has this role where it lies; for persons with a second factor.
    Near {
        /// The least role.
        role: Role,
        /// Whether a second factor is asked for.
        factor: bool,
    },
}

/// A route, whom it lets in, and what its form says: enough to change something. `{…}` is filled
/// in by the test.
pub(super) type Line = (&'static str, Expect, &'static str);

const fn numbers(role: Role) -> Expect {
    let factor = false;
    Expect::Near { role, factor }
}

const fn persons(role: Role) -> Expect {
    let factor = true;
    Expect::Near { role, factor }
}

/// What is read has no form.
const READS: &str = "";

/// One line a route.
#[rustfmt::skip]
pub(super) const TABLE: &[Line] = &[
    ("GET /console", Expect::Staff, READS),
    ("GET /console/sign-in", Expect::Public, READS),
    ("POST /console/sign-in", Expect::Public, "email=admin.wz-lc@example.org"),
    ("POST /console/sign-in/code", Expect::Public, "email=admin.wz-lc@example.org"),
    ("POST /console/sign-out", Expect::SignedIn, ""),
    ("GET /console/second-factor", Expect::SignedIn, READS),
    ("POST /console/second-factor", Expect::SignedIn, "code=000000"),
    ("GET /console/second-factor/new", Expect::SignedIn, READS),
    ("POST /console/second-factor/new", Expect::SignedIn, "code=000000"),
    ("GET /console/account", Expect::Staff, READS),
    ("POST /console/account/devices/{token}/end", Expect::Own, ""),

    ("GET /console/offerings/{offering}", persons(Viewer), READS),
    ("GET /console/offerings/{offering}/ticked/{deed}", Expect::Public, READS),
    ("POST /console/offerings/{offering}/ticked/{deed}", persons(Organizer), "registration_id={registration}&reason=x&do=yes"),
    ("GET /console/offerings/{offering}/capacity", numbers(Organizer), READS),
    ("POST /console/offerings/{offering}/capacity", numbers(Organizer), "capacity=99&do=yes"),
    ("GET /console/offerings/{offering}/messages", persons(Organizer), READS),
    ("POST /console/offerings/{offering}/messages", persons(Organizer), "to=confirmed&subject=x&text=x&do=yes"),
    ("GET /console/offerings/{offering}/call-off", numbers(Organizer), READS),
    ("POST /console/offerings/{offering}/call-off", numbers(Organizer), "reason=x&do=yes"),
    ("GET /console/sessions/{session}/move", numbers(Organizer), READS),
    ("POST /console/sessions/{session}/move", numbers(Organizer), "reason=x&do=yes"),
    ("GET /console/sessions/{session}/cancel", numbers(Organizer), READS),
    ("POST /console/sessions/{session}/cancel", numbers(Organizer), "reason=x&do=yes"),
    ("GET /console/registrations/{registration}", persons(Viewer), READS),
    ("GET /console/registrations/{registration}/care", Expect::Public, READS),
    ("POST /console/registrations/{registration}/care", persons(Organizer), ""),
    ("GET /console/registrations/{registration}/duplicates", Expect::Public, READS),
    ("POST /console/registrations/{registration}/duplicates", persons(Organizer), "keep={registration}"),
    ("GET /console/registrations/{registration}/{deed}", persons(Organizer), READS),
    ("POST /console/registrations/{registration}/{deed}", persons(Organizer), "reason=x&do=yes"),

    ("GET /console/offerings/{offering}/door", persons(Checker), READS),
    ("GET /console/sessions/worker.js", Expect::Public, READS),
    ("GET /console/sessions/{session}/door", persons(Checker), READS),
    ("POST /console/sessions/{session}/door", persons(Checker), "registration_id={registration}&mark=in"),
    ("GET /console/sessions/{session}/door/people/{registration}", persons(Checker), READS),
    ("GET /console/sessions/{session}/roll", persons(Viewer), READS),

    ("GET /console/organizations/{body}/programs", numbers(Viewer), READS),
    ("GET /console/organizations/{body}/programs/new", numbers(Organizer), READS),
    ("POST /console/organizations/{body}/programs/new", numbers(Organizer), "title=x&kind=lecture&for=adult"),
    ("GET /console/programs/{program}/offerings/new", numbers(Organizer), READS),
    ("POST /console/programs/{program}/offerings/new", numbers(Organizer), "title=x"),
    ("GET /console/programs/{program}", numbers(Viewer), READS),
    ("POST /console/programs/{program}", numbers(Organizer), "title_zh=x&do=yes"),
    ("POST /console/programs/{program}/sentence", numbers(Organizer), "text=x"),
    ("GET /console/offerings/{offering}/copy", numbers(Organizer), READS),
    ("POST /console/offerings/{offering}/copy", numbers(Organizer), "code=p-open-drum-09&by=52&make=yes"),
    ("GET /console/offerings/{offering}/settings", numbers(Viewer), READS),
    ("POST /console/offerings/{offering}/settings", numbers(Organizer), "title_zh=x&do=yes"),
    ("GET /console/offerings/{offering}/sessions", numbers(Viewer), READS),
    ("POST /console/offerings/{offering}/sessions", numbers(Organizer), "session={session}&act=cancel&reason=x&do=yes"),
    ("GET /console/offerings/{offering}/publish", numbers(Organizer), READS),
    ("POST /console/offerings/{offering}/publish", numbers(Organizer), "do=yes"),

    ("GET /console/offerings/{offering}/draw", numbers(Viewer), READS),
    ("POST /console/offerings/{offering}/draw/freeze", persons(Organizer), "public_value_name=x"),
    ("POST /console/offerings/{offering}/draw/run", persons(Organizer), "public_value=1"),
    ("POST /console/offerings/{offering}/draw/void", persons(Organizer), "reason=x"),
    ("GET /console/offerings/{offering}/draw/record", numbers(Viewer), READS),
    ("GET /console/offerings/{offering}/draw/show", numbers(Viewer), READS),

    ("GET /console/offerings/{offering}/assisted", persons(Organizer), READS),
    ("POST /console/offerings/{offering}/assisted", persons(Organizer), "name=x&relation=child&register=yes"),
    ("GET /console/offerings/{offering}/import", persons(Organizer), READS),
    ("POST /console/offerings/{offering}/import", persons(Organizer), ""),
    ("POST /console/offerings/{offering}/import/list", persons(Organizer), "register=yes"),

    ("GET /console/organizations/{body}/people", numbers(Organizer), READS),
    ("POST /console/organizations/{body}/memberships", numbers(Organizer), "confirm={membership}"),
    ("POST /console/organizations/{body}/staff", numbers(Admin), "email=given@example.org&role=viewer&until=2027-12-01"),
    ("POST /console/organizations/{body}/staff/{grant}/end", numbers(Admin), ""),
    ("GET /console/organizations/{body}/report", numbers(Viewer), READS),
    ("GET /console/organizations/{body}/report.csv", numbers(Viewer), READS),
    ("GET /console/organizations/{body}/audit", Expect::Near { role: Admin, factor: true }, READS),
];
