//! The yardstick of reading: a route that does nothing but send the bytes of a file.
//!
//! `bare PORT FILE`

use axum::Router;
use axum::body::Bytes;
use axum::http::header::CONTENT_TYPE;
use axum::routing::get;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let mut arguments = std::env::args().skip(1);
    let usage = || anyhow::anyhow!("usage: bare PORT FILE");
    let port: u16 = arguments.next().ok_or_else(usage)?.parse()?;
    let bytes = Bytes::from(std::fs::read(arguments.next().ok_or_else(usage)?)?);
    let route = get(move || async move { ([(CONTENT_TYPE, "application/json")], bytes) });
    let listener = tokio::net::TcpListener::bind(("127.0.0.1", port)).await?;
    axum::serve(listener, Router::new().route("/", route)).await?;
    Ok(())
}
