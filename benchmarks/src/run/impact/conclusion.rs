//! A paragraph about the impact that follows from the numbers, and ends where they end.

use super::layer::{Layer, WORKERS};
use super::rates::Rates;
use crate::month::impact::{break_even, cost, improvement, overhead};
use crate::month::noise::differ;
use crate::month::spread::Spread;
use std::fmt::Write;

/// What the numbers force one to say; where they do not, that.
pub(super) fn conclusion(rates: &[Rates; 5]) -> String {
    let of = |layer: Layer| &rates[layer as usize];
    let (single, pooled) = (of(Layer::Envelope), of(Layer::PoolWithoutLog));
    let [single_echo, pooled_echo, single_sleep, pooled_sleep] =
        [&single.echo, &pooled.echo, &single.sleep, &pooled.sleep].map(|rates| Spread::of(rates).median);
    let gain = improvement(single_sleep, pooled_sleep);
    let mut text = format!(
        "With requests that wait for 10 ms, {WORKERS} workers serve {:.2} times what one thread does (improvement \
         {:+.0} %, {WORKERS} would be perfect). ",
        1.0 + gain,
        100.0 * gain
    );
    text.push_str(&match compare(&single.echo, &pooled.echo) {
        Compared::Unsteady(spread) => format!(
            "What the pool costs an ECHO cannot be said: equal runs differed by ± {spread:.0} %. "
        ),
        Compared::Equal => "What the pool costs an ECHO is less than the noise of this run. ".to_owned(),
        Compared::Faster(share) => {
            format!("An ECHO is quicker with the pool, by {share:.0} %: here, nothing speaks against it. ")
        }
        Compared::Slower { share, micros } => format!(
            "With an ECHO the pool costs {share:.0} % of the throughput, {micros:.1} µs a request. So it pays as soon \
             as a request waits for more than {:.1} µs, and for anything shorter the event loop alone is quicker. ",
            break_even(single_echo, pooled_echo).as_secs_f64() * 1e6
        ),
    });
    text.push_str(&match compare(&single.echo, &of(Layer::Log).echo) {
        Compared::Unsteady(spread) => {
            format!("Nor can be said what the log costs: equal runs differed by ± {spread:.0} %.")
        }
        Compared::Slower { share, micros } => format!(
            "A log entry for every frame costs {share:.0} % of the ECHO throughput, {micros:.1} µs a request."
        ),
        Compared::Equal | Compared::Faster(_) => {
            "What a log entry for every frame costs is less than the noise of this run.".to_owned()
        }
    });
    let cpus = [single, of(Layer::Log), pooled].map(|rates| &rates.cpu);
    if cpus.iter().all(|cpu| !cpu.is_empty()) {
        let [alone, logged, pooled] = cpus.map(|cpu| 1e6 * Spread::of(cpu).median);
        let sure = |other: &[f64]| if differ(cpus[0], other) { "" } else { " (within the noise)" };
        // Writing to a String cannot fail.
        let _ = write!(
            text,
            " In CPU time, which suffers less from other programs, the server needs {alone:.1} µs for an ECHO, {:+.1} µs \
             for the log{}, and {:+.1} µs for the pool{}.",
            logged - alone,
            sure(cpus[1]),
            pooled - alone,
            sure(cpus[2])
        );
    }
    wrapped(&text)
}

/// What two layers' rates say of each other, in percent and in microseconds a request.
enum Compared {
    /// Repetitions of one of them differ by plus or minus this much: too much to say anything.
    Unsteady(f64),
    Equal,
    Faster(f64),
    Slower {
        share: f64,
        micros: f64,
    },
}

/// With a greater spread than this, a share means nothing any more.
const STEADY: f64 = 20.0;

fn compare(without: &[f64], with: &[f64]) -> Compared {
    let spreads = [without, with].map(|rates| {
        let Spread { low, median, high } = Spread::of(rates);
        50.0 * (high - low) / median
    });
    let spread = spreads[0].max(spreads[1]);
    let [before, after] = [without, with].map(|rates| Spread::of(rates).median);
    match () {
        () if spread > STEADY => Compared::Unsteady(spread),
        () if !differ(without, with) => Compared::Equal,
        () if after > before => Compared::Faster(100.0 * improvement(before, after)),
        () => Compared::Slower { share: 100.0 * overhead(before, after), micros: 1e6 * cost(before, after) },
    }
}

/// Breaks the text into lines of at most 110 characters.
fn wrapped(text: &str) -> String {
    let mut lines = vec![String::new()];
    for word in text.split_whitespace() {
        let line = lines.last_mut().expect("there is a first line");
        if line.chars().count() + word.chars().count() >= 110 {
            lines.push(word.to_owned());
        } else {
            if !line.is_empty() {
                line.push(' ');
            }
            line.push_str(word);
        }
    }
    lines.join("\n")
}
