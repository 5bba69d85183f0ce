//! What a file could be, and the likeliest of it.
//!
//! The generic profile is weighed by the canonical names that are there, letter by letter; any other by its
//! fingerprint. A fingerprint beats canonical names only when it accounts for clearly more columns (as many are enough
//! for a connector's own tables): a hand-made file with one `Kickoff Date` beside canonical names stays generic.

use crate::domain::fold;

use super::super::profile::{GENERIC, Name, Profile, TableRule};
use super::bind::Binding;
use super::headings::Headings;
use super::overrides::Overrides;
use super::questions::n_asked;
use super::words::spaced;
use super::{Scope, Unrecognised};
use crate::domain::TableKind;

/// Fewer canonical names than this are chance.
const MIN_CANONICAL: usize = 2;
/// So many canonical names tell a table even where the ones that identify it are missing.
const CLEAR_CANONICAL: usize = 3;

/// At most so many headings are named where any of them would do.
const MOST_NAMED: usize = 3;

/// A fingerprint must account for half as many columns again as canonical names do, and for at least so many more.
const CLEAR_LEAD: usize = 2;

/// What identifies a canonical table: of each group one field, and none of the last list.
type Identity = (TableKind, &'static [&'static [&'static str]], &'static [&'static str]);

/// Fields that one table has and its neighbours have not. Our judgement; it decides only between tables that share
/// fields, such as a deal's contacts and contacts.
const IDENTITIES: [Identity; 15] = [
    (TableKind::Deals, &[&["deal_id"], &["stage", "is_won"]], &["entered_at"]),
    (
        TableKind::Accounts,
        &[
            &["account_id", "account_name"],
            &["churned_at", "industry", "employees", "domain", "segment", "csm", "region", "status", "account_name"],
        ],
        &["deal_id", "subscription_id", "contact_id", "text"],
    ),
    (TableKind::Contacts, &[&["contact_id", "email", "name"]], &["deal_id", "user_id"]),
    (TableKind::DealContacts, &[&["deal_id"], &["contact_id", "contact_name"]], &[]),
    (TableKind::Activities, &[&["activity_id", "type", "author"], &["occurred_at", "created_at"]], &["text"]),
    (TableKind::StageHistory, &[&["deal_id"], &["entered_at"]], &[]),
    (TableKind::FieldHistory, &[&["deal_id"], &["field", "new_value"]], &[]),
    (TableKind::Reviews, &[&["deal_id"], &["event", "accepted_at", "returned_at"]], &[]),
    (
        TableKind::Onboarding,
        &[&[
            "project_id",
            "record_kind",
            "sync_at",
            "first_touch_at",
            "kickoff_planned_at",
            "kickoff_at",
            "first_value_planned_at",
            "first_value_at",
            "go_live_at",
        ]],
        &[],
    ),
    (TableKind::Commitments, &[&["deal_id", "account_id"], &["text"]], &["severity"]),
    (TableKind::Risks, &[&["deal_id", "account_id"], &["text"]], &["due_at", "delivered_at", "customer_visible"]),
    (TableKind::Subscriptions, &[&["subscription_id", "started_at", "ended_at", "annual_value"]], &[]),
    (
        TableKind::Escalations,
        &[&["account_id", "deal_id"], &["kind", "severity"], &["opened_at", "closed_at"]],
        &["text"],
    ),
    (TableKind::Surveys, &[&["score", "answered_at", "repeated_information"]], &[]),
    (TableKind::Users, &[&["user_id"]], &["deal_id"]),
];

/// Tables whose rows are records that have an id of their own.
const RECORDS: [TableKind; 5] =
    [TableKind::Deals, TableKind::Accounts, TableKind::Contacts, TableKind::Users, TableKind::Onboarding];
/// What a file is a list of when its first heading is the id of one: things that happen to a record, several to one. Our
/// judgement; such a file names the record, and may hold a status or a segment, but is no list of records.
const HAPPENINGS: [&str; 30] = [
    "activity",
    "answer",
    "call",
    "campaign",
    "change",
    "email",
    "event",
    "feedback",
    "history",
    "interaction",
    "invoice",
    "lead",
    "line",
    "log",
    "meeting",
    "message",
    "note",
    "order",
    "payment",
    "quote",
    "response",
    "review",
    "session",
    "snapshot",
    "survey",
    "task",
    "touch",
    "touchpoint",
    "transaction",
    "usage",
];

/// What support calls its records: no more than escalations are read from them.
const TICKETS: [&str; 2] = ["ticket", "case"];
/// What a list of customers calls them.
const CUSTOMERS: [&str; 5] = ["account", "customer", "client", "company", "organisation"];
/// The rank of a file that is called as the table is.
const NAMED_SO: usize = 2;

/// A possible reading of a file.
#[derive(Clone)]
pub(super) struct Candidate {
    /// `None`: generic.
    pub(super) profile: Option<&'static Profile>,
    /// The kind of file; `None`: generic.
    pub(super) rule: Option<&'static TableRule>,
    /// The file's own table.
    pub(super) table: TableKind,
    /// Fields that have a column.
    pub(super) n_bound: usize,
    /// The headings alone identify it.
    pub(super) is_certain: bool,
    /// No system's export looks so; only single headings are known.
    pub(super) is_loose: bool,
    has_marks: bool,
    file_rank: usize,
}

impl Candidate {
    pub(super) fn profile_name(&self) -> &'static str {
        self.profile.map_or(GENERIC, |profile| profile.name)
    }

    pub(super) fn profile_title(&self) -> &str {
        self.profile.map_or("the canonical tables", |profile| profile.title.as_str())
    }

    /// Whether the two are one kind of file.
    pub(super) fn is_same_kind(&self, other: &Candidate) -> bool {
        let kind = |candidate: &Candidate| {
            (candidate.profile_name(), candidate.table, candidate.is_loose, candidate.rule.map(std::ptr::from_ref))
        };
        kind(self) == kind(other)
    }

    fn rank(&self) -> (bool, usize, bool, usize) {
        (self.is_certain || self.file_rank > 0, self.n_bound, self.has_marks, self.file_rank)
    }
}

/// The likeliest reading.
pub(super) fn best(file_name: &str, headings: &Headings, scope: &Scope) -> Result<Candidate, Unrecognised> {
    let generic = if scope.with_generic { best_generic(file_name, headings) } else { None };
    let fingerprinted = first_best(
        rules(scope, headings)
            .filter(|(_, rule, _)| is_one(rule, headings) && fits_name(rule, file_name, headings))
            .map(|(profile, rule, has_marks)| of_rule(file_name, headings, profile, rule, has_marks)),
    );
    let chosen = match (generic, fingerprinted) {
        (Some(generic), Some(other)) => {
            // The other has counted canonical names in any spelling, so the same is counted here.
            let n_generic = Binding::new(headings, &[]).count(generic.table, None);
            let needed = if other.has_marks { n_generic } else { clear_lead(n_generic) };
            // A deal's id and a stage are in both: what is nothing but these and a time is a history.
            let is_history = (generic.table, other.table) == (TableKind::Deals, TableKind::StageHistory)
                && generic.file_rank < NAMED_SO;
            let is_sure = generic.is_certain || generic.file_rank > 0;
            let is_generic = is_sure && other.n_bound < needed && !is_history;
            if is_generic { or_loose(generic, file_name, headings) } else { other }
        }
        (Some(generic), None) => or_loose(generic, file_name, headings),
        (None, Some(other)) => other,
        (None, None) => {
            let loose = if scope.with_generic { best_loose(file_name, headings) } else { None };
            return loose.ok_or_else(|| no_table(headings, scope));
        }
    };
    match chosen.rule.and_then(|rule| rule.unused.as_ref().map(|why| (rule, why))) {
        None => Ok(chosen),
        Some((rule, why)) => Err(Unrecognised::NoTable {
            nearest: Some(format!("{} of {}", rule.name, chosen.profile_title())),
            why: why.clone(),
        }),
    }
}

/// Whether the headings are those of that kind of file.
fn is_one(rule: &TableRule, headings: &Headings) -> bool {
    rule.all.iter().all(|group| has_one(group, headings))
        && (rule.any.is_empty() || rule.any.iter().any(|name| headings.has(name)))
        && !rule.none.iter().any(|name| headings.has(name))
        && rule.together.iter().filter(|group| has_one(group, headings)).count() < 2
}

/// Whether the file's name is such a one, where it must be; and whether a file that would be answers to a form asks for what
/// a handoff tells: other forms ask for a goal or a risk too.
fn fits_name(rule: &TableRule, file_name: &str, headings: &Headings) -> bool {
    // The sheet of a workbook of answers is called `Form1`, whatever the form is.
    let book = fold(file_name.rsplit('/').next().unwrap_or(file_name));
    let is_named_so = rule.files.iter().any(|part| book.contains(part.as_str()));
    if rule.is_named && !is_named_so {
        return false;
    }
    rule.asks == 0 || n_asked(headings) >= if is_named_so { rule.asks } else { 2 * rule.asks }
}

fn has_one(group: &[Name], headings: &Headings) -> bool {
    group.iter().any(|name| headings.has(name))
}

/// The likeliest reading as that table, whatever the fingerprints say: `audit.toml` has named it.
pub(super) fn of_table(
    file_name: &str,
    headings: &Headings,
    scope: &Scope,
    table: TableKind,
    overrides: &Overrides,
) -> Result<Candidate, Unrecognised> {
    let generic = scope.with_generic.then(|| generic(file_name, headings, table));
    let fingerprinted = first_best(
        rules(scope, headings)
            .filter(|(_, rule, _)| rule.table == table && (!rule.is_strict || is_one(rule, headings)))
            .map(|(profile, rule, has_marks)| of_rule(file_name, headings, profile, rule, has_marks)),
    );
    let chosen = match (generic, fingerprinted) {
        (Some(generic), Some(other)) if generic.n_bound >= other.n_bound => generic,
        (_, Some(other)) => other,
        (Some(generic), None) => generic,
        (None, None) => {
            let why = format!("the profile has no files of {}", table.name());
            return Err(Unrecognised::NoTable { nearest: None, why });
        }
    };
    let loose = Binding::new(headings, &[]).known(table).len();
    if chosen.n_bound == 0 && scope.with_generic && loose > 0 {
        let as_headed = Candidate { n_bound: loose, is_loose: true, ..self::generic(file_name, headings, table) };
        return Ok(as_headed);
    }
    if chosen.n_bound == 0 && overrides.0.is_empty() {
        let why = format!("none of its headings is known for {}; name them in [source.columns]", table.name());
        return Err(Unrecognised::NoTable { nearest: None, why });
    }
    Ok(chosen)
}

/// Every kind of file in scope, and whether the file carries its profile's marks.
fn rules<'a>(
    scope: &'a Scope,
    headings: &'a Headings,
) -> impl Iterator<Item = (&'static Profile, &'static TableRule, bool)> + 'a {
    scope.profiles.iter().copied().flat_map(move |profile: &'static Profile| {
        let has_marks = profile.marks.iter().any(|mark| headings.keys().iter().any(|key| key.whole == *mark));
        let is_open = profile.marks.is_empty() || has_marks || scope.is_named;
        let tables: &'static [TableRule] = if is_open { &profile.tables } else { &[] };
        tables.iter().map(move |rule| (profile, rule, has_marks))
    })
}

fn of_rule(
    file_name: &str,
    headings: &Headings,
    profile: &'static Profile,
    rule: &'static TableRule,
    has_marks: bool,
) -> Candidate {
    let stem = fold(stem(file_name));
    let file_rank = usize::from(rule.files.iter().any(|part| stem.contains(part.as_str())));
    let n_bound = Binding::new(headings, &[]).count(rule.table, Some(rule));
    Candidate {
        profile: Some(profile),
        rule: Some(rule),
        table: rule.table,
        n_bound,
        is_certain: true,
        is_loose: false,
        has_marks,
        file_rank,
    }
}

fn best_generic(file_name: &str, headings: &Headings) -> Option<Candidate> {
    let all = TableKind::ALL.into_iter().map(|table| generic(file_name, headings, table));
    first_best(all.filter(|candidate| {
        candidate.n_bound >= MIN_CANONICAL
            && !lists_happenings(candidate, headings)
            && !lists_customers(candidate, file_name, headings)
            && (candidate.is_certain || candidate.file_rank > 0 || candidate.n_bound >= CLEAR_CANONICAL)
    }))
}

fn generic(file_name: &str, headings: &Headings, table: TableKind) -> Candidate {
    let has = |name: &str| !headings.find_canonical(name).is_empty();
    let n_bound = table.fields().iter().filter(|field| has(&field.name)).count();
    let is_certain = IDENTITIES.iter().filter(|(kind, ..)| *kind == table).all(|(_, groups, none)| {
        groups.iter().all(|group| group.iter().any(|name| has(name))) && !none.iter().any(|name| has(name))
    });
    let (stem, name) = (fold(stem(file_name)), fold(table.name()));
    let file_rank = match stem.find(&name) {
        Some(_) if stem == name => NAMED_SO,
        Some(_) => 1,
        None => 0,
    };
    Candidate { profile: None, rule: None, table, n_bound, is_certain, is_loose: false, has_marks: false, file_rank }
}

/// The table most of whose identifying headings are known in some wording, where no system's export looks so.
fn best_loose(file_name: &str, headings: &Headings) -> Option<Candidate> {
    let n_headed = headings.texts().filter(|text| !text.trim().is_empty()).count();
    let loose = |table| {
        let bound = Binding::new(headings, &[]).known(table);
        let has = |name: &str| bound.contains(&name);
        let identity = IDENTITIES.iter().find(|(kind, ..)| *kind == table)?;
        let is_one = identity.1.iter().all(|group| group.iter().any(|name| has(name)))
            && !identity.2.iter().any(|name| has(name));
        let is_enough = bound.len() >= CLEAR_CANONICAL && 2 * bound.len() >= n_headed;
        let candidate = Candidate { n_bound: bound.len(), is_loose: true, ..generic(file_name, headings, table) };
        let is_one = is_one && is_enough && !lists_happenings(&candidate, headings);
        is_one.then_some(Candidate { is_certain: false, ..candidate })
    };
    first_best(TableKind::ALL.into_iter().filter_map(loose))
}

/// Whether the first heading is the id of something that happens to the records that it is taken for a list of, or of a
/// ticket, which tells of support; and the file's name does not say otherwise.
fn lists_happenings(candidate: &Candidate, headings: &Headings) -> bool {
    let first = headings.texts().next().map(spaced).unwrap_or_default();
    let thing = first.strip_suffix(" id").and_then(|thing| thing.split(' ').next_back());
    let is_other = |thing: &str| match TICKETS.contains(&thing) {
        true => candidate.table != TableKind::Escalations,
        false => HAPPENINGS.contains(&thing) && RECORDS.contains(&candidate.table),
    };
    candidate.file_rank == 0 && thing.is_some_and(is_other)
}

/// Whether the contacts are a list of customers: the file is called so, and each row begins with the customer's id.
fn lists_customers(candidate: &Candidate, file_name: &str, headings: &Headings) -> bool {
    let first = headings.texts().next().map(spaced).unwrap_or_default();
    let is_customers_id = first.strip_suffix(" id").is_some_and(|thing| CUSTOMERS.contains(&thing));
    let stem = fold(stem(file_name));
    candidate.table == TableKind::Contacts
        && is_customers_id
        && candidate.file_rank == 0
        && CUSTOMERS.iter().any(|thing| stem.contains(thing.trim_end_matches('y')))
        && headings.find_canonical("contact_id").is_empty()
}

/// The table by headings in any wording, where it accounts for clearly more columns: `opportunity_id`, `name`, `stage` and
/// `close_date` are no contacts. The same table, where what identifies it is not among its canonical names: `Deal ID` and
/// `stage` in one file.
fn or_loose(generic: Candidate, file_name: &str, headings: &Headings) -> Candidate {
    // Its headings and its name agree: nothing else is asked.
    let is_settled = generic.is_certain && generic.file_rank > 0;
    let Some(loose) = (if is_settled { None } else { best_loose(file_name, headings) }) else { return generic };
    let is_same = !generic.is_certain && loose.table == generic.table && loose.n_bound > generic.n_bound;
    let is_other = generic.file_rank == 0 && loose.n_bound >= clear_lead(generic.n_bound);
    if is_same || is_other { loose } else { generic }
}

/// So many columns are clearly more than `n` canonical names.
fn clear_lead(n: usize) -> usize {
    n + (n / 2).max(CLEAR_LEAD)
}

/// The first of the best ones.
fn first_best(candidates: impl Iterator<Item = Candidate>) -> Option<Candidate> {
    candidates.reduce(|best, next| if next.rank() > best.rank() { next } else { best })
}

/// `folder/Deals 2026.csv.gz` without folder and endings; of `book.xlsx#Deals` and `exports.zip#deals.csv` what stands in it.
fn stem(file_name: &str) -> &str {
    let name = file_name.rsplit(['/', '#']).next().unwrap_or(file_name);
    name.split('.').next().unwrap_or(name)
}

/// The nearest table is named where at least half of the headings are known for it: a wrong neighbour is worse than none.
fn no_table(headings: &Headings, scope: &Scope) -> Unrecognised {
    let n_headed = headings.texts().filter(|text| !text.trim().is_empty()).count();
    let is_like = |rule: &TableRule| 2 * Binding::new(headings, &[]).count(rule.table, Some(rule)) >= n_headed;
    let nearest = rules(scope, headings)
        .filter(|(_, rule, _)| !rule.all.is_empty() && rule.unused.is_none() && is_like(rule))
        .filter(|(_, rule, _)| n_asked(headings) >= rule.asks)
        .filter_map(|(profile, rule, _)| {
            let absent = rule.all.iter().filter(|group| !has_one(group, headings));
            let missing: Vec<String> = absent.map(|group| named(group.iter().map(|name| name.text.as_str()))).collect();
            let n_present = rule.all.len() - missing.len();
            (n_present > 0 && !missing.is_empty()).then_some((n_present, missing.len(), profile, rule, missing))
        })
        .min_by_key(|(n_present, n_missing, ..)| (*n_missing, usize::MAX - n_present));
    let nearest = nearest.map(|(_, _, profile, rule, missing)| {
        format!("{} of {}, without {}", rule.name, profile.title, missing.join(" and "))
    });
    let nearest = nearest.or_else(|| nearest_generic(headings, n_headed));
    Unrecognised::NoTable { nearest, why: "its headings are those of no known table".to_owned() }
}

/// Headings of which any would do, in words.
fn named<'n>(group: impl Iterator<Item = &'n str>) -> String {
    format!("\"{}\"", group.take(MOST_NAMED).collect::<Vec<_>>().join("\" or \""))
}

/// The table that most of the headings are canonical names of, with what it would take to be that.
fn nearest_generic(headings: &Headings, n_headed: usize) -> Option<String> {
    let has = |name: &str| !headings.find_canonical(name).is_empty();
    let missing = |groups: &[&[&str]]| -> Vec<String> {
        let absent = groups.iter().filter(|group| !group.iter().any(|name| has(name)));
        absent.map(|group| named(group.iter().copied())).collect()
    };
    let known = |table: TableKind| table.fields().iter().filter(|field| has(&field.name)).count();
    let near = IDENTITIES.iter().map(|(table, groups, _)| (known(*table), missing(groups), *table));
    let (.., missing, table) = near
        .filter(|(n_known, missing, _)| *n_known > 0 && 2 * n_known >= n_headed && !missing.is_empty())
        .min_by_key(|(n_known, missing, _)| (usize::MAX - n_known, missing.len()))?;
    Some(format!("{} in the program's own headings, without {}", table.name(), missing.join(" and ")))
}
