//! The pictures of a record, as SVG.

mod percentiles;
mod throughput;
mod time_spent;

use super::outcome::Outcome;
use super::report::points;
use crate::month::task::Task;
use crate::month::usl::Usl;
use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::*;

type Panel<'a> = DrawingArea<SVGBackend<'a>, Shift>;
type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

const FONT: (&str, u32) = ("sans-serif", 14);

/// Colours that people with a colour vision deficiency can tell apart as well (Okabe and Ito, 2008).
const COLOURS: [RGBColor; 4] =
    [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(204, 121, 167)];

/// All charts that the results give: file name and content.
pub(crate) fn all(outcomes: &[Outcome]) -> Result<Vec<(String, String)>> {
    let mut charts = Vec::new();
    for task in Task::ALL {
        let of_task: Vec<&Outcome> = outcomes.iter().filter(|outcome| outcome.run.task == task).collect();
        let points = points(outcomes, task);
        if let Some(law) = Usl::fit(&points) {
            let drawn = svg((860, 480), |panel| throughput::draw(task, &of_task, &law, panel))?;
            charts.push((format!("throughput-{task}.svg"), drawn));
        }
        if !of_task.is_empty() {
            let drawn = svg((860, 480), |panel| percentiles::draw(task, &of_task, panel))?;
            charts.push((format!("percentiles-{task}.svg"), drawn));
        }
    }
    let height = 110 + 26 * u32::try_from(outcomes.len())?;
    charts
        .push(("time-spent.svg".to_owned(), svg((860, height), |panel| time_spent::draw(outcomes, panel))?));
    Ok(charts)
}

fn svg(size: (u32, u32), draw: impl FnOnce(&Panel<'_>) -> Drawn) -> Result<String> {
    let mut svg = String::new();
    let drawn = || -> Drawn {
        let root = SVGBackend::with_string(&mut svg, size).into_drawing_area();
        root.fill(&WHITE)?;
        draw(&root)?;
        root.present()
    };
    drawn().map_err(|error| anyhow!("cannot draw: {error}"))?;
    Ok(svg)
}
