//! How one joins what is not joined by registering.

use crate::catalog::model::{Allocation, Offering, Program, Shape};
use crate::values::locale::Bilingual;

/// Whether one registers for `offering` of `program`. Submissions, surveys, requests and teams
/// have no way of their own yet; where there are no seats, there is nothing to register for.
#[must_use]
pub fn joined_by_registering(program: &Program, offering: &Offering) -> bool {
    registers(program.shape, offering.allocation)
}

/// The same by the two words it hangs on: for the ledger, which knows no more.
#[must_use]
pub fn registers(shape: Shape, allocation: Allocation) -> bool {
    has_registration(shape) && allocation != Allocation::Open
}

const fn has_registration(shape: Shape) -> bool {
    match shape {
        Shape::OneOff
        | Shape::Series
        | Shape::Block
        | Shape::DropIn
        | Shape::Slots
        | Shape::Shifts => true,
        Shape::TeamEvent | Shape::Submission | Shape::Survey | Shape::Request => false,
    }
}

/// How one joins, for programs without an offering to register for; none for the others. A
/// program whose offerings are still to come is joined by its shape.
#[must_use]
pub fn how_to_join(program: &Program, offerings: &[&Offering]) -> Option<Bilingual> {
    let registers = offerings.is_empty() && has_registration(program.shape)
        || offerings
            .iter()
            .any(|offering| joined_by_registering(program, offering));
    if registers {
        return None;
    }
    Some(match program.shape {
        Shape::TeamEvent => Bilingual::new(
            "这项比赛由班组报名，网上组队还没有开通，请找主办方登记。",
            "Teams enter here. Entering online is not open yet: please ask the organizer.",
        ),
        Shape::Submission => Bilingual::new(
            "这一项要交材料，不占名额。网上提交还没有开通，请找主办方。",
            "You hand something in here; there are no places to take. Handing in online is not \
             open yet: please ask the organizer.",
        ),
        Shape::Survey => Bilingual::new(
            "这是一份问卷，不用报名。网上填写还没有开通，请找主办方。",
            "This is a survey; there is nothing to register for. Answering online is not open \
             yet: please ask the organizer.",
        ),
        Shape::Request => Bilingual::new(
            "这里按需要提出，不是报名。网上提出还没有开通，请找主办方。",
            "You ask for this when you need it; there is nothing to register for. Asking online \
             is not open yet: please ask the organizer.",
        ),
        Shape::OneOff
        | Shape::Series
        | Shape::Block
        | Shape::DropIn
        | Shape::Slots
        | Shape::Shifts => Bilingual::new(
            "随到随用，不用报名。",
            "Just come; there is nothing to register for.",
        ),
    })
}
