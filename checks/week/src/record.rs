//! The record of the course that a learner's copy carries, in `.week/`: every file as the course has it.
//!
//! Reset, diff, hint and update read it instead of the tree, so they work offline and whatever became of the tree. It is
//! one compressed file: no editor opens it and no search finds a line of it, so nobody reads a solution by accident.

use crate::lesson::{Lesson, in_order};
use crate::tree::{File, Tree};
use anyhow::{Context, Result, bail, ensure};
use miniz_oxide::{deflate, inflate};
use serde::{Deserialize, Serialize};
use std::fs;
use std::path::Path;

/// The folder of a learner's copy that holds the record.
pub(crate) const FOLDER: &str = ".week";

/// What the record is of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct About {
    /// The version of the course, from its Cargo.toml.
    pub(crate) version: String,
    /// The commit of the course, if it was a checkout.
    pub(crate) commit: Option<String>,
    /// The first lesson that came blank.
    pub(crate) at: u32,
    /// Whether the record holds the bodies of the reference. That of a template does not.
    pub(crate) reference: bool,
}

/// The course, as the copy's record has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Record {
    pub(crate) about: About,
    pub(crate) tree: Tree,
}

const HEAD: &str = "\
# What `cargo week` knows of the course that this copy was made from. Leave this folder as it is.
";

/// The first bytes of the packed file; the number is the format's.
const MAGIC: &[u8] = b"week 1\n";

impl Record {
    /// The record in the copy at `root`.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let about = About::read(root)?;
        let path = root.join(FOLDER).join("course.bin");
        let bytes = fs::read(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        let tree = unpack(&bytes).with_context(|| {
            format!("{} is damaged: take it from your first commit, or start again", path.display())
        })?;
        Ok(Self { about, tree })
    }

    /// Writes it into the copy at `root`.
    pub(crate) fn write(&self, root: &Path) -> Result<()> {
        let about = format!("{HEAD}{}", toml::to_string(&self.about)?);
        let files = [("course.bin", pack(&self.tree)), ("course.toml", about.into_bytes())];
        for (name, bytes) in files {
            File { bytes, executable: false }.write(&root.join(FOLDER).join(name))?;
        }
        Ok(())
    }
}

impl About {
    /// What the copy at `root` says of its record.
    pub(crate) fn read(root: &Path) -> Result<Self> {
        let path = root.join(FOLDER).join("course.toml");
        let words =
            fs::read_to_string(&path).with_context(|| format!("{} cannot be read", path.display()))?;
        toml::from_str(&words).with_context(|| path.display().to_string())
    }

    /// `version 0.1.0 (2c2dbf2)`.
    pub(crate) fn version(&self) -> String {
        let commit = self.commit.as_ref().map(|commit| format!(" ({commit})")).unwrap_or_default();
        format!("version {}{commit}", self.version)
    }
}

impl Tree {
    /// The lessons of the course, by their numbers.
    pub(crate) fn lessons(&self) -> Result<Vec<Lesson>> {
        let mut lessons = Vec::new();
        for path in self.0.keys() {
            let slug = path.strip_prefix("lessons/").and_then(|rest| rest.strip_suffix("/lesson.toml"));
            if let Some(slug) = slug.filter(|slug| !slug.contains('/')) {
                lessons.push(Lesson::parse(slug, self.text(path)?).with_context(|| path.clone())?);
            }
        }
        in_order(lessons)
    }
}

/// Each file as its path, its mode and its length, a line each, and its bytes; all of them compressed.
fn pack(tree: &Tree) -> Vec<u8> {
    let mut bytes = Vec::new();
    for (path, file) in &tree.0 {
        let mode = if file.executable { "x" } else { "-" };
        bytes.extend(format!("{path}\n{mode}\n{}\n", file.bytes.len()).into_bytes());
        bytes.extend(&file.bytes);
    }
    [MAGIC, &deflate::compress_to_vec(&bytes, 6)].concat()
}

fn unpack(bytes: &[u8]) -> Result<Tree> {
    let Some(packed) = bytes.strip_prefix(MAGIC) else { bail!("it is of another format") };
    let bytes = inflate::decompress_to_vec(packed).map_err(|error| anyhow::anyhow!("{error}"))?;
    let (mut rest, mut tree) = (&bytes[..], Tree::default());
    while !rest.is_empty() {
        let mut line = || -> Result<&str> {
            let end = rest.iter().position(|byte| *byte == b'\n').context("a line does not end")?;
            let line = std::str::from_utf8(&rest[..end])?;
            rest = &rest[end + 1..];
            Ok(line)
        };
        let (path, executable) = (line()?.to_owned(), line()? == "x");
        let length: usize = line()?.parse()?;
        ensure!(length <= rest.len(), "{path} is cut off");
        let (file, after) = rest.split_at(length);
        tree.0.insert(path, File { bytes: file.to_owned(), executable });
        rest = after;
    }
    Ok(tree)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_packed_is_unpacked() {
        let mut tree = Tree::default();
        tree.set("a/ü b.md", "one\n\ntwo".repeat(1000));
        tree.0.insert("run".to_owned(), File { bytes: vec![0, 255, 10], executable: true });
        tree.set("empty", String::new());
        let packed = pack(&tree);
        assert!(packed.len() < 300, "{} bytes", packed.len());
        assert_eq!(unpack(&packed).expect("it is whole"), tree);
    }

    #[test]
    fn a_damaged_record_is_told_as_such() {
        let mut tree = Tree::default();
        tree.set("a", "words ".repeat(9));
        let packed = pack(&tree);
        assert!(unpack(&packed[..packed.len() - 3]).is_err(), "it was cut off");
        assert!(unpack(b"PK\x03\x04").is_err(), "it is something else");
    }
}
