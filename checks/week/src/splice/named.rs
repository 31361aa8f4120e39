//! What an item is called that is neither a function nor a block of methods.

use syn::{Attribute, Item};

/// The item's name and attributes, if it has a name. A macro is `name!` and a module in another file `mod name`, for a
/// function may be called the same.
pub(super) fn name(item: &Item) -> Option<(String, &[Attribute])> {
    let (ident, attributes) = match item {
        Item::Const(item) => (&item.ident, &item.attrs),
        Item::Enum(item) => (&item.ident, &item.attrs),
        Item::Static(item) => (&item.ident, &item.attrs),
        Item::Struct(item) => (&item.ident, &item.attrs),
        Item::Trait(item) => (&item.ident, &item.attrs),
        Item::Type(item) => (&item.ident, &item.attrs),
        Item::Union(item) => (&item.ident, &item.attrs),
        Item::Macro(item) => return item.ident.as_ref().map(|ident| (format!("{ident}!"), &item.attrs[..])),
        Item::Mod(item) => return Some((format!("mod {}", item.ident), &item.attrs)),
        _ => return None,
    };
    Some((ident.to_string(), attributes))
}
