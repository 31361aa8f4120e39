//! What nobody would write on purpose: a file with a switch at each operator, number, condition, statement and body of some
//! functions, which changes that one thing.
//!
//! Types are not known here, so some changes do not compile. [`blamed`] finds the one that an error of the compiler is in.

use super::blank::switch;
use super::edits::Edits;
use super::item::Place;
use super::problem::Problem;
use super::source::Source;
use super::variations;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};
use syn::{Block, Expr, GenericArgument, Pat, Stmt, Type};

/// How many characters of the code are shown.
const MOST: usize = 90;

/// A change of one thing in a function.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mutation {
    /// The function.
    pub function: String,
    /// Where it stands, from 1.
    pub line: usize,
    /// What was there, and what is there instead, in a line.
    pub change: String,
}

/// What can be changed in these functions, in order. And the file in which the one is changed whose number, from 0, the
/// environment variable `variable` has, as `label` writes it; those that `skipped` holds for are not in it.
///
/// ```
/// let text = "fn is_full(&self) -> bool {\n    self.len >= self.capacity\n}\n";
/// let (_, all) = week::splice::mutations(text, &["is_full"], "MUTANT", |number| number.to_string(), |_| false).unwrap();
/// let changes: Vec<&str> = all.iter().map(|mutation| mutation.change.as_str()).collect();
/// assert_eq!(changes, ["the body: return true", "the body: return false", ">= to > in self.len >= self.capacity", ">= to < in self.len >= self.capacity"]);
/// ```
///
/// # Errors
///
/// If the file is not Rust, or one of the names does not fit exactly one function.
pub fn mutations(
    text: &str,
    names: &[&str],
    variable: &str,
    label: impl Fn(usize) -> String,
    skipped: impl Fn(usize) -> bool,
) -> Result<(String, Vec<Mutation>), Problem> {
    let source = Source::parse(text)?;
    let switch = |number: usize| (!skipped(number)).then(|| switch(variable, &label(number)));
    let mut search = Search {
        text,
        function: "",
        offset: 0,
        edits: Edits::default(),
        found: Vec::new(),
        unset: Vec::new(),
        switch: &switch,
    };
    for name in names {
        let (signature, body) = source.function(name)?;
        search.function = name;
        search.body(&text[signature], body.start);
        let block: Block = syn::parse_str(&text[body.clone()]).expect("it was read as a block before");
        search.offset = body.start;
        search.visit_block(&block);
    }
    Ok((search.edits.apply(text), search.found))
}

/// The label of the mutation that the byte `at` of a file made by [`mutations`] belongs to, if it is in one: the last whose
/// switch stands before it.
pub fn blamed<'a>(mutated: &'a str, variable: &str, at: usize) -> Option<&'a str> {
    let (asked, words) = (format!("var_os({variable:?})"), "words == \"");
    let before = mutated.get(..at)?.rfind(&asked)?;
    let rest = &mutated[before..];
    let label = &rest[rest.find(words)? + words.len()..];
    label.split('"').next()
}

struct Search<'a> {
    text: &'a str,
    function: &'a str,
    /// The place of its body in the text.
    offset: usize,
    edits: Edits,
    found: Vec<Mutation>,
    /// Variables that have no value where they are declared: without the assignment that gives it nothing would compile.
    unset: Vec<syn::Ident>,
    /// The condition on which the mutation of this number is on, if it can be on.
    switch: &'a dyn Fn(usize) -> Option<String>,
}

impl Search<'_> {
    /// Notes a mutation, and gives the condition on which it is on.
    fn note(&mut self, at: usize, change: String) -> Option<String> {
        let number = self.found.len();
        let line = 1 + self.text[..at].matches('\n').count();
        self.found.push(Mutation { function: self.function.to_owned(), line, change });
        (self.switch)(number)
    }

    fn place(&self, code: &impl Spanned) -> Place {
        let place = code.span().byte_range();
        place.start + self.offset..place.end + self.offset
    }

    /// What stands there, in a line that is not too long.
    fn words(&self, place: &Place) -> String {
        let words = self.text[place.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        match words.char_indices().nth(MOST) {
            Some((end, _)) => format!("{} ...", &words[..end]),
            None => words,
        }
    }

    /// A body that gives a value of its type at once.
    fn body(&mut self, signature: &str, brace: usize) {
        for value in variations::values(signature) {
            if let Some(is_on) = self.note(brace, format!("the body: return {value}")) {
                self.edits.insert(brace + 1, format!(" if {is_on} {{ return {value}; }}"));
            }
        }
    }

    /// The expression, then what may stand for it.
    fn variations(&mut self, expr: &Expr) {
        let place = self.place(expr);
        let of = self.words(&place);
        let mut before = String::new();
        for (change, instead) in variations::of(expr) {
            if let Some(is_on) = self.note(place.start, format!("{change} in {of}")) {
                before += &format!("if {is_on} {{ {instead} }} else ");
            }
        }
        if before.is_empty() {
            return visit::visit_expr(self, expr);
        }
        // These may be statements that end without a semicolon, and nothing else here may.
        let is_block = matches!(expr, Expr::If(_) | Expr::While(_));
        let [open, close] = if is_block { ["", " }"] } else { ["(", " })"] };
        self.edits.insert(place.start, format!("{open}{before}{{ "));
        visit::visit_expr(self, expr);
        self.edits.insert(place.end, close);
    }

    /// Whether the statement does something that it could as well not do.
    fn can_go(&self, statement: &Stmt) -> bool {
        let Stmt::Expr(expr, Some(_)) = statement else { return false };
        match expr {
            Expr::Assign(set) => !self.unset.iter().any(|name| is_name(&set.left, name)),
            Expr::MethodCall(_) | Expr::Call(_) | Expr::Try(_) | Expr::Return(_) | Expr::Break(_) => true,
            _ => variations::is_assignment(expr),
        }
    }
}

fn is_name(expr: &Expr, name: &syn::Ident) -> bool {
    matches!(expr, Expr::Path(path) if path.path.is_ident(name))
}

impl<'ast> Visit<'ast> for Search<'_> {
    fn visit_stmt(&mut self, statement: &'ast Stmt) {
        let place = self.place(statement);
        let goes =
            self.can_go(statement).then(|| self.note(place.start, format!("without {}", self.words(&place))));
        let Some(is_on) = goes.flatten() else { return visit::visit_stmt(self, statement) };
        self.edits.insert(place.start, format!("if !{is_on} {{ "));
        visit::visit_stmt(self, statement);
        self.edits.insert(place.end, " }");
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let (Pat::Ident(pattern), None) = (&local.pat, &local.init) {
            self.unset.push(pattern.ident.clone());
        }
        visit::visit_local(self, local);
    }

    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            // The number of a field, of an array's elements, of a constant: not what is computed.
            Expr::Const(_) | Expr::Macro(_) => {}
            Expr::Repeat(array) => self.visit_expr(&array.expr),
            _ => self.variations(expr),
        }
    }

    fn visit_item(&mut self, _: &'ast syn::Item) {}

    fn visit_pat(&mut self, _: &'ast Pat) {}

    fn visit_type(&mut self, _: &'ast Type) {}

    fn visit_generic_argument(&mut self, _: &'ast GenericArgument) {}

    fn visit_attribute(&mut self, _: &'ast syn::Attribute) {}
}
