//! What each figure means: definition, formula, and the definitions of `audit.toml` that it rests on.

/// A figure as it is explained.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Meaning {
    /// Its id.
    pub id: String,
    /// Who is counted, and over whom.
    pub definition: String,
    /// Its formula.
    pub formula: String,
    /// The interval.
    pub interval: &'static str,
    /// Keys of `[definitions]` that it rests on.
    pub settings: Vec<&'static str>,
    /// Tables and columns without which it is not computable.
    pub needs: &'static str,
}

const WILSON: &str = "Wilson score, 95 %";
/// Every figure over handoffs rests on these.
const HANDOFFS: [&str; 7] =
    ["timezone", "date_only", "clock", "won_stages", "deal_types", "renewal_types", "min_cohort"];

/// (id, numerator, denominator, settings of its own, needs).
type Share = (&'static str, &'static str, &'static str, &'static [&'static str], &'static str);

const DUE: &str = "handoffs that are due: in scope, and the review service level after the win has passed";
const REVIEWS: &str = "reviews (event, occurred_at)";

const SHARES: &[Share] = &[
    ("acceptance_rate", "the last decision at or before as_of is accepted", DUE, &["review_sla_hours"], REVIEWS),
    (
        "first_pass_acceptance_rate",
        "the last decision is accepted, and no material return came before it",
        DUE,
        &["review_sla_hours", "immaterial_reasons"],
        REVIEWS,
    ),
    (
        "verified_acceptance_rate",
        "the last decision is accepted, and all six acceptance elements are complete",
        DUE,
        &["review_sla_hours"],
        "reviews, and what the six elements rest on",
    ),
    (
        "rubber_stamp_rate",
        "at least one acceptance element is not complete",
        "due handoffs that stand accepted",
        &["review_sla_hours"],
        "reviews, and what the six elements rest on",
    ),
    (
        "fields_complete_rate",
        "every item that the tier requires has credit 1",
        DUE,
        &["review_sla_hours"],
        "every required item",
    ),
    (
        "completion_rate",
        "every required item has credit 1, a CSM is named, and the packet was reviewed (sync held or decision made)",
        DUE,
        &["review_sla_hours", "sync_activity"],
        "every required item, a CSM column, and reviews or a sync",
    ),
    (
        "fields_complete_at_close_rate",
        "every required item had credit 1 by the field history 24 hours after the win",
        "due handoffs that are 24 hours old and have any history row",
        &["review_sla_hours"],
        "field_history (field, changed_at) and every required item",
    ),
    (
        "kickoff_ready_rate",
        "no finding of severity stop is open, a CSM is named, and every open risk has an owner",
        DUE,
        &["review_sla_hours"],
        "risks, and a CSM column",
    ),
    (
        "override_rate",
        "validation_override is yes; blank is no",
        DUE,
        &["review_sla_hours"],
        "deals.validation_override",
    ),
    (
        "material_return_rate",
        "a material return within return_window_days after the win",
        "handoffs in scope that are at least that old",
        &["return_window_days", "immaterial_reasons"],
        REVIEWS,
    ),
    (
        "escalation_rate",
        "an escalation of escalation_kinds opened within escalation_window_days from the win",
        "handoffs in scope that are at least that old",
        &["escalation_window_days", "escalation_kinds"],
        "escalations.opened_at",
    ),
    (
        "introduced_before_close_rate",
        "the success side had a contact with the customer before the win",
        DUE,
        &["review_sla_hours", "cs_teams"],
        "activities (type, author, occurred_at)",
    ),
    (
        "retention_90d",
        "no churn at or before t0 + retention_days",
        "observed customers whose t0 + retention_days has passed",
        &["retention_days", "retention_origin"],
        "accounts.churned_at, or subscriptions",
    ),
    (
        "repeat_ask_rate",
        "said yes to having had to repeat information",
        "customers with an answer",
        &[],
        "surveys.repeated_information",
    ),
];

/// What becomes of a case that rests on a cell of that kind, or on an e-mail.
const UNREAD: &str = " Left out and counted: one whose cell for it is full and could not be read.";
const UNREAD_CASE: &str = " Left out and counted: one of which the cell that tells when is full and could not be read.";
const UNTOLD: &str = " Left out and counted: one of which only an e-mail that does not say which way it went, or an author whom nobody can tell, can say it.";

/// Shares of decisions and of stays, which rest on such a cell.
const UNREAD_SHARES: [&str; 6] = [
    "acceptance_rate",
    "first_pass_acceptance_rate",
    "verified_acceptance_rate",
    "rubber_stamp_rate",
    "material_return_rate",
    "retention_90d",
];

/// (id, event, unit, setting, needs).
const TIMES: [(&str, &str, &str, &str, &str); 5] = [
    (
        "first_touch",
        "the first contact by the success side at or after the win",
        "hours",
        "first_touch_sla_hours",
        "activities or onboarding.first_touch_at",
    ),
    (
        "transition_email",
        "the first outbound e-mail of the owner at or after the win",
        "hours",
        "transition_email_sla_hours",
        "activities",
    ),
    ("sync", "the sync between sales and success", "hours", "sync_sla_hours", "onboarding.sync_at, or sync_activity"),
    ("kickoff", "the kickoff as held", "days of 24 hours", "kickoff_sla_days", "onboarding.kickoff_at"),
    ("first_value", "first value", "days of 24 hours", "first_value_sla_days", "onboarding.first_value_at"),
];

/// Ids that `explain` lists; those with a part of their own end in a colon.
pub fn ids() -> Vec<String> {
    let mut ids: Vec<String> = Vec::new();
    for (id, ..) in SHARES {
        ids.push((*id).to_owned());
        if id.contains("complet") {
            ids.push(format!("{id}_captured"));
        }
    }
    ids.extend(TIMES.iter().flat_map(|(id, ..)| ["within_sla", "median", "p90"].map(|what| format!("{id}_{what}"))));
    ids.extend(["retention_90d_km", "revenue_retention_90d"].map(str::to_owned));
    for exposure in ["sync", "first_pass", "completeness"] {
        ids.extend(["difference", "logrank", "mh_difference"].map(|what| format!("retention_by_{exposure}_{what}")));
    }
    ids.push("csat_mean".to_owned());
    for part in ["overall", "facts", "context", "commitments", "risk"] {
        ids.extend([format!("score_{part}"), format!("score_{part}_rep")]);
    }
    ids.extend(["field_answered_rate:FIELD", "field_state_rate:FIELD:STATE"].map(str::to_owned));
    ids
}

/// The meaning of a figure; `None` for an id that is none.
pub fn meaning(id: &str) -> Option<Meaning> {
    share(id)
        .or_else(|| elapsed(id))
        .or_else(|| customers(id))
        .or_else(|| proof(id))
        .or_else(|| scores(id))
        .or_else(|| field(id))
}

fn made(
    id: &str,
    definition: String,
    formula: &str,
    interval: &'static str,
    own: &[&'static str],
    needs: &'static str,
) -> Meaning {
    let settings = HANDOFFS.iter().chain(own).copied().collect();
    Meaning { id: id.to_owned(), definition, formula: formula.to_owned(), interval, settings, needs }
}

fn share(id: &str) -> Option<Meaning> {
    let base = id.strip_suffix("_captured").filter(|base| base.contains("complet"));
    let (_, numerator, denominator, own, needs) = SHARES.iter().find(|(known, ..)| *known == base.unwrap_or(id))?;
    let captured = if base.is_some() { "; only items that an export holds are judged" } else { "" };
    let unread = if UNREAD_SHARES.contains(&id) { UNREAD_CASE } else { "" };
    let definition = format!("The share of cases where {numerator}{captured}. Over {denominator}.{unread}");
    Some(made(id, definition, "numerator / denominator", WILSON, own, needs))
}

fn elapsed(id: &str) -> Option<Meaning> {
    let (event, what, unit, setting, needs) = TIMES.iter().find(|(event, ..)| {
        id.strip_prefix(event).is_some_and(|rest| matches!(rest, "_within_sla" | "_median" | "_p90"))
    })?;
    let untold = if matches!(*event, "first_touch" | "transition_email") { UNTOLD } else { UNREAD };
    let says_what: &[&'static str] = match *event {
        "first_touch" => &["cs_teams"],
        "sync" => &["sync_activity"],
        _ => &[],
    };
    let with_limit: Vec<&'static str> = std::iter::once(*setting).chain(says_what.iter().copied()).collect();
    Some(match id.strip_prefix(event)? {
        "_within_sla" => made(
            id,
            format!(
                "The share where {what} came within {setting} of the win. Over handoffs in scope whose win + {setting} has passed; a younger one is in neither number.{untold}"
            ),
            "numerator / denominator",
            WILSON,
            &with_limit,
            needs,
        ),
        rest => made(
            id,
            format!(
                "The time from the win to {what}, in {unit}. Over all handoffs in scope; one without the event is censored at as_of or at the customer's churn, whichever is earlier.{untold}"
            ),
            if rest == "_median" {
                "the smallest t with Kaplan-Meier S(t) <= 0.5"
            } else {
                "the smallest t with Kaplan-Meier S(t) <= 0.1; below 20 events too few"
            },
            "Brookmeyer-Crowley on log-log limits, 95 %",
            says_what,
            needs,
        ),
    })
}

const CHURN: &str = "accounts.churned_at, or subscriptions";

fn customers(id: &str) -> Option<Meaning> {
    let own = &["retention_days", "retention_origin"];
    Some(match id {
        "retention_90d_km" => made(
            id,
            "The chance that a customer is still there at t0 + retention_days, from all observed customers; one without churn is censored at as_of.".to_owned(),
            "Kaplan-Meier S(retention_days); numerator churns by then, denominator customers",
            "log-log with Greenwood's variance, 95 %; none where S is 0 or 1",
            own,
            CHURN,
        ),
        "revenue_retention_90d" => made(
            id,
            "The customers of retention_90d weighted by annual value: subscriptions active at t0, else the origin deal's amount x 12 / term, else its amount. A customer without any, or with one below zero, is left out and counted.".to_owned(),
            "sum of annual values of those who stayed / sum of all",
            "none: a sum of money has no simple one",
            own,
            "accounts.churned_at or subscriptions, and amounts in one currency or [rates]",
        ),
        "csat_mean" => made(
            id,
            "The mean CSAT answer on a scale of 0 to 100.".to_owned(),
            "mean of 100 x (score - min) / (max - min)",
            "Student's t, 95 %",
            &[],
            "surveys (kind, score, scale_max)",
        ),
        _ => return None,
    })
}

fn proof(id: &str) -> Option<Meaning> {
    let rest = id.strip_prefix("retention_by_")?;
    let (exposure, what) = ["_mh_difference", "_difference", "_logrank"]
        .into_iter()
        .find_map(|what| Some((rest.strip_suffix(what)?, what)))?;
    let (exposed, of_exposure) = match exposure {
        "sync" => ("the sync was held by the landmark", Some("sync_activity")),
        "first_pass" => {
            ("the handoff was accepted by the landmark without a material return", Some("immaterial_reasons"))
        }
        "completeness" => ("the overall score at the landmark was above the median of the compared", None),
        _ => return None,
    };
    let definition = format!(
        "Customers still active at the landmark (t0 + landmark_days), those for whom {exposed} against the others. An association, not an effect. Numerator exposed, denominator all compared."
    );
    let (formula, interval) = match what {
        "_difference" => (
            "share retained of the exposed - share retained of the others, among the mature",
            "Newcombe's method 10, 95 %",
        ),
        "_logrank" => ("p of the two-sample log-rank test from the landmark to t0 + retention_days", "none: a p value"),
        _ => ("Mantel-Haenszel risk difference over segments with both arms", "Sato's variance, 95 %"),
    };
    let own = ["landmark_days", "retention_days", "retention_origin"].into_iter().chain(of_exposure);
    Some(made(id, definition, formula, interval, &own.collect::<Vec<_>>(), CHURN))
}

fn scores(id: &str) -> Option<Meaning> {
    let part = id.strip_prefix("score_")?;
    let (part, is_rep) = part.strip_suffix("_rep").map_or((part, false), |part| (part, true));
    if !["overall", "facts", "context", "commitments", "risk"].contains(&part) {
        return None;
    }
    let reading = if is_rep {
        "as the rep filled it: only items that an export holds count"
    } else {
        "as the CSM sees it: an item that no export holds counts 0"
    };
    let definition = format!("The mean {part} score of due handoffs, 0 to 100, {reading}.");
    let formula = match part {
        "overall" => "mean over handoffs of the mean of the four category scores",
        _ => "mean over handoffs of 100 x sum(weight x credit) / sum(weight) over the required items",
    };
    Some(made(id, definition, formula, "Student's t, 95 %", &["review_sla_hours"], "deals"))
}

fn field(id: &str) -> Option<Meaning> {
    let (what, rest) = id.split_once(':')?;
    let (item, state) = rest.split_once(':').map_or((rest, None), |(item, state)| (item, Some(state)));
    let definition = match (what, state) {
        ("field_answered_rate", None) => {
            format!("The share where {item} is answered, or said to be none. Over due handoffs whose tier requires it.")
        }
        ("field_state_rate", Some(state)) => {
            format!("The share where {item} is in the state {state}. Over due handoffs whose tier requires it.")
        }
        _ => return None,
    };
    Some(made(id, definition, "numerator / denominator", WILSON, &["review_sla_hours"], "deals"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_listed_figure_has_a_meaning() {
        for id in ids() {
            let meaning = meaning(&id).unwrap_or_else(|| panic!("{id} has no meaning"));
            assert!(!meaning.definition.is_empty() && !meaning.formula.is_empty() && !meaning.needs.is_empty());
        }
        assert_eq!(meaning("no_such_rate"), None);
        assert_eq!(meaning("score_nothing"), None);
        assert_eq!(meaning("first_touch_mean"), None);
    }
}
