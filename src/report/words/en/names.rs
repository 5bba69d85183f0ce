//! Words for everything that the audit names by an id. What is not known here is shown as its id, underscores opened.

/// An id as words: `why_now` becomes `why now`.
pub(crate) fn opened(id: &str) -> String {
    id.replace('_', " ")
}

/// The first letter as a capital.
pub(crate) fn capital(text: &str) -> String {
    let mut signs = text.chars();
    signs.next().map_or_else(String::new, |first| first.to_uppercase().chain(signs).collect())
}

/// A text as a sentence: a capital first, a full stop last.
pub(crate) fn sentence(text: &str) -> String {
    let text = text.trim();
    let end = if text.is_empty() || text.ends_with(['.', '!', '?', '…', ':']) { "" } else { "." };
    capital(text) + end
}

/// A dimension, singular.
pub(crate) fn dimension(id: &str) -> String {
    match id {
        "close_month" => "close month".into(),
        "close_week" => "close week".into(),
        "ae" => "account executive (AE)".into(),
        "csm" => "customer success manager (CSM)".into(),
        "synced" => "sync held".into(),
        "deal_type" => "deal type".into(),
        "lead_source" => "lead source".into(),
        other => opened(other),
    }
}

/// A dimension as the noun of a sentence, singular and plural.
pub(crate) fn cohorts(id: &str) -> (String, String) {
    match id {
        "close_month" => ("month".into(), "months".into()),
        "ae" => ("AE".into(), "AEs".into()),
        "csm" => ("CSM".into(), "CSMs".into()),
        other => (opened(other), format!("{}s", opened(other))),
    }
}

/// A category of the checklist.
pub(crate) fn category(id: &str) -> &str {
    match id {
        "facts" => "Contract facts",
        "context" => "Context",
        "commitments" => "Commitments",
        "risk" => "Risk",
        other => other,
    }
}

/// Why a case was left out of a figure.
pub(crate) fn left_out(id: &str) -> String {
    match id {
        "fresh" | "younger_than_sla" | "younger_than_window" | "younger_than_24_hours" | "not_mature" => {
            "too young".into()
        }
        "no_annual_value" => "without an annual value".into(),
        "annual_value_below_zero" => "with an annual value below zero".into(),
        "undirected_email" => {
            "resting on e-mails that do not say which way they went, or on authors whom nobody can tell".into()
        }
        "list_of_leavers" => "on a list of those who left, beside which nobody stayed".into(),
        "unreadable_cell" => "with a cell that could not be read".into(),
        other => opened(other),
    }
}

/// A step of a deal's path.
pub(crate) fn step(id: &str) -> &'static str {
    match id {
        "won" => "Won",
        "submitted" => "Submitted",
        "sync" => "Internal sync",
        "first_touch" => "First touch",
        "kickoff" => "Kickoff",
        "first_value" => "First value",
        _ => "Another step",
    }
}

/// A tier.
pub(crate) fn tier(id: &str) -> String {
    match id {
        "high_touch" => "high touch".into(),
        "low_touch" => "low touch".into(),
        other => opened(other),
    }
}

/// Where a deal stands in the four stages.
pub(crate) fn stage(id: &str) -> String {
    capital(&opened(id))
}

/// The last decision of customer success.
pub(crate) fn decision(id: &str) -> String {
    match id {
        "none" => "No decision yet".into(),
        "unreadable" => "Decided on a day that could not be read".into(),
        other => capital(&opened(other)),
    }
}

/// A severity: the mark's kind, and the word.
pub(crate) fn severity(id: &str) -> (&'static str, &'static str) {
    match id {
        "stop" => ("missed", "Stop"),
        "return" => ("watch", "Return"),
        "warn" => ("cannot", "Warn"),
        _ => ("note", "Note"),
    }
}

/// Who answers, as they are spoken of.
pub(crate) fn owner(id: &str) -> String {
    match id {
        "AE" | "CSM" => format!("the {id}"),
        other => other.to_owned(),
    }
}

/// How urgent a severity is: 0 is the most.
pub(crate) fn urgency(severity: &str) -> u8 {
    match severity {
        "stop" => 0,
        "return" => 1,
        "warn" => 2,
        _ => 3,
    }
}

/// The name of an elapsed time, at the start of a sentence.
pub(crate) fn speed(id: &str) -> &'static str {
    match id {
        "first_touch" => "First touch",
        "transition_email" => "Transition e-mail",
        "sync" => "Internal sync",
        "kickoff" => "Kickoff",
        "first_value" => "First value",
        _ => "Elapsed time",
    }
}

/// What is done when an elapsed time has ended: of one, or of many.
pub(crate) fn speed_done(id: &str, is_one: bool) -> &'static str {
    let (one, many) = match id {
        "first_touch" => ("customer was contacted by customer success", "customers were contacted by customer success"),
        "transition_email" => ("customer got the transition e-mail", "customers got the transition e-mail"),
        "sync" => ("handoff had its internal sync", "handoffs had their internal sync"),
        "kickoff" => ("deal had its kickoff", "deals had their kickoff"),
        "first_value" => ("customer reached first value", "customers reached first value"),
        _ => ("deal had the event", "deals had the event"),
    };
    if is_one { one } else { many }
}

/// The verdict's alternatives: what is different.
pub(crate) fn alternative(id: &str) -> &str {
    match id {
        "pending_as_failed" => "Handoffs without a decision count as not accepted, over all in scope",
        "decided_only" => "Only handoffs with a decision",
        "all_returns_material" => "Every return counts as material",
        "no_returns_material" => "No return counts as material",
        "verified" => "Accepted at first pass, and all six elements complete",
        "recorded" => "The last decision alone, whatever was returned before",
        other => other,
    }
}

/// The same in as few words as fit beside a chart.
pub(crate) fn alternative_short(id: &str) -> &str {
    match id {
        "pending_as_failed" => "Pending counts as no",
        "decided_only" => "Decided handoffs only",
        "all_returns_material" => "All returns material",
        "no_returns_material" => "No return material",
        "verified" => "With six elements",
        "recorded" => "Last decision alone",
        other => other,
    }
}

/// A definition as the question that it answers.
pub(crate) fn definition(id: &str) -> String {
    let text = match id {
        "timezone" => "Time zone of local days",
        "date_only" => "A date without a time stands for",
        "clock" => "Time that counts towards deadlines",
        "holidays" => "Holidays left out of weekdays",
        "won_stages" => "Stages that mean won",
        "deal_types" => "Deal types in scope (and blank)",
        "renewal_types" => "Deal types scored as renewals",
        "review_sla_hours" => "Hours until a handoff is due for review",
        "first_touch_sla_hours" => "Hours until first touch",
        "transition_email_sla_hours" => "Hours until the transition e-mail",
        "sync_sla_hours" => "Hours until the internal sync",
        "kickoff_sla_days" => "Days until kickoff",
        "first_value_sla_days" => "Days until first value",
        "return_window_days" => "Days in which a material return counts",
        "escalation_window_days" => "Days in which an escalation counts",
        "escalation_kinds" => "Escalations that count (and blank)",
        "retention_days" => "Days of the retention figure",
        "retention_origin" => "A customer’s life starts at",
        "landmark_days" => "Days after which exposures are judged",
        "min_cohort" => "Fewest cases for a percentage",
        "cs_teams" => "Teams on the customer-success side",
        "sync_activity" => "Activity that counts as a sync",
        "immaterial_reasons" => "Return reasons that are not material",
        "pilot_threshold" => "Acceptance that the pilot must reach",
        "pilot_size" => "Handoffs in the whole pilot",
        other => return capital(&opened(other)),
    };
    text.into()
}

/// A red flag: what it watches.
pub(crate) fn flag(id: &str) -> String {
    capital(&opened(id))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_known_is_shown_as_it_is_called() {
        assert_eq!(definition("some_new_choice"), "Some new choice");
        assert_eq!(capital(""), "");
        assert_eq!(sentence("no export holds it"), "No export holds it.");
        assert_eq!(sentence("Why now?"), "Why now?");
        assert_eq!(capital("éa"), "Éa");
        assert_eq!(cohorts("region"), ("region".into(), "regions".into()));
    }
}
