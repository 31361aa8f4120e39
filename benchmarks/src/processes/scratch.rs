//! A folder for files that nobody needs after a measurement.

use anyhow::{Context, Result};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};
use std::{env, fs, process};

/// A folder that is removed, with all that is in it, when this is dropped.
#[derive(Debug)]
pub(crate) struct Scratch(PathBuf);

impl Scratch {
    /// Makes one whose name nobody else has: it is of this process and of this moment.
    pub(crate) fn new() -> Result<Self> {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
        let name = format!("capstone-benchmarks-{}-{}", process::id(), now.as_nanos());
        let path = env::temp_dir().join(name);
        fs::create_dir(&path).with_context(|| format!("cannot make the folder {path:?}"))?;
        Ok(Self(path))
    }

    pub(crate) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_goes_with_all_that_is_in_it() {
        let (one, other) = (Scratch::new().unwrap(), Scratch::new().unwrap());
        fs::write(one.path().join("server.log"), "an entry").unwrap();
        let path = one.path().to_owned();
        assert!(path != other.path() && path.is_dir());
        drop(one);
        assert!(!path.exists() && other.path().is_dir());
    }
}
