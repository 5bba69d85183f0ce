//! Which fields the exports tell of a deal: where several exports hold deals, one may have no column for what another
//! has, and of a deal that stands in the first alone nobody can say that its cell is blank.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::{FileId, Sym, TableKind};
use crate::map::{Book, Table};

/// The exports in which deals stand, where these differ in their columns.
pub(super) struct Told<'a> {
    deals: &'a Table,
    /// By field: the exports of deals that hold it; empty where it may be told of any deal.
    holders: Vec<Vec<FileId>>,
    /// The exports of a deal that stands in several.
    of_deal: FxHashMap<Sym, FxHashSet<FileId>>,
    /// The field that names a deal's CSM, where no other table does.
    csm: Option<usize>,
}

impl<'a> Told<'a> {
    /// What fields stand beside the deals may be told of any deal: a tracker, the answers to a form.
    pub(super) fn new(book: &Book, deals: &'a Table) -> Told<'a> {
        let is_own = |file: FileId| book.file(file).table == Some(TableKind::Deals);
        let files: Vec<FileId> = (0..book.files.len() as u16).map(FileId).filter(|&file| is_own(file)).collect();
        let holders: Vec<Vec<FileId>> = (0..TableKind::Deals.fields().len())
            .map(|field| {
                let holders = deals.holders(field);
                let is_told_by_some = holders.iter().all(|&file| is_own(file)) && holders.len() < files.len();
                if is_told_by_some { holders } else { Vec::new() }
            })
            .collect();
        let mut of_deal: FxHashMap<Sym, FxHashSet<FileId>> = FxHashMap::default();
        if holders.iter().any(|files| !files.is_empty()) {
            let ids = deals.symbols("deal_id");
            for row in 0..deals.n_rows() {
                of_deal.entry(ids.get(row)).or_default().insert(deals.row_origin(row).file());
            }
            of_deal.retain(|_, files| files.len() > 1);
        }
        let elsewhere = [TableKind::Onboarding, TableKind::Accounts].into_iter().filter_map(|kind| book.table(kind));
        let is_elsewhere = elsewhere.into_iter().any(|table| table.symbols("csm").is_captured());
        Told { deals, holders, of_deal, csm: TableKind::Deals.field("csm").filter(|_| !is_elsewhere) }
    }

    /// Whether a CSM that nothing names could stand in the deal's own row alone, and no export of the deal has a
    /// column for it.
    pub(super) fn is_csm_untold(&self, row: usize) -> bool {
        let is_blank = self.deals.symbols("csm").get(row).is_blank();
        is_blank && self.csm.is_some_and(|field| self.is_untold(row, field))
    }

    /// Whether no export in which the deal of that row stands has a column for a field that another export has.
    pub(super) fn is_untold(&self, row: usize, field: usize) -> bool {
        let holders = &self.holders[field];
        if holders.is_empty() || holders.contains(&self.deals.row_origin(row).file()) {
            return false;
        }
        let id = self.deals.symbols("deal_id").get(row);
        !self.of_deal.get(&id).is_some_and(|files| holders.iter().any(|file| files.contains(file)))
    }
}
