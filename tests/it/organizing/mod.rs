//! The organizer's side.

mod access;
pub(crate) mod announcements;
pub(crate) mod assisted;
pub(crate) mod attendance;
mod clashes;
mod copying;
pub(crate) mod decisions;
mod drawing;
pub(crate) mod duplicates;
mod editing;
mod elsewhere;
mod kept_reports;
pub(crate) mod lists;
mod logged;
pub(crate) mod minimum;
pub(crate) mod report;
mod reviews;
mod rosters;
mod sheets;
mod sizes;
pub(crate) mod story;
pub(crate) mod undelivered;
pub(crate) mod watching;

use niangjia::db::Fault;
use niangjia::db::entity::{access_tokens, offerings, programs, staff_grants};
use niangjia::organizations::staff::Role;
use niangjia::values::ids::{AccountId, GrantId, IdMaker, OrganizationId, ProgramId, Reference};
use niangjia::web::SignedIn;
use sea_orm::ActiveValue::Set;
use sea_orm::sea_query::Expr;
use sea_orm::{ActiveModelTrait, ColumnTrait, EntityTrait, QueryFilter};

use serde_json::{Value, json};

use crate::harness::{Answer, TestServer};
use crate::registering::text;

pub(crate) use self::attendance::outcomes;

/// A camp that is published in the demo: forty places, half of them for each of two quotas.
const BIRDS: &str = "/api/v1/offerings/p-birds-2027-01";

/// Somebody who works for a body.
pub(crate) struct Staff {
    pub(crate) account: AccountId,
    pub(crate) token: String,
}

/// What the tests of organizing ask of a server.
impl TestServer {
    /// An account with a role in a body, for a day.
    pub(crate) async fn staff(&self, code: &str, role: Role) -> Staff {
        let staff = self.nobody(&format!("{role}.{code}@example.org")).await;
        let body = self.body(code).await;
        self.grant(staff.account, body, role, None).await;
        staff
    }

    /// An account with a counsellor's grant on a program, for a day.
    pub(crate) async fn counsellor(&self, program: &str) -> Staff {
        let staff = self
            .nobody(&format!("counsellor.{program}@example.org"))
            .await;
        let found = programs::Entity::find()
            .filter(programs::Column::Code.eq(program))
            .one(self.db.read())
            .await;
        let found = found.unwrap().unwrap();
        let role = Role::Counsellor;
        self.grant(staff.account, found.organization_id, role, Some(found.id))
            .await;
        staff
    }

    /// An account without any role.
    pub(crate) async fn nobody(&self, email: &str) -> Staff {
        let token = self.worker(email).await;
        let account = self.last_account().await;
        Staff { account, token }
    }

    /// As if the second factor had been given; before the token is first used, since what was
    /// seen of a token is remembered for some seconds.
    pub(crate) async fn prove(&self, staff: &Staff) {
        let (account, until) = (staff.account, self.clock.now().plus_hours(12));
        let proving = self.db.write(async |tx| {
            access_tokens::Entity::update_many()
                .col_expr(
                    access_tokens::Column::SecondFactorUntil,
                    Expr::value(Some(until)),
                )
                .filter(access_tokens::Column::AccountId.eq(account))
                .exec(tx)
                .await?;
            Ok::<_, Fault>(())
        });
        proving.await.unwrap();
    }

    /// Edits what stands at a path (a preview has its query there) as it is now.
    pub(crate) async fn edit(&self, staff: &Staff, path: &str, edit: &Value) -> Answer {
        let at = path.split('?').next().unwrap();
        let seen = self.get(&format!("{at}/settings")).token(&staff.token);
        let seen = seen.send().await;
        seen.ok(200);
        let edit = self.patch(path, edit).token(&staff.token);
        edit.header("if-match", seen.header("etag")).send().await
    }

    /// The id of a body.
    pub(crate) async fn body(&self, code: &str) -> OrganizationId {
        let name = Reference::read(code);
        let found = self.app.organizations.find(&name).await.unwrap();
        found.unwrap().id
    }

    /// An organizer for a year.
    pub(crate) async fn appoint(&self, account: AccountId, body: OrganizationId) {
        self.grant_for(365, account, body, Role::Organizer, None)
            .await;
    }

    async fn grant(
        &self,
        account: AccountId,
        organization: OrganizationId,
        role: Role,
        program: Option<ProgramId>,
    ) {
        self.grant_for(1, account, organization, role, program)
            .await;
    }

    async fn grant_for(
        &self,
        days: i64,
        account: AccountId,
        organization: OrganizationId,
        role: Role,
        program: Option<ProgramId>,
    ) {
        let now = self.clock.now();
        let id: GrantId = IdMaker::new(self.clock.clone()).make();
        let row = staff_grants::ActiveModel {
            id: Set(id),
            account_id: Set(Some(account)),
            organization_id: Set(organization),
            program_id: Set(program),
            role: Set(role.as_str().to_owned()),
            until: Set(now.plus_days(days)),
            granted_by: Set(None),
            created_at: Set(now),
            ended_at: Set(None),
            email: Set("staff@example.org".to_owned()),
            email_key: Set("staff@example.org".to_owned()),
            ended_by: Set(None),
        };
        let granting = self.db.write(async |tx| {
            row.insert(tx).await?;
            Ok::<_, Fault>(())
        });
        granting.await.unwrap();
    }

    /// The account whose token is the newest.
    async fn last_account(&self) -> AccountId {
        let tokens = access_tokens::Entity::find().all(self.db.read()).await;
        let newest = tokens.unwrap().into_iter().max_by_key(|token| token.id);
        newest.unwrap().account_id
    }
}

/// A published lecture of the county, with its organizer.
async fn published(server: &TestServer, offering: &Value) -> Staff {
    server.import_demo().await;
    let organizer = server.staff("jh-pj", Role::Organizer).await;
    let program = json!({
        "code": "p-law", "title": "劳动法小课", "kind": "lecture", "shape": "one_off",
        "summary": "一小时讲清楚", "sensitivity": "normal", "eligibility": { "for": "adult" },
    });
    let path = "/api/v1/organizations/jh-pj/programs";
    server
        .post(path, &program)
        .token(&organizer.token)
        .send()
        .await
        .ok(201);
    let path = "/api/v1/programs/p-law/offerings";
    server
        .post(path, offering)
        .token(&organizer.token)
        .send()
        .await
        .ok(201);
    let path = "/api/v1/offerings/p-law-01/publish";
    server
        .post(path, &json!({}))
        .token(&organizer.token)
        .send()
        .await
        .ok(200);
    organizer
}

/// The pointers of a problem's errors.
fn pointers(problem: &Value) -> Vec<&str> {
    let errors = problem["errors"].as_array().unwrap();
    errors
        .iter()
        .map(|error| error["pointer"].as_str().unwrap())
        .collect()
}

/// The participant that an account is itself.
pub(crate) async fn myself(server: &TestServer, token: &str) -> String {
    let people = server
        .get("/api/v1/me/participants")
        .token(token)
        .send()
        .await;
    text(&people.ok(200)["items"][0], "id")
}

/// What registering for a lecture takes.
pub(crate) async fn lecture(server: &TestServer, token: &str) -> Value {
    let me = myself(server, token).await;
    let born = json!({ "birth_date": "1990-01-01" });
    let path = format!("/api/v1/me/participants/{me}");
    server.patch(&path, &born).token(token).send().await.ok(200);
    json!({ "participant_ids": [me] })
}

/// Writes a size into the row of an offering, and nowhere else.
async fn set_row_capacity(server: &TestServer, code: &str, capacity: i32) {
    let writing = server.db.write(async |tx| {
        offerings::Entity::update_many()
            .col_expr(offerings::Column::Capacity, Expr::value(capacity))
            .filter(offerings::Column::Code.eq(code))
            .exec(tx)
            .await?;
        Ok::<_, Fault>(())
    });
    writing.await.unwrap();
}

impl Staff {
    /// As the extractors know her.
    pub(crate) fn signed_in(&self, second_factor: bool) -> SignedIn {
        SignedIn {
            account: self.account,
            token: uuid::Uuid::nil().into(),
            second_factor,
        }
    }
}
