//! Which passwords may be chosen. Source: NIST SP 800-63B-4, section 3.1.1.2.

use std::collections::HashSet;
use std::fmt;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

use crate::values::email::EmailAddress;

/// Fewest characters of a chosen password.
pub const MIN_CHARACTERS: usize = 8;
/// Most bytes of a password, chosen or tried: far above any phrase, far below a burden.
pub const MAX_BYTES: usize = 1024;

/// The worst passwords of eight and more characters, in lower case, one a line: Royce
/// Williams' list of 20,000 as Django ships it, with the common Chinese ones added.
static COMMON: LazyLock<HashSet<&'static str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// A password in NFC, so that a phone and a desktop that compose accents differently agree.
/// It never shows in debug output.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

/// Why a password may not be chosen.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WeakPassword {
    /// Fewer than [`MIN_CHARACTERS`].
    #[error("password too short")]
    TooShort,
    /// More than [`MAX_BYTES`].
    #[error("password too long")]
    TooLong,
    /// On the list of common ones, or the address itself.
    #[error("password too common")]
    Common,
}

impl Password {
    /// What somebody typed to sign in: no rule but the length that is worth hashing.
    /// `None` when it is longer than any password that could have been chosen.
    #[must_use]
    pub fn tried(text: &str) -> Option<Self> {
        let password: String = text.nfc().collect();
        (password.len() <= MAX_BYTES).then_some(Self(password))
    }

    /// A password for `email`: at least [`MIN_CHARACTERS`], any Unicode, not a common one.
    ///
    /// # Errors
    /// [`WeakPassword`] with the rule it breaks.
    pub fn chosen(text: &str, email: &EmailAddress) -> Result<Self, WeakPassword> {
        let password = Self::tried(text).ok_or(WeakPassword::TooLong)?;
        if password.0.chars().count() < MIN_CHARACTERS {
            return Err(WeakPassword::TooShort);
        }
        let folded = password.0.to_lowercase();
        let address = email.key();
        let local = address.split('@').next().unwrap_or_default();
        if COMMON.contains(folded.as_str()) || folded == address || folded == local {
            return Err(WeakPassword::Common);
        }
        Ok(password)
    }

    /// The bytes to hash.
    pub(in crate::accounts) const fn as_bytes(&self) -> &[u8] {
        self.0.as_bytes()
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(…)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn choose(text: &str) -> Result<Password, WeakPassword> {
        Password::chosen(text, &"mutual.aid@example.org".parse().unwrap())
    }

    #[test]
    fn length_is_counted_in_characters_not_bytes() {
        assert_eq!(choose("七个字的密码啊"), Err(WeakPassword::TooShort));
        assert!(choose("八个字的密码可以").is_ok());
        assert!(choose(&"好".repeat(64)).is_ok());
        assert_eq!(choose(&"x".repeat(1025)), Err(WeakPassword::TooLong));
    }

    #[test]
    fn common_ones_are_refused_in_any_case() {
        for common in [
            "password1",
            "PassWord1",
            "woaini1314",
            "Mutual.Aid@example.org",
            "mutual.aid",
        ] {
            assert_eq!(choose(common), Err(WeakPassword::Common), "{common}");
        }
    }

    #[test]
    fn composed_and_decomposed_spellings_are_one_password() {
        assert_eq!(
            choose("cafe\u{301} olé au lait"),
            choose("café ole\u{301} au lait")
        );
    }

    #[test]
    fn the_list_is_sorted_lower_case_and_worth_its_bytes() {
        let lines: Vec<&str> = include_str!("common_passwords.txt").lines().collect();
        assert!(lines.len() > 5000);
        assert!(lines.is_sorted());
        assert!(lines.iter().all(|line| line.to_lowercase() == **line));
        assert!(
            lines
                .iter()
                .all(|line| line.chars().count() >= MIN_CHARACTERS)
        );
    }
}
