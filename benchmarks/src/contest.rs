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
    /// The rate of the first contender divided by this one's, round by round, in ascending order.
    ratios: Vec<f64>,
}

/// By what share a contender takes longer than the first one: 0.01 is 1 %.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Cost {
    /// The median over all rounds.
    pub(crate) median: f64,
    /// Between these two the median of infinitely many rounds would lie, with a probability of 95 %.
    pub(crate) low: f64,
    pub(crate) high: f64,
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
        let mut ratios: Vec<f64> = first.iter().zip(&rates).map(|(first, rate)| first / rate).collect();
        ratios.sort_by(f64::total_cmp);
        Row { name, rate: quartiles(rates)[1], ratios }
    };
    Standings { unit, rows: names.into_iter().zip(rates).map(row).collect() }
}

impl Standings {
    /// What the contender called `name` costs.
    ///
    /// # Panics
    ///
    /// If there is none of that name.
    pub(crate) fn cost(&self, name: &str) -> Cost {
        let row = self.rows.iter().find(|row| row.name == name);
        cost(&row.unwrap_or_else(|| panic!("no contender is called {name}")).ratios)
    }
}

/// From ratios in ascending order. The interval needs no assumption about how they are distributed: how many of n lie
/// below the true median is binomial, with a deviation of √n/2 (Conover, *Practical Nonparametric Statistics*, 3.2).
fn cost(ratios: &[f64]) -> Cost {
    let (last, middle) = (ratios.len() - 1, (ratios.len() - 1) as f64 / 2.0);
    let reach = 1.96 * (ratios.len() as f64).sqrt() / 2.0;
    let at = |rank: f64| ratios[(rank.max(0.0) as usize).min(last)] - 1.0;
    Cost { median: at(middle.round()), low: at((middle - reach).floor()), high: at((middle + reach).ceil()) }
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
        for Row { name, rate, ratios } in others {
            let [low, median, high] = quartiles(ratios.clone());
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
        assert_eq!(standings.rows[0].ratios, [1.0; 5]);
    }

    #[test]
    fn the_cost_is_the_median_with_an_interval_that_narrows() {
        let ratios =
            |count: u32| (0..count).map(|n| 1.0 + f64::from(n) / f64::from(count - 1)).collect::<Vec<_>>();
        assert_eq!(cost(&ratios(5)), Cost { median: 0.5, low: 0.0, high: 1.0 });
        let Cost { median, low, high } = cost(&ratios(401));
        assert_eq!(median, 0.5);
        assert!((0.44..0.46).contains(&low) && (0.54..0.56).contains(&high), "{low} to {high}");
    }

    #[test]
    fn quartiles_of_five_values_are_the_second_the_third_and_the_fourth() {
        assert_eq!(quartiles(vec![5.0, 1.0, 4.0, 2.0, 3.0]), [2.0, 3.0, 4.0]);
        assert_eq!(quartiles(vec![7.0]), [7.0; 3]);
    }
}
