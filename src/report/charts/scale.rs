//! From values to units along a chart's axis, and where its ticks stand.

/// A straight scale.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Scale {
    from: f64,
    to: f64,
    left: i32,
    right: i32,
}

impl Scale {
    /// Values `from..=to` onto units `left..=right`; what lies outside is put at the end.
    pub(crate) fn new((from, to): (f64, f64), (left, right): (i32, i32)) -> Scale {
        Scale { from, to, left, right }
    }

    /// The place of a value.
    pub(crate) fn at(&self, value: f64) -> i32 {
        let span = self.to - self.from;
        let part = if span > 0.0 { ((value - self.from) / span).clamp(0.0, 1.0) } else { 0.0 };
        // A value that is not a number has no place: the start is the least misleading one.
        let part = if part.is_finite() { part } else { 0.0 };
        self.left + (part * f64::from(self.right - self.left)).round() as i32
    }
}

/// A step of 1, 2, 3, 6, 12 or 24 times a power of ten that gives at most `most` ticks from 0 to `end`.
pub(crate) fn step(end: f64, unit: &str, most: usize) -> f64 {
    let steps: &[f64] = match unit {
        "hours" => &[6.0, 12.0, 24.0, 48.0, 96.0, 168.0, 336.0, 720.0, 1440.0, 4320.0, 8640.0],
        _ => &[1.0, 2.0, 5.0, 7.0, 14.0, 28.0, 56.0, 90.0, 180.0, 365.0, 1000.0],
    };
    let fits = |step: &&f64| end / **step <= most as f64;
    steps.iter().find(fits).copied().unwrap_or_else(|| (end / most as f64).max(1.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_outside_stand_at_the_ends() {
        let scale = Scale::new((0.0, 1.0), (10, 110));
        let places = [-1.0, 0.0, 0.5, 1.0, 2.0, f64::NAN].map(|value| scale.at(value));
        assert_eq!(places, [10, 10, 60, 110, 110, 10]);
        assert_eq!(Scale::new((0.0, 0.0), (10, 110)).at(5.0), 10);
    }

    #[test]
    fn steps_keep_the_ticks_few() {
        assert_eq!(step(144.0, "hours", 6), 24.0);
        assert_eq!(step(21.0, "days", 6), 5.0);
        assert_eq!(step(1e9, "days", 5), 2e8);
    }
}
