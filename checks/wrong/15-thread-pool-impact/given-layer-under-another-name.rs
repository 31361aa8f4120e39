//! lesson: 15
//! mistake: calls a layer otherwise than the text does
//! expect: each layer must be measured with the same two tasks
//! file: benchmarks/src/run/impact/layer.rs

impl Layer {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Framing => "raw framing",
            Self::Envelope => "+ envelope",
            Self::Log => "+ log",
            Self::Pool => "+ pool",
            Self::PoolWithoutLog => "+ pool without log",
        }
    }
}
