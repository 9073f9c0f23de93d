//! Who writes which letter: the features' composers, and the letters they have written.

use std::collections::{BTreeMap, HashMap, HashSet};
use std::pin::Pin;
use std::sync::Arc;

use super::letter::Letter;
use super::outbox;
use super::store::notices::{Stored, keep_letters};
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

/// Letters on their way, in the order of their notices.
pub type ComposingAll<'a> = Pin<Box<dyn Future<Output = Vec<Result<Letter, Fault>>> + Send + 'a>>;

/// The look-up which of some notices say what is no longer so, on its way.
pub type Superseding<'a> =
    Pin<Box<dyn Future<Output = Result<HashSet<NoticeId>, Fault>> + Send + 'a>>;

/// A letter that nobody gets: for whoever wants to see how letters look.
#[derive(Clone, Debug)]
pub struct Sample {
    /// Names it among the samples of all features: the kind, and what sets it apart.
    pub name: String,
    /// What it says.
    pub letter: Letter,
}

/// Writes the letters of some kinds; a feature has one, `app.rs` registers it.
pub trait Compose: Send + Sync {
    /// The kinds it writes.
    fn kinds(&self) -> &'static [&'static str];

    /// The letter of a notice. What it looks up may have changed since the notice was made;
    /// the letter is kept, so it is written once. One with a secret is not kept and may be
    /// written again: the same notice must then give the same letter.
    fn compose<'a>(&'a self, notice: &'a Notice) -> Composing<'a>;

    /// The letters of several notices. To be written where many come together, so that what
    /// they look up is looked up together.
    fn compose_all<'a>(&'a self, notices: &'a [Notice]) -> ComposingAll<'a> {
        Box::pin(async move {
            let mut letters = Vec::with_capacity(notices.len());
            for notice in notices {
                letters.push(self.compose(notice).await);
            }
            letters
        })
    }

    /// Which of several notices need not be sent any more, since a newer one says what holds now
    /// or their readers have stopped them. Asked before each try; the inbox shows them all the same.
    fn superseded<'a>(&'a self, _notices: &'a [Notice]) -> Superseding<'a> {
        Box::pin(std::future::ready(Ok(HashSet::new())))
    }

    /// One letter of each sort that it writes, about the same made-up people.
    fn samples(&self, _locale: Locale) -> Vec<Sample> {
        Vec::new()
    }
}

/// The letters of all kinds. Cheap to clone.
#[derive(Clone)]
pub struct Letters {
    db: Database,
    keys: FieldKeys,
    composers: Arc<HashMap<&'static str, Arc<dyn Compose>>>,
    writers: Arc<[Arc<dyn Compose>]>,
}

impl Letters {
    /// Letters by these composers; of two for one kind the later writes.
    #[must_use]
    pub fn new(db: Database, keys: FieldKeys, composers: Vec<Arc<dyn Compose>>) -> Self {
        let mut by_kind = HashMap::new();
        for composer in &composers {
            for kind in composer.kinds() {
                by_kind.insert(*kind, Arc::clone(composer));
            }
        }
        Self {
            db,
            keys,
            composers: Arc::new(by_kind),
            writers: composers.into(),
        }
    }

    /// A letter of each sort, in the order of their names.
    #[must_use]
    pub fn samples(&self, locale: Locale) -> Vec<Sample> {
        let mut samples = BTreeMap::new();
        for composer in self.writers.iter() {
            let named = composer.samples(locale).into_iter();
            samples.extend(named.map(|sample| (sample.name.clone(), sample)));
        }
        samples.into_values().collect()
    }

    /// The letter of a stored notice: the kept one, else composed now and kept.
    ///
    /// # Errors
    /// [`Fault::Broken`] when nobody writes this kind; what the composer says.
    pub(super) async fn of(&self, row: &Stored) -> Result<Letter, Fault> {
        let letter = self.of_all(&[row]).await.pop();
        letter.unwrap_or_else(|| Err(Fault::broken("a notice without an answer")))
    }

    /// The letters of stored notices, in their order.
    pub(super) async fn of_all(&self, rows: &[&Stored]) -> Vec<Result<Letter, Fault>> {
        let mut by_kind: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        for (at, row) in rows
            .iter()
            .enumerate()
            .filter(|(_, row)| row.letter.is_none())
        {
            by_kind.entry(&row.kind).or_default().push(at);
        }
        let mut composed = HashMap::new();
        for (kind, places) in by_kind {
            let rows: Vec<&Stored> = places.iter().map(|at| rows[*at]).collect();
            let letters = self.of_kind(kind, &rows).await;
            composed.extend(places.into_iter().zip(letters));
        }
        let letter = |(at, row): (usize, &&Stored)| match &row.letter {
            Some(kept) => Ok(kept.clone()),
            None => composed
                .remove(&at)
                .unwrap_or_else(|| Err(Fault::broken("a notice without an answer"))),
        };
        rows.iter().enumerate().map(letter).collect()
    }

    /// Which of stored notices need not be sent any more. Where that cannot be found out, all of
    /// a kind are sent: better one too many than one too few.
    pub(super) async fn superseded(&self, rows: &[&Stored]) -> HashSet<NoticeId> {
        let mut by_kind: BTreeMap<&str, Vec<Notice>> = BTreeMap::new();
        for row in rows {
            // One that does not open says so when it is composed.
            if let Ok(notice) = self.open(row) {
                by_kind.entry(&row.kind).or_default().push(notice);
            }
        }
        let mut superseded = HashSet::new();
        for (kind, notices) in by_kind {
            let Some(composer) = self.composers.get(kind) else {
                continue;
            };
            match composer.superseded(&notices).await {
                Ok(theirs) => superseded.extend(theirs),
                Err(fault) => {
                    let error = &fault as &dyn std::error::Error;
                    tracing::error!(kind, error, "what is superseded was not found out");
                }
            }
        }
        superseded
    }

    /// Composes and keeps the letters of notices of one kind, in their order.
    async fn of_kind(&self, kind: &str, rows: &[&Stored]) -> Vec<Result<Letter, Fault>> {
        let nobody = || Fault::broken(format!("nobody writes notices of kind {kind}"));
        let Some(composer) = self.composers.get(kind) else {
            return rows.iter().map(|_| Err(nobody())).collect();
        };
        let opened: Vec<Result<Notice, Fault>> = rows.iter().map(|row| self.open(row)).collect();
        let mut faults = Vec::with_capacity(rows.len());
        let mut notices = Vec::with_capacity(rows.len());
        for one in opened {
            let (notice, fault) = match one {
                Ok(notice) => (Some(notice), None),
                Err(fault) => (None, Some(fault)),
            };
            notices.extend(notice);
            faults.push(fault);
        }
        let letters = composer.compose_all(&notices).await;
        let mut letters = self.keep(&notices, letters).await.into_iter();
        let answer = |fault: Option<Fault>| match fault {
            Some(fault) => Err(fault),
            None => letters
                .next()
                .unwrap_or_else(|| Err(Fault::broken("a composer left a notice out"))),
        };
        faults.into_iter().map(answer).collect()
    }

    /// Keeps the letters that show no secret. Another reader may have kept one meanwhile: then
    /// that one counts.
    async fn keep(
        &self,
        notices: &[Notice],
        mut letters: Vec<Result<Letter, Fault>>,
    ) -> Vec<Result<Letter, Fault>> {
        let written = notices.iter().zip(&letters);
        let fresh: Vec<(NoticeId, &Letter)> = written
            .filter(|(notice, _)| notice.secret.is_none())
            .filter_map(|(notice, letter)| Some((notice.id, letter.as_ref().ok()?)))
            .collect();
        match keep_letters(&self.db, &fresh).await {
            Ok(mut kept) => {
                for (notice, letter) in notices.iter().zip(&mut letters) {
                    if let Some(theirs) = kept.remove(&notice.id) {
                        *letter = Ok(theirs);
                    }
                }
                letters
            }
            Err(fault) => {
                let fault = Arc::new(fault);
                let shared = |_| Err(Fault::Shared(fault.clone()));
                letters.into_iter().map(shared).collect()
            }
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
