//! What all charts are drawn on: a picture as SVG, one font, a few colours.

use anyhow::{Result, anyhow};
use plotters::coord::Shift;
use plotters::prelude::*;

pub(crate) type Panel<'a> = DrawingArea<SVGBackend<'a>, Shift>;
pub(crate) type Drawn = Result<(), DrawingAreaErrorKind<std::io::Error>>;

pub(crate) const FONT: (&str, u32) = ("sans-serif", 14);

/// Colours that people with a colour vision deficiency can tell apart as well (Okabe and Ito, 2008).
pub(crate) const COLOURS: [RGBColor; 4] =
    [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115), RGBColor(204, 121, 167)];

/// A picture of this size, in pixels, in which `draw` draws.
pub(crate) fn svg(size: (u32, u32), draw: impl FnOnce(&Panel<'_>) -> Drawn) -> Result<String> {
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
