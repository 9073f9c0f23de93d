//! A letter of each sort, to 李四, who does not exist.

use chrono_tz::Tz;

use super::{CapacityUnit, Letter, MINIMUM_WARNING, MinimumFacts, MinimumLetter, Sample};
use crate::values::clock::Instant;
use crate::values::locale::Locale;

/// The open one, and the one of a confidential program.
pub(super) fn all(locale: Locale, public_url: &str) -> Vec<Sample> {
    let sample = |name: &str, is_confidential| Sample {
        name: name.to_owned(),
        letter: one(locale, public_url, is_confidential, (3, 1)),
    };
    vec![
        sample(MINIMUM_WARNING, false),
        sample("minimum-warning-confidential", true),
    ]
}

/// With so many seats confirmed and so many waiting.
pub(super) fn one(
    locale: Locale,
    public_url: &str,
    is_confidential: bool,
    (confirmed, waiting): (i64, i64),
) -> Letter {
    let letter = MinimumLetter {
        locale,
        name: Some("李四".to_owned()),
        program: "木工入门体验班",
        offering: "夏季一班",
        code: "p-life-wood-01",
        zone: Tz::Asia__Shanghai,
        unit: CapacityUnit::Person,
        is_confidential,
        is_discreet: is_confidential,
        facts: MinimumFacts {
            offering: uuid::Uuid::nil().into(),
            least: 6,
            confirmed,
            applied: 0,
            waiting,
            starts_at: Instant::from_millis(1_814_662_800_000),
        },
        written_at: Instant::from_millis(1_814_058_000_000),
        public_url,
    };
    letter.write()
}
