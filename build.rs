//! Embedded texts and pages: their macros notice a changed file, but not a new one. And the list of
//! the files of the workers' app, which are embedded whatever their names.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

fn main() -> io::Result<()> {
    for folder in ["locales", "templates", "static/app"] {
        println!("cargo:rerun-if-changed={folder}");
    }
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR").unwrap_or_default());
    let app = root.join("static/app");
    let mut files = Vec::new();
    collect(&app, &mut files)?;
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file
            .strip_prefix(&app)
            .unwrap_or(&file)
            .display()
            .to_string();
        let path = file.display().to_string();
        let _ = writeln!(list, "({name:?}, include_bytes!({path:?})),");
    }
    list.push(']');
    let out = env::var("OUT_DIR").unwrap_or_default();
    let list_file = Path::new(&out).join("app_files.rs");
    // A target folder may be a copy by links: what is written anew must not change the other's.
    if list_file.exists() {
        fs::remove_file(&list_file)?;
    }
    fs::write(list_file, list)
}

fn collect(folder: &Path, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            collect(&path, found)?;
        } else if path.extension().is_some_and(|it| it == "js") {
            found.push(path);
        }
    }
    Ok(())
}
