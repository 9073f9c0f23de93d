//! Asking to be erased: what is said, what happens at once, and what follows.

use niangjia::accounts::drafts::NEW_DEVICE;
use niangjia::db::Fault;
use niangjia::db::entity::{deliveries, idempotency_records, notices, registration_events};
use niangjia::db::idempotency::{self, Made, RequestKey};
use niangjia::notices::{Draft, To, Urgency};
use niangjia::organizations::staff::Role;
use niangjia::values::ids::{AccountId, IdMaker};
use niangjia::values::locale::Locale;
use sea_orm::{ColumnTrait, DatabaseTransaction, EntityTrait, PaginatorTrait, QueryFilter};
use serde_json::json;

use crate::people::PASSWORD;
use crate::registering::{DRUM, first, text};

/// Word of a device, to be sent.
fn letter(account: AccountId, ids: &IdMaker) -> Draft {
    Draft {
        id: ids.make(),
        account: Some(account),
        registration: None,
        kind: NEW_DEVICE,
        locale: Locale::Chinese,
        facts: json!({ "device": "iPhone, Safari" }),
        secret: None,
        to: To::Account,
        in_inbox: true,
        give_up_at: None,
        urgency: Urgency::AtOnce,
    }
}

on_both_databases! {
    async fn a_preview_says_what_would_happen_and_does_nothing(server) {
        server.import_demo().await;
        let family = server.family("mother@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let preview = server.leave_for_good(&family.token, "?preview=true").await.ok(200);
        assert_eq!(preview["cancelled"]["confirmed"], 1, "{preview}");
        assert_eq!(preview["cancelled"]["waitlisted"], 0);
        assert_eq!(preview["asked_at"], json!(null));
        assert_eq!(preview["roles_ended"], 0);
        assert!(preview["letters_dropped"].as_i64().unwrap() >= 1, "{preview}");
        assert!(preview["stays"][0].as_str().unwrap().contains("人数"), "{preview}");
        let path = "/api/v1/me?preview=true";
        let english = server.delete(path).token(&family.token).english().send().await.ok(200);
        assert!(english["stays"][0].as_str().unwrap().contains("counted"), "{english}");
        server.tick().await;
        server.own(&family.token, "/me").await;
    }

    async fn who_leaves_is_signed_out_at_once_and_her_seat_moves_on(server) {
        server.import_demo().await;
        let mut families = Vec::new();
        for number in 1..=7 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            families.push((family, text(first(&made), "id")));
        }
        let (leaving, hers) = &families[0];
        let account = server.account_of(&leaving.token).await;
        let said = server.leave_for_good(&leaving.token, "").await.ok(202);
        assert_eq!(said["cancelled"]["confirmed"], 1, "{said}");
        assert!(said["asked_at"].is_string(), "{said}");
        server.get("/api/v1/me").token(&leaving.token).send().await.is_problem(401, "unauthenticated");
        server.leave_for_good(&leaving.token, "").await.is_problem(401, "unauthenticated");
        server.sign_in("parent1@example.org", PASSWORD).await.is_problem(401, "invalid-credentials");

        server.tick().await;
        let event = registration_events::Entity::find()
            .filter(registration_events::Column::Reason.eq("erased"))
            .one(server.db.read());
        assert_eq!(event.await.unwrap().unwrap().registration_id.to_string(), *hers);
        let (next, theirs) = &families[6];
        assert_eq!(server.registration(&next.token, theirs).await["status"], "offered");
        server.stays_sound().await;

        server.erase_to_the_end(account).await;
        server.stays_sound().await;
        assert!(server.letters_to("parent1@example.org").await.is_empty());
        let last = notices::Entity::find().filter(notices::Column::Kind.eq("account-erased"));
        let last = last.one(server.db.read()).await.unwrap().unwrap();
        assert_eq!((last.account_id, last.secret), (None, None));
        let mail = deliveries::Entity::find().filter(deliveries::Column::NoticeId.eq(last.id));
        let mail = mail.one(server.db.read()).await.unwrap().unwrap();
        assert_eq!((mail.state.as_str(), mail.address), ("sent", None));
    }

    async fn the_address_is_free_for_another_account(server) {
        let before = server.worker("mother@example.org").await;
        let account = server.account_of(&before).await;
        server.leave_for_good(&before, "").await.ok(202);
        server.advance_minutes(1);
        let after = server.worker("mother@example.org").await;
        assert_ne!(server.account_of(&after).await, account);
        // What is gone through twice is the old account's.
        server.erase_to_the_end(account).await;
        let me = server.own(&after, "/me").await;
        assert_eq!((text(&me, "email"), text(&me, "name")), ("mother@example.org".into(), "张三".into()));
        server.sign_in("mother@example.org", PASSWORD).await.ok(201);
    }

    async fn however_much_there_is_of_her_it_goes_in_slices(server) {
        let token = server.worker("mother@example.org").await;
        let account = server.account_of(&token).await;
        let now = server.clock.now();
        let ids = IdMaker::new(server.clock.clone());
        let letters: Vec<Draft> = (0..250).map(|_| letter(account, &ids)).collect();
        let planting = server.db.write(async |tx: &DatabaseTransaction| {
            server.app.outbox.save(tx, &letters, now).await?;
            for number in 0..250 {
                let key = RequestKey { account, key: format!("key-{number}"), request_hash: String::new() };
                let made = Made { status_code: 200, ids: vec![account.0] };
                idempotency::save(tx, &key, &made, now).await?;
            }
            Ok::<_, Fault>(())
        });
        planting.await.unwrap();
        server.leave_for_good(&token, "").await.ok(202);
        server.erase_to_the_end(account).await;
        let db = server.db.read();
        assert_eq!(idempotency_records::Entity::find().count(db).await.unwrap(), 0);
        let left = notices::Entity::find().filter(notices::Column::AccountId.eq(account));
        let left = left.all(db).await.unwrap();
        assert!(left.len() >= 250);
        for notice in left {
            assert_eq!(notice.facts, json!({}));
            assert_eq!(notice.letter.unwrap()["subject"], "");
        }
        let owed = deliveries::Entity::find().filter(deliveries::Column::State.eq("owed"));
        assert_eq!(owed.count(db).await.unwrap(), 0);
    }

    async fn what_cannot_go_on_lets_those_behind_it_go_first(server) {
        let token = server.worker("mother@example.org").await;
        let account = server.account_of(&token).await;
        server.leave_for_good(&token, "").await.ok(202);
        // Its key was lost, say.
        server.execute("UPDATE erasures SET email_sealed = 'x.broken'").await;
        let asked = server.erasure(account).await;
        assert!(asked.due_at <= server.clock.now());
        server.tick().await;
        let stuck = server.erasure(account).await;
        assert_eq!((stuck.step.as_str(), stuck.due_at), ("addressed", server.clock.now().plus_minutes(1)));
    }

    async fn a_second_factor_is_asked_for_where_there_is_one(server) {
        let token = server.worker("mother@example.org").await;
        server.second_factor(&token).await;
        let other = text(&server.sign_in("mother@example.org", PASSWORD).await.ok(201), "access_token");
        server.leave_for_good(&other, "?preview=true").await.ok(200);
        server.leave_for_good(&other, "").await.is_problem(403, "second-factor-required");
    }

    async fn roles_end_and_staff_read_a_neutral_word(server) {
        let organizer = server.drummer().await;
        let family = server.family("mother@example.org").await;
        server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let account = server.account_of(&family.token).await;
        server.appoint(account, server.body("wz-lc").await).await;
        assert_eq!(server.own(&family.token, "/me").await["roles"][0]["role"], Role::Organizer.as_str());
        server.leave_for_good(&family.token, "").await.ok(202);
        assert_eq!(server.app.organizations.grants_of(server.db.read(), account).await.unwrap(), []);
        server.erase_to_the_end(account).await;
        for (language, word) in [("zh-CN", "已注销"), ("en", "erased")] {
            let path = format!("/api/v1/offerings/{DRUM}/roster");
            let asking = server.get(&path).token(&organizer.token).header("accept-language", language);
            let row = asking.send().await.ok(200)["items"][0].clone();
            assert_eq!(row["participant"]["name"], word);
            assert_eq!(row["account"]["name"], word);
            assert_eq!(row["account"]["email"], json!(null));
            assert_eq!(row["status"], "cancelled");
            let path = format!("/api/v1/offerings/{DRUM}/roster.csv");
            let asking = server.get(&path).token(&organizer.token).header("accept-language", language);
            assert!(asking.send().await.text().contains(word), "{language}");
        }
    }
}
