//! The book that is tried, and what can be said of its pages without a browser.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

pub(crate) static BOOK: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("book");
    let page = book::build::build(&course(), &folder).expect("the book can be built");
    page.parent().expect("a page stands in a folder").to_owned()
});

/// The course, of whose models one has failed. It leaves what a test of the models holds to be the file that they write.
fn course() -> PathBuf {
    let course = Path::new(env!("CARGO_TARGET_TMPDIR")).join("course");
    let failed = course.join("target/models/failed");
    let _ = fs::remove_dir_all(&course);
    fs::create_dir_all(&failed).expect("a folder can be made");
    for entry in fs::read_dir(root()).expect("the course can be read").flatten() {
        if entry.file_name() != "target" {
            symlink(entry.path(), course.join(entry.file_name())).expect("a link can be made");
        }
    }
    let words = include_str!("../failed.json").replace("machinery::", "lesson03::");
    let words = words.replace("lessons/00-machinery", "lessons/03-condition-variable");
    fs::write(failed.join("lesson03.a_model_by_order.json"), words).expect("a file can be written");
    course
}

pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).expect("the crate is two folders deep")
}

/// All pages, by their paths from the book's folder.
pub(crate) fn pages() -> BTreeMap<PathBuf, String> {
    let (mut pages, mut folders) = (BTreeMap::new(), vec![BOOK.clone()]);
    while let Some(folder) = folders.pop() {
        for path in fs::read_dir(&folder).expect("a folder can be read").flatten().map(|entry| entry.path()) {
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "html") {
                let text = fs::read_to_string(&path).expect("a page can be read");
                pages.insert(path.strip_prefix(&*BOOK).expect("it is in the book").to_owned(), text);
            }
        }
    }
    pages
}

/// What stands between `name="` and the next quotation mark, each time.
fn attributes<'p>(page: &'p str, name: &str) -> Vec<&'p str> {
    let pattern = format!(" {name}=\"");
    page.split(pattern.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

#[test]
fn every_link_leads_to_a_page_and_a_place_on_it() {
    let pages = pages();
    let places: BTreeMap<&Path, BTreeSet<&str>> = pages
        .iter()
        .map(|(path, text)| (path.as_path(), attributes(text, "id").into_iter().collect()))
        .collect();
    let mut broken = Vec::new();
    for (path, text) in &pages {
        for link in attributes(text, "href").into_iter().chain(attributes(text, "src")) {
            let elsewhere = link.contains("://") || link.starts_with("data:") || link.starts_with("mailto:");
            if elsewhere || link.is_empty() {
                continue;
            }
            let (file, place) = link.split_once('#').unwrap_or((link, ""));
            let target = match file {
                "" => path.clone(),
                file => normal(&path.parent().unwrap_or(Path::new("")).join(file)),
            };
            let leads = match places.get(target.as_path()) {
                Some(ids) => place.is_empty() || ids.contains(place),
                None => BOOK.join(&target).is_file(),
            };
            if !leads {
                broken.push(format!("{}: {link}", path.display()));
            }
        }
    }
    assert!(pages.len() > 100, "there are only {} pages", pages.len());
    assert!(broken.is_empty(), "{} links lead nowhere:\n{}", broken.len(), broken.join("\n"));
}

#[test]
fn a_failing_schedule_has_a_page_in_its_lesson() {
    let pages = pages();
    let page = |name: &str| pages.get(Path::new(name)).map(String::as_str).unwrap_or_default();
    let failing = page("lessons/03-condition-variable/failing.html");
    for words in [
        "lesson 3</a> failed when it ran last.",
        "a model by order</a></h2>",
        "thread `taker` waits on the condition `filled`",
        "lessons/03-condition-variable/README.md</a>, section “Wake”",
        "<code>cargo week replay 1-1a11</code>",
    ] {
        assert!(failing.contains(words), "no {words:?} in\n{failing}");
    }
    let link = "lessons/03-condition-variable/failing.html\"";
    for from in ["toc.html", "lessons/03-condition-variable/README.html"] {
        assert!(page(from).contains(link), "{from} leads there");
    }
    let others = pages.keys().filter(|path| path.ends_with("failing.html")).count();
    assert_eq!(others, 1, "a lesson whose models hold has none");
}

#[test]
fn nothing_comes_from_the_network() {
    for (path, text) in pages() {
        let loaded = attributes(&text, "src").into_iter().chain(
            text.split("<link ")
                .skip(1)
                .flat_map(|tag| attributes(tag.split('>').next().unwrap_or_default(), "href")),
        );
        for link in loaded {
            assert!(!link.contains("://"), "{} loads {link}", path.display());
        }
    }
}

fn normal(path: &Path) -> PathBuf {
    path.components().fold(PathBuf::new(), |mut path, part| {
        match part {
            std::path::Component::ParentDir => drop(path.pop()),
            part => path.push(part),
        }
        path
    })
}
