//! Which words of a pattern are searched for first: the rarest, of which one stands in every match.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::notation::Part;
use super::vocabulary::{LiteralId, Literals};

/// A part of a pattern that has a word in every match, and which.
#[derive(Clone)]
pub(super) struct Anchor {
    pub(super) cost: u32,
    pub(super) words: Vec<LiteralId>,
    /// How many words of the pattern stand before the part, and up to its end.
    start: Span,
    end: Span,
    /// How many words of the part stand before the word.
    inner: Span,
}

impl Anchor {
    /// How many words of the pattern stand before the word.
    pub(super) fn before(&self) -> Span {
        self.start.and(self.inner)
    }

    /// How many words further than this one the word of another part stands: at least and at most. Below zero it stands
    /// before this one.
    pub(super) fn distance(&self, other: &Anchor) -> (i32, i32) {
        if other.start.most < self.end.most || other.start.least < self.end.least {
            let (least, most) = other.distance(self);
            return (-most, -least);
        }
        let [own, between] = [self.start.to(self.end), self.end.to(other.start)];
        let least = (own.least - self.inner.most).max(1) + between.least + other.inner.least;
        let most = own.most - self.inner.least + between.most + other.inner.most;
        (least, most)
    }
}

/// At least and at most so many words.
#[derive(Clone, Copy)]
pub(super) struct Span {
    pub(super) least: i32,
    pub(super) most: i32,
}

impl Span {
    const NONE: Span = Span { least: 0, most: 0 };

    fn and(self, other: Span) -> Span {
        Span { least: self.least + other.least, most: self.most + other.most }
    }

    /// What is between so many words and so many more.
    fn to(self, end: Span) -> Span {
        Span { least: end.least - self.least, most: end.most - self.most }
    }

    fn or(self, other: Span) -> Span {
        Span { least: self.least.min(other.least), most: self.most.max(other.most) }
    }
}

/// The parts that have a word in every match, in order.
pub(super) fn anchors(parts: &[Part], literals: &Literals) -> Vec<Anchor> {
    let (mut anchors, mut start) = (Vec::new(), Span::NONE);
    for part in parts {
        let end = start.and(width(part));
        anchors.extend(anchor_of(part, literals).map(|(cost, words, inner)| Anchor { cost, words, start, end, inner }));
        start = end;
    }
    anchors
}

/// The cost and the words of a part, and how many of its words stand before one of those.
fn anchor_of(part: &Part, literals: &Literals) -> Option<(u32, Vec<LiteralId>, Span)> {
    match part {
        Part::OneOf(words) => Some((words.iter().map(|&word| literals.cost(word)).sum(), words.clone(), Span::NONE)),
        Part::Choice(alternatives) => {
            let rarest = |parts: &Vec<Part>| anchors(parts, literals).into_iter().min_by_key(|anchor| anchor.cost);
            let each: Vec<Anchor> = alternatives.iter().map(rarest).collect::<Option<_>>()?;
            let inner = each.iter().map(Anchor::before).reduce(Span::or)?;
            let mut words: Vec<LiteralId> = each.iter().flat_map(|anchor| &anchor.words).copied().collect();
            words.sort_unstable();
            words.dedup();
            Some((each.iter().map(|anchor| anchor.cost).sum(), words, inner))
        }
        _ => None,
    }
}

fn width(part: &Part) -> Span {
    let all = |parts: &Vec<Part>| parts.iter().map(width).fold(Span::NONE, Span::and);
    match part {
        Part::OneOf(_) | Part::Any => Span { least: 1, most: 1 },
        Part::Gap(most) => Span { least: 0, most: i32::from(*most) },
        Part::Optional(inner) => all(inner).or(Span::NONE),
        Part::Choice(alternatives) => alternatives.iter().map(all).reduce(Span::or).unwrap_or(Span::NONE),
        Part::NoneOf(_) | Part::Start | Part::End | Part::Colon | Part::Comma => Span::NONE,
    }
}

/// How often a word stands in ordinary text, relative to a rare one; of a beginning with a star, any word that begins so.
pub(super) fn commonness(word: &str) -> u32 {
    static OFTEN: LazyLock<BTreeMap<&str, u32>> = LazyLock::new(|| {
        let lines = include_str!("lexicon/common.tsv").lines().skip(1).filter_map(|line| line.split_once('\t'));
        lines.map(|(word, often)| (word, often.parse().unwrap_or(0))).collect()
    });
    let often = match word.strip_suffix('*') {
        Some(stem) => OFTEN.range(stem..).take_while(|(word, _)| word.starts_with(stem)).map(|(_, often)| often).sum(),
        None => OFTEN.get(word).copied().unwrap_or(0),
    };
    often + 1
}
