//! Columns and bars made of characters.

/// A column's last character, by eighths of a line.
const EIGHTHS: [char; 9] = [' ', '▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];

/// A column for each value, `height` lines high for a value of `top`. A value above nothing shows something.
pub(super) fn columns(values: &[f64], top: f64, height: usize) -> Vec<String> {
    let eighths = |value: f64| {
        let share = if top > 0.0 { (value / top).clamp(0.0, 1.0) } else { 0.0 };
        let rounded = (share * height as f64 * 8.0).round() as usize;
        if value > 0.0 { rounded.max(1) } else { 0 }
    };
    let line = |line: usize| {
        let below = (height - 1 - line) * 8;
        values.iter().map(|value| EIGHTHS[eighths(*value).saturating_sub(below).min(8)]).collect()
    };
    (0..height).map(line).collect()
}

/// The values in at most `width` groups of neighbours, each with the largest of its group.
pub(super) fn squeeze(values: &[f64], width: usize) -> Vec<f64> {
    let size = values.len().div_ceil(width.max(1)).max(1);
    values.chunks(size).map(|group| group.iter().copied().fold(0.0, f64::max)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_grow_with_their_values() {
        assert_eq!(columns(&[0.0, 1.0, 8.0, 16.0, 99.0], 16.0, 2), ["   ██", " ▁███"]);
        assert_eq!(columns(&[0.01], 16.0, 1), ["▁"], "little is not nothing");
        assert_eq!(columns(&[5.0], 0.0, 1), ["▁"]);
    }

    #[test]
    fn a_long_series_keeps_its_peaks() {
        assert_eq!(squeeze(&[1.0, 9.0, 2.0, 3.0, 4.0], 3), [9.0, 3.0, 4.0]);
        assert_eq!(squeeze(&[1.0, 2.0], 80), [1.0, 2.0]);
    }
}
