//! lesson: 12
//! mistake: compares two records however few repetitions they have
//! expect: a comparison must say that nothing can be said
//! file: benchmarks/src/run/compare.rs

impl Compare {
    pub(crate) fn run(&self) -> Result<()> {
        let [before, after] = [&self.before, &self.after].map(|folder| read(folder));
        let (before, after) = (before?, after?);
        let pairs: Vec<(&Repeated, &Repeated)> = before
            .iter()
            .filter_map(|one| Some((one, after.iter().find(|other| other.name == one.name)?)))
            .collect();
        ensure!(!pairs.is_empty(), "the two records have no run in common");
        let fewest =
            pairs.iter().map(|(one, other)| one.rates.len().min(other.rates.len())).min().unwrap_or(0);
        println!("{}", table(&pairs).text());
        let count = pairs.iter().filter(|(one, other)| is_real(&one.rates, &other.rates)).count();
        println!("{count} of {} rates differ by more than the noise", pairs.len());
        println!(
            "of two equal records, {:.1} rates would do so by chance; and both records are true only of the hour \
             in which they were made",
            by_chance(fewest) * pairs.len() as f64
        );
        Ok(())
    }
}
