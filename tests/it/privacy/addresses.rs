//! Addresses that were hers once, or that she asked for.

use niangjia::db::entity::{staff_grants, suppressed_addresses};
use niangjia::organizations::staff::Role;
use sea_orm::{EntityTrait, PaginatorTrait};
use serde_json::json;

use crate::harness::{SmtpSink, Step, TestServer, Treat};

const NOBODY: Treat = Treat::Say(Step::Recipient, "550 5.1.1 no such user");
const SPAM: Treat = Treat::Say(Step::Dot, "554 5.7.1 looks like spam");

impl TestServer {
    /// Gives an account another address.
    async fn move_to(&self, token: &str, email: &str) {
        let edit = json!({ "email": email });
        let asking = self.patch("/api/v1/me", &edit).token(token).send().await;
        asking.ok(200);
        let code = self.last_code(email).await;
        self.verify_as(token, email, &code).await.ok(201);
    }

    async fn deliver(&self) {
        self.app.notices.courier.deliver_due().await.unwrap();
    }

    /// How many addresses are known to have refused.
    async fn refusing(&self) -> u64 {
        let all = suppressed_addresses::Entity::find();
        all.count(self.db.read()).await.unwrap()
    }

    /// The addresses that roles were given to.
    async fn given_to(&self) -> Vec<String> {
        let all = staff_grants::Entity::find().all(self.db.read()).await;
        all.unwrap().into_iter().map(|one| one.email).collect()
    }
}

on_both_databases! {
    async fn no_address_of_hers_stays_among_those_that_refused(backend: Backend) {
        let sink = SmtpSink::start().await;
        let server = TestServer::with(backend, &sink.toml()).await;
        // Before there was an account: the code was refused once, and taken then.
        sink.treat(SPAM);
        server.ask_account("first@example.org").await.ok(202);
        server.deliver().await;
        let token = server.worker("first@example.org").await;
        server.deliver().await;
        assert_eq!(server.refusing().await, 1);
        server.move_to(&token, "second@example.org").await;
        assert_eq!(server.refusing().await, 0, "of what is not hers any more");

        // What tells the address that was hers until now is refused.
        sink.treat(NOBODY);
        server.deliver().await;
        assert_eq!(server.refusing().await, 1);
        let account = server.account_of(&token).await;
        server.leave_for_good(&token, "").await.ok(202);
        server.erase_to_the_end(account).await;
        assert_eq!(server.refusing().await, 0);
    }
}

on_both_databases! {
    async fn what_others_were_sent_at_an_address_she_asked_for_is_theirs(server) {
        let other = server.worker("li@example.org").await;
        server.move_to(&other, "li.si@example.org").await;
        let her = server.worker("mother@example.org").await;
        let edit = json!({ "email": "li@example.org" });
        server.patch("/api/v1/me", &edit).token(&her).send().await.ok(200);
        server.deliver().await;

        let account = server.account_of(&her).await;
        server.leave_for_good(&her, "").await.ok(202);
        server.erase_to_the_end(account).await;
        let other = server.account_of(&other).await;
        let left = server.letters_to("li@example.org").await;
        let left: Vec<_> = left.iter().map(|one| (one.kind.as_str(), one.account_id)).collect();
        assert_eq!(left, [("email-changed", Some(other))]);
    }

    async fn the_address_of_a_role_nobody_took_up_is_forgotten_a_month_after_its_end(server) {
        server.import_demo().await;
        let admin = server.staff("wz-lc", Role::Admin).await;
        let days = |days: i64| server.clock.now().plus_days(days);
        for (email, until) in [("soon@example.org", days(5)), ("later@example.org", days(60))] {
            let role = json!({ "email": email, "role": "viewer", "until": until });
            let path = "/api/v1/organizations/wz-lc/staff";
            server.post(path, &role).token(&admin.token).send().await.ok(201);
        }
        let before = server.given_to().await;
        assert_eq!(before.len(), 3, "{before:?}");
        server.advance_hours(24 * 34);
        server.tick().await;
        assert_eq!(server.given_to().await, before);
        server.advance_hours(24 * 2);
        server.tick().await;
        let after = server.given_to().await;
        assert!(!after.contains(&"soon@example.org".to_owned()), "{after:?}");
        assert!(after.contains(&"later@example.org".to_owned()), "{after:?}");
        assert!(after.contains(&"staff@example.org".to_owned()), "taken up: {after:?}");
        assert_eq!(after.len(), 3, "{after:?}");
    }
}
