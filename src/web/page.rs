//! Lists: `limit`, opaque cursors, `next_cursor` and the `Link` header.

use axum::Extension;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::request::Parts;
use axum::http::{HeaderValue, header};
use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};

use super::answer::Answer;
use super::extract::read_query;
use super::problem::Problem;
use crate::db::Fault;
use crate::values::locale::Bilingual;
use crate::values::secret::{equal, hmac_hex};

const DEFAULT_LIMIT: u32 = 20;
const MAX_LIMIT: u32 = 100;
const TAG_LENGTH: usize = 16;

/// One page of a list.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Page<T> {
    /// The items, at most `limit`.
    pub items: Vec<T>,
    /// Give it back as `cursor` to read on; null at the end.
    pub next_cursor: Option<String>,
}

/// The key that marks our cursors, the same on all instances.
#[derive(Clone, Debug)]
pub struct CursorKey(pub SecretString);

/// `limit` and `cursor` of a list request. `P` is where a page ends: the sort key of its last
/// item and its id, so that reading on is stable when rows are added.
#[derive(Clone, Debug)]
pub struct Paging<P> {
    /// How many items are wanted, 1 to 100.
    pub limit: u32,
    /// Where the page before ended.
    pub after: Option<P>,
    key: CursorKey,
    path: String,
    query: String,
    list: String,
}

/// The parameters as the OpenAPI document shows them.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct PageQuery {
    /// Items a page, 1 to 100; 20 when not given.
    #[param(minimum = 1, maximum = 100)]
    limit: Option<u32>,
    /// `next_cursor` of the page before; the other parameters stay as they were.
    cursor: Option<String>,
}

impl<P: Serialize> Paging<P> {
    /// How many rows to read: one more than the page, to see whether it is the last.
    #[must_use]
    pub fn rows_to_read(&self) -> u64 {
        u64::from(self.limit) + 1
    }

    /// Makes the page from up to [`Paging::rows_to_read`] rows; `end` says where a row stands
    /// in the order, `view` how it is shown.
    ///
    /// # Errors
    /// [`Fault::Broken`] when a position does not serialise.
    pub fn page<R, T: Serialize>(
        &self,
        mut rows: Vec<R>,
        end: impl Fn(&R) -> P,
        view: impl FnMut(R) -> T,
    ) -> Result<Answer<Page<T>>, Fault> {
        let limit = self.limit as usize;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = match rows.last() {
            Some(last) if more => Some(self.cursor(&end(last))?),
            _ => None,
        };
        let items = rows.into_iter().map(view).collect();
        Ok(self.answer(Page {
            items,
            next_cursor: next,
        }))
    }

    /// The page with its `Link: <…>; rel="next"` (RFC 8288).
    pub fn answer<T: Serialize + HasNext>(&self, page: T) -> Answer<T> {
        let link = page.next().and_then(|cursor| self.link(cursor));
        let answer = Answer::ok(page);
        match link {
            Some(link) => answer.header(header::LINK, link),
            None => answer,
        }
    }

    /// The cursor of a position.
    ///
    /// # Errors
    /// [`Fault::Broken`] when the position does not serialise.
    pub fn cursor(&self, end: &P) -> Result<String, Fault> {
        let plain = serde_json::to_string(end)?;
        let tag = tag(&self.key, &self.list, &plain);
        Ok(URL_SAFE_NO_PAD.encode(format!("{tag}{plain}")))
    }

    /// The `Link` header to the page that begins at `cursor`.
    pub fn link(&self, cursor: &str) -> Option<HeaderValue> {
        let kept: Vec<&str> = self
            .query
            .split('&')
            .filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="))
            .collect();
        let and = if kept.is_empty() { "" } else { "&" };
        let target = format!("<{}?{}{and}cursor={cursor}>", self.path, kept.join("&"));
        HeaderValue::from_str(&format!("{target}; rel=\"next\"")).ok()
    }
}

/// A body that may say where the next page begins.
pub trait HasNext {
    /// The cursor of the next page.
    fn next(&self) -> Option<&str>;
}

impl<T> HasNext for Page<T> {
    fn next(&self) -> Option<&str> {
        self.next_cursor.as_deref()
    }
}

impl<P: DeserializeOwned, S: Send + Sync> FromRequestParts<S> for Paging<P> {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Problem> {
        let Extension(key) = Extension::<CursorKey>::from_request_parts(parts, state)
            .await
            .map_err(|_| Fault::broken("no key for cursors"))?;
        let uri = parts
            .extensions
            .get::<OriginalUri>()
            .map_or(&parts.uri, |OriginalUri(uri)| uri);
        let (path, query) = (uri.path().to_owned(), uri.query().unwrap_or("").to_owned());
        let wanted: PageQuery = read_query(&query, |name| name == "limit" || name == "cursor")?;
        let limit = wanted.limit.unwrap_or(DEFAULT_LIMIT);
        if !(1..=MAX_LIMIT).contains(&limit) {
            let words = Bilingual::new("要在 1 到 100 之间", "It must lie between 1 and 100");
            return Err(Problem::invalid("/limit", "range", words));
        }
        let list = list(&path, &query);
        let after = match wanted.cursor {
            Some(cursor) => Some(open(&key, &list, &cursor).ok_or_else(forged)?),
            None => None,
        };
        Ok(Self {
            limit,
            after,
            key,
            path,
            query,
            list,
        })
    }
}

/// What a cursor goes on in: the path, and all parameters that choose or order the rows, in
/// any order. A position in another list would skip rows or show them twice. What a page of ours
/// was asked to say, and in which language, chooses nothing.
fn list(path: &str, query: &str) -> String {
    let mut chosen: Vec<&str> = query
        .split('&')
        .filter(|pair| !pair.is_empty())
        .filter(|pair| {
            !["limit", "cursor", "lang", "done"].contains(&pair.split('=').next().unwrap_or(""))
        })
        .collect();
    chosen.sort_unstable();
    format!("{path}?{}", chosen.join("&"))
}

fn open<P: DeserializeOwned>(key: &CursorKey, list: &str, cursor: &str) -> Option<P> {
    let text = String::from_utf8(URL_SAFE_NO_PAD.decode(cursor).ok()?).ok()?;
    let (shown, plain) = text.split_at_checked(TAG_LENGTH)?;
    if !equal(shown, &tag(key, list, plain)) {
        return None;
    }
    serde_json::from_str(plain).ok()
}

/// Binds a position to the list it was made for.
fn tag(key: &CursorKey, list: &str, plain: &str) -> String {
    let mut tag = hmac_hex(
        key.0.expose_secret().as_bytes(),
        format!("{list}\n{plain}").as_bytes(),
    );
    tag.truncate(TAG_LENGTH);
    tag
}

fn forged() -> Problem {
    let words = Bilingual::new(
        "这个 cursor 不是从这个列表（同样的筛选和排序）里拿到的，请从第一页重新开始",
        "This cursor was not given for this list with these filters and this order; begin again \
         at the first page",
    );
    Problem::invalid("/cursor", "forged", words)
}
