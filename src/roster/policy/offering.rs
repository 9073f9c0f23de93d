//! What must hold within one offering, whatever the database holds.

use super::broken::{Broken, MISSING};
use super::program::Bank;
use super::{numbers, quotas, sessions};
use crate::catalog::model::{Allocation, Enrol, Offering, Program};
use crate::catalog::policy::last_end;
use crate::values::clock::Instant;

/// Every fault of an offering of `program`.
#[must_use]
pub fn check_all(offering: &Offering, program: &Program, bank: &Bank) -> Vec<Broken> {
    let mut found = numbers::of_offering(offering);
    found.extend(sessions::check(&offering.sessions));
    found.extend(quotas::check(&offering.quotas, program, &bank.questions));
    found.extend(check(offering));
    found
}

/// What must hold between its members.
#[must_use]
pub fn check(offering: &Offering) -> Vec<Broken> {
    let mut found = times(offering);
    found.extend(places(offering));
    found.extend(quotas::fit(offering));
    found
}

/// What was over before it began is not published.
#[must_use]
pub fn is_over(offering: &Offering, now: Instant) -> Option<Broken> {
    let over = last_end(offering).is_some_and(|end| end <= now);
    let words = ("最后一场已经结束了", "the last session has ended already");
    over.then(|| Broken::new("sessions", "out-of-range", words.0, words.1))
}

/// Registration and the draw, one after the other.
fn times(offering: &Offering) -> Vec<Broken> {
    let mut found = Vec::new();
    let mut add = |member: &str, code, chinese: &str, english: &str| {
        found.push(Broken::new(member, code, chinese, english));
    };
    let (closes, draw_at) = (offering.registration_closes, offering.draw_at);
    let lottery = offering.allocation == Allocation::Lottery;
    if closes.is_some_and(|closes| closes <= offering.registration_opens) {
        add(
            "registration_closes",
            "out-of-range",
            "报名截止要晚于报名开始",
            "must be after registration opens",
        );
    }
    if lottery && closes.is_none() {
        add(
            "registration_closes",
            MISSING,
            "抽签的要写报名截止时间",
            "a lottery needs a closing",
        );
    }
    if lottery && draw_at.is_none() {
        add(
            "draw_at",
            MISSING,
            "抽签的要写抽签时间",
            "a lottery needs a draw",
        );
    }
    if !lottery && draw_at.is_some() {
        add(
            "draw_at",
            "conflict",
            "抽签的才有抽签时间",
            "only a lottery has a draw",
        );
    }
    if draw_at
        .zip(closes)
        .is_some_and(|(draw, closes)| draw < closes)
    {
        add(
            "draw_at",
            "out-of-range",
            "不能早于报名截止",
            "must not be before registration closes",
        );
    }
    found
}

/// What one signs up for, how many, and where.
fn places(offering: &Offering) -> Vec<Broken> {
    let mut found = Vec::new();
    let mut add = |member: &str, code, chinese: &str, english: &str| {
        found.push(Broken::new(member, code, chinese, english));
    };
    if offering.enrol == Enrol::Pick && offering.sessions.is_empty() {
        add(
            "sessions",
            MISSING,
            "要选场次，就要有场次",
            "sessions are picked, so there must be some",
        );
    }
    if offering.enrol == Enrol::All && offering.pick_max.is_some() {
        add(
            "pick_max",
            "conflict",
            "选场次的才有",
            "only where sessions are picked",
        );
    }
    let size = offering.capacity.zip(offering.min_to_run);
    if size.is_some_and(|(most, least)| least > most) {
        add(
            "min_to_run",
            "out-of-range",
            "不能大于名额总数",
            "must not be above the capacity",
        );
    }
    // Where there are no seats, a session may be a day of judging that nobody attends.
    let attended = offering.allocation != Allocation::Open && !offering.sessions.is_empty();
    if attended && offering.site_id.is_none() && !offering.online {
        add(
            "site_id",
            MISSING,
            "要到场的，要写地点，或者写明在线上",
            "what is attended needs a site or is online",
        );
    }
    found
}
