//! `/organizations/{id}/audit`.

use std::collections::HashMap;

use axum::extract::State;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use super::StaffState;
use crate::organizations::ZONE;
use crate::organizations::audit::{Action, ActorKind, AuditFilter, Record, SubjectKind};
use crate::values::clock::{Instant, local_instant};
use crate::values::erased;
use crate::values::ids::{AccountId, AuditEntryId, OrganizationId, Reference};
use crate::values::locale::Locale;
use crate::values::say::say;
use crate::web::answer::Answer;
use crate::web::extract::{Language, Path, Query};
use crate::web::page::{Page, PageQuery, Paging};
use crate::web::{Problem, SecondFactor, SignedIn};

/// Which entries to list.
#[derive(Deserialize, IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct AuditQuery {
    /// Only these.
    action: Option<Action>,
    /// The first day, as Asia/Shanghai has it.
    from: Option<NaiveDate>,
    /// The last day.
    to: Option<NaiveDate>,
}

/// What somebody did or saw.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditEntry)]
pub(super) struct AuditView {
    /// Its id.
    #[schema(value_type = Uuid)]
    id: AuditEntryId,
    /// In which body.
    #[schema(value_type = Uuid)]
    organization_id: OrganizationId,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Instant,
    /// Who.
    actor: ActorView,
    /// What was done.
    action: Action,
    /// The same in words.
    text: String,
    /// To what.
    subject: SubjectView,
    /// Ids, numbers and words of the API that say more.
    facts: Value,
    /// In which request, as in `X-Request-Id` and in the logs.
    request_id: Option<Uuid>,
}

/// Who did it.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditActor)]
struct ActorView {
    /// A person, the operator, the timer or an import.
    kind: ActorKind,
    /// The account of a person.
    #[schema(value_type = Option<Uuid>)]
    account_id: Option<AccountId>,
    /// How the person is called now.
    name: Option<String>,
}

/// What it was done to.
#[derive(Serialize, ToSchema)]
#[schema(as = AuditSubject)]
struct SubjectView {
    /// Of which sort.
    kind: SubjectKind,
    /// Which.
    id: Uuid,
}

/// Who did or saw what in the body and below it, newest first; for its admins and those above,
/// after a second factor.
#[utoipa::path(get, path = "/organizations/{id}/audit", tag = "organizing",
    params(("id" = String, Path, description = "Id or code of the body"), AuditQuery, PageQuery),
    responses((status = 200, body = Page<AuditView>)), security(("token" = [])))]
pub(super) async fn list(
    State(state): State<StaffState>,
    signed_in: SignedIn,
    factor: SecondFactor,
    Path(body): Path<Reference<OrganizationId>>,
    Language(locale): Language,
    Query(query): Query<AuditQuery>,
    paging: Paging<AuditEntryId>,
) -> Result<Answer<Page<AuditView>>, Problem> {
    let organizations = &state.organizations;
    let body = organizations
        .require_admin(signed_in.account, &body)
        .await?;
    factor.require().await?;
    let rows = paging.rows_to_read();
    let found = organizations
        .audit_log(body, &query.filter(), paging.after, rows)
        .await?;
    let actors: Vec<AccountId> = found.iter().filter_map(|one| one.actor).collect();
    let names = state.accounts.names(&actors).await?;
    let names: HashMap<_, _> = erased::all_shown(names, locale);
    let view = |one| AuditView::new(one, &names, locale);
    Ok(paging.page(found, |one| one.id, view)?)
}

impl AuditQuery {
    fn filter(&self) -> AuditFilter {
        let begins = |day| local_instant(day, 0, ZONE);
        AuditFilter {
            action: self.action,
            from: self.from.map(begins),
            // The last day there is has no day after it, and nothing after it either.
            before: self.to.and_then(|day| day.succ_opt()).map(begins),
        }
    }
}

impl AuditView {
    fn new(one: Record, names: &HashMap<AccountId, String>, locale: Locale) -> Self {
        Self {
            id: one.id,
            organization_id: one.organization,
            at: one.at,
            actor: ActorView {
                kind: one.actor_kind,
                account_id: one.actor,
                name: one.actor.and_then(|actor| names.get(&actor).cloned()),
            },
            action: one.action,
            text: text(one.action, locale),
            subject: SubjectView {
                kind: one.subject.kind,
                id: one.subject.id,
            },
            facts: one.facts,
            request_id: one.request,
        }
    }
}

fn text(action: Action, locale: Locale) -> String {
    say(locale, &format!("audit-{action}"), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_action_has_words_in_both_languages() {
        for action in Action::ALL {
            for locale in [Locale::Chinese, Locale::English] {
                let words = text(*action, locale);
                assert!(!words.starts_with("audit-"), "{action} in {}", locale.tag());
            }
        }
    }
}
