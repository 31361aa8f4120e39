//! What stood on a terminal, as an SVG.

use std::fmt::Write;

/// So wide is it, in characters. What is longer is cut off.
const COLUMNS: usize = 120;

/// In pixels.
const CHARACTER: f64 = 7.8;
const LINE: usize = 17;
const MARGIN: usize = 16;

const TEXT: &str = "#d0d7de";

/// A picture of the lines, in which `\x1b[...m` changes the colour.
pub(crate) fn picture(lines: &[String]) -> String {
    let width = (COLUMNS as f64 * CHARACTER) as usize + 2 * MARGIN;
    let height = lines.len() * LINE + 2 * MARGIN;
    let font = "ui-monospace, Menlo, Consolas, 'DejaVu Sans Mono', monospace";
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
         font-family=\"{font}\" font-size=\"13\">\n<rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#14181f\"/>\n"
    );
    for (line, number) in lines.iter().zip(1..).filter(|(line, _)| !line.is_empty()) {
        let y = MARGIN + number * LINE - 4;
        let _ = writeln!(
            svg,
            "<text x=\"{MARGIN}\" y=\"{y}\" fill=\"{TEXT}\" xml:space=\"preserve\">{}</text>",
            spans(line)
        );
    }
    svg + "</svg>\n"
}

/// The line's parts, each in its colour.
fn spans(line: &str) -> String {
    let (mut svg, mut style, mut room) = (String::new(), "", COLUMNS);
    for (part, index) in line.split("\x1b[").zip(0..) {
        let words = match part.split_once('m') {
            Some((codes, words)) if index > 0 => {
                style = attributes(codes).unwrap_or(style);
                words
            }
            _ => part,
        };
        let shown: String = words.chars().take(room).collect();
        room -= shown.chars().count();
        let shown = shown.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        match style {
            _ if shown.is_empty() => {}
            "" => svg += &shown,
            style => _ = write!(svg, "<tspan {style}>{shown}</tspan>"),
        }
    }
    svg
}

fn attributes(codes: &str) -> Option<&'static str> {
    match codes {
        "0" | "" => Some(""),
        "1" => Some("fill=\"#ffffff\" font-weight=\"bold\""),
        "2" => Some("fill=\"#8b949e\""),
        "31" => Some("fill=\"#ff7b72\""),
        "32" => Some("fill=\"#7ee787\""),
        "33" => Some("fill=\"#e3b341\""),
        "36" => Some("fill=\"#76c7e0\""),
        _ => None,
    }
}

#[test]
fn a_line_becomes_text_in_its_colours() {
    let svg = picture(&["  \x1b[32mok\x1b[0m  a < b".to_owned(), String::new(), "x".repeat(200)]);
    assert!(svg.contains(">  <tspan fill=\"#7ee787\">ok</tspan>  a &lt; b</text>"), "{svg}");
    assert!(svg.contains(&format!(">{}</text>", "x".repeat(COLUMNS))), "{svg}");
    assert_eq!(svg.matches("<text").count(), 2, "{svg}");
}
