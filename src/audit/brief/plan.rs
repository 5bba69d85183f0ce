//! What to ask, what to do, and what to go through in the sync: made from the findings and from what is missing.
//!
//! Everything is addressed to colleagues. Nothing proposes a date, a scope or a promise to the customer.

use crate::domain::{Moment, Origin, TableKind, counted};
use crate::packet::{Place, Timed};
use crate::rules::{Holdings, Subject};

use super::super::Finding;
use super::super::worklist::in_words;
use super::lines::{Page, day_or_time};
use super::{Brief, Happening, Line, Slot, Task};

/// The event that the agenda asks for.
const EMAIL_SENT: &str = "Transition e-mail sent";
/// Why an event has to be recorded that may have come.
const NO_DAY: &str = "the cell for its day could not be read";
/// Findings that only sum up others of the same packet: asking both would ask twice.
const SUMMARIES: [&str; 3] = ["HA104", "HA701", "HA702"];
/// The cells that may hold the win.
const WON: [(TableKind, &str); 3] =
    [(TableKind::Deals, "won_at"), (TableKind::StageHistory, "entered_at"), (TableKind::Deals, "closed_at")];

impl Page<'_> {
    /// All open findings in words, the gravest first.
    pub(super) fn findings(&self) -> Vec<(Subject, Finding)> {
        let (_, assessment) = self.places.packet(self.position);
        let case = self.places.case(self.packet);
        let mut open = assessment.findings.clone();
        open.sort_by_key(|finding| (self.places.assessed.rules[finding.rule as usize].severity, finding.rule));
        open.iter().map(|finding| (finding.evidence.subject, in_words(self.places, &case, finding))).collect()
    }

    pub(super) fn timeline(&self) -> Vec<Happening> {
        let events = &self.packet.events;
        let as_of = self.places.assembly.as_of();
        let reviewer = |origin: Origin| {
            let table = self.table(TableKind::Reviews)?;
            let row = table.row_at(origin)?;
            Some((self.person(table.symbols("reviewer").get(row)), self.word_of(table.symbols("reason").get(row))))
        };
        let mut all: Vec<(Moment, Happening)> = Vec::new();
        let mut add = |at: Option<Moment>, what: &str, who: Option<String>, origin: Option<String>| {
            let Some(at) = at else { return };
            let is_ahead = at.utc() > as_of.utc();
            all.push((at, Happening { at: day_or_time(at), what: what.to_owned(), who, is_ahead, origin }));
        };
        let (ae, csm) = (self.name(self.packet.ae), self.name(self.packet.csm));
        let at = &events.places;
        let found = |place: Option<Place>| self.places.cell_origin(place).map(|origin| self.place(origin));
        add(Some(self.packet.won_at), "Deal won", ae.clone(), self.place_of_win());
        add(events.submitted_at, "Handoff submitted", None, found(at.submitted));
        for decision in &events.decisions {
            let (who, reason) = reviewer(decision.origin).unwrap_or_default();
            let what = match (decision.is_accepted, reason) {
                (true, _) => "Accepted by CS".to_owned(),
                (false, Some(reason)) => format!("Returned by CS: {reason}"),
                (false, None) => "Returned by CS".to_owned(),
            };
            add(Some(decision.at), &what, who, Some(self.place(decision.origin)));
        }
        add(events.sync_at, "Sync held", None, found(at.sync));
        add(events.transition_email_at, EMAIL_SENT, ae, found(at.transition_email));
        add(events.first_touch_at, "First contact by CS", csm, found(at.first_touch));
        match events.kickoff_at {
            held @ Some(_) => add(held, "Kickoff held", None, found(at.kickoff)),
            None => {
                add(events.kickoff_planned_at, "Kickoff planned", None, found(at.kickoff_planned));
            }
        }
        add(events.first_value_at, "First value reached", None, found(at.first_value));
        add(events.go_live_at, "Live", None, found(at.go_live));
        all.sort_by_key(|(at, _)| at.order());
        all.into_iter().map(|(_, happening)| happening).collect()
    }

    /// The cell of this deal's rows that holds exactly the moment of the win, when one does.
    fn place_of_win(&self) -> Option<String> {
        let won = Some(self.packet.won_at);
        WON.iter().find_map(|(kind, field)| {
            let table = self.table(*kind)?;
            let own = (*kind == TableKind::Deals).then_some(self.packet.row as usize);
            let row = own.into_iter().chain(self.rows(*kind)).find(|&row| table.times(field).get(row) == won)?;
            Some(self.place(table.origin(row, kind.field(field)?)))
        })
    }
}

/// Questions for the AE, one a thing: where two rules ask about one item, the graver one.
pub(super) fn questions(findings: &[(Subject, Finding)]) -> Vec<Finding> {
    let mut asked: Vec<Subject> = Vec::new();
    let mut questions: Vec<Finding> = Vec::new();
    for (subject, finding) in findings {
        let is_for_ae = matches!(finding.owner, "AE" | "AE and CSM");
        let is_asked = matches!(subject, Subject::Item(_)) && asked.contains(subject);
        let is_same =
            questions.iter().any(|other| other.question == finding.question && other.origins == finding.origins);
        if is_for_ae && !is_asked && !is_same && !SUMMARIES.contains(&finding.code) && !finding.code.starts_with("HA5")
        {
            asked.push(*subject);
            questions.push(finding.clone());
        }
    }
    questions
}

/// What the CSM has to do before kickoff: what the state of the packet asks for, then the CSM's own findings.
pub(super) fn tasks(
    brief: &Brief,
    findings: &[(Subject, Finding)],
    events: &crate::packet::Events,
    holds: &Holdings,
) -> Vec<Task> {
    let mut tasks = Vec::new();
    let mut add = |text: &str, because: String| tasks.push(Task { text: text.to_owned(), because, code: None });
    if brief.deal.kickoff_is_held {
        add("Close what is still open with the AE", "the kickoff has been held".to_owned());
    } else {
        let is_past = brief.deal.kickoff.is_some() && !brief.deal.kickoff_is_ahead;
        if is_past {
            add(
                "Record when the kickoff was held, or plan it anew",
                "its planned day is past and it is not recorded as held".to_owned(),
            );
        }
        if brief.deal.n_stop > 0 {
            let task = match &brief.deal.kickoff {
                Some(_) if !is_past => "Put the kickoff off until every stop is cleared",
                _ => "Clear every stop before the kickoff",
            };
            add(task, counted(brief.deal.n_stop, "finding stops the handoff", "findings stop the handoff"));
        }
        if events.untold(Timed::Sync).is_some() {
            add("Record when the sync with the AE was held, or hold it", NO_DAY.to_owned());
        } else if events.sync_at.is_none() {
            let because = if holds.has_sync { "no sync is recorded" } else { "no export says whether it was held" };
            add("Hold the 25-minute sync with the AE", because.to_owned());
        }
        if brief.deal.decision != "accepted" {
            let because = match brief.deal.decision {
                "returned" => "the last decision returned it",
                "unknown" => "no export holds the decisions",
                "unreadable" => "the day of a decision could not be read",
                _ => "no decision is recorded",
            };
            add("Accept the handoff, or return it and name what it lacks", because.to_owned());
        }
        let has_kickoffs = holds.has("onboarding.kickoff_at") || holds.has("onboarding.kickoff_planned_at");
        if brief.deal.kickoff.is_none() && events.untold(Timed::Kickoff).is_some() {
            add("Record when the kickoff was held, or settle who arranges it", NO_DAY.to_owned());
        } else if brief.deal.kickoff.is_none() {
            let because = if has_kickoffs { "no kickoff is planned" } else { "no export says when it is" };
            add("Settle with the AE who arranges the kickoff", because.to_owned());
        }
    }
    let n_open = brief.commitments.iter().filter(|commitment| commitment.reviewed_at.is_none()).count() as u64;
    if n_open > 0 {
        let because = counted(n_open, "is not reviewed or not confirmed", "are not reviewed or not confirmed");
        add("Review each commitment with the AE before the customer hears of it", because);
    }
    let recorded = || brief.risks.iter().filter(|risk| risk.basis != "notes");
    // A text of the deal has no place for an owner: only a record can lack one.
    let n_unowned = recorded().filter(|risk| risk.basis != "field" && risk.person.is_none()).count() as u64;
    if n_unowned > 0 {
        add("Agree on an owner for every open risk", counted(n_unowned, "has no named owner", "have no named owner"));
    }
    let n_mined = (brief.risks.len() - recorded().count()) as u64;
    if n_mined > 0 {
        let because = counted(n_mined, "sentence in the notes reads", "sentences in the notes read");
        add("Ask the AE whether the risks in the notes still stand", format!("{because} like one"));
    }
    let is_held = brief.deal.kickoff_is_held;
    let is_due = |finding: &Finding| matches!(finding.owner, "CSM" | "CS ops") && is_to_do(finding.code, is_held);
    for (_, finding) in findings.iter().filter(|(_, finding)| is_due(finding)) {
        let task = Task { text: finding.question.clone(), because: finding.evidence.clone(), code: Some(finding.code) };
        if !tasks.iter().any(|other| other.text == task.text) && finding.severity != "info" && finding.code != "HA108" {
            tasks.push(task);
        }
    }
    tasks
}

/// Whether the CSM can still do something about it: lateness that has happened is for the report, not for the sync.
fn is_to_do(code: &str, is_kickoff_held: bool) -> bool {
    let is_late_step = matches!(code, "HA602" | "HA604") && !is_kickoff_held;
    let is_of_value = code == "HA613" && is_kickoff_held;
    is_late_step || is_of_value || ["HA1", "HA2", "HA3", "HA4"].iter().any(|family| code.starts_with(family))
}

/// The sync of 25 minutes (of the article on why handoffs break): the AE answers questions, nobody narrates.
pub(super) fn agenda(brief: &Brief) -> Vec<Slot> {
    let slot = |from, to, title, points| Slot { from, to, title, points };
    let is_for = |codes: &[&str]| {
        brief.questions.iter().find(|question| codes.contains(&question.code)).map(|question| question.question.clone())
    };
    let mut people = Vec::new();
    people.push(match brief.stakeholders.len() {
        0 => "No contact is on record: name them".to_owned(),
        1 => "AE: for the one contact on record, how engaged, what they care about, how safe if rollout struggles"
            .to_owned(),
        n => format!(
            "AE: for each of the {n} on record, how engaged, what they care about, how safe if rollout struggles"
        ),
    });
    if !brief.missing_roles.is_empty() {
        people.push(format!("Nobody is named as {}", brief.missing_roles.join(", ")));
    }
    let recorded = brief.commitments.iter().filter(|one| one.basis != "notes").count();
    let mined = brief.commitments.iter().filter(|one| one.basis == "notes").count();
    let promises_to_go_through = match (recorded, mined) {
        (0, 0) => "AE confirms that nothing was promised beyond the contract".to_owned(),
        (recorded, 0) => format!("AE reads out the promises: {recorded} recorded"),
        (recorded, mined) => {
            format!("AE reads out the promises: {recorded} recorded; confirms or denies {mined} found in notes")
        }
    };
    let mined = brief.risks.iter().filter(|one| one.basis == "notes").count();
    let risks_to_go_through = match (brief.risks.len() - mined, mined) {
        (0, 0) => "AE confirms that no risk is known".to_owned(),
        (recorded, 0) => format!("Name an owner for each open risk: {recorded} recorded"),
        (recorded, mined) => {
            format!(
                "Name an owner for each open risk: {recorded} recorded; AE confirms or denies {mined} found in notes"
            )
        }
    };
    let mut promises = vec![promises_to_go_through, risks_to_go_through];
    promises.extend((!brief.conflicts.is_empty()).then(|| {
        format!("Settle {} between the sources", counted(brief.conflicts.len() as u64, "conflict", "conflicts"))
    }));
    let success: Vec<&Line> = brief.goals.iter().chain(&brief.first_value).collect();
    let mut goals = open_points(&success, "Confirm");
    goals.push("How do they measure it today, and how will we report it?".to_owned());
    let mut transition = vec![match brief.deal.kickoff.as_deref() {
        Some(_) if brief.deal.kickoff_is_ahead => "Kickoff is planned: what must be settled before it?".to_owned(),
        Some(_) if brief.deal.kickoff_is_held => {
            "The kickoff has been held: what came up that is not in the record?".to_owned()
        }
        Some(_) => "The planned kickoff date is past: was it held?".to_owned(),
        None => "No kickoff is planned: who arranges it?".to_owned(),
    }];
    transition.push(match brief.timeline.iter().any(|event| event.what == EMAIL_SENT) {
        true => "Transition e-mail is sent".to_owned(),
        false => "AE drafts the transition e-mail, CSM in copy".to_owned(),
    });
    vec![
        slot(0, 2, "Deal facts", open_points(&brief.sold.iter().collect::<Vec<_>>(), "AE confirms")),
        slot(2, 7, "Why now", {
            let mut points = open_points(&brief.why.iter().collect::<Vec<_>>(), "AE confirms");
            points.extend(is_for(&["HA402"]));
            points.dedup();
            points
        }),
        slot(7, 12, "The buying committee", people),
        slot(12, 17, "Commitments and risks", promises),
        slot(17, 20, "Success criteria", goals),
        slot(20, 25, "The transition", transition),
    ]
}

/// What is there to confirm and what is missing, by label.
fn open_points(lines: &[&Line], confirm: &str) -> Vec<String> {
    let labels = |is_there: bool| {
        let of = lines.iter().filter(|line| matches!(line.state, "answered" | "explicit_none") == is_there);
        of.map(|line| line.label.to_lowercase().replace("csm ", "CSM ")).collect::<Vec<_>>().join(", ")
    };
    let (there, missing) = (labels(true), labels(false));
    let mut points = Vec::new();
    if !there.is_empty() {
        points.push(format!("{confirm} {there}"));
    }
    if !missing.is_empty() {
        points.push(format!("Not on record, or vague: {missing}"));
    }
    points
}
