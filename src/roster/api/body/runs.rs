//! Quotas and sessions of an offering.
//!
//! In a draft the list that is sent is the whole list. Once it is published nothing is taken out,
//! so what is left out stays.

use chrono_tz::Tz;
use serde::Deserialize;
use utoipa::ToSchema;

use super::Notes;
use crate::catalog::model::{Quota, QuotaRule, Session, SessionState};
use crate::roster::policy::broken::Broken;
use crate::values::clock::Instant;
use crate::values::edit::Edit;
use crate::values::ids::{IdMaker, SessionId};
use crate::values::locale::Bilingual;

/// Seats held for a group, found by its key.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::roster::api) struct QuotaBody {
    /// Its key within the offering.
    #[schema(min_length = 1)]
    key: String,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    label: Edit<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    label_en: Edit<String>,
    /// Its seats.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1)]
    capacity: Edit<i32>,
    /// Who belongs.
    #[serde(default)]
    #[schema(value_type = Option<QuotaRule>)]
    r#for: Edit<QuotaRule>,
    /// From then on its free seats are for everyone.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    release_at: Edit<Instant>,
}

/// A session; with the id of one that is there, a change of it.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::roster::api) struct SessionBody {
    /// Left out: a new one, which needs its times.
    id: Option<SessionId>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    starts_at: Edit<Instant>,
    #[serde(default)]
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Edit<Instant>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    title: Edit<String>,
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    title_en: Edit<String>,
    /// What one does there, such as `duty`.
    #[serde(default)]
    #[schema(value_type = Option<String>)]
    role: Edit<String>,
    /// Its own seats, where sessions are picked; null: those of the offering.
    #[serde(default)]
    #[schema(value_type = Option<i32>, minimum = 1)]
    capacity: Edit<i32>,
    /// Another zone in which people read its times.
    #[serde(default)]
    #[schema(value_type = Option<String>, example = "Europe/Madrid")]
    also_show_time_zone: Edit<Tz>,
}

/// The quotas as sent, then those that stay.
pub(super) fn quotas(
    sent: Vec<QuotaBody>,
    stored: &[Quota],
    is_whole: bool,
    notes: &mut Notes,
) -> Vec<Quota> {
    let mut quotas = Vec::new();
    for (at, body) in sent.into_iter().enumerate() {
        let mut inner = Notes::default();
        quotas.push(quota(body, stored, &mut inner));
        notes.inside_item("quotas", at, inner);
    }
    if !is_whole {
        let keys: Vec<String> = quotas.iter().map(|quota| quota.key.clone()).collect();
        let rest = stored.iter().filter(|quota| !keys.contains(&quota.key));
        quotas.extend(rest.cloned());
    }
    quotas
}

fn quota(body: QuotaBody, stored: &[Quota], notes: &mut Notes) -> Quota {
    let known = stored.iter().find(|quota| quota.key == body.key);
    let mut quota = known.cloned().unwrap_or_else(|| Quota {
        key: body.key.clone(),
        label: Bilingual::default(),
        seats: 0,
        rule: QuotaRule::default(),
        release_at: None,
    });
    notes.text("key", Edit::Set(body.key), &mut String::new());
    notes.text("label", body.label, &mut quota.label.zh);
    notes.gloss("label_en", body.label_en, &mut quota.label.en);
    notes.keep("capacity", body.capacity, &mut quota.seats);
    notes.keep("for", body.r#for, &mut quota.rule);
    quota.release_at = body.release_at.apply(quota.release_at);
    quota
}

/// The sessions as sent, then those that stay.
pub(super) fn sessions(
    sent: Vec<SessionBody>,
    stored: &[Session],
    is_whole: bool,
    ids: &IdMaker,
    notes: &mut Notes,
) -> Vec<Session> {
    let mut sessions: Vec<Session> = Vec::new();
    for (at, body) in sent.into_iter().enumerate() {
        let mut inner = Notes::default();
        let named_before = body
            .id
            .is_some_and(|id| sessions.iter().any(|one| one.id == id));
        if named_before {
            let words = ("写了两次", "stands twice");
            inner.add(Broken::new("id", "duplicate", words.0, words.1));
        } else {
            sessions.extend(session(body, stored, ids, &mut inner));
        }
        notes.inside_item("sessions", at, inner);
    }
    if !is_whole {
        let named: Vec<SessionId> = sessions.iter().map(|one| one.id).collect();
        let rest = stored.iter().filter(|one| !named.contains(&one.id));
        sessions.extend(rest.cloned());
    }
    sessions
}

fn session(
    body: SessionBody,
    stored: &[Session],
    ids: &IdMaker,
    notes: &mut Notes,
) -> Option<Session> {
    let known = body.id.map(|id| stored.iter().find(|one| one.id == id));
    let mut session = match known {
        Some(Some(known)) => known.clone(),
        Some(None) => {
            notes.unknown("id");
            return None;
        }
        None => {
            let (starts_at, ends_at) = (body.starts_at.value(), body.ends_at.value());
            for (member, given) in [("starts_at", starts_at), ("ends_at", ends_at)] {
                if given.is_none() {
                    notes.missing(member);
                }
            }
            Session {
                id: ids.make(),
                code: String::new(),
                starts_at: *starts_at?,
                ends_at: *ends_at?,
                title: Bilingual::default(),
                role: None,
                capacity: None,
                state: SessionState::Planned,
                also_show_time_zone: None,
                site_id: None,
            }
        }
    };
    notes.keep("starts_at", body.starts_at, &mut session.starts_at);
    notes.keep("ends_at", body.ends_at, &mut session.ends_at);
    notes.gloss("title", body.title, &mut session.title.zh);
    notes.gloss("title_en", body.title_en, &mut session.title.en);
    notes.optional_text("role", body.role, &mut session.role);
    session.capacity = body.capacity.apply(session.capacity);
    session.also_show_time_zone = body.also_show_time_zone.apply(session.also_show_time_zone);
    Some(session)
}
