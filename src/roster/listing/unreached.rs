//! Those whom messages do not reach.

use std::collections::HashSet;

use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, JoinType, QueryFilter, QuerySelect, RelationDef,
};

use crate::db::Fault;
use crate::db::entity::{deliveries, notices, registrations};
use crate::ledger::facts::Status;
use crate::ledger::notices as ledger_notices;
use crate::notices::reach::last_messages;
use crate::roster::Roster;
use crate::values::ids::{OfferingId, RegistrationId};

use registrations::Column as Of;

impl Roster {
    /// Those of an offering whom their last message did not reach.
    pub(super) async fn unreached_in(
        &self,
        offering: OfferingId,
    ) -> Result<HashSet<RegistrationId>, Fault> {
        let db = self.db.read();
        let mut found: HashSet<RegistrationId> =
            without_address(db, offering).await?.into_iter().collect();
        // Few mails fail: of those alone it is asked whether a newer one arrived.
        let about = about_undelivered(db, offering).await?;
        let rows = self.ledger.registrations(&about).await?;
        let mut groups: Vec<_> = rows.iter().filter_map(|(_, row)| row.group_id).collect();
        groups.sort_unstable();
        groups.dedup();
        let mates = self.ledger.members(&groups).await?;
        let asked: Vec<RegistrationId> = about.iter().chain(&mates).copied().collect();
        let last = last_messages(db, &asked, &mates, &ledger_notices::KINDS).await?;
        let failed = last
            .into_iter()
            .filter(|(_, message)| message.state.is_unreached());
        found.extend(failed.map(|(id, _)| id));
        Ok(found)
    }
}

/// Who has no address, of those in an offering whose registration has not ended.
async fn without_address(
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
async fn about_undelivered(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<Vec<RegistrationId>, Fault> {
    let of_notice: RelationDef = deliveries::Entity::belongs_to(notices::Entity)
        .from(deliveries::Column::NoticeId)
        .to(notices::Column::Id)
        .into();
    let about: RelationDef = notices::Entity::belongs_to(registrations::Entity)
        .from(notices::Column::RegistrationId)
        .to(registrations::Column::Id)
        .into();
    let rows = deliveries::Entity::find()
        .select_only()
        .distinct()
        .column(Of::Id)
        .join(JoinType::InnerJoin, of_notice)
        .join(JoinType::InnerJoin, about)
        // In the words of the index, which a value bound later would not match.
        .filter(Expr::cust("state IN ('failed', 'expired')"))
        .filter(Of::OfferingId.eq(offering));
    Ok(rows.into_tuple().all(db).await?)
}
