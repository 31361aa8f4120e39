//! The pictures of a record, as SVG.

mod percentiles;
mod throughput;
mod time_spent;

use super::measurement::Measurement;
use super::report::points;
use crate::canvas::svg;
use crate::month::task::Task;
use crate::month::usl::Usl;
use anyhow::Result;

/// All charts that the results give: file name and content.
pub(crate) fn all(measurements: &[Measurement]) -> Result<Vec<(String, String)>> {
    let mut charts = Vec::new();
    for task in Task::ALL {
        let of_task: Vec<&Measurement> =
            measurements.iter().filter(|measurement| measurement.run.task == task).collect();
        let points = points(measurements, task);
        if let Some(law) = Usl::fit(&points) {
            let drawn = svg((860, 480), |panel| throughput::draw(task, &of_task, &law, panel))?;
            charts.push((format!("throughput-{task}.svg"), drawn));
        }
        if !of_task.is_empty() {
            let drawn = svg((860, 480), |panel| percentiles::draw(task, &of_task, panel))?;
            charts.push((format!("percentiles-{task}.svg"), drawn));
        }
    }
    let height = 110 + 26 * u32::try_from(measurements.len())?;
    charts.push((
        "time-spent.svg".to_owned(),
        svg((860, height), |panel| time_spent::draw(measurements, panel))?,
    ));
    Ok(charts)
}
