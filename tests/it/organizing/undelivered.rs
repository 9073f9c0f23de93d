//! Organizers hear each morning whom no mail reached: how many, where to look, and no names.

use niangjia::db::Fault;
use niangjia::db::entity::{catalog_state, deliveries, notices, programs};
use niangjia::values::clock::Instant;
use niangjia::values::ids::AccountId;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect, QueryTrait};
use serde_json::{Value, json};

use super::Staff;
use crate::harness::TestServer;
use crate::registering::{DRUM, text};

/// From the start of a test (20:20) to nine o'clock in the morning, in minutes.
const TO_NINE: i64 = 12 * 60 + 40;

impl TestServer {
    /// As if the mails to these accounts had ended so, now.
    pub(crate) async fn end_mails(&self, accounts: &[AccountId], state: &str, cause: Option<&str>) {
        let now: Instant = self.clock.now();
        let theirs = notices::Entity::find()
            .select_only()
            .column(notices::Column::Id)
            .filter(notices::Column::AccountId.is_in(accounts.iter().copied()))
            .into_query();
        let ending = self.db.write(async |tx| {
            deliveries::Entity::update_many()
                .col_expr(deliveries::Column::State, Expr::value(state))
                .col_expr(deliveries::Column::Cause, Expr::value(cause))
                .col_expr(deliveries::Column::EndedAt, Expr::value(now))
                .filter(deliveries::Column::NoticeId.in_subquery(theirs.clone()))
                .exec(tx)
                .await?;
            Ok::<_, Fault>(())
        });
        ending.await.unwrap();
    }

    /// The digests in somebody's inbox, newest first.
    async fn digests(&self, staff: &Staff) -> Vec<Value> {
        let inbox = self.get("/api/v1/me/notices").token(&staff.token);
        let inbox = inbox.send().await.ok(200);
        let items = inbox["items"].as_array().unwrap().iter().cloned();
        items
            .filter(|one| one["kind"] == "undelivered-digest")
            .collect()
    }

    /// So many families with a place or a wait in the drum afternoon.
    async fn drummers(&self, count: usize) -> Vec<AccountId> {
        let mut accounts = Vec::new();
        for (family, _) in self.families(count).await {
            accounts.push(self.account_of(&family.token).await);
        }
        accounts
    }
}

on_both_databases! {
    async fn a_morning_tells_how_many_were_not_reached(server) {
        server.drum_by(&json!({})).await;
        let accounts = server.drummers(4).await;
        server.end_mails(&accounts[..1], "failed", Some("refused")).await;
        server.end_mails(&accounts[1..2], "expired", None).await;
        server.end_mails(&accounts[2..3], "expired", Some("superseded")).await;
        server.advance_minutes(TO_NINE - 1);
        let organizer = server.nobody("organizer@example.org").await;
        server.appoint(organizer.account, server.body("wz-lc").await).await;
        server.tick().await;
        assert_eq!(server.digests(&organizer).await.len(), 0, "it is not nine yet");
        for _ in 0..2 {
            server.advance_minutes(1);
            server.tick().await;
        }
        let told = server.digests(&organizer).await;
        assert_eq!(told.len(), 1);
        let letter = text(&told[0], "text");
        for words in ["张三，您好", "2 人", "看名单", &format!("/offerings/{DRUM}/roster")] {
            assert!(letter.contains(words), "{words}: {letter}");
        }
        for secret in ["parent1", "example.org", "张小二"] {
            assert!(!letter.contains(secret), "{letter}");
        }
        // Nothing new, no letter; then one for what came since.
        server.advance_hours(23);
        server.end_mails(&accounts[3..], "failed", Some("suppressed")).await;
        server.advance_hours(1);
        let other = server.nobody("other@example.org").await;
        server.appoint(other.account, server.body("wz-lc").await).await;
        server.tick().await;
        let told = server.digests(&other).await;
        assert_eq!(told.len(), 1);
        assert!(text(&told[0], "text").contains("1 人："), "{}", told[0]);
        server.advance_hours(24);
        let third = server.nobody("third@example.org").await;
        server.appoint(third.account, server.body("wz-lc").await).await;
        server.tick().await;
        assert_eq!(server.digests(&third).await.len(), 0);
    }

    async fn an_announcement_that_did_not_arrive_counts_too(server) {
        let staff = server.drum_by(&json!({})).await;
        let accounts = server.drummers(2).await;
        // Their letters about the registrations arrived.
        server.app.notices.courier.deliver_due().await.unwrap();
        let said = json!({ "to": "all", "subject": "周六请带雨衣", "text": "有雨。" });
        server.orders(&staff, &format!("offerings/{DRUM}/announcements"), &said).await.ok(202);
        let announced = server.db.write(async |tx| {
            let theirs = notices::Entity::find()
                .select_only()
                .column(notices::Column::Id)
                .filter(notices::Column::Kind.eq("announcement"))
                .into_query();
            deliveries::Entity::update_many()
                .col_expr(deliveries::Column::State, Expr::value("failed"))
                .col_expr(deliveries::Column::EndedAt, Expr::value(server.clock.now()))
                .filter(deliveries::Column::NoticeId.in_subquery(theirs))
                .exec(tx)
                .await?;
            Ok::<_, Fault>(())
        });
        announced.await.unwrap();
        server.advance_minutes(TO_NINE);
        server.tick().await;
        let told = server.digests(&staff).await;
        assert_eq!(told.len(), 1);
        assert!(text(&told[0], "text").contains(&format!("{} 人：", accounts.len())), "{}", told[0]);
    }

    async fn of_a_confidential_program_no_small_number_is_told(server) {
        let staff = server.drum_by(&json!({})).await;
        let accounts = server.drummers(6).await;
        let hushing = server.db.write(async |tx| {
            programs::Entity::update_many()
                .col_expr(programs::Column::Sensitivity, Expr::value("confidential"))
                .filter(programs::Column::Code.eq("p-open-drum"))
                .exec(tx)
                .await?;
            catalog_state::Entity::update_many()
                .col_expr(
                    catalog_state::Column::Version,
                    Expr::col(catalog_state::Column::Version).add(1),
                )
                .exec(tx)
                .await?;
            Ok::<_, Fault>(())
        });
        hushing.await.unwrap();
        server.app.catalog.refresh().await.unwrap();
        server.end_mails(&accounts[..4], "failed", Some("refused")).await;
        server.advance_minutes(TO_NINE);
        server.tick().await;
        assert_eq!(server.digests(&staff).await.len(), 0, "that there is one is a number too");
        server.end_mails(&accounts, "failed", Some("refused")).await;
        server.advance_hours(24);
        let other = server.nobody("other@example.org").await;
        server.appoint(other.account, server.body("wz-lc").await).await;
        server.tick().await;
        let told = server.digests(&other).await;
        assert!(text(&told[0], "text").contains("5 人："), "{}", told[0]);
    }

    async fn of_several_instances_one_tells(server) {
        let staff = server.drum_by(&json!({})).await;
        let accounts = server.drummers(1).await;
        server.end_mails(&accounts, "failed", Some("refused")).await;
        server.advance_minutes(TO_NINE);
        let (one, two) = (server.instance().await, server.instance().await);
        let now = server.clock.now();
        let (first, second) = tokio::join!(
            one.roster.tell_undelivered(now),
            two.roster.tell_undelivered(now),
        );
        first.unwrap();
        second.unwrap();
        assert_eq!(server.digests(&staff).await.len(), 1);
        one.drain().await;
        two.drain().await;
    }
}
