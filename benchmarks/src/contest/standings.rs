//! What a contest has found: figures round by round, and what may be said of two contenders.

use std::fmt;

/// The figures of all contenders. The first of them, and whoever else ran twice, are ours; the others are peers.
#[derive(Debug)]
pub(crate) struct Standings {
    unit: &'static str,
    rows: Vec<Row<f64>>,
}

/// One contender, or its second runs.
#[derive(Debug, Clone)]
pub(crate) struct Row<F> {
    pub(crate) name: String,
    /// Round by round.
    pub(crate) figures: Vec<F>,
    /// Whether this contender has second runs too.
    pub(crate) twice: bool,
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

impl Standings {
    pub(crate) fn new(unit: &'static str, rows: Vec<Row<f64>>) -> Self {
        Self { unit, rows }
    }

    /// The figures of one contender divided by another's, round by round: quartile, median, quartile.
    pub(crate) fn ratio(&self, ours: &str, peer: &str) -> [f64; 3] {
        quartiles(self.ratios(ours, peer))
    }

    /// The median of a contender's figures.
    pub(crate) fn median(&self, name: &str) -> f64 {
        self.row(name).median()
    }

    /// How far the two runs of a contender in one round differ, in the median, as a share.
    pub(crate) fn noise(&self, ours: &str) -> f64 {
        self.distance(ours, &again_name(ours))
    }

    /// How far the figures of two contenders that should be equal differ in one round, in the median, as a share.
    pub(crate) fn distance(&self, one: &str, other: &str) -> f64 {
        let ratios = self.ratios(one, other);
        quartiles(ratios.into_iter().map(|ratio| (ratio - 1.0).abs()).collect())[1]
    }

    /// The name of the peer with the greatest figure.
    pub(crate) fn best_peer(&self) -> &str {
        let is_peer =
            |row: &&Row<f64>| !row.twice && !self.rows.iter().any(|ours| row.name == again_name(&ours.name));
        let peers = self.rows.iter().filter(is_peer);
        peers.max_by(|a, b| a.median().total_cmp(&b.median())).map_or("nobody", |row| &row.name)
    }

    /// What a contender costs, the figures being rates.
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
        let (ours, peer) = (self.row(ours), self.row(peer));
        ours.figures.iter().zip(&peer.figures).map(|(ours, peer)| ours / peer).collect()
    }

    fn row(&self, name: &str) -> &Row<f64> {
        let row = self.rows.iter().find(|row| row.name == name);
        row.unwrap_or_else(|| panic!("no contender is called {name:?}"))
    }
}

impl Row<f64> {
    fn median(&self) -> f64 {
        quartiles(self.figures.clone())[1]
    }
}

/// How the second runs of a contender are called.
pub(crate) fn again_name(name: &str) -> String {
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
fn quartiles(mut values: Vec<f64>) -> [f64; 3] {
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
            let (name, figure) = (&row.name, row.median());
            writeln!(f, "  {name:<34}{figure:>12.3}   ratio {median:.2}  ({low:.2} to {high:.2})")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(name: &str, figures: &[f64], twice: bool) -> Row<f64> {
        Row { name: name.to_owned(), figures: figures.to_vec(), twice }
    }

    #[test]
    fn ratios_are_taken_within_a_round() {
        let rows = vec![
            row("ours", &[1.0, 20.0, 3.0], true),
            row("slow", &[0.5, 10.0, 1.5], false),
            row("fast", &[4.0, 20.0, 6.0], false),
            row("ours again", &[1.1, 20.0, 3.6], false),
        ];
        let standings = Standings::new("", rows);
        assert_eq!(standings.ratio("ours", "slow"), [2.0; 3]);
        assert_eq!((standings.median("fast"), standings.best_peer()), (6.0, "fast"));
        assert!(
            (standings.noise("ours") - (1.0 - 1.0 / 1.1)).abs() < 1e-9,
            "the middle one of 9, 0 and 17 %"
        );
        assert_eq!(standings.distance("slow", "fast"), 0.75, "the middle one of 87, 50 and 75 %");
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
