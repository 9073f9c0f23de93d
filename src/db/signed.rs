//! Passes: what the link in a mail carries, so that it works without signing in.
//!
//! A pass says what may be done, on which row and until when, under a keyed mark; nothing of it
//! is stored. It is the same text each time it is written, since a mail that is sent again is
//! the same mail.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use uuid::Uuid;

use super::seal::FieldKeys;
use crate::values::clock::Instant;
use crate::values::secret::equal;

const VERSION: u8 = 1;
/// Version, act, row, six bytes of milliseconds: three by three, so that base64 has no spare
/// bits in which two texts could mean the same.
const HEAD_BYTES: usize = 24;
const HEAD_LENGTH: usize = HEAD_BYTES / 3 * 4;
/// 128 bits in hexadecimal.
const MARK_LENGTH: usize = 32;

/// What a link may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pass {
    /// What may be done, by a number of the feature's own.
    pub act: u8,
    /// The row on which.
    pub row: Uuid,
    /// Until when.
    pub ends_at: Instant,
}

/// Why a pass is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadPass {
    /// Nobody here wrote it.
    #[error("not a pass of ours")]
    Forged,
    /// Its time is over.
    #[error("the pass has ended")]
    Ended,
}

impl Pass {
    /// The pass as text that fits a URL. `purpose` keeps the passes of different features apart;
    /// the mark hangs on the key of [`FieldKeys::fingerprint`], which outlives a rotation.
    #[must_use]
    pub fn write(&self, keys: &FieldKeys, purpose: &str) -> String {
        let mut head = [0_u8; HEAD_BYTES];
        head[0] = VERSION;
        head[1] = self.act;
        head[2..18].copy_from_slice(self.row.as_bytes());
        head[18..].copy_from_slice(&self.ends_at.millis().max(0).to_be_bytes()[2..]);
        let head = URL_SAFE_NO_PAD.encode(head);
        let mark = keys.fingerprint(purpose, &head);
        format!("{head}{}", &mark[..MARK_LENGTH])
    }

    /// Reads what [`Pass::write`] wrote for the same purpose.
    ///
    /// # Errors
    /// [`BadPass`].
    pub fn read(
        keys: &FieldKeys,
        purpose: &str,
        text: &str,
        now: Instant,
    ) -> Result<Self, BadPass> {
        let head = text.get(..HEAD_LENGTH).ok_or(BadPass::Forged)?;
        let head = URL_SAFE_NO_PAD.decode(head).map_err(|_| BadPass::Forged)?;
        let row = head.get(2..18).and_then(|row| Uuid::from_slice(row).ok());
        let (Some([VERSION, act]), Some(row)) = (head.first_chunk::<2>(), row) else {
            return Err(BadPass::Forged);
        };
        let millis = head[18..]
            .iter()
            .fold(0, |millis, byte| (millis << 8) | i64::from(*byte));
        let pass = Self {
            act: *act,
            row,
            ends_at: Instant::from_millis(millis),
        };
        if !equal(&pass.write(keys, purpose), text) {
            return Err(BadPass::Forged);
        }
        if pass.ends_at < now {
            return Err(BadPass::Ended);
        }
        Ok(pass)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::db::seal::make_key;

    const NOON: Instant = Instant::from_millis(1_812_945_600_123);

    fn keys() -> FieldKeys {
        make_key("a").unwrap().parse().unwrap()
    }

    fn pass() -> Pass {
        Pass {
            act: 2,
            row: Uuid::from_u128(7),
            ends_at: NOON,
        }
    }

    #[test]
    fn a_pass_reads_back_until_its_end() {
        let keys = keys();
        let text = pass().write(&keys, "links");
        assert_eq!(text, pass().write(&keys, "links"), "the same each time");
        assert_eq!(Pass::read(&keys, "links", &text, NOON), Ok(pass()));
        let after = Instant::from_millis(NOON.millis() + 1);
        let late = Pass::read(&keys, "links", &text, after);
        assert_eq!(late, Err(BadPass::Ended));
        let elsewhere = Pass::read(&keys, "other links", &text, NOON);
        assert_eq!(elsewhere, Err(BadPass::Forged));
        let others = make_key("a").unwrap().parse().unwrap();
        let by_others = Pass::read(&others, "links", &text, NOON);
        assert_eq!(by_others, Err(BadPass::Forged));
    }

    #[test]
    fn a_pass_outlives_a_new_first_key() {
        let old = make_key("a").unwrap();
        let text = pass().write(&old.parse().unwrap(), "links");
        let rotated = format!("{},{old}", make_key("b").unwrap());
        let read = Pass::read(&rotated.parse().unwrap(), "links", &text, NOON);
        assert_eq!(read, Ok(pass()));
    }

    proptest! {
        #[test]
        fn one_changed_character_is_seen(at in 0_usize..64, with in "[A-Za-z0-9_.%é-]") {
            let keys = keys();
            let text = pass().write(&keys, "links");
            let changed: String = text.chars().enumerate()
                .map(|(index, c)| if index == at { with.clone() } else { c.to_string() })
                .collect();
            prop_assume!(changed != text);
            prop_assert_eq!(Pass::read(&keys, "links", &changed, NOON), Err(BadPass::Forged));
        }

        #[test]
        fn nothing_else_is_a_pass(text in ".{0,80}") {
            prop_assert_eq!(Pass::read(&keys(), "links", &text, NOON), Err(BadPass::Forged));
        }
    }
}
