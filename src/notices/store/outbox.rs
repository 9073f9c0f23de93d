//! Writing what the outbox takes.

use std::collections::{HashMap, HashSet};

use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter,
    QuerySelect, RelationDef,
};
use serde_json::Value;
use uuid::Uuid;

use super::reach::about_whom;
use crate::db::Fault;
use crate::db::bulk::Writes;
use crate::db::entity::{deliveries, notices};
use crate::notices::outbox::{Carriage, Draft, TRIED_DAYS, To, Urgency};
use crate::notices::retry::by_day;
use crate::values::clock::Instant;
use crate::values::ids::{DeliveryId, NoticeId, RegistrationId};

/// Adds drafts to what is written, each with its sealed secret, and the deliveries they need.
pub(in crate::notices) fn insert(
    writes: &mut Writes,
    drafts: Vec<(&Draft, Option<String>)>,
    batch: Option<Uuid>,
    make_id: impl Fn() -> DeliveryId,
    now: Instant,
) -> Result<(), Fault> {
    let carried = drafts.iter().filter(|(draft, _)| draft.to != To::Nobody);
    let owed: Vec<_> = carried
        .map(|(draft, _)| delivery(draft, make_id(), now))
        .collect();
    let rows = drafts
        .into_iter()
        .map(|(draft, secret)| notice(draft, secret, batch, now));
    writes.insert(rows.collect())?;
    writes.insert(owed)
}

fn notice(
    draft: &Draft,
    secret: Option<String>,
    batch: Option<Uuid>,
    now: Instant,
) -> notices::ActiveModel {
    notices::ActiveModel {
        id: Set(draft.id),
        account_id: Set(draft.account),
        registration_id: Set(draft.registration),
        kind: Set(draft.kind.to_owned()),
        locale: Set(draft.locale.tag().to_owned()),
        facts: Set(draft.facts.clone()),
        letter: Set(None),
        in_inbox: Set(draft.in_inbox && secret.is_none()),
        secret: Set(secret),
        created_at: Set(now),
        read_at: Set(None),
        batch_id: Set(batch),
    }
}

fn delivery(draft: &Draft, id: DeliveryId, now: Instant) -> deliveries::ActiveModel {
    let address = match &draft.to {
        To::Address(address) => Some(address.as_str().to_owned()),
        To::Account | To::Nobody => None,
    };
    let zone = match draft.urgency {
        Urgency::AtOnce => None,
        Urgency::ByDay(zone) => Some(zone),
    };
    deliveries::ActiveModel {
        id: Set(id),
        notice_id: Set(draft.id),
        channel: Set("email".to_owned()),
        address: Set(address),
        state: Set("owed".to_owned()),
        attempts: Set(0),
        due_at: Set(by_day(now, zone)),
        lease_until: Set(None),
        give_up_at: Set(draft
            .give_up_at
            .unwrap_or_else(|| now.plus_days(TRIED_DAYS))),
        sent_at: Set(None),
        last_error: Set(None),
        cause: Set(None),
        by_day_zone: Set(zone.map(|zone| zone.name().to_owned())),
        ended_at: Set(None),
    }
}

/// The registrations that notices of this kind are about whose mail was not handed over. One that
/// a newer mail took the place of is no news that its reader missed.
pub(in crate::notices) async fn not_handed_over(
    db: &impl ConnectionTrait,
    kind: &str,
    registrations: &[RegistrationId],
) -> Result<HashSet<RegistrationId>, Fault> {
    use notices::Column::{Facts, Id, Kind, RegistrationId as About};
    type Written = (NoticeId, Option<RegistrationId>, Value);
    let written: Vec<Written> = notices::Entity::find()
        .select_only()
        .columns([Id, About, Facts])
        .filter(Kind.eq(kind))
        .filter(About.is_in(registrations.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    let owed: HashSet<NoticeId> = deliveries::Entity::find()
        .filter(deliveries::Column::NoticeId.is_in(written.iter().map(|(id, ..)| *id)))
        .filter(deliveries::Column::State.ne("sent"))
        .filter(is_news())
        .all(db)
        .await?
        .into_iter()
        .map(|row| row.notice_id)
        .collect();
    let unheard = written.into_iter().filter(|(id, ..)| owed.contains(id));
    Ok(unheard
        .flat_map(|(_, about, facts)| about_whom(about, &facts))
        .collect())
}

/// Not those that needed not be sent any more.
fn is_news() -> Condition {
    Condition::any()
        .add(deliveries::Column::Cause.is_null())
        .add(deliveries::Column::Cause.is_not_in(["superseded", "erased"]))
}

/// How many mails of each batch ended how.
pub(in crate::notices) async fn carried(
    db: &impl ConnectionTrait,
    batches: &[Uuid],
) -> Result<HashMap<Uuid, Carriage>, Fault> {
    let of_notice: RelationDef = deliveries::Entity::belongs_to(notices::Entity)
        .from(deliveries::Column::NoticeId)
        .to(notices::Column::Id)
        .into();
    let rows: Vec<(Uuid, String, i64)> = deliveries::Entity::find()
        .select_only()
        .column(notices::Column::BatchId)
        .column(deliveries::Column::State)
        .column_as(deliveries::Column::Id.count(), "many")
        .join(JoinType::InnerJoin, of_notice)
        .filter(notices::Column::BatchId.is_in(batches.iter().copied()))
        .filter(is_news())
        .group_by(notices::Column::BatchId)
        .group_by(deliveries::Column::State)
        .into_tuple()
        .all(db)
        .await?;
    let mut carried: HashMap<Uuid, Carriage> = HashMap::new();
    for (batch, state, many) in rows {
        let one = carried.entry(batch).or_default();
        let many = u64::try_from(many).unwrap_or(0);
        match state.as_str() {
            "sent" => one.sent += many,
            "owed" => one.queued += many,
            _ => one.failed += many,
        }
    }
    Ok(carried)
}
