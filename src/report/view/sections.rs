//! Which sections a view has, in which order, each with its anchor and its template.

use super::super::View;

/// A section of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Section {
    /// How to read the marks and the numbers.
    Reading,
    /// Against an earlier audit and against thresholds.
    Changes,
    /// Whether an audit may go ahead at all.
    Readiness,
    /// Page one of the monthly view.
    Month,
    /// The followed rates by month, red flags, launches and events.
    Trends,
    /// The headlines under other readings of the definitions.
    Contested,
    /// Who holds the ball, and in which order events came.
    Flow,
    /// Whether the handoff goes with retention.
    Proof,
    /// What people told, and what nobody has.
    Questions,
    /// What exists against what is needed.
    Coverage,
    /// Findings in neutral words.
    Observations,
    /// A draft of what to do.
    Plan,
    /// The pilot's verdict.
    Verdict,
    /// Deals that need work.
    Work,
    /// The four categories.
    Scores,
    /// What is missing, item by item.
    Context,
    /// Completion, returns, gates and red flags.
    Gates,
    /// Elapsed times.
    Speed,
    /// Acceptance by cohort.
    Acceptance,
    /// Retention by cohort.
    Retention,
    /// What the rules found.
    Rules,
    /// One row a deal.
    Packets,
    /// The choices in force.
    Definitions,
    /// What each figure counts.
    Glossary,
    /// Facts about the data.
    Health,
    /// Files and their ledgers.
    Files,
    /// Method and limits.
    Method,
}

impl View {
    /// Its id.
    pub(super) fn id(self) -> &'static str {
        match self {
            View::Pilot => "pilot",
            View::Monthly => "monthly",
            View::Gap => "gap",
        }
    }

    /// Its sections, in order.
    pub(super) fn sections(self) -> &'static [Section] {
        use Section::*;
        match self {
            View::Pilot => &[
                Readiness,
                Verdict,
                Work,
                Scores,
                Context,
                Speed,
                Flow,
                Gates,
                Trends,
                Acceptance,
                Retention,
                Proof,
                Contested,
                Rules,
                Packets,
                Reading,
                Definitions,
                Health,
                Files,
                Method,
                Glossary,
            ],
            View::Monthly => &[
                Month,
                Trends,
                Verdict,
                Context,
                Gates,
                Speed,
                Flow,
                Acceptance,
                Retention,
                Proof,
                Contested,
                Reading,
                Definitions,
                Health,
                Files,
                Method,
                Glossary,
            ],
            View::Gap => &[
                Coverage,
                Observations,
                Flow,
                Contested,
                Verdict,
                Acceptance,
                Gates,
                Trends,
                Speed,
                Retention,
                Proof,
                Scores,
                Context,
                Readiness,
                Questions,
                Plan,
                Rules,
                Packets,
                Reading,
                Definitions,
                Health,
                Files,
                Method,
                Glossary,
            ],
        }
    }
}

impl Section {
    /// Its anchor and its template.
    pub(super) fn names(self) -> (&'static str, &'static str) {
        match self {
            Section::Reading => ("reading", "sections/reading.html.j2"),
            Section::Changes => ("changes", "sections/tables.html.j2"),
            Section::Readiness => ("readiness", "sections/readiness.html.j2"),
            Section::Month => ("month", "sections/month.html.j2"),
            Section::Trends => ("trends", "sections/watch.html.j2"),
            Section::Contested => ("contested", "sections/contested.html.j2"),
            Section::Flow => ("flow", "sections/flow.html.j2"),
            Section::Proof => ("proof", "sections/proof.html.j2"),
            Section::Questions => ("questions", "sections/tables.html.j2"),
            Section::Coverage => ("coverage", "sections/tables.html.j2"),
            Section::Observations => ("observations", "sections/observations.html.j2"),
            Section::Plan => ("plan", "sections/tables.html.j2"),
            Section::Verdict => ("verdict", "sections/verdict.html.j2"),
            Section::Work => ("work", "sections/work.html.j2"),
            Section::Scores => ("scores", "sections/scores.html.j2"),
            Section::Context => ("context", "sections/context.html.j2"),
            Section::Gates => ("gates", "sections/gates.html.j2"),
            Section::Speed => ("speed", "sections/speed.html.j2"),
            Section::Acceptance => ("acceptance", "sections/acceptance.html.j2"),
            Section::Retention => ("retention", "sections/retention.html.j2"),
            Section::Rules => ("rules", "sections/rules.html.j2"),
            Section::Packets => ("packets", "sections/tables.html.j2"),
            Section::Definitions => ("definitions", "sections/tables.html.j2"),
            Section::Glossary => ("glossary", "sections/tables.html.j2"),
            Section::Health => ("health", "sections/health.html.j2"),
            Section::Files => ("files", "sections/files.html.j2"),
            Section::Method => ("method", "sections/method.html.j2"),
        }
    }
}
