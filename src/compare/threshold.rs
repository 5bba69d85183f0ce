//! `--fail-under METRIC=VALUE`: a figure that must not fall below a value.

use miette::Diagnostic;
use schemars::JsonSchema;
use serde::Serialize;

use super::figures::is_better_when_lower;

/// Which number of a figure is held against the threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Bound {
    /// The figure itself.
    Value,
    /// The lower bound of its interval.
    Low,
}

/// A threshold as it was asked for.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct Threshold {
    /// Id of the figure, of the whole.
    pub metric: String,
    /// Which number.
    pub bound: Bound,
    /// The least that will do.
    pub least: f64,
}

/// A threshold that does not read as one.
#[derive(Debug, thiserror::Error, Diagnostic)]
#[error("--fail-under {text}: {why}")]
#[diagnostic(help("write METRIC=VALUE or METRIC.low=VALUE, rates from 0 to 1: completion_rate=0.85"))]
pub struct ThresholdError {
    /// As written.
    pub text: String,
    /// What is wrong.
    pub why: String,
}

/// What became of a threshold.
#[derive(Clone, Debug, PartialEq, Serialize, JsonSchema)]
pub struct ThresholdResult {
    /// What was asked.
    #[serde(flatten)]
    pub threshold: Threshold,
    /// The number that was held against it.
    pub value: Option<f64>,
    /// Numerator of the figure.
    pub numerator: Option<f64>,
    /// Denominator.
    pub denominator: Option<f64>,
    /// `passed`, `failed`, or `not_computable`, which is no pass.
    pub state: &'static str,
    /// Why it is not computable.
    pub reason: Option<String>,
    /// A hint, when the threshold could be raised.
    pub hint: Option<String>,
}

/// A figure of the whole as a threshold sees it.
#[derive(Clone, Debug, Default)]
pub struct Standing {
    /// Its unit.
    pub unit: String,
    /// Its value.
    pub value: Option<f64>,
    /// Lower bound.
    pub low: Option<f64>,
    /// Numerator.
    pub numerator: Option<f64>,
    /// Denominator.
    pub denominator: Option<f64>,
    /// Why there is none.
    pub reason: Option<String>,
}

impl Threshold {
    /// Reads `METRIC=VALUE` or `METRIC.low=VALUE`; a percentage may be written with its sign.
    ///
    /// # Errors
    ///
    /// When it has no `=`, no figure, or no finite number; and when the figure is the better the lower it is: who asks that
    /// it must not fall below a value would be told that a worse one passes.
    pub fn parse(text: &str) -> Result<Threshold, ThresholdError> {
        let wrong = |why: &str| ThresholdError { text: text.to_owned(), why: why.to_owned() };
        let (metric, value) = text.split_once('=').ok_or_else(|| wrong("has no \"=\""))?;
        let (metric, value) = (metric.trim(), value.trim());
        let (metric, bound) = match metric.strip_suffix(".low") {
            Some(metric) => (metric, Bound::Low),
            None => (metric, Bound::Value),
        };
        if metric.is_empty() {
            return Err(wrong("names no figure"));
        }
        if is_better_when_lower(metric) {
            let why = "it is the better the lower it is, and below a value is its good side";
            return Err(wrong(&format!("{why}{}", instead_of(metric))));
        }
        let (number, scale) = value.strip_suffix('%').map_or((value, 1.0), |number| (number.trim(), 100.0));
        let least = number.parse::<f64>().ok().filter(|number| number.is_finite());
        let least = least.ok_or_else(|| wrong(&format!("\"{value}\" is no number")))? / scale;
        Ok(Threshold { metric: metric.to_owned(), bound, least })
    }

    /// As it would be written.
    pub fn text(&self) -> String {
        let bound = if self.bound == Bound::Low { ".low" } else { "" };
        format!("{}{bound}={}", self.metric, self.least)
    }

    /// Complains about a rate of more than 1.
    ///
    /// # Errors
    ///
    /// When the figure is a share and the threshold is not one.
    pub fn check_unit(&self, unit: &str) -> Result<(), ThresholdError> {
        if unit == "share" && !(0.0..=1.0).contains(&self.least) {
            let why = format!("{} is no share; for a percentage write {}%", self.least, self.least);
            return Err(ThresholdError { text: self.text(), why });
        }
        Ok(())
    }

    /// Holds the figure against it. Rounding in the last digit does not fail 27 of 30 against 0.9.
    pub fn judge(&self, standing: &Standing) -> ThresholdResult {
        let value = match self.bound {
            Bound::Value => standing.value,
            Bound::Low => standing.low,
        };
        let state = match value {
            None => "not_computable",
            Some(value) if value >= self.least - 1e-12 => "passed",
            Some(_) => "failed",
        };
        let reason = || match self.bound {
            Bound::Low if standing.value.is_some() => "the figure has no lower bound".to_owned(),
            _ => standing.reason.clone().unwrap_or_else(|| "it has no value".to_owned()),
        };
        ThresholdResult {
            threshold: self.clone(),
            value,
            numerator: standing.numerator,
            denominator: standing.denominator,
            state,
            reason: value.is_none().then(reason),
            hint: self.hint(value, &standing.unit, state),
        }
    }

    fn hint(&self, value: Option<f64>, unit: &str, state: &str) -> Option<String> {
        let steps = if unit == "share" { 100.0 } else { 1.0 };
        let reached = (value? * steps + 1e-9).floor() / steps;
        (state == "passed" && reached > self.least + 1e-9).then(|| {
            let raised = Threshold { least: reached, ..self.clone() };
            format!("can be raised: --fail-under {}", raised.text())
        })
    }
}

/// The share that says the same of an elapsed time the right way round.
fn instead_of(metric: &str) -> String {
    let event = metric.strip_suffix("_median").or_else(|| metric.strip_suffix("_p90"));
    event.map_or_else(String::new, |event| format!("; {event}_within_sla can be held above one"))
}
