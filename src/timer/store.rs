//! The lease of the timer.

use sea_orm::sea_query::OnConflict;
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, DatabaseTransaction, DbBackend, EntityTrait,
    QueryFilter,
};

use crate::db::entity::leases;
use crate::db::{Database, Fault};
use crate::values::clock::Instant;

/// Takes or renews the lease unless another holder has it. A lease that ends later than one
/// taken now would was written under another clock and counts as free.
pub(super) async fn take(
    db: &Database,
    name: &str,
    holder: &str,
    now: Instant,
    seconds: i64,
) -> Result<bool, Fault> {
    let until = now.plus_seconds(seconds);
    db.write(async |tx: &DatabaseTransaction| {
        let fresh = leases::ActiveModel {
            name: Set(name.to_owned()),
            holder: Set(holder.to_owned()),
            until: Set(until),
        };
        // What is there stays; which of two first comers wrote does not matter.
        leases::Entity::insert(fresh)
            .on_conflict(
                OnConflict::column(leases::Column::Name)
                    .do_nothing()
                    .to_owned(),
            )
            .try_insert()
            .exec(tx)
            .await?;
        let free = Condition::any()
            .add(leases::Column::Holder.eq(holder))
            .add(leases::Column::Until.lte(now))
            .add(leases::Column::Until.gt(until));
        let taken = leases::Entity::update_many()
            .set(leases::ActiveModel {
                holder: Set(holder.to_owned()),
                until: Set(until),
                ..Default::default()
            })
            .filter(leases::Column::Name.eq(name))
            .filter(free)
            .exec(tx)
            .await?;
        Ok(taken.rows_affected == 1)
    })
    .await
}

/// Frees the lease for the next instance.
pub(super) async fn give_back(db: &Database, name: &str, holder: &str) -> Result<(), Fault> {
    db.write(async |tx: &DatabaseTransaction| {
        leases::Entity::delete_by_id(name)
            .filter(leases::Column::Holder.eq(holder))
            .exec(tx)
            .await?;
        Ok(())
    })
    .await
}

/// SQLite serves one instance: whoever held the lease before this start is gone.
pub(super) async fn forget_dead_holder(db: &Database, name: &str) -> Result<(), Fault> {
    if db.backend() != DbBackend::Sqlite {
        return Ok(());
    }
    db.write(async |tx: &DatabaseTransaction| {
        leases::Entity::delete_by_id(name).exec(tx).await?;
        Ok(())
    })
    .await
}
