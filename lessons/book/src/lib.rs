//! The lessons as a book: made from the texts that stand beside them, with nothing copied by hand.
//!
//! A book is built in two steps. First every text is laid out below one folder, with its links led to pages of the book
//! (`layout.rs`). Then mdBook makes pages of them (`build.rs`). The texts themselves stay as a forge shows them.

pub mod build;
mod contents;
mod failed;
mod front;
mod layout;
mod links;
mod pages;
mod quiz;
pub mod record;
pub mod serve;
mod sources;
