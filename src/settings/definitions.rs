//! Every choice that a figure rests on, with the defaults of the specification.

use crate::domain::{Clock, DateOnly, stage_key};

/// `won_stages` as cli.md spells the default.
pub(super) const WON_STAGES: &[&str] = &["closed won", "closedwon", "won", "closed and won", "signed"];
/// `deal_types` as cli.md spells the default.
pub(super) const DEAL_TYPES: &[&str] = &["new business", "new customer", "new logo", "newbusiness"];
/// `renewal_types` as cli.md spells the default.
pub(super) const RENEWAL_TYPES: &[&str] =
    &["renewal", "expansion", "upsell", "cross-sell", "existing business", "add-on"];
/// `escalation_kinds` as cli.md spells the default.
pub(super) const ESCALATION_KINDS: &[&str] = &["handoff"];
/// `cs_teams` as cli.md spells the default.
pub(super) const CS_TEAMS: &[&str] = &["customer success", "cs", "onboarding", "implementation"];

/// The choices in force.
#[derive(Clone, Debug, PartialEq)]
pub struct Definitions {
    /// IANA zone in which local days are counted and zoneless times are read.
    pub timezone: String,
    /// Which instant a date without a time stands for.
    pub date_only: DateOnly,
    /// Which time counts towards service levels.
    pub clock: Clock,
    /// Stage keys ([`stage_key`]) that mean won.
    pub won_stages: Vec<String>,
    /// Deal-type keys in scope; a blank type is in scope too.
    pub deal_types: Vec<String>,
    /// Deal-type keys scored against the renewal checklist.
    pub renewal_types: Vec<String>,
    /// Hours from won to a due review.
    pub review_sla_hours: f64,
    /// Hours from won to the first touch.
    pub first_touch_sla_hours: f64,
    /// Hours from won to the AE's transition e-mail.
    pub transition_email_sla_hours: f64,
    /// Hours from won to the sync.
    pub sync_sla_hours: f64,
    /// Days of 24 hours from won to kickoff.
    pub kickoff_sla_days: f64,
    /// Days of 24 hours from won to first value.
    pub first_value_sla_days: f64,
    /// Calendar days after won in which a material return counts.
    pub return_window_days: i64,
    /// Calendar days after won in which an escalation counts.
    pub escalation_window_days: i64,
    /// Escalation kinds ([`stage_key`]) that count; a blank kind counts too.
    pub escalation_kinds: Vec<String>,
    /// Days of the retention figure.
    pub retention_days: i64,
    /// Where a customer's life starts.
    pub retention_origin: RetentionOrigin,
    /// Days after t0 at which exposures are judged.
    pub landmark_days: i64,
    /// Denominators below this show counts only.
    pub min_cohort: u64,
    /// Teams ([`stage_key`]) on the customer-success side.
    pub cs_teams: Vec<String>,
    /// The activity that counts as a sync, when onboarding says nothing.
    pub sync_activity: Option<SyncActivity>,
    /// Reasons ([`stage_key`]) for which a return is not material.
    pub immaterial_reasons: Vec<String>,
    /// The acceptance that the pilot must reach, 0 to 1.
    pub pilot_threshold: f64,
    /// Handoffs in the whole pilot; `None`: due and fresh ones.
    pub pilot_size: Option<u64>,
}

/// Where a customer's life starts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetentionOrigin {
    /// `won_at` of the first in-scope deal.
    Won,
    /// That deal's contract start.
    ContractStart,
}

/// `sync_activity`: an activity that counts as the sync. A part that is `None` or empty matches everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SyncActivity {
    /// Folded activity type.
    pub kind: Option<String>,
    /// Folded direction.
    pub direction: Option<String>,
    /// One of these folded texts is part of the folded subject.
    pub subject: Vec<String>,
}

/// How far a definition is agreed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Status {
    /// Nobody has confirmed it.
    Assumed,
    /// Somebody has.
    Confirmed,
}

/// One definition as the report prints it.
#[derive(Clone, Debug, PartialEq)]
pub struct Definition {
    /// Its key in `[definitions]`.
    pub id: &'static str,
    /// Its value, as JSON (text, number, list).
    pub value: serde_json::Value,
    /// Assumed or confirmed.
    pub status: Status,
    /// Who confirmed it.
    pub by: Option<String>,
    /// When, as an ISO date.
    pub on: Option<String>,
    /// Whether `audit.toml` sets it at all.
    pub is_set: bool,
}

impl Default for Definitions {
    fn default() -> Self {
        Definitions {
            timezone: "UTC".into(),
            date_only: DateOnly::Midday,
            clock: Clock::Calendar,
            won_stages: stage_keys(WON_STAGES),
            deal_types: stage_keys(DEAL_TYPES),
            renewal_types: stage_keys(RENEWAL_TYPES),
            review_sla_hours: 72.0,
            first_touch_sla_hours: 48.0,
            transition_email_sla_hours: 48.0,
            sync_sla_hours: 72.0,
            kickoff_sla_days: 7.0,
            first_value_sla_days: 30.0,
            return_window_days: 14,
            escalation_window_days: 30,
            escalation_kinds: stage_keys(ESCALATION_KINDS),
            retention_days: 90,
            retention_origin: RetentionOrigin::Won,
            landmark_days: 7,
            min_cohort: 5,
            cs_teams: stage_keys(CS_TEAMS),
            sync_activity: None,
            immaterial_reasons: Vec::new(),
            pilot_threshold: 0.90,
            pilot_size: None,
        }
    }
}

/// The [`stage_key`]s of some names in their order, each once.
pub(super) fn stage_keys(names: &[&str]) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for key in names.iter().map(|name| stage_key(name)) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}
