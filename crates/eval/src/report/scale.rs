//! Axes: they map values to pixels and choose the ticks to label.

/// One axis.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Axis {
    low: f64,
    high: f64,
    /// Distance between ticks; unused on a log axis.
    step: f64,
    is_log: bool,
    /// Position of `low`, in pixels.
    from: f64,
    /// Position of `high`, in pixels.
    to: f64,
}

impl Axis {
    /// A linear axis between round numbers around the values (0 to 1 if there are none).
    pub(super) fn linear(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (low, high) = extent(values).unwrap_or((0.0, 1.0));
        let (low, high) = if high > low { (low, high) } else { (low - 0.5, high + 0.5) };
        let step = round_step(high - low);
        let (low, high) = ((low / step).floor() * step, (high / step).ceil() * step);
        Self { low, high, step, is_log: false, from, to }
    }

    /// A log axis with a little room at both ends; ignores values that are not above 0.
    pub(super) fn log(values: impl Iterator<Item = f64>, from: f64, to: f64) -> Self {
        let (low, high) = extent(values.filter(|&value| value > 0.0)).unwrap_or((0.1, 10.0));
        let (low, high) = (low / 1.6, high * 1.6);
        Self { low, high, step: 1.0, is_log: true, from, to }
    }

    pub(super) fn pixel(&self, value: f64) -> f64 {
        let share = if self.is_log {
            (value.max(self.low) / self.low).ln() / (self.high / self.low).ln()
        } else {
            (value - self.low) / (self.high - self.low)
        };
        self.from + share.clamp(0.0, 1.0) * (self.to - self.from)
    }

    /// The values to label, rising. A linear axis labels round values; a log axis labels powers of ten, and also 2 and
    /// 5 times those if it spans only a few.
    pub(super) fn ticks(&self) -> Vec<f64> {
        if self.is_log {
            return self.log_ticks();
        }
        let n = ((self.high - self.low) / self.step).round().clamp(1.0, 20.0);
        std::iter::successors(Some(0.0), |at| Some(at + 1.0))
            .take_while(|&at| at <= n)
            .map(|at| self.low + at * self.step)
            .collect()
    }

    fn log_ticks(&self) -> Vec<f64> {
        let factors: &[f64] = if (self.high / self.low).log10() < 2.2 { &[1.0, 2.0, 5.0] } else { &[1.0] };
        let first = self.low.log10().floor();
        let powers = std::iter::successors(Some(first), |power| Some(power + 1.0))
            .take_while(|&power| power <= self.high.log10());
        let ticks = powers.flat_map(|power| factors.iter().map(move |factor| factor * 10f64.powf(power)));
        ticks.filter(|tick| (self.low..=self.high).contains(tick)).collect()
    }
}

fn extent(values: impl Iterator<Item = f64>) -> Option<(f64, f64)> {
    let finite = values.filter(|value| value.is_finite());
    finite.fold(None, |range, value| match range {
        None => Some((value, value)),
        Some((low, high)) => Some((f64::min(low, value), f64::max(high, value))),
    })
}

/// A step of 1, 2 or 5 times a power of ten that divides `span` into 3 to 6 pieces.
fn round_step(span: f64) -> f64 {
    let rough = span / 6.0;
    let power = 10f64.powf(rough.log10().floor());
    let factor = [1.0, 2.0, 5.0, 10.0].into_iter().find(|factor| factor * power >= rough * 0.999);
    factor.unwrap_or(10.0) * power
}

/// Formats the label of a tick, without trailing zeros.
pub(super) fn short(value: f64) -> String {
    let text = if value.abs() >= 100.0 { format!("{value:.0}") } else { format!("{value:.3}") };
    let is_fraction = text.contains('.');
    let trimmed = if is_fraction { text.trim_end_matches('0').trim_end_matches('.') } else { &text };
    if trimmed == "-0" { "0".to_owned() } else { trimmed.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn axes_end_at_round_values_and_may_point_up_or_down() {
        let axis = Axis::linear([0.283, 0.378].into_iter(), 200.0, 0.0);
        let ticks = axis.ticks();
        assert!(ticks[0] <= 0.283 && *ticks.last().expect("some") >= 0.378 - 1e-9, "{ticks:?}");
        assert!((3..=9).contains(&ticks.len()), "{ticks:?}");
        assert!(axis.pixel(0.30) > axis.pixel(0.35), "larger is higher up");
        assert_eq!(axis.pixel(-5.0), 200.0, "what is outside stays at the edge");
    }

    #[test]
    fn ticks_are_multiples_of_a_round_step_and_include_both_ends() {
        let axis = Axis::linear([297.0, 416.0].into_iter(), 0.0, 100.0);
        assert_eq!(axis.ticks(), [280.0, 300.0, 320.0, 340.0, 360.0, 380.0, 400.0, 420.0]);
        assert_eq!((axis.pixel(280.0), axis.pixel(420.0)), (0.0, 100.0));
    }

    #[test]
    fn log_axes_label_powers_of_ten() {
        let axis = Axis::log([0.002, 3.0, 0.0].into_iter(), 0.0, 100.0);
        assert_eq!(axis.ticks().iter().map(|&tick| short(tick)).collect::<Vec<_>>(), ["0.01", "0.1", "1"]);
        assert!((axis.pixel(0.1) - axis.pixel(0.01) - (axis.pixel(1.0) - axis.pixel(0.1))).abs() < 1e-9);
    }

    #[test]
    fn nothing_and_one_value_still_make_an_axis() {
        for values in [vec![], vec![0.4], vec![f64::NAN, f64::INFINITY]] {
            let axis = Axis::linear(values.iter().copied(), 0.0, 100.0);
            assert!(axis.ticks().len() >= 2 && axis.pixel(0.4).is_finite());
            let axis = Axis::log(values.into_iter(), 0.0, 100.0);
            assert!(axis.pixel(0.4).is_finite());
        }
    }

    #[test]
    fn labels_have_no_trailing_zeros() {
        assert_eq!([0.1, 0.25, 3.0, 0.0, -0.0, 1000.0].map(short), ["0.1", "0.25", "3", "0", "0", "1000"]);
    }
}
