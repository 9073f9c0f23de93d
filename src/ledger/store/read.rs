//! What others read of registrations: by id, by account, with history and place in line.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect,
};

use crate::db::Fault;
use crate::db::entity::{accounts, pools, registration_events, registrations, units};
use crate::ledger::command::EventKind;
use crate::ledger::facts::{Registration, Status};
use crate::ledger::history::{PastEvent, UnitTimes, Wish};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ProgramId, RegistrationId, UnitId};
use crate::values::locale::Locale;

/// The registrations named, with their programs; unknown ids are left out.
///
/// # Errors
/// [`Fault`] of the database, or a row that does not read.
pub(in crate::ledger) async fn by_ids(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let named = registrations::Column::Id.is_in(ids.iter().copied());
    let rows = registrations::Entity::find().filter(named).all(db).await?;
    rows.into_iter().map(with_program).collect()
}

/// A page of an account's registrations, the newest first.
///
/// # Errors
/// As [`by_ids`].
pub(in crate::ledger) async fn of_account(
    db: &impl ConnectionTrait,
    account: AccountId,
    wish: &Wish,
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    use registrations::Column;
    let mut query = registrations::Entity::find()
        .filter(Column::AccountId.eq(account))
        .order_by_desc(Column::Id)
        .limit(wish.limit);
    if !wish.statuses.is_empty() {
        let words = wish.statuses.iter().map(|status| status.as_str());
        query = query.filter(Column::Status.is_in(words));
    }
    if let Some(after) = wish.after {
        query = query.filter(Column::Id.lt(after));
    }
    if let Some(from) = wish.ends_from {
        let unit = registrations::Entity::belongs_to(units::Entity)
            .from(Column::UnitId)
            .to(units::Column::Id)
            .into();
        let ends = units::Column::EndsAt
            .gte(from)
            .or(units::Column::EndsAt.is_null());
        query = query.join(JoinType::InnerJoin, unit).filter(ends);
    }
    query.all(db).await?.into_iter().map(with_program).collect()
}

fn with_program(row: registrations::Model) -> Result<(ProgramId, Registration), Fault> {
    Ok((row.program_id, row.try_into()?))
}

/// The lines that belong in the persons' histories, in order.
///
/// # Errors
/// As [`by_ids`].
pub(in crate::ledger) async fn histories(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<BTreeMap<RegistrationId, Vec<PastEvent>>, Fault> {
    use registration_events::{Column, Entity};
    let mut histories: BTreeMap<RegistrationId, Vec<PastEvent>> = BTreeMap::new();
    if ids.is_empty() {
        return Ok(histories);
    }
    let told = [EventKind::Status, EventKind::Extended].map(EventKind::as_str);
    let rows = Entity::find()
        .filter(Column::RegistrationId.is_in(ids.iter().copied()))
        .filter(Column::Kind.is_in(told))
        .order_by_asc(Column::Sequence)
        .all(db)
        .await?;
    for row in rows {
        let line = PastEvent {
            sequence: row.sequence,
            at: row.at,
            from: row.from_status.as_deref().and_then(Status::parse),
            to: row
                .to_status
                .as_deref()
                .and_then(Status::parse)
                .ok_or_else(|| Fault::broken("an event without a status"))?,
            reason: row.reason,
            facts: row.facts,
            remark: row.remark,
        };
        histories.entry(row.registration_id).or_default().push(line);
    }
    Ok(histories)
}

#[derive(FromQueryResult)]
struct Ahead {
    id: RegistrationId,
    ahead: i64,
}

/// The place in line of those of `ids` who wait: 1 + the waiting entries of better rank that
/// may use a pool this one may use.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn places_in_line(
    db: &impl ConnectionTrait,
    ids: &[RegistrationId],
) -> Result<BTreeMap<RegistrationId, i64>, Fault> {
    use registrations::Column::{Id, Status as StatusColumn};
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let mine = Alias::new("mine");
    let query = Query::select()
        .column((mine.clone(), Id))
        .expr_as(Expr::SubQuery(None, Box::new(ahead(&mine).into())), "ahead")
        .from_as(registrations::Entity, mine.clone())
        .and_where(Expr::col((mine.clone(), Id)).is_in(ids.iter().copied()))
        .and_where(Expr::col((mine, StatusColumn)).eq(Status::Waitlisted.as_str()))
        .to_owned();
    let rows = Ahead::find_by_statement(db.get_database_backend().build(&query))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| (row.id, row.ahead + 1))
        .collect())
}

/// How many waiting entries of the same line stand before `mine`.
fn ahead(mine: &Alias) -> SelectStatement {
    use registrations::Column::{Arrival, Id, Points, QuotaKey, Status as StatusColumn, UnitId};
    let other = Alias::new("other");
    let others = |column: registrations::Column| Expr::col((other.clone(), column));
    let own = |column: registrations::Column| Expr::col((mine.clone(), column));
    let drawn = |table: &Alias| {
        let rank = Expr::col((table.clone(), registrations::Column::DrawnRank));
        Expr::from(Func::coalesce([rank, Expr::value(i32::MAX)]))
    };
    let earlier = drawn(&other).lt(drawn(mine)).or(drawn(&other)
        .eq(drawn(mine))
        .and(others(Arrival).lt(own(Arrival))));
    let better = others(Points)
        .gt(own(Points))
        .or(others(Points).eq(own(Points)).and(earlier));
    let shared = Query::select()
        .expr(Expr::value(1))
        .from(pools::Entity)
        .and_where(Expr::col((pools::Entity, pools::Column::UnitId)).eq(own(UnitId)))
        .and_where(Expr::col((pools::Entity, pools::Column::QuotaKey)).eq(""))
        .and_where(
            Expr::col((pools::Entity, pools::Column::Capacity))
                .is_null()
                .or(Expr::col((pools::Entity, pools::Column::Capacity)).gt(0)),
        )
        .to_owned();
    Query::select()
        .expr(Expr::from(Func::count(others(Id))))
        .from_as(registrations::Entity, other.clone())
        .and_where(others(UnitId).eq(own(UnitId)))
        .and_where(others(StatusColumn).eq(Status::Waitlisted.as_str()))
        .and_where(better)
        .and_where(others(QuotaKey).eq(own(QuotaKey)).or(Expr::exists(shared)))
        .to_owned()
}

/// Start and end of the units of registrations.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn times(
    db: &impl ConnectionTrait,
    ids: &[UnitId],
) -> Result<BTreeMap<UnitId, UnitTimes>, Fault> {
    let rows = units::Entity::find()
        .filter(units::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    Ok(rows
        .into_iter()
        .map(|row| {
            let times = UnitTimes {
                session_id: row.session_id,
                starts_at: row.starts_at,
                ends_at: row.ends_at,
            };
            (row.id, times)
        })
        .collect())
}

/// Live offers that last changed before `before` and were not extended yet, with their
/// programs.
///
/// # Errors
/// As [`by_ids`].
pub(in crate::ledger) async fn offers_made_before(
    db: &impl ConnectionTrait,
    before: Instant,
) -> Result<Vec<(ProgramId, Registration)>, Fault> {
    use registrations::Column;
    let rows = registrations::Entity::find()
        .filter(Column::Status.eq(Status::Offered.as_str()))
        .filter(Column::OfferExtended.eq(false))
        .filter(Column::UpdatedAt.lte(before))
        .all(db)
        .await?;
    rows.into_iter().map(with_program).collect()
}

/// The languages of accounts.
///
/// # Errors
/// [`Fault::Database`].
pub(in crate::ledger) async fn locales(
    tx: &impl ConnectionTrait,
    ids: &[AccountId],
) -> Result<BTreeMap<AccountId, Locale>, Fault> {
    if ids.is_empty() {
        return Ok(BTreeMap::new());
    }
    let rows: Vec<(AccountId, String)> = accounts::Entity::find()
        .select_only()
        .columns([accounts::Column::Id, accounts::Column::Locale])
        .filter(accounts::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(tx)
        .await?;
    Ok(rows
        .into_iter()
        .map(|(id, tag)| (id, Locale::from_tag(&tag)))
        .collect())
}
