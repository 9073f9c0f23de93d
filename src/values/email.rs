//! E-mail addresses.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize};
use unicode_normalization::UnicodeNormalization;
use validator::ValidateEmail;

/// An address that mail can be sent to: NFC, trimmed, at most 254 bytes, one `@`, no control
/// characters. Kept as typed; compared by [`EmailAddress::key`].
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(transparent)]
pub struct EmailAddress(String);

/// Why a text is not an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("not an e-mail address")]
pub struct NotAnAddress;

impl EmailAddress {
    /// The address as the person wrote it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// What two spellings of one mailbox share: the address in lower case.
    #[must_use]
    pub fn key(&self) -> String {
        self.0.to_lowercase()
    }
}

impl FromStr for EmailAddress {
    type Err = NotAnAddress;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let address: String = text.trim().nfc().collect();
        let plain = address
            .chars()
            .all(|c| !c.is_control() && !c.is_whitespace());
        // lettre has the last word on what it can carry; validator knows the HTML rule.
        if address.len() <= 254
            && plain
            && address.validate_email()
            && address.parse::<lettre::Address>().is_ok()
        {
            Ok(Self(address))
        } else {
            Err(NotAnAddress)
        }
    }
}

impl<'de> Deserialize<'de> for EmailAddress {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?
            .parse()
            .map_err(serde::de::Error::custom)
    }
}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_one_mailbox_share_a_key() {
        let a: EmailAddress = " Li@Example.org ".parse().unwrap();
        let b: EmailAddress = "li@example.ORG".parse().unwrap();
        assert_eq!(a.key(), b.key());
    }

    #[test]
    fn what_no_mail_server_takes_is_refused() {
        for bad in [
            "",
            "li",
            "li@",
            "@example.org",
            "a b@example.org",
            "a\r\nb@example.org",
        ] {
            assert_eq!(bad.parse::<EmailAddress>(), Err(NotAnAddress), "{bad:?}");
        }
    }
}
