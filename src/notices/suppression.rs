//! Addresses to which no mail goes any more, since they refused; and the way back.
//!
//! An address that is unknown where it should be is suppressed at once. One that refused a mail's
//! content, or its sender, may be good: it takes two different mails. A code that its owner has
//! just asked for goes all the same, and what is taken lifts a suppression.

use sea_orm::ConnectionTrait;

use super::carrier::{Refusal, Stage};
use super::store;
use crate::db::seal::FieldKeys;
use crate::db::{Database, Fault};
use crate::values::clock::{Clock, Instant};
use crate::values::email::EmailAddress;
use crate::values::ids::DeliveryId;

/// Refusals of content that suppress an address.
const REFUSED_CONTENT: i32 = 2;

/// What is known of an address that refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refused {
    /// How many mails, since it was last lifted.
    pub refusals: i32,
    /// When the last one.
    pub refused_at: Instant,
    /// What the server said then.
    pub status: i32,
    /// And to what.
    pub stage: Stage,
    /// Which mail that was.
    pub delivery: DeliveryId,
    /// Since when nothing goes there; none while it is only counted.
    pub since: Option<Instant>,
}

/// An address after one more refusal.
#[must_use]
pub fn after(
    before: Option<&Refused>,
    refusal: Refusal,
    delivery: DeliveryId,
    at: Instant,
) -> Refused {
    // The same end may be written down twice when an answer of the database was lost.
    let earlier = before.map_or(0, |one| {
        one.refusals - i32::from(one.refusals > 0 && one.delivery == delivery)
    });
    let refusals = earlier.saturating_add(1);
    let is_enough = match refusal.stage {
        Stage::Recipient => true,
        Stage::Content => refusals >= REFUSED_CONTENT,
    };
    let known_since = before.and_then(|one| one.since);
    Refused {
        refusals,
        refused_at: at,
        status: i32::from(refusal.status),
        stage: refusal.stage,
        delivery,
        since: known_since.or_else(|| is_enough.then_some(at)),
    }
}

/// The suppressed addresses. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Suppressions {
    db: Database,
    clock: Clock,
    keys: FieldKeys,
}

impl Suppressions {
    pub(super) const fn new(db: Database, clock: Clock, keys: FieldKeys) -> Self {
        Self { db, clock, keys }
    }

    /// All that are suppressed, the longest first. Which addresses they are cannot be read from
    /// what is kept.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn all(&self) -> Result<Vec<Refused>, Fault> {
        store::suppressions::all(&self.db).await
    }

    /// Sends to an address again. Whether it was suppressed.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn lift(&self, address: &EmailAddress) -> Result<bool, Fault> {
        let key = self.key(address.as_str());
        store::suppressions::lift(&self.db, &key, self.clock.now()).await
    }

    /// Forgets what is known of an address whose person is erased.
    ///
    /// # Errors
    /// [`Fault::Database`].
    pub async fn erase(
        &self,
        tx: &impl ConnectionTrait,
        address: &EmailAddress,
    ) -> Result<(), Fault> {
        forget(tx, &self.keys, address).await
    }

    /// By what an address is known.
    pub(super) fn key(&self, address: &str) -> String {
        let address = address
            .parse()
            .map_or_else(|_| address.to_lowercase(), |one: EmailAddress| one.key());
        fingerprint(&self.keys, &address)
    }
}

/// Forgets what is known of an address that its person has left.
///
/// # Errors
/// [`Fault::Database`].
pub async fn forget(
    tx: &impl ConnectionTrait,
    keys: &FieldKeys,
    address: &EmailAddress,
) -> Result<(), Fault> {
    store::suppressions::delete(tx, &fingerprint(keys, &address.key())).await
}

fn fingerprint(keys: &FieldKeys, address_key: &str) -> String {
    keys.fingerprint("suppressed-address", address_key)
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;

    const AT: Instant = Instant::from_millis(7);

    fn mail(number: u128) -> DeliveryId {
        DeliveryId(Uuid::from_u128(number))
    }

    fn said(stage: Stage) -> Refusal {
        Refusal { stage, status: 550 }
    }

    #[test]
    fn an_unknown_address_is_suppressed_at_once() {
        let refused = after(None, said(Stage::Recipient), mail(1), AT);
        assert_eq!((refused.since, refused.refusals), (Some(AT), 1));
    }

    #[test]
    fn content_has_to_be_refused_twice_and_not_the_same_mail() {
        let once = after(None, said(Stage::Content), mail(1), AT);
        assert_eq!(once.since, None);
        let again = after(Some(&once), said(Stage::Content), mail(1), AT);
        assert_eq!(
            (again.since, again.refusals),
            (None, 1),
            "written down twice"
        );
        let other = after(Some(&once), said(Stage::Content), mail(2), AT);
        assert_eq!((other.since, other.refusals), (Some(AT), 2));
    }

    #[test]
    fn it_is_suppressed_since_the_first_time() {
        let first = after(None, said(Stage::Recipient), mail(1), AT);
        let later = after(
            Some(&first),
            said(Stage::Content),
            mail(2),
            AT.plus_hours(1),
        );
        assert_eq!((later.since, later.refusals), (Some(AT), 2));
    }
}
