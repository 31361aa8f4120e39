//! What a measurement starts beside itself: servers, ours and others', and their idle clients, each in a process of its
//! own, and none that outlives the measurement.

pub(crate) mod binary;
pub(crate) mod cpu_time;
pub(crate) mod helper;
pub(crate) mod idle;
pub(crate) mod keeper;
pub(crate) mod peer;
pub(crate) mod running;
pub(crate) mod subject;
