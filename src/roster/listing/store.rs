//! Finds and orders registrations: by status, by what stands in names, addresses, numbers and
//! codes.

use sea_orm::sea_query::{
    Alias, CaseStatement, Cond, Expr, ExprTrait, Func, LikeExpr, Order as Direction, Query,
    SelectStatement,
};
use sea_orm::{ConnectionTrait, DbBackend, FromQueryResult, JoinType};

use super::{Order, Position, Wanted};
use crate::db::Fault;
use crate::db::entity::{accounts, participants, registrations};
use crate::ledger::facts::Status;
use crate::values::ids::RegistrationId;
use crate::values::text::{clean_line, fold};

use registrations::Column as Of;

/// How those who have or await a seat come first; the others have ended.
const SEATING: [Status; 4] = [
    Status::Confirmed,
    Status::Offered,
    Status::Waitlisted,
    Status::Applied,
];

/// Fewer digits are no telephone number to look for.
const DIGITS_LEAST: usize = 3;

#[derive(FromQueryResult)]
struct Row {
    id: RegistrationId,
    seating: i32,
    drawn: i32,
    points: i32,
    arrival: i64,
}

/// The registrations wanted, in their order: those after a position.
pub(super) async fn find(
    db: &impl ConnectionTrait,
    wanted: &Wanted,
    after: Option<&Position>,
    limit: Option<u64>,
) -> Result<Vec<Position>, Fault> {
    let mut query = found(wanted);
    let numbers = [
        ("seating", seating()),
        ("drawn", drawn()),
        ("points", Expr::val(0).sub(points())),
        ("arrival", of(Of::Arrival)),
    ];
    for (alias, number) in &numbers {
        query.expr_as(number.clone(), *alias);
    }
    let last = after.map(|after| (after.numbers.map(Expr::from), after.id));
    let (stood, id) = last.unzip();
    let numbers = numbers.map(|(_, number)| number);
    let by: Vec<(Expr, Option<Expr>)> = match wanted.order {
        Order::Line => pairs(numbers.into(), stood.map(Vec::from)),
        Order::Arrival => pairs(
            vec![of(Of::Arrival)],
            stood.map(|[.., arrival]| vec![arrival]),
        ),
        Order::Name => {
            let name = name(db.get_database_backend());
            pairs(vec![name], id.map(|id| vec![name_of(id)]))
        }
    };
    let tie = (of(Of::Id), id.map(Expr::val));
    let by: Vec<_> = by.into_iter().chain([tie]).collect();
    for (column, _) in &by {
        query.order_by_expr(column.clone(), Direction::Asc);
    }
    if after.is_some() {
        query.cond_where(behind(&by));
    }
    if let Some(limit) = limit {
        query.limit(limit);
    }
    let statement = db.get_database_backend().build(&query);
    let rows = Row::find_by_statement(statement).all(db).await?;
    let position = |row: Row| Position {
        numbers: [
            row.seating.into(),
            row.drawn.into(),
            row.points.into(),
            row.arrival,
        ],
        id: row.id,
    };
    Ok(rows.into_iter().map(position).collect())
}

/// What rows are ordered by, each with its value in the last row of the page before.
fn pairs(columns: Vec<Expr>, values: Option<Vec<Expr>>) -> Vec<(Expr, Option<Expr>)> {
    let values = values.unwrap_or_default().into_iter().map(Some);
    let values = values.chain(std::iter::repeat(None));
    columns.into_iter().zip(values).collect()
}

/// Rows after the one with these values.
fn behind(by: &[(Expr, Option<Expr>)]) -> Cond {
    let mut any = Cond::any();
    let mut same = Cond::all();
    for (column, value) in by {
        if let Some(value) = value {
            let later = column.clone().gt(value.clone());
            any = any.add(same.clone().add(later));
            same = same.add(column.clone().eq(value.clone()));
        }
    }
    any
}

fn of(column: Of) -> Expr {
    Expr::col((registrations::Entity, column))
}

fn drawn() -> Expr {
    Func::coalesce([of(Of::DrawnRank), Expr::val(i32::MAX)]).into()
}

fn seating() -> Expr {
    let mut case = CaseStatement::new();
    for (at, status) in (0..).zip(SEATING) {
        case = case.case(
            of(Of::Status).eq(status.as_str()),
            Expr::cust(format!("{at}")),
        );
    }
    case.finally(Expr::cust(format!("{}", SEATING.len())))
        .into()
}

/// The points by which a registration is ranked: the most that one who waits with it has.
fn points() -> Expr {
    let mate = Alias::new("mate");
    let theirs = |column: Of| Expr::col((mate.clone(), column));
    let most = Query::select()
        .expr(Expr::from(Func::max(theirs(Of::Points))))
        .from_as(registrations::Entity, mate.clone())
        .and_where(theirs(Of::GroupId).equals((registrations::Entity, Of::GroupId)))
        .and_where(theirs(Of::UnitId).equals((registrations::Entity, Of::UnitId)))
        .and_where(theirs(Of::Status).equals((registrations::Entity, Of::Status)))
        .to_owned();
    let alone = of(Of::GroupId).is_null();
    CaseStatement::new()
        .case(alone, of(Of::Points))
        .finally(Expr::SubQuery(None, Box::new(most.into())))
        .into()
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
