//! Many accounts at once, already proved and signed in: for load tests.

use sea_orm::DatabaseTransaction;

use super::{Accounts, store};
use crate::db::Fault;
use crate::values::email::EmailAddress;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;
use crate::values::secret::{random_token, sha256_hex};

/// An account made in bulk, with its token.
#[derive(Clone, Debug)]
pub struct Made {
    /// The account.
    pub account: AccountId,
    /// The secret of its token.
    pub access_token: String,
}

impl Accounts {
    /// Makes an account without a password for each of `people` (an address and a name) and
    /// signs it in, in two statements. At most a thousand at a time: databases limit the
    /// values of one statement.
    ///
    /// # Errors
    /// [`Fault`], also when an address is taken.
    pub async fn open_in_bulk(
        &self,
        tx: &DatabaseTransaction,
        people: Vec<(EmailAddress, String)>,
    ) -> Result<Vec<Made>, Fault> {
        let (mut accounts, mut tokens, mut made) = (Vec::new(), Vec::new(), Vec::new());
        for (email, name) in people {
            let id: AccountId = self.ids.make();
            let (calendar_key_hash, calendar_key_sealed) = self.new_calendar_key(id)?;
            accounts.push(store::accounts::NewAccount {
                id,
                email: Some(email),
                phone: None,
                name,
                locale: Locale::default(),
                password_hash: None,
                calendar_key_hash,
                calendar_key_sealed,
                at: self.clock.now(),
            });
            let access_token = random_token()?;
            tokens.push((self.new_token(id), sha256_hex(access_token.as_bytes())));
            made.push(Made {
                account: id,
                access_token,
            });
        }
        store::accounts::insert_many(tx, accounts).await?;
        store::tokens::insert_many(tx, &tokens, "load test").await?;
        Ok(made)
    }
}
