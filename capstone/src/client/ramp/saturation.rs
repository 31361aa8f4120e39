//! The number of clients from which on more clients bring no more goodput.

/// The goodput that counts as the best: within a tenth of it, because no two runs are equal.
const AS_GOOD_AS_THE_BEST: f64 = 0.9;

/// The saturation point: the fewest clients with nearly the best goodput of all steps, each given as clients
/// and goodput. None if nothing was served.
///
/// From there on, more clients only wait longer, or are refused.
///
/// ```
/// use capstone::client::saturation;
///
/// assert_eq!(saturation(&[(1, 900.0), (4, 3600.0), (50, 3900.0), (500, 3850.0)]), Some(4));
/// ```
pub fn saturation(steps: &[(usize, f64)]) -> Option<usize> {
    let best = steps.iter().map(|(_, goodput)| *goodput).fold(0.0, f64::max);
    let as_good = steps.iter().filter(|(_, goodput)| best > 0.0 && *goodput >= AS_GOOD_AS_THE_BEST * best);
    as_good.map(|(clients, _)| *clients).min()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_the_steps_does_not_matter_and_a_dip_does_not_hide_an_earlier_step() {
        assert_eq!(saturation(&[(100, 100.0), (10, 95.0), (5, 60.0)]), Some(10));
        assert_eq!(saturation(&[(5, 91.0), (10, 70.0), (20, 100.0)]), Some(5));
    }

    #[test]
    fn nothing_served_is_no_saturation() {
        assert_eq!(saturation(&[(5, 0.0)]), None);
        assert_eq!(saturation(&[]), None);
    }
}
