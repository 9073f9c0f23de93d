//! `participants`: every query names the account, and what was removed is not there.

use std::collections::{BTreeSet, HashMap};

use sea_orm::ActiveValue::{NotSet, Set};
use sea_orm::{
    ActiveModelTrait, ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait,
    PaginatorTrait, QueryFilter, QueryOrder, QuerySelect, Select,
};

use super::sealed::{open, seal};
use crate::db::Fault;
use crate::db::bulk::few_lengths;
use crate::db::entity::{participants as rows, registrations};
use crate::db::seal::FieldKeys;
use crate::households::policy::{self, Relation, StatedGrade};
use crate::households::{ContactPerson, Face, Participant, Person};
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ParticipantId};

const PICKUP: &str = "pickup_people";
const EMERGENCY: &str = "emergency_contact";
const CARE: &str = "care_notes";
/// Statuses that hold or await a seat; the others have ended.
const LIVE: [&str; 4] = ["applied", "waitlisted", "offered", "confirmed"];

/// The participants of `account`, and nobody else's.
fn of(account: AccountId) -> Select<rows::Entity> {
    rows::Entity::find()
        .filter(rows::Column::AccountId.eq(account))
        .filter(rows::Column::RemovedAt.is_null())
}

pub(in crate::households) async fn page(
    db: &impl ConnectionTrait,
    keys: &FieldKeys,
    account: AccountId,
    after: Option<ParticipantId>,
    limit: u64,
) -> Result<Vec<Participant>, Fault> {
    let mut query = of(account);
    if let Some(after) = after {
        query = query.filter(rows::Column::Id.gt(after));
    }
    let page = query
        .order_by_asc(rows::Column::Id)
        .limit(limit)
        .all(db)
        .await?;
    page.into_iter().map(|row| read(keys, row)).collect()
}

/// For each question the people it names who are of its household, by id; no others. What of one
/// household cannot be opened is no fault of the others' questions.
pub(in crate::households) async fn some(
    db: &impl ConnectionTrait,
    keys: &FieldKeys,
    asked: &[(AccountId, Vec<ParticipantId>)],
) -> Result<Vec<Result<Vec<Participant>, Fault>>, Fault> {
    let accounts = asked.iter().map(|(account, _)| *account);
    let ids = asked.iter().flat_map(|(_, ids)| ids.iter().copied());
    let found = rows::Entity::find()
        .filter(rows::Column::AccountId.is_in(few_lengths(accounts)))
        .filter(rows::Column::Id.is_in(few_lengths(ids)))
        .filter(rows::Column::RemovedAt.is_null())
        .all(db)
        .await?;
    let found: HashMap<ParticipantId, rows::Model> =
        found.into_iter().map(|row| (row.id, row)).collect();
    let household = |(account, ids): &(AccountId, Vec<ParticipantId>)| {
        let ids: BTreeSet<&ParticipantId> = ids.iter().collect();
        let theirs = ids.into_iter().filter_map(|id| found.get(id));
        theirs
            .filter(|row| row.account_id == *account)
            .map(|row| read(keys, row.clone()))
            .collect()
    };
    Ok(asked.iter().map(household).collect())
}

/// Everybody in these households.
pub(in crate::households) async fn of_accounts(
    db: &impl ConnectionTrait,
    keys: &FieldKeys,
    accounts: &[AccountId],
) -> Result<Vec<Participant>, Fault> {
    if accounts.is_empty() {
        return Ok(Vec::new());
    }
    let theirs = rows::Entity::find()
        .filter(rows::Column::AccountId.is_in(accounts.iter().copied()))
        .filter(rows::Column::RemovedAt.is_null())
        .order_by_asc(rows::Column::Id)
        .all(db)
        .await?;
    theirs.into_iter().map(|row| read(keys, row)).collect()
}

/// Deletes people who were never registered.
pub(in crate::households) async fn delete(
    tx: &impl ConnectionTrait,
    people: &[ParticipantId],
) -> Result<(), Fault> {
    rows::Entity::delete_many()
        .filter(rows::Column::Id.is_in(people.iter().copied()))
        .exec(tx)
        .await?;
    Ok(())
}

pub(in crate::households) async fn count(
    db: &impl ConnectionTrait,
    account: AccountId,
) -> Result<u64, Fault> {
    Ok(of(account).count(db).await?)
}

/// People of whatever household; what is sealed only with `open`.
pub(in crate::households) async fn people(
    db: &impl ConnectionTrait,
    keys: &FieldKeys,
    ids: &[ParticipantId],
    open: bool,
) -> Result<HashMap<ParticipantId, Person>, Fault> {
    let found = rows::Entity::find()
        .filter(rows::Column::Id.is_in(ids.iter().copied()))
        .all(db)
        .await?;
    let shown = |row: rows::Model| {
        let row = if open { row } else { shut(row) };
        let one = read(keys, row)?;
        Ok((one.id, one.person))
    };
    found.into_iter().map(shown).collect()
}

/// A row without what is sealed.
fn shut(row: rows::Model) -> rows::Model {
    rows::Model {
        pickup_people_sealed: None,
        emergency_contact_sealed: None,
        care_notes_sealed: None,
        ..row
    }
}

pub(in crate::households) async fn names(
    db: &impl ConnectionTrait,
    ids: &[ParticipantId],
) -> Result<HashMap<ParticipantId, String>, Fault> {
    let names: Vec<(ParticipantId, String)> = rows::Entity::find()
        .select_only()
        .columns([rows::Column::Id, rows::Column::Name])
        .filter(rows::Column::Id.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(names.into_iter().collect())
}

/// Ids of one query: databases limit the values of a statement.
const ASKED: usize = 500;

pub(in crate::households) async fn faces(
    db: &impl ConnectionTrait,
    ids: &[ParticipantId],
) -> Result<HashMap<ParticipantId, Face>, Fault> {
    use rows::Column::{BirthDate, Id, Name, Relation};
    let mut faces = HashMap::new();
    for ids in ids.chunks(ASKED) {
        let found: Vec<(ParticipantId, String, String, Option<chrono::NaiveDate>)> =
            rows::Entity::find()
                .select_only()
                .columns([Id, Name, Relation, BirthDate])
                .filter(Id.is_in(ids.iter().copied()))
                .into_tuple()
                .all(db)
                .await?;
        for (id, name, relation, birth_date) in found {
            let relation = read_relation(&relation)?;
            let face = Face {
                name,
                relation,
                birth_date,
            };
            faces.insert(id, face);
        }
    }
    Ok(faces)
}

pub(in crate::households) async fn collectors(
    db: &impl ConnectionTrait,
    keys: &FieldKeys,
    ids: &[ParticipantId],
) -> Result<HashMap<ParticipantId, Vec<String>>, Fault> {
    let mut collectors = HashMap::new();
    for ids in ids.chunks(ASKED) {
        let found: Vec<(ParticipantId, Option<String>)> = rows::Entity::find()
            .select_only()
            .columns([rows::Column::Id, rows::Column::PickupPeopleSealed])
            .filter(rows::Column::Id.is_in(ids.iter().copied()))
            .filter(rows::Column::PickupPeopleSealed.is_not_null())
            .into_tuple()
            .all(db)
            .await?;
        for (id, sealed) in found {
            let people: Option<Vec<ContactPerson>> = open(keys, id, PICKUP, sealed.as_deref())?;
            let names = people.unwrap_or_default().into_iter().map(|one| one.name);
            collectors.insert(id, names.collect());
        }
    }
    Ok(collectors)
}

pub(in crate::households) async fn insert(
    tx: &DatabaseTransaction,
    keys: &FieldKeys,
    new: &Participant,
) -> Result<(), Fault> {
    row(keys, new)?.insert(tx).await?;
    Ok(())
}

/// Writes many rows in one statement.
pub(in crate::households) async fn insert_many(
    tx: &DatabaseTransaction,
    keys: &FieldKeys,
    new: &[Participant],
) -> Result<(), Fault> {
    let rows: Vec<_> = new
        .iter()
        .map(|new| row(keys, new))
        .collect::<Result<_, _>>()?;
    rows::Entity::insert_many(rows)
        .exec_without_returning(tx)
        .await?;
    Ok(())
}

fn row(keys: &FieldKeys, new: &Participant) -> Result<rows::ActiveModel, Fault> {
    Ok(rows::ActiveModel {
        id: Set(new.id),
        account_id: Set(new.account),
        created_at: Set(new.created_at),
        removed_at: Set(None),
        ..columns(keys, new, new.created_at)?
    })
}

/// Writes the person anew, if the row is still at the version before; whether it was.
pub(in crate::households) async fn update(
    tx: &DatabaseTransaction,
    keys: &FieldKeys,
    edited: &Participant,
    now: Instant,
) -> Result<bool, Fault> {
    let done = rows::Entity::update_many()
        .set(columns(keys, edited, now)?)
        .filter(rows::Column::Id.eq(edited.id))
        .filter(rows::Column::Version.eq(edited.version - 1))
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

/// Takes the person out of the household and blanks what is sealed. The row stays: ended
/// registrations point at it.
pub(in crate::households) async fn remove(
    tx: &DatabaseTransaction,
    id: ParticipantId,
    now: Instant,
) -> Result<(), Fault> {
    rows::Entity::update_many()
        .set(rows::ActiveModel {
            pickup_people_sealed: Set(None),
            emergency_contact_sealed: Set(None),
            care_notes_sealed: Set(None),
            identity_hash: Set(None),
            updated_at: Set(now),
            removed_at: Set(Some(now)),
            ..Default::default()
        })
        .filter(rows::Column::Id.eq(id))
        .exec(tx)
        .await?;
    Ok(())
}

/// Lets no registration of this participant be written until the transaction ends: each takes
/// a share of the row it points at. (SQLite has one writer.)
pub(in crate::households) async fn lock(
    tx: &DatabaseTransaction,
    id: ParticipantId,
) -> Result<(), Fault> {
    rows::Entity::find_by_id(id)
        .lock_exclusive()
        .one(tx)
        .await?;
    Ok(())
}

pub(in crate::households) async fn live_registrations(
    tx: &DatabaseTransaction,
    id: ParticipantId,
) -> Result<u64, Fault> {
    Ok(registrations::Entity::find()
        .filter(registrations::Column::ParticipantId.eq(id))
        .filter(registrations::Column::Status.is_in(LIVE))
        .count(tx)
        .await?)
}

/// What of a person stands in columns, without what never changes.
fn columns(keys: &FieldKeys, one: &Participant, now: Instant) -> Result<rows::ActiveModel, Fault> {
    let Person {
        name,
        relation,
        birth_date,
        gender,
        grade,
        ..
    } = &one.person;
    let pickup = Some(&one.person.pickup_people).filter(|people| !people.is_empty());
    let identity = policy::identity(name, *birth_date)
        .map(|identity| keys.fingerprint("participant", &identity));
    Ok(rows::ActiveModel {
        id: NotSet,
        account_id: NotSet,
        name: Set(name.clone()),
        relation: Set(relation.as_str().to_owned()),
        birth_date: Set(*birth_date),
        gender: Set(gender.map(|gender| gender.as_str().to_owned())),
        grade: Set(grade.map(|grade| grade.grade)),
        grade_stated_on: Set(grade.map(|grade| grade.stated_on)),
        pickup_people_sealed: Set(seal(keys, one.id, PICKUP, pickup)?),
        emergency_contact_sealed: Set(seal(
            keys,
            one.id,
            EMERGENCY,
            one.person.emergency_contact.as_ref(),
        )?),
        care_notes_sealed: Set(seal(keys, one.id, CARE, one.person.care_notes.as_ref())?),
        identity_hash: Set(identity),
        version: Set(one.version),
        created_at: NotSet,
        updated_at: Set(now),
        removed_at: NotSet,
    })
}

pub(super) fn read(keys: &FieldKeys, row: rows::Model) -> Result<Participant, Fault> {
    let relation = read_relation(&row.relation)?;
    let gender = row
        .gender
        .map(|gender| gender.parse())
        .transpose()
        .map_err(|word| Fault::broken(format!("a participant's gender: {word}")))?;
    let grade = row.grade.zip(row.grade_stated_on);
    let pickup = open(keys, row.id, PICKUP, row.pickup_people_sealed.as_deref())?;
    let person = Person {
        name: row.name,
        relation,
        birth_date: row.birth_date,
        gender,
        grade: grade.map(|(grade, stated_on)| StatedGrade { grade, stated_on }),
        pickup_people: pickup.unwrap_or_default(),
        emergency_contact: open(
            keys,
            row.id,
            EMERGENCY,
            row.emergency_contact_sealed.as_deref(),
        )?,
        care_notes: open(keys, row.id, CARE, row.care_notes_sealed.as_deref())?,
    };
    Ok(Participant {
        id: row.id,
        account: row.account_id,
        person,
        version: row.version,
        created_at: row.created_at,
    })
}

fn read_relation(word: &str) -> Result<Relation, Fault> {
    word.parse()
        .map_err(|word| Fault::broken(format!("a participant's relation: {word}")))
}
