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
pub const WRONG_CODES_AN_HOUR: u64 = 5;
/// Wrong passwords for one address in an hour; then only a code signs in.
pub const WRONG_PASSWORDS_AN_HOUR: u64 = 10;

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
    const fn limit(self) -> u64 {
        match self {
            Self::Code => WRONG_CODES_AN_HOUR,
            Self::Password => WRONG_PASSWORDS_AN_HOUR,
        }
    }

    /// Whether one more try may be looked at, given the instants of the wrong ones within
    /// the hour before `now`; otherwise when the next may be.
    ///
    /// # Errors
    /// The instant from which a try counts again.
    pub fn allow(self, wrong: &[Instant]) -> Result<(), Instant> {
        if (wrong.len() as u64) < self.limit() {
            return Ok(());
        }
        // One try is free again when enough of the oldest have left the hour.
        let surplus = wrong.len() - usize::try_from(self.limit()).unwrap_or(usize::MAX);
        let mut wrong = wrong.to_vec();
        wrong.sort_unstable();
        Err(wrong.get(surplus).map_or_else(Instant::default, |at| at.plus_hours(1)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_sixth_try_waits_for_the_first_to_be_an_hour_old() {
        let at = |minute: i64| Instant::from_millis(0).plus_minutes(minute);
        let four: Vec<_> = (0..4).map(at).collect();
        assert_eq!(Try::Code.allow(&four), Ok(()));
        let five: Vec<_> = (0..5).map(at).collect();
        assert_eq!(Try::Code.allow(&five), Err(at(60)));
        let six: Vec<_> = (0..6).map(at).collect();
        assert_eq!(Try::Code.allow(&six), Err(at(61)));
        assert_eq!(Try::Password.allow(&six), Ok(()));
    }
}
