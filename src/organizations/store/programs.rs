//! What roles need to know of `programs`, which are the catalogue's: whose each is, and whether
//! it is confidential.

use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QuerySelect};

use super::tree::subtree;
use crate::db::Fault;
use crate::db::entity::programs as rows;
use crate::values::ids::{OrganizationId, ProgramId, Reference};
use crate::values::locale::Bilingual;

/// How the catalogue writes that only counsellors see the roster.
const CONFIDENTIAL: &str = "confidential";

/// The program that is named, if it is one of `body` or below, and whether it is confidential.
pub(in crate::organizations) async fn find_within(
    db: &impl ConnectionTrait,
    body: OrganizationId,
    reference: &Reference<ProgramId>,
) -> Result<Option<(ProgramId, bool)>, Fault> {
    let named = match reference {
        Reference::Id(id) => rows::Column::Id.eq(*id),
        Reference::Code(code) => rows::Column::Code.eq(code),
    };
    let found: Option<(ProgramId, String)> = rows::Entity::find()
        .select_only()
        .columns([rows::Column::Id, rows::Column::Sensitivity])
        .filter(named)
        .filter(rows::Column::OrganizationId.in_subquery(subtree(body)))
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map(|(id, sensitivity)| (id, sensitivity == CONFIDENTIAL)))
}

/// How a program is called.
pub(in crate::organizations) async fn title(
    db: &impl ConnectionTrait,
    id: ProgramId,
) -> Result<Option<Bilingual>, Fault> {
    let found: Option<(String, String)> = rows::Entity::find_by_id(id)
        .select_only()
        .columns([rows::Column::Title, rows::Column::TitleEn])
        .into_tuple()
        .one(db)
        .await?;
    Ok(found.map(|(chinese, english)| Bilingual::new(chinese, english)))
}
