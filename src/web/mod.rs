//! Floor 2: how requests come in and answers go out. Knows no feature.
//!
//! # For those who write an `api.rs`
//!
//! A handler takes extractors in this order and gives back an [`Answer`](answer::Answer) or a
//! [`Problem`]; all refusals below are made for it.
//!
//! | take | gives | refuses with |
//! |---|---|---|
//! | [`SignedIn`] / `Option<SignedIn>` | account, token, second factor | 401, 429 |
//! | [`SecondFactor`] | 403 by `require` unless the token is raised; asked after the role | 401, 429 |
//! | [`Lasting`](sign_in::Lasting) | the token, for an answer that lasts to look at again | 401 |
//! | [`RequestId`](envelope::RequestId) | in which request something is done, for the audit log | |
//! | [`Path<T>`](extract::Path) | parameters of the path | 404 |
//! | [`Query<T>`](extract::Query) | query string, without `limit` and `cursor` | 422 |
//! | [`Paging<P>`](page::Paging) | `limit`, and the position behind `cursor` | 422 |
//! | [`Language`](extract::Language) | the reader's [`Locale`](crate::values::locale::Locale) | |
//! | [`IfMatch`](etag::IfMatch), [`IfNoneMatch`](etag::IfNoneMatch) | judged by the handler after its 404 | |
//! | [`Body<T>`](extract::Body) | JSON | 400, 413, 415, 422 |
//! | [`Valid<T>`](extract::Valid) | JSON that keeps its `#[validate]` rules | the same |
//! | [`Keyed<T>`](extract::Keyed) | as `Valid`, and the `Option<RequestKey>` it came under | the same |
//!
//! ```text
//! async fn create(
//!     State(households): State<Households>,
//!     signed_in: SignedIn,
//!     Language(locale): Language,
//!     Keyed { body, key }: Keyed<ParticipantBody>,
//! ) -> Result<Answer<ParticipantView>, Problem> {
//!     let made = households.add(signed_in.account, body.into(), key.as_ref()).await?;
//!     Ok(Answer::created(ParticipantView::new(made.row, locale)).replayed(made.replayed))
//! }
//!
//! // A list: the position is the sort key of the last row and its id.
//! async fn list(
//!     State(catalog): State<Catalog>,
//!     Query(filter): Query<SiteFilter>,
//!     paging: Paging<(String, SiteId)>,
//! ) -> Result<Answer<Page<SiteView>>, Problem> {
//!     let rows = catalog.sites(&filter, paging.after.as_ref(), paging.rows_to_read()).await?;
//!     Ok(paging.page(rows, |row| (row.sort_key.clone(), row.id), SiteView::from)?)
//! }
//! ```
//!
//! - Problems: `Err(Kind::NotFound.into())`, `Problem::invalid("/grade", "range", words)`,
//!   `Problem::new(Kind::Full).detail(zh, en).reasons([...])`; a [`Fault`](crate::db::Fault)
//!   becomes 500 or 503 by `?` and is logged once. A new slug is one line in `problem/kind.rs`.
//! - Every body is `#[serde(deny_unknown_fields)]`; our own rules for validator are made with
//!   [`extract::rule`], so that they speak both languages.
//! - Every answer is `Cache-Control: no-store` unless it is an [`etag::Prepared`] (public,
//!   hashed once, 304).
//! - Pages for people are made by [`html::Page`]; `router.rs` says which routes they are, and a
//!   problem there is a page too.
//! - Annotate handlers with the answers that succeed, and those that take [`SignedIn`] with
//!   `security(("token" = []))`; `openapi.rs` adds the problems, and to each POST with that
//!   mark the `Idempotency-Key`, which [`extract::Keyed`] must then keep.

pub mod answer;
pub mod assets;
pub mod client;
pub mod envelope;
pub mod etag;
pub mod extract;
pub mod html;
pub mod layers;
pub mod limits;
pub mod listen;
pub mod network;
pub mod page;
pub mod problem;
pub mod second_factor;
pub mod session;
pub mod settings;
pub mod sign_in;
mod trace;

pub use problem::{Kind, Problem};
pub use second_factor::SecondFactor;
pub use sign_in::SignedIn;
