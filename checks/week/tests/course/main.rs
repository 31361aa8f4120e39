//! The course itself, done as a learner does it, in a copy. It takes minutes: `.ci/week` and `.ci/week all` run it.

mod class;
mod copy;
mod lessons;
mod limits;
mod marks;
mod picture;
mod story;
mod terminal;
