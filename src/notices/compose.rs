//! Who writes which letter: the features' composers, and the letters they have written.

use std::collections::HashMap;
use std::pin::Pin;
use std::sync::Arc;

use super::letter::Letter;
use super::outbox;
use super::store::notices::{Kept, Stored, keep_letter};
use crate::db::seal::FieldKeys;
use crate::db::{Database, Fault};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, NoticeId, RegistrationId};
use crate::values::locale::Locale;

/// A notice as its composer reads it.
#[derive(Clone, Debug)]
pub struct Notice {
    /// Which.
    pub id: NoticeId,
    /// Whose.
    pub account: Option<AccountId>,
    /// About which registration.
    pub registration: Option<RegistrationId>,
    /// Of which kind; one of the composer's.
    pub kind: String,
    /// In which language.
    pub locale: Locale,
    /// What the draft said.
    pub facts: serde_json::Value,
    /// The code or link, opened.
    pub secret: Option<String>,
    /// When it was decided: the letter's "now".
    pub created_at: Instant,
}

/// A letter on its way.
pub type Composing<'a> = Pin<Box<dyn Future<Output = Result<Letter, Fault>> + Send + 'a>>;

/// Writes the letters of some kinds; a feature has one, `app.rs` registers it.
pub trait Compose: Send + Sync {
    /// The kinds it writes.
    fn kinds(&self) -> &'static [&'static str];

    /// The letter of a notice. What it looks up may have changed since the notice was made;
    /// the letter is kept, so it is written once. One with a secret is not kept and may be
    /// written again: the same notice must then give the same letter.
    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a>;
}

/// The letters of all kinds. Cheap to clone.
#[derive(Clone)]
pub struct Letters {
    db: Database,
    keys: FieldKeys,
    composers: Arc<HashMap<&'static str, Arc<dyn Compose>>>,
}

impl Letters {
    /// Letters by these composers; of two for one kind the later writes.
    #[must_use]
    pub fn new(db: Database, keys: FieldKeys, composers: Vec<Arc<dyn Compose>>) -> Self {
        let mut by_kind = HashMap::new();
        for composer in composers {
            for kind in composer.kinds() {
                by_kind.insert(*kind, Arc::clone(&composer));
            }
        }
        Self {
            db,
            keys,
            composers: Arc::new(by_kind),
        }
    }

    /// The letter of a stored notice: the kept one, else composed now and kept.
    ///
    /// # Errors
    /// [`Fault::Broken`] when nobody writes this kind; what the composer says.
    pub(super) async fn of(&self, row: &Stored) -> Result<Letter, Fault> {
        if let Some(kept) = &row.letter {
            return Ok(kept.clone());
        }
        let composer = self
            .composers
            .get(row.kind.as_str())
            .ok_or_else(|| Fault::broken(format!("nobody writes notices of kind {}", row.kind)))?;
        let notice = self.open(row)?;
        let letter = composer.compose(&notice).await?;
        if notice.secret.is_some() {
            return Ok(letter);
        }
        // Another reader may have kept one meanwhile: then that one counts.
        match keep_letter(&self.db, row.id, &letter).await? {
            Kept::Ours => Ok(letter),
            Kept::Theirs(kept) => Ok(*kept),
        }
    }

    fn open(&self, row: &Stored) -> Result<Notice, Fault> {
        let secret = match &row.sealed_secret {
            Some(sealed) => Some(self.keys.open(&outbox::place(row.id), sealed)?),
            None => None,
        };
        Ok(Notice {
            id: row.id,
            account: row.account,
            registration: row.registration,
            kind: row.kind.clone(),
            locale: row.locale,
            facts: row.facts.clone(),
            secret,
            created_at: row.created_at,
        })
    }
}
