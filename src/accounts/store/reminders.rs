//! Whether an account wants reminders; also of accounts without an address.

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use crate::db::Fault;
use crate::db::entity::accounts as rows;
use crate::values::clock::Instant;
use crate::values::ids::AccountId;
use crate::values::locale::Locale;

/// The account's language, and whether it wants reminders.
pub(in crate::accounts) async fn find(
    db: &impl ConnectionTrait,
    id: AccountId,
) -> Result<Option<(Locale, bool)>, Fault> {
    let found: Option<(String, bool)> = rows::Entity::find_by_id(id)
        .select_only()
        .columns([rows::Column::Locale, rows::Column::Reminders])
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map(|(tag, wanted)| (Locale::from_tag(&tag), wanted)))
}

/// Sets it; what is so already stays as it is.
pub(in crate::accounts) async fn set(
    tx: &impl ConnectionTrait,
    id: AccountId,
    wanted: bool,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .col_expr(rows::Column::Reminders, Expr::value(wanted))
        .col_expr(rows::Column::Version, Expr::cust("version + 1"))
        .col_expr(rows::Column::UpdatedAt, Expr::value(now))
        .filter(rows::Column::Id.eq(id))
        .filter(rows::Column::Reminders.eq(!wanted))
        .exec(tx)
        .await?;
    Ok(())
}
