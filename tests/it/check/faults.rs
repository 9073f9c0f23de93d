//! One fault and more for each invariant, planted behind the ledger's back, and each found.

use std::collections::BTreeSet;

use niangjia::db::entity::{
    consent_texts, consents, deliveries, idempotency_records, notices, pool_events, pools,
    registration_events, registrations,
};
use niangjia::db::write::commit;
use niangjia::values::clock::Instant;
use niangjia::values::ids::{PoolId, RegistrationId};
use sea_orm::prelude::Expr;
use sea_orm::sea_query::ExprTrait;
use sea_orm::{
    ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, ModelTrait, QueryFilter,
    QueryOrder, Set, UpdateMany,
};
use serde_json::json;
use uuid::Uuid;

use super::stage::Stage;
use super::story::told;

/// Everything that happened, and nothing wrong.
async fn history(backend: crate::harness::Backend) -> Stage {
    let mut stage = Stage::open(backend).await;
    Box::pin(told(&mut stage)).await;
    stage
}

impl Stage {
    /// Writes past the ledger.
    async fn plant(&self, fault: impl AsyncFnOnce(&DatabaseTransaction)) {
        let tx = self.server.db.begin().await.unwrap();
        fault(&tx).await;
        commit(tx).await.unwrap();
    }

    /// Updates rows past the ledger.
    async fn set<E: EntityTrait>(&self, update: UpdateMany<E>) {
        self.plant(async |tx| {
            let updated = update.exec(tx).await.unwrap();
            assert!(updated.rows_affected > 0, "the fault was not planted");
        })
        .await;
    }

    /// Exactly these invariants are broken, the first of them by the row with `id`.
    async fn finds(&self, wanted: &[&str], id: impl ToString) {
        let violations = self.report().await.violations;
        let broken: BTreeSet<&str> = violations.iter().map(|it| it.invariant).collect();
        assert_eq!(broken, wanted.iter().copied().collect(), "{violations:#?}");
        let named = violations
            .iter()
            .filter(|it| it.invariant == wanted[0])
            .flat_map(|it| &it.rows)
            .any(|row| row.ends_with(&id.to_string()));
        assert!(
            named,
            "no {} with row {}: {violations:#?}",
            wanted[0],
            id.to_string()
        );
    }

    /// An idempotency key that made what is not there.
    pub(super) async fn plant_key_without_rows(&self) {
        let known = registrations::Entity::find()
            .one(self.server.db.read())
            .await;
        self.insert(idempotency_records::Model {
            account_id: known.unwrap().unwrap().account_id,
            key: "lost".to_owned(),
            request_hash: "hash".to_owned(),
            status_code: 201,
            made: json!({ "status_code": 201, "ids": [Uuid::from_u128(7)] }),
            created_at: self.now(),
        })
        .await;
    }

    /// The general pool of the camp.
    async fn general(&self) -> PoolId {
        self.registration("fourth").await.pool_id.unwrap()
    }
}

fn pool(id: PoolId) -> UpdateMany<pools::Entity> {
    pools::Entity::update_many().filter(pools::Column::Id.eq(id))
}

fn registration(id: RegistrationId) -> UpdateMany<registrations::Entity> {
    registrations::Entity::update_many().filter(registrations::Column::Id.eq(id))
}

/// The event by which `name` was promoted.
async fn promotion(stage: &Stage, name: &str) -> registration_events::Model {
    use registration_events::Column;
    registration_events::Entity::find()
        .filter(Column::RegistrationId.eq(stage.id(name)))
        .filter(Column::ToStatus.eq("offered"))
        .one(stage.server.db.read())
        .await
        .unwrap()
        .unwrap()
}

on_both_databases! {
    async fn i1_a_seat_too_few_is_counted(backend: Backend) {
        let stage = history(backend).await;
        let general = stage.general().await;
        let fewer = Expr::col(pools::Column::Taken).sub(1);
        stage.set(pool(general).col_expr(pools::Column::Taken, fewer)).await;
        // The seat that seems free seems idle too, and the events tell otherwise.
        stage.finds(&["I1", "I2", "I3"], general).await;
    }

    async fn i1_who_waits_is_not_counted(backend: Backend) {
        let stage = history(backend).await;
        let general = stage.general().await;
        stage.set(pool(general).col_expr(pools::Column::Waiting, Expr::value(0))).await;
        stage.finds(&["I1"], general).await;
    }

    async fn i2_a_seat_is_idle_while_someone_waits(backend: Backend) {
        let stage = history(backend).await;
        let general = stage.general().await;
        let more = || Expr::col(pools::Column::Capacity).add(1);
        stage.set(pool(general).col_expr(pools::Column::Capacity, more())).await;
        let last = pool_events::Entity::find()
            .filter(pool_events::Column::PoolId.eq(general))
            .order_by_desc(pool_events::Column::Sequence)
            .one(stage.server.db.read())
            .await
            .unwrap()
            .unwrap();
        let grown = last.capacity_after.map(|capacity| capacity + 1);
        let retold = pool_events::Entity::update_many()
            .col_expr(pool_events::Column::CapacityAfter, Expr::value(grown))
            .filter(pool_events::Column::Sequence.eq(last.sequence));
        stage.set(retold).await;
        stage.finds(&["I2"], stage.id("last")).await;
    }

    async fn i2_a_quota_has_room_for_a_guest(backend: Backend) {
        let stage = history(backend).await;
        let quota = pools::Column::QuotaKey.eq("shift");
        let grown = pools::Entity::update_many()
            .col_expr(pools::Column::Capacity, Expr::value(1))
            .filter(quota);
        stage.set(grown).await;
        stage.finds(&["I2", "I3"], stage.id("shifted")).await;
    }

    async fn i3_someone_was_promoted_out_of_turn(backend: Backend) {
        let stage = history(backend).await;
        let event = promotion(&stage, "early").await;
        let first = registration(stage.id("later"));
        stage.set(first.col_expr(registrations::Column::Arrival, Expr::value(0))).await;
        stage.finds(&["I3"], stage.id("later")).await;
        // Staff may, with a reason.
        let by_hand = registration_events::Entity::update_many()
            .col_expr(registration_events::Column::Cause, Expr::value("by_hand"))
            .filter(registration_events::Column::Sequence.eq(event.sequence));
        stage.set(by_hand).await;
        stage.is_clean("promoting by hand").await;
    }

    async fn i3_a_pool_changed_without_an_event(backend: Backend) {
        let stage = history(backend).await;
        let general = stage.general().await;
        let opening = pool_events::Entity::update_many()
            .col_expr(pool_events::Column::CapacityAfter, Expr::value(9))
            .filter(pool_events::Column::PoolId.eq(general))
            .filter(pool_events::Column::CapacityBefore.eq(0));
        stage.set(opening).await;
        stage.finds(&["I3"], general).await;
    }

    async fn i4_someone_is_in_twice(backend: Backend) {
        let stage = history(backend).await;
        let again = stage.registration("member").await;
        let first = registrations::Column::ParticipantId.eq(again.participant_id);
        let ended = registrations::Column::Status.eq("cancelled");
        let revived = registrations::Entity::update_many()
            .col_expr(registrations::Column::Status, Expr::value("applied"))
            .filter(first.and(ended));
        stage.plant(async |tx| {
            tx.execute_unprepared("DROP INDEX uq_registrations_live").await.unwrap();
        }).await;
        stage.set(revived).await;
        stage.finds(&["I4", "I8"], again.id).await;
    }

    async fn i5_a_notice_or_its_delivery_is_missing(backend: Backend) {
        let stage = history(backend).await;
        let id = stage.id("last");
        let notice = notices::Entity::find()
            .filter(notices::Column::RegistrationId.eq(id))
            .one(stage.server.db.read())
            .await
            .unwrap()
            .unwrap();
        stage.plant(async |tx| {
            let theirs = deliveries::Column::NoticeId.eq(notice.id);
            deliveries::Entity::delete_many().filter(theirs).exec(tx).await.unwrap();
        }).await;
        stage.finds(&["I5"], notice.id).await;
        stage.plant(async |tx| assert_eq!(notice.clone().delete(tx).await.unwrap().rows_affected, 1)).await;
        stage.finds(&["I5"], id).await;
        // Told of another event, it is one too many there.
        let untold = notices::Model { facts: json!({ "sequence": 1 }), ..notice };
        let unknown = notices::Model { registration_id: None, ..untold.clone() };
        stage.insert(notices::Model { account_id: None, ..untold }).await;
        stage.finds(&["I5"], unknown.id).await;
        let nowhere = notices::Entity::update_many()
            .col_expr(notices::Column::RegistrationId, Expr::value(None::<Uuid>))
            .filter(notices::Column::Id.eq(unknown.id));
        stage.set(nowhere).await;
        stage.finds(&["I5"], unknown.id).await;
    }

    async fn i5_an_event_is_missing(backend: Backend) {
        let stage = history(backend).await;
        let event = promotion(&stage, "early").await;
        stage.plant(async |tx| assert_eq!(event.clone().delete(tx).await.unwrap().rows_affected, 1)).await;
        // Without the promotion its notice is one too many, and the seat is never given back.
        stage.finds(&["I5", "I3"], event.program_id).await;
        stage.finds(&["I5", "I3"], stage.id("early")).await;
    }

    async fn i6_a_key_answers_with_nothing(backend: Backend) {
        let stage = history(backend).await;
        stage.plant_key_without_rows().await;
        stage.finds(&["I6"], "lost").await;
    }

    async fn i7_a_child_is_in_without_consent(backend: Backend) {
        let stage = history(backend).await;
        let id = stage.id("last");
        let consent = || {
            let theirs = consents::Column::RegistrationId.eq(id);
            consents::Entity::update_many().filter(theirs)
        };
        let withdrawn = consent().col_expr(consents::Column::WithdrawnAt, Expr::value(stage.now()));
        stage.set(withdrawn).await;
        stage.finds(&["I7"], id).await;
        let taken_back = Expr::value(None::<Instant>);
        stage.set(consent().col_expr(consents::Column::WithdrawnAt, taken_back)).await;
        stage.is_clean("giving consent again").await;
        // A newer text was in force for an hour.
        stage.insert(consent_texts::ActiveModel {
            key: Set("guardian_consent".to_owned()),
            version: Set(2),
            body: Set(String::new()),
            body_en: Set(String::new()),
            published_at: Set(stage.now().plus_hours(-1)),
        }).await;
        stage.finds(&["I7"], id).await;
        stage.set(consent().col_expr(consents::Column::Version, Expr::value(2))).await;
        let older = stage.report().await.violations;
        assert!(older.iter().all(|it| it.rows.iter().all(|row| !row.contains(&id.to_string()))));
    }

    async fn i8_the_events_end_elsewhere(backend: Backend) {
        let stage = history(backend).await;
        let id = stage.id("newcomer");
        stage.set(registration(id).col_expr(
            registrations::Column::Status,
            Expr::value("declined"),
        )).await;
        stage.finds(&["I8"], id).await;
    }
}
