//! How many returns the pilot can still afford, a square a handoff.

use super::super::charts::link::Link;
use super::super::charts::squares::{self, Fill, Group};
use super::super::charts::theme::Ink;
use super::super::words::budget as words;
use super::super::{Error, format};
use super::flips::DealNames;
use super::packets::OnPage;
use super::parts::{Cell, Figure, Row, Table, badge};
use super::terms::Terms;
use crate::audit::{Audit, Verdict};

/// Squares drawn at most; above, a square stands for several handoffs.
const MOST_SQUARES: u64 = 300;

/// The handoffs of a pilot by what became of them.
struct Budget {
    accepted: u64,
    returned: u64,
    /// Not accepted yet, or still to come.
    open: u64,
    /// Of these, how many may be returned; `None` where the threshold is out of reach.
    left: Option<u64>,
}

/// Handoffs that are not accepted yet, and how many of them may be returned, where the verdict is below the target and
/// they can still turn it.
pub(super) fn can_turn(verdict: &Verdict) -> Option<(u64, u64)> {
    let budget = Budget::of(verdict).filter(|budget| verdict.state == "not_met" && budget.open > 0)?;
    Some((budget.open, budget.left?))
}

impl Budget {
    fn of(verdict: &Verdict) -> Option<Budget> {
        let (accepted, returned) = (verdict.numerator?, verdict.returned?);
        let open = verdict.pilot_size.saturating_sub(accepted + returned);
        Some(Budget { accepted, returned, open, left: verdict.returns_left.map(|left| left.min(open)) })
    }

    fn kinds(&self) -> [(&'static str, u64, Ink, Fill); 4] {
        let left = self.left.unwrap_or(0);
        let [accepted, returned, bound, free] = words::KINDS;
        [
            (accepted, self.accepted, Ink::Met, Fill::Solid),
            (returned, self.returned, Ink::Missed, Fill::Barred),
            (bound, self.open - left, Ink::Cannot, Fill::Hollow),
            (free, left, Ink::Watch, Fill::Dotted),
        ]
    }
}

/// The figure; `None` where nothing is due.
pub(crate) fn figure(audit: &Audit, on_page: &OnPage) -> Result<Option<Figure>, Error> {
    let verdict = &audit.verdict;
    let Some(budget) = Budget::of(verdict) else { return Ok(None) };
    let id = "fig-budget";
    let each = verdict.pilot_size.div_ceil(MOST_SQUARES).max(1);
    let names = DealNames::new(audit);
    let link = |id: &String| on_page.anchor(id).map(|href| Link { href, name: names.say(id) });
    // A square that stands for several handoffs leads to none; which of the open ones may be returned nobody can say.
    let known: [&[String]; 2] = if each == 1 { [&verdict.passed, &verdict.failed] } else { [&[], &[]] };
    let group = |(place, (label, n, ink, fill)): (usize, (&str, u64, Ink, Fill))| Group {
        label: format!("{label}: {}", format::count(n)),
        squares: n.div_ceil(each),
        links: known.get(place).map_or_else(Vec::new, |deals| deals.iter().map(link).collect()),
        ink,
        fill,
    };
    let kinds = budget.kinds().into_iter().enumerate();
    let groups: Vec<Group> = kinds.filter(|(_, (_, n, ..))| *n > 0).map(group).collect();
    let line = |(label, n, ..): (&str, u64, Ink, Fill)| {
        Row::new(vec![Cell::text(label), Cell::number(format::k_of_n(n, verdict.pilot_size))])
    };
    let (size, is_pilot) = (verdict.pilot_size, Terms::of(audit).is_pilot(audit));
    let rows = budget.kinds().into_iter().map(line).collect();
    Ok(Some(Figure {
        sentence: words::sentence(verdict.returns_left, size, verdict.threshold, is_pilot),
        note: words::note(size, each, is_pilot),
        svg: if groups.is_empty() { None } else { Some(squares::groups(&groups, &format!("{id}-title"))?) },
        instead: groups.is_empty().then(|| words::NOTHING.to_owned()),
        table: Some(Table::new(format!("{id}-table"), words::subject(size, is_pilot), &words::LABELS, rows)),
        badge: badge(audit, verdict.metric),
        id: id.into(),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::fixtures;

    fn verdict(accepted: u64, returned: u64, size: u64, left: Option<u64>) -> Verdict {
        let mut verdict = fixtures::demo(30).verdict;
        (verdict.numerator, verdict.returned) = (Some(accepted), Some(returned));
        (verdict.pilot_size, verdict.returns_left) = (size, left);
        verdict
    }

    #[test]
    fn the_squares_are_the_pilot() {
        for (accepted, returned, size, left) in [(20, 2, 30, Some(1)), (20, 9, 30, None), (0, 0, 1, Some(0))] {
            let budget = Budget::of(&verdict(accepted, returned, size, left)).expect("a budget");
            assert_eq!(budget.kinds().iter().map(|(_, n, ..)| n).sum::<u64>(), size);
            assert_eq!(budget.kinds()[3].1, left.unwrap_or(0));
        }
    }
}
