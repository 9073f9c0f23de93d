//! The OpenAPI document: generated from the handlers, completed here with what they share.

use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, ParameterIn, PathItem};
use utoipa::openapi::schema::SchemaType;
use utoipa::openapi::security::{HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{ContentBuilder, ObjectBuilder, OpenApi, Ref, RefOr, ResponseBuilder, Type};
use utoipa::{Modify, OpenApi as _};

use crate::web::problem::{FieldErrorView, ProblemView, ReasonView};

/// Title, tags, the bearer scheme and the schema of problems.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Niangjia 娘家",
        description = "Services of trade unions: find, register, and know where you stand. \
                       Texts come in the language of `Accept-Language` (zh-CN or en); every \
                       refusal is `application/problem+json`.",
    ),
    components(schemas(ProblemView, FieldErrorView, ReasonView)),
    modifiers(&Bearer),
)]
struct Base;

struct Bearer;

impl Modify for Bearer {
    fn modify(&self, document: &mut OpenApi) {
        let bearer = HttpBuilder::new()
            .scheme(HttpAuthScheme::Bearer)
            .description(Some("The `access_token` of POST /api/v1/tokens."))
            .build();
        let components = document.components.get_or_insert_default();
        components.add_security_scheme("token", SecurityScheme::Http(bearer));
    }
}

/// The document without paths.
#[must_use]
pub fn base() -> OpenApi {
    Base::openapi()
}

/// Adds to every operation what all of them have: an id of its own, the problem it may answer,
/// and, where something is done for an account, the `Idempotency-Key`.
pub fn complete(document: &mut OpenApi) {
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            operation.operation_id = Some(operation_id(method, path));
            let problem = ResponseBuilder::new()
                .description("What is wrong; docs/problems.md lists every `type`")
                .content(
                    "application/problem+json",
                    ContentBuilder::new()
                        .schema(Some(Ref::from_schema_name("Problem")))
                        .build(),
                )
                .build();
            let responses = &mut operation.responses.responses;
            responses.insert("default".to_owned(), RefOr::T(problem));
            if method == "post" && needs_token(operation) {
                let parameters = operation.parameters.get_or_insert_default();
                parameters.push(RefOr::T(idempotency_key()));
            }
        }
    }
}

/// Whether it is for those who are signed in only: one empty requirement makes it optional.
fn needs_token(operation: &Operation) -> bool {
    let optional = SecurityRequirement::default();
    let security = operation.security.as_ref();
    security.is_some_and(|required| !required.contains(&optional))
}

/// The operations of a path with their methods in lower case.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    [
        ("get", item.get.as_mut()),
        ("post", item.post.as_mut()),
        ("put", item.put.as_mut()),
        ("patch", item.patch.as_mut()),
        ("delete", item.delete.as_mut()),
    ]
    .into_iter()
    .filter_map(|(method, operation)| Some((method, operation?)))
}

/// `get_me_participants` for GET /api/v1/me/participants: unique, since method and path are.
fn operation_id(method: &str, path: &str) -> String {
    let path = path.strip_prefix(crate::router::BASE_PATH).unwrap_or(path);
    let words: Vec<&str> = path
        .split(|c: char| !c.is_ascii_alphanumeric() && c != '_')
        .filter(|word| !word.is_empty())
        .collect();
    format!("{method}_{}", words.join("_"))
}

fn idempotency_key() -> Parameter {
    let text = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::String))
        .min_length(Some(1))
        .max_length(Some(64))
        .build();
    ParameterBuilder::new()
        .name("Idempotency-Key")
        .parameter_in(ParameterIn::Header)
        .description(Some(
            "1 to 64 visible ASCII characters, kept 24 hours: the same key and request again \
             answers with what the first one did, and `Idempotent-Replayed: true`.",
        ))
        .schema(Some(text))
        .build()
}
