//! A drawing as a picture, for a page that shows no text in columns.

/// The drawing as a picture.
pub(crate) fn svg(drawing: &[String]) -> String {
    const LINE: usize = 18;
    let lines: Vec<&String> = drawing.iter().filter(|line| !line.is_empty()).collect();
    let width = 20 + 9 * lines.iter().map(|line| line.chars().count()).max().unwrap_or_default();
    let height = 20 + LINE * lines.len();
    let escaped = |line: &str| line.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let text = |(row, line): (usize, &&String)| {
        let weight = if row == 0 { " font-weight=\"bold\"" } else { "" };
        format!(
            "<text x=\"10\" y=\"{}\"{weight} xml:space=\"preserve\">{}</text>\n",
            20 + LINE * row,
            escaped(line)
        )
    };
    let texts: String = lines.iter().enumerate().map(text).collect();
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"monospace\" \
         font-size=\"14\">\n<rect width=\"100%\" height=\"100%\" fill=\"white\"/>\n{texts}</svg>\n"
    )
}
