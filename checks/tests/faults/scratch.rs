//! Files that a test needs while it runs.

use std::fs;
use std::ops::Deref;
use std::path::{Path, PathBuf};

/// A path of this run's own, at which there is nothing yet. What is there in the end is removed.
#[derive(Debug)]
pub(crate) struct ScratchFile(PathBuf);

impl ScratchFile {
    pub(crate) fn new(name: &str) -> Self {
        Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{}-{name}", std::process::id())))
    }

    pub(crate) fn as_arg(&self) -> &str {
        self.0.to_str().expect("cargo's target directory has a name in UTF-8")
    }
}

impl Deref for ScratchFile {
    type Target = Path;

    fn deref(&self) -> &Path {
        &self.0
    }
}

impl Drop for ScratchFile {
    /// It fails if nothing was ever put there.
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}
