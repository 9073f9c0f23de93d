//! Three programs, everybody who might call, and what the paths name.

use niangjia::organizations::staff::Role;
use serde_json::{Value, json};

use crate::harness::TestServer;
use crate::organizing::Staff;
use crate::registering::{DRUM, first, text};

/// What kind of program it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Children,
    Confidential,
    Ordinary,
}

/// Somebody who calls.
#[derive(Clone, Debug, Default)]
pub(super) struct Caller {
    pub(super) name: String,
    pub(super) token: Option<String>,
    /// Her role where the program or body is, or above.
    pub(super) role: Option<Role>,
    /// Whether she is a counsellor of this very program.
    pub(super) counsels: bool,
    /// Whether she gave a second factor.
    pub(super) factor: bool,
    /// Whether what belongs to an account is hers.
    pub(super) owns: bool,
}

/// A program with a registration in it, and all who call. Who owns things comes last.
pub(super) struct Ground {
    pub(super) kind: Kind,
    pub(super) body: &'static str,
    program: &'static str,
    offering: &'static str,
    site: String,
    session: String,
    registration: String,
    owner: String,
    pub(super) callers: Vec<Caller>,
}

/// The bodies of the programs, one that has nothing to do with any, one above all, and one below
/// the first.
const CHILDREN: &str = "wz-lc";
const CONFIDENTIAL: &str = "jh-pj";
const ORDINARY: &str = "nb-cx";
const FOREIGN: &str = "hz-gs-edu";
const ABOVE: &str = "zj";
const BELOW: &str = "wz-lc-studio";

const COUNSELLING: &str = "p-mind-pujiang";

/// Each program with its body and the offering that is registered for.
const PROGRAMS: [(Kind, &str, &str, &str); 3] = [
    (Kind::Children, CHILDREN, "p-open-drum", DRUM),
    (
        Kind::Confidential,
        CONFIDENTIAL,
        COUNSELLING,
        "p-mind-pujiang-01",
    ),
    (Kind::Ordinary, ORDINARY, "p-read-club", "p-read-club-01"),
];

const ROLES: [Role; 4] = [Role::Viewer, Role::Checker, Role::Organizer, Role::Admin];

/// The programs with a registration each; a draw of the first is frozen.
pub(super) async fn lay(server: &TestServer) -> Vec<Ground> {
    let organizer = server
        .drum_by(&json!({
            "allocation": "lottery", "registration_closes": "2027-06-14T22:00:00+08:00",
            "draw_at": "2027-06-15T10:00:00+08:00",
        }))
        .await;
    let family = server.family("owner@example.org").await;
    // Signed in elsewhere too: the token that somebody tries to end.
    server.worker("owner@example.org").await;
    let (owner, drum) = (family.token.clone(), family.drum());
    let mut grounds = Vec::new();
    for (kind, body, program, offering) in PROGRAMS {
        let path = format!("/api/v1/offerings/{offering}");
        let shown = server.get(&path).send().await.ok(200);
        let session = text(&shown["sessions"][0], "id");
        let wanted = match kind {
            Kind::Children => drum.clone(),
            Kind::Confidential => {
                slot(server, &owner, &session, &json!({ "contact_way": "inbox" })).await
            }
            Kind::Ordinary => slot(server, &owner, &session, &json!({})).await,
        };
        let made = server.register(&owner, offering, &wanted).await.ok(201);
        grounds.push(Ground {
            kind,
            body,
            program,
            offering,
            site: text(&shown["site"], "id"),
            session,
            registration: text(first(&made), "id"),
            owner: owner.clone(),
            callers: Vec::new(),
        });
    }
    server.advance_hours(2);
    let freeze = json!({ "public_value_name": "上证综合指数 2027-06-15 收盘点位" });
    let path = format!("offerings/{DRUM}/draw/freeze");
    server.orders(&organizer, &path, &freeze).await.ok(200);
    gather(server, &mut grounds).await;
    grounds
}

/// What picking a session for oneself takes.
async fn slot(server: &TestServer, token: &str, session: &str, answers: &Value) -> Value {
    let path = "/api/v1/me/participants";
    let people = server.get(path).token(token).send().await.ok(200);
    let people = people["items"].as_array().unwrap();
    let me = people.iter().find(|one| one["relation"] == "self").unwrap();
    let (me, born) = (text(me, "id"), json!({ "birth_date": "1990-01-01" }));
    let editing = server.patch(&format!("{path}/{me}"), &born).token(token);
    editing.send().await.ok(200);
    json!({
        "participant_ids": [me], "session_ids": [session], "answers": { &me: answers },
    })
}

/// Everybody who calls, for each ground.
async fn gather(server: &TestServer, grounds: &mut [Ground]) {
    let stranger = |name: &str, token: Option<String>| Caller {
        name: name.to_owned(),
        token,
        ..Caller::default()
    };
    let worker = server.worker("worker@example.org").await;
    let mut strangers = vec![
        stranger("nobody signed in", None),
        stranger("a worker", Some(worker)),
    ];
    for (name, body) in [
        ("an admin elsewhere", FOREIGN),
        ("an admin of a body below", BELOW),
    ] {
        let admin = server.staff(body, Role::Admin).await;
        server.prove(&admin).await;
        strangers.push(stranger(name, Some(admin.token)));
    }
    let above = staff_of(server, ABOVE).await;
    let counsellor = server.counsellor(COUNSELLING).await;
    let email = format!("counsellor.{COUNSELLING}@example.org");
    let counsellors = twice(server, &counsellor, "counsellor", &email).await;
    for ground in grounds {
        ground.callers.clone_from(&strangers);
        ground.callers.extend(staff_of(server, ground.body).await);
        ground.callers.extend(above.clone());
        for caller in &counsellors {
            ground.callers.push(Caller {
                counsels: ground.kind == Kind::Confidential,
                ..caller.clone()
            });
        }
        ground.callers.push(Caller {
            owns: true,
            ..stranger("the owner", Some(ground.owner.clone()))
        });
    }
}

/// Each role in a body, with and without a second factor.
async fn staff_of(server: &TestServer, body: &str) -> Vec<Caller> {
    let mut callers = Vec::new();
    for role in ROLES {
        let staff = server.staff(body, role).await;
        let email = format!("{role}.{body}@example.org");
        let both = twice(server, &staff, &format!("{role} of {body}"), &email).await;
        callers.extend(both.map(|caller| Caller {
            role: Some(role),
            ..caller
        }));
    }
    callers
}

/// The same account with a second factor, and signed in once more without.
async fn twice(server: &TestServer, staff: &Staff, name: &str, email: &str) -> [Caller; 2] {
    server.prove(staff).await;
    let plain = server.worker(email).await;
    [(staff.token.clone(), true), (plain, false)].map(|(token, factor)| Caller {
        name: format!(
            "{name}, {} second factor",
            if factor { "with" } else { "no" }
        ),
        token: Some(token),
        factor,
        ..Caller::default()
    })
}

impl Ground {
    /// The address of a route here. What a call takes away is new for each.
    pub(super) async fn address(&self, server: &TestServer, path: &str) -> String {
        let id = match path.split('/').nth(1).unwrap() {
            "programs" => self.program.to_owned(),
            "offerings" => self.offering.to_owned(),
            "sites" => self.site.clone(),
            "organizations" => self.body.to_owned(),
            "sessions" => self.session.clone(),
            "registrations" => self.registration.clone(),
            "tokens" => self.of_owner(server, "tokens").await,
            "me" => self.of_owner(server, own(path)).await,
            other => panic!("ground.rs knows no id for /{other}/"),
        };
        let mut address = path.replace("{id}", &id);
        for (name, nested) in [("{membership}", "memberships"), ("{grant}", "staff")] {
            if address.contains(name) {
                let inner = self.nested(server, self.body, nested).await;
                address = address.replace(name, &inner);
            }
        }
        assert!(!address.contains('{'), "ground.rs fills {address} in");
        format!("/api/v1{address}")
    }

    /// The newest thing of the owner's, which is not the token she calls with.
    async fn of_owner(&self, server: &TestServer, list: &str) -> String {
        let list = if list == "tokens" {
            "/api/v1/tokens".to_owned()
        } else {
            format!("/api/v1/me/{list}")
        };
        let shown = server.get(&list).token(&self.owner).send().await.ok(200);
        let items = shown["items"].as_array().unwrap();
        let wanted = |one: &&Value| one["current"] != true && one["relation"] != "self";
        text(items.iter().find(wanted).unwrap(), "id")
    }

    /// Something below a body: a membership that somebody asks for, a role that was given.
    pub(super) async fn nested(&self, server: &TestServer, body: &str, what: &str) -> String {
        if what == "memberships" {
            let list = format!("/api/v1/organizations/{body}/memberships");
            let admin = self.admin();
            let known = server.get(&list).token(admin).send().await.ok(200);
            if let Some(one) = known["items"].as_array().unwrap().first() {
                return text(one, "id");
            }
            let ask = json!({ "organization_id": body });
            let asking = server.post("/api/v1/me/memberships", &ask);
            return text(&asking.token(&self.owner).send().await.ok(201), "id");
        }
        let until = server.clock.now().plus_days(30);
        let role = json!({ "email": "given@example.org", "role": "viewer", "until": until });
        let path = format!("/api/v1/organizations/{body}/staff");
        let giving = server.post(&path, &role).token(self.admin());
        text(&giving.send().await.ok(201), "id")
    }

    /// An admin above all bodies, with a second factor.
    pub(super) fn admin(&self) -> &str {
        let name = format!("admin of {ABOVE}, with second factor");
        let admin = self.callers.iter().find(|one| one.name == name);
        admin.unwrap().token.as_ref().unwrap()
    }
}

/// Which list of `/me` a path is about.
fn own(path: &str) -> &str {
    path.split('/').nth(2).unwrap()
}
