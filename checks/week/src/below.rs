//! The files below a folder, and their names from there.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// The path of `file` from `root`, with `/` between its parts, if it is text.
pub(crate) fn relative(root: &Path, file: &Path) -> Option<String> {
    let parts: Option<Vec<&str>> = file.strip_prefix(root).ok()?.iter().map(|part| part.to_str()).collect();
    Some(parts?.join("/"))
}

/// The files below `folder`, in order; not below a folder for which `enters` says no.
pub(crate) fn files_below(folder: &Path, enters: &dyn Fn(&Path) -> bool) -> Result<Vec<PathBuf>> {
    let (mut files, mut folders) = (Vec::new(), vec![folder.to_owned()]);
    while let Some(folder) = folders.pop() {
        let entries =
            fs::read_dir(&folder).with_context(|| format!("{} cannot be read", folder.display()))?;
        for path in entries.map(|entry| entry.map(|entry| entry.path())).collect::<Result<Vec<_>, _>>()? {
            if !path.is_dir() {
                files.push(path);
            } else if enters(&path) {
                folders.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}
