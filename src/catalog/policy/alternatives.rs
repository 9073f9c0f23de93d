//! Where else one can go who has no place: the same thing first, then the like of it that week.

use super::first_start;
use crate::catalog::model::{Eligibility, NoticeStyle, Offering, Program};
use crate::values::clock::Instant;

/// So many are named.
pub const NAMED: usize = 3;
/// Another program is worth the way when it begins within so many days.
const NEAR_DAYS: i64 = 7;

/// How well `other` of `theirs` stands in for `offering` of `program`, smaller is better; none
/// where it does not. Another program does where it is of the same kind, begins within a week of
/// it, and takes whoever this one takes; a discreet one is never named.
#[must_use]
pub fn stands_in(
    (program, offering): (&Program, &Offering),
    (theirs, other): (&Program, &Offering),
) -> Option<(bool, i64)> {
    if theirs.notice_style == NoticeStyle::Discreet {
        return None;
    }
    let begins = |one: &Offering| first_start(one).map(Instant::millis);
    let apart = begins(offering)
        .zip(begins(other))
        .map(|(one, other)| (one - other).abs());
    if theirs.id == program.id {
        return Some((false, apart.unwrap_or(i64::MAX)));
    }
    let near = Instant::from_millis(0).plus_days(NEAR_DAYS).millis();
    let apart = apart.filter(|apart| *apart <= near)?;
    let is_alike = theirs.kind == program.kind && theirs.shape == program.shape;
    (is_alike && takes_all_of(&theirs.eligibility, &program.eligibility)).then_some((true, apart))
}

/// Whether `rules` let in everybody whom `those` let in.
fn takes_all_of(rules: &Eligibility, those: &Eligibility) -> bool {
    let at_least = |this: Option<i64>, that: Option<i64>| {
        this.is_none_or(|this| that.is_some_and(|that| this <= that))
    };
    let lower =
        |this: Option<u32>, that: Option<u32>| at_least(this.map(i64::from), that.map(i64::from));
    let upper = |this: Option<u32>, that: Option<u32>| {
        let down = |number: u32| -i64::from(number);
        at_least(this.map(down), that.map(down))
    };
    let grade = |number: i32| i64::from(number);
    rules.audience == those.audience
        && (!rules.member_required || those.member_required)
        && (rules.within_org.is_none() || rules.within_org == those.within_org)
        && (rules.gender.is_none() || rules.gender == those.gender)
        && (!rules.single_declared || those.single_declared)
        && lower(rules.age_min, those.age_min)
        && upper(rules.age_max, those.age_max)
        && at_least(rules.grade_min.map(grade), those.grade_min.map(grade))
        && at_least(
            rules.grade_max.map(|most| -grade(most)),
            those.grade_max.map(|most| -grade(most)),
        )
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::catalog::samples;
    use crate::values::ids::{OrganizationId, ProgramId};

    fn program(number: u128) -> Program {
        let id = ProgramId(Uuid::from_u128(number));
        Program::blank(id, OrganizationId(Uuid::from_u128(1)))
    }

    fn on(day: i64) -> Offering {
        samples::offering(Instant::from_millis(0), None, &[(day, day + 1)])
    }

    #[test]
    fn the_same_program_comes_first_and_at_any_time() {
        let (ours, theirs) = (program(1), program(2));
        let same = stands_in((&ours, &on(10)), (&ours, &on(40))).unwrap();
        let other = stands_in((&ours, &on(10)), (&theirs, &on(11))).unwrap();
        assert!(same < other);
        assert_eq!(stands_in((&ours, &on(10)), (&theirs, &on(18))), None);
    }

    #[test]
    fn it_takes_whoever_could_come_here() {
        let mut ours = program(1);
        ours.eligibility.age_min = Some(6);
        ours.eligibility.age_max = Some(12);
        let fits = |change: fn(&mut Program)| {
            let mut theirs = program(2);
            change(&mut theirs);
            stands_in((&ours, &on(10)), (&theirs, &on(10))).is_some()
        };
        assert!(fits(|_| ()));
        assert!(fits(|theirs| theirs.eligibility.age_min = Some(5)));
        assert!(!fits(|theirs| theirs.eligibility.age_min = Some(7)));
        assert!(!fits(|theirs| theirs.eligibility.age_max = Some(11)));
        assert!(!fits(|theirs| theirs.eligibility.member_required = true));
        assert!(!fits(|theirs| theirs.notice_style = NoticeStyle::Discreet));
    }
}
