//! How long a one-time code lives and how often it may be asked for and mistyped.

use crate::values::clock::Instant;
use crate::values::words::words;

/// Digits of a code.
pub const DIGITS: u32 = 6;
/// How long a code can be used.
pub const LIVES_MINUTES: i64 = 10;
/// Codes sent to one address in 24 hours; one more is not sent, and nobody is told.
pub const SENT_A_DAY: u64 = 10;
/// Wrong codes for one address in an hour; then none is looked at, right or wrong.
pub const WRONG_CODES_AN_HOUR: usize = 5;
/// Wrong passwords for one address in an hour; then only a code signs in.
pub const WRONG_PASSWORDS_AN_HOUR: usize = 10;

words! {
    /// What a code is for. The same code never serves two purposes.
    Purpose {
        /// Makes an account with the name and password of the request that sent it.
        Register = "register",
        /// Signs in.
        SignIn = "sign_in",
        /// Sets another password.
        ResetPassword = "reset_password",
        /// Proves the new address of an account.
        ChangeEmail = "change_email",
    }
}

words! {
    /// What kind of secret was mistyped; each has its own limit, so that a forgotten password
    /// never locks out the code that replaces it.
    Try {
        /// A one-time code.
        Code = "code",
        /// A password.
        Password = "password",
    }
}

impl Try {
    const fn limit(self) -> usize {
        match self {
            Self::Code => WRONG_CODES_AN_HOUR,
            Self::Password => WRONG_PASSWORDS_AN_HOUR,
        }
    }

    /// Whether one more try may be looked at, given the instants of the wrong ones within
    /// the hour before `now`.
    ///
    /// # Errors
    /// [`TooManyTries`] with the time until the oldest that stand in the way are an hour old.
    pub fn allow(self, wrong: &[Instant], now: Instant) -> Result<(), TooManyTries> {
        allow(self.limit(), wrong, now)
    }
}

/// Whether one more try may be looked at where an hour bears `limit` wrong ones.
///
/// # Errors
/// As [`Try::allow`].
pub fn allow(limit: usize, wrong: &[Instant], now: Instant) -> Result<(), TooManyTries> {
    if wrong.len() < limit {
        return Ok(());
    }
    let mut wrong = wrong.to_vec();
    wrong.sort_unstable();
    let free_at = wrong
        .get(wrong.len() - limit)
        .map_or(now, |at| at.plus_hours(1));
    let millis = (free_at.millis() - now.millis()).max(0).unsigned_abs();
    let seconds = u32::try_from(millis.div_ceil(1000)).unwrap_or(u32::MAX);
    Err(TooManyTries { seconds })
}

/// Mistyped too often, whether or not the address is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("too many wrong tries; the next counts in {seconds} s")]
pub struct TooManyTries {
    /// Until a try is looked at again.
    pub seconds: u32,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_try_waits_for_the_first_to_be_an_hour_old() {
        let at = |minute: i64| Instant::from_millis(0).plus_minutes(minute);
        let after = |tries: i64| {
            let wrong: Vec<_> = (0..tries).map(at).collect();
            Try::Code
                .allow(&wrong, at(30))
                .map_err(|refused| refused.seconds)
        };
        assert_eq!(after(4), Ok(()));
        assert_eq!(after(5), Err(30 * 60));
        assert_eq!(after(6), Err(31 * 60));
        let six: Vec<_> = (0..6).map(at).collect();
        assert_eq!(Try::Password.allow(&six, at(30)), Ok(()));
    }
}
