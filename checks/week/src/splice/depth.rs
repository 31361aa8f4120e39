//! How deeply a file is nested.
//!
//! The parser calls itself for each level, and whoever overflows a stack ends the whole process. So a file with too many
//! levels is refused before the parser sees it, and the parser gets a stack on which the others have room. Each bracket is
//! a level, and each word may be one, as in `!!!!x`, `a + a + a` or `A<A<A<u8>>>`, until its sentence ends.

use super::problem::Problem;
use proc_macro2::{Delimiter, LexError, TokenStream, TokenTree};
use std::panic::resume_unwind;
use std::thread;

/// Brackets inside of brackets.
const BRACKETS: usize = 100;

/// Words from the beginning of the sentence, and of those around it.
const WORDS: usize = 4000;

/// A level takes less than 16 KiB, without the optimizer.
const STACK: usize = WORDS * (32 << 10);

/// The words of the file, if it is not nested too deeply.
pub(super) fn tokens(text: &str) -> Result<TokenStream, Problem> {
    let tokens: TokenStream = without_shebang(text).parse().map_err(|error: LexError| Problem::Syntax {
        line: error.span().start().line,
        message: error.to_string(),
    })?;
    look(tokens.clone(), 0, 0)?;
    Ok(tokens)
}

/// The file without the first line's words, if that is no Rust; a line stays, so that places keep their numbers.
fn without_shebang(text: &str) -> &str {
    let line = text.trim_start_matches('\u{feff}').strip_prefix("#!").map(str::trim_start);
    // And neither a comment, nor an attribute behind one.
    let path = line.and_then(|line| line.strip_prefix('/')).filter(|path| !path.starts_with(['/', '*']));
    if path.is_some() { &text[text.find('\n').unwrap_or(text.len())..] } else { text }
}

/// Does `work` where the parser has room for what [`tokens`] lets pass.
///
/// # Panics
///
/// If `work` does, or the system has no thread for it.
pub(super) fn with_room<T: Send>(work: impl FnOnce() -> T + Send) -> T {
    thread::scope(|scope| {
        let thread = thread::Builder::new().stack_size(STACK).spawn_scoped(scope, work);
        thread
            .expect("the system has no thread for the parser")
            .join()
            .unwrap_or_else(|panic| resume_unwind(panic))
    })
}

/// `words` stand before in the sentences around.
fn look(tokens: TokenStream, brackets: usize, words: usize) -> Result<(), Problem> {
    let mut sentence = Sentence::default();
    for token in tokens {
        let levels = words + sentence.add(&token);
        if levels > WORDS || brackets > BRACKETS {
            return Err(Problem::Nested { line: token.span().start().line });
        }
        if let TokenTree::Group(group) = token {
            look(group.stream(), brackets + 1, levels)?;
        }
    }
    Ok(())
}

/// Words that may belong together.
#[derive(Debug, Default)]
struct Sentence {
    words: usize,
    /// Whether a comma may stand in the midst: there was a `<` or a `|`, which may be a bracket.
    has_bracket: bool,
    /// Whether the last word was a block.
    is_after_block: bool,
}

/// Words that go on after a block.
const LINKS: [&str; 5] = ["else", "as", "in", "if", "where"];

impl Sentence {
    /// Returns how many words there are with this one.
    fn add(&mut self, token: &TokenTree) -> usize {
        let begins = match token {
            TokenTree::Ident(word) => !LINKS.contains(&word.to_string().as_str()),
            TokenTree::Punct(mark) => mark.as_char() == '#' || mark.as_char() == '\'',
            TokenTree::Literal(_) => true,
            TokenTree::Group(_) => false,
        };
        if self.is_after_block && begins {
            *self = Self::default();
        }
        self.words += 1;
        let words = self.words;
        self.is_after_block =
            matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
        if let TokenTree::Punct(mark) = token {
            match mark.as_char() {
                ';' => *self = Self::default(),
                ',' if !self.has_bracket => *self = Self::default(),
                '<' | '|' => self.has_bracket = true,
                _ => {}
            }
        }
        words
    }
}
