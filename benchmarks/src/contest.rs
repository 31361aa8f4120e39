//! Measuring several things against each other on a machine that is not quiet.
//!
//! One after the other would compare their luck: whatever else runs, and the clock frequency, drift. So each round
//! runs every contender once, each round begins with another one, and what is compared is the ratio within a round.
//! Ours run twice in each round: the ratio of one to itself is the noise, and no difference below it counts.

use std::fmt;

/// A thing to measure: how it is called, and a run of it, which returns a rate: more is better.
pub(crate) struct Contender<'a> {
    name: String,
    run: Box<dyn FnMut() -> f64 + 'a>,
    /// Whether it runs twice in each round, for its noise.
    twice: bool,
}

/// What a contest has found.
#[derive(Debug)]
pub(crate) struct Standings {
    unit: &'static str,
    rows: Vec<Row>,
}

/// One contender, or its second runs.
#[derive(Debug)]
struct Row {
    name: String,
    /// Round by round.
    rates: Vec<f64>,
    /// Whether this contender has second runs too: then it is one of ours.
    twice: bool,
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
        Self { name: name.into(), run: Box::new(run), twice: false }
    }

    /// Runs it twice in each round. The first contender does so in any case.
    pub(crate) fn twice(self) -> Self {
        Self { twice: true, ..self }
    }
}

/// Runs `rounds` rounds after one that warms up and does not count.
///
/// # Panics
///
/// If there are no contenders or no rounds.
pub(crate) fn contest(unit: &'static str, rounds: usize, mut contenders: Vec<Contender<'_>>) -> Standings {
    assert!(rounds > 0 && !contenders.is_empty(), "nothing to measure");
    contenders[0].twice = true;
    let again = (0..contenders.len()).filter(|index| contenders[*index].twice);
    let order: Vec<usize> = (0..contenders.len()).chain(again).collect();
    let mut rates = vec![Vec::with_capacity(rounds); order.len()];
    for round in 0..=rounds {
        for step in 0..order.len() {
            let place = (round + step) % order.len();
            let rate = (contenders[order[place]].run)();
            if round > 0 {
                rates[place].push(rate);
            }
        }
    }
    let row = |(place, rates): (usize, Vec<f64>)| {
        let Contender { name, twice, .. } = &contenders[order[place]];
        let is_first = place < contenders.len();
        let name = if is_first { name.clone() } else { again_name(name) };
        Row { name, rates, twice: is_first && *twice }
    };
    Standings { unit, rows: rates.into_iter().enumerate().map(row).collect() }
}

/// Whether a figure that may be off by the share `noise`, upwards or downwards, could as well lie on the other side of
/// `limit`.
pub(crate) fn is_within_noise(figure: f64, limit: f64, noise: f64) -> bool {
    (figure / limit).max(limit / figure) - 1.0 <= noise
}

impl Standings {
    /// The rates of one contender divided by another's, round by round: quartile, median, quartile.
    pub(crate) fn ratio(&self, ours: &str, peer: &str) -> [f64; 3] {
        quartiles(self.ratios(ours, peer))
    }

    /// The median of a contender's rates.
    pub(crate) fn rate(&self, name: &str) -> f64 {
        quartiles(self.rates(name).to_vec())[1]
    }

    /// How far the two runs of a contender in one round differ, in the median, as a share.
    pub(crate) fn noise(&self, ours: &str) -> f64 {
        let ratios = self.ratios(ours, &again_name(ours));
        quartiles(ratios.into_iter().map(|ratio| (ratio - 1.0).abs()).collect())[1]
    }

    /// The name of the fastest contender that is none of ours.
    pub(crate) fn best_peer(&self) -> &str {
        let is_peer =
            |row: &&Row| !row.twice && !self.rows.iter().any(|ours| row.name == again_name(&ours.name));
        let peers = self.rows.iter().filter(is_peer);
        peers.max_by(|a, b| a.median().total_cmp(&b.median())).map_or("nobody", |row| &row.name)
    }

    /// What a contender costs.
    ///
    /// # Panics
    ///
    /// If there is none of that name.
    pub(crate) fn cost(&self, name: &str) -> Cost {
        let mut ratios = self.ratios(&self.rows[0].name, name);
        ratios.sort_by(f64::total_cmp);
        cost(&ratios)
    }

    fn ratios(&self, ours: &str, peer: &str) -> Vec<f64> {
        let (ours, peer) = (self.rates(ours), self.rates(peer));
        ours.iter().zip(peer).map(|(ours, peer)| ours / peer).collect()
    }

    fn rates(&self, name: &str) -> &[f64] {
        let row = self.rows.iter().find(|row| row.name == name);
        &row.unwrap_or_else(|| panic!("no contender is called {name:?}")).rates
    }
}

impl Row {
    fn median(&self) -> f64 {
        quartiles(self.rates.clone())[1]
    }
}

fn again_name(name: &str) -> String {
    format!("{name} again")
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
pub(crate) fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
    values.sort_by(f64::total_cmp);
    let last = values.len() - 1;
    [1, 2, 3].map(|quarter| values[(last * quarter + 2) / 4])
}

impl fmt::Display for Standings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [first, others @ ..] = self.rows.as_slice() else { return Ok(()) };
        writeln!(f, "  {:<34}{:>12.3} {}", first.name, first.median(), self.unit)?;
        for row in others {
            let [low, median, high] = self.ratio(&first.name, &row.name);
            let (name, rate) = (&row.name, row.median());
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
        assert_eq!(standings.ratio("ours", "ours"), [1.0; 3]);
        // Round n: ours runs 2n-th or 2n+1-st, according to who begins, and its peer n+1-st.
        assert!(standings.ratio("peer", "ours")[0] >= 1.0);
        assert_eq!(standings.best_peer(), "peer");
        assert!(standings.noise("ours") > 0.0);
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
