//! What may stand for an expression, or be a function's value, so that the code still compiles: mostly.

use quote::ToTokens;
use syn::{BinOp, Expr, Lit, ReturnType, Signature, Type, UnOp};

/// Operators, and those that are mistaken for them.
const OPERATORS: [(&str, &[&str]); 22] = [
    ("==", &["!="]),
    ("!=", &["=="]),
    ("<", &["<=", ">="]),
    ("<=", &["<", ">"]),
    (">", &[">=", "<="]),
    (">=", &[">", "<"]),
    ("&&", &["||"]),
    ("||", &["&&"]),
    ("+", &["-"]),
    ("-", &["+"]),
    ("*", &["/"]),
    ("/", &["*"]),
    ("%", &["/"]),
    ("&", &["|"]),
    ("|", &["&"]),
    ("<<", &[">>"]),
    (">>", &["<<"]),
    ("+=", &["-="]),
    ("-=", &["+="]),
    ("*=", &["/="]),
    ("/=", &["*="]),
    ("|=", &["&="]),
];

/// Methods, and those that are mistaken for them.
const METHODS: [(&str, &str); 22] = [
    ("min", "max"),
    ("min_by", "max_by"),
    ("min_by_key", "max_by_key"),
    ("notify_one", "notify_all"),
    ("is_some", "is_none"),
    ("is_some_and", "is_none_or"),
    ("is_ok", "is_err"),
    ("any", "all"),
    ("floor", "ceil"),
    ("round", "floor"),
    ("push_back", "push_front"),
    ("pop_front", "pop_back"),
    ("first", "last"),
    ("saturating_sub", "wrapping_sub"),
    ("saturating_add", "wrapping_add"),
    ("saturating_sub", "saturating_add"),
    ("checked_sub", "checked_add"),
    ("fetch_add", "fetch_sub"),
    ("mul_f64", "div_f64"),
    ("starts_with", "ends_with"),
    ("skip", "take"),
    ("chars", "bytes"),
];

/// What the expression may be replaced by: what changes, and the code.
pub(super) fn of(expr: &Expr) -> Vec<(String, String)> {
    match expr {
        Expr::Binary(binary) if !has_let(expr) => {
            let (left, op, right) = (plain(&binary.left), plain(&binary.op), plain(&binary.right));
            let others =
                OPERATORS.iter().find(|(known, _)| *known == op).map_or(&[][..], |(_, others)| others);
            let changed = |other: &&str| (format!("{op} to {other}"), format!("{left} {other} {right}"));
            others.iter().map(changed).collect()
        }
        Expr::Unary(unary) if matches!(unary.op, UnOp::Not(_) | UnOp::Neg(_)) => {
            vec![(format!("no {}", plain(&unary.op)), plain(&unary.expr))]
        }
        Expr::If(condition) if !has_let(&condition.cond) && !is_operator(&condition.cond) => {
            let (asked, then) = (plain(&condition.cond), plain(&condition.then_branch));
            let otherwise = condition.else_branch.as_ref().map(|(_, code)| format!("else {}", plain(code)));
            let instead = format!("if !({asked}) {then} {}", otherwise.unwrap_or_default());
            vec![("if to if not".to_owned(), instead)]
        }
        Expr::While(repeated) if repeated.label.is_none() => {
            let (asked, body) = (plain(&repeated.cond), plain(&repeated.body));
            vec![("while to if".to_owned(), format!("if {asked} {body}"))]
        }
        Expr::Lit(literal) => number(&literal.lit),
        Expr::MethodCall(call) => {
            let name = call.method.to_string();
            let pairs = METHODS.iter().flat_map(|(one, other)| [(*one, *other), (*other, *one)]);
            let others = pairs.filter(|(one, _)| *one == name).map(|(_, other)| {
                let (before, turbofish, args) =
                    (plain(&call.receiver), plain(&call.turbofish), plain(&call.args));
                (format!("{name} to {other}"), format!("{before}.{other}{turbofish}({args})"))
            });
            others.collect()
        }
        _ => Vec::new(),
    }
}

fn number(literal: &Lit) -> Vec<(String, String)> {
    match literal {
        Lit::Bool(is) => vec![(format!("{} to {}", is.value, !is.value), (!is.value).to_string())],
        Lit::Int(number) => match number.base10_parse::<u64>() {
            Ok(value) if value < u64::MAX => {
                let more = format!("{}{}", value + 1, number.suffix());
                vec![(format!("{number} to {more}"), more)]
            }
            _ => Vec::new(),
        },
        Lit::Float(number) => vec![(format!("{number} + 1.0"), format!("{number} + 1.0"))],
        _ => Vec::new(),
    }
}

/// Whether `a += b` and the like.
pub(super) fn is_assignment(expr: &Expr) -> bool {
    matches!(expr, Expr::Binary(binary) if plain(&binary.op).ends_with('=') && !is_comparison(&binary.op))
}

fn is_comparison(op: &BinOp) -> bool {
    matches!(op, BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Le(_) | BinOp::Ge(_))
}

/// Whether it has an operator that is changed itself.
fn is_operator(expr: &Expr) -> bool {
    matches!(expr, Expr::Binary(_) | Expr::Unary(_) | Expr::Lit(_))
}

/// Whether it is a chain of conditions of which one binds a name: nothing may stand around that.
fn has_let(expr: &Expr) -> bool {
    match expr {
        Expr::Let(_) => true,
        Expr::Binary(binary) => has_let(&binary.left) || has_let(&binary.right),
        _ => false,
    }
}

/// Values that a function with this signature may give at once.
pub(super) fn values(signature: &str) -> Vec<&'static str> {
    let Ok(signature) = syn::parse_str::<Signature>(signature) else { return Vec::new() };
    let ReturnType::Type(_, ty) = signature.output else { return vec!["()"] };
    let Type::Path(path) = &*ty else { return Vec::new() };
    let Some(last) = path.path.segments.last() else { return Vec::new() };
    match last.ident.to_string().as_str() {
        "bool" => vec!["true", "false"],
        "u8" | "u16" | "u32" | "u64" | "u128" | "usize" | "i32" | "i64" => vec!["0", "1"],
        "f64" => vec!["0.0", "1.0"],
        "Option" => vec!["None"],
        "Result" => vec!["Ok(Default::default())"],
        "Self" | "MutexGuard" => Vec::new(),
        _ => vec!["Default::default()"],
    }
}

/// Code in one line, so that what comes after it keeps its line.
fn plain(code: &impl ToTokens) -> String {
    code.to_token_stream().to_string()
}
