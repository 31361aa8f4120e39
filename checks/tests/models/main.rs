//! Models: small scenes of threads, run in a thousand schedules each. `cargo models` runs them.

mod lesson03;
mod machinery;
