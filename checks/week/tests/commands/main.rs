//! The command, on a toy course of two lessons: nothing in it is hard-wired to the real one.

mod cheating;
mod checking;
mod classes;
mod compiling;
mod exporting;
mod folder;
mod formats;
mod grading;
mod guarding;
mod listing;
mod progress;
mod proving;
mod quizzing;
mod reading;
mod resetting;
mod starting;
mod toy;
mod updating;
mod watching;
