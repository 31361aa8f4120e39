//! The demo's folder: fresh, its own, and gone at the end.

use super::guard::PREFIX;
use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};
use std::process;
use std::time::{SystemTime, UNIX_EPOCH};

/// A folder that is removed with all that is in it.
#[derive(Debug)]
pub(super) struct Folder(PathBuf);

impl Folder {
    /// A name that no folder has yet: of this process and this moment.
    pub(super) fn fresh_name() -> PathBuf {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        std::env::temp_dir().join(format!("{PREFIX}{}-{}", process::id(), now.as_nanos()))
    }

    /// Makes the folder of this name. It must not be there.
    pub(super) fn create(path: PathBuf) -> Result<Self> {
        fs::create_dir(&path).with_context(|| format!("cannot make the folder {path:?}"))?;
        Ok(Self(path))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }

    /// Removes the files in it.
    pub(super) fn empty(&self) {
        for entry in fs::read_dir(&self.0).into_iter().flatten().flatten() {
            let _ = fs::remove_file(entry.path()); // what stays goes with the folder
        }
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}
