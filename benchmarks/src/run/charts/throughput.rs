//! Throughput against workers: measured, predicted, and the scaling law through the measured points.

use crate::canvas::{COLOURS, Drawn, FONT, Panel};
use crate::month::task::Task;
use crate::month::usl::Usl;
use crate::run::measurement::Measurement;
use crate::run::report;
use plotters::prelude::*;

/// `measurements` are those of the task, `law` is fitted to them.
pub(crate) fn draw(task: Task, measurements: &[&Measurement], law: &Usl, panel: &Panel<'_>) -> Drawn {
    let pooled = || measurements.iter().filter(|measurement| measurement.run.workers > 0);
    let predicted = |measurement: &Measurement| measurement.run.predicted.unwrap_or_default();
    let highest = measurements
        .iter()
        .map(|measurement| measurement.rate.high.max(predicted(measurement)))
        .fold(1.0, f64::max);
    let most = pooled().map(|measurement| measurement.run.workers).max().unwrap_or(1) as f64;
    let mut chart = ChartBuilder::on(panel)
        .caption(format!("{}: throughput against workers", task.describe()), FONT)
        .margin(8)
        .x_label_area_size(40)
        .y_label_area_size(80)
        .build_cartesian_2d(0.0..most + 0.5, 0.0..highest * 1.15)?;
    chart
        .configure_mesh()
        .light_line_style(WHITE)
        .x_desc("workers")
        .y_desc("requests/s")
        .x_label_formatter(&|value| format!("{value:.0}"))
        .y_label_formatter(&|value| report::rate(*value))
        .draw()?;
    let line = |colour: RGBColor| {
        move |(x, y): (i32, i32)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2))
    };
    let steps = (0..=200).map(|step| 1.0 + (most - 1.0) * f64::from(step) / 200.0);
    chart
        .draw_series(LineSeries::new(steps.map(|n| (n, law.throughput(n))), COLOURS[2].stroke_width(2)))?
        .label("scaling law, fitted")
        .legend(line(COLOURS[2]));
    let points = pooled().map(|measurement| (measurement.run.workers as f64, predicted(measurement)));
    chart
        .draw_series(LineSeries::new(points, COLOURS[1].stroke_width(2)))?
        .label("predicted")
        .legend(line(COLOURS[1]));
    if let Some(inline) = measurements.iter().find(|measurement| measurement.run.workers == 0) {
        let level = inline.rate.median;
        let grey = RGBColor(120, 120, 120);
        chart
            .draw_series(LineSeries::new([(0.0, level), (most + 0.5, level)], grey.stroke_width(1)))?
            .label("no pool")
            .legend(line(grey));
    }
    let blue = COLOURS[0];
    chart.draw_series(pooled().map(|measurement| {
        let x = measurement.run.workers as f64;
        PathElement::new([(x, measurement.rate.low), (x, measurement.rate.high)], blue.stroke_width(2))
    }))?;
    chart
        .draw_series(pooled().map(|measurement| {
            Circle::new((measurement.run.workers as f64, measurement.rate.median), 4, blue.filled())
        }))?
        .label("measured: median, least and greatest")
        .legend(move |(x, y)| Circle::new((x + 10, y), 4, blue.filled()));
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .border_style(BLACK)
        .background_style(WHITE.mix(0.8))
        .draw()
}
