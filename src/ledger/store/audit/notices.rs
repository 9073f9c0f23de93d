//! The notices of the ledger's kinds, and those of nothing.

use std::collections::{BTreeMap, BTreeSet};

use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QuerySelect,
    QueryTrait,
};
use serde::Deserialize;

use super::{of, theirs};
use crate::db::Fault;
use crate::db::entity::{deliveries, notices, registrations};
use crate::ledger::check::{NoticeRecord, Records};
use crate::ledger::notices::KINDS;
use crate::values::ids::{AccountId, NoticeId, ProgramId, RegistrationId};

/// What is read of a notice: not its letter.
#[derive(FromQueryResult)]
struct NoticeRow {
    id: NoticeId,
    registration_id: RegistrationId,
    account_id: Option<AccountId>,
    kind: String,
    facts: serde_json::Value,
    program_id: ProgramId,
    is_carried: i32,
}

/// The notices of the ledger's kinds.
pub(super) async fn read(
    tx: &impl ConnectionTrait,
    programs: &[ProgramId],
    all: &mut BTreeMap<ProgramId, Records>,
) -> Result<(), Fault> {
    use notices::Column;
    let registration = notices::Entity::belongs_to(registrations::Entity)
        .from(Column::RegistrationId)
        .to(registrations::Column::Id)
        .into();
    let rows = notices::Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::RegistrationId,
            Column::AccountId,
            Column::Kind,
            Column::Facts,
        ])
        .column(registrations::Column::ProgramId)
        .expr_as(is_carried(), "is_carried")
        .join(JoinType::InnerJoin, registration)
        .filter(theirs(programs))
        .filter(Column::Kind.is_in(KINDS))
        .into_model::<NoticeRow>()
        .all(tx)
        .await?;
    let mut by_phone: BTreeSet<(ProgramId, AccountId)> = BTreeSet::new();
    for (program, records) in all.iter() {
        let told = records.registrations.values().filter(|one| one.by_phone);
        by_phone.extend(told.map(|one| (*program, one.account_id)));
    }
    for row in rows {
        let sequences = row
            .facts
            .get("sequences")
            .and_then(|all| Vec::deserialize(all).ok())
            .or_else(|| Some(vec![row.facts.get("sequence")?.as_i64()?]));
        let has_address = row
            .account_id
            .is_some_and(|account| !by_phone.contains(&(row.program_id, account)));
        let record = NoticeRecord {
            id: row.id,
            registration_id: row.registration_id,
            sequences: sequences.unwrap_or_default(),
            kind: row.kind,
            has_address,
            has_delivery: row.is_carried == 1,
        };
        of(all, row.program_id)?.notices.push(record);
    }
    Ok(())
}

/// 1 where a notice has a delivery, else 0: so both databases say it.
fn is_carried() -> Expr {
    let carried = deliveries::Entity::find()
        .select_only()
        .column(deliveries::Column::Id)
        .filter(
            Expr::col((deliveries::Entity, deliveries::Column::NoticeId))
                .equals((notices::Entity, notices::Column::Id)),
        )
        .into_query();
    CaseStatement::new()
        .case(Expr::exists(carried), 1)
        .finally(0)
        .into()
}

/// Notices of the ledger's kinds about no registration that is there.
pub(in crate::ledger) async fn stray_notices(
    tx: &impl ConnectionTrait,
) -> Result<Vec<NoticeId>, Fault> {
    use notices::Column;
    // An anti-join, which a list of all registrations is not: that would be kept in memory whole,
    // or be gone through for each notice.
    let registration = notices::Entity::belongs_to(registrations::Entity)
        .from(Column::RegistrationId)
        .to(registrations::Column::Id)
        .into();
    let query = notices::Entity::find()
        .select_only()
        .column(Column::Id)
        .join(JoinType::LeftJoin, registration)
        .filter(Column::Kind.is_in(KINDS))
        .filter(registrations::Column::Id.is_null());
    Ok(query.into_tuple().all(tx).await?)
}
