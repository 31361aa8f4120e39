//! Blanks: a function's body replaced by a `todo!` that names the function, for a learner to write.

use super::depth;
use super::edits::Edits;
use super::item::Place;
use super::problem::Problem;
use super::source::Source;
use syn::{Expr, Stmt};

/// The file with the body of each of these functions replaced by a blank, whose words `label` makes from its name.
///
/// ```
/// let text = "/// Ends it.\nfn close() {\n    // ...\n}\n";
/// let blank = week::splice::blank(text, &["close"], |name| format!("lesson 04: {name}")).unwrap();
/// assert_eq!(blank, "/// Ends it.\nfn close() {\n    todo!(\"lesson 04: close\")\n}\n");
/// ```
///
/// # Errors
///
/// If the file is not Rust, or one of the names does not fit exactly one function.
pub fn blank(text: &str, names: &[&str], label: impl Fn(&str) -> String) -> Result<String, Problem> {
    let source = Source::parse(text)?;
    let mut edits = Edits::default();
    for name in names {
        let (signature, body) = source.function(name)?;
        let indent = indent(text, &signature);
        edits.replace(body, format!("{{\n{indent}    todo!({:?})\n{indent}}}", label(name)));
    }
    Ok(edits.apply(text))
}

/// The file with a switch in each of these functions: it is as blank as by [`blank`] if the environment variable `variable`
/// has its blank's words, and else does what it did. So all blanks of a file can be tried with one program.
///
/// # Errors
///
/// If the file is not Rust, or one of the names does not fit exactly one function.
pub fn switchable(
    text: &str,
    names: &[&str],
    variable: &str,
    label: impl Fn(&str) -> String,
) -> Result<String, Problem> {
    let source = Source::parse(text)?;
    let mut edits = Edits::default();
    for name in names {
        let (_, body) = source.function(name)?;
        let words = label(name);
        let is_blank = switch(variable, &words);
        edits.insert(body.start + 1, format!(" if {is_blank} {{ todo!({words:?}) }}"));
    }
    Ok(edits.apply(text))
}

/// An expression: whether the environment variable `variable` has these words.
pub(super) fn switch(variable: &str, words: &str) -> String {
    // It is asked once: the place may be passed often, or where a lock of the environment is in the way.
    format!(
        "{{ static IS_ON: ::std::sync::OnceLock<bool> = ::std::sync::OnceLock::new(); \
         *IS_ON.get_or_init(|| ::std::env::var_os({variable:?}).is_some_and(|words| words == {words:?})) }}"
    )
}

/// Whether the function's body is a blank, whatever its words are.
///
/// # Errors
///
/// If the file is not Rust, or the name does not fit exactly one function.
pub fn is_blank(source: &Source<'_>, name: &str) -> Result<bool, Problem> {
    let (_, body) = source.function(name)?;
    Ok(depth::with_room(|| is_todo(&source.text[body])))
}

fn is_todo(body: &str) -> bool {
    let block: syn::Block = syn::parse_str(body).expect("it was read as a block before");
    let is_todo = |statement: &Stmt| match statement {
        Stmt::Expr(Expr::Macro(call), _) => call.mac.path.is_ident("todo"),
        Stmt::Macro(call) => call.mac.path.is_ident("todo"),
        _ => false,
    };
    block.stmts.len() == 1 && block.stmts.iter().all(is_todo)
}

/// The blanks before the first word of the line.
pub(super) fn indent<'a>(text: &'a str, place: &Place) -> &'a str {
    let line = text[..place.start].rfind('\n').map_or(0, |end| end + 1);
    let rest = &text[line..];
    &rest[..rest.len() - rest.trim_start_matches([' ', '\t']).len()]
}
