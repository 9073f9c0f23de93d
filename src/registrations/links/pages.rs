//! `/l/{token}`: GET says what would happen, POST does it. Both answer the same page once it is
//! so.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

use super::policy::Meaning;
use super::telling::About;
use super::{Shown, Standing};
use crate::db::signed::BadPass;
use crate::registrations::{RegistrationError, Registrations};
use crate::web::Problem;
use crate::web::extract::Path;
use crate::web::html::{for_anybody, language, unusable};
use crate::web::limits::Limits;

/// The page.
pub fn routes(registrations: Registrations) -> Router {
    Router::new()
        .route("/l/{token}", get(show).post(act))
        .with_state(registrations)
}

async fn show(
    State(registrations): State<Registrations>,
    Path(token): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    let meaning = match registrations.read_link(&token) {
        Ok(meaning) => meaning,
        Err(bad) => return unusable(bad),
    };
    let shown = async {
        let account = registrations.holder(&meaning).await?;
        registrations.look_at(account, &meaning).await
    };
    registrations.page(meaning, shown.await, StatusCode::OK, &uri)
}

/// Whatever is posted: the link alone says what to do, so the body is not read.
async fn act(
    State(registrations): State<Registrations>,
    Path(token): Path<String>,
    Extension(limits): Extension<Limits>,
    uri: Uri,
) -> Result<Response, Problem> {
    let meaning = match registrations.read_link(&token) {
        Ok(meaning) => meaning,
        Err(bad) => return unusable(bad),
    };
    let shown = match registrations.holder(&meaning).await {
        Ok(account) => {
            limits.count_account(account)?;
            registrations.follow(account, &meaning).await
        }
        Err(gone) => Err(gone),
    };
    registrations.page(meaning, shown, StatusCode::CONFLICT, &uri)
}

impl Registrations {
    fn read_link(&self, token: &str) -> Result<Meaning, BadPass> {
        Meaning::read(&self.keys, token, self.clock.now())
    }

    /// The page that shows it; with `refused` as its status where a rule forbids it.
    fn page(
        &self,
        meaning: Meaning,
        shown: Result<Shown, RegistrationError>,
        refused: StatusCode,
        uri: &Uri,
    ) -> Result<Response, Problem> {
        let shown = match shown {
            Err(RegistrationError::NotFound) => {
                return for_anybody(StatusCode::NOT_FOUND, "broken");
            }
            shown => shown.map_err(|error| self.problem(error))?,
        };
        let Some(first) = shown.records.first() else {
            return for_anybody(StatusCode::NOT_FOUND, "broken");
        };
        let about = About {
            snapshot: &self.catalog.snapshot(),
            keys: &self.keys,
            meaning,
            shown: &shown,
            first,
            locale: language(uri).unwrap_or(shown.locale),
            now: self.clock.now(),
        };
        let status = match shown.standing {
            Standing::Refused(_) => refused,
            Standing::Asks | Standing::IsSo => StatusCode::OK,
        };
        about.page().answer(status)
    }
}
