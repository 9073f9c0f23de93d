//! What others write of her once she is gone: a list that a door sends late, and words of staff.

use niangjia::db::entity::{attendance_marks, memberships};
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use super::{ground, places};

on_both_databases! {
    async fn what_is_written_once_she_is_gone_says_nothing_of_her(server) {
        let ground = ground::lay(&server).await;
        let account = server.account_of(&ground.token).await;
        server.leave_for_good(&ground.token, "").await.ok(202);
        server.erase_to_the_end(account).await;
        assert_eq!(places(&server.dump().await, "zqxvw"), [""; 0]);

        let (staff, now) = (&ground.organizer, server.clock.now());
        server.prove(staff).await;
        let marks = json!({ "marks": [
            { "registration_id": ground.over, "mark": "in", "at": now.plus_minutes(-2) },
            // Nobody is left to say who may collect: the name keeps the mark from nothing.
            { "registration_id": ground.over, "mark": "out", "at": now.plus_minutes(-1), "by": "Zqxvw Collector" },
            { "registration_id": ground.over, "mark": "out", "at": now, "reason": "zqxvw entrusted" },
        ] });
        server.mark(staff, &ground.session, &marks).await;
        let path = format!("/registrations/{}/cancel", ground.over);
        let words = json!({ "reason": "zqxvw remark" });
        server.say(&staff.token, &path, &words).await.ok(200);
        let asked = memberships::Entity::find().filter(memberships::Column::AccountId.eq(account));
        let asked = asked.one(server.db.read()).await.unwrap().unwrap();
        let path = format!("/organizations/wz-lc/memberships/{}/refuse", asked.id);
        server.say(&staff.token, &path, &json!({ "reason": "zqxvw refused" })).await.ok(200);
        server.tick().await;
        server.app.notices.courier.deliver_due().await.unwrap();

        assert_eq!(places(&server.dump().await, "zqxvw"), [""; 0]);
        // It was done all the same.
        assert_eq!(server.stands(&ground.over).await, "cancelled");
        let over = ground.over.parse::<niangjia::values::ids::RegistrationId>().unwrap();
        let marked = attendance_marks::Entity::find()
            .filter(attendance_marks::Column::RegistrationId.eq(over));
        assert_eq!(marked.count(server.db.read()).await.unwrap(), 5);
        server.stays_sound().await;
    }
}
