//! An afternoon with children, everybody who might come to the console, and what its paths name.

use niangjia::db::entity::{
    accounts, announcements, attendance_marks, audit_log, draws, memberships, notices, offerings,
    participants, programs, registrations, sessions, staff_grants,
};
use niangjia::organizations::staff::Role;
use sea_orm::EntityTrait;
use serde_json::json;

use crate::harness::TestServer;
use crate::organizing::Staff;
use crate::organizing::attendance::Door;
use crate::registering::{DRUM, text};

const BODY: &str = "wz-lc";
const ABOVE: &str = "zj";
/// A body that has nothing to do with it, and one below.
const OTHERS: [&str; 2] = ["hz-gs-edu", "wz-lc-studio"];
const ROLES: [Role; 4] = [Role::Viewer, Role::Checker, Role::Organizer, Role::Admin];

/// Somebody at the console.
#[derive(Debug, Default)]
pub(super) struct Caller {
    pub(super) name: String,
    /// Empty for who did not sign in.
    pub(super) cookie: String,
    /// Whether she has a role anywhere.
    pub(super) works: bool,
    /// Her role in the body or one above it.
    pub(super) role: Option<Role>,
    /// Whether she gave a second factor.
    pub(super) factor: bool,
    /// Whether the device that is signed out is hers.
    pub(super) owns: bool,
}

/// What paths name, and who asks.
pub(super) struct Ground {
    names: Vec<(&'static str, String)>,
    foreign_grant: String,
    foreign_membership: String,
    pub(super) callers: Vec<Caller>,
}

impl Ground {
    pub(super) async fn lay(server: &TestServer) -> Self {
        let door = Door::open(server).await;
        let mut callers = vec![Caller {
            name: "nobody signed in".to_owned(),
            ..Caller::default()
        }];
        server.worker("worker@example.org").await;
        callers.push(Caller {
            name: "a worker".to_owned(),
            cookie: server.cookie_of("worker@example.org").await,
            ..Caller::default()
        });
        callers.extend(Self::staff(server, &door).await);
        let owner = server.worker("owner@example.org").await;
        callers.push(Caller {
            name: "the owner".to_owned(),
            cookie: server.cookie_of("owner@example.org").await,
            owns: true,
            ..Caller::default()
        });
        let devices = server
            .get("/api/v1/tokens")
            .token(&owner)
            .send()
            .await
            .ok(200);
        let mut ground = Self {
            names: vec![
                ("{token}", text(&devices["items"][0], "id")),
                ("{offering}", DRUM.to_owned()),
                ("{program}", "p-open-drum".to_owned()),
                ("{registration}", door.registrations[0].clone()),
                ("{session}", door.session.clone()),
                ("{body}", BODY.to_owned()),
                ("{deed}", "cancel".to_owned()),
            ],
            foreign_grant: grant(server, OTHERS[0]).await,
            foreign_membership: membership(server, OTHERS[0]).await,
            callers,
        };
        ground.names.push(("{grant}", grant(server, BODY).await));
        ground
            .names
            .push(("{membership}", membership(server, BODY).await));
        ground
    }

    /// Of other bodies, of this one and of one above, with and without the second factor.
    async fn staff(server: &TestServer, door: &Door) -> Vec<Caller> {
        let mut callers = Vec::new();
        for body in OTHERS {
            let staff = server.staff(body, Role::Admin).await;
            callers.extend(twice(server, &staff, (Role::Admin, body), None).await);
        }
        for role in ROLES {
            let made;
            let staff = if role == Role::Checker {
                &door.checker
            } else {
                made = server.staff(BODY, role).await;
                &made
            };
            callers.extend(twice(server, staff, (role, BODY), Some(role)).await);
        }
        let above = server.staff(ABOVE, Role::Admin).await;
        callers.extend(twice(server, &above, (Role::Admin, ABOVE), Some(Role::Admin)).await);
        callers
    }

    /// A text with the names of what is here.
    pub(super) fn fill(&self, text: &str) -> String {
        let fill = |text: String, (name, id): &(&str, String)| text.replace(name, id);
        let filled = self.names.iter().fold(text.to_owned(), fill);
        assert!(!filled.contains('{'), "{filled}: what is its name?");
        filled
    }

    /// The body's administrator, who may do everything.
    pub(super) fn admin(&self) -> &Caller {
        self.named("admin of wz-lc, proved")
    }

    /// The administrator above all bodies.
    pub(super) fn above(&self) -> &Caller {
        self.named("admin of zj, proved")
    }

    fn named(&self, name: &str) -> &Caller {
        self.callers.iter().find(|one| one.name == name).unwrap()
    }

    /// What lies below one thing, asked for below another, by who may see both.
    pub(super) fn crossed(&self) -> Vec<(String, String)> {
        let (grant, member) = (&self.foreign_grant, &self.foreign_membership);
        let line = |text: &str, form: &str| (self.fill(text), self.fill(form));
        vec![
            line(
                &format!("POST /console/organizations/{{body}}/staff/{grant}/end"),
                "",
            ),
            line(
                "POST /console/organizations/{body}/memberships",
                &format!("confirm={member}"),
            ),
            line("GET /console/offerings/{session}/door", ""),
            line("GET /console/registrations/{session}", ""),
            line("GET /console/sessions/{registration}/door", ""),
            line("GET /console/sessions/{session}/door/people/{session}", ""),
        ]
    }
}

/// Somebody with a role in a body, with and without a second factor.
async fn twice(
    server: &TestServer,
    staff: &Staff,
    (role, body): (Role, &str),
    near: Option<Role>,
) -> [Caller; 2] {
    let email = format!("{role}.{body}@example.org");
    let proved = server.cookie_of(&email).await;
    server.prove(staff).await;
    let plain = server.cookie_of(&email).await;
    [(proved, true), (plain, false)].map(|(cookie, factor)| Caller {
        name: format!(
            "{role} of {body}, {}",
            if factor { "proved" } else { "unproved" }
        ),
        cookie,
        works: true,
        role: near,
        factor,
        owns: false,
    })
}

async fn grant(server: &TestServer, body: &str) -> String {
    let admin = server.worker(&format!("admin.{body}@example.org")).await;
    let until = server.clock.now().plus_days(30);
    let role = json!({ "email": "given@example.org", "role": "viewer", "until": until });
    let giving = server.post(&format!("/api/v1/organizations/{body}/staff"), &role);
    text(&giving.token(&admin).send().await.ok(201), "id")
}

async fn membership(server: &TestServer, body: &str) -> String {
    let worker = server.worker("worker@example.org").await;
    let asking = server.post(
        "/api/v1/me/memberships",
        &json!({ "organization_id": body }),
    );
    text(&asking.token(&worker).send().await.ok(201), "id")
}

/// All that staff may change, as it stands.
pub(super) async fn everything(server: &TestServer) -> Vec<String> {
    let db = server.db.read();
    let mut all = Vec::new();
    macro_rules! read {
        ($($table:ident)+) => {$(
            for row in $table::Entity::find().all(db).await.unwrap() {
                all.push(format!("{} {row:?}", stringify!($table)));
            }
        )+};
    }
    read!(attendance_marks announcements audit_log draws memberships notices offerings);
    read!(participants programs registrations sessions staff_grants);
    all.push(format!(
        "{} accounts",
        accounts::Entity::find().all(db).await.unwrap().len()
    ));
    all.sort();
    all
}
