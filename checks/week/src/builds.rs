//! What a lesson builds, as its lesson.toml says: `FILE: ITEM, ITEM`.
//!
//! An item is `function`, `Type::method`, `Type::{method, method}` or `<Type as Trait>::method`.

use anyhow::{Context, Result};

/// A function that a lesson builds.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Built {
    /// Its file's path from the root.
    pub file: String,
    /// Its name there.
    pub name: String,
}

/// The functions of an entry.
///
/// ```
/// let built = week::builds::parse("src/a.rs: f, A::{new, len}, <A as Drop>::drop").unwrap();
/// let names: Vec<&str> = built.iter().map(|built| built.name.as_str()).collect();
/// assert_eq!(names, ["f", "A::new", "A::len", "<A as Drop>::drop"]);
/// ```
///
/// # Errors
///
/// If it does not have this form.
pub fn parse(entry: &str) -> Result<Vec<Built>> {
    let (file, list) = entry
        .split_once(": ")
        .with_context(|| format!("`builds` has {entry:?}, which does not read `FILE: ITEM, ITEM`"))?;
    let names = split_outside_brackets(list).into_iter().flat_map(expand);
    Ok(names.map(|name| Built { file: file.trim().to_owned(), name }).collect())
}

/// `a, B::{c, d}` is two.
fn split_outside_brackets(list: &str) -> Vec<&str> {
    let mut depth = 0;
    let parts = list.split(|c| {
        depth += i32::from("{<(".contains(c)) - i32::from("}>)".contains(c));
        c == ',' && depth == 0
    });
    parts.map(str::trim).filter(|part| !part.is_empty()).collect()
}

/// `B::{c, d}` is `B::c` and `B::d`.
fn expand(item: &str) -> Vec<String> {
    match item.split_once("::{") {
        Some((owner, names)) => {
            names.trim_end_matches('}').split(',').map(|name| format!("{owner}::{}", name.trim())).collect()
        }
        None => vec![item.to_owned()],
    }
}
