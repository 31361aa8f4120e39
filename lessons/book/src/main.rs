//! `cargo week book` runs this program: it builds the book, and shows it if it is asked to.

use anyhow::{Context, Result, bail};
use book::{build::build, serve::serve};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::{env, process};

/// What `cargo week book` was told.
#[derive(Debug, Default)]
struct Wanted {
    open: bool,
    serve: bool,
    root: PathBuf,
}

fn main() {
    if let Err(error) = run() {
        eprintln!("cargo week book: {error:#}");
        process::exit(1);
    }
}

fn run() -> Result<()> {
    let wanted = wanted()?;
    let page = build(&wanted.root, &wanted.root.join("target/book"))?;
    println!("the book is in {}", page.display());
    if wanted.serve {
        let folder = page.parent().context("a page stands in a folder")?.to_owned();
        return serve(folder, move |address| {
            println!("read it at {address}; Ctrl+C ends this");
            if wanted.open {
                show(address);
            }
        });
    }
    if wanted.open {
        show(&page.display().to_string());
    }
    Ok(())
}

fn wanted() -> Result<Wanted> {
    let mut wanted = Wanted { root: env::current_dir()?, ..Wanted::default() };
    for word in env::args().skip(1) {
        match word.as_str() {
            "--open" => wanted.open = true,
            "--serve" => wanted.serve = true,
            folder if Path::new(folder).join("syllabus.md").is_file() => wanted.root = folder.into(),
            other => bail!("{other} is neither an option nor the folder of the course"),
        }
    }
    Ok(wanted)
}

/// Opens a page in the browser of whoever sits here.
fn show(page: &str) {
    let openers: &[&str] = if cfg!(target_os = "macos") { &["open"] } else { &["xdg-open", "wslview"] };
    let open = |opener: &&str| {
        let mut command = Command::new(opener);
        command.arg(page).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.status().is_ok_and(|status| status.success())
    };
    if !openers.iter().any(open) {
        println!("no browser could be opened: open {page} yourself");
    }
}
