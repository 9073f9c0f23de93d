//! Who did or saw what, in sentences.

mod sentence;

use std::collections::HashMap;

use askama::Template;
use axum::Router;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use axum::routing::get;
use chrono::NaiveDate;

use self::sentence::{Sentence, Speaker};
use super::Console;
use super::desk::Desk;
use crate::organizations::audit::{Action, AuditFilter};
use crate::roster::access::{Access, Administer, AtOrganization};
use crate::roster::report::ZONE;
use crate::values::clock::{Instant, local_instant};
use crate::values::erased;
use crate::values::ids::{AccountId, AuditEntryId, GrantId};
use crate::values::say::say;
use crate::web::html::{self, Asked, Frame, Tab};
use crate::web::{Problem, SecondFactor};

/// Entries on a page.
const ENTRIES: usize = 50;

#[derive(Template)]
#[template(path = "console/audit/audit.html")]
struct AuditPage {
    frame: Frame,
    path: String,
    body_name: String,
    wanted: Wanted,
    /// The actions to choose from: word, and what it is called.
    actions: Vec<(&'static str, String)>,
    entries: Vec<Sentence>,
    /// Where it goes on.
    next: Option<String>,
}

/// What an address asks for.
#[derive(Clone, Debug, Default)]
struct Wanted {
    action: Option<Action>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
    after: Option<AuditEntryId>,
}

pub(super) fn routes() -> Router<Console> {
    Router::new().route("/console/organizations/{id}/audit", get(show))
}

/// The page, newest first.
async fn show(
    State(console): State<Console>,
    desk: Desk,
    access: Access<Administer, AtOrganization>,
    factor: SecondFactor,
) -> Result<Response, Problem> {
    factor.require().await?;
    let (body, locale) = (&access.on.organization, desk.locale());
    let wanted = Wanted::of(&desk.asked);
    let (filter, more) = (wanted.filter(), ENTRIES as u64 + 1);
    let found = console.organizations();
    let mut found = found
        .audit_log(body.id, &filter, wanted.after, more)
        .await?;
    let has_more = found.len() > ENTRIES;
    found.truncate(ENTRIES);
    let last = found.last().map(|one| one.id).filter(|_| has_more);
    let people: Vec<AccountId> = found.iter().flat_map(sentence::people).collect();
    let names = console.accounts().names(&people).await?;
    let names: HashMap<_, _> = erased::all_shown(names, locale);
    let grants: Vec<GrantId> = found.iter().filter_map(sentence::grant).collect();
    let addresses = console.organizations().given_to(&grants).await?;
    let addresses: HashMap<_, _> = erased::all_shown(addresses, locale);
    let snapshot = console.roster.catalog.snapshot();
    let speaker = Speaker {
        locale,
        now: console.roster.clock.now(),
        body: body.id,
        snapshot: &snapshot,
        names: &names,
        addresses: &addresses,
    };
    let frame = desk.frame(body, Tab::Audit);
    let name = |action: &Action| {
        (
            action.as_str(),
            say(locale, &format!("audit-{action}"), &[]),
        )
    };
    let page = AuditPage {
        path: format!("/console/organizations/{}/audit", body.code),
        body_name: body.name.pick(locale).to_owned(),
        actions: Action::ALL.iter().map(name).collect(),
        entries: found.iter().map(|one| speaker.sentence(one)).collect(),
        next: last.map(|after| frame.with("after", &after.to_string())),
        frame,
        wanted,
    };
    html::show(&desk.asked, StatusCode::OK, &page)
}

impl Wanted {
    /// What does not read is not asked for.
    fn of(asked: &Asked) -> Self {
        let word = |name: &str| asked.parameter(name);
        Self {
            action: word("action").and_then(|word| word.parse().ok()),
            from: word("from").and_then(|day| day.parse().ok()),
            to: word("to").and_then(|day| day.parse().ok()),
            after: word("after").and_then(|id| id.parse().ok()),
        }
    }

    fn filter(&self) -> AuditFilter {
        let begins = |day: NaiveDate| -> Instant { local_instant(day, 0, ZONE) };
        AuditFilter {
            action: self.action,
            from: self.from.map(begins),
            before: self.to.and_then(|day| day.succ_opt()).map(begins),
        }
    }

    fn is_shown(&self, word: &str) -> bool {
        self.action.is_some_and(|action| action.as_str() == word)
    }

    fn day(day: Option<&NaiveDate>) -> String {
        day.map(NaiveDate::to_string).unwrap_or_default()
    }
}
