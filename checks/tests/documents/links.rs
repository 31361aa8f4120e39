//! Links in the texts.

use checks::workspace_root;
use regex_lite::Regex;
use std::fs;
use std::path::{Path, PathBuf};

/// Every Markdown file of the repository.
pub(crate) fn texts() -> Vec<PathBuf> {
    let mut texts = Vec::new();
    let mut folders = vec![workspace_root().to_path_buf()];
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).into_iter().flatten().flatten().map(|entry| entry.path()) {
            let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
            if path.is_dir() && name != "target" && !name.starts_with('.') {
                folders.push(path);
            } else if name.ends_with(".md") {
                texts.push(path);
            }
        }
    }
    texts
}

/// The links to files in this text that lead nowhere. Links into the web are not followed.
pub(crate) fn broken(text: &Path) -> Vec<String> {
    let link = Regex::new(r"\]\(([^)\s]+)\)").expect("the pattern is right");
    let content = fs::read_to_string(text).expect("a text can be read");
    let targets = link.captures_iter(&content).filter_map(|found| found.get(1)).map(|target| target.as_str());
    let to_files = targets.filter(|target| !target.contains("://") && !target.starts_with(['#', '<']));
    let folder = text.parent().unwrap_or(text);
    let missing =
        to_files.filter(|target| !folder.join(target.split('#').next().unwrap_or_default()).exists());
    missing.map(|target| format!("{}: {target}", text.display())).collect()
}
