//! Which words of a pattern are searched for first: the rarest, of which one stands in every match.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::notation::Part;
use super::vocabulary::{LiteralId, Literals};

/// The part of a pattern that is searched for first.
#[derive(Clone)]
pub(super) struct Anchor {
    pub(super) cost: u32,
    pub(super) words: Vec<LiteralId>,
    /// How many words at most stand before it.
    pub(super) reach: usize,
}

/// The part whose words are the rarest in ordinary text.
pub(super) fn anchor(parts: &[Part], literals: &Literals) -> Option<Anchor> {
    let (mut best, mut before): (Option<Anchor>, usize) = (None, 0);
    for part in parts {
        if let Some(mut own) = anchor_of(part, literals) {
            own.reach += before;
            if best.as_ref().is_none_or(|best| own.cost < best.cost) {
                best = Some(own);
            }
        }
        before += width(part);
    }
    best
}

pub(super) fn anchor_of(part: &Part, literals: &Literals) -> Option<Anchor> {
    match part {
        Part::OneOf(words) => {
            let cost = words.iter().map(|&word| literals.cost(word)).sum();
            Some(Anchor { cost, words: words.clone(), reach: 0 })
        }
        Part::Choice(alternatives) => {
            let mut whole = Anchor { cost: 0, words: Vec::new(), reach: 0 };
            for alternative in alternatives {
                let own = anchor(alternative, literals)?;
                whole.cost += own.cost;
                whole.words.extend(own.words);
                whole.reach = whole.reach.max(own.reach);
            }
            whole.words.sort_unstable();
            whole.words.dedup();
            Some(whole)
        }
        _ => None,
    }
}

fn width(part: &Part) -> usize {
    match part {
        Part::OneOf(_) | Part::Any => 1,
        Part::Gap(most) => *most as usize,
        Part::Optional(inner) => inner.iter().map(width).sum(),
        Part::Choice(alternatives) => alternatives.iter().map(|parts| parts.iter().map(width).sum()).max().unwrap_or(0),
        Part::NoneOf(_) | Part::Start | Part::End | Part::Colon | Part::Comma => 0,
    }
}

/// The cost of a word of every sentence.
const EVERYWHERE: u32 = 300;

/// How much searching for a word costs, relative to a rare one: words of every sentence are the last resort.
pub(super) fn commonness(word: &str) -> u32 {
    const IN_EVERY: &str = " the a an of to and in is for on that it with as was be by at this from are or have has had not but they we you i he she his her their our your its who which will would can could do does did been were if so no all any there what when how more than then them us me my him about out up into over after before only now also just one two some other new ";
    const OFTEN: &str = " team customer client data call meeting user users time day days week weeks month months year work need needs want wants get give make use go see say says said told know think ask asked asks project contract support system help start open still date next last first back here very much many people price free available ";
    static COSTS: LazyLock<FxHashMap<&str, u32>> = LazyLock::new(|| {
        let cost = |list: &'static str, cost: u32| list.split_whitespace().map(move |word| (word, cost));
        cost(OFTEN, 30).chain(cost(IN_EVERY, EVERYWHERE)).collect()
    });
    match word {
        "#" => 150,
        "@" => EVERYWHERE,
        _ => COSTS.get(word).copied().unwrap_or(if word.len() < 5 { 3 } else { 2 }),
    }
}
