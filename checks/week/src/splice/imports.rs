//! Imports, one name at a time: `use a::{b, c as d}` is `a::b` and `a::c as d`.

use super::item::Import;
use quote::ToTokens;
use syn::{ItemUse, UseTree};

/// The names that an import brings.
pub(super) fn of(import: &ItemUse) -> Vec<Import> {
    let mut names = Vec::new();
    collect(&import.tree, String::new(), &mut names);
    let root = import.leading_colon.map_or("", |_| "::");
    let attributes = import.attrs.iter().map(|attribute| attribute.to_token_stream().to_string());
    let visibility = import.vis.to_token_stream().to_string();
    let words: Vec<String> = attributes.chain([visibility]).filter(|word| !word.is_empty()).collect();
    let before: String = words.iter().map(|word| format!("{word} ")).collect();
    names.into_iter().map(|name| Import { name: format!("{root}{name}"), before: before.clone() }).collect()
}

fn collect(tree: &UseTree, before: String, found: &mut Vec<String>) {
    let path = |ident: String| match ident.as_str() {
        "self" if !before.is_empty() => before.clone(),
        _ if before.is_empty() => ident,
        _ => format!("{before}::{ident}"),
    };
    match tree {
        UseTree::Path(next) => collect(&next.tree, path(next.ident.to_string()), found),
        UseTree::Name(name) => found.push(path(name.ident.to_string())),
        UseTree::Rename(name) => found.push(format!("{} as {}", path(name.ident.to_string()), name.rename)),
        UseTree::Glob(_) => found.push(path("*".to_owned())),
        UseTree::Group(group) => group.items.iter().for_each(|tree| collect(tree, before.clone(), found)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_import_is_taken_apart() {
        let import = syn::parse_str("pub use a::{self, b::{c, d as e}, f::*};").expect("it is an import");
        let found = of(&import);
        let names: Vec<&str> = found.iter().map(|import| import.name.as_str()).collect();
        assert_eq!(names, ["a", "a::b::c", "a::b::d as e", "a::f::*"]);
        assert!(found.iter().all(|import| import.before == "pub "), "the visibility is lost: {found:?}");
    }
}
