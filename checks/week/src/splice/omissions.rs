//! What somebody may forget: a file once for each of some statements, without that one.
//!
//! A statement goes whole. Where the value of a wait is used, the lock that the wait would have given up takes its place, as if
//! the wait were over at once. Any other call whose value is used stays: without it the file would not compile.

use super::edits::Edits;
use super::item::Place;
use super::problem::Problem;
use super::source::Source;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, ExprMethodCall, Member, Stmt};

/// A file in which a function lacks something.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Omission {
    /// The function.
    pub function: String,
    /// Where that stood which is missing, from 1.
    pub line: usize,
    /// What is missing, in a line.
    pub missing: String,
    /// The file without it.
    pub text: String,
}

/// The file without one of the statements of these functions that call one of `words`, or set a field of that name; for each
/// of them, in order.
///
/// ```
/// let text = "fn close(&self) {\n    self.state.lock().closed = true;\n    self.filled.notify_all();\n}\n";
/// let omissions = week::splice::omissions(text, &["close"], &["notify_all", "closed"]).unwrap();
/// assert_eq!(omissions[1].text, "fn close(&self) {\n    self.state.lock().closed = true;\n    \n}\n");
/// assert_eq!((omissions.len(), omissions[1].line), (2, 3));
/// ```
///
/// # Errors
///
/// If the file is not Rust, or one of the names does not fit exactly one function.
pub fn omissions(text: &str, names: &[&str], words: &[&str]) -> Result<Vec<Omission>, Problem> {
    let source = Source::parse(text)?;
    let mut all = Vec::new();
    for name in names {
        let (_, body) = source.function(name)?;
        let block: Block = syn::parse_str(&text[body.clone()]).expect("it was read as a block before");
        let mut search = Search { words, found: Vec::new() };
        search.visit_block(&block);
        all.extend(search.found.into_iter().map(|found| found.omission(text, name, body.start)));
    }
    all.sort_by_key(|omission| omission.line);
    Ok(all)
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
    fn omission(self, text: &str, name: &str, offset: usize) -> Omission {
        let moved = |place: Place| place.start + offset..place.end + offset;
        let (place, mut edits) = (moved(self.place), Edits::default());
        edits.replace(place.clone(), self.stays.map_or("", |stays| &text[moved(stays)]));
        Omission {
            function: name.to_owned(),
            line: 1 + text[..place.start].matches('\n').count(),
            missing: text[place].split_whitespace().collect::<Vec<_>>().join(" "),
            text: edits.apply(text),
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
        if let Some(lock) = lock.filter(|_| self.has(&call.method)) {
            let stays = Some(lock.span().byte_range());
            self.found.push(Found { place: call.span().byte_range(), stays });
        }
        visit::visit_expr_method_call(self, call);
    }
}
