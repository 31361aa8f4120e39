//! lesson: 12
//! mistake: the record lacks the plan, so that nobody sees later what had been predicted
//! expect: a run must write its plan, its raw figures, its tables and its charts
//! file: benchmarks/src/run/record.rs

impl Finished<'_> {
    /// Writes the folder.
    pub(crate) fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder.join("histograms")).with_context(|| format!("cannot make {folder:?}"))?;
        let write = |name: &str, content: &str| {
            fs::write(folder.join(name), content)
                .with_context(|| format!("cannot write {name} in {folder:?}"))
        };
        write("trials.csv", &self.trials())?;
        for measurement in self.measurements {
            write(&format!("histograms/{}", histogram_name(measurement)), &histogram(measurement))?;
        }
        let charts = charts::all(self.measurements)?;
        for (name, svg) in &charts {
            write(name, svg)?;
        }
        let names: Vec<&str> = charts.iter().map(|(name, _)| name.as_str()).collect();
        write("README.md", &self.page(&names))
    }
}
