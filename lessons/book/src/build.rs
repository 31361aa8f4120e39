//! From texts to pages: lays the book out below `target/book`, and lets mdBook make it.

use crate::contents::summary;
use crate::layout::Layout;
use anyhow::{Context, Result};
use mdbook_driver::MDBook;
use mdbook_driver::config::Config;
use std::fs;
use std::path::{Path, PathBuf};
use std::str::FromStr;

/// What a browser needs beside mdBook's own files. They stand in lessons/book/web.
const SCRIPTS: [&str; 7] =
    ["page.js", "accessible.js", "quiz.js", "predict.js", "scheduler.js", "model.js", "pictures.js"];
const STYLES: [&str; 1] = ["book.css"];

/// Builds the book of the course in `root` into `folder`. Returns its front page.
///
/// # Errors
///
/// If a text cannot be read or leads nowhere, or a page cannot be written.
pub fn build(root: &Path, folder: &Path) -> Result<PathBuf> {
    let layout = Layout::of(root)?;
    let (source, html) = (folder.join("src"), folder.join("html"));
    clear(&source)?;
    for (path, text) in layout.pages.iter().chain(&layout.scripts) {
        write(&source.join(path), text)?;
    }
    for picture in &layout.pictures {
        copy(&root.join(picture), &source.join(picture))?;
    }
    write(&source.join("SUMMARY.md"), &summary(&layout.contents))?;
    for file in SCRIPTS.iter().chain(&STYLES) {
        copy(&root.join("lessons/book/web").join(file), &folder.join("web").join(file))?;
    }
    clear(&html)?;
    MDBook::load_with_config(folder, config()?)?.build()?;
    let page = html.join("index.html");
    fs::canonicalize(&page).with_context(|| format!("mdBook has not written {}", page.display()))
}

fn config() -> Result<Config> {
    let list =
        |files: &[&str]| files.iter().map(|file| format!("\"web/{file}\"")).collect::<Vec<_>>().join(", ");
    let (scripts, styles) = (list(&SCRIPTS), list(&STYLES));
    let words = format!(
        r#"
[book]
title = "How a server really works"
language = "en"
src = "src"

[build]
build-dir = "html"
create-missing = false
use-default-preprocessors = false

[output.html]
default-theme = "light"
preferred-dark-theme = "navy"
additional-js = [{scripts}]
additional-css = [{styles}]
input-404 = ""
no-section-label = true

[output.html.playground]
runnable = false
copyable = true

[output.html.print]
enable = false

[output.html.fold]
enable = true
level = 0

[output.html.search]
limit-results = 30
teaser-word-count = 25
use-boolean-and = true
heading-split-level = 3
"#
    );
    Config::from_str(&words).context("mdBook does not take its configuration")
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("{} cannot be cleared", folder.display()))?;
    }
    Ok(())
}

fn write(path: &Path, words: &str) -> Result<()> {
    let folder = path.parent().context("a page stands in a folder")?;
    fs::create_dir_all(folder)
        .and_then(|()| fs::write(path, words))
        .with_context(|| path.display().to_string())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    let folder = to.parent().context("a file stands in a folder")?;
    fs::create_dir_all(folder)?;
    fs::copy(from, to).with_context(|| format!("{} cannot be copied", from.display()))?;
    Ok(())
}
