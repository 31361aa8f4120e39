//! What somebody may forget: a file with a switch at each of some statements, which leaves it out.
//!
//! A statement goes whole. Where the value of a wait is used, the lock that the wait would have given up takes its place, as if
//! the wait were over at once. Any other call whose value is used stays: without it the file would not compile.

use super::blank::switch;
use super::edits::Edits;
use super::item::Place;
use super::problem::Problem;
use super::source::Source;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprMethodCall, Member, Stmt};

/// Something that a function may lack.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    /// The function.
    pub function: String,
    /// Where it stands, from 1.
    pub line: usize,
    /// What it is, in a line.
    pub missing: String,
}

/// What can be left out of these functions, in order: each statement that calls one of `words`, or sets a field of that name.
/// And the file that leaves one of them out if the environment variable `variable` has the words that `label` makes from its
/// line, so that all can be tried with one program.
///
/// ```
/// let text = "fn close(&self) {\n    self.state.lock().closed = true;\n    self.filled.notify_all();\n}\n";
/// let (_, all) = week::splice::omissions(text, &["close"], &["notify_all", "closed"], "LESS", |line| line.to_string()).unwrap();
/// assert_eq!((all.len(), all[1].line, all[1].missing.as_str()), (2, 3, "self.filled.notify_all();"));
/// ```
///
/// # Errors
///
/// If the file is not Rust, or one of the names does not fit exactly one function.
pub fn omissions(
    text: &str,
    names: &[&str],
    words: &[&str],
    variable: &str,
    label: impl Fn(usize) -> String,
) -> Result<(String, Vec<Omission>), Problem> {
    let source = Source::parse(text)?;
    let (mut edits, mut all) = (Edits::default(), Vec::new());
    for name in names {
        let (_, body) = source.function(name)?;
        let block: Block = syn::parse_str(&text[body.clone()]).expect("it was read as a block before");
        let mut search = Search { words, found: Vec::new() };
        search.visit_block(&block);
        for found in search.found.into_iter().map(|found| found.behind(body.start)) {
            let line = 1 + text[..found.place.start].matches('\n').count();
            edits.replace(found.place.clone(), found.switched(text, &switch(variable, &label(line))));
            let missing = text[found.place].split_whitespace().collect::<Vec<_>>().join(" ");
            all.push(Omission { function: (*name).to_owned(), line, missing });
        }
    }
    all.sort_by_key(|omission| omission.line);
    Ok((edits.apply(text), all))
}

struct Search<'a> {
    words: &'a [&'a str],
    found: Vec<Found>,
}

/// A place of a function's body, and the part of it that stays.
struct Found {
    place: Place,
    stays: Option<Place>,
}

impl Found {
    /// The same in a text in which `offset` bytes come first.
    fn behind(self, offset: usize) -> Self {
        let moved = |place: Place| place.start + offset..place.end + offset;
        Self { place: moved(self.place), stays: self.stays.map(moved) }
    }

    /// What stands in its place if it is left out where `is_left_out` holds.
    fn switched(&self, text: &str, is_left_out: &str) -> String {
        let whole = &text[self.place.clone()];
        match &self.stays {
            None => format!("if !{is_left_out} {{ {whole} }}"),
            Some(stays) => format!("(if {is_left_out} {{ {} }} else {{ {whole} }})", &text[stays.clone()]),
        }
    }
}

impl Search<'_> {
    fn has(&self, word: &syn::Ident) -> bool {
        self.words.iter().any(|known| word == known)
    }

    /// Whether this is all that a statement does.
    fn is_meant(&self, expr: &Expr) -> bool {
        match expr {
            Expr::MethodCall(call) => self.has(&call.method),
            Expr::Call(call) => {
                let Expr::Path(path) = &*call.func else { return false };
                let last = path.path.segments.last();
                // What is dropped is not used.
                last.is_some_and(|last| {
                    self.has(&last.ident)
                        || last.ident == "drop" && call.args.iter().any(|arg| self.is_meant(arg))
                })
            }
            Expr::Assign(set) => {
                let is_field = matches!(&*set.left, Expr::Field(field) if matches!(&field.member, Member::Named(name) if self.has(name)));
                is_field || self.is_meant(&set.right)
            }
            _ => false,
        }
    }
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        match statement {
            Stmt::Expr(expr, Some(_)) if self.is_meant(expr) => {
                self.found.push(Found { place: statement.span().byte_range(), stays: None });
            }
            _ => visit::visit_stmt(self, statement),
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast ExprMethodCall) {
        let lock =
            call.args.first().filter(|arg| matches!(arg, Expr::MethodCall(arg) if arg.method == "lock"));
        match lock.filter(|_| self.has(&call.method)) {
            Some(lock) => {
                let stays = Some(lock.span().byte_range());
                self.found.push(Found { place: call.span().byte_range(), stays });
            }
            None => visit::visit_expr_method_call(self, call),
        }
    }
}
