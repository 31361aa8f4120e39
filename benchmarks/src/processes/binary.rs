//! The binary `capstone` that is measured: the one that a user would start, from the sources as they are now.
//!
//! Cargo builds it when it is first needed, with the profile and in the folder of this program: a binary that happens
//! to lie there might be an old one. Without cargo it is the one beside this program.

use anyhow::{Context, Result, ensure};
use serde_json::Value;
use std::env;
use std::ffi::OsStr;
use std::io::{self, IsTerminal};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

const NAME: &str = "capstone";

/// Where it is. Only the first call builds it.
///
/// # Errors
///
/// If it does not build, or, without cargo, if there is none.
pub(crate) fn capstone() -> Result<&'static Path> {
    static FOUND: OnceLock<PathBuf> = OnceLock::new();
    if let Some(path) = FOUND.get() {
        return Ok(path);
    }
    let this = env::current_exe().context("cannot find this program")?;
    // `cargo run` says by this variable which cargo it is.
    let path = env::var_os("CARGO").map_or_else(|| beside(&this), |cargo| build(&cargo, &this))?;
    Ok(FOUND.get_or_init(|| path))
}

fn beside(this: &Path) -> Result<PathBuf> {
    let path = this.with_file_name(NAME);
    ensure!(
        path.exists(),
        "there is no server to measure, no {path:?}: build it with `cargo build --release -p capstone`, or start this \
         program with `cargo run --release -p benchmarks`, which builds it"
    );
    Ok(path)
}

fn build(cargo: &OsStr, this: &Path) -> Result<PathBuf> {
    let mut command = Command::new(cargo);
    command.args(["build", "-p", NAME, "--bin", NAME, "--message-format=json-render-diagnostics"]);
    command.args(target_dir_of(this).map_or_else(Vec::new, |target_dir| build_options(target_dir, this)));
    if !io::stderr().is_terminal() {
        command.arg("--quiet"); // nobody watches its progress, and its warnings and errors come all the same
    }
    let workspace =
        Path::new(env!("CARGO_MANIFEST_DIR")).parent().context("no folder above this package's")?;
    let output = command.current_dir(workspace).stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot run {cargo:?}"))?;
    ensure!(output.status.success(), "the server to measure does not build, see above");
    let messages = String::from_utf8_lossy(&output.stdout);
    messages.lines().find_map(executable_in).context("cargo did not say where it has built the server")
}

/// The path of the binary, if this line of cargo's tells it.
fn executable_in(line: &str) -> Option<PathBuf> {
    let message: Value = serde_json::from_str(line).ok()?;
    let target = &message["target"];
    let is_it = target["name"] == NAME && target["kind"][0] == "bin";
    is_it.then(|| message["executable"].as_str().map(PathBuf::from)).flatten()
}

/// Cargo marks its target directory with a file.
fn target_dir_of(this: &Path) -> Option<&Path> {
    this.ancestors().find(|folder| folder.join("CACHEDIR.TAG").exists())
}

/// The options with which cargo built this program, read from its path: `TARGET_DIR[/TRIPLE]/PROFILE[/deps]/NAME`.
fn build_options(target_dir: &Path, this: &Path) -> Vec<String> {
    let below =
        this.parent().and_then(|folder| folder.strip_prefix(target_dir).ok()).unwrap_or(Path::new(""));
    let names = below.iter().map(|name| name.to_string_lossy().into_owned());
    let folders: Vec<String> = names.filter(|name| name != "deps").collect();
    let mut options = vec!["--target-dir".to_owned(), target_dir.display().to_string()];
    if let [triple, _] = folders.as_slice() {
        options.extend(["--target".to_owned(), triple.clone()]);
    }
    if let Some(profile) = folders.last() {
        // The folder of the profile `dev` is the only one that has another name.
        let profile = if profile == "debug" { "dev" } else { profile };
        options.extend(["--profile".to_owned(), profile.to_owned()]);
    }
    options
}

#[cfg(test)]
mod tests {
    use super::*;

    fn options(path: &str) -> String {
        build_options(Path::new("/t"), Path::new(path)).join(" ")
    }

    #[test]
    fn the_server_is_built_as_this_program_was() {
        assert_eq!(options("/t/release/benchmarks"), "--target-dir /t --profile release");
        assert_eq!(options("/t/debug/benchmarks"), "--target-dir /t --profile dev");
        assert_eq!(options("/t/debug/deps/benchmarks-0a1b"), "--target-dir /t --profile dev");
        let elsewhere = options("/t/x86_64-unknown-linux-musl/release/benchmarks");
        assert_eq!(elsewhere, "--target-dir /t --target x86_64-unknown-linux-musl --profile release");
    }

    #[test]
    fn of_cargos_messages_the_one_about_the_binary_says_where_it_is() {
        let binary = r#"{"reason":"compiler-artifact","target":{"kind":["bin"],"name":"capstone"},"executable":"/t/c"}"#;
        assert_eq!(executable_in(binary), Some(PathBuf::from("/t/c")));
        let library = binary.replace("bin", "lib");
        for other in [library.as_str(), "{\"reason\":\"build-finished\",\"success\":true}", "Finished", ""] {
            assert_eq!(executable_in(other), None, "{other}");
        }
    }

    #[test]
    fn without_cargo_and_without_a_binary_it_says_what_to_do() {
        let message = beside(Path::new("/nowhere/benchmarks")).unwrap_err().to_string();
        for part in ["/nowhere/capstone", "cargo build --release -p capstone", "cargo run"] {
            assert!(message.contains(part), "{part:?} is not in {message:?}");
        }
    }
}
