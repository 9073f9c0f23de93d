//! The OpenAPI document as one page for people.

use std::collections::BTreeMap;

use askama::Template;
use serde_json::Value;

use crate::db::Fault;

#[derive(Template)]
#[template(path = "docs/api.html")]
struct ApiPage {
    title: String,
    description: String,
    groups: BTreeMap<String, Vec<Call>>,
    schemas: Vec<Schema>,
}

/// One method on one path.
struct Call {
    id: String,
    method: String,
    path: String,
    summary: String,
    description: String,
    needs_token: bool,
    parameters: Vec<Member>,
    body: Option<Type>,
    answers: Vec<(String, String, Option<Type>)>,
}

struct Schema {
    name: String,
    description: String,
    members: Vec<Member>,
    values: Vec<String>,
}

struct Member {
    name: String,
    kind: Type,
    required: bool,
    description: String,
}

/// A type in words; `link` names the schema it stands for.
struct Type {
    words: String,
    link: Option<String>,
}

/// Renders the page.
pub(super) fn render(document: &Value) -> Result<String, Fault> {
    let mut groups: BTreeMap<String, Vec<Call>> = BTreeMap::new();
    for (path, item) in members(&document["paths"]) {
        for (method, operation) in members(item) {
            let tag = text(&operation["tags"][0]);
            groups
                .entry(tag)
                .or_default()
                .push(call(method, path, operation));
        }
    }
    let page = ApiPage {
        title: text(&document["info"]["title"]),
        description: text(&document["info"]["description"]),
        groups,
        schemas: members(&document["components"]["schemas"])
            .map(|(name, schema)| read_schema(name, schema))
            .collect(),
    };
    page.render()
        .map_err(|error| Fault::broken(error.to_string()))
}

fn call(method: &str, path: &str, operation: &Value) -> Call {
    let parameters = items(&operation["parameters"]).map(|parameter| Member {
        name: text(&parameter["name"]),
        kind: kind(&parameter["schema"]),
        required: parameter["required"] == true,
        description: text(&parameter["description"]),
    });
    let answers = members(&operation["responses"]).map(|(status, answer)| {
        let kind = first_content(answer).map(kind);
        (status.to_owned(), text(&answer["description"]), kind)
    });
    Call {
        id: text(&operation["operationId"]),
        method: method.to_uppercase(),
        path: path.to_owned(),
        summary: text(&operation["summary"]),
        description: text(&operation["description"]),
        needs_token: needs_token(&operation["security"]),
        parameters: parameters.collect(),
        body: first_content(&operation["requestBody"]).map(kind),
        answers: answers.collect(),
    }
}

/// An empty requirement among others makes the token optional.
fn needs_token(security: &Value) -> bool {
    security.is_array() && items(security).all(|one| members(one).next().is_some())
}

fn read_schema(name: &str, schema: &Value) -> Schema {
    let required: Vec<&str> = items(&schema["required"])
        .filter_map(Value::as_str)
        .collect();
    let own = members(&schema["properties"]).map(|(name, member)| Member {
        name: name.to_owned(),
        kind: kind(member),
        required: required.contains(&name),
        description: text(&member["description"]),
    });
    Schema {
        name: name.to_owned(),
        description: text(&schema["description"]),
        members: own.collect(),
        values: items(&schema["enum"]).map(text).collect(),
    }
}

fn kind(schema: &Value) -> Type {
    if let Some(name) = schema["$ref"].as_str().and_then(|it| it.rsplit('/').next()) {
        return Type {
            words: name.to_owned(),
            link: Some(name.to_owned()),
        };
    }
    if schema["type"] == "array" {
        let inner = kind(&schema["items"]);
        return Type {
            words: format!("list of {}", inner.words),
            link: inner.link,
        };
    }
    for choice in ["oneOf", "allOf", "anyOf"] {
        let kinds: Vec<Type> = items(&schema[choice]).map(kind).collect();
        if !kinds.is_empty() {
            let words: Vec<_> = kinds.iter().map(|it| it.words.as_str()).collect();
            let words = words.join(" or ");
            return Type {
                words,
                link: kinds.into_iter().find_map(|it| it.link),
            };
        }
    }
    let mut words = match &schema["type"] {
        Value::Array(kinds) => kinds.iter().map(text).collect::<Vec<_>>().join(" or "),
        one => text(one),
    };
    if let Some(format) = schema["format"].as_str() {
        words = format!("{words} ({format})");
    }
    if words.is_empty() {
        "any".clone_into(&mut words);
    }
    Type { words, link: None }
}

fn first_content(holder: &Value) -> Option<&Value> {
    let (_, content) = members(&holder["content"]).next()?;
    Some(&content["schema"])
}

fn members(value: &Value) -> impl Iterator<Item = (&str, &Value)> {
    value
        .as_object()
        .into_iter()
        .flatten()
        .map(|(name, value)| (name.as_str(), value))
}

fn items(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_call_shows_its_parts_and_escapes_its_texts() {
        let document = serde_json::json!({
            "info": { "title": "T", "description": "<b>" },
            "paths": { "/things": { "post": {
                "operationId": "post_things", "tags": ["things"], "security": [{ "token": [] }],
                "requestBody": { "content": { "application/json": {
                    "schema": { "type": "array", "items": { "$ref": "#/x/Thing" } } } } },
                "responses": { "201": { "description": "made" } },
            } } },
            "components": { "schemas": { "Thing": { "properties": { "n": { "type": "integer" } } } } },
        });
        let html = render(&document).unwrap();
        for part in [
            "&#60;b&#62;",
            "id=\"post_things\"",
            "list of Thing",
            "href=\"#schema-Thing\"",
        ] {
            assert!(html.contains(part), "{part} is missing in {html}");
        }
    }
}
