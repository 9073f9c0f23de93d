//! What may not change any more: what people registered for stays as it was, or changes by
//! calls that tell them.

use std::collections::BTreeSet;

use super::broken::Broken;
use crate::catalog::model::{
    Allocation, Enrol, NoticeStyle, Offering, Program, Sensitivity, Session,
};

/// What a file may not change where somebody ever registered: the way to enrol and times.
#[must_use]
pub fn enrol_and_times(stored: &Offering, wanted: &Offering) -> Vec<Broken> {
    let mut found = Vec::new();
    if wanted.enrol != stored.enrol {
        found.push(stays("enrol"));
    }
    for session in moved(stored, wanted) {
        let code = &session.code;
        found.push(Broken::new(
            "sessions",
            "conflict",
            format!("已经有人报名，{code} 的时间不能这样改"),
            format!("somebody is registered, so the times of {code} stay"),
        ));
    }
    found
}

/// What an organizer may not change by hand where somebody ever registered.
#[must_use]
pub fn relied_on(stored: &Offering, wanted: &Offering) -> Vec<Broken> {
    let changes = [
        ("allocation", stored.allocation != wanted.allocation),
        (
            "capacity_unit",
            stored.capacity_unit != wanted.capacity_unit,
        ),
        ("time_zone", stored.time_zone != wanted.time_zone),
        ("site_id", stored.site_id != wanted.site_id),
        ("online", stored.online != wanted.online),
        ("fee_fen", stored.fee_fen < wanted.fee_fen),
        (
            "cancel_until_hours_before",
            stored.cancel_until_hours_before < wanted.cancel_until_hours_before,
        ),
        ("quotas", rules_differ(stored, wanted)),
    ];
    let mut found = enrol_and_times(stored, wanted);
    found.extend(staying(&changes));
    found
}

/// What an organizer may not change by hand once seats are open, though nobody has registered.
#[must_use]
pub fn open_stays(stored: &Offering, wanted: &Offering) -> Vec<Broken> {
    let mut found = Vec::new();
    let mut add = |member: &str, chinese: &str, english: &str| {
        found.push(Broken::new(member, "conflict", chinese, english));
    };
    if stored.enrol != wanted.enrol {
        add("enrol", "发布以后不能改", "it stays once it is published");
    }
    let seatless = |one: &Offering| one.allocation == Allocation::Open;
    if seatless(stored) != seatless(wanted) {
        let words = (
            "发布以后，有没有名额不能改",
            "having seats or none stays once it is published",
        );
        add("allocation", words.0, words.1);
    }
    let kept = |one: &Session| wanted.sessions.iter().any(|other| other.id == one.id);
    if !stored.sessions.iter().all(kept) {
        let words = (
            "发布以后的场次要取消，不能删",
            "a published session is cancelled, not taken out",
        );
        add("sessions", words.0, words.1);
    }
    if wanted.enrol == Enrol::All && wanted.sessions.len() > stored.sessions.len() {
        let words = (
            "发布以后不能加场次",
            "nothing is added once it is published",
        );
        add("sessions", words.0, words.1);
    }
    if moved(stored, wanted).next().is_some() {
        let words = (
            "发布以后的场次要改期，不能直接改",
            "a published session is moved by its own call",
        );
        add("sessions", words.0, words.1);
    }
    if keys(stored) != keys(wanted) {
        let words = (
            "发布以后，分类名额不能增减",
            "quotas stay once it is published, but for their sizes",
        );
        add("quotas", words.0, words.1);
    }
    found
}

/// Since when a member stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stays {
    /// Seats are open.
    Published,
    /// Somebody relies on it who registered.
    Registered,
}

/// The members of `offering` that [`open_stays`] and [`relied_on`] let nobody change, in whatever
/// direction: for pages that show them as text.
#[must_use]
pub fn members(
    offering: &Offering,
    is_published: bool,
    is_relied_on: bool,
) -> Vec<(&'static str, Stays)> {
    let mut found = Vec::new();
    if is_published {
        found.extend(["enrol", "quotas"].map(|member| (member, Stays::Published)));
        if offering.enrol == Enrol::All {
            found.push(("sessions", Stays::Published));
        }
        if offering.allocation == Allocation::Open {
            found.push(("allocation", Stays::Published));
        }
    }
    if is_relied_on {
        let relied_on = [
            "allocation",
            "capacity_unit",
            "time_zone",
            "site_id",
            "online",
        ];
        found.extend(relied_on.map(|member| (member, Stays::Registered)));
    }
    found
}

/// The members of a program that [`program`] lets nobody change once somebody registered; those of
/// the rules of who may join as `eligibility-…`.
#[must_use]
pub fn program_members(program: &Program) -> Vec<&'static str> {
    let mut found = vec!["shape", "eligibility-for"];
    if program.sensitivity == Sensitivity::Confidential {
        found.push("sensitivity");
    }
    if program.notice_style == NoticeStyle::Discreet {
        found.push("notice_style");
    }
    found
}

/// What may not change of a program in which somebody ever registered. Who came in confidence
/// stays in it, and was told how plainly we speak.
#[must_use]
pub fn program(stored: &Program, wanted: &Program) -> Vec<Broken> {
    let left = |was: bool, is: bool| was && !is;
    let confidential = |one: &Program| one.sensitivity == Sensitivity::Confidential;
    let discreet = |one: &Program| one.notice_style == NoticeStyle::Discreet;
    let changes = [
        ("shape", stored.shape != wanted.shape),
        (
            "sensitivity",
            left(confidential(stored), confidential(wanted)),
        ),
        ("notice_style", left(discreet(stored), discreet(wanted))),
    ];
    let mut found: Vec<Broken> = staying(&changes).collect();
    if stored.eligibility.audience != wanted.eligibility.audience {
        found.push(stays("for").inside("eligibility"));
    }
    found
}

/// The sessions whose times would change.
fn moved<'a>(stored: &'a Offering, wanted: &'a Offering) -> impl Iterator<Item = &'a Session> {
    let times = |one: &Session| (one.starts_at, one.ends_at);
    wanted.sessions.iter().filter(move |session| {
        let before = stored.sessions.iter().find(|one| one.id == session.id);
        before.is_some_and(|before| times(before) != times(session))
    })
}

fn keys(offering: &Offering) -> BTreeSet<&str> {
    let quotas = offering.quotas.iter();
    quotas.map(|quota| quota.key.as_str()).collect()
}

fn rules_differ(stored: &Offering, wanted: &Offering) -> bool {
    wanted.quotas.iter().any(|quota| {
        let before = stored.quotas.iter().find(|one| one.key == quota.key);
        before.is_some_and(|before| before.rule != quota.rule)
    })
}

/// The faults of the members that would change.
fn staying<'a>(changes: &'a [(&'a str, bool)]) -> impl Iterator<Item = Broken> + 'a {
    changes
        .iter()
        .filter(|(_, changed)| *changed)
        .map(|(member, _)| stays(member))
}

fn stays(member: &str) -> Broken {
    Broken::new(
        member,
        "conflict",
        format!("已经有人报名，{member} 不能这样改"),
        format!("somebody is registered, so {member} stays"),
    )
}
