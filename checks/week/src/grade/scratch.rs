//! A folder for one submission: nobody had it before, and it goes when this does, whatever was done in it.

use anyhow::{Context, Result};
use std::fs::{self, Permissions};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::process;

#[derive(Debug)]
pub(super) struct Scratch(PathBuf);

impl Scratch {
    /// A new folder in `within`. Nobody can know its name beforehand, and one that is there is not taken: a submission could
    /// have prepared it for the next.
    pub(super) fn new(within: &Path) -> Result<Self> {
        let folder = within.join(format!("run-{:016x}", RandomState::new().hash_one(process::id())));
        fs::create_dir(&folder).with_context(|| format!("{} cannot be made", folder.display()))?;
        Ok(Self(folder))
    }

    pub(super) fn path(&self) -> &Path {
        &self.0
    }
}

impl Drop for Scratch {
    fn drop(&mut self) {
        if let Err(problem) = remove(&self.0) {
            eprintln!("{} cannot be removed, remove it yourself: {problem}", self.0.display());
        }
    }
}

/// Removes a folder, also if a submission has taken away the right to.
fn remove(folder: &Path) -> io::Result<()> {
    match fs::remove_dir_all(folder) {
        Err(problem) if problem.kind() == io::ErrorKind::PermissionDenied => {
            unlock(folder)?;
            fs::remove_dir_all(folder)
        }
        removed => removed,
    }
}

/// Gives the owner all rights to the folder, and to those in it.
fn unlock(folder: &Path) -> io::Result<()> {
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        fs::set_permissions(&folder, Permissions::from_mode(0o700))?;
        for entry in fs::read_dir(&folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::env;

    /// Root may do everything, also in locked folders; this thread may not any more.
    #[cfg(target_os = "linux")]
    fn be_nobody_special() {
        use rustix::thread::{CapabilitySet, capabilities, set_capabilities};
        let mut sets = capabilities(None).expect("they can be read");
        sets.effective.remove(CapabilitySet::DAC_OVERRIDE | CapabilitySet::DAC_READ_SEARCH);
        set_capabilities(None, sets).expect("whoever has a right can give it up");
    }

    #[test]
    #[cfg(target_os = "linux")]
    fn a_folder_goes_though_it_is_locked() {
        be_nobody_special();
        let scratch = Scratch::new(&env::temp_dir()).expect("it can be made");
        let (outer, inner) = (scratch.path().join("outer"), scratch.path().join("outer/inner"));
        fs::create_dir_all(&inner).expect("it can be made");
        fs::write(inner.join("file"), "").expect("it can be written");
        for folder in [&inner, &outer] {
            fs::set_permissions(folder, Permissions::from_mode(0o000)).expect("it is ours");
        }
        assert!(fs::read_dir(&outer).is_err(), "it is not locked");
        let path = scratch.path().to_owned();
        drop(scratch);
        assert!(!path.exists(), "{} is still there", path.display());
    }

    #[test]
    fn each_has_a_folder_of_its_own() {
        let scratches = [(); 2].map(|()| Scratch::new(&env::temp_dir()).expect("it can be made"));
        assert_ne!(scratches[0].path(), scratches[1].path());
    }
}
