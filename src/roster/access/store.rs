//! What an account reaches, in one query: the row that a path names, joined to the live grants
//! in its body and above.

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{ColumnTrait, ConnectionTrait, FromQueryResult};

use super::{Place, Reach};
use crate::db::Fault;
use crate::db::entity::{offerings, organizations, programs, registrations, sessions};
use crate::organizations::staff::{Role, reaching};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, OrganizationId, ProgramId, Reference};

/// The grants' alias in the query.
const REACH: &str = "reach";

#[derive(FromQueryResult)]
struct Row {
    organization_id: OrganizationId,
    program_id: Option<ProgramId>,
    role: String,
    granted_program_id: Option<ProgramId>,
}

/// What `account` has at `place`; none where the place is unknown or out of reach.
pub(super) async fn reach(
    db: &impl ConnectionTrait,
    account: AccountId,
    place: &Place,
    now: Instant,
) -> Result<Option<Reach>, Fault> {
    let query = match place {
        Place::Organization(name) => body(name, account, now),
        place => program(place, account, now),
    };
    let statement = db.get_database_backend().build(&query);
    let rows = Row::find_by_statement(statement).all(db).await?;
    let Some(first) = rows.first() else {
        return Ok(None);
    };
    let mut reach = Reach {
        organization: first.organization_id,
        program: first.program_id,
        role: None,
        counsels: false,
    };
    for row in &rows {
        let role: Role = row.role.parse()?;
        if role == Role::Counsellor {
            reach.counsels |= row.granted_program_id.is_some();
        } else if row.granted_program_id.is_none() {
            reach.role = reach.role.max(Some(role));
        }
    }
    Ok(Some(reach))
}

/// The grants that reach a body.
fn body(name: &Reference<OrganizationId>, account: AccountId, now: Instant) -> SelectStatement {
    use organizations::{Column, Entity};
    Query::select()
        .expr_as(Expr::col((Entity, Column::Id)), "organization_id")
        .expr_as(Expr::val(None::<uuid::Uuid>), "program_id")
        .column((REACH, "role"))
        .expr_as(Expr::col((REACH, "program_id")), "granted_program_id")
        .from(Entity)
        .join_subquery(
            sea_orm::JoinType::InnerJoin,
            reaching(account, now),
            REACH,
            Expr::col((REACH, "organization_id")).equals((Entity, Column::Id)),
        )
        .and_where(Expr::col((REACH, "program_id")).is_null())
        .and_where(match name {
            Reference::Id(id) => Column::Id.eq(*id),
            Reference::Code(code) => Column::Code.eq(code),
        })
        .to_owned()
}

/// The grants that reach the program of a place: those in its body and above, and those on this
/// program.
fn program(place: &Place, account: AccountId, now: Instant) -> SelectStatement {
    use programs::{Column, Entity};
    let granted = (REACH, "program_id");
    let mut query = Query::select();
    query
        .column((Entity, Column::OrganizationId))
        .expr_as(Expr::col((Entity, Column::Id)), "program_id")
        .column((REACH, "role"))
        .expr_as(Expr::col(granted), "granted_program_id")
        .from(Entity)
        .join_subquery(
            sea_orm::JoinType::InnerJoin,
            reaching(account, now),
            REACH,
            Expr::col((REACH, "organization_id")).equals((Entity, Column::OrganizationId)),
        )
        .and_where(
            Expr::col(granted)
                .is_null()
                .or(Expr::col(granted).equals((Entity, Column::Id))),
        );
    narrow(&mut query, place);
    query
}

/// Keeps the one row that the place names.
fn narrow(query: &mut SelectStatement, place: &Place) {
    let of_program = Expr::col((programs::Entity, programs::Column::Id));
    let offering = Expr::col((offerings::Entity, offerings::Column::Id));
    match place {
        Place::Organization(_) => {}
        Place::Program(Reference::Id(id)) => drop(query.and_where(programs::Column::Id.eq(*id))),
        Place::Program(Reference::Code(code)) => {
            query.and_where(programs::Column::Code.eq(code));
        }
        Place::Offering(name) => {
            let column = (offerings::Entity, offerings::Column::ProgramId);
            query.inner_join(offerings::Entity, of_program.equals(column));
            query.and_where(match name {
                Reference::Id(id) => offerings::Column::Id.eq(*id),
                Reference::Code(code) => offerings::Column::Code.eq(code),
            });
        }
        Place::Session(id) => {
            let column = (offerings::Entity, offerings::Column::ProgramId);
            query.inner_join(offerings::Entity, of_program.equals(column));
            let column = (sessions::Entity, sessions::Column::OfferingId);
            query.inner_join(sessions::Entity, offering.equals(column));
            query.and_where(sessions::Column::Id.eq(*id));
        }
        Place::Registration(id) => {
            let column = (registrations::Entity, registrations::Column::ProgramId);
            query.inner_join(registrations::Entity, of_program.equals(column));
            query.and_where(registrations::Column::Id.eq(*id));
        }
    }
}
