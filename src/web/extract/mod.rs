//! What handlers take in: parsed and validated, or refused as a [`Problem`](super::Problem).

mod body;
mod file;
mod form;
mod json;
mod keyed;
mod parts;
mod rules;
mod upload;

pub use body::{Body, EmptyBody, Valid, valid_body};
pub use file::KeyedSheet;
pub use form::Fields;
pub use keyed::Keyed;
pub(in crate::web) use parts::read_query;
pub use parts::{Language, NoQuery, Nothing, Path, Query, UserAgent};
pub use rules::rule;
pub use upload::Upload;
