//! Who may do what with a program, decided on plain values.

use crate::catalog::model::{Audience, Program, Sensitivity};
use crate::organizations::staff::{Role, Shortfall, suffices};

/// What a call needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ask {
    /// The least role in the body of the program or above it.
    pub role: Role,
    /// Whether it shows persons or acts on them.
    pub persons: bool,
}

/// What the caller has.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Her best role in the body or above it.
    pub role: Option<Role>,
    /// Whether she is a counsellor of this very program.
    pub counsels: bool,
    /// Whether she gave a second factor.
    pub second_factor: bool,
}

/// How much of the people in a program its staff may be shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sight {
    /// Who they are.
    Persons,
    /// Who they are, once she gave a second factor: they are children.
    AfterSecondFactor,
    /// How many they are: the program is confidential, and she is no counsellor of it.
    Counts,
}

/// Why a call is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Denial {
    /// For her it does not exist.
    Stranger,
    /// It needs this role.
    Lesser(Role),
    /// It needs a second factor.
    SecondFactor,
}

/// Judges a call about a body as such, or about nobody's program yet.
///
/// # Errors
/// [`Denial`].
pub fn judge_body(standing: Standing, ask: Ask) -> Result<(), Denial> {
    suffices(standing.role, ask.role).map_err(|shortfall| match shortfall {
        Shortfall::Stranger => Denial::Stranger,
        Shortfall::Lesser => Denial::Lesser(ask.role),
    })
}

/// Judges a call about a program. The persons of a confidential program are its counsellors'
/// alone, whatever role somebody has in the body; its texts and times stay with the organizer.
///
/// # Errors
/// [`Denial`].
pub fn judge_program(program: &Program, standing: Standing, ask: Ask) -> Result<Sight, Denial> {
    let confidential = program.sensitivity == Sensitivity::Confidential;
    let counsels = confidential && standing.counsels;
    if standing.role.is_none() && !counsels {
        return Err(Denial::Stranger);
    }
    let sight = sight(program, confidential, standing);
    if ask.persons && confidential {
        return match sight {
            Sight::Persons => Ok(sight),
            Sight::AfterSecondFactor => Err(Denial::SecondFactor),
            Sight::Counts => Err(Denial::Lesser(Role::Counsellor)),
        };
    }
    if suffices(standing.role, ask.role).is_err() {
        return Err(Denial::Lesser(ask.role));
    }
    if ask.persons && sight == Sight::AfterSecondFactor {
        return Err(Denial::SecondFactor);
    }
    Ok(sight)
}

/// Judges whether somebody who was let in to the persons of a program may also read what is
/// sensitive of them: organizers, and the counsellors of a confidential program, whom alone it
/// shows persons.
///
/// # Errors
/// [`Denial`].
pub fn judge_sensitive(program: &Program, role: Option<Role>) -> Result<(), Denial> {
    if program.sensitivity == Sensitivity::Confidential {
        return Ok(());
    }
    suffices(role, Role::Organizer).map_err(|_| Denial::Lesser(Role::Organizer))
}

fn sight(program: &Program, confidential: bool, standing: Standing) -> Sight {
    let children = program.sensitivity == Sensitivity::Child
        || program.eligibility.audience == Audience::Child;
    if confidential && !standing.counsels {
        Sight::Counts
    } else if children && !standing.second_factor {
        Sight::AfterSecondFactor
    } else {
        Sight::Persons
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::import::policy::tests::demo_contents;

    fn program(code: &str) -> Program {
        let programs = demo_contents().programs;
        programs.into_iter().find(|one| one.code == code).unwrap()
    }

    const fn ask(role: Role, persons: bool) -> Ask {
        Ask { role, persons }
    }

    fn holds(role: Role) -> Standing {
        Standing {
            role: Some(role),
            ..Standing::default()
        }
    }

    const COUNSELLOR: Standing = Standing {
        role: None,
        counsels: true,
        second_factor: false,
    };

    #[test]
    fn the_role_must_reach_and_suffice() {
        let pottery = program("p-life-pottery");
        let view = ask(Role::Viewer, true);
        let edit = ask(Role::Organizer, false);
        let judge = |standing, ask| judge_program(&pottery, standing, ask);
        assert_eq!(judge(Standing::default(), view), Err(Denial::Stranger));
        assert_eq!(judge(holds(Role::Viewer), view), Ok(Sight::Persons));
        let lesser = Denial::Lesser(Role::Organizer);
        assert_eq!(judge(holds(Role::Checker), edit), Err(lesser));
        assert_eq!(judge(holds(Role::Admin), edit), Ok(Sight::Persons));
        assert_eq!(
            judge(COUNSELLOR, view),
            Err(Denial::Stranger),
            "not confidential"
        );
        let counsellor_in_body = judge_body(holds(Role::Counsellor), view);
        assert_eq!(counsellor_in_body, Err(Denial::Stranger));
    }

    #[test]
    fn only_a_counsellor_sees_who_is_in_a_confidential_program() {
        let counselling = program("p-mind-pujiang");
        let judge = |standing, ask| judge_program(&counselling, standing, ask);
        let edit = ask(Role::Organizer, false);
        let persons = ask(Role::Organizer, true);
        assert_eq!(judge(holds(Role::Organizer), edit), Ok(Sight::Counts));
        let needs_grant = Err(Denial::Lesser(Role::Counsellor));
        assert_eq!(judge(holds(Role::Admin), persons), needs_grant);
        assert_eq!(judge(COUNSELLOR, persons), Ok(Sight::Persons));
        let needs_role = Err(Denial::Lesser(Role::Organizer));
        assert_eq!(judge(COUNSELLOR, edit), needs_role);
        assert_eq!(judge(Standing::default(), persons), Err(Denial::Stranger));
    }

    #[test]
    fn children_are_shown_after_a_second_factor() {
        let camp = program("p-birds-2027");
        let judge = |standing, ask| judge_program(&camp, standing, ask);
        let view = ask(Role::Viewer, true);
        let proved = Standing {
            second_factor: true,
            ..holds(Role::Viewer)
        };
        assert_eq!(judge(holds(Role::Viewer), view), Err(Denial::SecondFactor));
        assert_eq!(judge(proved, view), Ok(Sight::Persons));
        let edit = ask(Role::Organizer, false);
        assert_eq!(
            judge(holds(Role::Organizer), edit),
            Ok(Sight::AfterSecondFactor)
        );
    }
}
