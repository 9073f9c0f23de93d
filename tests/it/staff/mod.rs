//! Who works for a body: roles, and what is written down of what they do.

mod audit;
pub(crate) mod bodies;
pub(crate) mod ending;
pub(crate) mod giving;
mod programs;
mod upgrade;

use serde_json::{Value, json};

use crate::harness::TestServer;

/// Gives a role in a body for a month.
async fn give(server: &TestServer, admin: &str, body: &str, email: &str, role: &str) -> Value {
    let until = server.clock.now().plus_days(30);
    let wanted = json!({"email": email, "role": role, "until": until});
    let path = format!("/api/v1/organizations/{body}/staff");
    server
        .post(&path, &wanted)
        .token(admin)
        .send()
        .await
        .ok(201)
}

/// The id of the role that an address has in a body.
async fn grant_of(server: &TestServer, admin: &str, body: &str, email: &str) -> String {
    let path = format!("/api/v1/organizations/{body}/staff");
    let listed = server.get(&path).token(admin).send().await.ok(200);
    let mut items = listed["items"].as_array().unwrap().iter();
    let found = items.find(|item| item["email"] == email).unwrap();
    found["id"].as_str().unwrap().to_owned()
}
