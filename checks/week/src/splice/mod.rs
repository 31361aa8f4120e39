//! *Splice*: replaces the named items of a Rust file by others, and nothing else.
//!
//! Items are located with `syn`, and the text is edited at those places: comments, and the formatting of everything
//! else, stay byte for byte. Starters, resets, differences, updates, grades and wrong solutions are all made of this one
//! operation.

mod alternatives;
mod blank;
mod depth;
mod edits;
mod fragment;
mod functions;
mod graft;
mod imports;
mod item;
mod judging;
mod mutations;
mod named;
mod omissions;
mod problem;
mod source;
mod variations;
mod walk;

pub use alternatives::{Alternative, alternatives};
pub use blank::{blank, is_blank, switchable};
pub use fragment::{Files, Fragment, Sources, sources};
pub use functions::{additions, function, indented, signature, transplant};
pub use judging::{after_each_test, foreign_word, tests};
pub use mutations::{Mutation, blamed, mutations};
pub use omissions::{Omission, omissions};
pub use problem::Problem;
pub use source::Source;
