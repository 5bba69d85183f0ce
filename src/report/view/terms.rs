//! The settings that the page's words mention, read back from the audit's definitions.

use crate::audit::Audit;

use super::super::format;
use super::super::words::terms as say;

/// Definitions by id.
pub(crate) struct Terms<'a> {
    audit: &'a Audit,
}

impl<'a> Terms<'a> {
    /// The definitions of an audit.
    pub(crate) fn of(audit: &'a Audit) -> Terms<'a> {
        Terms { audit }
    }

    fn value(&self, id: &str) -> Option<&'a serde_json::Value> {
        self.audit.definitions.iter().find(|definition| definition.id == id).map(|definition| &definition.value)
    }

    fn text(&self, id: &str) -> Option<&'a str> {
        self.value(id).and_then(serde_json::Value::as_str)
    }

    /// A number setting as text; `default` is that of the specification.
    pub(crate) fn number(&self, id: &str, default: f64) -> String {
        format::number(self.figure(id, default))
    }

    /// A number setting.
    pub(crate) fn figure(&self, id: &str, default: f64) -> f64 {
        self.value(id).and_then(serde_json::Value::as_f64).unwrap_or(default)
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
