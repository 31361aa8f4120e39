//! Latency against percentile. The axis is stretched towards the top: each mark has ten times fewer requests beyond it.

use crate::canvas::{COLOURS, Drawn, FONT, Panel};
use crate::month::task::Task;
use crate::run::measurement::Measurement;
use plotters::prelude::*;

/// The matrix has these; more curves could not be told apart.
const SHOWN: [usize; 4] = [0, 1, 4, 8];

/// As many samples must lie beyond a point that is drawn.
const BEYOND: f64 = 10.0;

/// `measurements` are those of the task.
pub(crate) fn draw(task: Task, measurements: &[&Measurement], panel: &Panel<'_>) -> Drawn {
    let shown: Vec<&Measurement> =
        measurements.iter().copied().filter(|measurement| SHOWN.contains(&measurement.run.workers)).collect();
    let curves: Vec<Vec<(f64, f64)>> = shown.iter().map(|measurement| curve(measurement)).collect();
    let all = || curves.iter().flatten();
    let (low, high) = (
        all().map(|(_, ms)| *ms).fold(f64::INFINITY, f64::min),
        all().map(|(_, ms)| *ms).fold(0.0, f64::max),
    );
    let furthest = all().map(|(x, _)| *x).fold(10.0, f64::max);
    let mut chart = ChartBuilder::on(panel)
        .caption(format!("{}: latency by percentile", task.describe()), FONT)
        .margin(8)
        .x_label_area_size(40)
        .y_label_area_size(80)
        .build_cartesian_2d((1.0..furthest * 1.2).log_scale(), (low * 0.8..high * 1.3).log_scale())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(WHITE)
        .x_desc("percentile")
        .y_desc("ms")
        .x_label_formatter(&percentile_name)
        .y_label_formatter(&|ms| if *ms < 10.0 { format!("{ms:.1}") } else { format!("{ms:.0}") })
        .draw()?;
    for ((measurement, curve), colour) in shown.iter().zip(curves).zip(COLOURS) {
        let name = match measurement.run.workers {
            0 => "no pool".to_owned(),
            1 => "1 worker".to_owned(),
            workers => format!("{workers} workers"),
        };
        chart
            .draw_series(LineSeries::new(curve, colour.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2)));
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .border_style(BLACK)
        .background_style(WHITE.mix(0.8))
        .draw()
}

/// From p0 to as far as there are samples: (1 / (1 - p), ms).
fn curve(measurement: &Measurement) -> Vec<(f64, f64)> {
    let last = (measurement.latency.count() as f64 / BEYOND).max(1.0).log10();
    let places = (0..=160).map(|step| 10f64.powf(last * f64::from(step) / 160.0));
    places.map(|x| (x, measurement.latency.quantile(1.0 - 1.0 / x).as_secs_f64() * 1e3)).collect()
}

/// 2 is p50, 10 is p90, 100 is p99. Most other places get no name, for they would stand too close.
fn percentile_name(x: &f64) -> String {
    let nines = x.log10().round();
    if (x - 10f64.powf(nines)).abs() > 1e-6 * x && (x - 2.0).abs() > 1e-6 {
        return String::new();
    }
    let digits = (nines - 2.0).max(0.0) as usize;
    format!("p{:.digits$}", 100.0 * (1.0 - 1.0 / x))
}
