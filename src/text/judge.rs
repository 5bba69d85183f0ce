//! What in a sentence stops a claim of its own.

use super::group::Match;
use super::lexicon::{DENIAL, Entry, Guard, Lexicon, Place};
use super::words::{CLAUSE, PAUSE, Token};

/// A sentence's words with what in them stops a claim.
pub(super) struct Judge<'a> {
    pub(super) lexicon: &'a Lexicon,
    pub(super) tokens: &'a [Token],
    pub(super) stops: &'a [Match],
    pub(super) is_question: bool,
}

impl Judge<'_> {
    pub(super) fn is_stopped(&self, entry: &Entry, found: Match) -> bool {
        let guard = |of: u16| &self.lexicon.guards[of as usize];
        let is_asked = self.is_question && entry.guards.iter().any(|&of| guard(of).place == Place::Asked);
        is_asked
            || self
                .stops
                .iter()
                .any(|stop| entry.guards.binary_search(&stop.of).is_ok() && self.stops_it(guard(stop.of), *stop, found))
    }

    fn stops_it(&self, guard: &Guard, stop: Match, found: Match) -> bool {
        if guard.is_negatable && self.is_denied(stop) {
            return false;
        }
        match guard.place {
            Place::Before(near) => {
                stop.end <= found.start
                    && (found.start - stop.end) as usize <= near
                    && stop.start as usize >= self.clause(found).0
            }
            Place::After(near) => {
                stop.start >= found.end
                    && (stop.start - found.end) as usize <= near
                    && stop.start as usize <= self.clause(found).1
            }
            Place::Clause => {
                let (from, to) = self.clause(found);
                (stop.start as usize) < to && stop.end as usize > from
            }
            Place::Within(near) => {
                stop.start < found.end
                    && (stop.end as usize + near) >= found.start as usize
                    && stop.start as usize >= self.clause(found).0
            }
            Place::Sentence | Place::Near | Place::Text => true,
            Place::Asked => false,
        }
    }

    /// The clause around a match.
    fn clause(&self, found: Match) -> (usize, usize) {
        let begins = |&at: &usize| self.tokens[at].before & (PAUSE | CLAUSE) != 0;
        let from = (1..=found.start as usize).rev().find(begins).unwrap_or(0);
        let to = (found.end as usize..self.tokens.len()).find(begins).unwrap_or(self.tokens.len());
        (from, to)
    }

    /// Whether the stop itself or one of the three words before it denies.
    fn is_denied(&self, stop: Match) -> bool {
        let from = (stop.start as usize).saturating_sub(3);
        let denies = |token: &Token| token.traits & DENIAL != 0;
        self.tokens[from..stop.start as usize].iter().any(denies)
            || self.tokens[stop.start as usize..stop.end as usize]
                .iter()
                .skip(1)
                .any(|token| token.symbol == self.lexicon.not)
    }
}
