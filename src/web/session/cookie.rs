//! What stands in the cookie: the token's secret, when its bearer last moved, and the mark of both.

use secrecy::{ExposeSecret, SecretString};

use crate::values::clock::Instant;
use crate::values::secret::{equal, hmac_hex};

/// 128 bits in hexadecimal.
const MARK_LENGTH: usize = 32;

/// A cookie's contents.
#[derive(Debug)]
pub(super) struct Worn {
    pub(super) secret: String,
    pub(super) moved_at: Instant,
    mark: String,
}

impl Worn {
    pub(super) fn new(secret: &str, moved_at: Instant, key: &SecretString) -> Self {
        Self {
            secret: secret.to_owned(),
            moved_at,
            mark: mark(secret, moved_at, key),
        }
    }

    pub(super) fn text(&self) -> String {
        format!("{}.{}.{}", self.secret, self.moved_at.millis(), self.mark)
    }

    /// None for what nobody here wrote.
    pub(super) fn read(text: &str, key: &SecretString) -> Option<Self> {
        let (head, mark) = text.rsplit_once('.')?;
        let (secret, moved_at) = head.rsplit_once('.')?;
        let moved_at = Instant::from_millis(moved_at.parse().ok()?);
        let ours = Self::new(secret, moved_at, key);
        equal(&ours.mark, mark).then_some(ours)
    }
}

fn mark(secret: &str, moved_at: Instant, key: &SecretString) -> String {
    let message = format!("{secret}.{}", moved_at.millis());
    hmac_hex(key.expose_secret().as_bytes(), message.as_bytes())[..MARK_LENGTH].to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOON: Instant = Instant::from_millis(1_812_945_600_123);

    #[test]
    fn what_was_written_reads_back_and_nothing_else_does() {
        let key = SecretString::from("a");
        let text = Worn::new("abc-_", NOON, &key).text();
        let read = Worn::read(&text, &key).unwrap();
        assert_eq!((read.secret.as_str(), read.moved_at), ("abc-_", NOON));
        assert!(Worn::read(&text, &SecretString::from("b")).is_none());
        let later = text.replace("1812945600123", "1812945600124");
        assert!(
            Worn::read(&later, &key).is_none(),
            "nobody moves it on but we"
        );
        for other in ["", "..", "a.b.c", "abc-_.1812945600123"] {
            assert!(Worn::read(other, &key).is_none());
        }
    }
}
