//! The items that a lesson builds, and whether the code has them.

use checks::workspace_root;
use std::collections::BTreeMap;
use std::fs;
use syn::{ImplItem, Item, Type};

/// The items of an entry, each as `file: item`.
pub(crate) fn items(entry: &str) -> Vec<String> {
    let Some((file, list)) = entry.split_once(": ") else { return Vec::new() };
    split_outside_braces(list).into_iter().flat_map(expand).map(|item| format!("{file}: {item}")).collect()
}

/// Whether each item of the entry is in its file, once.
pub(crate) fn check(entry: &str) -> Result<(), String> {
    let file = entry.split_once(": ").ok_or("it does not read `FILE: ITEMS`")?.0;
    let source =
        fs::read_to_string(workspace_root().join(file)).map_err(|error| format!("{file}: {error}"))?;
    let syntax = syn::parse_file(&source).map_err(|error| format!("{file}: {error}"))?;
    let mut found = BTreeMap::new();
    functions(&syntax.items, &mut found);
    for item in items(entry) {
        let name = item.split_once(": ").map_or("", |(_, name)| name);
        match found.get(name) {
            Some(1) => {}
            Some(count) => return Err(format!("{name} fits {count} items")),
            None => return Err(format!("there is no {name}")),
        }
    }
    Ok(())
}

/// `a, B::{c, d}` is two.
fn split_outside_braces(list: &str) -> Vec<&str> {
    let mut depth = 0;
    list.split(|c| {
        depth += i32::from(c == '{') - i32::from(c == '}');
        c == ',' && depth == 0
    })
    .map(str::trim)
    .collect()
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

fn functions(items: &[Item], found: &mut BTreeMap<String, usize>) {
    for item in items {
        match item {
            Item::Fn(function) => *found.entry(function.sig.ident.to_string()).or_default() += 1,
            Item::Impl(block) => {
                let owner = last_segment(&block.self_ty);
                let methods = block.items.iter().filter_map(|item| match item {
                    ImplItem::Fn(method) => Some(method.sig.ident.to_string()),
                    _ => None,
                });
                for method in methods {
                    let name = match &block.trait_ {
                        Some((_, path, _)) => {
                            let segment = path.segments.last().map(|segment| segment.ident.to_string());
                            format!("<{owner} as {}>::{method}", segment.unwrap_or_default())
                        }
                        None => format!("{owner}::{method}"),
                    };
                    *found.entry(name).or_default() += 1;
                }
            }
            _ => {}
        }
    }
}

fn last_segment(ty: &Type) -> String {
    match ty {
        Type::Path(path) => {
            path.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default()
        }
        _ => String::new(),
    }
}
