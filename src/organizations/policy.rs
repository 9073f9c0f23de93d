//! The rules of roles: values in, decision out.

use chrono::Months;

use super::staff::Role;
use crate::values::clock::Instant;

/// A grant ends after this time at the latest.
pub const MOST_MONTHS: u32 = 24;

/// Why a role does not suffice: what one may not see does not exist for one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shortfall {
    /// No role in the body or above it.
    Stranger,
    /// A role, but a lesser one.
    Lesser,
}

/// Whether `held`, the best role in a body, is `needed` or more. A counsellor has no role in
/// the body, only in a program.
///
/// # Errors
/// [`Shortfall`].
pub fn suffices(held: Option<Role>, needed: Role) -> Result<(), Shortfall> {
    match held {
        None | Some(Role::Counsellor) => Err(Shortfall::Stranger),
        Some(role) if role < needed => Err(Shortfall::Lesser),
        Some(_) => Ok(()),
    }
}

/// Why an end of a grant cannot be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TermFlaw {
    /// It has passed.
    Passed,
    /// It is further away than [`MOST_MONTHS`].
    TooFar,
}

/// Whether a grant given at `now` may end at `until`.
///
/// # Errors
/// [`TermFlaw`].
pub fn check_term(until: Instant, now: Instant) -> Result<(), TermFlaw> {
    if until <= now {
        return Err(TermFlaw::Passed);
    }
    let latest = now.to_utc().checked_add_months(Months::new(MOST_MONTHS));
    match latest {
        Some(latest) if until <= latest.into() => Ok(()),
        _ => Err(TermFlaw::TooFar),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stranger_sees_nothing_and_a_lesser_role_is_refused() {
        assert_eq!(suffices(None, Role::Viewer), Err(Shortfall::Stranger));
        assert_eq!(
            suffices(Some(Role::Counsellor), Role::Viewer),
            Err(Shortfall::Stranger)
        );
        assert_eq!(
            suffices(Some(Role::Checker), Role::Organizer),
            Err(Shortfall::Lesser)
        );
        assert_eq!(suffices(Some(Role::Admin), Role::Organizer), Ok(()));
        assert_eq!(suffices(Some(Role::Organizer), Role::Organizer), Ok(()));
    }

    #[test]
    fn a_grant_ends_within_two_years() {
        let at = |text: &str| serde_json::from_value::<Instant>(text.into()).unwrap();
        let now = at("2027-06-14T12:20:00Z");
        assert_eq!(check_term(now, now), Err(TermFlaw::Passed));
        assert_eq!(check_term(now.plus_minutes(1), now), Ok(()));
        assert_eq!(check_term(at("2029-06-14T12:20:00Z"), now), Ok(()));
        assert_eq!(
            check_term(at("2029-06-14T12:20:01Z"), now),
            Err(TermFlaw::TooFar)
        );
    }
}
