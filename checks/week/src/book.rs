//! `cargo week book`: builds the book, by a crate of its own that no other command compiles.

use crate::check::cargo;
use crate::place::Place;
use anyhow::{Context, Result};
use std::process::{Command, ExitCode};

/// Builds the book of the tree, and shows it if it is asked to.
pub(crate) fn book(place: &Place, open: bool, serve: bool) -> Result<ExitCode> {
    let mut command = Command::new(cargo::program());
    command.args(["run", "--quiet", "--target-dir", "target/book/build", "--manifest-path"]);
    command.args(["lessons/book/Cargo.toml", "--"]);
    command.args(open.then_some("--open")).args(serve.then_some("--serve"));
    command.current_dir(&place.root).env_remove("CARGO_TARGET_DIR");
    if !place.root.join("target/book/build").exists() {
        eprintln!("mdBook is compiled first, once: that takes some minutes.");
    }
    let status = command.status().context("cargo cannot be run: is it in the path?")?;
    Ok(if status.success() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
