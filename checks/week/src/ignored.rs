//! The files of a folder that no .gitignore names, where git itself is not at hand: in an unpacked archive.
//!
//! Of the patterns it knows those that the course uses: a name, `*` at its beginning or end, `/` at its beginning (here
//! only) or end (folders only). A test holds the course to them.

use crate::below::{files_below, relative};
use anyhow::{Context, Result};
use std::fs;
use std::path::Path;

/// A line of a .gitignore.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Pattern<'a> {
    words: &'a str,
    folders_only: bool,
    here_only: bool,
}

/// The paths of all files below `root` that are not ignored.
pub(crate) fn not_ignored(root: &Path) -> Result<Vec<String>> {
    let enters = |folder: &Path| {
        // Cargo marks a target directory, whatever it is called.
        !folder.ends_with(".git") && !folder.join("CACHEDIR.TAG").exists() && !is_ignored(root, folder)
    };
    let files = files_below(root, &enters)?.into_iter().filter(|file| !is_ignored(root, file));
    let name = |file: &Path| {
        relative(root, file)
            .with_context(|| format!("the name of {} is not UTF-8: rename it", file.display()))
    };
    files.map(|file| name(&file)).collect()
}

/// Whether a .gitignore in a folder around `path` names it.
fn is_ignored(root: &Path, path: &Path) -> bool {
    let around = path.ancestors().skip(1).take_while(|folder| folder.starts_with(root));
    around.into_iter().any(|folder| {
        let rules = fs::read_to_string(folder.join(".gitignore")).unwrap_or_default();
        patterns(&rules).any(|pattern| pattern.fits(folder, path))
    })
}

fn patterns(rules: &str) -> impl Iterator<Item = Pattern<'_>> {
    let lines = rules.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines.map(|line| Pattern {
        words: line.trim_matches('/'),
        folders_only: line.ends_with('/'),
        here_only: line.trim_end_matches('/').contains('/'),
    })
}

impl Pattern<'_> {
    fn fits(&self, folder: &Path, path: &Path) -> bool {
        let name = match path.file_name().and_then(|name| name.to_str()) {
            Some(name) if !self.here_only => name.to_owned(),
            _ => relative(folder, path).unwrap_or_default(),
        };
        let fits = match (self.words.strip_prefix('*'), self.words.strip_suffix('*')) {
            (Some(end), _) => name.ends_with(end),
            (_, Some(beginning)) => name.starts_with(beginning),
            _ => name == self.words,
        };
        fits && (!self.folders_only || path.is_dir())
    }

    /// Whether it is of a kind that is known here.
    #[cfg(test)]
    fn is_known(&self) -> bool {
        let words = self.words.strip_prefix('*').or(self.words.strip_suffix('*')).unwrap_or(self.words);
        !words.contains(['*', '?', '[', '!', '\\'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ignores(rule: &str, path: &str) -> bool {
        patterns(rule).any(|pattern| pattern.fits(Path::new("/r"), &Path::new("/r").join(path)))
    }

    #[test]
    fn patterns_fit_what_git_lets_them_fit() {
        assert!(ignores("build", "a/build") && ignores("*.log", "a/x.log") && ignores("tmp*", "tmp-1"));
        assert!(ignores("/build", "build") && !ignores("/build", "a/build") && ignores("a/b", "a/b"));
        assert!(!ignores("# build", "build") && !ignores("\n", "build") && !ignores("build/", "build"));
    }

    #[test]
    fn the_course_ignores_by_patterns_that_are_known_here() {
        let root =
            Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep");
        let files = files_below(root, &|folder| !folder.ends_with("target") && !folder.ends_with(".git"));
        for file in files.expect("the course can be read").iter().filter(|file| file.ends_with(".gitignore"))
        {
            let rules = fs::read_to_string(file).expect("it can be read");
            assert!(patterns(&rules).all(|pattern| pattern.is_known()), "{}: {rules}", file.display());
        }
    }
}
