//! A person who has used everything, with a canary wherever somebody may write something.

use niangjia::organizations::staff::Role;
use niangjia::roster::import::ShiftChoice;
use serde_json::{Value, json};

use crate::harness::{Answer, TestServer};
use crate::organizing::{Staff, lecture};
use crate::registering::{DRUM, first, text};

const DEMO: &str = include_str!("../../../../demo/zhejiang-programs.json");
/// A club for grown-ups; its first evening is a week after the drum.
const CLUB: &str = "p-read-club-01";
pub(super) const OLD: &str = "Zqxvw.Old@example.org";
pub(super) const NEW: &str = "Zqxvw.New@example.org";
const LAST: &str = "Zqxvw.Last@example.org";
const PASSWORD: &str = "zqxvw-password-1";

/// What is planted: a word that stands nowhere else, and whether she herself is told it when she
/// takes everything away.
pub(super) const CANARIES: &[(&str, bool)] = &[
    ("zqxvw.old@example.org", true),
    ("zqxvw.new@example.org", true),
    ("zqxvw.last@example.org", true),
    ("zqxvw mother", true),
    ("zqxvw pending", false),
    ("zqxvw child", true),
    ("zqxvw removed", true),
    ("zqxvw grandmother", true),
    ("zqxvw uncle", true),
    ("zqxvw peanuts", true),
    ("zqxvw allergy", true),
    ("zqxvw school", true),
    ("zqxvw nickname", true),
    ("zqxvw wish", true),
    ("zqxvw street", true),
    ("zqxvw remark", true),
    ("zqxvw rejected", true),
    ("zqxvw collector", true),
    ("zqxvw entrusted", true),
    ("zqxvw member", true),
    ("zqxvw refused", true),
    ("zqxvw assisted", true),
    ("zqxvw listed", true),
    ("zqxvw device", true),
    ("zqxvw-key", false),
    ("zqxvw bounced", false),
    ("13900007001", true),
    ("13900007002", true),
    ("13900007003", true),
];

/// She, and who worked with her.
pub(super) struct Ground {
    pub(super) token: String,
    pub(super) organizer: Staff,
    /// Her child's registration for the drum, whose afternoon is over.
    pub(super) over: String,
    /// That afternoon.
    pub(super) session: String,
    /// Her own for the club, which is to come.
    pub(super) ahead: String,
}

impl TestServer {
    pub(super) async fn say(&self, token: &str, path: &str, body: &Value) -> Answer {
        self.post(&format!("/api/v1{path}"), body)
            .token(token)
            .send()
            .await
    }

    /// The demo, with questions of every class in the drum's form.
    async fn import_with_questions(&self) {
        let mut file: Value = serde_json::from_str(DEMO).unwrap();
        let programs = file["programs"].as_array_mut().unwrap();
        let drum = programs
            .iter_mut()
            .find(|one| one["id"] == "p-open-drum")
            .unwrap();
        let keys = drum["question_keys"].as_array_mut().unwrap();
        keys.extend(["school_place", "nickname", "teacher_wish", "help_where"].map(Value::from));
        let (importer, bytes) = (&self.app.importer, file.to_string());
        importer
            .import("demo", bytes.as_bytes(), ShiftChoice::None)
            .await
            .unwrap();
        self.app.catalog.refresh().await.unwrap();
    }
}

pub(super) async fn lay(server: &TestServer) -> Ground {
    server.import_with_questions().await;
    let organizer = server.staff("wz-lc", Role::Organizer).await;
    let body = server.body("wz-lc").await;
    server.appoint(organizer.account, body).await;
    // Another family does the same, and stays.
    let other = server.family("qywvz@example.org").await;
    let wanted = drum(&other.child, "qywvz");
    server.register(&other.token, DRUM, &wanted).await.ok(201);

    let token = account(server).await;
    let child = household(server, &token).await;
    let over = registered(server, &token, &child).await;
    let ahead = evenings(server, &token).await;
    by_staff(server, &organizer, &token).await;
    let session = at_the_door(server, &organizer, &over).await;
    last_day(server, &token).await;
    Ground {
        token,
        organizer,
        over,
        session,
        ahead,
    }
}

/// Her account, whose address was another one once.
async fn account(server: &TestServer) -> String {
    let wanted = json!({ "email": OLD, "password": PASSWORD, "name": "Zqxvw Mother" });
    let asking = server.post("/api/v1/accounts", &wanted).send().await;
    asking.ok(202);
    let made = server
        .verify(OLD, &server.last_code(OLD).await)
        .await
        .ok(201);
    let token = text(&made, "access_token");
    server.app.notices.courier.deliver_due().await.unwrap();
    // Codes and tries of the old address are forgotten after a day.
    server.advance_hours(25);
    server.tick().await;
    let admin = server.staff("wz-lc", Role::Admin).await;
    let until = server.clock.now().plus_days(60);
    let role = |email: &str, role: &str| json!({ "email": email, "role": role, "until": until });
    server
        .say(
            &admin.token,
            "/organizations/wz-lc/staff",
            &role(OLD, "viewer"),
        )
        .await
        .ok(201);
    server
        .say(
            &admin.token,
            "/organizations/wz-lc/staff",
            &role(LAST, "checker"),
        )
        .await
        .ok(201);
    let edit = json!({ "email": NEW, "phone": "13900007001" });
    server
        .patch("/api/v1/me", &edit)
        .token(&token)
        .send()
        .await
        .ok(200);
    server
        .verify_as(&token, NEW, &server.last_code(NEW).await)
        .await
        .ok(201);
    let member = json!({ "organization_id": "wz-lc", "member_number": "zqxvw member" });
    let asked = server.say(&token, "/me/memberships", &member).await.ok(201);
    let path = format!(
        "/organizations/wz-lc/memberships/{}/refuse",
        text(&asked, "id")
    );
    server
        .say(&admin.token, &path, &json!({ "reason": "zqxvw refused" }))
        .await
        .ok(200);
    token
}

/// What lasts for an hour or a day only: shortly before she leaves.
async fn last_day(server: &TestServer, token: &str) {
    let pending = json!({ "email": LAST, "password": PASSWORD, "name": "Zqxvw Pending" });
    let asking = server.post("/api/v1/accounts", &pending).send().await;
    asking.ok(202);
    let edit = json!({ "email": LAST });
    let editing = server.patch("/api/v1/me", &edit).token(token).send().await;
    editing.ok(200);
    let code = server.last_code(LAST).await;
    server.verify_as(token, LAST, &code).await.ok(201);
    for _ in 0..2 {
        let wrong = server.sign_in(LAST, "zqxvw-wrong-1").await;
        wrong.is_problem(401, "invalid-credentials");
    }
    let again = json!({ "email": LAST, "password": PASSWORD });
    let signing = server.post("/api/v1/tokens", &again);
    let signing = signing.header("user-agent", "zqxvw device/1").send().await;
    signing.ok(201);
    let code = json!({ "email": LAST });
    server
        .post("/api/v1/tokens/code", &code)
        .send()
        .await
        .ok(202);
    server.second_factor(token).await;
    let renewing = server.post("/api/v1/me/calendar-key", &json!({}));
    let renewing = renewing.token(token).key("zqxvw-key").send().await;
    renewing.ok(200);
    let bounced = "UPDATE deliveries SET last_error = '550 zqxvw bounced' WHERE notice_id IN \
        (SELECT id FROM notices WHERE account_id IN \
        (SELECT id FROM accounts WHERE email LIKE 'Zqxvw%'))";
    server.execute(bounced).await;
}

/// Her household; her child.
async fn household(server: &TestServer, token: &str) -> String {
    let contact =
        |name: &str, phone: &str| json!({ "name": name, "phone": phone, "relation": "家人" });
    let child = json!({
        "name": "Zqxvw Child", "relation": "child", "birth_date": "2019-03-01", "gender": "female",
        "grade": 2, "care_notes": "zqxvw peanuts",
        "pickup_people": [contact("Zqxvw Grandmother", "13900007002")],
        "emergency_contact": contact("Zqxvw Uncle", "13900007003"),
    });
    let child = server.say(token, "/me/participants", &child).await.ok(201);
    let removed = json!({ "name": "Zqxvw Removed", "relation": "other" });
    let removed = server
        .say(token, "/me/participants", &removed)
        .await
        .ok(201);
    let path = format!("/api/v1/me/participants/{}", text(&removed, "id"));
    let removing = server.delete(&path).token(token).send().await;
    assert!(removing.status < 300, "{}", removing.text());
    text(&child, "id")
}

/// What the drum asks, answered with words of `whose`.
fn drum(child: &str, whose: &str) -> Value {
    let say = |what: &str| format!("{whose} {what}");
    json!({
        "participant_ids": [child],
        "answers": { child: {
            "guardian_relation": "mother", "allergies": say("allergy"), "school_place": say("school"),
            "nickname": say("nickname"), "teacher_wish": say("wish"), "help_where": say("street"),
        } },
        "consents": [{ "key": "guardian_consent", "version": 1 }],
    })
}

async fn registered(server: &TestServer, token: &str, child: &str) -> String {
    let path = format!("/api/v1/offerings/{DRUM}/registrations");
    let asking = server
        .post(&path, &drum(child, "zqxvw"))
        .token(token)
        .key("zqxvw-key-drum");
    text(first(&asking.send().await.ok(201)), "id")
}

/// Two evenings of the club: one is given up with a word, the other is to come.
async fn evenings(server: &TestServer, token: &str) -> String {
    let club = server
        .get(&format!("/api/v1/offerings/{CLUB}"))
        .send()
        .await
        .ok(200);
    let mut made = Vec::new();
    for at in 0..2 {
        let mut wanted = lecture(server, token).await;
        wanted["session_ids"] = json!([text(&club["sessions"][at], "id")]);
        let one = server.register(token, CLUB, &wanted).await.ok(201);
        made.push(text(first(&one), "id"));
    }
    let path = format!("/registrations/{}/cancel", made[1]);
    server
        .say(token, &path, &json!({ "reason": "zqxvw remark" }))
        .await
        .ok(200);
    made.swap_remove(0)
}

/// What staff write of her: somebody registered for her, a list, a word with a cancel.
async fn by_staff(server: &TestServer, staff: &Staff, token: &str) {
    server.prove(staff).await;
    let mut guest = crate::organizing::assisted::child("Zqxvw Assisted");
    guest["email"] = json!(NEW);
    guest["answers"]["help_where"] = json!("zqxvw street");
    guest["answers"]["nickname"] = json!("zqxvw nickname");
    let made = server.assist(staff, "", &guest).await.ok(201);
    let path = format!(
        "/registrations/{}/cancel",
        text(first(&made), "registration_id")
    );
    server
        .say(&staff.token, &path, &json!({ "reason": "zqxvw rejected" }))
        .await
        .ok(200);
    let listed = format!(
        "姓名,出生日期,邮箱,guardian_relation,emergency_contact,nickname,help_where,纸质同意书\r\n\
         Zqxvw Listed,2018-09-01,{NEW},母亲,Zqxvw-Uncle 13900007003 舅舅,zqxvw nickname,zqxvw street,是\r\n"
    );
    let answer = server
        .send_list(staff, "", ("text/csv", listed.into_bytes()))
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text());
    server.app.notices.courier.deliver_due().await.unwrap();
    server.own_inbox(token).await;
}

/// The child comes to the drum and is collected; the session.
async fn at_the_door(server: &TestServer, staff: &Staff, registration: &str) -> String {
    let offering = server
        .get(&format!("/api/v1/offerings/{DRUM}"))
        .send()
        .await
        .ok(200);
    let now = server.clock.now().millis();
    let begins: niangjia::values::clock::Instant =
        serde_json::from_value(offering["sessions"][0]["starts_at"].clone()).unwrap();
    server.advance_minutes((begins.millis() - now) / 60_000 + 95);
    server.tick().await;
    let at = |minutes: i64| begins.plus_minutes(minutes);
    let marks = json!({ "marks": [
        { "registration_id": registration, "mark": "in", "at": at(0) },
        { "registration_id": registration, "mark": "out", "at": at(90), "by": "Zqxvw Collector", "reason": "zqxvw entrusted" },
    ] });
    let session = text(&offering["sessions"][0], "id");
    server.prove(staff).await;
    server.mark(staff, &session, &marks).await;
    session
}

impl TestServer {
    /// Marks that are all taken.
    pub(super) async fn mark(&self, staff: &Staff, session: &str, marks: &Value) {
        let path = format!("/sessions/{session}/attendance");
        let marked = self.say(&staff.token, &path, marks).await.ok(200);
        let outcomes = crate::organizing::outcomes(&marked);
        assert!(outcomes.iter().all(|one| one == "applied"), "{marked}");
    }

    /// She reads her letters.
    async fn own_inbox(&self, token: &str) {
        let letters = self
            .get("/api/v1/me/notices?limit=100")
            .token(token)
            .send()
            .await;
        letters.ok(200);
    }
}
