//! A small tree of bodies, and people with roles in it.

use niangjia::db::Fault;
use niangjia::organizations::staff::Role;
use niangjia::organizations::tree::{self, Organization, OrganizationKind};
use niangjia::values::ids::{IdMaker, OrganizationId, Reference};
use niangjia::values::locale::Bilingual;

use crate::harness::TestServer;

/// A province, two cities, and a district of the first.
const TREE: [(&str, Option<&str>, OrganizationKind); 4] = [
    ("zj", None, OrganizationKind::Province),
    ("hz", Some("zj"), OrganizationKind::City),
    ("wz", Some("zj"), OrganizationKind::City),
    ("hz-gs", Some("hz"), OrganizationKind::County),
];

/// Puts the tree into the database.
pub(crate) async fn plant(server: &TestServer) {
    let ids = IdMaker::new(server.clock.clone());
    let mut bodies: Vec<Organization> = Vec::new();
    for (code, above, kind) in TREE {
        let parent = above.map(|above| bodies.iter().find(|body| body.code == above).unwrap().id);
        bodies.push(Organization {
            id: ids.make(),
            version: 1,
            code: code.to_owned(),
            parent_id: parent,
            kind,
            name: Bilingual::new(code, code),
            region_code: "330000".to_owned(),
            details: serde_json::Map::new(),
        });
    }
    let now = server.clock.now();
    let saving = server
        .db
        .write(async |tx| tree::save(tx, &bodies, now).await);
    saving.await.unwrap();
}

/// The id of a body.
pub(crate) async fn body(server: &TestServer, code: &str) -> OrganizationId {
    let found = server
        .app
        .organizations
        .find(&Reference::read(code))
        .await
        .unwrap();
    found.unwrap().id
}

/// An account with a role in a body for a day.
pub(crate) async fn staff(server: &TestServer, code: &str, role: Role) -> String {
    let token = server.worker(&format!("{role}.{code}@example.org")).await;
    let account = server.account_of(&token).await;
    let organization = body(server, code).await;
    let until = server.clock.now().plus_days(1);
    let organizations = &server.app.organizations;
    let granting = server.db.write(async |tx| {
        organizations
            .grant(tx, account, organization, role, until)
            .await?;
        Ok::<_, Fault>(())
    });
    granting.await.unwrap();
    token
}
