//! The page as a whole: what must hold for every audit, whatever its data.

use std::collections::BTreeSet;

use super::{Drawing, View, audit_json, fixtures, index_html, summary_md};
use crate::audit::Audit;

/// Every kind of audit that a page is drawn from.
fn audits() -> Vec<(&'static str, Audit)> {
    vec![
        ("empty", fixtures::empty()),
        ("one deal", fixtures::demo(1)),
        ("five deals", fixtures::demo(5)),
        ("a strip of deals", fixtures::demo(48)),
        ("a curve of deals", fixtures::demo(150)),
        ("hostile text", fixtures::hostile()),
    ]
}

fn drawn(audit: &Audit) -> String {
    index_html(audit, Drawing::default()).unwrap()
}

/// The tags of a page, without those inside its own style and script.
fn tags(page: &str) -> Vec<&str> {
    let body = page.split_once("</style>").map_or(page, |(_, body)| body);
    let body = body.rsplit_once("<script>").map_or(body, |(body, _)| body);
    body.split('<').skip(1).map(|piece| piece.split('>').next().unwrap_or("")).collect()
}

/// Names and values of a tag's attributes; what stands between quotes is never a name.
fn attributes(tag: &str) -> Vec<(&str, &str)> {
    let mut rest = tag.split_once(' ').map_or("", |(_, rest)| rest);
    let mut found = Vec::new();
    while let Some((name, after)) = rest.split_once("=\"") {
        let Some((value, after)) = after.split_once('"') else { break };
        found.push((name.rsplit(' ').next().unwrap_or(""), value));
        rest = after;
    }
    found
}

#[test]
fn the_policy_stands_first_and_nothing_comes_from_outside() {
    for (name, audit) in audits() {
        let page = drawn(&audit);
        let head = page.split_once("<head>").unwrap().1.trim_start();
        assert!(
            head.starts_with("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src &#x27;none&#x27;;"),
            "{name}"
        );
        for tag in tags(&page) {
            for (key, _) in attributes(tag) {
                assert!(key != "style" && key != "src" && !key.starts_with("on"), "{name}: <{tag}>");
            }
        }
        assert_eq!(page.matches("<script").count(), 1, "{name}");
        assert_eq!(page.matches("<style").count(), 1, "{name}");
    }
}

#[test]
fn the_hashes_are_those_of_what_is_inlined() {
    use sha2::{Digest, Sha256};
    let page = drawn(&fixtures::empty());
    for (open, close) in [("<style>", "</style>"), ("<script>", "</script>")] {
        let inlined = page.split_once(open).unwrap().1.split_once(close).unwrap().0;
        let hash = super::html::base64(&Sha256::digest(inlined)).replace('/', "&#x2f;");
        assert!(page.contains(&format!("sha256-{hash}")), "{open}");
    }
}

#[test]
fn ids_are_unique_and_links_lead_somewhere() {
    let drawings = [(View::Pilot, false), (View::Monthly, false), (View::Monthly, true), (View::Gap, false)];
    let drawn_in_each = audits().into_iter().flat_map(|(name, audit)| {
        drawings.map(|(view, names)| (name, index_html(&audit, Drawing { view, names }).unwrap()))
    });
    for (name, page) in drawn_in_each {
        let attribute = |tag: &str, key: &str| {
            attributes(tag).into_iter().find(|(name, _)| *name == key).map(|(_, value)| value.to_owned())
        };
        let ids: Vec<String> = tags(&page).iter().filter_map(|tag| attribute(tag, "id")).collect();
        let unique: BTreeSet<&String> = ids.iter().collect();
        assert_eq!(ids.len(), unique.len(), "{name}: an id stands twice");
        for tag in tags(&page) {
            let target = attribute(tag, "href").filter(|href| href.starts_with('#'));
            if let Some(id) = target.map(|href| href[1..].to_owned()) {
                // The hostile audit renames deals without their worklist.
                assert!(unique.contains(&id) || name == "hostile text", "{name}: nothing has the id {id}");
            }
            if let Some(label) = attribute(tag, "aria-labelledby") {
                assert!(unique.contains(&label), "{name}: nothing has the id {label}");
            }
        }
    }
}

#[test]
fn a_mark_that_stands_for_one_deal_leads_to_it() {
    let audit = fixtures::demo(48);
    let links = |page: &str, figure: &str| {
        let start = page.find(&format!("<figure id=\"{figure}\"")).expect("the figure");
        let drawing = &page[start..start + page[start..].find("</svg>").expect("a drawing")];
        let hrefs = drawing.split("<a href=\"#packet-").skip(1);
        hrefs.map(|rest| rest.split('"').next().unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let page = drawn(&audit);
    let speed = audit.speed.iter().find(|speed| speed.id == "first_touch").expect("a speed");
    let drawn_deals: BTreeSet<String> = links(&page, "fig-speed-first_touch").into_iter().collect();
    let deals: BTreeSet<String> = speed.points.iter().map(|point| point.deal_id.clone()).collect();
    assert_eq!(drawn_deals, deals);
    assert!(deals.len() > 10, "{} deals", deals.len());
    let squares = links(&page, "fig-budget");
    assert_eq!(squares, [&audit.verdict.passed[..], &audit.verdict.failed[..]].concat());
    assert_eq!(squares.len() as u64, audit.verdict.denominator.expect("a verdict"));
    let monthly = index_html(&audit, Drawing { view: View::Monthly, names: true }).unwrap();
    assert!(!monthly.contains("#packet-"), "no packet has a row there");
}

#[test]
fn text_from_the_exports_stays_text() {
    let page = drawn(&fixtures::hostile());
    let known: BTreeSet<&str> = tags_names(&drawn(&fixtures::demo(48))).into_iter().collect();
    for tag in tags_names(&page) {
        assert!(known.contains(tag), "<{tag}> is none of ours");
    }
    assert!(!page.contains("javascript:"));
    assert!(!page.contains(['\0', '\u{1B}', '\u{202E}']));
    assert!(page.contains("[U+202E]") && page.contains('\u{2400}'));
    assert!(page.contains("{{ 7*7 }}"), "data is not a template");
}

fn tags_names(page: &str) -> Vec<&'static str> {
    // Leaked so that two pages can be compared without borrowing either: a test's handful of names.
    let names: BTreeSet<String> = tags(page)
        .iter()
        .map(|tag| tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or("").to_owned())
        .collect();
    names.into_iter().map(|name| &*Box::leak(name.into_boxed_str())).collect()
}

#[test]
fn the_same_audit_gives_the_same_bytes() {
    let draw = || drawn(&fixtures::demo(48));
    assert_eq!(draw(), draw());
}

#[test]
fn the_page_stays_small() {
    let base = drawn(&fixtures::empty()).len();
    assert!(base < 100_000, "{base} bytes without a deal");
    let many = drawn(&fixtures::demo(3_000)).len();
    assert!(many < 1_000_000 + 200 * 3_000, "{many} bytes for 200 of 3,000 deals");
    let most = drawn(&fixtures::demo(100_000));
    assert!(most.len() < many + 20_000, "{} bytes for 100,000 deals, {many} for 3,000", most.len());
    assert!(most.contains("in packets.csv"), "what is not shown is counted, with the file that holds it");
}

#[test]
fn the_monthly_view_names_no_deal_and_no_rep_unless_asked() {
    let audit = fixtures::demo(48);
    let draw = |names| index_html(&audit, Drawing { view: View::Monthly, names }).unwrap();
    let people: BTreeSet<&str> = audit.deals.iter().flat_map(|deal| [deal.ae.as_str(), deal.csm.as_str()]).collect();
    let named = |page: &str| people.iter().filter(|name| page.contains(**name)).count();
    assert_eq!(named(&draw(false)), 0);
    assert!(named(&draw(true)) > 5);
    assert!(!audit.deals.iter().any(|deal| draw(false).contains(&deal.name)));
    let summary = |names: bool| summary_md(&audit, Drawing { view: View::Monthly, names });
    let is_told = |text: &str| audit.deals.iter().any(|deal| text.contains(&deal.name));
    assert!(is_told(&summary(true)) && !is_told(&summary(false)), "{}", summary(false));
}

#[test]
fn small_numbers_show_no_percentage() {
    let page = drawn(&fixtures::demo(5));
    let headline = page.split_once("class=\"headline\">").unwrap().1.split_once("</p>").unwrap().0;
    assert!(headline.contains("Too few to compare with 90%"), "{headline}");
}

#[test]
fn a_verdict_that_open_handoffs_can_turn_is_not_settled() {
    let page = |returns_left: Option<u64>| {
        let mut audit = fixtures::demo(60);
        let decided = audit.verdict.numerator.unwrap_or_default() + audit.verdict.returned.unwrap_or_default();
        audit.verdict.state = "not_met";
        audit.verdict.pilot_size = decided + 20;
        audit.verdict.returns_left = returns_left;
        drawn(&audit)
    };
    let (open, lost) = (page(Some(3)), page(None));
    assert!(
        open.contains("as long as 20 handoffs are not accepted: 90% is still reached if no more than 3 of them are")
    );
    assert!(!open.contains("no further handoffs are needed") && lost.contains("no further handoffs are needed"));
    assert!(lost.contains("more handoffs of this kind will not change the verdict"));
}

#[test]
fn the_summary_is_short_and_escaped() {
    for (name, audit) in audits() {
        let summary = summary_md(&audit, Drawing::default());
        assert!(summary.lines().count() <= 25, "{name}: {} lines", summary.lines().count());
        assert!(!summary.contains("<script>"), "{name}");
    }
}

#[test]
fn the_summary_names_the_days_of_retention_in_force() {
    let mut audit = fixtures::demo(48);
    assert!(summary_md(&audit, Drawing::default()).contains("- Retained at 90 days: "));
    let days = audit.definitions.iter_mut().find(|choice| choice.id == "retention_days").expect("the choice");
    days.value = serde_json::json!(60);
    assert!(summary_md(&audit, Drawing::default()).contains("- Retained at 60 days: "));
}

#[test]
fn the_json_is_json_and_begins_with_its_schema() {
    for (name, audit) in audits() {
        let mut bytes = Vec::new();
        audit_json(&audit, &mut bytes).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.starts_with("{\n  \"schema\": \"handoff-audit/1\",\n"), "{name}");
        let read: serde_json::Value = serde_json::from_str(&text).unwrap();
        assert_eq!(read["metrics"].as_array().unwrap().len(), audit.metrics.len(), "{name}");
        assert!(text.ends_with("}\n"), "{name}");
    }
}

/// Names of every length and script, and signs that no font is ready for.
const NAMES: [&str; 10] = [
    "W",
    "Unbreakable",
    "Ein sehr langer Name mit vielen Wörtern und noch mehr davon",
    "شركة النقل السريع المحدودة للخدمات اللوجستية",
    "חברת ההובלות המהירה",
    "株式会社非常に長い名前の物流会社",
    "👩‍👩‍👧‍👦🏳️‍🌈😀",
    "Z\u{351}\u{36B}\u{343}\u{36A}\u{302}a\u{315}\u{321}\u{322}l\u{334}\u{340}\u{341}go",
    "\u{FDFD}\u{1242B}\u{2E3B}",
    "<b>\u{202E}&amp;\tx</b>\u{0}",
];

/// The demo with every name that a chart may show told anew, each name so many times on end.
fn renamed(n_deals: usize, times: usize) -> Audit {
    let mut audit = fixtures::demo(n_deals);
    let mut counter = 0;
    let mut next = || {
        counter += 1;
        format!("{}{counter}", NAMES[counter % NAMES.len()].repeat(times))
    };
    for metric in &mut audit.metrics {
        if ["segment", "ae", "csm", "region", "product"].contains(&metric.cohort.dimension.as_str()) {
            metric.cohort.value = next();
        }
    }
    audit.items.iter_mut().for_each(|item| item.label = next());
    audit.returns.reasons.iter_mut().for_each(|reason| reason.reason = next());
    audit.watch.funnels.iter_mut().flat_map(|funnel| &mut funnel.points).for_each(|point| point.ae = next());
    audit.watch.events.iter_mut().for_each(|event| event.label = next());
    for curve in audit.survival.iter_mut().filter(|curve| curve.cohort.dimension != "all") {
        curve.cohort.value = next();
    }
    audit
}

#[test]
fn labels_of_charts_are_whole_and_touch_nothing() {
    let mut audits = audits();
    audits.extend([
        ("renamed", renamed(48, 1)),
        ("renamed long", renamed(48, 20)),
        ("renamed many", renamed(3_000, 6)),
    ]);
    for (name, audit) in audits {
        for view in [View::Pilot, View::Monthly, View::Gap] {
            let page = index_html(&audit, Drawing { view, names: true }).unwrap();
            assert!(audit.deals.is_empty() || page.contains("<svg class=\"narrow\""), "{name}: no chart");
            assert_eq!(super::charts::layout_faults(&page), [""; 0], "{name} {view:?}");
        }
    }
}
