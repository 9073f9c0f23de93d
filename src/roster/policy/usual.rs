//! What is usual: where a new program or offering begins, before its organizer says otherwise.

use crate::catalog::model::{
    Allocation, Audience, Enrol, Program, ProgramKind, Sensitivity, Shape,
};

/// How one usually takes part in a program of this kind.
#[must_use]
pub const fn shape(kind: ProgramKind) -> Shape {
    match kind {
        ProgramKind::Camp | ProgramKind::CareClass => Shape::Block,
        ProgramKind::Course | ProgramKind::Club => Shape::Series,
        ProgramKind::Appointment | ProgramKind::Counselling => Shape::Slots,
        ProgramKind::Facility => Shape::DropIn,
        ProgramKind::Volunteer => Shape::Shifts,
        ProgramKind::Competition => Shape::TeamEvent,
        ProgramKind::Submission | ProgramKind::Evaluation | ProgramKind::Aid => Shape::Submission,
        ProgramKind::Survey => Shape::Survey,
        ProgramKind::Request => Shape::Request,
        ProgramKind::Outing
        | ProgramKind::Mixer
        | ProgramKind::Lecture
        | ProgramKind::Visit
        | ProgramKind::Ceremony => Shape::OneOff,
    }
}

/// What it touches: where in doubt, what guards more.
#[must_use]
pub const fn sensitivity(kind: ProgramKind, audience: Audience) -> Sensitivity {
    match (kind, audience) {
        (ProgramKind::Counselling | ProgramKind::Aid | ProgramKind::Request, _) => {
            Sensitivity::Confidential
        }
        (_, Audience::Child) => Sensitivity::Child,
        (ProgramKind::Mixer, _) => Sensitivity::Dating,
        _ => Sensitivity::Normal,
    }
}

/// What one signs up for: where times are picked, each of them has its own places.
#[must_use]
pub const fn enrol(shape: Shape) -> Enrol {
    match shape {
        Shape::Slots | Shape::Shifts => Enrol::Pick,
        _ => Enrol::All,
    }
}

/// How places are given out: by lot where children are looked after, which nobody has to be quick
/// for.
#[must_use]
pub const fn allocation(program: &Program) -> Allocation {
    match (enrol(program.shape), program.eligibility.audience) {
        (Enrol::All, Audience::Child) => Allocation::Lottery,
        _ => Allocation::FirstCome,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::roster::import::policy::tests::demo_contents;

    #[test]
    fn it_guards_no_less_than_what_is_there() {
        for program in demo_contents().programs {
            let audience = program.eligibility.audience;
            let usual = sensitivity(program.kind, audience);
            if program.sensitivity == Sensitivity::Child {
                assert_eq!(usual, Sensitivity::Child, "{}", program.code);
            }
            if program.kind == ProgramKind::Counselling {
                assert_eq!(usual, Sensitivity::Confidential, "{}", program.code);
            }
        }
        let camp = sensitivity(ProgramKind::Camp, Audience::Child);
        assert_eq!(camp, Sensitivity::Child);
        let help = sensitivity(ProgramKind::Counselling, Audience::Child);
        assert_eq!(help, Sensitivity::Confidential, "what guards more");
    }

    #[test]
    fn most_programs_take_part_as_is_usual() {
        let programs = demo_contents().programs;
        let usual = programs.iter().filter(|one| shape(one.kind) == one.shape);
        assert!(usual.count() * 10 >= programs.len() * 8);
    }
}
