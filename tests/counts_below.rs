//! Counts that people put below a table of deals are none of them, and no deal is taken for a count.

mod support;

use std::fs;

use support::{read_audit, run_files};

const WIDE: &str = "deal_id,deal_name,stage,closed_at,owner,amount
D1,Alpha,Closed Won,2026-01-05,Ada,100
D2,Beta,Closed Won,2026-01-06,Ada,200
D3,Gamma,Closed Lost,2026-01-07,Bo,300
";
const NARROW: &str = "deal_id,is_won\n1,1\n2,1\n3,0\n";

/// Deals, won deals, and lines of the ledger that were set aside as counts.
fn counted(table: &str, below: &[&str]) -> (u64, u64, usize) {
    let text = below.iter().fold(table.to_owned(), |text, line| text + line + "\n");
    let home = run_files(&[("deals.csv".to_owned(), text)]);
    let audit = read_audit(&home.path().join("out"));
    let ledger = fs::read_to_string(home.path().join("out/ledger.csv")).expect("a ledger");
    let count = |name: &str| audit["population"][name].as_u64().expect("a count");
    (count("rows"), count("won"), ledger.matches("row-without-id").count())
}

#[test]
fn counts_shares_and_sums_below_the_table_are_set_aside() {
    for below in [
        ["Won (2),,Closed Won,,,300", "Lost (1),,Closed Lost,,,300"],
        ["Won %,67%,,,,", "8 of 10 won,,,,,"],
        ["8/10 won,,,,,", "Gewonnen,2,,,,"],
        ["Summe,3 Deals,,,,600", "Durchschnitt,,,,,200"],
        ["Won | 2 | of 3,,,,,", "Total won,2,,,,"],
    ] {
        assert_eq!(counted(WIDE, &below), (3, 2, 2), "{below:?}");
    }
    assert_eq!(counted(NARROW, &["won,2", "lost,1"]), (3, 2, 2));
}

#[test]
fn a_row_that_may_be_a_deal_stays_one() {
    for below in [
        // Something else follows, the id is like the others', many cells are filled, or it says more than a count.
        ["Won (2),,Closed Won,,,300", "D4,Delta,Closed Lost,2026-01-08,Bo,10"],
        ["D4,,Closed Lost,,,", "D5,,Closed Lost,,,10"],
        ["Open,Delta,Closed Lost,,Bo,300", "NEW,5 seats,,,,300"],
        ["X,Delta,,,,300", "Won Alpha,Delta,,,,"],
    ] {
        assert_eq!(counted(WIDE, &below).2, 0, "{below:?}");
    }
    assert_eq!(counted(NARROW, &["A4,0", "B5,0"]).0, 5);
    let worded = WIDE.replace("D1", "Alpha").replace("D2", "Beta").replace("D3", "Gamma");
    assert_eq!(counted(&worded, &["Won (2),,Closed Won,,,300", "Summe,3 Deals,,,,600"]).0, 5, "ids are words");
}
