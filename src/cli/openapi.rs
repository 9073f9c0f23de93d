//! `niangjia openapi`.

use std::process::ExitCode;

use secrecy::SecretString;
use uuid::Uuid;

use crate::app::App;
use crate::config::Config;
use crate::db::seal::{FieldKeys, make_key};
use crate::db::{Database, DatabaseSettings};
use crate::router;
use crate::values::clock::Clock;
use crate::values::ids::IdMaker;

/// Prints the document. The handlers describe themselves, but they are wired to a database:
/// an empty one, in a file that goes away again.
pub(super) async fn print(config: &Config) -> anyhow::Result<ExitCode> {
    let name: Uuid = IdMaker::new(Clock::machine()).make();
    let folder = std::env::temp_dir().join(format!("niangjia-{name}"));
    let url = format!("sqlite://{}", folder.join("empty.db").display());
    let settings = DatabaseSettings {
        url: SecretString::from(url),
        ..config.database.clone()
    };
    let db = Database::connect(&settings).await?;
    db.migrate().await?;
    let keys: FieldKeys = make_key("a")?.parse()?;
    let app = App::assemble(config, db.clone(), config.clock.clock(), &keys).await?;
    let document = router::document(&app).to_pretty_json()?;
    app.drain().await;
    db.close().await?;
    std::fs::remove_dir_all(&folder)?;
    super::say(&document)?;
    Ok(ExitCode::SUCCESS)
}
