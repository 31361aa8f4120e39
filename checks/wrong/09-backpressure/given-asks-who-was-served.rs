//! lesson: 09
//! mistake: a simulation judges its fairness by those clients that were served: who starved is not among them
//! expect: with a cap of 1 s 0 of 100 starved
//! file: capstone/src/client/simulation/report.rs

impl SimulationReport {
    pub fn fairness(&self) -> Fairness {
        let served: Vec<u64> = self.served.iter().copied().filter(|count| *count > 0).collect();
        Fairness::of(&served)
    }
}
