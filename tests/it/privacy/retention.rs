//! What ends on its date without anybody asking.

use niangjia::db::entity::answers;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::json;

use crate::harness::TestServer;
use crate::registering::DRUM;

impl TestServer {
    /// The keys of the answers that are kept.
    async fn answered(&self) -> Vec<String> {
        let all = answers::Entity::find().order_by_asc(answers::Column::QuestionKey);
        let all = all.all(self.db.read()).await.unwrap();
        all.into_iter().map(|answer| answer.question_key).collect()
    }
}

on_both_databases! {
    async fn an_answer_is_erased_on_the_date_of_its_question(server) {
        server.import_demo().await;
        let family = server.family("mother@example.org").await;
        let mut body = family.drum();
        body["answers"][&family.child]["allergies"] = json!("花生");
        server.register(&family.token, DRUM, &body).await.ok(201);
        let before = server.answered().await;
        assert!(before.contains(&"allergies".to_owned()), "{before:?}");
        // The afternoon ends on 3 July; health is kept for thirty days after it, the rest longer.
        server.advance_hours(24 * (19 + 29));
        server.tick().await;
        assert_eq!(server.answered().await, before);
        server.advance_hours(24 * 2);
        server.tick().await;
        let after = server.answered().await;
        assert!(!after.contains(&"allergies".to_owned()), "{after:?}");
        assert!(after.contains(&"guardian_relation".to_owned()), "{after:?}");
        server.advance_hours(24 * 150);
        server.tick().await;
        assert_eq!(server.answered().await, [""; 0]);
    }

    async fn the_address_of_a_letter_itself_is_forgotten_after_a_month(server) {
        server.worker("mother@example.org").await;
        server.app.notices.courier.deliver_due().await.unwrap();
        server.advance_hours(24 * 29);
        server.tick().await;
        assert_eq!(server.letters_to("mother@example.org").await.len(), 1);
        server.advance_hours(24 * 2);
        server.tick().await;
        assert!(server.letters_to("mother@example.org").await.is_empty());
    }
}
