//! What marks say of the people of registrations.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};

use super::{Kept, kept};
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::attendance_marks as marks;
use crate::values::ids::{RegistrationId, SessionId};

/// All marks of some registrations, in every session.
pub(in crate::roster::attendance) async fn of_all(
    db: &impl ConnectionTrait,
    registrations: &[RegistrationId],
) -> Result<Vec<(SessionId, RegistrationId, Kept)>, Fault> {
    let theirs = few_lengths(registrations.iter().copied());
    let rows = marks::Entity::find()
        .filter(marks::Column::RegistrationId.is_in(theirs))
        .all(db)
        .await?;
    let one = |row: marks::Model| Ok((row.session_id, row.registration_id, kept(row)?));
    rows.into_iter().map(one).collect()
}

/// Blanks what is sealed in them.
pub(in crate::roster::attendance) async fn blank(
    tx: &impl ConnectionTrait,
    registrations: &[RegistrationId],
) -> Result<(), Fault> {
    use marks::Column::{CollectedBySealed, ReasonSealed, RegistrationId as Of};
    let says_something = CollectedBySealed
        .is_not_null()
        .or(ReasonSealed.is_not_null());
    marks::Entity::update_many()
        .col_expr(CollectedBySealed, Expr::value(None::<String>))
        .col_expr(ReasonSealed, Expr::value(None::<String>))
        .filter(Of.is_in(few_lengths(registrations.iter().copied())))
        .filter(says_something)
        .exec(tx)
        .await?;
    Ok(())
}
