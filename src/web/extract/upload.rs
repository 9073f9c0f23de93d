//! A form with a file in it.

use axum::extract::multipart::{MultipartError, MultipartRejection};
use axum::extract::{FromRequest, Multipart, Request};
use axum::http::StatusCode;
use axum::response::IntoResponse;

use super::Fields;
use crate::web::problem::{Kind, Problem};

/// A form (`multipart/form-data`) with one file. 413 beyond the route's limit, 415 for another form,
/// 400 for a broken one.
#[derive(Clone, Debug, Default)]
pub struct Upload {
    /// What the file is called where it came from.
    pub name: String,
    /// The file; empty where none was chosen.
    pub bytes: Vec<u8>,
    /// The other fields.
    pub fields: Fields,
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let parts = Multipart::from_request(request, state).await;
        let mut parts = parts.map_err(|refused: MultipartRejection| {
            if refused.into_response().status() == StatusCode::PAYLOAD_TOO_LARGE {
                Problem::new(Kind::TooLarge)
            } else {
                Problem::new(Kind::UnsupportedMediaType)
            }
        })?;
        let mut upload = Self::default();
        let mut fields = Vec::new();
        while let Some(part) = parts.next_field().await.map_err(broken)? {
            if let Some(name) = part.file_name() {
                name.clone_into(&mut upload.name);
                upload.bytes = part.bytes().await.map_err(broken)?.to_vec();
            } else {
                let name = part.name().unwrap_or_default().to_owned();
                fields.push((name, part.text().await.map_err(broken)?));
            }
        }
        upload.fields = fields.into_iter().collect();
        Ok(upload)
    }
}

#[expect(clippy::needless_pass_by_value, reason = "map_err hands it over")]
fn broken(error: MultipartError) -> Problem {
    if error.status() == StatusCode::PAYLOAD_TOO_LARGE {
        Problem::new(Kind::TooLarge)
    } else {
        Problem::new(Kind::Malformed)
    }
}
