//! A system in which calls fail: `faulty_system.rs`, built as a library and put before the C library of a command.

#![cfg(target_os = "linux")]

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Puts the library built of `faulty_system.rs` before the C library of this command, which then fails in this way.
///
/// The linker takes a list with blanks between its items, and has no way to write a blank in one. The folder has some, for
/// a checkout's path may. So the command runs in it, and the item is a relative path.
pub(crate) fn put_in_faulty_system<'a>(command: &'a mut Command, fault: &str) -> &'a mut Command {
    let folder = faulty_system();
    command.current_dir(folder).env("LD_PRELOAD", format!("./{LIBRARY}")).env("FAULTY_SYSTEM", fault)
}

const LIBRARY: &str = "libfaulty_system.so";

/// The folder of the library, built when first asked for.
fn faulty_system() -> &'static Path {
    static BUILT: OnceLock<PathBuf> = OnceLock::new();
    BUILT.get_or_init(|| {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("a faulty system (with an ä)");
        fs::create_dir_all(&folder).expect("a folder can be made");
        let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/faulty_system.rs");
        // The compiler that stands beside the cargo that runs this test.
        let cargo = std::env::var_os("CARGO").map(PathBuf::from).unwrap_or_default();
        let rustc = Some(cargo.with_file_name("rustc")).filter(|rustc| rustc.exists());
        let mut rustc = Command::new(rustc.unwrap_or_else(|| "rustc".into()));
        // Under a name of its own, then renamed: another run of these tests may be loading it.
        let draft = folder.join(format!("{LIBRARY}.{}", std::process::id()));
        rustc.args(["--edition", "2024", "--crate-type", "cdylib", "-o"]).arg(&draft).arg(&source);
        let output = rustc.output().unwrap_or_else(|error| panic!("rustc could not be run: {error}"));
        let messages = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{source:?} does not compile\n{messages}");
        fs::rename(&draft, folder.join(LIBRARY)).expect("a file can be renamed");
        folder
    })
}
