//! The second factor: TOTP (RFC 6238, SHA-1, six digits, 30 seconds) and recovery codes.

use totp_rs::{Builder, Secret, Totp};

use crate::values::clock::Instant;
use crate::values::text::fold;

/// How long a token stays raised.
pub const RAISED_HOURS: i64 = 12;
/// Recovery codes made at once.
pub const RECOVERY_CODES: usize = 10;
/// Characters of a recovery code, its hyphen not counted: 49 bits.
pub const RECOVERY_CHARACTERS: usize = 10;
/// Bytes of a shared secret (RFC 4226, section 4, R6: 160 bits).
pub const SECRET_BYTES: usize = 20;
/// A secret that is not confirmed is forgotten after this time.
pub const BEGUN_HOURS: i64 = 24;
/// Wrong codes of one account in an hour; then none is looked at, right or wrong.
pub const WRONG_AN_HOUR: usize = 5;

const STEP_SECONDS: u64 = 30;
const DIGITS: usize = 6;
/// Who issued the secret, as the app lists it.
const ISSUER: &str = "Niangjia";

/// What we and the person's app both know.
pub struct SharedSecret(Secret);

impl SharedSecret {
    /// A secret of fresh randomness.
    #[must_use]
    pub fn new(bytes: [u8; SECRET_BYTES]) -> Self {
        Self(bytes.into())
    }

    /// Reads [`SharedSecret::base32`] back.
    #[must_use]
    pub fn read(base32: &str) -> Option<Self> {
        Secret::try_from_base32(base32).ok().map(Self)
    }

    /// As it is typed into an app.
    #[must_use]
    pub fn base32(&self) -> String {
        self.0.to_base32()
    }

    /// The `otpauth://` address of a QR code; `account` is what the app lists it under.
    #[must_use]
    pub fn address(&self, account: &str) -> Option<String> {
        let builder = Builder::new().with_secret(self.0.clone());
        let builder = builder.with_account_name(account).with_issuer(Some(ISSUER));
        builder.build().ok()?.to_url().ok()
    }

    /// The step whose code `digits` are: the present one or a neighbour, since clocks differ,
    /// but after `last`, since a code works once (RFC 6238, section 5.2).
    #[must_use]
    pub fn step_of(&self, digits: &str, now: Instant, last: i64) -> Option<i64> {
        let totp = self.totp()?;
        let present = u64::try_from(now.millis()).ok()? / 1000 / STEP_SECONDS;
        let steps = present.saturating_sub(1)..=present + 1;
        // All three are computed whichever fits.
        let fits: Vec<i64> = steps
            .filter(|step| totp.check(digits, step * STEP_SECONDS).is_some())
            .filter_map(|step| i64::try_from(step).ok())
            .filter(|step| *step > last)
            .collect();
        fits.first().copied()
    }

    fn totp(&self) -> Option<Totp> {
        let builder = Builder::new().with_secret(self.0.clone());
        builder.with_skew(0).build().ok()
    }
}

/// A code as somebody typed it, read leniently.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Given {
    /// Six digits of the app.
    Digits(String),
    /// Anything else: at best a recovery code.
    Recovery(String),
}

impl Given {
    /// Full-width characters, spaces and hyphens do not matter, nor does the case.
    #[must_use]
    pub fn read(typed: &str) -> Self {
        let code: String = fold(typed)
            .chars()
            .filter(|c| c.is_alphanumeric())
            .collect::<String>()
            .to_uppercase();
        if code.len() == DIGITS && code.bytes().all(|byte| byte.is_ascii_digit()) {
            Self::Digits(code)
        } else {
            Self::Recovery(code)
        }
    }
}

/// A recovery code as it is shown: in two halves.
#[must_use]
pub fn in_halves(code: &str) -> String {
    match code.split_at_checked(RECOVERY_CHARACTERS / 2) {
        Some((first, second)) => format!("{first}-{second}"),
        None => code.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Instant {
        Instant::from_millis(seconds * 1000)
    }

    /// RFC 6238, appendix B, the last six of its eight digits.
    #[test]
    fn the_codes_are_those_of_the_rfc() {
        let secret = SharedSecret::new(*b"12345678901234567890");
        for (seconds, code) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_234_567_890, "005924"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(
                secret.step_of(code, at(seconds), 0),
                Some(seconds / 30),
                "{seconds}"
            );
        }
    }

    #[test]
    fn a_code_works_once_and_within_half_a_minute() {
        let secret = SharedSecret::new(*b"12345678901234567890");
        let step = 1_234_567_890 / 30;
        let of = |seconds, last| secret.step_of("005924", at(seconds), last);
        assert_eq!(of((step - 1) * 30, 0), Some(step));
        assert_eq!(of((step + 1) * 30 + 29, 0), Some(step));
        assert_eq!(of((step - 1) * 30 - 1, 0), None);
        assert_eq!(of((step + 2) * 30, 0), None);
        assert_eq!(of(step * 30, step - 1), Some(step));
        assert_eq!(of(step * 30, step), None);
        assert_eq!(secret.step_of("", at(59), 0), None);
    }

    #[test]
    fn a_secret_reads_back_and_names_whose_it_is() {
        let secret = SharedSecret::new([7; SECRET_BYTES]);
        let text = secret.base32();
        assert_eq!(text.len(), 32);
        assert_eq!(SharedSecret::read(&text).unwrap().base32(), text);
        assert_eq!(
            secret.address("zhang+san@example.org").unwrap(),
            format!(
                "otpauth://totp/Niangjia:zhang%2Bsan%40example.org?secret={text}&issuer=Niangjia"
            )
        );
        assert!(SharedSecret::read("0 is no letter").is_none());
    }

    #[test]
    fn a_code_is_read_as_people_type_it() {
        assert_eq!(
            Given::read(" １２３ 456"),
            Given::Digits("123456".to_owned())
        );
        assert_eq!(
            Given::read("abcde-23456"),
            Given::Recovery("ABCDE23456".to_owned())
        );
        assert_eq!(in_halves("ABCDE23456"), "ABCDE-23456");
        assert_eq!(Given::read(""), Given::Recovery(String::new()));
    }
}
