//! Every route of the console, asked by everybody.
//!
//! What is expected stands in `routes/table.rs`, a line a route, and a route of the source without
//! a line fails.

mod ground;
mod hostile;
mod pictures;
mod table;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use self::ground::{Caller, Ground};
use self::table::{Expect, TABLE};
use crate::harness::{Answer, TestServer};

/// What a caller is answered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// She is led to sign in, or told to.
    SignIn,
    /// 404: it is not there for her.
    NotFound,
    /// 403.
    Lesser,
    /// She is led to give a second factor, or told to.
    SecondFactor,
    /// Anything else but a fault.
    LetIn,
}

fn verdict(expect: Expect, caller: &Caller) -> Verdict {
    match expect {
        Expect::Public => Verdict::LetIn,
        _ if caller.cookie.is_empty() => Verdict::SignIn,
        Expect::SignedIn => Verdict::LetIn,
        Expect::Own if caller.owns => Verdict::LetIn,
        Expect::Staff if caller.works => Verdict::LetIn,
        // Who works for nobody is told so, whatever she asks for.
        _ if !caller.works => Verdict::Lesser,
        Expect::Own => Verdict::NotFound,
        Expect::Near { role, factor } => match caller.role {
            None => Verdict::NotFound,
            Some(held) if held < role => Verdict::Lesser,
            Some(_) if factor && !caller.factor => Verdict::SecondFactor,
            Some(_) => Verdict::LetIn,
        },
        Expect::Staff => Verdict::LetIn,
    }
}

/// What is wrong with an answer, if anything.
fn flaw(verdict: Verdict, reads: bool, answer: &Answer) -> Option<String> {
    let (status, to) = (answer.status, answer.header("location"));
    let is_right = match verdict {
        Verdict::SignIn if reads => status == 303 && to.starts_with("/console/sign-in?next="),
        Verdict::SignIn => status == 401,
        Verdict::NotFound => status == 404,
        Verdict::Lesser => status == 403 || status == 404,
        Verdict::SecondFactor if reads => {
            status == 303 && to.starts_with("/console/second-factor?next=")
        }
        Verdict::SecondFactor => status == 403,
        Verdict::LetIn => status < 500 && ![401, 403, 404].contains(&status),
    };
    let kept_out = verdict != Verdict::LetIn;
    let tells = kept_out && answer.text().contains("张小二");
    (!is_right || tells).then(|| {
        let said: String = answer.text().chars().skip(900).take(300).collect();
        format!("expected {verdict:?}, got {status} {to} {said}")
    })
}

/// The methods of the routes in a piece of source, with names in the place of what `{…}` says.
fn routes_in(source: &str, routes: &mut BTreeSet<String>) {
    for call in source.split(".route(").skip(1) {
        let mut depth = 1;
        let end = call.find(|one| {
            depth += i32::from(one == '(') - i32::from(one == ')');
            depth == 0
        });
        let call = &call[..end.unwrap()];
        let path = call.split('"').nth(1).unwrap();
        let handlers = call.rsplit('"').next().unwrap();
        for method in ["get", "post", "put", "patch", "delete"] {
            if handlers.contains(&format!("{method}(")) && path.starts_with("/console") {
                routes.insert(format!("{} {}", method.to_uppercase(), shape(path)));
            }
        }
    }
}

/// A path without what stands in its braces.
fn shape(path: &str) -> String {
    let inside = |part: &str| if part.starts_with('{') { "{}" } else { part }.to_owned();
    let parts: Vec<String> = path.split('/').map(inside).collect();
    parts.join("/")
}

fn routes_below(folder: &Path, routes: &mut BTreeSet<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            routes_below(&path, routes);
        } else {
            routes_in(&fs::read_to_string(path).unwrap(), routes);
        }
    }
}

#[test]
fn every_route_of_the_console_has_a_line() {
    let mut routes = BTreeSet::new();
    routes_below(
        &Path::new(env!("CARGO_MANIFEST_DIR")).join("src/console"),
        &mut routes,
    );
    let shaped = TABLE.iter().map(|(line, ..)| shape(line));
    let lines: BTreeSet<String> = shaped.collect();
    assert_eq!(lines.len(), TABLE.len(), "a line stands there twice");
    let missing: Vec<_> = routes.difference(&lines).collect();
    assert!(
        missing.is_empty(),
        "who may open these? Say so in TABLE of tests/it/console/routes/table.rs: {missing:#?}"
    );
    let stale: Vec<_> = lines.difference(&routes).collect();
    assert!(
        stale.is_empty(),
        "no such route: take its line out: {stale:#?}"
    );
}

/// The pages: each route that shows one when it is opened, with its path here.
fn pages(ground: &Ground) -> Vec<(&'static str, String)> {
    // These lead to another page, hand out what is no page, or are of a draw, of which there is none.
    let no_page = [
        "/ticked/{deed}",
        "/draw",
        "/draw/show",
        "/care",
        "/duplicates",
        "/record",
        "report.csv",
        "second-factor",
        "worker.js",
    ];
    let gets = TABLE
        .iter()
        .filter_map(|(line, ..)| line.strip_prefix("GET "));
    gets.filter(|path| !no_page.iter().any(|end| path.ends_with(end)))
        .map(|path| (path, ground.fill(path)))
        .collect()
}

/// Sends a line as somebody, from a page of ours or from elsewhere.
async fn send(
    server: &TestServer,
    (line, form): (&str, &str),
    cookie: &str,
    site: &'static str,
) -> Answer {
    let (method, path) = line.split_once(' ').unwrap();
    let mut ask = server.ask(method.parse().unwrap(), path);
    if !cookie.is_empty() {
        ask = ask.header("cookie", cookie);
    }
    ask = ask.header("sec-fetch-site", site);
    if method == "POST" {
        ask = ask.body("application/x-www-form-urlencoded", form.to_owned());
    }
    ask.send().await
}

on_both_databases! {
    async fn everybody_sees_and_does_what_she_may(server) {
        let ground = Ground::lay(&server).await;
        let before = ground::everything(&server).await;
        let (mut flaws, mut let_in, mut cells) = (Vec::new(), Vec::new(), 0);
        for (route, expect, form) in TABLE {
            let (line, form) = (ground.fill(route), ground.fill(form));
            let reads = line.starts_with("GET");
            for caller in &ground.callers {
                let verdict = verdict(*expect, caller);
                if verdict == Verdict::LetIn {
                    let_in.push((line.clone(), caller));
                    continue;
                }
                let answer = send(&server, (&line, &form), &caller.cookie, "same-origin").await;
                let found = flaw(verdict, reads, &answer);
                flaws.extend(found.map(|found| format!("{route}, {}: {found}", caller.name)));
                cells += 1;
            }
            if !reads {
                let answer = send(&server, (&line, &form), &ground.admin().cookie, "cross-site").await;
                if answer.status != 403 || !answer.text().contains("这个请求来自别的网站") {
                    flaws.push(format!("{route} from another site: {}", answer.status));
                }
            }
        }
        assert!(flaws.is_empty(), "{} of {cells} cells:\n{}", flaws.len(), flaws.join("\n"));
        assert!(cells > 300, "{cells}");
        let now = ground::everything(&server).await;
        assert_eq!(now, before, "who was kept out changed something");

        // An empty form does nothing, but it is read.
        let ends = ["sign-out", "/end", "/freeze", "/draw/"];
        for (line, caller) in let_in {
            if line.starts_with("POST") && ends.iter().any(|end| line.contains(end)) {
                continue;
            }
            let answer = send(&server, (&line, ""), &caller.cookie, "same-origin").await;
            // There is no draw in this offering, and nothing where none is named.
            let ends = ["/draw", "/draw/show", "/draw/record", "/duplicates", "report.csv"];
            let is_empty = ends.iter().any(|end| line.ends_with(end))
                || line.starts_with("POST") && line.ends_with("/door");
            if is_empty && [404, 422].contains(&answer.status) {
                continue;
            }
            let found = flaw(Verdict::LetIn, line.starts_with("GET"), &answer);
            flaws.extend(found.map(|found| format!("{line}, {}: {found}", caller.name)));
        }
        assert!(flaws.is_empty(), "{}:\n{}", flaws.len(), flaws.join("\n"));
    }

    async fn what_lies_below_another_is_not_found(server) {
        let ground = Ground::lay(&server).await;
        let cookie = &ground.above().cookie;
        let before = ground::everything(&server).await;
        for (line, form) in ground.crossed() {
            let answer = send(&server, (&line, &form), cookie, "same-origin").await;
            assert_eq!(answer.status, 404, "{line} {form}: {}", answer.text());
        }
        assert_eq!(ground::everything(&server).await, before);
    }
}
