//! Random secrets and their fingerprints.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};

/// 256 random bits as 43 characters of base64url.
///
/// # Errors
/// [`getrandom::Error`] when the operating system has no randomness to give.
pub fn random_token() -> Result<String, getrandom::Error> {
    Ok(URL_SAFE_NO_PAD.encode(random_bytes::<32>()?))
}

/// `N` random bytes.
///
/// # Errors
/// [`getrandom::Error`] when the operating system has no randomness to give.
pub fn random_bytes<const N: usize>() -> Result<[u8; N], getrandom::Error> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes)?;
    Ok(bytes)
}

/// A random number of `digits` decimal digits (at most 9), each value equally likely.
///
/// # Errors
/// [`getrandom::Error`] when the operating system has no randomness to give.
pub fn random_digits(digits: u32) -> Result<String, getrandom::Error> {
    let range = 10_u32.pow(digits.min(9));
    let limit = u32::MAX - u32::MAX % range;
    loop {
        let draw = getrandom::u32()?;
        if draw < limit {
            let width = digits as usize;
            return Ok(format!("{:0width$}", draw % range));
        }
    }
}

/// A random code of `len` characters that people can read out: no 0, O, 1, I, L, U.
///
/// # Errors
/// [`getrandom::Error`] when the operating system has no randomness to give.
pub fn random_readable(len: usize) -> Result<String, getrandom::Error> {
    const ALPHABET: &[u8; 30] = b"23456789ABCDEFGHJKMNPQRSTVWXYZ";
    let mut code = String::with_capacity(len);
    let mut bytes = [0_u8; 32];
    while code.len() < len {
        getrandom::fill(&mut bytes)?;
        // 240 is the largest multiple of 30 in a byte: above it the draw would be uneven.
        for byte in bytes
            .iter()
            .filter(|byte| **byte < 240)
            .take(len - code.len())
        {
            code.push(char::from(ALPHABET[usize::from(*byte % 30)]));
        }
    }
    Ok(code)
}

/// SHA-256 in lower-case hexadecimal.
#[must_use]
pub fn sha256_hex(bytes: &[u8]) -> String {
    hex(&Sha256::digest(bytes))
}

/// HMAC-SHA-256 of `message` under `key`, in lower-case hexadecimal.
#[must_use]
pub fn hmac_hex(key: &[u8], message: &[u8]) -> String {
    // HMAC takes a key of any length, so `None` cannot come.
    Hmac::<Sha256>::new_from_slice(key).map_or_else(
        |_| String::new(),
        |mut mac| {
            mac.update(message);
            hex(&mac.finalize().into_bytes())
        },
    )
}

/// Whether a text, such as an address, may hold a secret of ours: as many characters of base64url in a
/// row as the shortest has. No id is so long.
#[must_use]
pub fn may_hold_secret(text: &str) -> bool {
    const SHORTEST: usize = 43;
    let ends = |c: char| !c.is_ascii_alphanumeric() && c != '-' && c != '_';
    text.split(ends).any(|run| run.len() >= SHORTEST)
}

/// Compares without telling by its timing where the two differ.
#[must_use]
pub fn equal(a: &str, b: &str) -> bool {
    subtle::ConstantTimeEq::ct_eq(a.as_bytes(), b.as_bytes()).into()
}

fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;
    bytes
        .iter()
        .fold(String::with_capacity(bytes.len() * 2), |mut text, byte| {
            // Writing to a String cannot fail.
            let _ = write!(text, "{byte:02x}");
            text
        })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_have_their_lengths() {
        assert_eq!(random_token().unwrap().len(), 43);
        assert_eq!(random_digits(6).unwrap().len(), 6);
        assert_eq!(random_readable(6).unwrap().len(), 6);
        assert_eq!(sha256_hex(b"").len(), 64);
        assert_ne!(hmac_hex(b"a", b"x"), hmac_hex(b"b", b"x"));
    }

    #[test]
    fn an_address_with_a_secret_is_known_by_its_length() {
        let token = random_token().unwrap();
        for place in ["l/{}", "u/{}?lang=en", "calendar.ics?key={}"] {
            let url = format!("https://niangjia.example/{}", place.replace("{}", &token));
            assert!(may_hold_secret(&url), "{url}");
        }
        let id = "01a61dc4-4180-73bc-8731-21eadeff48e7";
        let page = format!("https://niangjia.example/registrations/{id}?from={id}");
        assert!(!may_hold_secret(&page));
    }
}
