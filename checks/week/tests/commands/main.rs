//! The command, on a toy course of two lessons: nothing in it is hard-wired to the real one.

mod checking;
mod exporting;
mod folder;
mod grading;
mod guarding;
mod progress;
mod reading;
mod resetting;
mod starting;
mod toy;
mod updating;
mod watching;
