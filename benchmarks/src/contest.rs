//! Measuring several things against each other on a machine that is not quiet.
//!
//! One after the other would compare their luck: whatever else runs, and the clock frequency, drift. So each round
//! runs every contender once, each round begins with another one, and what is compared is the ratio within a round.
//! The first contender runs twice in each round: its ratio to itself is the noise, and no difference below it counts.

use std::fmt;

/// A thing to measure: how it is called, and a run of it, which returns a rate: more is better.
pub(crate) struct Contender<'a> {
    name: String,
    run: Box<dyn FnMut() -> f64 + 'a>,
}

/// What a contest has found.
#[derive(Debug)]
pub(crate) struct Standings {
    unit: &'static str,
    rows: Vec<Row>,
}

#[derive(Debug)]
struct Row {
    name: String,
    /// The median of its rates.
    rate: f64,
    /// The rate of the first contender divided by this one's, round by round: quartile, median, quartile.
    ratio: [f64; 3],
}

impl<'a> Contender<'a> {
    pub(crate) fn new(name: impl Into<String>, run: impl FnMut() -> f64 + 'a) -> Self {
        Self { name: name.into(), run: Box::new(run) }
    }
}

/// Runs `rounds` rounds after one that warms up and does not count.
///
/// # Panics
///
/// If there are no contenders or no rounds.
pub(crate) fn contest(unit: &'static str, rounds: usize, mut contenders: Vec<Contender<'_>>) -> Standings {
    assert!(rounds > 0 && !contenders.is_empty(), "nothing to measure");
    // One more place than contenders: in the last, the first contender runs again.
    let places = contenders.len() + 1;
    let mut rates = vec![Vec::with_capacity(rounds); places];
    for round in 0..=rounds {
        for step in 0..places {
            let place = (round + step) % places;
            let index = place % contenders.len();
            let rate = (contenders[index].run)();
            if round > 0 {
                rates[place].push(rate);
            }
        }
    }
    let mut names: Vec<String> = contenders.into_iter().map(|contender| contender.name).collect();
    names.push(format!("{} again", names[0]));
    let first = rates[0].clone();
    let row = |(name, rates): (String, Vec<f64>)| {
        let ratios = first.iter().zip(&rates).map(|(first, rate)| first / rate).collect();
        Row { name, rate: quartiles(rates)[1], ratio: quartiles(ratios) }
    };
    Standings { unit, rows: names.into_iter().zip(rates).map(row).collect() }
}

/// The values below which a quarter, a half and three quarters lie.
fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let last = values.len() - 1;
    [1, 2, 3].map(|quarter| values[(last * quarter + 2) / 4])
}

impl fmt::Display for Standings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, others @ ..] = self.rows.as_slice() else { return Ok(()) };
        writeln!(f, "  {:<34}{:>12.3} {}", first.name, first.rate, self.unit)?;
        for Row { name, rate, ratio: [low, median, high] } in others {
            writeln!(f, "  {name:<34}{rate:>12.3}   ratio {median:.2}  ({low:.2} to {high:.2})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_contender_is_compared_within_its_round() {
        let (mut slow, mut fast) = (0.0, 0.0);
        let contenders = vec![
            Contender::new("ours", || {
                slow += 1.0;
                slow
            }),
            Contender::new("peer", || {
                fast += 2.0;
                fast
            }),
        ];
        let standings = contest("rounds/s", 5, contenders);
        let names: Vec<&str> = standings.rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!(names, ["ours", "peer", "ours again"]);
        assert_eq!(standings.rows[0].ratio, [1.0; 3]);
    }

    #[test]
    fn quartiles_of_five_values_are_the_second_the_third_and_the_fourth() {
        assert_eq!(quartiles(vec![5.0, 1.0, 4.0, 2.0, 3.0]), [2.0, 3.0, 4.0]);
        assert_eq!(quartiles(vec![7.0]), [7.0; 3]);
    }
}
