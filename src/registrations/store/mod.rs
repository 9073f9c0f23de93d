//! Reads the papers of registrations, and withdraws consents.

mod namesakes;
pub(super) mod personal;

use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};

use crate::db::Fault;
use crate::db::entity::{answers, consents};
use crate::ledger::command::Answer;
use crate::registrations::consents::GivenConsent;
use crate::values::clock::Instant;
use crate::values::ids::{AccountId, ConsentId, RegistrationId};

pub(super) use self::namesakes::namesakes;

/// The answers and consents of a registration.
pub(super) struct Papers {
    /// As stored, the sensitive ones sealed.
    pub(super) answers: Vec<Answer>,
    /// Those not withdrawn.
    pub(super) consents: Vec<KeptConsent>,
}

/// A consent that goes with a registration.
#[derive(Clone, Debug)]
pub(super) struct KeptConsent {
    /// Which text.
    pub(super) key: String,
    /// Which version of it.
    pub(super) version: i32,
    /// Who of the staff saw it on paper.
    pub(super) paper_seen_by: Option<AccountId>,
}

pub(super) async fn papers(
    db: &impl ConnectionTrait,
    registration: RegistrationId,
) -> Result<Papers, Fault> {
    let rows = answers::Entity::find()
        .filter(answers::Column::RegistrationId.eq(registration))
        .all(db)
        .await?;
    let given = consents::Entity::find()
        .filter(consents::Column::RegistrationId.eq(registration))
        .filter(consents::Column::WithdrawnAt.is_null())
        .all(db)
        .await?;
    let answers = rows.into_iter().map(|row| Answer {
        question_key: row.question_key,
        value: row.value,
        sealed: row.sealed,
        erase_at: row.erase_at,
    });
    Ok(Papers {
        answers: answers.collect(),
        consents: given
            .into_iter()
            .map(|row| KeptConsent {
                key: row.key,
                version: row.version,
                paper_seen_by: row.paper_seen_by,
            })
            .collect(),
    })
}

/// The answers of many registrations, as stored.
pub(super) async fn answers_of_all(
    db: &impl ConnectionTrait,
    registrations: &[RegistrationId],
) -> Result<Vec<(RegistrationId, Answer)>, Fault> {
    let rows = answers::Entity::find()
        .filter(answers::Column::RegistrationId.is_in(registrations.iter().copied()))
        .all(db)
        .await?;
    let answer = |row: answers::Model| {
        let answer = Answer {
            question_key: row.question_key,
            value: row.value,
            sealed: row.sealed,
            erase_at: row.erase_at,
        };
        (row.registration_id, answer)
    };
    Ok(rows.into_iter().map(answer).collect())
}

/// The consents of many registrations, by key.
pub(super) async fn consents_of_all(
    db: &impl ConnectionTrait,
    registrations: &[RegistrationId],
) -> Result<Vec<GivenConsent>, Fault> {
    let rows = consents::Entity::find()
        .filter(consents::Column::RegistrationId.is_in(registrations.iter().copied()))
        .order_by_asc(consents::Column::Id)
        .all(db)
        .await?;
    Ok(rows.into_iter().map(Into::into).collect())
}

/// A page of the consents an account gave, the newest first.
pub(super) async fn consents_of(
    db: &impl ConnectionTrait,
    account: AccountId,
    after: Option<ConsentId>,
    limit: u64,
) -> Result<Vec<GivenConsent>, Fault> {
    let mut query = consents::Entity::find()
        .filter(consents::Column::AccountId.eq(account))
        .order_by_desc(consents::Column::Id)
        .limit(limit);
    if let Some(after) = after {
        query = query.filter(consents::Column::Id.lt(after));
    }
    Ok(query.all(db).await?.into_iter().map(Into::into).collect())
}

/// A consent of the account.
pub(super) async fn consent(
    db: &impl ConnectionTrait,
    account: AccountId,
    id: ConsentId,
) -> Result<Option<GivenConsent>, Fault> {
    let mine = consents::Column::AccountId.eq(account);
    Ok(consents::Entity::find_by_id(id)
        .filter(mine)
        .one(db)
        .await?
        .map(Into::into))
}

/// Marks a consent as withdrawn; whether it was not before.
pub(super) async fn withdraw(
    tx: &impl ConnectionTrait,
    id: ConsentId,
    now: Instant,
) -> Result<bool, Fault> {
    let done = consents::Entity::update_many()
        .col_expr(consents::Column::WithdrawnAt, Expr::value(now))
        .filter(consents::Column::Id.eq(id))
        .filter(consents::Column::WithdrawnAt.is_null())
        .exec(tx)
        .await?;
    Ok(done.rows_affected == 1)
}

impl From<consents::Model> for GivenConsent {
    fn from(row: consents::Model) -> Self {
        Self {
            id: row.id,
            account_id: row.account_id,
            registration_id: row.registration_id,
            participant_id: row.participant_id,
            key: row.key,
            version: row.version,
            given_at: row.given_at,
            withdrawn_at: row.withdrawn_at,
        }
    }
}
