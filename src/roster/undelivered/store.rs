//! Mails that ended without reaching anybody, by the offerings they are about.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{Expr, SimpleExpr};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, ConnectionTrait, EntityTrait, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationDef, Select,
};

use crate::db::Fault;
use crate::db::entity::undelivered_digests as rows;
use crate::db::entity::{announcements, deliveries, notices, registrations};
use crate::db::write::insert_new;
use crate::ledger::facts::Status;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OfferingId, RegistrationId};

use registrations::Column as Of;

/// How many people of each offering a mail did not reach that ended after `since` and by `until`:
/// one about their registrations, or an announcement. What was given up because a newer mail says
/// what holds now, or because its reader is erased, does not count.
pub(super) async fn unreached(
    db: &impl ConnectionTrait,
    since: Instant,
    until: Instant,
) -> Result<BTreeMap<OfferingId, i64>, Fault> {
    let of_announcement: RelationDef = notices::Entity::belongs_to(announcements::Entity)
        .from(notices::Column::BatchId)
        .to(announcements::Column::Id)
        .into();
    let about_registrations = ended(since, until)
        .column(registrations::Column::OfferingId)
        .join(JoinType::InnerJoin, of_registration());
    let announced = ended(since, until)
        .column(announcements::Column::OfferingId)
        .join(JoinType::InnerJoin, of_announcement);
    let mut people: BTreeSet<(OfferingId, AccountId)> = BTreeSet::new();
    for found in [about_registrations, announced] {
        let found: Vec<(Option<AccountId>, OfferingId)> = found.into_tuple().all(db).await?;
        let known = found.into_iter();
        people.extend(known.filter_map(|(account, offering)| Some((offering, account?))));
    }
    let mut counted = BTreeMap::new();
    for (offering, _) in people {
        *counted.entry(offering).or_insert(0) += 1;
    }
    Ok(counted)
}

/// Who has no address, of those in an offering whose registration has not ended.
pub(super) async fn without_address(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<Vec<RegistrationId>, Fault> {
    let live = Status::ALL.into_iter().filter(|status| status.is_live());
    let rows = registrations::Entity::find()
        .select_only()
        .column(Of::Id)
        .filter(Of::OfferingId.eq(offering))
        .filter(Of::ByPhone.eq(true))
        .filter(Of::Status.is_in(live.map(Status::as_str)));
    Ok(rows.into_tuple().all(db).await?)
}

/// Registrations of an offering about which a mail ended without reaching anybody.
pub(super) async fn about_undelivered(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<Vec<RegistrationId>, Fault> {
    let rows = deliveries::Entity::find()
        .select_only()
        .distinct()
        .column(Of::Id)
        .join(JoinType::InnerJoin, of_notice())
        .join(JoinType::InnerJoin, of_registration())
        .filter(unsent())
        .filter(Of::OfferingId.eq(offering));
    Ok(rows.into_tuple().all(db).await?)
}

/// The accounts of mails that ended unsent, each once.
fn ended(since: Instant, until: Instant) -> Select<deliveries::Entity> {
    let is_news = Condition::any()
        .add(deliveries::Column::Cause.is_null())
        .add(deliveries::Column::Cause.is_not_in(["superseded", "erased"]));
    deliveries::Entity::find()
        .select_only()
        .distinct()
        .column(notices::Column::AccountId)
        .join(JoinType::InnerJoin, of_notice())
        .filter(unsent())
        .filter(deliveries::Column::EndedAt.gt(since))
        .filter(deliveries::Column::EndedAt.lte(until))
        .filter(is_news)
}

/// The notice of a delivery.
fn of_notice() -> RelationDef {
    deliveries::Entity::belongs_to(notices::Entity)
        .from(deliveries::Column::NoticeId)
        .to(notices::Column::Id)
        .into()
}

/// The registration that a notice is about.
fn of_registration() -> RelationDef {
    notices::Entity::belongs_to(registrations::Entity)
        .from(notices::Column::RegistrationId)
        .to(registrations::Column::Id)
        .into()
}

/// In the words of the index, which a value bound later would not match.
fn unsent() -> SimpleExpr {
    Expr::cust("state IN ('failed', 'expired')")
}

/// Until when it was told.
pub(super) async fn told_until(db: &impl ConnectionTrait) -> Result<Option<Instant>, Fault> {
    let last = rows::Entity::find().order_by_desc(rows::Column::ToldUntil);
    Ok(last.one(db).await?.map(|row| row.told_until))
}

/// Writes down that it is told until then; false when somebody else did.
pub(super) async fn remember(
    tx: &impl ConnectionTrait,
    until: Instant,
    letters: usize,
    now: Instant,
) -> Result<bool, Fault> {
    let row = rows::ActiveModel {
        told_until: Set(until),
        written_at: Set(now),
        letters: Set(i32::try_from(letters).unwrap_or(i32::MAX)),
    };
    insert_new(tx, row, [rows::Column::ToldUntil]).await
}
