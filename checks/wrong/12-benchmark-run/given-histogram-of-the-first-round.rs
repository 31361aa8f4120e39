//! lesson: 12
//! mistake: the histogram of a run has its first round alone
//! expect: a run must write its plan, its raw figures, its tables and its charts, but the histogram of sleep, 4 workers had 100
//! file: benchmarks/src/run/record.rs

fn histogram(measurement: &Measurement) -> String {
    let mut text = "latency_us,count\n".to_owned();
    for (latency, count) in measurement.trials[0].latency.counts() {
        let _ = writeln!(text, "{:.1},{count}", latency.as_secs_f64() * 1e6);
    }
    text
}
