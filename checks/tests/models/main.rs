//! Models: small scenes of threads, run in a thousand schedules each. `cargo models` runs them.

mod cup;
mod drawn;
mod lesson03;
mod lesson04;
mod lesson05;
mod lesson06;
mod lesson07;
mod machinery;
