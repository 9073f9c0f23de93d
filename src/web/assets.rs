//! What pages load: stylesheet, icons and scripts, embedded in the binary.
//!
//! An address carries the hash of what it names, so a browser asks for each version once.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use axum::Router;
use axum::extract::OriginalUri;
use axum::http::{HeaderValue, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;

use super::etag::{IfNoneMatch, Prepared};
use super::extract::Path;
use super::problem::{Kind, Problem};
use crate::values::secret::sha256_hex;

const FOR_EVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
/// How long what is asked for without its version may be kept.
const MAX_AGE_SECONDS: u32 = 300;

macro_rules! files {
    ($($name:literal = $path:literal;)*) => {
        const FILES: &[(&str, &[u8])] = &[
            $(($name, include_bytes!(concat!("../../static/", $path))),)*
        ];
    };
}

files! {
    "niangjia.css" = "look/niangjia.css";
    "icons.svg" = "look/icons.svg";
    "mark.svg" = "look/mark.svg";
    "mark-192.png" = "look/mark-192.png";
    "mark-512.png" = "look/mark-512.png";
    "card.png" = "look/card.png";
    "console.js" = "console/console.js";
    "live.js" = "console/live.js";
    "door-marks.js" = "console/door-marks.js";
    "door-person.js" = "console/door-person.js";
    "door-copy.js" = "console/door-copy.js";
    "door.js" = "console/door.js";
    "door-scan.js" = "console/door-scan.js";
    "import.js" = "console/import.js";
    "roll.js" = "console/roll.js";
    "editor.js" = "console/editor.js";
}

struct Asset {
    version: String,
    body: Prepared,
}

static ASSETS: LazyLock<BTreeMap<&str, Asset>> = LazyLock::new(|| {
    let asset = |bytes: &[u8], name: &str| Asset {
        version: sha256_hex(bytes)[..12].to_owned(),
        body: Prepared::bytes(bytes.to_vec(), content_type(name)),
    };
    let one = |(name, bytes): &(&'static str, &[u8])| (*name, asset(bytes, name));
    FILES.iter().map(one).collect()
});

fn content_type(name: &str) -> HeaderValue {
    HeaderValue::from_static(match name.rsplit_once('.') {
        Some((_, "css")) => "text/css; charset=utf-8",
        Some((_, "js")) => "text/javascript; charset=utf-8",
        Some((_, "svg")) => "image/svg+xml",
        Some((_, "png")) => "image/png",
        _ => "application/octet-stream",
    })
}

/// Where a page finds the asset `name`.
#[must_use]
pub fn address(name: &str) -> String {
    let version = ASSETS.get(name).map_or("", |asset| asset.version.as_str());
    format!("/assets/{name}?v={version}")
}

/// `/assets/{name}`.
pub fn routes() -> Router {
    Router::new().route("/assets/{name}", get(serve))
}

async fn serve(
    Path(name): Path<String>,
    OriginalUri(uri): OriginalUri,
    asked: IfNoneMatch,
) -> Result<Response, Problem> {
    let asset = ASSETS.get(name.as_str()).ok_or(Kind::NotFound)?;
    let mut response = asset.body.answer(&asked, MAX_AGE_SECONDS);
    if uri.query().and_then(|query| query.strip_prefix("v=")) == Some(asset.version.as_str()) {
        response
            .headers_mut()
            .insert(header::CACHE_CONTROL, FOR_EVER);
    }
    Ok(response.into_response())
}

/// The names of the pictures in the sprite.
#[must_use]
pub fn icons() -> Vec<&'static str> {
    let sprite = include_str!("../../static/look/icons.svg");
    let symbols = sprite.split("<symbol id=\"").skip(1);
    symbols
        .filter_map(|symbol| symbol.split('"').next())
        .collect()
}
