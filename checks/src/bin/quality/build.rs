//! Building what is judged. That it does not build is a finding like others.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// Builds the program in `root` with that copy's cargo settings, and says where it is.
pub(crate) fn capstone_of(root: &Path) -> Result<PathBuf, String> {
    eprintln!("building capstone in release ...");
    let mut cargo = Command::new(std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(["build", "--release", "--package", "capstone", "--bin", "capstone"]);
    cargo.arg("--message-format=json-render-diagnostics").current_dir(root).stdin(Stdio::null());
    let output = cargo.output().map_err(|error| format!("cargo could not be run: {error}"))?;
    let messages = String::from_utf8_lossy(&output.stdout);
    let path = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let path = path.filter_map(|message| message["executable"].as_str().map(PathBuf::from)).next_back();
    path.filter(|_| output.status.success())
        .ok_or_else(|| first_error(&String::from_utf8_lossy(&output.stderr)))
}

/// The compiler's first error, with its place.
fn first_error(messages: &str) -> String {
    let mut lines = messages.lines().skip_while(|line| !line.starts_with("error"));
    let error = lines.next().unwrap_or("cargo gave no program and no reason");
    let place = lines.find(|line| line.trim_start().starts_with("-->")).unwrap_or_default();
    format!("{error} {}", place.trim())
}
