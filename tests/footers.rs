//! Counts that people put below a table of deals are no deals, in whatever cells they stand.

mod support;

use std::fs;

use support::{read_audit, run_files};

const DEALS: &str = "Deal ID,Deal Name,Stage,Close Date,Amount,Owner\n\
                     8001,Alpha,Closed Won,2026-01-05,1200,Ada\n\
                     8002,Beta,Closed Won,2026-01-06,1400,Ada\n\
                     8003,Gamma,Open,2026-02-06,1500,Bo\n";

/// How many deals are read, and how many rows below them the ledger calls counts.
fn read(below: &str) -> (u64, usize) {
    let home = run_files(&[("deals.csv".into(), format!("{DEALS}{below}"))]);
    let audit = read_audit(&home.path().join("out"));
    let ledger = fs::read_to_string(home.path().join("out/ledger.csv")).expect("a ledger");
    let n_counts = ledger.lines().filter(|line| line.contains("a word and its count below the table")).count();
    (audit["population"]["rows"].as_u64().expect("a count"), n_counts)
}

#[test]
fn a_word_and_its_count_are_no_deal() {
    for below in [
        "Won,2,,,,\n",
        "2 won,,,,,\nLost: 0,,,,,\n",
        "Won,2,of 3,,,\n",
        "Won,2,67%,,,\nOpen,1,33%,,,\n",
        ",,,,,\nWon,2,,,2600,\nTotal,3,,,4100,\n",
        "2,Won,,,,\n",
    ] {
        let (n_deals, n_counts) = read(below);
        assert_eq!(n_deals, 3, "{below}");
        assert!(n_counts > 0, "the ledger says so: {below}");
    }
}

#[test]
fn what_may_be_a_deal_is_one() {
    for below in [
        "8004,Delta,Closed Won,,,\n",
        "8004,,,,,\n",
        "OPP-8,Delta,,,,\n",
        "8004,2 won,,,,\n",
        "Delta,Closed Won,2026-01-05,,,\n",
        "2 won,,,,,\n8004,Delta,Closed Won,2026-01-05,100,Ada\n",
    ] {
        let added = below.lines().count() as u64;
        assert_eq!(read(below), (3 + added, 0), "{below}");
    }
}

/// Where ids are words with a number, such a cell alone is an id.
#[test]
fn ids_of_several_words_are_no_counts() {
    let deals = DEALS.replace("\n800", "\nDeal ");
    let home = run_files(&[("deals.csv".into(), format!("{deals}Deal 4,,,,,\n"))]);
    assert_eq!(read_audit(&home.path().join("out"))["population"]["rows"], 4);
}
