//! Roles and programs: a confidential one is its counsellors' alone.

use niangjia::organizations::staff::{Role, RoleError};
use niangjia::roster::access::{ActOnPersons, AtProgram};
use niangjia::values::ids::{ProgramId, Reference};
use niangjia::web::SignedIn;
use serde_json::{Value, json};

use super::bodies::staff;
use crate::harness::{TestServer, run};

/// Counselling in Pujiang, a county of Jinhua: confidential.
const MIND: &str = "p-mind-pujiang";
/// A camp of Gongshu's schools: not.
const BIRDS: &str = "p-birds-2027";

async fn program(server: &TestServer, code: &str) -> ProgramId {
    let shown = server
        .get(&format!("/api/v1/programs/{code}"))
        .send()
        .await
        .ok(200);
    shown["id"].as_str().unwrap().parse().unwrap()
}

/// Whether an account may act on the people of a program: "yes", else the kind of the refusal.
async fn may(server: &TestServer, token: &str, code: &str) -> &'static str {
    let signed_in = SignedIn {
        account: server.account_of(token).await,
        token: uuid::Uuid::nil().into(),
        second_factor: true,
    };
    let admitted = server
        .app
        .roster
        .admit::<ActOnPersons, AtProgram>(signed_in, code)
        .await;
    admitted.map_or_else(|problem| problem.kind().slug(), |_| "yes")
}

async fn counsellor(server: &TestServer, admin: &str, body: &str, program: &str) -> (u16, Value) {
    let until = server.clock.now().plus_days(30);
    let wanted = json!({"email": "listener@example.org", "role": "counsellor", "until": until,
        "program": program});
    let path = format!("/api/v1/organizations/{body}/staff");
    let answer = server.post(&path, &wanted).token(admin).send().await;
    (answer.status, answer.json())
}

on_both_databases! {
    async fn a_role_given_over_http_opens_a_confidential_program(server) {
        server.import_demo().await;
        let listener = server.worker("listener@example.org").await;
        let admin = staff(&server, "jh", Role::Admin).await;
        assert_eq!(may(&server, &listener, MIND).await, "not-found");
        assert_eq!(may(&server, &admin, MIND).await, "forbidden");
        let (status, given) = counsellor(&server, &admin, "jh", MIND).await;
        assert_eq!(status, 201, "{given}");
        assert_eq!(given["program_id"], program(&server, MIND).await.to_string());
        assert_eq!(may(&server, &listener, MIND).await, "yes");
        assert_eq!(may(&server, &listener, BIRDS).await, "not-found");
        // The program, and not the body.
        let body = Reference::read("jh-pj");
        let account = server.account_of(&listener).await;
        let held = server.app.organizations.require_admin(account, &body).await;
        assert!(matches!(held, Err(RoleError::NotFound)));
        let me = server.get("/api/v1/me").token(&listener).send().await.ok(200);
        assert_eq!(me["roles"][0]["program_id"], given["program_id"]);

        let path = format!("/api/v1/organizations/jh/staff/{}", given["id"].as_str().unwrap());
        assert_eq!(server.delete(&path).token(&admin).send().await.status, 204);
        assert_eq!(may(&server, &listener, MIND).await, "not-found");
    }

    async fn a_counsellor_is_given_a_program_of_the_subtree(server) {
        server.import_demo().await;
        let admin = staff(&server, "jh", Role::Admin).await;
        for foreign in [BIRDS, "p-aid", "p-nowhere"] {
            let (status, answer) = counsellor(&server, &admin, "jh", foreign).await;
            assert_eq!(status, 422, "{foreign}");
            assert_eq!(answer["errors"][0]["pointer"], "/program");
            assert_eq!(answer["errors"][0]["code"], "unknown");
        }
        let until = server.clock.now().plus_days(30);
        let wanted = json!({"email": "a@example.org", "role": "viewer", "until": until,
            "program": MIND});
        let answer = server.post("/api/v1/organizations/jh/staff", &wanted).token(&admin);
        let answer = answer.send().await;
        answer.is_problem(422, "invalid");
        assert_eq!(answer.json()["errors"][0]["code"], "not-taken");
        let above = staff(&server, "zj", Role::Admin).await;
        let (status, answer) = counsellor(&server, &above, "zj", BIRDS).await;
        assert_eq!(status, 422, "{answer}");
        assert_eq!(answer["errors"][0]["code"], "not-confidential");
        // The same counsellor of another program is another role.
        let (_, first) = counsellor(&server, &admin, "jh-pj", MIND).await;
        let (_, again) = counsellor(&server, &admin, "jh-pj", MIND).await;
        let listed = server.get("/api/v1/organizations/jh-pj/staff").token(&admin);
        let listed = listed.send().await.ok(200);
        assert_ne!(first["id"], again["id"]);
        assert_eq!(listed["items"], json!([again]));
    }

    async fn the_command_line_gives_roles_too(server) {
        server.import_demo().await;
        let listener = server.worker("listener@example.org").await;
        let key = niangjia::db::seal::make_key("cli").unwrap();
        let settings = [
            ("DATABASE__URL", server.database_url()),
            ("SECURITY__FIELD_KEYS", &key),
            ("CLOCK__ALLOW_SHIFT", "true"),
            ("CLOCK__START_AT", "2027-06-14T12:00:00Z"),
        ];
        let add = |more: &[&str]| {
            let add = ["staff", "add", "listener@example.org", "--organization", "jh"];
            run(&[&add[..], more].concat(), &settings)
        };
        let said = add(&["--role", "counsellor", "--program", MIND]);
        assert!(said.status.success(), "{}", String::from_utf8_lossy(&said.stderr));
        assert_eq!(may(&server, &listener, MIND).await, "yes");
        assert!(add(&["--role", "viewer", "--until", "2027-12-31"]).status.success());
        let me = server.get("/api/v1/me").token(&listener).send().await;
        assert!(me.text().contains("2027-12-31T16:00:00Z"), "{}", me.text());
        for (wrong, why) in [
            (&["--role", "counsellor"][..], "a counsellor is given one program"),
            (&["--role", "counsellor", "--program", BIRDS], "no such program"),
            (&["--role", "viewer", "--program", MIND], "only a counsellor"),
            (&["--role", "viewer", "--until", "2030-01-01"], "within two years"),
        ] {
            let said = add(wrong);
            assert!(!said.status.success(), "{wrong:?}");
            let error = String::from_utf8_lossy(&said.stderr);
            assert!(error.contains(why), "{error}");
        }
        let admin = staff(&server, "jh", Role::Admin).await;
        let listed = server.get("/api/v1/organizations/jh/staff").token(&admin);
        let listed = listed.send().await.ok(200);
        assert_eq!(listed["items"][0]["granted_by"], Value::Null);
        assert_eq!(listed["items"][0]["email"], "listener@example.org");
        assert_eq!(listed["items"].as_array().unwrap().len(), 3);
    }
}
