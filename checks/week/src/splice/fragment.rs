//! A fragment: a small Rust file whose items go into the files of a lesson, such as a wrong solution.
//!
//! ```text
//! //! lesson: 04
//! //! mistake: wakes one waiter on close
//! //! expect: close must wake every blocked pop
//! impl<T> BoundedQueue<T> { pub fn close(&self) { ... } }
//! ```
//!
//! It may replace functions and types, and add items and imports. With `//! whole: PATH` it is that file.

use super::graft::{What, graft};
use super::item::{Import, Item};
use super::problem::Problem;
use super::source::Source;
use std::collections::{BTreeMap, BTreeSet};

/// Files of the course: the path of each from the root, and its text.
pub type Files = BTreeMap<String, String>;

/// The same, parsed.
pub type Sources<'f> = BTreeMap<&'f str, Source<'f>>;

/// A fragment, and what its first lines say of it.
#[derive(Debug)]
pub struct Fragment<'a> {
    pub(super) source: Source<'a>,
    head: BTreeMap<&'a str, String>,
}

/// Where the items of a fragment go.
pub(super) struct Homes<'f> {
    /// The file of each item; `None` for one that is new.
    pub(super) of_items: Vec<Option<&'f str>>,
    /// The file that new items and imports go to.
    pub(super) for_new: Option<&'f str>,
}

/// What the first lines may say: which lesson; what is wrong or what is unusual and right; which diagnosis it must get;
/// which file new items go to, and which file it is.
const KEYS: [&str; 6] = ["lesson", "mistake", "right", "expect", "file", "whole"];

impl<'a> Fragment<'a> {
    /// Reads a fragment.
    ///
    /// # Errors
    ///
    /// If it is not Rust.
    pub fn parse(text: &'a str) -> Result<Self, Problem> {
        Ok(Self { source: Source::parse(text)?, head: head(text) })
    }

    /// What the first lines say of `key`.
    pub fn says(&self, key: &str) -> Option<&str> {
        self.head.get(key).map(String::as_str)
    }

    /// Those of `files` that it changes, changed.
    ///
    /// # Errors
    ///
    /// If an item is in two of the files, or in one of them twice, or nothing says which file a new item goes to.
    pub fn apply(&self, files: &Sources<'_>) -> Result<Files, Problem> {
        if let Some(path) = self.says("whole") {
            return Ok(Files::from([(path.to_owned(), self.source.text.to_owned())]));
        }
        let Homes { of_items, for_new } = self.homes(files)?;
        let is_new = |item: &Item| {
            self.source.items.iter().zip(&of_items).any(|(one, home)| one == item && home.is_none())
        };
        let changed: BTreeSet<&str> = of_items.iter().flatten().copied().chain(for_new).collect();
        let splice = |path: &str| {
            let takes_new = for_new == Some(path);
            let what = What { replace: true, add: &|item| takes_new && is_new(item), imports: takes_new };
            let text = graft(&files[path], &self.source, &what).map_err(|problem| problem.in_file(path))?;
            Ok((path.to_owned(), text))
        };
        changed.into_iter().map(splice).collect()
    }

    /// Where its items go.
    pub(super) fn homes<'f>(&self, files: &Sources<'f>) -> Result<Homes<'f>, Problem> {
        let home = |item: &Item| Ok(home(item, files)?.map(|(path, _)| path));
        let of_items: Vec<Option<&str>> =
            self.source.items.iter().map(home).collect::<Result<_, Problem>>()?;
        let changed = of_items.iter().flatten().copied().collect();
        let for_new = self.for_new(files, &changed, of_items.contains(&None))?;
        Ok(Homes { of_items, for_new })
    }

    fn all_imports(&self) -> impl Iterator<Item = &Import> {
        self.source.modules.iter().flat_map(|module| &module.imports)
    }

    /// The names that its imports bring.
    pub(super) fn imported_names(&self) -> impl Iterator<Item = &str> {
        self.all_imports().filter_map(|import| import.name.rsplit([' ', ':']).next())
    }

    /// What it imports, a line for each name.
    pub(super) fn imports(&self) -> impl Iterator<Item = String> {
        self.all_imports().map(|import| format!("{}use {};\n", import.before, import.name))
    }

    /// The file that new items and imports go to: the one that the head names, or the only one that is changed.
    fn for_new<'f>(
        &self,
        files: &Sources<'f>,
        changed: &BTreeSet<&'f str>,
        has_new: bool,
    ) -> Result<Option<&'f str>, Problem> {
        if let Some(named) = self.says("file") {
            let path = files.keys().copied().find(|path| *path == named);
            let unknown = || {
                Problem::Fragment(format!("its head says `file: {named}`, which is no file of its lesson"))
            };
            return path.map(Some).ok_or_else(unknown);
        }
        let has_imports = self.all_imports().next().is_some();
        match changed.len() {
            1 => Ok(changed.first().copied()),
            _ if !has_new && !has_imports => Ok(None),
            count => Err(Problem::Fragment(format!(
                "it changes {count} files and adds something: its head must say to which, as in `//! file: PATH`"
            ))),
        }
    }
}

/// Parses the files.
///
/// # Errors
///
/// If one of them is not Rust.
pub fn sources(files: &Files) -> Result<Sources<'_>, Problem> {
    let read = files.iter().map(|(path, text)| {
        Ok((path.as_str(), Source::parse(text).map_err(|problem| problem.in_file(path))?))
    });
    read.collect()
}

/// The file that has this item, if one has, and the item there.
pub(super) fn home<'s, 'f>(
    item: &Item,
    files: &'s Sources<'f>,
) -> Result<Option<(&'f str, &'s Item)>, Problem> {
    let mut found = Vec::new();
    for (path, source) in files {
        let twin = source.twin(item).map_err(|problem| problem.in_file(path))?;
        found.extend(twin.map(|twin| (*path, twin)));
    }
    match found[..] {
        [] => Ok(None),
        [home] => Ok(Some(home)),
        _ => {
            let places = found.iter().map(|(path, twin)| format!("{path}, {}", twin.place()));
            Err(Problem::ambiguous(&item.name.short, places))
        }
    }
}

/// The words behind each key in the first lines. A line without a key belongs to the one before.
fn head(text: &str) -> BTreeMap<&str, String> {
    let mut head: BTreeMap<&str, String> = BTreeMap::new();
    let mut last = None;
    for line in text.lines().map_while(|line| line.strip_prefix("//!")).map(str::trim) {
        let key = line.split_once(':').filter(|(key, _)| KEYS.contains(key));
        if let Some((key, words)) = key {
            head.insert(key, words.trim().to_owned());
            last = Some(key);
        } else if let Some(words) = last.and_then(|key| head.get_mut(key)) {
            words.push(' ');
            words.push_str(line);
        }
    }
    head
}
