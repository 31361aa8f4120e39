//! A picture of an overload ramp, from the JSON that `capstone ramp --json` prints.

use crate::canvas::{Drawn, FONT, Panel, svg};
use anyhow::{Context, Result};
use plotters::coord::ranged1d::{IntoSegmentedCoord, SegmentValue, SegmentedCoord};
use plotters::coord::types::RangedCoordusize;
use plotters::prelude::*;
use serde_json::Value;
use std::ops::Range;

/// In pixels.
const SIZE: (u32, u32) = (860, 640);

/// What the chart shows of a step.
#[derive(Debug)]
struct Step {
    clients: u64,
    goodput: f64,
    refused: f64,
    /// In milliseconds, where there are any; their names are in [`LATENCIES`].
    latencies: [Option<f64>; 3],
}

const LATENCIES: [(&str, RGBColor); 3] = [
    ("accepted, p50", RGBColor(31, 119, 180)),
    ("accepted, p99", RGBColor(214, 39, 40)),
    ("refused, p99", RGBColor(255, 127, 14)),
];

/// The SVG for the output of `capstone ramp --json`.
pub(crate) fn svg_of(json: &str) -> Result<String> {
    let report: Value = serde_json::from_str(json).context("the file is no JSON")?;
    let steps =
        report["steps"].as_array().context("the JSON has no steps: is it from `capstone ramp --json`?")?;
    let steps = steps.iter().map(Step::parse).collect::<Result<Vec<_>>>()?;
    svg(SIZE, |panel| draw(&steps, panel))
}

impl Step {
    fn parse(step: &Value) -> Result<Self> {
        let number = |name: &str| step[name].as_f64().with_context(|| format!("no {name} in {step}"));
        let ms = |name: &str, quantile: &str| step[name][quantile].as_f64().map(|us| us / 1e3);
        Ok(Self {
            clients: step["clients"].as_u64().with_context(|| format!("no clients in {step}"))?,
            goodput: number("goodput_rps")?,
            refused: number("rejection_rate")?,
            latencies: [ms("latency_us", "p50"), ms("latency_us", "p99"), ms("rejection_latency_us", "p99")],
        })
    }
}

fn draw(steps: &[Step], panel: &Panel<'_>) -> Drawn {
    let (upper, lower) = panel.split_vertically(SIZE.1 / 2);
    draw_goodput(steps, &upper)?;
    draw_latencies(steps, &lower)
}

fn draw_goodput(steps: &[Step], panel: &Panel<'_>) -> Drawn {
    let most = steps.iter().map(|step| step.goodput).fold(1.0, f64::max);
    let mut chart = ChartBuilder::on(panel)
        .caption("Goodput, and the share of attempts refused", FONT)
        .margin(8)
        .x_label_area_size(40)
        .y_label_area_size(80)
        .build_cartesian_2d(places(steps), 0.0..most * 1.2)?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc("clients")
        .y_desc("requests/s")
        .x_label_formatter(&label(steps))
        .draw()?;
    chart.draw_series(steps.iter().enumerate().map(|(index, step)| {
        let end = if index + 1 == steps.len() { SegmentValue::Last } else { SegmentValue::Exact(index + 1) };
        let corners = [(SegmentValue::Exact(index), 0.0), (end, step.goodput)];
        let mut bar = Rectangle::new(corners, RGBColor(44, 160, 44).mix(0.6).filled());
        bar.set_margin(0, 0, 12, 12);
        bar
    }))?;
    chart.draw_series(steps.iter().enumerate().map(|(index, step)| {
        let text = format!("{:.1} % refused", 100.0 * step.refused);
        Text::new(text, (SegmentValue::CenterOf(index), step.goodput + most * 0.07), centred())
    }))?;
    Ok(())
}

fn draw_latencies(steps: &[Step], panel: &Panel<'_>) -> Drawn {
    let mut chart = ChartBuilder::on(panel)
        .caption("Latency", FONT)
        .margin(8)
        .x_label_area_size(40)
        .y_label_area_size(80)
        .build_cartesian_2d(places(steps), decades(steps).log_scale())?;
    chart
        .configure_mesh()
        .disable_x_mesh()
        .light_line_style(TRANSPARENT)
        .x_desc("clients")
        .y_desc("ms")
        .x_label_formatter(&label(steps))
        .draw()?;
    for (number, (name, colour)) in LATENCIES.into_iter().enumerate() {
        let values = || {
            let steps = steps.iter().enumerate();
            steps.filter_map(move |(index, step)| {
                Some((SegmentValue::CenterOf(index), step.latencies[number]?))
            })
        };
        chart
            .draw_series(LineSeries::new(values(), colour.stroke_width(2)))?
            .label(name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 20, y)], colour.stroke_width(2)));
        chart.draw_series(values().map(|point| Circle::new(point, 4, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::UpperLeft)
        .border_style(BLACK)
        .background_style(WHITE.mix(0.8))
        .draw()?;
    Ok(())
}

/// One place for each step. (A segmented range has its end as its last place.)
fn places(steps: &[Step]) -> SegmentedCoord<RangedCoordusize> {
    (0..steps.len().saturating_sub(1)).into_segmented()
}

/// Whole powers of ten around all latencies.
fn decades(steps: &[Step]) -> Range<f64> {
    let all = || steps.iter().flat_map(|step| step.latencies).flatten().filter(|ms| *ms > 0.0);
    let (low, high) = (all().fold(f64::INFINITY, f64::min), all().fold(0.0, f64::max));
    if high == 0.0 {
        return 0.1..10.0;
    }
    10f64.powf(low.log10().floor())..10f64.powf((high * 1.01).log10().ceil())
}

/// A step's name on the axis.
fn label(steps: &[Step]) -> impl Fn(&SegmentValue<usize>) -> String {
    |value| match value {
        SegmentValue::CenterOf(index) => {
            steps.get(*index).map_or(String::new(), |step| step.clients.to_string())
        }
        _ => String::new(),
    }
}

fn centred() -> TextStyle<'static> {
    use plotters::style::text_anchor::{HPos, Pos, VPos};
    TextStyle::from(FONT.into_font()).pos(Pos::new(HPos::Center, VPos::Center))
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: &str = r#"{"steps": [
        {"clients": 5, "goodput_rps": 3700.5, "rejection_rate": 0.0,
         "latency_us": {"p50": 1300.0, "p99": 2100.0}, "rejection_latency_us": {"p50": null, "p99": null}},
        {"clients": 680, "goodput_rps": 3600.0, "rejection_rate": 0.871,
         "latency_us": {"p50": 18000.0, "p99": 19000.0}, "rejection_latency_us": {"p50": 200.0, "p99": 900.0}}
    ], "saturation_clients": 5, "recovered": false}"#;

    #[test]
    fn every_step_has_its_name_its_bar_and_its_points() {
        let svg = svg_of(JSON).unwrap();
        assert!(svg.starts_with("<svg ") && svg.trim_end().ends_with("</svg>"), "{svg}");
        for text in
            ["5\n", "680\n", "0.0 % refused\n", "87.1 % refused\n", "accepted, p99\n", "refused, p99\n"]
        {
            assert!(svg.contains(text), "{text:?} in {svg}");
        }
        assert_eq!(svg.matches("<circle ").count(), 5, "no point where there was nothing to measure");
    }

    #[test]
    fn a_file_of_something_else_is_told() {
        assert!(svg_of("p50 1 ms").unwrap_err().to_string().contains("no JSON"));
        assert!(svg_of("{}").unwrap_err().to_string().contains("capstone ramp --json"));
        assert!(svg_of(r#"{"steps": [{"clients": 5}]}"#).unwrap_err().to_string().contains("goodput_rps"));
    }

    #[test]
    fn a_ramp_that_served_nothing_is_drawn_too() {
        let json = r#"{"steps": [{"clients": 5, "goodput_rps": 0, "rejection_rate": 0, "latency_us": {}}]}"#;
        assert!(svg_of(json).is_ok());
    }
}
