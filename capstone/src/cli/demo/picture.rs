//! The transcript as a picture: what a terminal would show, in SVG, for a text that cannot run a program.

use super::transcript::Style;
use std::fmt::Write;

/// The width of a character and the height of a line, in the units of the picture. A viewer's font may be
/// wider, so each line says how long it is.
const CHARACTER: f64 = 7.8;
const LINE: f64 = 17.0;

/// The space around the text.
const MARGIN: f64 = 14.0;

/// The lines as an SVG file.
pub(super) fn svg(lines: &[(Style, String)]) -> String {
    let longest = lines.iter().map(|(_, line)| line.chars().count()).max().unwrap_or(0);
    let width = longest as f64 * CHARACTER + 2.0 * MARGIN;
    let height = lines.len() as f64 * LINE + 2.0 * MARGIN;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.0} {height:.0}\" width=\"{width:.0}\" \
         height=\"{height:.0}\" font-family=\"ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace\" \
         font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#14181f\"/>\n"
    );
    for (number, (style, line)) in lines.iter().enumerate() {
        // Leading blanks move the text, for viewers tend to swallow them.
        let text = line.trim_start();
        let indent = line.chars().count() - text.chars().count();
        if text.is_empty() {
            continue;
        }
        let x = MARGIN + indent as f64 * CHARACTER;
        let y = MARGIN + (number as f64 + 0.8) * LINE;
        let (length, colour) = (text.chars().count() as f64 * CHARACTER, colour(*style));
        let weight = if *style == Style::Title { " font-weight=\"bold\"" } else { "" };
        // Writing to a String cannot fail.
        let _ = writeln!(
            svg,
            "<text x=\"{x:.1}\" y=\"{y:.1}\" fill=\"{colour}\"{weight} textLength=\"{length:.1}\" \
             xml:space=\"preserve\">{}</text>",
            escaped(text)
        );
    }
    svg + "</svg>\n"
}

fn colour(style: Style) -> &'static str {
    match style {
        Style::Title => "#ffffff",
        Style::Plain => "#d0d7de",
        Style::Shown => "#76c7e0",
        Style::Faint => "#8b949e",
        Style::Pass => "#56d364",
        Style::Fail => "#ff7b72",
    }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_picture_has_a_text_for_every_line_and_no_markup_from_them() {
        let lines = [(Style::Title, "a < b & c"), (Style::Plain, ""), (Style::Pass, "  PASS")];
        let picture = svg(&lines.map(|(style, line)| (style, line.to_owned())));
        assert_eq!(picture.matches("<text ").count(), 2);
        assert!(
            picture.contains(">a &lt; b &amp; c</text>") && picture.contains(">PASS</text>"),
            "{picture}"
        );
    }
}
