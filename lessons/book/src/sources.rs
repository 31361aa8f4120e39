//! Pages that show a source, or what is in a folder.
//!
//! A page stands at `source/` and the path of what it shows, so that it never takes the place of a text.

use anyhow::{Context, Result};
use std::fs;
use std::path::{Path, PathBuf};

/// Longer files are records of measurements. Their first lines show what is in them.
const MOST_LINES: usize = 800;

/// Where the page of a source, or of a folder, stands.
pub(crate) fn page_of(path: &Path) -> PathBuf {
    let mut page = Path::new("source").join(path).into_os_string();
    page.push(".md");
    page.into()
}

/// The page of the source at `path`.
pub(crate) fn source(root: &Path, path: &Path) -> Result<String> {
    let words =
        fs::read_to_string(root.join(path)).with_context(|| format!("{} cannot be read", path.display()))?;
    let shown: Vec<&str> = words.lines().take(MOST_LINES).collect();
    let cut = match words.lines().count() {
        all if all > MOST_LINES => format!("\nThe first {MOST_LINES} of {all} lines.\n"),
        _ => String::new(),
    };
    Ok(format!("# {}\n\n~~~~~{}\n{}\n~~~~~\n{cut}", path.display(), language(path), shown.join("\n")))
}

fn language(path: &Path) -> &'static str {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("rs") => "rust",
        Some("toml") => "toml",
        Some("sh") => "bash",
        _ => "text",
    }
}

/// The page of a folder: its entries, with a link to those that have a page.
pub(crate) fn folder(path: &Path, entries: &[(String, Option<String>)]) -> String {
    let line = |(name, page): &(String, Option<String>)| match page {
        Some(page) => format!("- [{name}]({page})\n"),
        None => format!("- {name}\n"),
    };
    format!("# {}/\n\n{}", path.display(), entries.iter().map(line).collect::<String>())
}
