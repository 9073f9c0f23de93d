//! Sealed columns: care notes, pick-up people, contacts, sensitive answers, one-time secrets.
//!
//! XChaCha20-Poly1305 with a random 24-byte nonce; the place of the value (table, column, row)
//! is bound in, so that a sealed text moved to another row does not open. Stored as
//! `key_id.base64url(nonce + ciphertext)`; rotating means adding a new first key.

use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;
use std::sync::Arc;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use uuid::Uuid;

use super::Fault;
use crate::values::secret::hmac_hex;

const NONCE_BYTES: usize = 24;

/// The keys of `security.field_keys`: the first seals, all of them open. Cheap to clone: the
/// keys lie in memory once.
#[derive(Clone)]
pub struct FieldKeys(Arc<Ring>);

struct Ring {
    first: String,
    oldest: String,
    keys: BTreeMap<String, [u8; 32]>,
}

/// Why a list of keys cannot be used.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "security.field_keys: write key_id:base64 of 32 bytes, several separated by commas; \
     key ids are letters and digits"
)]
pub struct BadKeys;

impl FieldKeys {
    /// Seals `plain` for one place.
    ///
    /// # Errors
    /// [`Fault::Randomness`] without a nonce.
    pub fn seal(&self, place: &Place<'_>, plain: &str) -> Result<String, Fault> {
        let mut nonce = [0_u8; NONCE_BYTES];
        getrandom::fill(&mut nonce)?;
        let sealed = self
            .cipher(&self.0.first)?
            .encrypt(
                &XNonce::from(nonce),
                Payload {
                    msg: plain.as_bytes(),
                    aad: place.to_string().as_bytes(),
                },
            )
            .map_err(|_| Fault::Sealed("sealing failed"))?;
        Ok(format!(
            "{}.{}",
            self.0.first,
            URL_SAFE_NO_PAD.encode([&nonce[..], &sealed].concat())
        ))
    }

    /// Opens what [`FieldKeys::seal`] made for the same place.
    ///
    /// # Errors
    /// [`Fault::Sealed`] when the key is unknown or the value was made for another place.
    pub fn open(&self, place: &Place<'_>, sealed: &str) -> Result<String, Fault> {
        let (key, body) = sealed.split_once('.').ok_or(Fault::Sealed("no key id"))?;
        let bytes = URL_SAFE_NO_PAD
            .decode(body)
            .map_err(|_| Fault::Sealed("not base64"))?;
        let (nonce, cipher) = bytes
            .split_at_checked(NONCE_BYTES)
            .ok_or(Fault::Sealed("too short"))?;
        let nonce = XNonce::try_from(nonce).map_err(|_| Fault::Sealed("too short"))?;
        let plain = self
            .cipher(key)?
            .decrypt(
                &nonce,
                Payload {
                    msg: cipher,
                    aad: place.to_string().as_bytes(),
                },
            )
            .map_err(|_| Fault::Sealed("wrong key or place"))?;
        String::from_utf8(plain).map_err(|_| Fault::Sealed("not text"))
    }

    /// A keyed fingerprint, the same for the same `message`: for hashes that must be compared
    /// and never opened. `purpose` keeps the fingerprints of different uses apart. It hangs on
    /// the *last* key of the list, which stays when a new first one is added.
    #[must_use]
    pub fn fingerprint(&self, purpose: &str, message: &str) -> String {
        let oldest = self.0.keys.get(&self.0.oldest).unwrap_or(&[0; 32]);
        hmac_hex(oldest, format!("{purpose}\n{message}").as_bytes())
    }

    fn cipher(&self, key: &str) -> Result<XChaCha20Poly1305, Fault> {
        let key = self
            .0
            .keys
            .get(key)
            .ok_or(Fault::Sealed("unknown key id"))?;
        Ok(XChaCha20Poly1305::new(key.into()))
    }
}

impl FromStr for FieldKeys {
    type Err = BadKeys;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let mut keys = BTreeMap::new();
        let (mut first, mut oldest) = (None, None);
        for part in text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty())
        {
            let (id, key) = part.split_once(':').ok_or(BadKeys)?;
            let key = STANDARD.decode(key).map_err(|_| BadKeys)?;
            let key: [u8; 32] = key.try_into().map_err(|_| BadKeys)?;
            if id.is_empty() || !id.chars().all(|c| c.is_ascii_alphanumeric()) {
                return Err(BadKeys);
            }
            first.get_or_insert_with(|| id.to_owned());
            oldest = Some(id.to_owned());
            keys.insert(id.to_owned(), key);
        }
        let (Some(first), Some(oldest)) = (first, oldest) else {
            return Err(BadKeys);
        };
        Ok(Self(Arc::new(Ring {
            first,
            oldest,
            keys,
        })))
    }
}

/// A fresh key in the form of `security.field_keys`.
///
/// # Errors
/// [`Fault::Randomness`] without randomness.
pub fn make_key(id: &str) -> Result<String, Fault> {
    let mut key = [0_u8; 32];
    getrandom::fill(&mut key)?;
    Ok(format!("{id}:{}", STANDARD.encode(key)))
}

impl fmt::Debug for FieldKeys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FieldKeys")
            .field("first", &self.0.first)
            .finish_non_exhaustive()
    }
}

/// Where a sealed value lives: bound into it.
#[derive(Clone, Copy, Debug)]
pub struct Place<'a> {
    /// The table.
    pub table: &'static str,
    /// The column, or the key of an answer.
    pub column: &'a str,
    /// The row.
    pub row: Uuid,
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}/{}", self.table, self.column, self.row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(row: u128) -> Place<'static> {
        Place {
            table: "participants",
            column: "care_notes",
            row: Uuid::from_u128(row),
        }
    }

    #[test]
    fn a_sealed_value_opens_only_in_its_place() {
        let keys: FieldKeys = make_key("a").unwrap().parse().unwrap();
        let sealed = keys.seal(&place(1), "花生过敏").unwrap();
        assert_eq!(keys.open(&place(1), &sealed).unwrap(), "花生过敏");
        assert!(matches!(
            keys.open(&place(2), &sealed),
            Err(Fault::Sealed(_))
        ));
    }

    #[test]
    fn a_new_first_key_still_opens_what_the_old_one_sealed() {
        let old = make_key("a").unwrap();
        let before: FieldKeys = old.parse().unwrap();
        let sealed = before.seal(&place(1), "x").unwrap();
        let after: FieldKeys = format!("{},{old}", make_key("b").unwrap()).parse().unwrap();
        assert_eq!(after.open(&place(1), &sealed).unwrap(), "x");
        assert!(after.seal(&place(1), "x").unwrap().starts_with("b."));
        assert_eq!(before.fingerprint("p", "m"), after.fingerprint("p", "m"));
    }

    #[test]
    fn a_broken_list_of_keys_is_refused() {
        for bad in ["", "a", "a:AAAA", ":AAAA", "a b:AAAA"] {
            assert_eq!(bad.parse::<FieldKeys>().unwrap_err(), BadKeys);
        }
    }
}
