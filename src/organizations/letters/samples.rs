//! A letter of each sort, to 李四, who does not exist.

use super::{
    MEMBERSHIP_CONFIRMED, MEMBERSHIP_REFUSED, MembershipLetter, ROLE_ENDED, ROLE_GIVEN,
    ROLE_WAITING, Role, RoleLetter, Sample,
};
use crate::notices::Letter;
use crate::values::clock::Instant;
use crate::values::locale::Locale;

/// All of them.
pub(super) fn all(locale: Locale, public_url: &str) -> Vec<Sample> {
    let roles = [ROLE_GIVEN, ROLE_WAITING, ROLE_ENDED];
    let roles = roles.map(|kind| (kind, role(kind, locale, public_url)));
    let answer = |is_member, was_member, reason| MembershipLetter {
        locale,
        name: Some("李四".to_owned()),
        body: "杭州市总工会",
        is_member,
        was_member,
        reason,
        public_url,
    };
    let reason = Some("会员证号和姓名对不上");
    let answers = [
        (MEMBERSHIP_CONFIRMED, answer(true, false, None).write()),
        (MEMBERSHIP_REFUSED, answer(false, false, reason).write()),
        (
            "membership-refused-ended",
            answer(false, true, None).write(),
        ),
    ];
    let sample = |(name, letter): (&str, Letter)| Sample {
        name: name.to_owned(),
        letter,
    };
    roles.into_iter().chain(answers).map(sample).collect()
}

fn role(kind: &str, locale: Locale, public_url: &str) -> Letter {
    let counsels = kind == ROLE_WAITING;
    let letter = RoleLetter {
        kind,
        locale,
        written_at: Instant::from_millis(1_812_939_600_000),
        name: Some("李四".to_owned()).filter(|_| kind != ROLE_WAITING),
        body: "杭州市总工会",
        role: if counsels {
            Role::Counsellor
        } else {
            Role::Organizer
        },
        until: Instant::from_millis(1_844_438_400_000),
        program: Some("心灵氧吧").filter(|_| counsels),
        public_url,
    };
    letter.write()
}
