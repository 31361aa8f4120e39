//! Why an item cannot be replaced, in a sentence for whoever wrote the file or the fragment.

use std::error::Error;
use std::fmt;

/// What is in the way of a splice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Problem {
    /// The text is not Rust.
    Syntax {
        /// From 1.
        line: usize,
        /// What the parser says.
        message: String,
    },
    /// It is nested so deeply that the parser is not tried.
    Nested {
        /// From 1.
        line: usize,
    },
    /// No item has the name.
    Missing {
        /// The name.
        name: String,
        /// One that is like it, if there is one.
        like: Option<String>,
    },
    /// Several items have the name.
    Ambiguous {
        /// The name.
        name: String,
        /// Where each of them stands.
        places: Vec<String>,
    },
    /// The item of this name is no function with a body.
    NoFunction(String),
    /// A fragment says something that cannot be done.
    Fragment(String),
    /// It is in this one of several files.
    InFile {
        /// The file's path from the root.
        path: String,
        /// What is in the way there.
        problem: Box<Problem>,
    },
}

impl Problem {
    /// There are only the `others`. The one that a longer or shorter name belongs to is probably the one that was meant.
    pub(super) fn missing<'n>(name: &str, mut others: impl Iterator<Item = &'n str>) -> Self {
        let last = |name: &str| name.rsplit("::").next().map(str::to_owned);
        let like = others.find(|other| last(other) == last(name));
        Self::Missing { name: name.to_owned(), like: like.map(str::to_owned) }
    }

    pub(super) fn in_file(self, path: &str) -> Self {
        Self::InFile { path: path.to_owned(), problem: Box::new(self) }
    }

    pub(super) fn ambiguous(name: &str, places: impl Iterator<Item = String>) -> Self {
        Self::Ambiguous { name: name.to_owned(), places: places.collect() }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Syntax { line, message } => write!(f, "line {line} is not Rust: {message}"),
            Self::Nested { line } => {
                write!(f, "line {line} is nested more deeply than this command reads Rust: make it simpler")
            }
            Self::Missing { name, like: None } => write!(f, "there is no `{name}`"),
            Self::Missing { name, like: Some(like) } => write!(f, "there is no `{name}`, but a `{like}`"),
            Self::Ambiguous { name, places } => {
                write!(f, "`{name}` fits {} items: {}", places.len(), places.join(" and "))
            }
            Self::NoFunction(name) => write!(f, "`{name}` is not a function with a body"),
            Self::Fragment(what) => f.write_str(what),
            Self::InFile { path, problem } => write!(f, "{path}: {problem}"),
        }
    }
}

impl Error for Problem {}
