//! Every route of the OpenAPI document that names something in its path, asked by everybody.
//!
//! What is expected stands in `matrix/table.rs`, a line a route. A route without a line fails,
//! and so does a line without a route.

mod ground;
mod table;

use std::collections::BTreeSet;

use axum::http::Method;
use niangjia::organizations::staff::Role;

use self::ground::{Caller, Ground, Kind};
use self::table::{Expect, TABLE};
use crate::harness::{Answer, Backend, TestServer};

/// What a caller is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// 401.
    SignIn,
    /// 404: it is not there for her.
    NotFound,
    /// 403, naming the role it takes.
    Lesser(Role),
    /// 403, until she gave a second factor.
    SecondFactor,
    /// Anything else but a fault.
    LetIn,
}

fn verdict(expect: Expect, kind: Kind, caller: &Caller) -> Verdict {
    match expect {
        Expect::Public => Verdict::LetIn,
        _ if caller.token.is_none() => Verdict::SignIn,
        Expect::SignedIn => Verdict::LetIn,
        Expect::Own | Expect::OwnOrStaff(_) if caller.owns => Verdict::LetIn,
        Expect::Own => Verdict::NotFound,
        Expect::OwnOrStaff(role) => in_program((role, true), kind, caller),
        Expect::Program { role, persons } => in_program((role, persons), kind, caller),
        Expect::Sensitive => match in_program((Role::Viewer, true), kind, caller) {
            Verdict::LetIn => in_program((Role::Organizer, true), kind, caller),
            kept_out => kept_out,
        },
        Expect::Body { role, factor } => match caller.role {
            None => Verdict::NotFound,
            Some(held) if held < role => Verdict::Lesser(role),
            Some(_) if factor && !caller.factor => Verdict::SecondFactor,
            Some(_) => Verdict::LetIn,
        },
    }
}

fn in_program((role, persons): (Role, bool), kind: Kind, caller: &Caller) -> Verdict {
    if caller.role.is_none() && !caller.counsels {
        return Verdict::NotFound;
    }
    if persons && kind == Kind::Confidential {
        return if caller.counsels {
            Verdict::LetIn
        } else {
            Verdict::Lesser(Role::Counsellor)
        };
    }
    if caller.role.is_none_or(|held| held < role) {
        return Verdict::Lesser(role);
    }
    if persons && kind == Kind::Children && !caller.factor {
        Verdict::SecondFactor
    } else {
        Verdict::LetIn
    }
}

/// What is wrong with an answer, if anything.
fn flaw(verdict: Verdict, reads: bool, answer: &Answer) -> Option<String> {
    let is = |status: u16, slug: &str| {
        answer.status == status
            && answer.header("content-type") == "application/problem+json"
            && answer.json()["type"] == format!("/problems/{slug}")
    };
    let names = |role: Role| {
        let problem = answer.json();
        let detail = problem["detail"].as_str().unwrap_or_default();
        detail.contains(&format!("role {role}"))
    };
    let is_right = match verdict {
        Verdict::SignIn => is(401, "unauthenticated"),
        Verdict::NotFound => is(404, "not-found"),
        Verdict::Lesser(role) => is(403, "forbidden") && names(role),
        Verdict::SecondFactor => is(403, "second-factor-required"),
        // A ticket is for confirmed places only.
        Verdict::LetIn if reads => [200, 409].contains(&answer.status),
        Verdict::LetIn => answer.status < 500 && ![401, 403, 404].contains(&answer.status),
    };
    let said = || {
        String::from_utf8_lossy(&answer.bytes)
            .chars()
            .take(300)
            .collect::<String>()
    };
    (!is_right).then(|| format!("expected {verdict:?}, got {} {}", answer.status, said()))
}

/// A line of the table: its method, its path, and its path without a query.
fn parts(line: &str) -> (Method, &str, &str) {
    let (method, path) = line.split_once(' ').unwrap();
    let route = path.split('?').next().unwrap();
    (method.parse().unwrap(), path, route)
}

/// The routes that name something in their path, as the table writes them.
async fn routes(server: &TestServer) -> BTreeSet<String> {
    let document = server.get("/api/openapi.json").send().await.ok(200);
    let mut routes = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let Some(path) = path.strip_prefix("/api/v1").filter(|it| it.contains('{')) else {
            continue;
        };
        for method in item.as_object().unwrap().keys() {
            routes.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    routes
}

#[tokio::test]
async fn every_route_with_an_id_has_a_line() {
    let server = TestServer::start(Backend::Sqlite).await;
    let routes = routes(&server).await;
    let lines: BTreeSet<String> = TABLE
        .iter()
        .map(|(line, ..)| {
            let (method, _, route) = parts(line);
            format!("{method} {route}")
        })
        .collect();
    let missing: Vec<&String> = routes.difference(&lines).collect();
    assert!(
        missing.is_empty(),
        "who may call these? Say so in TABLE of tests/it/matrix/table.rs: {missing:#?}"
    );
    let stale: Vec<&String> = lines.difference(&routes).collect();
    assert!(
        stale.is_empty(),
        "no such route: take the line out of tests/it/matrix/table.rs: {stale:#?}"
    );
    let distinct: BTreeSet<&str> = TABLE.iter().map(|(line, ..)| *line).collect();
    assert_eq!(distinct.len(), TABLE.len(), "a line stands there twice");
}

/// Asks one line of the table of everybody at one ground.
async fn ask_all(
    server: &TestServer,
    ground: &Ground,
    nth: usize,
    flaws: &mut Vec<String>,
) -> usize {
    let (line, expect, body) = TABLE[nth];
    let (method, path, _) = parts(line);
    for caller in &ground.callers {
        let address = ground.address(server, path).await;
        let mut ask = server.ask(method.clone(), &address).english();
        if !body.is_empty() {
            ask = ask.body("application/json", body);
        }
        if let Some(token) = &caller.token {
            ask = ask.token(token);
        }
        let verdict = verdict(expect, ground.kind, caller);
        let answer = ask.send().await;
        if let Some(flaw) = flaw(verdict, method == Method::GET, &answer) {
            flaws.push(format!(
                "{line} ({:?}), {}: {flaw}",
                ground.kind, caller.name
            ));
        }
    }
    ground.callers.len()
}

on_both_databases! {
    async fn everybody_gets_what_she_may(server) {
        let grounds = ground::lay(&server).await;
        let (mut flaws, mut cells) = (Vec::new(), 0);
        for (nth, (line, expect, _)) in TABLE.iter().enumerate() {
            for ground in &grounds {
                let wanted = match expect {
                    // Only there lots are drawn.
                    Expect::Public if line.ends_with("/draw") => ground.kind == Kind::Children,
                    Expect::Public | Expect::SignedIn | Expect::Own => ground.kind == Kind::Children,
                    // Where somebody counsels who has no role in the body.
                    Expect::Body { .. } => ground.kind == Kind::Confidential,
                    Expect::OwnOrStaff(_) | Expect::Program { .. } | Expect::Sensitive => true,
                };
                if wanted {
                    cells += ask_all(&server, ground, nth, &mut flaws).await;
                }
            }
        }
        assert!(flaws.is_empty(), "{} of {cells} cells:\n{}", flaws.len(), flaws.join("\n"));
        assert!(cells > 2000, "{cells}");
    }

    async fn what_is_below_another_body_is_not_found(server) {
        let grounds = ground::lay(&server).await;
        let (here, there) = (grounds[0].body, grounds[1].body);
        let admin = grounds[0].admin();
        let mut tried = 0;
        for (line, _, body) in TABLE {
            let (method, path, _) = parts(line);
            let Some((name, list)) = [("{membership}", "memberships"), ("{grant}", "staff")]
                .into_iter()
                .find(|(name, _)| path.contains(name)) else { continue };
            let theirs = grounds[0].nested(&server, there, list).await;
            let address = path.replace("{id}", here).replace(name, &theirs);
            let mut ask = server.ask(method, &format!("/api/v1{address}")).token(admin);
            if !body.is_empty() {
                ask = ask.body("application/json", *body);
            }
            ask.send().await.is_problem(404, "not-found");
            tried += 1;
        }
        assert_eq!(tried, 3, "what lies below a body");
    }
}
