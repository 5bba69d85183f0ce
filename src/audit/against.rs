//! The audit against an earlier one and against thresholds.

use std::path::Path;

use crate::compare::{self, Past, Standing, Threshold, ThresholdError};

use super::{Audit, Metric};

/// How alike a name must be to be offered instead.
const NEAR: f64 = 0.8;

impl Audit {
    /// Fills in [`Audit::thresholds`] and [`Audit::comparison`].
    ///
    /// # Errors
    ///
    /// When a threshold names no figure, or no share where the figure is one.
    pub(crate) fn hold_against(
        &mut self,
        baseline: Option<&Past>,
        thresholds: &[Threshold],
    ) -> Result<(), crate::Error> {
        if let Some(past) = baseline {
            past.check_names(self.anonymised.as_ref().map(|how| how.key_mark.as_str()))?;
        }
        for threshold in thresholds {
            let metric = self.whole(&threshold.metric).ok_or_else(|| self.no_figure(threshold))?;
            threshold.check_unit(metric.unit)?;
            let result = threshold.judge(&standing(metric));
            self.thresholds.push(result);
        }
        // By way of the file that it becomes, so that both sides are read alike.
        let own = || {
            let bytes = serde_json::to_vec(self).ok()?;
            Past::parse(&bytes, Path::new("audit.json")).ok()
        };
        self.comparison = baseline.and_then(|past| Some(compare::compare(past, &own()?)));
        Ok(())
    }

    fn no_figure(&self, threshold: &Threshold) -> ThresholdError {
        let ids = self.metrics.iter().filter(|metric| metric.cohort.dimension == "all").map(|metric| &metric.id);
        let alike = |id: &String| strsim::jaro_winkler(id, &threshold.metric);
        let nearest = ids.max_by(|one, other| alike(one).total_cmp(&alike(other))).filter(|id| alike(id) >= NEAR);
        let hint = nearest.map_or_else(String::new, |id| format!("; did you mean {id}?"));
        ThresholdError { text: threshold.text(), why: format!("no figure is called \"{}\"{hint}", threshold.metric) }
    }
}

fn standing(metric: &Metric) -> Standing {
    Standing {
        unit: metric.unit.to_owned(),
        value: metric.value,
        low: metric.interval.and_then(|interval| interval.low),
        numerator: metric.numerator,
        denominator: metric.denominator,
        reason: metric.reason.clone(),
    }
}
