//! What exports cannot show is unknown, whatever else they hold: the column or the rows away, the figure that rests on
//! them is not computable and says why, and no other figure moves.

mod support;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of, counts, ids, note};

const USERS: &str = "user_id,name,team\nU1,Ada,Sales\nU2,Cy,Customer Success\n";
const ACTIVITIES: &str = "activity_id,deal_id,type,direction,author,occurred_at
E1,D1,email,outbound,Ada,2026-01-05T15:00:00Z
E2,D2,email,outbound,Ada,2026-01-06T15:00:00Z
C1,D1,call,outbound,Cy,2026-01-05T16:00:00Z
";
const SETTINGS: &str = "[audit]\nas_of = 2026-06-01\n[definitions]\ncs_teams = [\"Customer Success\"]\n";
const RISKS: &str = "deal_id,text,owner,status\nD1,Their data are in bad shape,Ada,open\n";
const CONTACTS: &str = "deal_id,contact_id,contact_name,role\nD1,P1,Zoe Zander,Champion\nD2,P2,Yan Young,Champion\n";

/// Four won deals, all older than any service level.
fn deals() -> String {
    let row = |n: usize| {
        format!(
            "D{n},Deal {n},A{n},Closed Won,2026-01-0{day}T10:00:00Z,Ada,Cy,12 hours to 2 by June,first report\n",
            day = n + 4
        )
    };
    let heading = "deal_id,deal_name,account_id,stage,won_at,owner,csm,success_metric,first_value_criteria\n";
    heading.to_owned() + &(1..=4).map(row).collect::<String>()
}

/// A table without one of its columns.
fn without(table: &str, column: &str) -> String {
    let gone = table.lines().next().expect("a header").split(',').position(|name| name == column).expect("the column");
    let line = |line: &str| {
        let cells: Vec<&str> = line.split(',').enumerate().filter(|(n, _)| *n != gone).map(|(_, cell)| cell).collect();
        cells.join(",") + "\n"
    };
    table.lines().map(line).collect()
}

/// The audit of these tables in the place of the whole ones.
fn audit_with(changed: &[(&str, &str)]) -> Value {
    let deals = deals();
    let whole = [
        ("deals.csv", deals.as_str()),
        ("users.csv", USERS),
        ("activities.csv", ACTIVITIES),
        ("risks.csv", RISKS),
        ("audit.toml", SETTINGS),
    ];
    let own = |(name, text)| changed.iter().find(|(other, _)| *other == name).map_or((name, text), |own| *own);
    let mut files: Vec<(&str, &str)> = whole.into_iter().map(own).collect();
    files.extend(changed.iter().filter(|(name, _)| !whole.iter().any(|(other, _)| other == name)));
    audit_of(&files)
}

/// Numerator and denominator of a figure over all deals, or why there are none.
fn figure(audit: &Value, id: &str) -> Result<(u64, u64), String> {
    let is_wanted = |metric: &&Value| metric["id"] == id && metric["cohort"]["dimension"] == "all";
    let metric = audit["metrics"].as_array().expect("metrics").iter().find(is_wanted).expect(id);
    let count = |name: &str| metric[name].as_f64().expect("a count") as u64;
    match metric["reason"].as_str() {
        Some(reason) if metric["status"] == "not_computable" => Err(reason.to_owned()),
        _ => Ok((count("numerator"), count("denominator"))),
    }
}

const EMAIL: &str = "transition_email_within_sla";
const TOUCH: &str = "first_touch_within_sla";
const READY: &str = "kickoff_ready_rate";

#[test]
fn with_everything_there_the_figures_count() {
    let audit = audit_with(&[]);
    assert_eq!(figure(&audit, EMAIL), Ok((2, 4)));
    assert_eq!(figure(&audit, TOUCH), Ok((1, 4)));
    assert_eq!(figure(&audit, READY), Ok((2, 4)), "nothing backs the other two");
    assert!(note(&audit, "unseen-touches").is_some_and(|note| note["sentence"]
        == "none of 3 rows of activities is a meeting: that a customer was reached so is not seen"));
}

#[test]
fn an_e_mail_that_no_export_holds_is_not_a_late_one() {
    let calls: String =
        ACTIVITIES.lines().filter(|line| !line.contains("email")).map(|line| format!("{line}\n")).collect();
    let audit = audit_with(&[("activities.csv", &calls)]);
    assert_eq!(figure(&audit, EMAIL), Err("no row of activities is an e-mail".to_owned()));
    assert_eq!(figure(&audit, TOUCH), Ok((1, 4)), "a call is a touch");
    assert!(
        note(&audit, "unseen-touches")
            .is_some_and(|note| note["sentence"].as_str().is_some_and(|said| said.contains("an e-mail or a meeting")))
    );

    let undirected = without(ACTIVITIES, "direction");
    let audit = audit_with(&[("activities.csv", &undirected)]);
    assert_eq!(figure(&audit, EMAIL), Err("no export holds activities.direction".to_owned()));

    let blank = ACTIVITIES.replace("email,outbound", "email,").replace("call", "email");
    let blank = blank.replace("email,outbound", "email,");
    let audit = audit_with(&[("activities.csv", &blank)]);
    for id in [EMAIL, TOUCH] {
        assert_eq!(
            figure(&audit, id),
            Err("no e-mail of activities says that it is outbound, inbound or internal".to_owned()),
            "{id}"
        );
    }
}

#[test]
fn without_an_owner_nobody_owed_an_e_mail() {
    let ownerless = without(&deals(), "owner");
    let audit = audit_with(&[("deals.csv", &ownerless)]);
    assert_eq!(figure(&audit, EMAIL), Err("no export holds deals.owner".to_owned()));
    assert_eq!(figure(&audit, TOUCH), Ok((1, 4)));
}

#[test]
fn people_without_a_team_say_nothing_of_the_success_side() {
    let (teamless, nobody) = (without(USERS, "team"), without(&deals(), "csm"));
    let audit = audit_with(&[("users.csv", &teamless), ("deals.csv", &nobody)]);
    let reason = "no export says who is on the success side: neither users with a team nor a CSM";
    assert_eq!(figure(&audit, TOUCH), Err(reason.to_owned()));
    let others = USERS.replace("Customer Success", "Delivery");
    let audit = audit_with(&[("users.csv", &others), ("deals.csv", &nobody)]);
    let said = &note(&audit, "no-users").expect("said")["sentence"];
    assert_eq!(said, "where no user's team is one of cs_teams the success side is each deal's CSM alone");
    assert_eq!(figure(&audit_with(&[("users.csv", &teamless)]), TOUCH), Ok((1, 4)), "the CSM of each deal is known");
}

#[test]
fn a_gate_by_which_nobody_can_be_judged_lets_nobody_through() {
    for column in ["success_metric", "first_value_criteria"] {
        let fewer = without(&deals(), column);
        let audit = audit_with(&[("deals.csv", &fewer)]);
        assert_eq!(figure(&audit, READY), Err(format!("no export holds deals.{column}")));
    }
    let switched_off = "[audit]\nas_of = 2026-06-01\n[rules]\nHA101 = \"off\"\n";
    let audit = audit_with(&[("deals.csv", &without(&deals(), "success_metric")), ("audit.toml", switched_off)]);
    assert_eq!(figure(&audit, READY), Ok((2, 4)), "a rule that is off is no gate");
}

#[test]
fn risks_without_a_column_of_owners_are_not_unowned() {
    let ownerless = without(RISKS, "owner");
    let audit = audit_with(&[("risks.csv", &ownerless)]);
    assert_eq!(figure(&audit, READY), Err("no export holds risks.owner".to_owned()));
    let closed = ownerless.replace("open", "closed");
    assert_eq!(figure(&audit_with(&[("risks.csv", &closed)]), READY), Ok((2, 4)), "none is open");
    let deal = &audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "D1").expect("D1");
    assert_eq!(deal["elements"]["risks"], "unknown");
}

#[test]
fn a_role_of_somebody_without_a_name_is_nobodys_and_not_vacant() {
    let nameless = without(CONTACTS, "contact_name");
    let champion = "field_answered_rate:champion";
    assert_eq!(figure(&audit_with(&[("deal_contacts.csv", CONTACTS)]), champion), Ok((2, 4)));
    let audit = audit_with(&[("deal_contacts.csv", &nameless)]);
    assert!(figure(&audit, champion).is_err());
    let said = &note(&audit, "nameless-contacts").expect("said")["sentence"];
    assert_eq!(
        said,
        "2 rows of deal_contacts have a role and no export holds the contacts' names: who is champion or buyer is not known"
    );
    let names = "contact_id,name\nP1,Zoe Zander\nP2,Yan Young\n";
    let audit = audit_with(&[("deal_contacts.csv", &nameless), ("contacts.csv", names)]);
    assert_eq!(figure(&audit, champion), Ok((2, 4)), "the contacts name them");
}

#[test]
fn wins_after_the_date_of_the_data_are_counted() {
    let audit = audit_with(&[("audit.toml", "[audit]\nas_of = 2026-01-06\n")]);
    assert_eq!((&audit["population"]["won"], &audit["population"]["in_scope"]), (&4.into(), &2.into()));
    let later = note(&audit, "later-win").expect("said");
    assert_eq!(later["sentence"], "2 won deals were won after the date of the data and are in no figure");
}

#[test]
fn deals_that_were_all_deleted_are_said_to_be_gone() {
    let deleted = "Id,Name,StageName,CloseDate,IsDeleted\n006A,Alpha,Closed Won,2026-01-05,true\n";
    let audit = audit_of(&[("Opportunity.csv", deleted)]);
    let gone = note(&audit, "no-win").expect("said");
    assert_eq!(gone["sentence"], "no deal is left of 1 row in the exports of deals");
    assert_eq!(gone["examples"][0], "Opportunity.csv: deleted in the CRM");
}

#[test]
fn activities_without_their_text_are_named_beside_others_with_it() {
    let head = "activity_id,deal_id,type,author,occurred_at";
    let told = format!("{head},body\nN1,D1,note,Ada,2026-01-05,They asked who decides\n");
    let silent = format!("{head}\nN2,D1,note,Ada,2026-01-05\nN3,D2,note,Ada,2026-01-05\n");
    let both = audit_with(&[("activities.csv", &told), ("more activities.csv", &silent)]);
    let said = note(&both, "unread-texts").expect("said");
    assert_eq!((&said["count"], &said["examples"][0]), (&2.into(), &"more activities.csv: 2 rows".into()));
    for one in [&told, &silent] {
        assert!(note(&audit_with(&[("activities.csv", one)]), "unread-texts").is_none());
    }
}

#[test]
fn deals_without_a_stage_are_said() {
    let grouped = "Opportunity Owner,Stage,Opportunity Name,Close Date,Opportunity ID\n\
        Ann Rep,Closed Won,Alpha,2026-01-15,006000000000AAA\n,,Eta,2026-01-25,006000000000AAB\n\
        ,,Zeta,2026-01-26,006000000000AAC\nBo Rep,Closed Lost,Iota,2026-01-27,006000000000AAD\n";
    let audit = audit_of(&[("report.csv", grouped)]);
    let said = note(&audit, "no-stage").expect("said");
    assert_eq!(
        said["sentence"],
        "2 of 4 deals have no stage: nothing says whether they are won, and they are in no figure"
    );
    assert_eq!(said["examples"], serde_json::json!(["report.csv line 3", "report.csv line 4"]));
    let whole = audit_of(&[("deals.csv", "deal_id,stage,closed_at\n1,Closed Won,2026-01-05\n")]);
    assert!(note(&whole, "no-stage").is_none());
}

#[test]
fn types_in_another_language_are_named_where_they_leave_nobody_in_scope() {
    let deals = "Record ID,Deal Name,Deal Stage,Close Date,Deal owner,Deal Type\n\
        1,Acme,Closed Won,2026-01-05,Ann,Nuevo negocio\n2,Beta,Closed Won,2026-01-05,Ann,Nuevo negocio\n\
        3,Gamma,Closed Won,2026-01-05,Ann,Negocio existente\n";
    let audit = audit_of(&[("deals.csv", deals)]);
    let advice = note(&audit, "none-in-scope").expect("said")["advice"].as_str().expect("advice").to_owned();
    assert!(advice.contains("“Nuevo negocio” (2), “Negocio existente” (1)"), "{advice}");
}

#[test]
fn that_there_is_an_answer_is_no_answer() {
    let rows = "1,Acme,Closed Won,2026-01-05,Ann,Y,Yes,No\n2,Beta,Closed Won,2026-01-05,Ann,N,No,No\n\
        3,Gamma,Closed Won,2026-01-05,Ann,Y,,Y\n4,Delta,Closed Won,2026-02-05,Ann,Y,Yes,\n";
    let deals = format!(
        "Deal ID,Deal Name,Stage,Close Date,Owner,Executive sponsor?,Success metric (Y/N),Integrations?\n{rows}"
    );
    let audit = audit_of(&[("deals.csv", &deals)]);
    let fields = &audit["deals"][0]["fields"];
    assert_eq!([&fields["success_metric"], &fields["executive_sponsor"]], ["not_captured", "not_captured"]);
    assert_eq!(fields["integrations"], "explicit_none", "where none is an answer, no is one");
    assert_eq!(note(&audit, "yes-or-no").expect("said")["count"], 2);
    let told = "[[source]]\npath = \"deals.csv\"\ntable = \"deals\"\n[source.columns]\nsuccess_metric = \"Success metric (Y/N)\"\n";
    let audit = audit_of(&[("deals.csv", &deals), ("audit.toml", told)]);
    assert_eq!(audit["deals"][0]["fields"]["success_metric"], "vague");
    assert_eq!(note(&audit, "yes-or-no").expect("said")["count"], 1);
}

#[test]
fn a_list_of_those_who_left_is_no_rate_of_those_who_stayed() {
    let row = |n: usize| format!("{n},Deal {n},A{n},Acme {n},Closed Won,2026-01-05,Ann\n");
    let heads = "deal_id,deal_name,account_id,account_name,stage,closed_at,owner\n";
    let deals = heads.to_owned() + &(1..=8).map(row).collect::<String>();
    let retention = |rows: &str| {
        let churn = format!("Account,Churned?,Churn date\n{rows}");
        let settings = "[audit]\nas_of = 2026-06-30\n";
        let audit = audit_of(&[("deals.csv", &deals), ("churn.csv", &churn), ("audit.toml", settings)]);
        figure(&audit, "retention_90d")
    };
    let left = "Acme 1,yes,2026-02-01\nAcme 2,yes,2026-03-01\nAcme 3,yes,2026-03-05\n";
    let why = retention(left).expect_err("no rate");
    assert!(why.contains("nothing shows who stayed"), "{why}");
    assert_eq!(retention(&format!("{left}Acme 4,no,\nAcme 5,no,N/A\n")), Ok((2, 5)));
}

#[test]
fn decisions_are_read_without_a_reviewer_and_with_a_number_before_them() {
    let log = "Deal ID,Decision,Decision date\nD1,1 - Accepted,2026-01-07\nD2,2 - Returned to AE,2026-01-08\n";
    let audit = audit_with(&[("log.csv", log)]);
    assert_eq!(figure(&audit, "acceptance_rate"), Ok((1, 4)));
    assert_eq!(figure(&audit, "material_return_rate"), Ok((1, 4)));
}

#[test]
fn ids_that_a_spreadsheet_has_damaged_are_said_to_be() {
    let deals = "Deal ID,Deal Name,Stage,Close Date\n1.23E+15,Acme,Closed Won,2026-01-05\n1.23E+15,Bolt,Closed Won,2026-01-06\n";
    let audit = audit_of(&[("deals.csv", deals)]);
    let advice = note(&audit, "no-win").expect("said")["advice"].to_string();
    assert!(advice.contains("export the deals anew"), "{advice}");
}

#[test]
fn pipelines_tell_what_no_type_tells() {
    let deals = |other: &str| {
        format!(
            "Record ID,Deal Name,Deal Stage,Pipeline,Close Date\n1,A,Closed Won,Sales,2026-01-10\n2,B,Closed Won,{other},2026-01-11\n\
             3,C,Closed Won,{other},2026-01-12\n"
        )
    };
    let said =
        |other: &str, kind: &str| note(&audit_of(&[("deals.csv", &deals(other))]), kind).map(|one| one.to_string());
    let renewals = said("2026 Renewals", "renewal-pipeline").expect("said");
    assert!(renewals.contains("3 won deals") && renewals.contains("2 of them"), "{renewals}");
    assert!(
        renewals.contains("deal_type = \\\"Pipeline\\\"") && renewals.contains("2026 Renewals”: 2 deals"),
        "{renewals}"
    );
    assert!(said("Partners", "blank-deal-type").expect("said").contains("Partners”: 2 deals"));
    assert!(said("Sales", "blank-deal-type").expect("said").contains("export the deal type"));
    let settings = "[definitions]\ndeal_types = [\"Sales\"]\nrenewal_types = [\"Renewals\"]\n[[source]]\npath = \"deals.csv\"\n\
                    [source.columns]\ndeal_type = \"Pipeline\"\n";
    let told = audit_of(&[("deals.csv", &deals("Renewals")), ("audit.toml", settings)]);
    assert_eq!((&told["population"]["in_scope"], &told["population"]["renewals"]), (&1.into(), &2.into()));
}

#[test]
fn deals_that_may_be_none_are_said() {
    let deals = "deal_id,deal_name,account_id,stage,closed_at,amount\n1,TEST - ignore,A,Closed Won,2026-01-10,5\n\
                 2,Testo AG,B,Closed Won,2026-01-10,5\n3,Acme New,C,Closed Won,2026-01-10,5\n\
                 4,acme new,C,Closed Won,2026-01-10,5\n5,Acme New,C,Closed Won,2026-01-10,6\n6,Acme New,D,Closed Won,2026-01-10,5\n";
    let audit = audit_of(&[("deals.csv", deals)]);
    let said = |kind: &str| note(&audit, kind).expect("said");
    assert_eq!((&said("test-deals")["count"], &said("twin-deals")["count"]), (&1.into(), &2.into()));
    assert!(said("test-deals").to_string().contains("TEST - ignore"));
    assert_eq!(audit["population"]["in_scope"], 6, "what they are, a person decides");
}

#[test]
fn a_customer_who_is_gone_by_the_status_did_not_stay() {
    let deals = "deal_id,account_id,stage,closed_at\n1,A,Closed Won,2026-01-10\n2,B,Closed Won,2026-01-10\n3,C,Closed Won,2026-01-10\n";
    let accounts = "account_id,status,churned_at\nA,Active,\nB,Churned,\nC,Churned,2026-02-01\n";
    let settings = ("audit.toml", "[audit]\nas_of = 2026-08-01\n");
    let audit = audit_of(&[("deals.csv", deals), ("accounts.csv", accounts), settings]);
    let mut all = audit["metrics"].as_array().expect("figures").iter();
    let kept = all.find(|one| one["id"] == "retention_90d" && one["cohort"]["dimension"] == "all").expect("the figure");
    assert_eq!((&kept["numerator"], &kept["denominator"]), (&1.0.into(), &2.0.into()), "{kept}");
}

#[test]
fn a_log_that_is_sorted_the_newest_first_is_said_where_days_hang_on_it() {
    let deals = "deal_id,stage,closed_at\n1,Closed Won,2026-01-01\n2,Closed Won,2026-01-01\n";
    let rows = [
        "1,accepted,2026-01-09",
        "1,returned,2026-01-09",
        "2,accepted,2026-01-08",
        "1,submitted,2026-01-05",
        "2,submitted,2026-01-04",
    ];
    let log = |rows: Vec<&str>| format!("deal_id,event,occurred_at\n{}\n", rows.join("\n"));
    let said = |text: &str| note(&audit_of(&[("deals.csv", deals), ("reviews.csv", text)]), "newest-first").cloned();
    assert_eq!(said(&log(rows.to_vec())).expect("said")["count"], 1);
    assert_eq!(said(&log(rows.iter().rev().copied().collect())), None);
    assert_eq!(said(&log(rows[2..].to_vec())), None);
}

#[test]
fn a_log_may_have_an_amount_or_the_id_of_its_own_record() {
    let promises = "Deal ID,Commitment,Type,Amount,Owner\n1,10 % off the second year,discount,500,Ada\n";
    let object = "Record ID,Commitment,Type,Associated Deal IDs\n77,SSO by March,roadmap,2\n";
    let raised = "Deal ID,Escalation Type,Escalated On,Amount\n1,handoff,2026-01-10,500\n";
    let files =
        [("deals.csv", FOUR_DEALS), ("commitments.csv", promises), ("custom.csv", object), ("escalations.csv", raised)];
    let audit = audit_of(&files);
    let tables: Vec<&str> =
        audit["sources"].as_array().expect("files").iter().filter_map(|file| file["table"].as_str()).collect();
    assert_eq!(tables, ["commitments", "commitments", "deals", "escalations"]);
}

#[test]
fn what_a_deal_desk_decides_is_no_decision_on_a_handoff() {
    let desk = "Deal Name,Decision,Decided By,Decision Date\nAlpha,Approved,Fin One,2025-12-20\nBeta,Rejected,Fin One,2025-12-20\n";
    let by_desk = audit_of(&[("deals.csv", FOUR_DEALS), ("deal_desk.csv", desk)]);
    assert_eq!(counts(&by_desk, "acceptance_rate"), (0, 0));
    let handoffs = desk.replace("2025-12-20", "2026-01-09");
    let settings = ("audit.toml", "[audit]\nas_of = 2026-03-01\n");
    let by_cs = audit_of(&[settings, ("deals.csv", FOUR_DEALS), ("handoff_log.csv", &handoffs)]);
    assert_eq!(counts(&by_cs, "acceptance_rate"), (1, 4));
}

#[test]
fn grades_of_a_handoff_are_no_answers_of_the_rep() {
    let survey = "Timestamp,Deal ID,Your name,Was the success metric documented?,Were the risks written down?,How clear were the \
                  goals of the customer?,Was the executive sponsor introduced?,Were all verbal commitments passed on?\n\
                  2026-01-21 10:00,1,Cs One,Not at all,\"No, nothing\",2 of 5,No one,We heard of them from the customer\n";
    let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("handoff_feedback.csv", survey)]);
    assert!(note(&audit, "unused-file").is_some(), "{:#}", audit["sources"]);
}

#[test]
fn a_link_to_another_deal_is_not_the_id_of_the_row() {
    let list = |links: [&str; 3]| {
        let row = |(name, link): (&str, &str)| format!("{name} new,{name},Closed Won,2026-01-05,1000,{link}\n");
        let rows: String = ["Acme", "Bolt", "Gin"].into_iter().zip(links).map(row).collect();
        format!("Deal Name,Customer,Stage,Close Date,Amount,Link\n{rows}")
    };
    let link = |id: &str| format!("https://app.hubspot.com/contacts/1/record/0-3/{id}");
    let (first, second, third) = (link("9001"), link("9002"), link("9003"));
    for (links, expected) in [
        ([first.as_str(), &second, &third], ["9001", "9002", "9003"]),
        ([first.as_str(), &first, ""], ["Acme new", "Bolt new", "Gin new"]),
        ([first.as_str(), &second, ""], ["Acme new", "Bolt new", "Gin new"]),
    ] {
        let audit = audit_of(&[("deals.csv", &list(links))]);
        assert_eq!(ids(&audit), expected);
    }
}

#[test]
fn a_subscription_that_runs_says_more_than_a_status() {
    let deals =
        "deal_id,deal_name,account_id,stage,won_at\n1,Acme,A1,Closed Won,2026-01-05\n2,Bolt,A2,Closed Won,2026-01-05\n";
    let accounts = "account_id,account_name,status,churned_at\nA1,Acme,Lost,\nA2,Bolt,Active,\n";
    let runs =
        "subscription_id,account_id,status,started_at,ended_at\nS1,A1,active,2026-01-05,\nS2,A2,active,2026-01-05,\n";
    let settings = ("audit.toml", "[audit]\nas_of = 2026-09-30\n");
    let files = [settings, ("deals.csv", deals), ("accounts.csv", accounts)];
    assert_eq!(counts(&audit_of(&files), "retention_90d"), (1, 1), "gone, and nobody knows since when");
    let paid: Vec<(&str, &str)> = files.into_iter().chain([("subscriptions.csv", runs)]).collect();
    assert_eq!(counts(&audit_of(&paid), "retention_90d"), (2, 2));
}

#[test]
fn a_risk_that_is_told_elsewhere_is_one_where_its_kind_is_told() {
    let deals = "deal_id,deal_name,stage,won_at\n1,Acme,Closed Won,2026-01-05\n2,Bolt,Closed Won,2026-01-05\n";
    let risks = "deal_id,text,type,severity,owner,status\n1,see notes,legal or security open,high,,open\n2,none,,,,\n";
    let audit = audit_of(&[("deals.csv", deals), ("risks.csv", risks)]);
    let rules = audit["rules"].as_array().expect("rules");
    assert_eq!(rules.iter().find(|rule| rule["code"] == "HA301").expect("a rule")["deals"], 1);
}

#[test]
fn of_two_answers_to_a_form_the_last_one_stands() {
    let form = |answers: [&str; 2]| {
        let asked = "Timestamp,Deal Name,Success metric,Why now,Verbal commitments";
        let row = |answer: &str| format!("{answer},Contract ends in March,none\n");
        format!("{asked}\n{}{}", row(answers[0]), row(answers[1]))
    };
    let (early, late) = ("2026-01-06 10:00,Alpha,TBD", "2026-01-07 10:00,Alpha,Cut churn from 9 % to 5 % by June");
    for answers in [[early, late], [late, early]] {
        let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("handoff-form.csv", &form(answers))]);
        let deal = audit["deals"].as_array().expect("deals").iter().find(|deal| deal["deal_id"] == "1").expect("Alpha");
        let codes = deal["findings"].as_array().expect("codes");
        assert!(!codes.iter().any(|code| code == "HA101"), "{codes:?}");
        assert!(deal["events"]["submitted_at"].as_str().is_some_and(|at| at.starts_with("2026-01-06")), "{deal:#}");
    }
}

#[test]
fn a_deal_without_an_account_tells_when_its_customer_left() {
    let deals = "Deal ID,Deal Name,Stage,Close Date,Churn Date\n1,Acme,Closed Won,2026-01-05,2026-02-20\n2,Bolt,Closed Won,2026-01-06,\n\
                 3,Gin,Closed Won,2026-01-07,2026-08-01\n";
    let audit = audit_of(&[("audit.toml", "[audit]\nas_of = 2026-09-30\n"), ("deals.csv", deals)]);
    assert_eq!(counts(&audit, "retention_90d"), (2, 3), "{:#}", audit["sources"]);
}

#[test]
fn contracts_that_begin_with_a_month_have_kept_their_days() {
    let starts = ["2026-02-01", "2026-03-01", "2026-04-01", "2026-05-01", "2026-06-01", "2026-07-01"];
    let texts = ["15/05/2026", "20/06/2026", "21/07/2026", "22/08/2026", "23/09/2026"];
    let row = |(nth, start): (usize, &&str)| format!("{nth},Closed Won,2026-01-20,{start}\n");
    let rows: String = starts.iter().chain(&texts).enumerate().map(row).collect();
    let deals = format!("Deal ID,Stage,Close Date,Contract Start Date\n{rows}");
    assert!(note(&audit_of(&[("deals.csv", &deals)]), "swapped-days").is_none());
    let swapped = deals.replace("-01\n", "-05\n");
    assert!(note(&audit_of(&[("deals.csv", &swapped)]), "swapped-days").is_some());
}

#[test]
fn exports_of_other_customers_stop_the_audit_and_one_with_other_ids_does_not() {
    let strange = |table: &str| table.replace(",D", ",X").replace("\nD", "\nX");
    let (activities, risks) = (strange(ACTIVITIES), strange(RISKS));
    let state = |exports: &[(&str, &str)]| {
        let deals = deals();
        let own = [("deals.csv", deals.as_str()), ("users.csv", USERS), ("audit.toml", SETTINGS)];
        let audit = audit_of(&[own.as_slice(), exports].concat());
        let tests = audit["readiness"].as_array().expect("tests").clone();
        let test = tests.into_iter().find(|test| test["id"] == "coverage").expect("coverage");
        (test["state"].as_str().expect("a state").to_owned(), test["evidence"].as_str().expect("evidence").to_owned())
    };
    assert_eq!(
        state(&[("activities.csv", &activities), ("risks.csv", &risks)]),
        (
            "not_ready".to_owned(),
            "0 of 4 due handoffs have a record in another export: no row of activities, risks names a deal".to_owned()
        )
    );
    assert_eq!(state(&[("activities.csv", &activities)]).0, "unknown");
    assert_eq!(state(&[("activities.csv", ACTIVITIES), ("risks.csv", &risks)]).0, "ready");
}
