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

/// What an account has to do with one program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Reach {
    /// Its best role in the program's body or above it.
    pub role: Option<Role>,
    /// Whether it is a counsellor of this very program.
    pub counsellor: bool,
    /// Whether the program is confidential.
    pub confidential: bool,
}

impl Reach {
    /// Whether people's data of the program may be handled as by a role of `needed`. Roles do
    /// not reach down into a confidential program: only its counsellors do. In a program of
    /// theirs they may what an organizer may.
    ///
    /// # Errors
    /// [`Shortfall`].
    pub fn suffices(self, needed: Role) -> Result<(), Shortfall> {
        if self.counsellor && needed != Role::Admin {
            return Ok(());
        }
        if self.confidential {
            return Err(match self.role {
                Some(_) => Shortfall::Lesser,
                None if self.counsellor => Shortfall::Lesser,
                None => Shortfall::Stranger,
            });
        }
        suffices(self.role, needed)
    }

    /// The role that would suffice where [`Reach::suffices`] asks for `needed`.
    #[must_use]
    pub const fn asked_for(self, needed: Role) -> Role {
        if self.confidential {
            Role::Counsellor
        } else {
            needed
        }
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
    fn no_role_reaches_into_a_confidential_program() {
        for needed in [Role::Viewer, Role::Checker, Role::Organizer] {
            for role in [Role::Viewer, Role::Organizer, Role::Admin] {
                let reach = Reach {
                    role: Some(role),
                    counsellor: false,
                    confidential: true,
                };
                assert_eq!(reach.suffices(needed), Err(Shortfall::Lesser));
                assert_eq!(reach.asked_for(needed), Role::Counsellor);
            }
            let counsellor = Reach {
                role: None,
                counsellor: true,
                confidential: true,
            };
            assert_eq!(counsellor.suffices(needed), Ok(()));
        }
        let stranger = Reach {
            confidential: true,
            ..Reach::default()
        };
        assert_eq!(stranger.suffices(Role::Viewer), Err(Shortfall::Stranger));
    }

    #[test]
    fn in_other_programs_roles_are_as_in_their_body() {
        let reach = |role, counsellor| Reach {
            role,
            counsellor,
            confidential: false,
        };
        let viewer = reach(Some(Role::Viewer), false);
        assert_eq!(viewer.suffices(Role::Viewer), Ok(()));
        assert_eq!(viewer.suffices(Role::Organizer), Err(Shortfall::Lesser));
        assert_eq!(viewer.asked_for(Role::Organizer), Role::Organizer);
        let counsellor = reach(None, true);
        assert_eq!(counsellor.suffices(Role::Organizer), Ok(()));
        assert_eq!(counsellor.suffices(Role::Admin), Err(Shortfall::Stranger));
        assert_eq!(
            reach(None, false).suffices(Role::Viewer),
            Err(Shortfall::Stranger)
        );
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
