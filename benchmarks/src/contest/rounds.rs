//! Measuring several things against each other on a machine that is not quiet.
//!
//! One after the other would compare their luck: whatever else runs, and the clock frequency, drift. So each round
//! runs every contender once, each round begins with another one, and what is compared is the ratio within a round.
//! Ours run twice in each round: the ratio of one to itself is the noise, and no difference below it counts.

use crate::contest::standings::{Row, Standings, again_name};

/// A thing to measure: how it is called, and a run of it, which returns its figure (mostly a rate), or several.
pub(crate) struct Contender<'a, F = f64> {
    name: String,
    run: Box<dyn FnMut() -> F + 'a>,
    /// Whether it runs twice in each round, for its noise.
    twice: bool,
}

impl<'a, F> Contender<'a, F> {
    pub(crate) fn new(name: impl Into<String>, run: impl FnMut() -> F + 'a) -> Self {
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
pub(crate) fn contest(unit: &'static str, rounds: usize, contenders: Vec<Contender<'_>>) -> Standings {
    Standings::new(unit, play(rounds, contenders))
}

/// The same, for contenders each run of which has several figures.
///
/// # Panics
///
/// The same.
pub(crate) fn contest_of_several<const N: usize>(
    units: [&'static str; N],
    rounds: usize,
    contenders: Vec<Contender<'_, [f64; N]>>,
) -> [Standings; N] {
    let rows = play(rounds, contenders);
    let only = |index: usize| {
        let pick = |Row { name, figures, twice }: &Row<[f64; N]>| Row {
            name: name.clone(),
            figures: figures.iter().map(|figures| figures[index]).collect(),
            twice: *twice,
        };
        rows.iter().map(pick).collect()
    };
    std::array::from_fn(|index| Standings::new(units[index], only(index)))
}

fn play<F>(rounds: usize, mut contenders: Vec<Contender<'_, F>>) -> Vec<Row<F>> {
    assert!(rounds > 0 && !contenders.is_empty(), "nothing to measure");
    contenders[0].twice = true;
    let again = (0..contenders.len()).filter(|index| contenders[*index].twice);
    let order: Vec<usize> = (0..contenders.len()).chain(again).collect();
    let mut figures: Vec<Vec<F>> = order.iter().map(|_| Vec::with_capacity(rounds)).collect();
    for round in 0..=rounds {
        for step in 0..order.len() {
            let place = (round + step) % order.len();
            let figure = (contenders[order[place]].run)();
            if round > 0 {
                figures[place].push(figure);
            }
        }
    }
    let row = |(place, figures): (usize, Vec<F>)| {
        let Contender { name, twice, .. } = &contenders[order[place]];
        let is_first = place < contenders.len();
        let name = if is_first { name.clone() } else { again_name(name) };
        Row { name, figures, twice: is_first && *twice }
    };
    figures.into_iter().enumerate().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_contender_runs_in_every_round_and_ours_twice() {
        let mut runs = [0.0; 2];
        let [ours, peer] = &mut runs;
        let count = |runs: &mut f64| {
            *runs += 1.0;
            *runs
        };
        let contenders =
            vec![Contender::new("ours", move || count(ours)), Contender::new("peer", move || count(peer))];
        let rows = play(5, contenders);
        let names: Vec<&str> = rows.iter().map(|row| row.name.as_str()).collect();
        assert_eq!((names, runs), (vec!["ours", "peer", "ours again"], [12.0, 6.0]));
        assert_eq!(rows[1].figures, [2.0, 3.0, 4.0, 5.0, 6.0], "the round that warms up does not count");
    }

    #[test]
    fn a_run_with_two_figures_gives_two_standings() {
        let contenders = vec![Contender::new("ours", || [6.0, 1.0]), Contender::new("peer", || [3.0, 2.0])];
        let [rates, times] = contest_of_several(["1/s", "ms"], 3, contenders);
        assert_eq!((rates.ratio("ours", "peer"), times.ratio("ours", "peer")), ([2.0; 3], [0.5; 3]));
    }
}
