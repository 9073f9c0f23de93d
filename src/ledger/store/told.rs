//! Reads what people were told, and who may have to be reminded.

use std::collections::BTreeMap;

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use serde_json::Value;

use super::read::with_program;
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::{registration_events, registrations, units};
use crate::ledger::command::EventKind;
use crate::ledger::facts::{Registration, Status};
use crate::ledger::notices::kind_of;
use crate::ledger::told::{Beginning, Changed, Told};
use crate::values::clock::Instant;
use crate::values::ids::{OfferingId, ProgramId, RegistrationId, UnitId};

type Line = (
    RegistrationId,
    i64,
    Instant,
    String,
    Option<String>,
    Option<String>,
    String,
    Value,
);

/// The events that owed notices, and the answers that owe none, oldest first.
pub(in crate::ledger) async fn lines(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<BTreeMap<RegistrationId, Vec<Told>>, Fault> {
    use registration_events::Column as C;
    let mut told: BTreeMap<RegistrationId, Vec<Told>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(told);
    }
    let rows: Vec<Line> = registration_events::Entity::find()
        .select_only()
        .columns([
            C::RegistrationId,
            C::Sequence,
            C::At,
            C::Kind,
            C::FromStatus,
            C::ToStatus,
            C::Reason,
            C::Facts,
        ])
        .filter(C::RegistrationId.is_in(few_lengths(ids.iter().copied())))
        .order_by_asc(C::Sequence)
        .into_tuple()
        .all(db)
        .await?;
    for (id, sequence, at, kind, from, to, reason, facts) in rows {
        let kind = EventKind::ALL.into_iter().find(|one| one.as_str() == kind);
        let from = from.as_deref().and_then(Status::parse);
        let to = to.as_deref().and_then(Status::parse);
        let Some((kind, to)) = kind.zip(to) else {
            continue;
        };
        if kind_of(kind, from, to).is_some() || to == Status::Declined {
            let session = facts.get("session_id").cloned();
            let session = session.and_then(|id| serde_json::from_value(id).ok());
            told.entry(id).or_default().push(Told {
                sequence,
                at,
                kind,
                to,
                session,
                changed: Changed::by(&reason),
            });
        }
    }
    Ok(told)
}

/// Live offers whose deadline is still to come.
pub(in crate::ledger) async fn live_offers(
    db: &impl ConnectionTrait,
    now: Instant,
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    use registrations::Column;
    let rows = registrations::Entity::find()
        .filter(Column::Status.eq(Status::Offered.as_str()))
        // Of those few that are offered there is an index by this.
        .filter(Column::UpdatedAt.lte(now))
        .filter(Column::OfferExpiresAt.gt(now))
        .all(db)
        .await?;
    rows.into_iter().map(with_program).collect()
}

/// The units that begin in a span and take place.
pub(in crate::ledger) async fn beginning(
    db: &impl ConnectionTrait,
    after: Instant,
    until: Instant,
) -> Result<Vec<Beginning>, Fault> {
    use units::Column;
    let rows: Vec<(UnitId, OfferingId, Option<Instant>)> = units::Entity::find()
        .select_only()
        .columns([Column::Id, Column::OfferingId, Column::StartsAt])
        .filter(Column::StartsAt.gt(after))
        .filter(Column::StartsAt.lte(until))
        .filter(Column::IsCancelled.eq(false))
        .into_tuple()
        .all(db)
        .await?;
    let begins = |(unit, offering, starts_at): (UnitId, OfferingId, Option<Instant>)| {
        Some(Beginning {
            unit,
            offering,
            starts_at: starts_at?,
        })
    };
    Ok(rows.into_iter().filter_map(begins).collect())
}

/// Who has a place in units.
pub(in crate::ledger) async fn seated_in(
    db: &impl ConnectionTrait,
    units: &[UnitId],
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    use registrations::Column;
    if units.is_empty() {
        return Ok(Vec::new());
    }
    let rows = registrations::Entity::find()
        .filter(Column::UnitId.is_in(few_lengths(units.iter().copied())))
        .filter(Column::Status.eq(Status::Confirmed.as_str()))
        .all(db)
        .await?;
    rows.into_iter().map(with_program).collect()
}
