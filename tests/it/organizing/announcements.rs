//! Writing to everyone of an offering: once an account, as written, and quietly where it must be.

use std::collections::BTreeSet;
use std::time::Instant;

use niangjia::db::Fault;
use niangjia::db::entity::{notices, registrations, units};
use niangjia::households::Person;
use niangjia::households::policy::Relation;
use niangjia::ledger::check;
use niangjia::organizations::staff::Role;
use niangjia::values::clock::Instant as At;
use niangjia::values::ids::{AccountId, ParticipantId, RegistrationId};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QuerySelect};
use serde_json::{Value, json};

use super::{Staff, myself};
use crate::harness::{Answer, SmtpSink, Step, TestServer, Treat};
use crate::registering::{DRUM, Family, first, text};

pub(crate) fn rain(to: &str) -> Value {
    json!({ "to": to, "subject": " 周六请带<b>雨衣</b> ", "text": "各位家长：\r\n\r\n周六有雨 & 风大。" })
}

impl TestServer {
    pub(crate) async fn announce(&self, staff: &Staff, offering: &str, body: &Value) -> Answer {
        let path = format!("/api/v1/offerings/{offering}/announcements");
        self.post(&path, body).token(&staff.token).send().await
    }

    async fn announced(&self, staff: &Staff, offering: &str) -> Value {
        let path = format!("/api/v1/offerings/{offering}/announcements");
        self.get(&path).token(&staff.token).send().await.ok(200)
    }

    async fn inbox(&self, token: &str) -> Vec<Value> {
        let inbox = self
            .get("/api/v1/me/notices")
            .token(token)
            .send()
            .await
            .ok(200);
        inbox["items"].as_array().unwrap().clone()
    }

    pub(crate) async fn drum_organizer(&self) -> Staff {
        let staff = self.staff("wz-lc", Role::Organizer).await;
        self.prove(&staff).await;
        staff
    }

    async fn drum_families(&self, count: usize) -> Vec<Family> {
        let mut families = Vec::new();
        for number in 1..=count {
            let family = self.family(&format!("parent{number}@example.org")).await;
            self.register(&family.token, DRUM, &family.drum())
                .await
                .ok(201);
            families.push(family);
        }
        families
    }
}

on_both_databases! {
    async fn everyone_of_a_standing_is_told_once(server) {
        server.import_demo().await;
        let staff = server.drum_organizer().await;
        let families = server.drum_families(7).await;
        // A second child of the first family: still one message.
        let second = json!({ "name": "张小三", "relation": "child", "birth_date": "2018-03-01" });
        let adding = server.post("/api/v1/me/participants", &second);
        let second = text(&adding.token(&families[0].token).send().await.ok(201), "id");
        let mut body = families[0].drum();
        body["participant_ids"] = json!([second]);
        body["answers"] = json!({ &second: {
            "guardian_relation": "mother",
            "emergency_contact": { "name": "家里人", "phone": "13800000000", "relation": "外婆" },
        }});
        server.register(&families[0].token, DRUM, &body).await.ok(201);
        server.app.notices.courier.deliver_due().await.unwrap();

        let sent = server.announce(&staff, DRUM, &rain("confirmed")).await.ok(202);
        assert_eq!(sent["count"], 6);
        assert_eq!(server.announce(&staff, DRUM, &rain("waitlisted")).await.ok(202)["count"], 2);
        let all = server.announce(&staff, DRUM, &rain("all")).await.ok(202);
        assert_eq!(all["count"], 7);
        let list = server.announced(&staff, DRUM).await;
        assert_eq!(list["items"][0]["id"], all["id"]);
        assert_eq!(list["items"][0]["mails"], json!({ "sent": 0, "failed": 0, "queued": 7 }));
        server.app.notices.courier.deliver_due().await.unwrap();
        let list = server.announced(&staff, DRUM).await;
        assert_eq!(list["items"][0]["mails"], json!({ "sent": 7, "failed": 0, "queued": 0 }));
        assert_eq!(list["items"][2]["subject"], "周六请带<b>雨衣</b>");
        assert_eq!(list["items"][2]["text"], "各位家长：\n\n周六有雨 & 风大。");
        assert_eq!(list["items"][2]["sent_by"], json!(staff.account));

        let inbox = server.inbox(&families[6].token).await;
        let kinds: Vec<&str> = inbox.iter().map(|one| one["kind"].as_str().unwrap()).collect();
        assert_eq!(kinds, ["announcement", "announcement", "registration-waiting"]);
        assert_eq!(inbox[0]["subject"], "周六请带<b>雨衣</b>");
        let words = text(&inbox[0], "text");
        assert!(words.contains("各位家长") && words.contains("少儿非洲鼓开放日"), "{words}");
        assert_eq!(server.inbox(&families[0].token).await.len(), 5, "one each, for two children");

        let admin = server.staff("wz-lc", Role::Admin).await;
        server.prove(&admin).await;
        let log = server.get("/api/v1/organizations/wz-lc/audit?action=announcement-sent");
        let log = log.token(&admin.token).send().await.ok(200);
        let facts = &log["items"][0]["facts"];
        assert_eq!((&facts["to"], &facts["count"]), (&json!("all"), &json!(7)));
        assert_eq!(log["items"].as_array().unwrap().len(), 3);
    }

    async fn those_who_are_chosen_are_told(server) {
        server.import_demo().await;
        let staff = server.drum_organizer().await;
        let families = server.drum_families(3).await;
        let mut ids = Vec::new();
        for family in &families {
            let mine = server.get("/api/v1/me/registrations").token(&family.token).send().await.ok(200);
            ids.push(text(&mine["items"][0], "id"));
        }
        // Who gave her place up may still be told where her things are.
        server.act(&families[2].token, &ids[2], "cancel").await.ok(200);
        let mut body = rain("chosen");
        body["registration_ids"] = json!([ids[0], ids[2]]);
        let sent = server.announce(&staff, DRUM, &body).await.ok(202);
        assert_eq!(sent["count"], 2);
        for (family, told) in families.iter().zip([true, false, true]) {
            let has = |one: &Value| one["kind"] == "announcement";
            assert_eq!(server.inbox(&family.token).await.iter().any(has), told);
        }
        assert_eq!(server.announced(&staff, DRUM).await["items"][0]["to"], "chosen");

        body["registration_ids"] = json!([]);
        server.announce(&staff, DRUM, &body).await.is_problem(422, "invalid");
        body["registration_ids"] = json!([ids[0], families[1].child]);
        let other = server.announce(&staff, DRUM, &body).await;
        other.is_problem(422, "invalid");
        assert_eq!(other.json()["errors"][0]["pointer"], "/registration_ids/1");
        body["to"] = json!("all");
        server.announce(&staff, DRUM, &body).await.is_problem(422, "invalid");
    }

    async fn the_same_request_writes_once(server) {
        server.import_demo().await;
        let staff = server.drum_organizer().await;
        let families = server.drum_families(2).await;
        let path = format!("/api/v1/offerings/{DRUM}/announcements");
        let send = || {
            let asked = server.post(&path, &rain("all")).token(&staff.token);
            asked.key("rain").send()
        };
        let answer = send().await.ok(202);
        let again = send().await;
        assert_eq!(again.header("idempotent-replayed"), "true");
        assert_eq!(again.ok(202), answer);
        assert_eq!(server.inbox(&families[0].token).await.len(), 2);
        let report = check::run(&server.db, server.clock.now()).await.unwrap();
        assert_eq!(report.violations, []);

        for (member, value) in [
            ("subject", json!("\u{200b} ")), ("subject", json!("长".repeat(101))),
            ("text", json!("\n")), ("text", json!("长".repeat(5001))), ("to", json!("everyone")),
        ] {
            let mut body = rain("all");
            body[member] = value;
            let refused = server.announce(&staff, DRUM, &body).await;
            refused.is_problem(422, "invalid");
            assert_eq!(refused.json()["errors"][0]["pointer"], format!("/{member}"));
        }
        let checker = server.staff("wz-lc", Role::Checker).await;
        server.prove(&checker).await;
        server.announce(&checker, DRUM, &rain("all")).await.is_problem(403, "forbidden");
        let elsewhere = server.staff("hz-gs-edu", Role::Admin).await;
        server.announce(&elsewhere, DRUM, &rain("all")).await.is_problem(404, "not-found");
    }

    async fn the_mail_of_a_discreet_program_only_points_to_the_inbox(server) {
        server.import_demo().await;
        let token = server.worker("client@example.org").await;
        let me = myself(&server, &token).await;
        let born = json!({ "birth_date": "1990-01-01" });
        let path = format!("/api/v1/me/participants/{me}");
        server.patch(&path, &born).token(&token).send().await.ok(200);
        let slots = server.get("/api/v1/offerings/p-mind-pujiang-01").send().await.ok(200);
        let wanted = json!({
            "participant_ids": [me], "session_ids": [slots["sessions"][0]["id"]],
            "answers": { &me: { "contact_way": "inbox" } },
        });
        let made = server.register(&token, "p-mind-pujiang-01", &wanted).await.ok(201);
        assert_eq!(first(&made)["status"], "confirmed");
        server.app.notices.courier.deliver_due().await.unwrap();
        let organizer = server.staff("jh-pj", Role::Organizer).await;
        let body = json!({ "to": "all", "subject": "咨询室换到二楼", "text": "心理咨询改在二楼。" });
        server.announce(&organizer, "p-mind-pujiang-01", &body).await.is_problem(403, "forbidden");
        // Who counsels and organizes writes to them.
        let path = "/api/v1/offerings/p-mind-pujiang-01/announcements";
        let counsellor = server.counsellor("p-mind-pujiang").await;
        let sent = server.post(path, &body).token(&counsellor.token).send().await.ok(202);
        assert_eq!(sent["count"], 1);

        server.app.notices.courier.deliver_due().await.unwrap();
        let list = server.announced(&counsellor, "p-mind-pujiang-01").await;
        assert_eq!(list["items"][0]["mails"], json!({ "sent": 1, "failed": 0, "queued": 0 }));
        let letters: Vec<Value> = kept(&server).await;
        let (hint, inbox): (Vec<_>, Vec<_>) = letters.into_iter()
            .partition(|letter| letter["subject"] == "您有一条新消息");
        assert_eq!((hint.len(), inbox.len()), (1, 0), "the other is written when it is read");
        let hint = hint[0].to_string();
        for word in ["咨询", "心理", "二楼", "浦江"] {
            assert!(!hint.contains(word), "{hint}");
        }
        let inbox = server.inbox(&token).await;
        assert_eq!(inbox[0]["subject"], "咨询室换到二楼");
        assert!(text(&inbox[0], "text").contains("心理咨询改在二楼"));
        assert!(inbox.iter().all(|one| one["kind"] != "announcement-hint"));
    }
}

on_both_databases! {
    async fn what_bounces_is_counted(backend: Backend) {
        let sink = SmtpSink::start().await;
        let server = TestServer::with(backend, &sink.toml()).await;
        server.import_demo().await;
        let staff = server.drum_organizer().await;
        server.drum_families(3).await;
        server.app.notices.courier.deliver_due().await.unwrap();
        server.announce(&staff, DRUM, &rain("all")).await.ok(202);
        sink.treat(Treat::Say(Step::Recipient, "550 5.1.1 no such user"));
        sink.treat(Treat::Say(Step::Recipient, "451 4.3.0 later"));
        server.app.notices.courier.deliver_due().await.unwrap();
        let list = server.announced(&staff, DRUM).await;
        assert_eq!(list["items"][0]["mails"], json!({ "sent": 1, "failed": 1, "queued": 1 }));
    }
}

on_both_databases! {
    async fn many_are_written_to_by_few_statements(server) {
        server.import_demo().await;
        let staff = server.drum_organizer().await;
        plant_waiting(&server, MANY).await;
        let begun = Instant::now();
        let sent = server.announce(&staff, DRUM, &rain("waitlisted")).await.ok(202);
        let took = begun.elapsed();
        assert_eq!(sent["count"], json!(MANY));
        let told: Vec<Option<AccountId>> = notices::Entity::find()
            .select_only()
            .column(notices::Column::AccountId)
            .filter(notices::Column::Kind.eq("announcement"))
            .into_tuple()
            .all(server.db.read())
            .await
            .unwrap();
        let distinct: BTreeSet<_> = told.iter().collect();
        assert_eq!((told.len(), distinct.len()), (MANY, MANY), "{took:?}");
        let list = server.announced(&staff, DRUM).await;
        assert_eq!(list["items"][0]["mails"], json!({ "sent": 0, "failed": 0, "queued": MANY }));
    }
}

/// More than are written at a time.
const MANY: usize = 2500;

/// So many accounts that wait for the drum afternoon, as rows.
async fn plant_waiting(server: &TestServer, many: usize) {
    let units = units::Entity::find().all(server.db.read()).await.unwrap();
    let drum = server
        .get(&format!("/api/v1/offerings/{DRUM}"))
        .send()
        .await
        .ok(200);
    let unit = units
        .iter()
        .find(|unit| drum["id"] == json!(unit.offering_id))
        .unwrap();
    let (app, now) = (&server.app, server.clock.now());
    let numbers: Vec<usize> = (0..many).collect();
    for chunk in numbers.chunks(500) {
        let planting = server.db.write(async |tx| {
            let addresses = chunk.iter().map(|number| {
                let address = format!("many{number}@example.org").parse().unwrap();
                (address, format!("人{number}"))
            });
            let made = app.accounts.open_in_bulk(tx, addresses.collect()).await?;
            let people = made.iter().map(|one| {
                (
                    one.account,
                    Person::named("张三".to_owned(), Relation::Myself),
                )
            });
            let people = app.households.add_in_bulk(tx, people.collect()).await?;
            let rows = made
                .iter()
                .zip(people)
                .zip(chunk)
                .map(|((one, participant), number)| {
                    waiting(
                        unit,
                        one.account,
                        participant,
                        *number,
                        (app.web.ids.make(), now),
                    )
                });
            registrations::Entity::insert_many(rows)
                .exec_without_returning(tx)
                .await?;
            Ok::<_, Fault>(())
        });
        planting.await.unwrap();
    }
}

/// A registration that waits, as a row.
fn waiting(
    unit: &units::Model,
    account: AccountId,
    participant: ParticipantId,
    number: usize,
    (id, now): (RegistrationId, At),
) -> registrations::ActiveModel {
    registrations::ActiveModel {
        id: Set(id),
        program_id: Set(unit.program_id),
        offering_id: Set(unit.offering_id),
        unit_id: Set(unit.id),
        account_id: Set(account),
        participant_id: Set(participant),
        pool_id: Set(None),
        status: Set("waitlisted".to_owned()),
        seats: Set(1),
        quota_key: Set(String::new()),
        points: Set(0),
        reviewed_at: Set(None),
        drawn_rank: Set(None),
        arrival: Set(i64::try_from(number).unwrap()),
        passed: Set(0),
        offer_expires_at: Set(None),
        offer_extended: Set(false),
        group_id: Set(None),
        replaces: Set(None),
        by_phone: Set(false),
        door_code: Set(format!("{number:06}")),
        draw_code: Set(None),
        created_at: Set(now),
        updated_at: Set(now),
    }
}

/// The letters of announcements that are kept.
async fn kept(server: &TestServer) -> Vec<Value> {
    let rows = notices::Entity::find().all(server.db.read()).await.unwrap();
    rows.into_iter()
        .filter(|row| row.kind.starts_with("announcement"))
        .filter_map(|row| row.letter)
        .collect()
}
