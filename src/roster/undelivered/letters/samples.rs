//! A digest to 李四, who does not exist.

use super::{DigestLetter, Line, Sample, UNDELIVERED_DIGEST};
use crate::values::clock::Instant;
use crate::values::locale::Locale;

/// The only sort.
pub(super) fn all(locale: Locale, public_url: &str) -> Vec<Sample> {
    let lines = [
        ("小候鸟城市一日行", "七月场", "p-bird-day-07", 3),
        ("木工入门体验班", "夏季一班", "p-life-wood-01", 1),
    ];
    vec![Sample {
        name: UNDELIVERED_DIGEST.to_owned(),
        letter: of(locale, public_url, lines.into()).write(),
    }]
}

/// The digest about some offerings.
pub(super) fn of<'a>(
    locale: Locale,
    public_url: &'a str,
    lines: Vec<(&str, &str, &str, i64)>,
) -> DigestLetter<'a> {
    let line = |(program, offering, code, people): (&str, &str, &str, i64)| Line {
        program: program.to_owned(),
        offering: offering.to_owned(),
        code: code.to_owned(),
        people,
    };
    DigestLetter {
        locale,
        name: Some("李四".to_owned()),
        since: Instant::from_millis(1_812_847_800_000),
        until: Instant::from_millis(1_812_934_200_000),
        lines: lines.into_iter().map(line).collect(),
        written_at: Instant::from_millis(1_812_934_800_000),
        public_url,
    }
}
