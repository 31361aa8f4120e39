//! The schedules in which models have failed, kept for the book: a file for each model, below `target`.
//!
//! A model that holds in all its schedules takes its file away. `lessons/book/src/failed.rs` reads what is written here.

use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// From the workspace's root.
const FOLDER: &str = "target/models/failed";

/// Keeps how the model of this test failed, and in which `steps`.
pub(crate) fn keep(test: &str, seed: &str, failure: &str, mut steps: Value) {
    let has_steps = steps["steps"].as_array().is_some_and(|steps| !steps.is_empty());
    let Some(path) = path(test).filter(|_| has_steps) else { return };
    for (key, value) in [("model", test), ("seed", seed), ("failure", failure)] {
        steps[key] = json!(value);
    }
    // It has failed, whether or not a disk that is full, or closed to it, can say so once more.
    let _ = write(&path, &format!("{steps:#}\n"));
}

/// The model of this test holds.
pub(crate) fn forget(test: &str) {
    let _ = path(test).map(fs::remove_file);
}

/// A book that is made meanwhile finds the old one or the new one, and no half of it.
fn write(path: &Path, words: &str) -> io::Result<()> {
    let new = path.with_extension("new");
    fs::create_dir_all(path.parent().unwrap_or(path))?;
    fs::write(&new, words)?;
    fs::rename(new, path)
}

/// Cargo says where the package is, and `cargo week` does. Who runs the program without them has no book.
fn path(test: &str) -> Option<PathBuf> {
    let package = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR")?);
    Some(package.parent()?.join(FOLDER).join(format!("{}.json", test.replace("::", "."))))
}
