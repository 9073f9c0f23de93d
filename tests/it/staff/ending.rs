//! Ending roles: at once, and never the last admin's by accident.

use niangjia::organizations::staff::Role;
use serde_json::json;

use super::bodies::{plant, staff};
use super::{give, grant_of};
use crate::harness::TestServer;

async fn end(server: &TestServer, token: &str, code: &str, grant: &str) -> (u16, String) {
    let path = format!("/api/v1/organizations/{code}/staff/{grant}");
    let answer = server.delete(&path).token(token).send().await;
    (answer.status, answer.text().to_owned())
}

on_both_databases! {
    async fn an_ended_role_gives_nothing_from_that_instant(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        let worker = server.worker("worker@example.org").await;
        let given = give(&server, &admin, "hz", "worker@example.org", "organizer").await;
        let grant = given["id"].as_str().unwrap();
        let list = "/api/v1/organizations/hz-gs/memberships";
        server.get(list).token(&worker).send().await.ok(200);
        assert_eq!(end(&server, &admin, "hz", grant).await.0, 204);
        server.get(list).token(&worker).send().await.is_problem(404, "not-found");
        assert_eq!(end(&server, &admin, "hz", grant).await.0, 404);
        let inbox = server.get("/api/v1/me/notices").token(&worker).send().await.ok(200);
        assert_eq!(inbox["items"][0]["subject"], "hz收回了您的角色");
        server.second_factor(&admin).await;
        let log = "/api/v1/organizations/hz/audit?action=role-ended";
        let log = server.get(log).token(&admin).send().await.ok(200);
        assert_eq!(log["items"][0]["subject"], json!({"kind": "grant", "id": grant}));
        assert_eq!(log["items"][0]["facts"]["role"], "organizer");
    }

    async fn only_admins_of_the_body_or_above_end_it_at_its_own_door(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        let given = give(&server, &admin, "hz", "worker@example.org", "viewer").await;
        let grant = given["id"].as_str().unwrap();
        let elsewhere = staff(&server, "wz", Role::Admin).await;
        let below = staff(&server, "hz-gs", Role::Admin).await;
        for token in [&elsewhere, &below] {
            assert_eq!(end(&server, token, "hz", grant).await.0, 404);
        }
        assert_eq!(end(&server, &elsewhere, "wz", grant).await.0, 404);
        let above = staff(&server, "zj", Role::Admin).await;
        assert_eq!(end(&server, &above, "zj", grant).await.0, 404);
        let organizer = staff(&server, "hz", Role::Organizer).await;
        assert_eq!(end(&server, &organizer, "hz", grant).await.0, 403);
        assert_eq!(end(&server, &admin, "hz", "not-an-id").await.0, 404);
        assert_eq!(end(&server, &above, "hz", grant).await.0, 204);
    }

    async fn the_last_admin_stays_unless_there_is_one_above(server) {
        plant(&server).await;
        let admin = staff(&server, "hz", Role::Admin).await;
        let own = grant_of(&server, &admin, "hz", "admin.hz@example.org").await;
        // Neither one below, nor one elsewhere, nor a role that waits, will do.
        staff(&server, "hz-gs", Role::Admin).await;
        staff(&server, "wz", Role::Admin).await;
        give(&server, &admin, "hz", "waiting@example.org", "admin").await;
        let (status, text) = end(&server, &admin, "hz", &own).await;
        assert_eq!(status, 409, "{text}");
        assert!(text.contains("/problems/last-admin"), "{text}");
        server.worker("waiting@example.org").await;
        assert_eq!(end(&server, &admin, "hz", &own).await.0, 204);
        server.get("/api/v1/organizations/hz/staff").token(&admin).send().await
            .is_problem(404, "not-found");

        let district = server.sign_in("admin.hz-gs@example.org", crate::people::PASSWORD).await;
        let district = district.ok(201)["access_token"].as_str().unwrap().to_owned();
        let own = grant_of(&server, &district, "hz-gs", "admin.hz-gs@example.org").await;
        assert_eq!(end(&server, &district, "hz-gs", &own).await.0, 204);
    }

    async fn of_two_admins_who_go_at_once_one_stays(server) {
        plant(&server).await;
        let one = staff(&server, "zj", Role::Admin).await;
        let other = server.worker("other@example.org").await;
        give(&server, &one, "zj", "other@example.org", "admin").await;
        let mut going = Vec::new();
        for (token, email) in [(&one, "admin.zj@example.org"), (&other, "other@example.org")] {
            let own = grant_of(&server, token, "zj", email).await;
            let path = format!("/api/v1/organizations/zj/staff/{own}");
            going.push(tokio::spawn(server.delete(&path).token(token).send()));
        }
        let mut statuses = Vec::new();
        for one in going {
            statuses.push(one.await.unwrap().status);
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [204, 409]);
    }
}
