//! The newest notice about each registration, and how its delivery went.

use std::collections::{HashMap, HashSet};

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;

use crate::db::Fault;
use crate::db::entity::{deliveries, notices};
use crate::notices::reach::{LastMessage, MessageState};
use crate::values::clock::Instant;
use crate::values::ids::{NoticeId, RegistrationId};

type Written = (NoticeId, Option<RegistrationId>, String, Value, Instant);

/// The last message about each of `wanted`, be it written at one of them or of `mates`.
pub(in crate::notices) async fn last_messages(
    db: &impl ConnectionTrait,
    (wanted, mates): (&[RegistrationId], &[RegistrationId]),
    kinds: &[&str],
) -> Result<HashMap<RegistrationId, LastMessage>, Fault> {
    use notices::Column::{CreatedAt, Facts, Id, Kind, RegistrationId as About};
    let written: Vec<Written> = notices::Entity::find()
        .select_only()
        .columns([Id, About, Kind, Facts, CreatedAt])
        .filter(About.is_in(wanted.iter().chain(mates).copied()))
        .filter(Kind.is_in(kinds.iter().copied()))
        .order_by_asc(CreatedAt)
        .order_by_asc(Id)
        .into_tuple()
        .all(db)
        .await?;
    let asked: HashSet<&RegistrationId> = wanted.iter().collect();
    let mut last: HashMap<RegistrationId, (NoticeId, String, Instant)> = HashMap::new();
    for (id, about, kind, facts, at) in written {
        for one in about_whom(about, &facts) {
            if asked.contains(&one) {
                last.insert(one, (id, kind.clone(), at));
            }
        }
    }
    let states = states(db, last.values().map(|(id, ..)| *id)).await?;
    let message = |(of, (id, kind, at)): (RegistrationId, (NoticeId, String, Instant))| {
        let (state, sent_at) = states
            .get(&id)
            .copied()
            .unwrap_or((MessageState::Inbox, None));
        let at = sent_at.unwrap_or(at);
        (of, LastMessage { kind, state, at })
    };
    Ok(last.into_iter().map(message).collect())
}

/// The registrations a notice is about: all that were decided together, else its own.
pub(super) fn about_whom(own: Option<RegistrationId>, facts: &Value) -> Vec<RegistrationId> {
    let together = facts.get("registrations").cloned();
    let together = together.and_then(|ids| serde_json::from_value(ids).ok());
    together.unwrap_or_else(|| own.into_iter().collect())
}

/// How the deliveries of notices went; those without one are left out.
async fn states(
    db: &impl ConnectionTrait,
    notices: impl Iterator<Item = NoticeId>,
) -> Result<HashMap<NoticeId, (MessageState, Option<Instant>)>, Fault> {
    use deliveries::Column::{Attempts, Cause, NoticeId as OfNotice, SentAt, State};
    type Row = (NoticeId, String, Option<String>, i32, Option<Instant>);
    let rows: Vec<Row> = deliveries::Entity::find()
        .select_only()
        .columns([OfNotice, State, Cause, Attempts, SentAt])
        .filter(OfNotice.is_in(notices))
        .into_tuple()
        .all(db)
        .await?;
    rows.into_iter()
        .map(|(notice, state, cause, attempts, sent_at)| {
            let state = match (state.as_str(), cause.as_deref()) {
                ("owed", _) if attempts == 0 => MessageState::Queued,
                ("owed", _) => MessageState::Retrying,
                ("sent", _) => MessageState::Sent,
                ("failed", Some("suppressed")) => MessageState::Suppressed,
                ("failed", _) => MessageState::Failed,
                // What holds now stands in a newer message, which has its own state; or nobody is
                // there any more to be reached.
                ("expired", Some("superseded" | "erased")) => MessageState::Inbox,
                ("expired", _) => MessageState::Expired,
                (other, _) => return Err(Fault::broken(format!("a delivery that is {other}"))),
            };
            Ok((notice, (state, sent_at)))
        })
        .collect()
}
