//! The arithmetic of the benchmark of Month 1: the predictions, the order of the measurements, and the evaluation of
//! the results. Lessons 11, 12 and 15 build the functions in here.
//!
//! Nothing in this folder starts a server or draws a chart; the modules beside it do that. So it needs few libraries,
//! and the lessons' checks compile it without the rest of the benchmarks.

pub(crate) mod impact;
pub(crate) mod model;
pub(crate) mod noise;
pub(crate) mod percentile;
pub(crate) mod plan;
pub(crate) mod score;
pub(crate) mod spread;
pub(crate) mod task;
pub(crate) mod turns;
pub(crate) mod usl;
pub(crate) mod utilisation;
