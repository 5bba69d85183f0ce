//! Which deal a name means, where several may bear it: the one, else the one of the row's account, else the one that is
//! won. People hand over what was won, and a deal that was lost before is often called the same.

use rustc_hash::{FxHashMap, FxHashSet};

use super::columns::Table;
use crate::domain::{Sym, stage_key};

use super::book::Book;

/// What a name means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// No deal bears it.
    Nobody,
    /// One deal bears it.
    One(Sym),
    /// Of several that do, this one.
    Among(Sym),
    /// So many do, and nothing tells which is meant.
    Several(usize),
    /// Only deals of other accounts than the row's bear it.
    OfOthers,
}

/// Deals that are alike in something, with those of them that are won.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Alike {
    all: Few,
    won: Few,
}

/// How many, and the first.
#[derive(Clone, Copy, Debug, Default)]
struct Few {
    n: usize,
    first: Sym,
}

impl Few {
    fn add(&mut self, deal: Sym) {
        if self.n == 0 {
            self.first = deal;
        }
        self.n += 1;
    }

    fn only(self) -> Option<Sym> {
        (self.n == 1).then_some(self.first)
    }
}

impl Alike {
    /// Adds a deal; each is added once.
    pub(super) fn add(&mut self, deal: Sym, is_won: bool) {
        self.all.add(deal);
        if is_won {
            self.won.add(deal);
        }
    }

    /// The one that is meant by what they have in common.
    pub(super) fn meaning(self) -> Meaning {
        match (self.all.n, self.all.only(), self.won.only()) {
            (0, ..) => Meaning::Nobody,
            (_, Some(deal), _) => Meaning::One(deal),
            (_, _, Some(deal)) => Meaning::Among(deal),
            (n, ..) => Meaning::Several(n),
        }
    }
}

/// Deals by what they are called, and by that and their account.
#[derive(Debug, Default)]
pub(super) struct Called {
    by_name: FxHashMap<String, Alike>,
    of_account: FxHashMap<(String, String), Alike>,
    /// Names of deals of which the accounts are known.
    with_accounts: FxHashSet<String>,
    /// What accounts of deals go by.
    accounts: FxHashSet<String>,
}

impl Called {
    /// Adds a deal by one of its folded names, with what its account goes by; each name of a deal is added once.
    pub(super) fn add(&mut self, name: &str, accounts: &[String], deal: Sym, is_won: bool) {
        self.accounts.extend(accounts.iter().cloned());
        if name.is_empty() {
            return;
        }
        self.by_name.entry(name.to_owned()).or_default().add(deal, is_won);
        if !accounts.is_empty() {
            self.with_accounts.insert(name.to_owned());
        }
        for account in accounts {
            self.of_account.entry((name.to_owned(), account.clone())).or_default().add(deal, is_won);
        }
    }

    /// Whether the account of any deal goes by that.
    pub(super) fn goes_by(&self, account: &str) -> bool {
        self.accounts.contains(account)
    }

    /// The deal that a folded name means in a row that names its account so: what the row says of its account is evidence,
    /// and the name is a guess. An account that no deal goes by is no word against it.
    pub(super) fn meaning(&self, name: &str, accounts: &[String]) -> Meaning {
        let all = self.by_name.get(name).copied().unwrap_or_default().meaning();
        let mut accounts = accounts.iter().filter(|account| self.accounts.contains(*account)).peekable();
        if accounts.peek().is_none() || !self.with_accounts.contains(name) {
            return all;
        }
        let of_account = |account: &String| self.of_account.get(&(name.to_owned(), account.clone()));
        match (accounts.find_map(of_account).map(|alike| alike.meaning()), all) {
            (None, _) => Meaning::OfOthers,
            (Some(Meaning::One(deal)), Meaning::Among(_) | Meaning::Several(_)) => Meaning::Among(deal),
            (Some(meaning), _) => meaning,
        }
    }
}

/// Whether a row of the deals says that it is won: by a column that says so, by its stage, or, where it has neither, by the
/// day of the win.
pub(super) fn says_won(book: &Book, deals: &Table, row: usize, won_stages: &[String]) -> bool {
    let stage = deals.symbols("stage").get(row);
    let by_stage = || match stage.is_blank() {
        true => deals.times("won_at").get(row).is_some(),
        false => won_stages.contains(&stage_key(book.text(stage))),
    };
    deals.bools("is_won").get(row).unwrap_or_else(by_stage)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_several_deals_of_a_name_the_accounts_is_meant_then_the_won_one() {
        let (lost, won, other, twin) = (Sym(1), Sym(2), Sym(3), Sym(4));
        let account = |name: &str| vec![name.to_owned()];
        let mut called = Called::default();
        called.add("acme", &account("a1"), lost, false);
        called.add("acme", &account("a1"), won, true);
        called.add("bolt", &account("a2"), other, true);
        called.add("bolt", &account("a3"), twin, true);
        assert_eq!(called.meaning("acme", &[]), Meaning::Among(won));
        assert_eq!(called.meaning("acme", &account("a1")), Meaning::Among(won));
        assert_eq!(called.meaning("acme", &account("a9")), Meaning::Among(won), "no deal goes by that account");
        assert_eq!(called.meaning("acme", &account("a2")), Meaning::OfOthers);
        called.add("gin", &account("a4"), Sym(5), true);
        assert_eq!(called.meaning("gin", &account("a4")), Meaning::One(Sym(5)));
        assert_eq!(called.meaning("gin", &account("a3")), Meaning::OfOthers, "though one deal alone bears the name");
        assert_eq!(called.meaning("bolt", &[]), Meaning::Several(2));
        assert_eq!(called.meaning("bolt", &account("a3")), Meaning::Among(twin));
        assert_eq!(called.meaning("rum", &[]), Meaning::Nobody);
    }
}
