//! Two small audits, made by hand.

use std::path::Path;

use serde_json::{Value, json};

use super::*;

fn metric(id: &str, value: f64, numerator: u64, denominator: u64, low: f64, high: f64) -> Value {
    json!({ "id": id, "unit": "share", "cohort": {"dimension": "all", "value": "all"}, "value": value,
            "numerator": numerator, "denominator": denominator, "interval": {"low": low, "high": high},
            "status": "ok", "reason": null })
}

fn audit(change: impl FnOnce(&mut Value)) -> Past {
    let mut audit = json!({
        "schema": "handoff-audit/1", "tool": {"version": "0.1.0"}, "title": "Pilot", "as_of": "2026-03-31T00:00:00Z",
        "window": {"from": null, "to": null},
        "definitions": [{"id": "review_sla_hours", "value": 72}, {"id": "clock", "value": "calendar"}],
        "population": {"in_scope": 3, "due": 3},
        "metrics": [metric("acceptance_rate", 0.5, 15, 30, 0.3315, 0.6685), metric("escalation_rate", 0.4, 12, 30, 0.2459, 0.5768)],
        "verdict": {"state": "not_met"},
        "rules": [{"code": "HA101", "severity": "stop", "title": "Metric missing"}, {"code": "HA408", "severity": "info"}],
        "deals": [
            {"deal_id": "A", "name": "Acme", "findings": ["HA101", "HA408"]},
            {"deal_id": "B", "name": "Blue", "findings": []},
            {"deal_id": "C", "name": "Cat", "findings": ["HA101"]},
        ]
    });
    change(&mut audit);
    Past::parse(audit.to_string().as_bytes(), Path::new("audit.json")).expect("an audit")
}

fn ids(deals: &[DealChange]) -> Vec<&str> {
    deals.iter().map(|deal| deal.deal_id.as_str()).collect()
}

#[test]
fn an_audit_against_itself_shows_no_change() {
    let comparison = compare(&audit(|_| {}), &audit(|_| {}));
    assert!(comparison.definitions.is_empty());
    assert!(comparison.figures.iter().all(|figure| figure.state == "same" && figure.change == Some(0.0)));
    let deals = &comparison.deals;
    assert_eq!((deals.in_both, deals.still_open), (3, 2));
    assert!(deals.fixed.is_empty() && deals.regressed.is_empty() && deals.new.is_empty() && deals.gone.is_empty());
}

#[test]
fn deals_and_findings_are_fixed_new_regressed_or_gone() {
    let after = audit(|audit| {
        audit["deals"] = json!([
            {"deal_id": "A", "name": "Acme", "findings": ["HA408"]},
            {"deal_id": "B", "name": "Blue", "findings": ["HA101"]},
            {"deal_id": "D", "name": "Dune", "findings": ["HA101"]},
        ]);
    });
    let deals = compare(&audit(|_| {}), &after).deals;
    assert_eq!((ids(&deals.fixed), ids(&deals.regressed)), (vec!["A"], vec!["B"]));
    assert_eq!((ids(&deals.new), ids(&deals.gone)), (vec!["D"], vec!["C"]));
    let named = |findings: &[FindingChange]| -> Vec<String> {
        findings.iter().map(|finding| format!("{} {}", finding.deal_id, finding.code)).collect()
    };
    assert_eq!(named(&deals.findings_fixed), ["A HA101"]);
    assert_eq!(named(&deals.findings_regressed), ["B HA101"]);
    assert_eq!(named(&deals.findings_new), ["D HA101"]);
}

#[test]
fn a_deal_whose_win_was_taken_back_is_not_simply_gone() {
    let after = audit(|audit| {
        audit["deals"] = json!([{"deal_id": "A", "name": "Acme", "findings": []}]);
        audit["reversed"] = json!([{"deal_id": "C", "stage": "Closed Lost"}, {"deal_id": "E"}]);
    });
    let deals = compare(&audit(|_| {}), &after).deals;
    assert_eq!((ids(&deals.gone), ids(&deals.reversed)), (vec!["B"], vec!["C"]));
    assert_eq!(deals.reversed[0].before, ["HA101"]);
}

#[test]
fn a_finding_that_is_gone_with_its_rule_was_not_fixed() {
    let nothing_found = |audit: &mut Value| {
        for deal in audit["deals"].as_array_mut().expect("deals") {
            deal["findings"] = json!([]);
        }
    };
    let off = audit(|audit| {
        nothing_found(audit);
        audit["rules"] = json!([]);
        audit["rule_changes"] = json!([{"code": "HA101", "change": "switched off"}]);
    });
    let no_export = audit(|audit| {
        nothing_found(audit);
        audit["rules"][0]["judged"] = json!(0);
        audit["rules"][1]["judged"] = json!(0);
    });
    for later in [&off, &no_export] {
        let deals = compare(&audit(|_| {}), later).deals;
        assert_eq!((ids(&deals.fixed), ids(&deals.unseen)), (vec![], vec!["A", "C"]));
        assert_eq!((deals.findings_fixed.len(), deals.findings_unseen.len()), (0, 3));
        // Looked at the other way round, nothing got worse.
        let deals = compare(later, &audit(|_| {})).deals;
        assert_eq!((ids(&deals.regressed), ids(&deals.newly_seen)), (vec![], vec!["A", "C"]));
        assert_eq!((deals.findings_regressed.len(), deals.findings_newly_seen.len()), (0, 3));
    }
    let notes = compare(&audit(|_| {}), &off).notes;
    assert!(notes.contains(&"rules are set otherwise: HA101 switched off in the second".to_owned()), "{notes:?}");
}

#[test]
fn a_cell_that_can_no_longer_be_read_fixes_nothing() {
    let after = audit(|audit| {
        audit["deals"][0] = json!({"deal_id": "A", "name": "Acme", "findings": ["HA408"], "unread": ["HA101"]});
    });
    let deals = compare(&audit(|_| {}), &after).deals;
    assert!(deals.fixed.is_empty() && deals.findings_fixed.is_empty(), "{deals:?}");
    assert_eq!((ids(&deals.unseen), deals.findings_unseen.len()), (vec!["A"], 1));
    let back = compare(&after, &audit(|_| {})).deals;
    assert!(back.regressed.is_empty() && back.findings_regressed.is_empty(), "{back:?}");
    assert_eq!((ids(&back.newly_seen), back.findings_newly_seen.len()), (vec!["A"], 1));
}

#[test]
fn a_stage_with_a_comma_in_its_name_is_one_column() {
    let column = |field: &str| json!([{"columns": [{"field": field}, {"field": "deals.owner"}]}]);
    let with = audit(|audit| {
        audit["sources"] = column("stage_history.entered_at (Contract Sent, Sales Pipeline), deals.won_at");
    });
    let without = audit(|audit| audit["sources"] = column("deals.won_at"));
    let notes = compare(&with, &without).notes.join("\n");
    assert!(notes.contains("no export of stage_history: what"), "{notes}");
}

#[test]
fn exports_that_one_audit_lacks_are_named() {
    let reads = |fields: &'static [&'static str]| {
        move |audit: &mut Value| {
            let columns: Vec<Value> = fields.iter().map(|field| json!({"heading": "x", "field": field})).collect();
            audit["sources"] =
                json!([{"path": "a.csv", "columns": columns}, {"path": "b.csv", "columns": [{"field": null}]}]);
        }
    };
    let all = audit(reads(&["deals.deal_id", "deals.why_now", "activities.body, activities.subject"]));
    let few = audit(reads(&["deals.deal_id"]));
    let said = "reads no export of activities and no column of deals.why_now: what rests on it";
    let notes = compare(&all, &few).notes;
    assert!(notes.contains(&format!("the second audit {said} is out of sight, and was not fixed")), "{notes:?}");
    let notes = compare(&few, &all).notes;
    assert!(notes.contains(&format!("the first audit {said} could not be seen then, and is not new")), "{notes:?}");
    assert!(compare(&all, &all).notes.iter().all(|note| !note.contains("reads no")));
}

#[test]
fn a_rule_that_was_made_milder_fixes_nothing() {
    let milder = audit(|audit| audit["rules"][0]["severity"] = json!("warn"));
    let deals = compare(&audit(|_| {}), &milder).deals;
    assert!(deals.fixed.is_empty() && deals.unseen.is_empty() && deals.findings_fixed.is_empty());
}

#[test]
fn each_rule_is_counted_over_the_deals_that_it_could_judge() {
    let judged = |findings: u64, judged: u64| {
        move |audit: &mut Value| {
            audit["rules"][0]["deals"] = json!(findings);
            audit["rules"][0]["judged"] = json!(judged);
        }
    };
    let comparison = compare(&audit(judged(2, 3)), &audit(judged(1, 4)));
    let rule = &comparison.rules[0];
    assert_eq!((rule.code.as_str(), rule.title.as_str(), rule.state()), ("HA101", "Metric missing", "judged"));
    assert_eq!(rule.before, Some(RuleCount { deals: 2, judged: Some(3) }));
    assert_eq!(rule.after.and_then(RuleCount::share), Some(0.25));
    let comparison = compare(&audit(judged(2, 3)), &audit(judged(0, 0)));
    assert_eq!(
        (comparison.rules[0].state(), comparison.rules[0].after.and_then(RuleCount::share)),
        ("not_judged_after", None)
    );
}

#[test]
fn a_change_has_an_interval_and_a_direction() {
    let after = audit(|audit| {
        audit["metrics"] = json!([
            metric("acceptance_rate", 0.9, 27, 30, 0.7438, 0.9654),
            metric("escalation_rate", 0.9, 27, 30, 0.7438, 0.9654),
        ]);
    });
    let figures = compare(&audit(|_| {}), &after).figures;
    let limits = crate::stats::proportion::newcombe(27, 30, 15, 30).expect("two arms");
    assert!((figures[0].low.expect("a bound") - limits.low).abs() < 1e-3);
    assert!((figures[0].high.expect("a bound") - limits.high).abs() < 1e-3);
    assert_eq!((figures[0].state, figures[1].state), ("better", "worse"));
}

#[test]
fn definitions_that_differ_are_named() {
    let after = audit(|audit| audit["definitions"][0]["value"] = json!(24));
    let changes = compare(&audit(|_| {}), &after).definitions;
    assert_eq!(changes.len(), 1);
    assert_eq!(
        (changes[0].id.as_str(), &changes[0].before, &changes[0].after),
        ("review_sla_hours", &json!(72), &json!(24))
    );
}

#[test]
fn another_schema_is_refused() {
    let text = json!({"schema": "handoff-audit/9", "tool": {"version": "9"}, "as_of": "", "population": {"in_scope": 0, "due": 0},
                      "metrics": [], "verdict": {"state": "met"}});
    assert!(matches!(Past::parse(text.to_string().as_bytes(), Path::new("x")), Err(Error::OtherSchema { .. })));
    assert!(matches!(Past::parse(b"[]", Path::new("x")), Err(Error::Malformed { .. })));
}

#[test]
fn thresholds_read_pass_and_fail() {
    let standing =
        Standing { unit: "share".into(), value: Some(27.0 / 30.0), low: Some(0.7438), ..Standing::default() };
    let judge = |text: &str| Threshold::parse(text).expect("a threshold").judge(&standing);
    assert_eq!(judge("acceptance_rate=0.9").state, "passed");
    assert_eq!(judge("acceptance_rate = 90%").state, "passed");
    assert_eq!(judge("acceptance_rate.low=0.9").state, "failed");
    assert_eq!(judge("acceptance_rate=0.85").hint.as_deref(), Some("can be raised: --fail-under acceptance_rate=0.9"));
    assert_eq!(judge("acceptance_rate=0.9").hint, None);
    let nothing = Threshold::parse("csat_mean=50").expect("a threshold").judge(&Standing::default());
    assert_eq!((nothing.state, nothing.reason.as_deref()), ("not_computable", Some("it has no value")));
    for wrong in ["acceptance_rate", "=0.9", "acceptance_rate=high", "acceptance_rate=NaN"] {
        assert!(Threshold::parse(wrong).is_err(), "{wrong}");
    }
    let wrong_side =
        Threshold::parse("first_touch_median.low=48").expect_err("a longer time must not pass").to_string();
    assert!(wrong_side.contains("first_touch_within_sla can be held"), "{wrong_side}");
    assert!(Threshold::parse("override_rate=0.1").is_err());
    assert!(Threshold::parse("acceptance_rate=85").expect("a number").check_unit("share").is_err());
}

#[test]
fn a_figure_that_is_read_back_keeps_every_digit() {
    let shares: Vec<f64> = (1..=200).flat_map(|n| (1..=n).map(move |k| f64::from(k) / f64::from(n))).collect();
    let known = audit(|audit| {
        let metrics = shares.iter().map(|&share| metric("acceptance_rate", share, 1, 2, share, share));
        audit["metrics"] = metrics.collect();
    });
    let read: Vec<Option<f64>> = known.metrics.iter().map(|figure| figure.value).collect();
    assert_eq!(read, shares.into_iter().map(Some).collect::<Vec<_>>());
}
