//! `/u/{token}`: GET says what is so and what the button does, POST does it.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use axum::routing::get;
use axum::{Extension, Router};

use super::Reminders;
use crate::accounts::Accounts;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::Problem;
use crate::web::extract::Path;
use crate::web::html::{Button, Line, Page, Tone, asked, for_anybody, language, unusable};
use crate::web::limits::Limits;

/// The page.
pub fn routes(accounts: Accounts) -> Router {
    Router::new()
        .route("/u/{token}", get(show).post(act))
        .with_state(accounts)
}

async fn show(
    State(accounts): State<Accounts>,
    Path(token): Path<String>,
    uri: Uri,
) -> Result<Response, Problem> {
    match accounts.read_reminder_link(&token) {
        Ok(account) => as_it_is(&accounts, account, &uri).await,
        Err(bad) => unusable(bad),
    }
}

/// One click of a mail program posts a body of its own here, of whatever type, without asking
/// anybody: the body is not read. The page's own button takes it back with `?reminders=on`.
async fn act(
    State(accounts): State<Accounts>,
    Path(token): Path<String>,
    Extension(limits): Extension<Limits>,
    uri: Uri,
) -> Result<Response, Problem> {
    match accounts.read_reminder_link(&token) {
        Ok(account) => {
            limits.count_account(account)?;
            let wanted = asked(&uri, "reminders") == Some("on");
            accounts.want_reminders(account, wanted).await?;
            as_it_is(&accounts, account, &uri).await
        }
        Err(bad) => unusable(bad),
    }
}

async fn as_it_is(accounts: &Accounts, account: AccountId, uri: &Uri) -> Result<Response, Problem> {
    match accounts.reminders(account).await? {
        Some(reminders) => {
            let locale = language(uri).unwrap_or(reminders.locale);
            page(reminders, locale).answer(StatusCode::OK)
        }
        None => for_anybody(StatusCode::NOT_FOUND, "broken"),
    }
}

fn page(reminders: Reminders, locale: Locale) -> Page {
    let name = if reminders.wanted { "on" } else { "off" };
    let part = |part: &str| say(locale, &format!("reminders-{name}-{part}"), &[]);
    // Named in both cases: this very page may have been asked for with the other wish.
    let wish = if reminders.wanted { "off" } else { "on" };
    let query = format!("?reminders={wish}&lang={}", locale.tag());
    Page {
        locale,
        tone: if reminders.wanted {
            Tone::Plain
        } else {
            Tone::Leaf
        },
        eyebrow: say(locale, "reminders-eyebrow", &[]),
        heading: part("heading"),
        lead: vec![
            Line::plain(part("lead")),
            Line::plain(say(locale, "reminders-others", &[])),
        ],
        facts: Vec::new(),
        button: Some(Button {
            label: part("button"),
            query: Some(query),
        }),
        way_out: None,
        hint: Some(part("hint")),
        footer: vec![Line::plain(say(locale, "reminders-footer", &[]))],
    }
}
