//! Writing what the outbox takes.

use std::collections::HashSet;

use sea_orm::{ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use crate::db::Fault;
use crate::db::entity::{deliveries, notices};
use crate::notices::outbox::{Draft, TRIED_DAYS, To};
use crate::values::clock::Instant;
use crate::values::ids::{DeliveryId, NoticeId, RegistrationId};

/// Inserts drafts, each with its sealed secret, and the deliveries they need.
pub(in crate::notices) async fn insert(
    tx: &impl ConnectionTrait,
    drafts: Vec<(&Draft, Option<String>)>,
    make_id: impl Fn() -> DeliveryId,
    now: Instant,
) -> Result<(), Fault> {
    let carried = drafts.iter().filter(|(draft, _)| draft.to != To::Nobody);
    let owed: Vec<_> = carried
        .map(|(draft, _)| delivery(draft, make_id(), now))
        .collect();
    let rows = drafts
        .into_iter()
        .map(|(draft, secret)| notice(draft, secret, now));
    notices::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    if !owed.is_empty() {
        deliveries::Entity::insert_many(owed)
            .exec_without_returning(tx)
            .await?;
    }
    Ok(())
}

fn notice(draft: &Draft, secret: Option<String>, now: Instant) -> notices::ActiveModel {
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
    }
}

fn delivery(draft: &Draft, id: DeliveryId, now: Instant) -> deliveries::ActiveModel {
    let address = match &draft.to {
        To::Address(address) => Some(address.as_str().to_owned()),
        To::Account | To::Nobody => None,
    };
    deliveries::ActiveModel {
        id: Set(id),
        notice_id: Set(draft.id),
        channel: Set("email".to_owned()),
        address: Set(address),
        state: Set("owed".to_owned()),
        attempts: Set(0),
        due_at: Set(now),
        lease_until: Set(None),
        give_up_at: Set(draft
            .give_up_at
            .unwrap_or_else(|| now.plus_days(TRIED_DAYS))),
        sent_at: Set(None),
        last_error: Set(None),
    }
}

/// Which registrations have a notice of this kind whose mail was not handed over.
pub(in crate::notices) async fn not_handed_over(
    tx: &impl ConnectionTrait,
    kind: &str,
    registrations: &[RegistrationId],
) -> Result<HashSet<RegistrationId>, Fault> {
    let rows = notices::Entity::find()
        .filter(notices::Column::Kind.eq(kind))
        .filter(notices::Column::RegistrationId.is_in(registrations.iter().copied()))
        .all(tx)
        .await?;
    let owed: HashSet<NoticeId> = deliveries::Entity::find()
        .filter(deliveries::Column::NoticeId.is_in(rows.iter().map(|row| row.id)))
        .filter(deliveries::Column::State.ne("sent"))
        .all(tx)
        .await?
        .into_iter()
        .map(|row| row.notice_id)
        .collect();
    Ok(rows
        .into_iter()
        .filter(|row| owed.contains(&row.id))
        .filter_map(|row| row.registration_id)
        .collect())
}
