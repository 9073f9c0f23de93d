//! Announcements, and to whom they go.

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{
    ActiveModelTrait, ActiveValue::Set, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult,
    QueryFilter, QueryOrder, QuerySelect,
};

use super::{Announcement, To, Wanted};
use crate::db::Fault;
use crate::db::entity::{accounts, announcements as rows, registrations};
use crate::ledger::facts::Status;
use crate::values::ids::{AccountId, AnnouncementId, OfferingId};

/// Whom an announcement goes to.
#[derive(Clone, Debug, FromQueryResult)]
pub(super) struct Recipient {
    pub id: AccountId,
    pub locale: String,
    /// Whether it gets mails that are not about its own place: it has an address, and did not
    /// stop them.
    pub by_mail: bool,
}

/// Each account with a registration of this standing, once: one query, however many they are.
pub(super) async fn recipients(
    tx: &impl ConnectionTrait,
    offering: OfferingId,
    Wanted { to, chosen, .. }: &Wanted,
) -> Result<Vec<Recipient>, Fault> {
    use registrations::Column::{AccountId, Id, OfferingId, Status as Standing};
    let of = |wanted: fn(Status) -> bool| {
        let wanted = Status::ALL.into_iter().filter(|status| wanted(*status));
        Standing.is_in(wanted.map(Status::as_str))
    };
    let is_wanted = match to {
        To::Confirmed => of(|status| status == Status::Confirmed),
        To::Waitlisted => of(|status| status == Status::Waitlisted),
        To::All => of(Status::is_live),
        To::Chosen => Id.is_in(chosen.iter().copied()),
    };
    let registered = Query::select()
        .column(AccountId)
        .from(registrations::Entity)
        .and_where(OfferingId.eq(offering))
        .and_where(is_wanted)
        .to_owned();
    let has_address = accounts::Column::Email.is_not_null();
    let by_mail = has_address.and(accounts::Column::Reminders.eq(true));
    Ok(accounts::Entity::find()
        .select_only()
        .columns([accounts::Column::Id, accounts::Column::Locale])
        .column_as(by_mail, "by_mail")
        .filter(accounts::Column::Id.in_subquery(registered))
        .order_by_asc(accounts::Column::Id)
        .into_model()
        .all(tx)
        .await?)
}

pub(super) async fn insert(tx: &impl ConnectionTrait, new: &Announcement) -> Result<(), Fault> {
    let row = rows::ActiveModel {
        id: Set(new.id),
        offering_id: Set(new.offering),
        addressed_to: Set(new.to.as_str().to_owned()),
        subject: Set(new.subject.clone()),
        body: Set(new.text.clone()),
        recipients: Set(new.count),
        sent_by: Set(new.sent_by),
        created_at: Set(new.sent_at),
    };
    row.insert(tx).await?;
    Ok(())
}

pub(super) async fn find(
    db: &impl ConnectionTrait,
    id: AnnouncementId,
) -> Result<Option<Announcement>, Fault> {
    let row = rows::Entity::find_by_id(id).one(db).await?;
    row.map(read).transpose()
}

/// Several at once.
pub(super) async fn find_all(
    db: &impl ConnectionTrait,
    ids: HashSet<AnnouncementId>,
) -> Result<HashMap<AnnouncementId, Announcement>, Fault> {
    let rows = rows::Entity::find()
        .filter(rows::Column::Id.is_in(ids))
        .all(db)
        .await?;
    let named = |row: rows::Model| Ok((row.id, read(row)?));
    rows.into_iter().map(named).collect()
}

/// A page of what was written to an offering's people, newest first.
pub(super) async fn page(
    db: &impl ConnectionTrait,
    offering: OfferingId,
    after: Option<AnnouncementId>,
    limit: u64,
) -> Result<Vec<Announcement>, Fault> {
    let mut query = rows::Entity::find().filter(rows::Column::OfferingId.eq(offering));
    if let Some(after) = after {
        query = query.filter(rows::Column::Id.lt(after));
    }
    let query = query.order_by_desc(rows::Column::Id).limit(limit);
    query.all(db).await?.into_iter().map(read).collect()
}

fn read(row: rows::Model) -> Result<Announcement, Fault> {
    let to = row.addressed_to.parse();
    Ok(Announcement {
        id: row.id,
        offering: row.offering_id,
        to: to.map_err(|word| Fault::broken(format!("an announcement: {word}")))?,
        subject: row.subject,
        text: row.body,
        count: row.recipients,
        sent_by: row.sent_by,
        sent_at: row.created_at,
    })
}
