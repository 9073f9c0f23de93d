//! The OpenAPI document: a snapshot, whole and without doubles.

use std::collections::BTreeSet;

use axum::http::Method;
use serde_json::{Value, json};

use crate::harness::{Backend, TestServer};

#[tokio::test]
async fn the_document_is_the_one_committed() {
    let server = TestServer::start(Backend::Sqlite).await;
    let document = niangjia::router::document(&server.app)
        .to_pretty_json()
        .unwrap();
    insta::assert_snapshot!("openapi", document);
}

#[tokio::test]
async fn every_operation_is_told_apart_and_says_how_it_succeeds() {
    let server = TestServer::start(Backend::Sqlite).await;
    let document = server.get("/api/openapi.json").send().await.ok(200);
    let mut ids = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            let id = operation["operationId"].as_str().unwrap();
            assert!(
                ids.insert(id.to_owned()),
                "{method} {path}: the id {id} is taken"
            );
            // `default`, the problem, is added to all; what succeeds is each one's own to say.
            let answers = operation["responses"].as_object().unwrap();
            assert!(
                answers.keys().any(|status| status.starts_with('2')),
                "{method} {path} says of no answer that it succeeds"
            );
            assert!(
                operation["summary"].is_string(),
                "{method} {path} has no summary"
            );
        }
    }
    assert!(ids.contains("get_healthz"));
}

/// utoipa lets a second schema of the same name win in silence, so the source is read: the
/// name under which each type derives its schema may come once.
#[test]
fn no_two_schemas_share_a_name() {
    let mut names = BTreeSet::new();
    let mut doubles = Vec::new();
    for name in schema_names(std::path::Path::new(concat!(
        env!("CARGO_MANIFEST_DIR"),
        "/src"
    ))) {
        if !names.insert(name.clone()) {
            doubles.push(name);
        }
    }
    assert!(
        names.contains("Problem"),
        "the reader of schemas finds nothing: {names:?}"
    );
    assert!(
        doubles.is_empty(),
        "give one of them #[schema(as = …)]: {doubles:?}"
    );
}

fn schema_names(folder: &std::path::Path) -> Vec<String> {
    let mut names = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            names.extend(schema_names(&path));
        } else if path.extension().is_some_and(|it| it == "rs") {
            let text = std::fs::read_to_string(&path).unwrap();
            for derived in text.split("ToSchema").skip(1) {
                names.extend(schema_name(derived));
            }
        }
    }
    names
}

/// The name of the type that follows a derive of `ToSchema`.
fn schema_name(after: &str) -> Option<String> {
    let (attributes, rest) = [
        "pub struct ",
        "pub enum ",
        "pub(crate) struct ",
        "struct ",
        "enum ",
    ]
    .into_iter()
    .filter_map(|word| after.split_once(word))
    .min_by_key(|(attributes, _)| attributes.len())?;
    if !after.trim_start().starts_with([',', ')']) {
        return None;
    }
    let renamed = attributes.split_once("schema(as = ").map(|(_, name)| name);
    let name = renamed.unwrap_or(rest);
    Some(
        name.chars()
            .take_while(|c| c.is_alphanumeric() || *c == '_')
            .collect(),
    )
}

/// An id that names nothing: a handler gets as far as its first look.
const NOBODY: &str = "00000000-0000-7000-8000-000000000000";

/// Every operation: its method, its path with [`NOBODY`] in it, and what the document says.
fn operations(document: &Value) -> Vec<(Method, String, Value)> {
    let mut found = Vec::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        let segments = path.split('/').map(|segment| {
            if segment.starts_with('{') {
                NOBODY
            } else {
                segment
            }
        });
        let real = segments.collect::<Vec<_>>().join("/");
        for (method, operation) in item.as_object().unwrap() {
            let method = method.to_uppercase().parse().unwrap();
            found.push((method, real.clone(), operation.clone()));
        }
    }
    found
}

/// A token is required; an empty requirement beside it makes it optional.
fn needs_token(operation: &Value) -> bool {
    let required = operation["security"].as_array();
    required.is_some_and(|all| all.iter().all(|one| one["token"].is_array()))
}

fn names_key(operation: &Value) -> bool {
    let parameters = operation["parameters"].as_array();
    parameters.is_some_and(|all| all.iter().any(|one| one["name"] == "Idempotency-Key"))
}

on_both_databases! {
    async fn who_needs_a_token_says_so_and_nobody_else(server) {
        let document = server.get("/api/openapi.json").send().await.ok(200);
        for (method, path, operation) in operations(&document) {
            let answer = server.ask(method.clone(), &path).send().await;
            let refused = answer.status == 401
                && answer.json()["type"] == "/problems/unauthenticated";
            assert_eq!(needs_token(&operation), refused, "{method} {path}: {}", answer.text());
        }
    }

    async fn who_names_the_idempotency_key_keeps_it(server) {
        let token = server.worker("a@example.org").await;
        let document = server.get("/api/openapi.json").send().await.ok(200);
        let (mut keyed, long) = (0, "k".repeat(65));
        for (method, path, operation) in operations(&document) {
            assert_eq!(
                names_key(&operation),
                method == Method::POST && needs_token(&operation),
                "{method} {path}"
            );
            if names_key(&operation) {
                let answer = server.ask(method, &path).token(&token).key(&long).send().await;
                // What organizers do is judged before it is read: for others it is not there.
                let by_staff = operation["tags"] == json!(["organizing"]) || path.ends_with("/cancel");
                if answer.status == 404 && by_staff {
                    continue;
                }
                answer.is_problem(422, "invalid");
                assert_eq!(answer.json()["errors"][0]["code"], "idempotency-key", "{path}");
                keyed += 1;
            }
        }
        assert!(keyed > 10, "{keyed}");
    }

    async fn every_path_answers_on_its_own_address(server) {
        let document = server.get("/api/openapi.json").send().await.ok(200);
        for path in document["paths"].as_object().unwrap().keys() {
            let real = path.replace(['{', '}'], "");
            let answer = server.ask(Method::TRACE, &real).send().await;
            answer.is_problem(405, "method-not-allowed");
            let known: Vec<String> = methods(&document["paths"][path]);
            let allowed = answer.header("allow");
            assert!(known.iter().all(|it| allowed.contains(it)), "{path}: {allowed}");
            let ours = allowed.split(',').filter(|it| *it != "HEAD").count();
            assert_eq!(ours, known.len(), "{path} has methods that are not in the document");
        }
    }
}

on_both_databases! {
    async fn an_address_that_is_not_in_it_is_unknown_to_every_method(server) {
        let (path, body) = ("/api/v1/nowhere", serde_json::json!({}));
        for ask in [
            server.get(path),
            server.post(path, &body),
            server.patch(path, &body),
            server.delete(path),
        ] {
            ask.send().await.is_problem(404, "not-found");
        }
    }
}

fn methods(item: &Value) -> Vec<String> {
    item.as_object()
        .unwrap()
        .keys()
        .map(|method| method.to_uppercase())
        .collect()
}
