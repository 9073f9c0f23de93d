//! Finds registrations: by status, by what stands in names, addresses, numbers and codes; and
//! orders them by name.

use std::collections::HashSet;

use sea_orm::sea_query::{
    Alias, Cond, Expr, ExprTrait, Func, LikeExpr, Order as Direction, Query, SelectStatement,
};
use sea_orm::{
    ColumnTrait, ConnectionTrait, DbBackend, EntityTrait, FromQueryResult, JoinType, QueryFilter,
    QuerySelect,
};

use super::ranked::Entry;
use super::{Position, Wanted};
use crate::db::Fault;
use crate::db::entity::{accounts, participants, registrations};
use crate::values::ids::{OfferingId, RegistrationId};
use crate::values::text::{clean_line, fold};

use registrations::Column as Of;

/// Fewer digits are no telephone number to look for.
const DIGITS_LEAST: usize = 3;

#[derive(FromQueryResult)]
struct Row {
    id: RegistrationId,
}

/// All registrations of an offering with what they are ranked by, in no order.
pub(super) async fn entries(
    db: &impl ConnectionTrait,
    offering: OfferingId,
) -> Result<Vec<Entry>, Fault> {
    let rows = registrations::Entity::find()
        .select_only()
        .columns([
            Of::Id,
            Of::UnitId,
            Of::Status,
            Of::Points,
            Of::DrawnRank,
            Of::Arrival,
            Of::GroupId,
        ])
        .filter(Of::OfferingId.eq(offering));
    Ok(rows.into_model::<Entry>().all(db).await?)
}

/// The registrations that `wanted` speaks of, in no order.
pub(super) async fn matching(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
) -> Result<HashSet<RegistrationId>, Fault> {
    let statement = db.get_database_backend().build(&found(wanted));
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

/// The registrations wanted by name, from one of them: those after it, or the nearest before it
/// first.
pub(super) async fn by_name(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    at: Option<&Position>,
    limit: Option<u64>,
) -> Result<Vec<RegistrationId>, Fault> {
    let mut query = found(wanted);
    let name = name(db.get_database_backend());
    let is_back = at.is_some_and(|at| at.is_back);
    let direction = if is_back {
        Direction::Desc
    } else {
        Direction::Asc
    };
    query.order_by_expr(name.clone(), direction.clone());
    query.order_by_expr(of(Of::Id), direction);
    if let Some(Position { id, .. }) = at {
        let same = name.clone().eq(name_of(*id));
        let beyond = if is_back {
            name.lt(name_of(*id)).or(same.and(of(Of::Id).lt(*id)))
        } else {
            name.gt(name_of(*id)).or(same.and(of(Of::Id).gt(*id)))
        };
        query.cond_where(beyond);
    }
    if let Some(limit) = limit {
        query.limit(limit);
    }
    let statement = db.get_database_backend().build(&query);
    let rows = Row::find_by_statement(statement).all(db).await?;
    Ok(rows.into_iter().map(|row| row.id).collect())
}

fn of(column: Of) -> Expr {
    Expr::col((registrations::Entity, column))
}

/// The participant's name, compared byte by byte on both databases.
fn name(backend: DbBackend) -> Expr {
    let column = Expr::col((participants::Entity, participants::Column::Name));
    if backend == DbBackend::Postgres {
        Expr::cust_with_exprs("$1 COLLATE \"C\"", [column])
    } else {
        column
    }
}

/// The name of the participant of a registration, as it is now.
fn name_of(id: RegistrationId) -> Expr {
    let last = Alias::new("last");
    let person = Alias::new("last_person");
    let query = Query::select()
        .expr(Expr::col((person.clone(), participants::Column::Name)))
        .from_as(registrations::Entity, last.clone())
        .join_as(
            JoinType::InnerJoin,
            participants::Entity,
            person.clone(),
            Expr::col((person, participants::Column::Id)).equals((last.clone(), Of::ParticipantId)),
        )
        .and_where(Expr::col((last, Of::Id)).eq(id))
        .to_owned();
    Expr::SubQuery(None, Box::new(query.into()))
}

/// The rows wanted, in no order.
fn found(wanted: &Wanted) -> SelectStatement {
    let mut query = Query::select();
    query
        .expr_as(of(Of::Id), "id")
        .from(registrations::Entity)
        .inner_join(
            participants::Entity,
            Expr::col((participants::Entity, participants::Column::Id))
                .equals((registrations::Entity, Of::ParticipantId)),
        )
        .and_where(of(Of::OfferingId).eq(wanted.offering));
    if !wanted.statuses.is_empty() {
        let words = wanted.statuses.iter().map(|status| status.as_str());
        query.and_where(of(Of::Status).is_in(words));
    }
    if let Some(quota) = &wanted.quota {
        query.and_where(of(Of::QuotaKey).eq(quota.as_str()));
    }
    if let Some(words) = &wanted.words {
        query
            .inner_join(
                accounts::Entity,
                Expr::col((accounts::Entity, accounts::Column::Id))
                    .equals((registrations::Entity, Of::AccountId)),
            )
            .cond_where(holds(words));
    }
    query
}

/// Whether the words stand in a name, the address, the telephone number or the door code.
fn holds(words: &str) -> Cond {
    let names = [
        Expr::col((participants::Entity, participants::Column::Name)),
        Expr::col((accounts::Entity, accounts::Column::Name)),
    ];
    let mut any = Cond::any();
    // As typed, and as it compares: letters beyond ASCII have no small form on SQLite.
    for words in [clean_line(words), fold(words)] {
        for name in &names {
            any = any.add(within(Func::lower(name.clone()).into(), &words));
            any = any.add(within(name.clone(), &words));
        }
    }
    let folded = fold(words);
    let address = Expr::col((accounts::Entity, accounts::Column::Email));
    any = any.add(within(Func::lower(address).into(), &folded));
    any = any.add(within(of(Of::DoorCode), &folded.to_uppercase()));
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    let is_number = folded
        .chars()
        .all(|c| c.is_ascii_digit() || "+-() ".contains(c));
    if is_number && digits.len() >= DIGITS_LEAST {
        any = any.add(within(plain_number(), &digits));
    }
    any
}

/// A telephone number without what people write between its digits.
fn plain_number() -> Expr {
    let mut number = Expr::col((accounts::Entity, accounts::Column::Phone));
    for between in [" ", "-", "(", ")"] {
        let without = Func::cust("REPLACE")
            .arg(number)
            .arg(Expr::val(between))
            .arg(Expr::val(""));
        number = without.into();
    }
    number
}

fn within(text: Expr, part: &str) -> Expr {
    let mut pattern = String::from("%");
    for c in part.chars() {
        if matches!(c, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(c);
    }
    pattern.push('%');
    text.like(LikeExpr::new(pattern).escape('!'))
}
