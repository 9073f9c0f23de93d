//! Places in line, counted by the database.

use std::collections::BTreeMap;

use sea_orm::sea_query::{Alias, Expr, ExprTrait, Func, Query, SelectStatement};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::db::Fault;
use crate::db::entity::{pools, registrations};
use crate::ledger::facts::Status;
use crate::values::ids::RegistrationId;

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
    use registrations::Column::{Arrival, Id, QuotaKey, Status as StatusColumn, UnitId};
    let other = Alias::new("other");
    let others = |column: registrations::Column| Expr::col((other.clone(), column));
    let own = |column: registrations::Column| Expr::col((mine.clone(), column));
    let drawn = |table: &Alias| {
        let rank = Expr::col((table.clone(), registrations::Column::DrawnRank));
        Expr::from(Func::coalesce([rank, Expr::value(i32::MAX)]))
    };
    let earlier = points(&other).gt(points(mine)).or(points(&other)
        .eq(points(mine))
        .and(others(Arrival).lt(own(Arrival))));
    let better = drawn(&other)
        .lt(drawn(mine))
        .or(drawn(&other).eq(drawn(mine)).and(earlier));
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

/// The points by which a waiting registration is ranked: the most that one of its group has.
fn points(of: &Alias) -> Expr {
    use registrations::Column::{GroupId, Points, Status as StatusColumn, UnitId};
    let member = Alias::new("member");
    let column = |table: &Alias, column: registrations::Column| Expr::col((table.clone(), column));
    let most = Query::select()
        .expr(Expr::from(Func::max(column(&member, Points))))
        .from_as(registrations::Entity, member.clone())
        .and_where(column(&member, GroupId).eq(column(of, GroupId)))
        .and_where(column(&member, UnitId).eq(column(of, UnitId)))
        .and_where(column(&member, StatusColumn).eq(Status::Waitlisted.as_str()))
        .to_owned();
    let most = Expr::SubQuery(None, Box::new(most.into()));
    Expr::from(Func::coalesce([most, column(of, Points)]))
}
