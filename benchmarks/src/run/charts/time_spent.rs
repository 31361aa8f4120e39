//! Where a request spent its time: a bar a run, as long as the whole latency.

use crate::canvas::{COLOURS, Drawn, FONT, Panel};
use crate::run::measurement::Measurement;
use crate::run::report;
use plotters::prelude::*;
use plotters::style::text_anchor::{HPos, Pos, VPos};
use std::time::Duration;

const NAMES: [&str; 4] = ["queue", "work", "back to the loop", "outside the server: sockets, system, client"];

/// In pixels.
const LEFT: i32 = 130;
const WIDTH: f64 = 620.0;
const TOP: i32 = 70;
const ROW: i32 = 26;

pub(crate) fn draw(measurements: &[Measurement], panel: &Panel<'_>) -> Drawn {
    let text = |size: u32, across| {
        TextStyle::from(("sans-serif", size).into_font()).pos(Pos::new(across, VPos::Center))
    };
    panel.draw(&Text::new(
        "Where a request spent its time, and the mean latency",
        (430, 18),
        text(FONT.1, HPos::Center),
    ))?;
    let mut x = LEFT;
    for (name, colour) in NAMES.iter().zip(COLOURS) {
        panel.draw(&Rectangle::new([(x, 38), (x + 14, 52)], colour.filled()))?;
        panel.draw(&Text::new(*name, (x + 20, 45), text(13, HPos::Left)))?;
        x += 40 + 8 * i32::try_from(name.len()).unwrap_or(0);
    }
    for (row, measurement) in (0..).zip(measurements) {
        let y = TOP + ROW * row;
        panel.draw(&Text::new(measurement.run.to_string(), (LEFT - 8, y + 10), text(13, HPos::Right)))?;
        let times = measurement.times();
        let parts = [times.queue, times.work, times.back, times.outside].map(|time| time.max(0.0));
        let total: f64 = parts.iter().sum();
        let mut begin = 0.0;
        for (part, colour) in parts.into_iter().zip(COLOURS) {
            let place = |share: f64| LEFT + (WIDTH * share / total) as i32;
            let corners = [(place(begin), y), (place(begin + part), y + ROW - 6)];
            panel.draw(&Rectangle::new(corners, colour.filled()))?;
            begin += part;
        }
        let latency = report::duration(Some(Duration::from_secs_f64(total)));
        panel.draw(&Text::new(latency, (LEFT + WIDTH as i32 + 8, y + 10), text(13, HPos::Left)))?;
    }
    Ok(())
}
