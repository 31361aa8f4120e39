//! The benchmark of Month 1, as far as it is arithmetic: what is predicted, in which order it is measured, and what may
//! be said of the result. Lessons 11, 12 and 15 build the functions in here.
//!
//! Nothing in this folder starts a server or draws a chart; that is the business of the modules beside it. So it needs
//! few libraries, and the lessons' checks compile it without the rest of the benchmarks.

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
