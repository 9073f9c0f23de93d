//! The roster of an offering as JSON.

use axum::extract::State;
use serde::Deserialize;
use utoipa::IntoParams;

use super::view::RosterPage;
use crate::catalog::model::Offering;
use crate::ledger::facts::Status;
use crate::organizations::audit::{Acting, Action};
use crate::roster::Roster;
use crate::roster::access::{Access, AtOffering, ViewPersons};
use crate::roster::listing::{Found, Order, Position, Reach, Wanted};
use crate::values::locale::Bilingual;
use crate::values::text::clean_line;
use crate::web::Problem;
use crate::web::answer::Answer;
use crate::web::envelope::RequestId;
use crate::web::extract::{Language, Query};
use crate::web::page::{PageQuery, Paging};

/// Characters of a search at most.
const WORDS_MOST: usize = 100;
/// What stands for those without a quota.
pub(crate) const NO_QUOTA: &str = "-";

/// Which rows, in which order, and how much of them.
#[derive(Debug, Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(crate) struct RosterQuery {
    /// Only these statuses, separated by commas.
    status: Option<String>,
    /// A part of the participant's or the account's name, the address, the telephone number or
    /// the door code.
    #[param(max_length = 100)]
    q: Option<String>,
    /// Only those with this quota, by its key; `-` for those without one.
    quota: Option<String>,
    /// `unreached`: only those whose last message did not arrive (`failed`, `suppressed`,
    /// `expired`), and those live ones without an address, who are to be called.
    message: Option<Reach>,
    /// `line` when nothing is said.
    sort: Option<Order>,
    /// Also what is sensitive; needs the role `organizer`, and each reading is logged.
    #[serde(default)]
    pub(super) sensitive: bool,
}

impl RosterQuery {
    /// What is asked for in an offering.
    ///
    /// # Errors
    /// 422 for a status or a quota that is none, or too long a search.
    pub(crate) fn wanted(&self, offering: &Offering) -> Result<Wanted, Problem> {
        let words = self.q.as_deref().map(clean_line);
        let words = words.filter(|words| !words.is_empty());
        if words
            .as_ref()
            .is_some_and(|words| words.chars().count() > WORDS_MOST)
        {
            let detail = Bilingual::new("最多 100 个字", "At most 100 characters");
            return Err(Problem::invalid("/q", "too-long", detail));
        }
        Ok(Wanted {
            offering: offering.id,
            statuses: statuses(self.status.as_deref().unwrap_or(""))?,
            words,
            quota: self
                .quota
                .as_deref()
                .map(|key| quota(key, offering))
                .transpose()?,
            reach: self.message,
            order: self.sort.unwrap_or(Order::Line),
        })
    }
}

fn statuses(text: &str) -> Result<Vec<Status>, Problem> {
    let words = text.split(',').filter(|word| !word.is_empty());
    let read = |word: &str| {
        Status::parse(word).ok_or_else(|| {
            let detail = Bilingual::new(
                format!("没有 {word} 这种状态"),
                format!("{word} is not a status we know"),
            );
            Problem::invalid("/status", "unknown", detail)
        })
    };
    words.map(read).collect()
}

/// The key as registrations have it: those without a quota have an empty one.
fn quota(key: &str, offering: &Offering) -> Result<String, Problem> {
    if key == NO_QUOTA {
        return Ok(String::new());
    }
    if offering.quotas.iter().any(|quota| quota.key == key) {
        return Ok(key.to_owned());
    }
    let detail = Bilingual::new(
        format!("这一期没有 {key} 这种名额"),
        format!("This offering has no quota {key}"),
    );
    Err(Problem::invalid("/quota", "unknown", detail))
}

/// Who is in an offering, with the state of each one's last message and marks of who may be
/// registered twice.
#[utoipa::path(get, path = "/offerings/{id}/roster", tag = "organizing",
    params(("id" = String, Path, description = "Id or code"), RosterQuery, PageQuery),
    responses((status = 200, body = RosterPage)), security(("token" = [])))]
pub(super) async fn list(
    State(roster): State<Roster>,
    access: Access<ViewPersons, AtOffering>,
    request: RequestId,
    Language(locale): Language,
    Query(query): Query<RosterQuery>,
    paging: Paging<Position>,
) -> Result<Answer<RosterPage>, Problem> {
    if query.sensitive {
        access.require_sensitive()?;
    }
    let offering = access.on.offering.id;
    let wanted = query.wanted(&access.on.offering)?;
    let ranked = roster.ranked((access.on.program.id, offering)).await?;
    let leaf = roster.leaf(&wanted, &ranked, paging.after.as_ref(), paging.limit);
    let leaf = leaf.await?;
    let next = leaf
        .next
        .as_ref()
        .map(|next| paging.cursor(next))
        .transpose()?;
    let rows: Vec<_> = leaf.rows.iter().map(Found::row).collect();
    let acting = Acting {
        account: access.account,
        request,
    };
    let ground = roster.ground(access.on, query.sensitive);
    let lines = roster.lines(&ground, &rows).await?;
    if query.sensitive {
        let facts = serde_json::json!({ "rows": lines.len() });
        let action = Action::RosterReadSensitive;
        roster.log_reading(&ground, acting, action, facts).await?;
    }
    let today = roster.clock.now().day(ground.offering.time_zone);
    let page = RosterPage::new(lines, &ground, &ranked.counts, next, (locale, today));
    Ok(paging.answer(page))
}
