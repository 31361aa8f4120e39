//! A small copy of what the gate looks at in a tree.

use checks::workspace_root;
use std::fs;
use std::path::{Path, PathBuf};
use std::process;

/// A folder with what a tree has, as far as a point of the gate looks at it. It goes when this does.
#[derive(Debug)]
pub(crate) struct Tree(PathBuf);

impl Tree {
    /// An empty one.
    pub(crate) fn new(name: &str) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("copy-{name}-{}", process::id()));
        fs::create_dir_all(&folder).expect("a folder can be made in the target directory");
        Self(folder)
    }

    pub(crate) fn with(self, path: &str, content: &str) -> Self {
        let file = self.0.join(path);
        fs::create_dir_all(file.parent().expect("the path has a folder")).expect("a folder can be made");
        fs::write(file, content).expect("a file can be written");
        self
    }

    /// With everything that this tree has under `folder`.
    pub(crate) fn with_all_of(self, folder: &str) -> Self {
        copy(&workspace_root().join(folder), &self.0.join(folder));
        self
    }

    /// What cargo would tell a program of the crate `checks` in this copy.
    pub(crate) fn manifest_dir(&self) -> PathBuf {
        self.0.join("checks")
    }

    pub(crate) fn root(&self) -> &Path {
        &self.0
    }
}

impl Drop for Tree {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("the folder can be read").flatten() {
        let (from, to) = (entry.path(), to.join(entry.file_name()));
        if from.is_dir() {
            copy(&from, &to);
        } else {
            fs::copy(&from, &to).expect("a file can be copied");
        }
    }
}
