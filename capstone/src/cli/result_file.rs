//! A file for a result, which replaces the old one when there is a result and not before.
//!
//! Whether it can be written is asked before the run that the result comes of: afterwards there is something to lose.

use anyhow::{Context, Result};
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::fs::FileTypeExt;
use std::path::{Path, PathBuf};
use std::process;

/// A path that a result can be written to.
#[derive(Debug)]
pub(super) struct ResultFile {
    path: PathBuf,
    /// Where the new file grows until it is whole; none if the path leads to a device or a pipe, which is written itself.
    draft: Option<PathBuf>,
}

impl ResultFile {
    /// Tries whether the path can be written, and leaves no trace.
    ///
    /// # Errors
    ///
    /// If it cannot.
    pub(super) fn at(path: &Path) -> Result<Self> {
        Self::try_at(path).with_context(|| format!("cannot write {path:?}"))
    }

    fn try_at(path: &Path) -> io::Result<Self> {
        let old = path.metadata().map(|metadata| metadata.file_type());
        if old.as_ref().is_ok_and(|old| !old.is_fifo()) {
            OpenOptions::new().write(true).open(path)?; // a pipe would wait for its reader here
        }
        if old.as_ref().is_ok_and(|old| !old.is_file()) {
            return Ok(Self { path: path.to_owned(), draft: None });
        }
        // Of a link, the file that it leads to is replaced.
        let path = if old.is_ok() { path.canonicalize()? } else { path.to_owned() };
        let draft = path.with_file_name(format!(".capstone-{}.new", process::id()));
        File::create_new(&draft)?;
        fs::remove_file(&draft)?;
        Ok(Self { path, draft: Some(draft) })
    }

    /// Puts this text there, whole or not at all.
    ///
    /// # Errors
    ///
    /// If that fails: then what was there before is still there.
    pub(super) fn replace(&self, text: &str) -> Result<()> {
        let written = match &self.draft {
            Some(draft) => self.replace_by_way_of(draft, text),
            None => OpenOptions::new().write(true).open(&self.path).and_then(|file| put(file, text)),
        };
        written.with_context(|| format!("cannot write {:?}", self.path))
    }

    fn replace_by_way_of(&self, draft: &Path, text: &str) -> io::Result<()> {
        let written = File::create_new(draft).and_then(|file| {
            if let Ok(old) = self.path.metadata() {
                file.set_permissions(old.permissions())?;
            }
            put(&file, text)?;
            file.sync_all()?; // some systems say only here that the disk is full
            fs::rename(draft, &self.path)
        });
        if written.is_err() {
            let _ = fs::remove_file(draft);
        }
        written
    }
}

fn put(mut file: impl Write, text: &str) -> io::Result<()> {
    file.write_all(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::os::unix::fs::{PermissionsExt, symlink};
    use tempfile::{TempDir, tempdir};

    fn names(folder: &TempDir) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<_> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    #[test]
    fn the_old_result_stays_until_there_is_a_new_one() {
        let folder = tempdir().unwrap();
        let path = folder.path().join("old");
        fs::write(&path, "old").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o640)).unwrap();
        let file = ResultFile::at(&path).unwrap();
        assert_eq!(
            (fs::read_to_string(&path).unwrap(), names(&folder)),
            ("old".to_owned(), vec!["old".to_owned()])
        );
        file.replace("new").unwrap();
        assert_eq!(
            (fs::read_to_string(&path).unwrap(), names(&folder)),
            ("new".to_owned(), vec!["old".to_owned()])
        );
        assert_eq!(path.metadata().unwrap().permissions().mode() & 0o777, 0o640);
    }

    #[test]
    fn a_new_file_is_not_there_before_its_result() {
        let folder = tempdir().unwrap();
        let file = ResultFile::at(&folder.path().join("new")).unwrap();
        assert_eq!(names(&folder), [""; 0]);
        file.replace("text").unwrap();
        assert_eq!(names(&folder), ["new"]);
    }

    #[test]
    fn a_link_stays_a_link() {
        let folder = tempdir().unwrap();
        let (file, link) = (folder.path().join("file"), folder.path().join("link"));
        fs::write(&file, "old").unwrap();
        symlink("file", &link).unwrap();
        ResultFile::at(&link).unwrap().replace("new").unwrap();
        assert!(link.is_symlink());
        assert_eq!(fs::read_to_string(&file).unwrap(), "new");
    }

    #[test]
    fn what_cannot_be_written_is_told_at_once() {
        let folder = tempdir().unwrap();
        for path in
            [folder.path().to_owned(), folder.path().join("none/file"), PathBuf::from("/dev/null/file")]
        {
            let error = format!("{:#}", ResultFile::at(&path).unwrap_err());
            assert!(error.contains(&format!("cannot write {path:?}: ")), "{error}");
        }
        ResultFile::at(Path::new("/dev/null")).unwrap().replace("text").unwrap();
    }
}
