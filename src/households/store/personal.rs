//! All of a household's people, also those taken out of it: read, and blanked.

use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};

use super::participants::read;
use crate::db::Fault;
use crate::db::entity::participants as rows;
use crate::db::seal::FieldKeys;
use crate::households::Participant;
use crate::households::policy::Relation;
use crate::values::clock::Instant;
use crate::values::erased;
use crate::values::ids::AccountId;

/// Everybody who is or was of the household, with when she was taken out.
pub(in crate::households) async fn everybody(
    db: &impl ConnectionTrait,
    keys: &FieldKeys,
    account: AccountId,
) -> Result<Vec<(Participant, Option<Instant>)>, Fault> {
    let all = rows::Entity::find()
        .filter(rows::Column::AccountId.eq(account))
        .order_by_asc(rows::Column::Id)
        .all(db)
        .await?;
    let opened = |row: rows::Model| {
        let removed_at = row.removed_at;
        Ok((read(keys, row)?, removed_at))
    };
    all.into_iter().map(opened).collect()
}

/// Blanks everything said of them. Without a day of birth a child would be one for ever, in need
/// of a guardian's consent: so nobody is anything to the account any more.
pub(in crate::households) async fn blank(
    tx: &impl ConnectionTrait,
    account: AccountId,
    now: Instant,
) -> Result<(), Fault> {
    let blanked = rows::ActiveModel {
        name: Set(erased::NAME.to_owned()),
        relation: Set(Relation::Other.as_str().to_owned()),
        birth_date: Set(None),
        gender: Set(None),
        grade: Set(None),
        grade_stated_on: Set(None),
        pickup_people_sealed: Set(None),
        emergency_contact_sealed: Set(None),
        care_notes_sealed: Set(None),
        identity_hash: Set(None),
        updated_at: Set(now),
        removed_at: Set(Some(now)),
        ..Default::default()
    };
    rows::Entity::update_many()
        .set(blanked)
        .filter(rows::Column::AccountId.eq(account))
        .exec(tx)
        .await?;
    Ok(())
}
