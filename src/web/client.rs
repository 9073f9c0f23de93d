//! The modules of the workers' app, embedded in the binary.
//!
//! Their addresses carry the hash of them all, so imports stay within one build, and a page that runs
//! keeps its own modules whatever the server is by then. Source: docs/app.md.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use serde_json::json;

use super::assets;
use super::etag::{IfNoneMatch, Prepared};
use super::extract::Path;
use super::problem::{Kind, Problem};
use crate::values::locale::Locale;
use crate::values::secret::sha256_hex;

/// Each module by its name below `static/app/`.
const FILES: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/app_files.rs"));

/// What else a running page consists of: the shell changes with these.
const SHELL: [&str; 5] = [
    include_str!("../../templates/app/base.html"),
    include_str!("../../templates/app/pieces.html"),
    include_str!("../../templates/app/shell.html"),
    include_str!("../../locales/zh-CN/app.ftl"),
    include_str!("../../locales/en/app.ftl"),
];

/// What every page shows.
const PICTURES: [&str; 3] = ["niangjia.css", "icons.svg", "mark.svg"];

const SERVICE_WORKER: &str = "sw.js";
const JAVASCRIPT: HeaderValue = HeaderValue::from_static("text/javascript; charset=utf-8");
const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// What the service worker may do: fetch what is ours.
const POLICY: HeaderValue = HeaderValue::from_static("default-src 'none'; connect-src 'self'");
const ASK_EACH_TIME: HeaderValue = HeaderValue::from_static("no-cache");

static BUILD: LazyLock<String> = LazyLock::new(|| {
    let pictures = PICTURES.map(assets::address);
    let parts = FILES
        .iter()
        .flat_map(|(name, bytes)| [name.as_bytes(), bytes]);
    let parts = parts.chain(SHELL.iter().map(|text| text.as_bytes()));
    let parts = parts.chain(pictures.iter().map(String::as_bytes));
    let hashes: Vec<String> = parts.map(sha256_hex).collect();
    sha256_hex(hashes.concat().as_bytes())[..12].to_owned()
});

static MODULES: LazyLock<BTreeMap<&str, Prepared>> = LazyLock::new(|| {
    let module = |(name, bytes): &(&'static str, &[u8])| {
        (*name, Prepared::bytes(bytes.to_vec(), JAVASCRIPT))
    };
    FILES.iter().map(module).collect()
});

/// The name of this build.
#[must_use]
pub fn build() -> &'static str {
    &BUILD
}

/// Where a page finds the module `name`.
#[must_use]
pub fn address(name: &str) -> String {
    format!("/app/{}/{name}", build())
}

/// Where a service worker finds the shell in a language.
#[must_use]
pub fn shell(locale: Locale) -> String {
    format!("{}?lang={}", address("shell"), locale.tag())
}

/// `/app/{build}/{name}`, `/sw.js`.
pub fn routes() -> Router {
    Router::new()
        .route("/app/{build}/{*name}", get(serve))
        .route("/sw.js", get(service_worker))
}

/// A module of this build; of another one there is none, so that no page is put together of two.
async fn serve(
    Path((asked_build, name)): Path<(String, String)>,
    asked: IfNoneMatch,
) -> Result<Response, Problem> {
    let module = MODULES.get(name.as_str()).ok_or(Kind::NotFound)?;
    if asked_build != build() {
        return Err(Kind::NotFound.into());
    }
    let mut response = module.answer(&asked, 0);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, FOR_EVER);
    Ok(response.into_response())
}

/// The service worker, told what this build consists of: a new build is a new service worker.
async fn service_worker(asked: IfNoneMatch) -> Response {
    static PREPARED: LazyLock<Prepared> = LazyLock::new(|| {
        let modules = FILES.iter().map(|(name, _)| *name);
        let files: Vec<String> = modules
            .filter(|name| *name != SERVICE_WORKER)
            .map(address)
            .chain(PICTURES.map(assets::address))
            .collect();
        let told = json!({
            "build": build(),
            "files": files,
            "shells": {
                "zh-CN": shell(Locale::Chinese),
                "en": shell(Locale::English),
            },
        });
        let script = FILES.iter().find(|(name, _)| *name == SERVICE_WORKER);
        let script = script.map_or(&[][..], |(_, bytes)| bytes);
        let mut body = format!("self.told = {told};\n").into_bytes();
        body.extend_from_slice(script);
        Prepared::bytes(body, JAVASCRIPT)
    });
    let mut response = PREPARED.answer(&asked, 0);
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, ASK_EACH_TIME);
    headers.insert(header::CONTENT_SECURITY_POLICY, POLICY);
    response
}
