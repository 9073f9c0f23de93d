//! What the buttons do, once and again, in time and too late.

use niangjia::registrations::links::ends_at;
use niangjia::values::ids::RegistrationId;
use serde_json::json;

use super::{events, has_button, is_page, says};
use crate::harness::TestServer;
use crate::registering::{DRUM, first, text};

const MORNING: &str = "p-open-drum-01";

on_both_databases! {
    async fn an_offer_is_accepted_without_signing_in(server) {
        let (family, id) = server.offered().await;
        let three = server.links_of(&id);
        let asked = server.open(&three.accept).await;
        says(&asked, 200, &["有一个名额留给张小二", "6月15日（周二）", "接受名额", "放弃，给下一位"]);
        has_button(&asked, true);

        let taken = server.press(&three.accept).await;
        says(&taken, 200, &["接受了，名额是您的", "张小二", "去不了，取消报名"]);
        has_button(&taken, false);
        let confirmed = server.registration(&family.token, &id).await;
        assert_eq!(confirmed["status"], "confirmed");
        for again in [server.press(&three.accept).await, server.open(&three.accept).await] {
            assert_eq!(again.text(), taken.text(), "used twice, the same page");
        }
        assert_eq!(server.registration(&family.token, &id).await, confirmed);
        // To decline what was taken is to cancel it, which has a page of its own.
        let late = server.press(&three.decline).await;
        says(&late, 409, &["张小二的名额已经定了", "您接受了名额", "去不了，取消报名"]);
        assert_eq!(server.registration(&family.token, &id).await, confirmed);
    }

    async fn an_offer_is_declined_and_goes_on(server) {
        let (family, id) = server.offered().await;
        let three = server.links_of(&id);
        says(&server.open(&three.decline).await, 200, &["放弃留给张小二的名额", "接受名额"]);
        let declined = server.press(&three.decline).await;
        says(&declined, 200, &["已放弃，名额给下一位"]);
        assert_eq!(server.status_of(&family, &id).await, "declined");
        assert_eq!(server.press(&three.decline).await.text(), declined.text());
        says(&server.press(&three.accept).await, 409, &["已经结束", "您放弃了名额"]);
        let places = server.get(&format!("/api/v1/offerings/{DRUM}/places")).send().await.ok(200);
        assert_eq!(places["places_left"], 1);
    }

    async fn the_page_of_accepting_leads_to_declining(server) {
        let (family, id) = server.offered().await;
        let three = server.links_of(&id);
        let asked = server.open(&three.accept).await;
        let sibling = three.decline.trim_start_matches("/l/");
        assert!(asked.text().contains(&format!("href=\"{sibling}\"")), "{}", asked.text());
        server.press(&three.accept).await;
        let taken = server.open(&three.accept).await;
        let way_out = three.cancel.trim_start_matches("/l/");
        assert!(taken.text().contains(&format!("href=\"{way_out}\"")), "{}", taken.text());
        server.press(&three.cancel).await;
        assert_eq!(server.status_of(&family, &id).await, "cancelled");
    }

    async fn a_place_is_given_up_and_the_next_hears(server) {
        server.import_demo().await;
        let mut made = Vec::new();
        for number in 1..=7 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let body = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            made.push((family, text(first(&body), "id")));
        }
        let cancel = server.links_of(&made[0].1).cancel;
        says(&server.open(&cancel).await, 200, &["取消张小二的报名", "前</strong>取消都来得及"]);
        let gone = server.press(&cancel).await;
        says(&gone, 200, &["已取消，不用说原因"]);
        assert_eq!(server.press(&cancel).await.text(), gone.text());
        assert_eq!(server.status_of(&made[0].0, &made[0].1).await, "cancelled");
        assert_eq!(server.status_of(&made[6].0, &made[6].1).await, "offered");
        // An offer is given up by the same link.
        let give_up = server.links_of(&made[6].1).cancel;
        says(&server.open(&give_up).await, 200, &["放弃留给张小二的名额"]);
        says(&server.press(&give_up).await, 200, &["已取消"]);
        assert_eq!(server.status_of(&made[6].0, &made[6].1).await, "cancelled");
    }

    async fn who_waits_leaves_the_line(server) {
        server.import_demo().await;
        let mut last = None;
        for number in 1..=8 {
            let family = server.family(&format!("parent{number}@example.org")).await;
            let body = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            last = Some((family, text(first(&body), "id")));
        }
        let (family, id) = last.unwrap();
        let three = server.links_of(&id);
        says(&server.open(&three.cancel).await, 200, &["候补第 2 位", "前面 1 人", "退出候补"]);
        let none = server.press(&three.accept).await;
        says(&none, 409, &["现在没有留给张小二的名额"]);
        assert_eq!(events(&server.registration(&family.token, &id).await), 1);
        says(&server.press(&three.cancel).await, 200, &["已取消"]);
        assert_eq!(server.status_of(&family, &id).await, "cancelled");
    }

    async fn who_awaits_a_draw_withdraws(server) {
        server.drum_by(&json!({
            "allocation": "lottery", "registration_closes": "2027-06-16T18:00:00+08:00",
            "draw_at": "2027-06-17T10:00:00+08:00",
        })).await;
        let families = server.families(1).await;
        let (family, id) = &families[0];
        let cancel = server.links_of(id).cancel;
        says(&server.open(&cancel).await, 200, &["撤回张小二的报名"]);
        says(&server.press(&cancel).await, 200, &["已取消"]);
        assert_eq!(server.status_of(family, id).await, "cancelled");
    }

    async fn after_the_deadline_the_place_has_gone_on(server) {
        let (family, id) = server.offered().await;
        let three = server.links_of(&id);
        server.advance_hours(25);
        let late = ["6月15日（周二）20:20 已过，名额给了下一位", "请问主办方"];
        says(&server.open(&three.accept).await, 200, &late);
        assert_eq!(server.status_of(&family, &id).await, "offered", "looking ends nothing");
        says(&server.press(&three.accept).await, 409, &late);
        assert_eq!(server.status_of(&family, &id).await, "expired");
        says(&server.press(&three.decline).await, 409, &late);
        says(&server.press(&three.cancel).await, 409, &["已经结束", "没有等到回话"]);
    }

    async fn what_has_begun_is_not_cancelled(server) {
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
        let id = text(first(&made), "id");
        let cancel = server.links_of(&id).cancel;
        let starts = text(&first(&made)["offering"], "starts_at");
        server.clock.set(serde_json::from_value(json!(starts)).unwrap());
        server.advance_minutes(-30);
        says(&server.open(&cancel).await, 200, &["已过，现在取消算晚取消"]);
        server.advance_minutes(31);
        says(&server.open(&cancel).await, 200, &["已经开始，不能再取消"]);
        says(&server.press(&cancel).await, 409, &["已经开始，不能再取消"]);
        assert_eq!(server.status_of(&family, &id).await, "confirmed");
    }

    async fn the_linked_are_named_and_answer_together(server) {
        let size = json!({ "capacity": 2, "sibling_groups": true, "min_to_run": null });
        let _staff = server.drum_by(&size).await;
        let mut singles = Vec::new();
        for year in [2017, 2018] {
            let family = server
                .family_born(&format!("single{year}@example.org"), &format!("{year}-05-05"))
                .await;
            let made = server.register(&family.token, DRUM, &family.drum()).await.ok(201);
            singles.push((family, text(first(&made), "id")));
        }
        let (family, together) = server.siblings().await;
        let pair = server.register(&family.token, DRUM, &together).await.ok(201);
        let ids = [text(&pair["registrations"][0], "id"), text(&pair["registrations"][1], "id")];
        for (single, id) in &singles {
            server.act(&single.token, id, "cancel").await.ok(200);
        }
        for id in &ids {
            assert_eq!(server.status_of(&family, id).await, "offered");
        }
        let cancel = server.open(&server.links_of(&ids[0]).cancel).await;
        says(&cancel, 200, &["一起报的其他人不变"]);
        let accept = server.links_of(&ids[1]).accept;
        let both = ["有 2 个名额留给", "张小二", "张小三", "2 份一起报的报名"];
        says(&server.open(&accept).await, 200, &both);
        says(&server.press(&accept).await, 200, &["接受了，名额是您的", "张小二", "张小三"]);
        for id in &ids {
            assert_eq!(server.status_of(&family, id).await, "confirmed");
        }
        let cancel = server.links_of(&ids[0]).cancel;
        server.press(&cancel).await;
        assert_eq!(server.status_of(&family, &ids[0]).await, "cancelled");
        assert_eq!(server.status_of(&family, &ids[1]).await, "confirmed");
    }

    async fn what_the_organizer_called_off_says_why(server) {
        let staff = server.drum_by(&json!({})).await;
        let families = server.families(1).await;
        let (family, id) = &families[0];
        let why = json!({ "reason": "下雨" });
        server.orders(&staff, &format!("offerings/{DRUM}/call-off"), &why).await.ok(200);
        assert_eq!(server.status_of(family, id).await, "called_off");
        let three = server.links_of(id);
        says(&server.open(&three.cancel).await, 200, &["已经结束", "这一期停办了"]);
        says(&server.press(&three.cancel).await, 409, &["已经结束", "这一期停办了"]);
    }
}

on_both_databases! {
    async fn one_link_pressed_too_often_waits(backend: Backend) {
        let limits = "[limits]\nenabled = true\nwrites_per_minute_by_account = 9";
        let server = TestServer::with(backend, limits).await;
        server.import_demo().await;
        let family = server.family("parent@example.org").await;
        let made = server.register(&family.token, MORNING, &family.drum()).await.ok(201);
        let id: RegistrationId = text(first(&made), "id").parse().unwrap();
        let cancel = server.links().cancel(id, ends_at(None, server.clock.now()));
        let mut answers = Vec::new();
        for _ in 0..10 {
            answers.push(server.press(&cancel).await);
        }
        let waits = answers.iter().find(|answer| answer.status == 429).unwrap();
        is_page(waits);
        says(waits, 429, &["操作太多，请稍等", "Too many tries"]);
        assert_ne!(waits.header("retry-after"), "");
        assert_eq!(answers[0].status, 200, "{}", answers[0].text());
        assert_eq!(server.open(&cancel).await.status, 200, "looking is not counted");
    }
}
