//! A letter of each sort, to 李四, who does not exist.

use chrono_tz::Tz;

use super::{DRAW_DUE, DrawFacts, DrawLetter, Letter, Sample};
use crate::values::clock::Instant;
use crate::values::locale::Locale;

/// The open one, and the one of a confidential program.
pub(super) fn all(locale: Locale, public_url: &str) -> Vec<Sample> {
    let sample = |name: &str, is_confidential, applied| Sample {
        name: name.to_owned(),
        letter: one(locale, public_url, is_confidential, applied),
    };
    vec![
        sample(DRAW_DUE, false, 63),
        sample("draw-due-confidential", true, 3),
    ]
}

/// With so many who wait for the draw.
pub(super) fn one(locale: Locale, public_url: &str, is_confidential: bool, applied: i64) -> Letter {
    let letter = DrawLetter {
        locale,
        name: Some("李四".to_owned()),
        program: "小候鸟城市一日行",
        offering: "七月场",
        code: "p-bird-day-07",
        zone: Tz::Asia__Shanghai,
        is_confidential,
        is_discreet: is_confidential,
        facts: DrawFacts {
            offering: uuid::Uuid::nil().into(),
            draw_at: Instant::from_millis(1_813_539_600_000),
            applied,
        },
        written_at: Instant::from_millis(1_813_539_660_000),
        public_url,
    };
    letter.write()
}
