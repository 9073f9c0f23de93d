//! Answers kept rendered, so that discovery costs little however often it is read.

use std::collections::HashMap;
use std::sync::{Arc, PoisonError, RwLock};

use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::HeaderValue;
use axum::http::header::LINK;
use axum::http::request::Parts;
use axum::response::Response;

use super::Discovery;
use crate::catalog::places::PlacesBoard;
use crate::catalog::snapshot::Snapshot;
use crate::values::clock::Instant;
use crate::values::locale::Locale;
use crate::web::Problem;
use crate::web::etag::{IfNoneMatch, Prepared};
use crate::web::extract::Language;

/// All kept answers together are at most so large; then they are thrown away together.
const MOST_BYTES: usize = 4 * 1024 * 1024;
/// Caches on the way may answer so long without asking again. Counts of places are shown with
/// the moment they were true.
const MAX_AGE_SECONDS: u32 = 1;

/// An answer of this feature.
#[derive(Clone, Debug)]
pub(super) struct Rendered {
    pub(super) body: Prepared,
    /// Of a list that goes on.
    pub(super) link: Option<HeaderValue>,
}

impl From<Prepared> for Rendered {
    fn from(body: Prepared) -> Self {
        Self { body, link: None }
    }
}

/// The public things as they are at one moment.
pub(super) struct Moment {
    pub(super) snapshot: Arc<Snapshot>,
    pub(super) places: PlacesBoard,
    pub(super) now: Instant,
    pub(super) locale: Locale,
}

/// What an answer was made from: it holds while this does, and until the next change of a
/// phase.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Stamp {
    catalog: i64,
    places: u64,
}

#[derive(Debug)]
struct Entry {
    stamp: Stamp,
    from: Instant,
    until: Option<Instant>,
    rendered: Rendered,
}

/// The kept answers by what was asked.
#[derive(Debug, Default)]
pub(super) struct Kept(RwLock<Store>);

#[derive(Debug, Default)]
struct Store {
    entries: HashMap<(String, Locale), Entry>,
    bytes: usize,
}

/// What was asked: path and query, language, and what the reader has already.
#[derive(Clone, Debug)]
pub(super) struct Asked {
    target: String,
    locale: Locale,
    has: IfNoneMatch,
}

impl FromRequestParts<Discovery> for Asked {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &Discovery) -> Result<Self, Problem> {
        let Ok(has) = IfNoneMatch::from_request_parts(parts, state).await;
        let Language(locale) = Language::of(&parts.headers);
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |OriginalUri(uri)| uri);
        let target = uri.path_and_query().map_or("", |target| target.as_str());
        Ok(Self {
            target: target.to_owned(),
            locale,
            has,
        })
    }
}

impl Discovery {
    /// Answers from what is kept, or renders it now.
    pub(super) fn answer(
        &self,
        asked: &Asked,
        render: impl FnOnce(&Moment) -> Result<Rendered, Problem>,
    ) -> Result<Response, Problem> {
        let moment = Moment {
            snapshot: self.catalog.snapshot(),
            places: self.catalog.places().clone(),
            now: self.catalog.now(),
            locale: asked.locale,
        };
        let stamp = Stamp {
            catalog: moment.snapshot.version,
            places: moment.places.changes(),
        };
        let key = (asked.target.clone(), asked.locale);
        let rendered = if let Some(kept) = self.kept.get(&key, stamp, moment.now) {
            kept
        } else {
            let rendered = render(&moment)?;
            let entry = Entry {
                stamp,
                from: moment.now,
                until: moment.snapshot.next_change(moment.now),
                rendered: rendered.clone(),
            };
            self.kept.put(key, entry);
            rendered
        };
        let mut response = rendered.body.answer(&asked.has, MAX_AGE_SECONDS);
        if let Some(link) = rendered.link {
            response.headers_mut().insert(LINK, link);
        }
        Ok(response)
    }
}

impl Kept {
    fn get(&self, key: &(String, Locale), stamp: Stamp, now: Instant) -> Option<Rendered> {
        let store = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let entry = store.entries.get(key)?;
        let holds = entry.stamp == stamp
            && entry.from <= now
            && entry.until.is_none_or(|until| now < until);
        holds.then(|| entry.rendered.clone())
    }

    fn put(&self, key: (String, Locale), entry: Entry) {
        let mut store = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let size = entry.rendered.body.size() + key.0.len();
        if store.bytes + size > MOST_BYTES {
            *store = Store::default();
        }
        store.bytes += size;
        if let Some(old) = store.entries.insert(key, entry) {
            store.bytes = store.bytes.saturating_sub(old.rendered.body.size());
        }
    }
}
