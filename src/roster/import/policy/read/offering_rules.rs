//! What must hold within one offering, whatever the database holds.

use crate::catalog::model::{Allocation, Enrol, Offering};
use crate::roster::import::policy::row::Row;

/// What must hold within one offering.
pub(super) fn check(row: &Row<'_>, offering: &Offering) {
    let closes = offering.registration_closes;
    if closes.is_some_and(|closes| closes <= offering.registration_opens) {
        row.clash(
            "registration_closes",
            "out-of-range",
            "must be after registration_opens",
        );
    }
    let lottery = offering.allocation == Allocation::Lottery;
    if lottery && closes.is_none() {
        row.clash(
            "registration_closes",
            "missing",
            "a lottery needs a closing",
        );
    }
    if lottery && offering.draw_at.is_none() {
        row.clash("draw_at", "missing", "a lottery needs a draw");
    }
    if !lottery && offering.draw_at.is_some() {
        row.clash("draw_at", "conflict", "only a lottery has a draw");
    }
    if offering
        .draw_at
        .zip(closes)
        .is_some_and(|(draw, closes)| draw < closes)
    {
        row.clash(
            "draw_at",
            "out-of-range",
            "must not be before registration_closes",
        );
    }
    if offering.enrol == Enrol::Pick && offering.sessions.is_empty() {
        row.clash(
            "sessions",
            "missing",
            "sessions are picked, so there must be some",
        );
    }
    if offering.enrol == Enrol::All && offering.pick_max.is_some() {
        row.clash("pick_max", "conflict", "only with enrol = pick");
    }
    if offering
        .capacity
        .zip(offering.min_to_run)
        .is_some_and(|(most, least)| least > most)
    {
        row.clash("min_to_run", "out-of-range", "must not be above capacity");
    }
    // Where there are no seats, a session may be a day of judging that nobody attends.
    let attended = offering.allocation != Allocation::Open && !offering.sessions.is_empty();
    if attended && offering.site_id.is_none() && !offering.online {
        row.clash(
            "site_id",
            "missing",
            "what is attended needs a site or is online",
        );
    }
    check_quotas(row, offering);
}

/// The quotas of a unit must fit into its seats.
fn check_quotas(row: &Row<'_>, offering: &Offering) {
    let reserved: i32 = offering.quotas.iter().map(|quota| quota.seats).sum();
    if reserved == 0 {
        return;
    }
    let units: Vec<Option<i32>> = match offering.enrol {
        Enrol::All => vec![offering.capacity],
        Enrol::Pick => {
            let sessions = offering.sessions.iter();
            sessions
                .map(|session| session.capacity.or(offering.capacity))
                .collect()
        }
    };
    for seats in units {
        match seats {
            None => row.clash("capacity", "missing", "quotas need a capacity"),
            Some(seats) if reserved > seats => row.clash(
                "quotas",
                "out-of-range",
                format!("quotas hold {reserved} of {seats} seats"),
            ),
            Some(_) => {}
        }
    }
}
