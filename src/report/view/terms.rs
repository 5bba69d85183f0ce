//! The settings that the page's words mention, read back from the audit's definitions.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::audit::{Audit, Side};

use super::super::format;
use super::super::words::terms as say;

/// Definitions by id.
pub(crate) struct Terms<'a>(BTreeMap<&'a str, &'a Value>);

impl<'a> Terms<'a> {
    /// The definitions of an audit.
    pub(crate) fn of(audit: &'a Audit) -> Terms<'a> {
        Terms(audit.definitions.iter().map(|definition| (definition.id.as_str(), &definition.value)).collect())
    }

    /// The definitions of one side of a comparison.
    pub(crate) fn of_side(side: &'a Side) -> Terms<'a> {
        Terms(side.definitions.iter().map(|(id, value)| (id.as_str(), value)).collect())
    }

    fn text(&self, id: &str) -> Option<&'a str> {
        self.0.get(id).and_then(|value| value.as_str())
    }

    /// A number setting as text; `default` is that of the specification.
    pub(crate) fn number(&self, id: &str, default: f64) -> String {
        format::number(self.figure(id, default))
    }

    /// A number setting.
    pub(crate) fn figure(&self, id: &str, default: f64) -> f64 {
        self.0.get(id).and_then(|value| value.as_f64()).unwrap_or(default)
    }

    /// Whether somebody said that there is a pilot, by its size or by its window.
    pub(crate) fn is_pilot(&self, audit: &Audit) -> bool {
        let has_size = self.0.get("pilot_size").is_some_and(|size| !size.is_null());
        has_size || audit.window.from.is_some() || audit.window.to.is_some()
    }

    /// Hours until a handoff is due.
    pub(crate) fn review_hours(&self) -> String {
        self.number("review_sla_hours", 72.0)
    }

    /// The service level of an elapsed time, as people say it.
    pub(crate) fn sla(&self, event: &str) -> String {
        match event {
            "kickoff" => format::limit(self.figure("kickoff_sla_days", 7.0), "days"),
            "first_value" => format::limit(self.figure("first_value_sla_days", 30.0), "days"),
            "first_touch" => format::limit(self.figure("first_touch_sla_hours", 48.0), "hours"),
            "transition_email" => format::limit(self.figure("transition_email_sla_hours", 48.0), "hours"),
            _ => format::limit(self.figure("sync_sla_hours", 72.0), "hours"),
        }
    }

    /// Which time counts, in words.
    pub(crate) fn clock(&self) -> String {
        say::clock(self.text("clock") == Some("weekdays"))
    }

    /// Where a customer's life starts.
    pub(crate) fn retention_origin(&self) -> &'static str {
        say::retention_origin(self.text("retention_origin") == Some("contract_start"))
    }
}
