//! Mails as files, for development and tests.

use std::io;
use std::path::Path;

use super::Failure;

/// Writes `folder/name.eml` whole or not at all: under another name first.
pub(super) async fn carry(folder: &Path, name: &str, mail: &[u8]) -> Result<(), Failure> {
    write(folder, name, mail)
        .await
        .map_err(|error| Failure::Later(format!("cannot write the file: {}", error.kind())))
}

async fn write(folder: &Path, name: &str, mail: &[u8]) -> io::Result<()> {
    tokio::fs::create_dir_all(folder).await?;
    let unfinished = folder.join(format!(".{name}.part"));
    tokio::fs::write(&unfinished, mail).await?;
    tokio::fs::rename(unfinished, folder.join(format!("{name}.eml"))).await
}
