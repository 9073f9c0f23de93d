//! What a link stands for, written into its address and read from it. Pure.

use crate::db::seal::FieldKeys;
use crate::db::signed::{BadPass, Pass};
use crate::ledger::command::Act;
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::RegistrationId;

/// Keeps these passes apart from those of other links.
const PURPOSE: &str = "links/registrations";
/// For how long a link works where no session is fixed.
const DAYS_WITHOUT_START: i64 = 365;

/// The one thing that a link does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Errand {
    /// Takes an offer.
    Accept,
    /// Declines it.
    Decline,
    /// Gives up: a place, an offer, the line, an application.
    Cancel,
}

impl Errand {
    const ALL: [Self; 3] = [Self::Accept, Self::Decline, Self::Cancel];

    /// How it is written into a pass; never used for another again.
    const fn number(self) -> u8 {
        match self {
            Self::Accept => 1,
            Self::Decline => 2,
            Self::Cancel => 3,
        }
    }
}

/// What a link means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// What it does.
    pub errand: Errand,
    /// To which registration.
    pub registration: RegistrationId,
    /// Until when. Whether it is in time the ledger judges.
    pub ends_at: Instant,
}

impl Meaning {
    /// The same registration, another errand.
    #[must_use]
    pub const fn instead(self, errand: Errand) -> Self {
        Self { errand, ..self }
    }

    /// The token of the link.
    #[must_use]
    pub fn write(&self, keys: &FieldKeys) -> String {
        let pass = Pass {
            act: self.errand.number(),
            row: self.registration.0,
            ends_at: self.ends_at,
        };
        pass.write(keys, PURPOSE)
    }

    /// Reads the token of a link.
    ///
    /// # Errors
    /// [`BadPass`].
    pub fn read(keys: &FieldKeys, token: &str, now: Instant) -> Result<Self, BadPass> {
        let pass = Pass::read(keys, PURPOSE, token, now)?;
        let mut errands = Errand::ALL.into_iter();
        let errand = errands.find(|errand| errand.number() == pass.act);
        Ok(Self {
            errand: errand.ok_or(BadPass::Forged)?,
            registration: RegistrationId(pass.row),
            ends_at: pass.ends_at,
        })
    }

    /// What it asks of the ledger.
    #[must_use]
    pub const fn act(&self) -> Act {
        match self.errand {
            Errand::Accept => Act::Accept(self.registration),
            Errand::Decline => Act::Decline(self.registration),
            Errand::Cancel => Act::cancel(self.registration),
        }
    }
}

/// Until when the links of a letter work: an extended offer is still answered by the first
/// letter about it, hence not the deadline.
#[must_use]
pub fn ends_at(starts_at: Option<Instant>, written_at: Instant) -> Instant {
    starts_at.unwrap_or(written_at.plus_days(DAYS_WITHOUT_START))
}

/// Whether an act would change anything: how each registration stands, and how it then would.
#[must_use]
pub fn changes(mut stands: impl Iterator<Item = (Status, Status)>) -> bool {
    stands.any(|(now, then)| now != then)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::db::seal::make_key;

    #[test]
    fn each_errand_reads_back_and_is_no_other() {
        let keys: FieldKeys = make_key("a").unwrap().parse().unwrap();
        let now = Instant::from_millis(1_812_945_600_000);
        let tokens: Vec<String> = Errand::ALL
            .iter()
            .map(|errand| {
                let meaning = Meaning {
                    errand: *errand,
                    registration: RegistrationId(Uuid::from_u128(9)),
                    ends_at: ends_at(None, now),
                };
                let token = meaning.write(&keys);
                assert_eq!(Meaning::read(&keys, &token, now), Ok(meaning));
                token
            })
            .collect();
        assert_ne!(tokens[0], tokens[1]);
        assert_ne!(tokens[1], tokens[2]);
        let other = Pass {
            act: 9,
            row: Uuid::from_u128(9),
            ends_at: now,
        };
        let other = other.write(&keys, PURPOSE);
        assert_eq!(Meaning::read(&keys, &other, now), Err(BadPass::Forged));
    }
}
