//! The house keeps its plan: no file is too long to be read at once, and no two files need each other.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::fs;
use std::path::{Path, PathBuf};

/// The crates whose files are looked at, by their folder of sources.
const CRATES: [&str; 4] = ["capstone/src", "checks/src", "checks/week/src", "benchmarks/src"];

/// The most lines of a file.
const LONGEST: usize = 250;

/// A module, by its path from the root of its crate.
type Module = Vec<String>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// The Rust files below `folder`, but for what a build has made.
fn rust_files(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder can be read").flatten() {
        let (path, name) = (entry.path(), entry.file_name());
        if path.is_dir() && name != "target" && !name.to_string_lossy().starts_with('.') {
            rust_files(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

#[test]
fn no_file_is_longer_than_one_can_read_at_once() {
    let mut files = Vec::new();
    rust_files(&root(), &mut files);
    let long = files.iter().filter_map(|path| {
        let lines = fs::read_to_string(path).expect("a source can be read").lines().count();
        let name = path.strip_prefix(root()).unwrap_or(path).display();
        (lines > LONGEST).then(|| format!("{name} has {lines} lines"))
    });
    let long: Vec<_> = long.collect();
    assert!(long.is_empty(), "more than {LONGEST} lines are too many ideas for a file: {}", long.join(", "));
}

#[test]
fn no_two_files_need_each_other() {
    let mut circles = BTreeSet::new();
    for folder in CRATES {
        let needs = needs_of(&root().join(folder));
        for circle in needs.keys().filter_map(|module| circle(&needs, module)) {
            let names: Vec<_> = circle.iter().map(|module| module.join("::")).collect();
            circles.insert(format!("{folder}: {}", names.join(" needs ")));
        }
    }
    let shown: Vec<_> = circles.into_iter().collect();
    assert!(
        shown.is_empty(),
        "whoever reads one of these files has to read the others:\n  {}",
        shown.join("\n  ")
    );
}

/// A schedule explorer has several threads on one of the system: `std::thread_local` would be the same for all of them.
#[test]
fn what_belongs_to_a_thread_belongs_to_it_in_a_model_too() {
    let mut files = Vec::new();
    rust_files(&root().join("capstone/src"), &mut files);
    let is_wrong = |path: &PathBuf| {
        let text = fs::read_to_string(path).expect("a source can be read");
        let is_of_sync =
            text.lines().any(|line| line.starts_with("use crate::sync::") && line.contains("thread_local"));
        text.contains("thread_local! {") && !is_of_sync && !path.starts_with(root().join("capstone/src/sync"))
    };
    let wrong: Vec<_> = files.into_iter().filter(is_wrong).collect();
    assert!(wrong.is_empty(), "`use crate::sync::thread_local` is missing in {wrong:?}");
}

/// Which modules each module needs. A module may name its parent's types without a circle: it belongs to it.
fn needs_of(folder: &Path) -> BTreeMap<Module, BTreeSet<Module>> {
    let mut files = Vec::new();
    rust_files(folder, &mut files);
    let mut paths: BTreeMap<Module, Vec<(bool, Vec<String>)>> = BTreeMap::new();
    for file in files {
        let module = module_of(file.strip_prefix(folder).expect("it is below"));
        if module.iter().any(|name| name == "tests") {
            continue;
        }
        let text = fs::read_to_string(&file).expect("a source can be read");
        let tokens: TokenStream = text.parse().unwrap_or_else(|error| panic!("{}: {error}", file.display()));
        named_paths(tokens, paths.entry(module).or_default());
    }
    let exports = exports(&paths);
    let needs = paths.iter().map(|(module, named)| {
        let needed = named
            .iter()
            .filter(|(exported, _)| !exported)
            .filter_map(|(_, path)| owner(&absolute(module, path, &paths)?, &paths, &exports))
            .filter(|needed| !module.starts_with(needed));
        (module.clone(), needed.collect())
    });
    needs.collect()
}

fn module_of(file: &Path) -> Module {
    let mut names: Module =
        file.with_extension("").iter().map(|name| name.to_string_lossy().into_owned()).collect();
    names.pop_if(|name| ["mod", "lib", "main"].contains(&name.as_str()));
    names
}

/// What a `pub use` makes known under another path: the new path, and the old one.
fn exports(paths: &BTreeMap<Module, Vec<(bool, Vec<String>)>>) -> BTreeMap<Vec<String>, Vec<String>> {
    let exported = paths.iter().flat_map(|(module, named)| {
        named.iter().filter(|(exported, _)| *exported).filter_map(|(_, path)| {
            let name = path.last()?.clone();
            Some(([module.clone(), vec![name]].concat(), absolute(module, path, paths)?))
        })
    });
    exported.collect()
}

/// The path from the root of the crate; `None` for one that leads to another crate.
fn absolute<T>(module: &Module, path: &[String], modules: &BTreeMap<Module, T>) -> Option<Vec<String>> {
    match path.first()?.as_str() {
        "crate" => Some(path[1..].to_vec()),
        "self" | "super" => {
            let ups = path.iter().take_while(|name| *name == "super").count();
            let rest = path.iter().skip_while(|name| *name == "super" || *name == "self").cloned();
            Some(module.iter().take(module.len().saturating_sub(ups)).cloned().chain(rest).collect())
        }
        first => {
            let child = [module.clone(), vec![first.to_owned()]].concat();
            modules.contains_key(&child).then(|| [module.clone(), path.to_vec()].concat())
        }
    }
}

/// The module in whose file the thing with this path stands.
fn owner<T>(
    path: &[String],
    modules: &BTreeMap<Module, T>,
    exports: &BTreeMap<Vec<String>, Vec<String>>,
) -> Option<Module> {
    let len = (0..=path.len()).rev().find(|len| modules.contains_key(&path[..*len]))?;
    let exported = path.get(..=len).and_then(|name| exports.get(name));
    match exported {
        Some(other) if other != path => owner(other, modules, exports),
        _ => Some(path[..len].to_vec()),
    }
}

/// The shortest way from a module back to itself.
fn circle(needs: &BTreeMap<Module, BTreeSet<Module>>, start: &Module) -> Option<Vec<Module>> {
    let mut seen = BTreeSet::new();
    let mut ways = VecDeque::from([vec![start.clone()]]);
    while let Some(way) = ways.pop_front() {
        for next in needs.get(way.last()?).into_iter().flatten() {
            let further = [way.clone(), vec![next.clone()]].concat();
            if next == start {
                return Some(further);
            }
            if seen.insert(next.clone()) {
                ways.push_back(further);
            }
        }
    }
    None
}

/// The paths in the code, and whether each is exported by a `pub use`; not those in modules of tests.
fn named_paths(tokens: TokenStream, found: &mut Vec<(bool, Vec<String>)>) {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let (mut at, mut is_public) = (0, false);
    while let Some(token) = tokens.get(at) {
        at += 1;
        match token {
            TokenTree::Group(group) if is_test_attribute(group.stream()) => {
                let is_end = |token: &TokenTree| {
                    matches!(token, TokenTree::Punct(mark) if mark.as_char() == ';')
                        || matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace)
                };
                at += tokens[at..].iter().position(is_end).map_or(tokens.len() - at, |end| end + 1);
            }
            // `pub(crate)` names no path.
            TokenTree::Group(group) if is_public && group.delimiter() == Delimiter::Parenthesis => {}
            TokenTree::Group(group) => named_paths(group.stream(), found),
            TokenTree::Ident(ident) if ident == "pub" => is_public = true,
            TokenTree::Ident(ident) if ident == "use" => {
                let tree: Vec<_> =
                    tokens[at..].iter().take_while(|token| token.to_string() != ";").cloned().collect();
                at += tree.len();
                used(&[], &tree, &mut |path| found.push((is_public, path)));
                is_public = false;
            }
            TokenTree::Ident(ident) => {
                is_public = false;
                let mut path = vec![ident.to_string()];
                while let Some([one, other, TokenTree::Ident(next)]) = tokens.get(at..at + 3)
                    && one.to_string() == ":"
                    && other.to_string() == ":"
                {
                    path.push(next.to_string());
                    at += 3;
                }
                if path.len() > 1 && ["crate", "self", "super"].contains(&path[0].as_str()) {
                    found.push((false, path));
                }
            }
            _ => {}
        }
    }
}

fn is_test_attribute(attribute: TokenStream) -> bool {
    let text = attribute.to_string();
    text.starts_with("cfg") && text.contains("test") && !text.contains("not (test")
}

/// The paths of a use: `a::{b, c as d}` are two.
fn used(before: &[String], tree: &[TokenTree], each: &mut impl FnMut(Vec<String>)) {
    for branch in tree.split(|token| token.to_string() == ",").filter(|branch| !branch.is_empty()) {
        let mut path = before.to_vec();
        for token in branch {
            match token {
                TokenTree::Ident(ident) if ident == "as" => break,
                TokenTree::Ident(ident) if ident == "self" && !path.is_empty() => {}
                TokenTree::Ident(ident) => path.push(ident.to_string()),
                TokenTree::Group(group) => {
                    used(&path, &group.stream().into_iter().collect::<Vec<_>>(), each);
                    path.clear();
                }
                _ => {}
            }
        }
        if path.len() > before.len() || (path.len() == before.len() && !path.is_empty() && branch.len() == 1)
        {
            each(path);
        }
    }
}
