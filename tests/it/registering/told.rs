//! What letters say that only the whole program knows: where one was moved to, what to bring, whom
//! to answer, that a consent was taken back; and the numbers by which calendars follow.

use niangjia::db::entity::notices;
use niangjia::organizations::staff::Role;
use sea_orm::{EntityTrait, QueryOrder};
use serde_json::{Value, json};

use super::{DRUM, first, text};
use crate::harness::TestServer;
use crate::organizing::Staff;

const MORNING: &str = "p-open-drum-01";

impl TestServer {
    /// The organizer of the drum afternoon.
    async fn organizer_of_the_drum(&self) -> Staff {
        self.import_demo().await;
        let staff = self.staff("wz-lc", Role::Organizer).await;
        self.prove(&staff).await;
        staff
    }

    /// The letters kept so far, oldest first.
    async fn letters(&self) -> Vec<Value> {
        self.app.notices.courier.deliver_due().await.unwrap();
        let rows = notices::Entity::find()
            .order_by_asc(notices::Column::Id)
            .all(self.db.read())
            .await;
        let kept = rows.unwrap().into_iter();
        kept.filter(|row| row.kind.starts_with("registration-"))
            .filter_map(|row| row.letter)
            .collect()
    }

    /// The numbers of the dates in a calendar.
    async fn sequences(&self, path: &str, token: Option<&str>) -> Vec<i64> {
        let mut asking = self.get(path);
        if let Some(token) = token {
            asking = asking.token(token);
        }
        let answer = asking.send().await;
        let file = answer.text();
        let lines = file.lines();
        lines
            .filter_map(|line| line.strip_prefix("SEQUENCE:"))
            .map(|number| number.trim().parse().unwrap())
            .collect()
    }
}

on_both_databases! {
    async fn whom_the_organizer_moves_reads_where_to(server) {
        let staff = server.organizer_of_the_drum().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let path = format!("registrations/{}/move", text(first(&made), "id"));
        let wanted = json!({ "offering_id": MORNING, "reason": "下午场人太多" });
        let moved = server.orders(&staff, &path, &wanted).await.ok(200);
        let new = text(first(&moved), "registration_id");
        let messages = server.messages(&family.token).await;
        let left: Vec<&Value> =
            messages.iter().filter(|one| one["kind"] == "registration-cancelled").collect();
        let letter = text(left[0], "text");
        for said in [
            "主办方给张小二换了安排", "新的时间：7月3日（周六）9:30–11:00", "下午场人太多",
            "新的安排不合适", &format!("/registrations/{new}"),
        ] {
            assert!(letter.contains(said), "{said}: {letter}");
        }
        assert!(!letter.contains("不是您本人操作的"), "{letter}");
        server.all_is_well().await;
    }

    async fn a_letter_says_what_to_bring_and_where_an_answer_goes(server) {
        let staff = server.organizer_of_the_drum().await;
        let program = "/api/v1/programs/p-open-drum";
        let wrong = json!({ "contact_email": "nobody" });
        let refused = server.edit(&staff, program, &wrong).await;
        refused.is_problem(422, "invalid");
        let address = json!({ "contact_email": "drum@example.org" });
        let edited = server.edit(&staff, program, &address).await.ok(200);
        assert_eq!(edited["contact_email"], "drum@example.org");
        let bring = json!({ "bring": "水壶和软底鞋", "bring_en": "Water and soft shoes" });
        let edited = server.edit(&staff, &format!("/api/v1/offerings/{DRUM}"), &bring).await.ok(200);
        assert_eq!(edited["bring"], "水壶和软底鞋");
        let public = server.get(&format!("/api/v1/offerings/{DRUM}")).english().send().await.ok(200);
        assert_eq!(public["bring"], "Water and soft shoes");
        let family = server.family("parent@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let letter = server.letters().await.pop().unwrap();
        assert_eq!(letter["reply_to"], "drum@example.org");
        assert!(letter["facts"].to_string().contains("水壶和软底鞋"), "{letter}");
    }

    async fn a_consent_taken_back_is_told_with_what_came_of_it(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let given = server.get("/api/v1/me/consents").token(&family.token).send().await.ok(200);
        let path = format!("/api/v1/me/consents/{}/withdraw", text(&given["items"][0], "id"));
        for _ in 0..2 {
            server.post(&path, &json!({})).token(&family.token).send().await.ok(200);
        }
        let messages = server.messages(&family.token).await;
        let kinds: Vec<&str> = messages.iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["consent-withdrawn", "registration-cancelled", "registration-confirmed"]);
        let letter = text(&messages[0], "text");
        for said in ["监护人同意处理孩子信息", "所以已经取消", "张小二"] {
            assert!(letter.contains(said), "{said}: {letter}");
        }
        server.all_is_well().await;
    }

    async fn who_was_registered_by_staff_reads_by_whom(server) {
        let staff = server.organizer_of_the_drum().await;
        let mut child = json!({
            "name": "张小二", "relation": "child", "birth_date": "2018-09-01",
            "contact_name": "张家外婆", "email": "grandma@example.org", "consent_paper": true,
            "answers": { "guardian_relation": "grandparent", "emergency_contact":
                { "name": "外婆", "phone": "13800000000", "relation": "外婆" } },
        });
        child["phone"] = json!("13800000000");
        let path = format!("/api/v1/offerings/{DRUM}/registrations/assisted");
        server.post(&path, &child).token(&staff.token).send().await.ok(201);
        let letter = server.letters().await.pop().unwrap();
        let lead = letter["lead"].to_string();
        assert!(lead.contains("代您报名") && lead.contains("不用设密码"), "{letter}");
        assert!(letter["steps"].to_string().contains("不是您要报的"), "{letter}");
    }

    async fn calendars_that_follow_hear_of_each_change(server) {
        let staff = server.organizer_of_the_drum().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let own = format!("/api/v1/registrations/{}/calendar.ics", text(first(&made), "id"));
        let public = format!("/api/v1/offerings/{DRUM}/calendar.ics");
        let numbers = async || {
            let own = server.sequences(&own, Some(&family.token)).await;
            (own[0], server.sequences(&public, None).await[0])
        };
        let before = numbers().await;
        server.drum_moves_to(&staff, "2027-07-20").await;
        let moved = numbers().await;
        assert!(before.0 < moved.0 && before.1 < moved.1, "{before:?} {moved:?}");
        let letters = server.letters().await;
        let invited = letters.last().unwrap()["calendars"][0]["events"][0]["sequence"].clone();
        assert_eq!(invited, json!(moved.0), "the feed and the invitation agree");
        let reason = json!({ "reason": "场地停电" });
        server.orders(&staff, &format!("offerings/{DRUM}/call-off"), &reason).await.ok(200);
        let off = numbers().await;
        assert!(moved.0 < off.0 && moved.1 < off.1, "{moved:?} {off:?}");
    }

    async fn another_instance_tells_the_new_date_too(server) {
        let staff = server.organizer_of_the_drum().await;
        let family = server.family("parent@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        server.letters().await;
        let other = server.instance().await;
        server.drum_moves_to(&staff, "2027-07-20").await;
        // It has not looked for what changed yet.
        assert_eq!(other.notices.courier.deliver_due().await.unwrap(), 1);
        let letter = server.letters().await.pop().unwrap();
        let said = letter["subject"].as_str().unwrap();
        assert!(said.contains("7月20日"), "{said}");
        assert_eq!(letter["calendars"][0]["events"][0]["starts_at"], "2027-07-20T06:00:00Z");
        other.drain().await;
    }
}
