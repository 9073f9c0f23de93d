//! A letter of each sort, to 李四, who does not exist.

use super::{
    ACCOUNT_CODE, AccountLetter, CODES, EMAIL_CHANGE, KINDS, NEW_DEVICE, NO_ACCOUNT, Sample,
};
use crate::values::clock::Instant;
use crate::values::locale::Locale;

/// The letters that greet nobody by name: their addresses are not proved.
const UNPROVED: [&str; 3] = [ACCOUNT_CODE, EMAIL_CHANGE, NO_ACCOUNT];

/// All of them. One whose code is gone is not written, and none of these is.
pub(super) fn all(locale: Locale, public_url: &str) -> Vec<Sample> {
    let sample = |kind: &'static str| {
        Some(Sample {
            name: kind.to_owned(),
            letter: one(kind, locale, public_url).write().ok()?,
        })
    };
    KINDS.into_iter().filter_map(sample).collect()
}

/// What the letter of a kind is written from.
fn one<'a>(kind: &'static str, locale: Locale, public_url: &'a str) -> AccountLetter<'a> {
    let has_code = CODES.contains(&kind);
    AccountLetter {
        kind,
        locale,
        written_at: Instant::from_millis(1_812_939_600_000),
        name: Some("李四".to_owned()).filter(|_| !UNPROVED.contains(&kind)),
        code: Some("042917").filter(|_| has_code),
        expires_at: Some(Instant::from_millis(if has_code {
            1_812_940_200_000
        } else {
            1_813_507_200_000
        })),
        device: Some("iPhone, Safari").filter(|_| kind == NEW_DEVICE),
        public_url,
    }
}
