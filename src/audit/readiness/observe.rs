//! What the exports show of each condition, in counts. What a population rule judges is judged by it alone; this page
//! adds what was counted.

use super::Observed;
use crate::assess::Assessed;
use crate::domain::{TableKind, counted};
use crate::map::Book;
use crate::packet::{Assembly, Packet, Scope};
use crate::rules::population::{self, Crowd, CrowdFinding, CrowdVerdict};

/// At least this share of due handoffs must have a record in another export (our judgement).
const LEAST_SHARE: f64 = 0.5;

/// What the rule of that code says of the population, also where it is switched off as a rule.
pub(super) fn ruled(crowd: &Crowd, code: &str, counts: fn(&Crowd) -> String, export: &str) -> Observed {
    let rule = population::find(code).expect("a condition names a rule of the population");
    match (rule.check)(crowd) {
        CrowdVerdict::Met => Observed { state: "ready", evidence: counts(crowd) },
        CrowdVerdict::Missed(findings) => {
            let found: Vec<String> = findings.iter().map(told).collect();
            Observed { state: "not_ready", evidence: found.join("; ") }
        }
        CrowdVerdict::NotApplicable(reason) => Observed::unknown(format!("{}: {reason}", counts(crowd))),
        CrowdVerdict::Unknowable(what) => Observed::unknown(format!("no export shows {}: {export}", spoken(&what))),
    }
}

/// Columns as people say them: `activities.body` is the body of activities.
fn spoken(what: &str) -> String {
    let said = |word: &str| match word.split_once('.') {
        Some((table, field)) if !field.is_empty() => format!("the {} of {table}", field.replace('_', " ")),
        _ => word.to_owned(),
    };
    what.split(' ').map(said).collect::<Vec<_>>().join(" ")
}

/// A finding with its chance, where one can be told.
fn told(finding: &CrowdFinding) -> String {
    match finding.chance {
        Some(chance) => {
            let percent = 100.0 * chance;
            let chance = if percent < 0.1 { "less than 0.1 %".to_owned() } else { format!("{percent:.1} %") };
            format!(
                "{}; were handoffs returned as often as they have gaps, none at all would be seen with a chance of {chance}",
                finding.evidence
            )
        }
        None => finding.evidence.clone(),
    }
}

/// How many handoffs have a note, and what the notes are like.
pub(super) fn notes(crowd: &Crowd) -> String {
    let lateness = match crowd.timed_notes {
        0 => "no export says when notes were entered".to_owned(),
        timed => format!("{} of {timed} were entered more than 48 hours after the talk", crowd.late_notes),
    };
    format!(
        "{} of {} due handoffs have a note, call or meeting with a text, from before the close or the day after; {lateness}; \
         {} of {} repeat another one",
        crowd.with_note, crowd.due, crowd.alike_notes, crowd.own_notes
    )
}

/// How many handoffs hold the signed scope.
pub(super) fn documents(crowd: &Crowd) -> String {
    let private = match crowd.with_private_link {
        0 => String::new(),
        n => format!("; {n} more {} only a link into somebody's own folder", if n == 1 { "has" } else { "have" }),
    };
    let n_open = crowd.due - crowd.without_scope;
    let noun = if crowd.due == 1 { "handoff" } else { "handoffs" };
    let verb = if n_open == 1 { "holds" } else { "hold" };
    format!("{n_open} of {} due {noun} {verb} the signed scope or a link to it{private}", crowd.due)
}

/// How many decided handoffs were ever returned, and how many had gaps.
pub(super) fn returns(crowd: &Crowd) -> String {
    format!(
        "{} of {} returned; {} of the {} an incomplete element",
        crowd.returned,
        counted(crowd.decided, "decided handoff was", "decided handoffs were"),
        crowd.decided_with_gaps,
        counted(crowd.decided, "has", "have")
    )
}

/// Whether the other exports are about the same deals.
pub(super) fn coverage(book: &Book, assembly: &Assembly, assessed: &Assessed) -> Observed {
    let wanted = [
        TableKind::DealContacts,
        TableKind::Activities,
        TableKind::Reviews,
        TableKind::Onboarding,
        TableKind::Commitments,
        TableKind::Risks,
    ];
    let missing: Vec<&str> =
        wanted.iter().filter(|kind| book.table(**kind).is_none()).map(|kind| kind.name()).collect();
    let absent = if missing.is_empty() { String::new() } else { format!("; not exported: {}", missing.join(", ")) };
    // One of which no row meets a deal may have other ids; several are of other customers.
    let has_rows = |kind: &&TableKind| book.any_table(**kind).is_some_and(|table| table.n_rows() > 0);
    let strays: Vec<&str> =
        wanted.iter().filter(|kind| book.strays.contains(kind)).filter(has_rows).map(|kind| kind.name()).collect();
    if missing.len() == wanted.len() && strays.len() > 1 && assessed.crowd.due > 0 {
        let of_none = strays.join(", ");
        let due = assessed.crowd.due;
        let evidence =
            format!("0 of {due} due handoffs have a record in another export: no row of {of_none} names a deal");
        return Observed { state: by_share(0, due), evidence };
    }
    if missing.len() == wanted.len() {
        return Observed::unknown(format!("no export holds what a handoff leaves behind{absent}"));
    }
    let due = assessed.crowd.due;
    let is_backed = |packet: &&Packet| packet.scope == Scope::InScope && packet.is_due && packet.n_backing_rows > 0;
    let backed = assembly.packets.iter().filter(is_backed).count() as u64;
    let unlinked: u64 = assembly.population.unlinked.iter().map(|(_, count)| count).sum();
    let belong = if unlinked == 1 { "row of other exports belongs" } else { "rows of other exports belong" };
    let evidence = match due {
        0 => format!("no handoff is due that other exports could cover; {unlinked} {belong} to no deal{absent}"),
        due => format!(
            "{backed} of {due} due handoffs have a record in another export; {unlinked} {belong} to no deal{absent}"
        ),
    };
    Observed { state: by_share(backed, due), evidence }
}

fn by_share(k: u64, n: u64) -> &'static str {
    match n {
        0 => "unknown",
        n if (k as f64) < LEAST_SHARE * n as f64 => "not_ready",
        _ => "ready",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn half_is_enough_and_nobody_is_unknown() {
        assert_eq!((by_share(5, 10), by_share(4, 10), by_share(0, 0)), ("ready", "not_ready", "unknown"));
    }

    #[test]
    fn columns_are_called_as_people_say() {
        assert_eq!(spoken("activities.body"), "the body of activities");
        assert_eq!(
            spoken("deals.signed_scope or deals.signed_scope_url"),
            "the signed scope of deals or the signed scope url of deals"
        );
        assert_eq!(spoken("reviews"), "reviews");
    }

    #[test]
    fn without_a_table_nothing_is_judged_and_the_reader_hears_what_to_export() {
        let observed = ruled(&Crowd::default(), "HA901", returns, "export the review log");
        assert_eq!(
            (observed.state, observed.evidence.as_str()),
            ("unknown", "no export shows reviews: export the review log")
        );
    }
}
