//! What exports cannot show is unknown, whatever else they hold: the column or the rows away, the figure that rests on
//! them is not computable and says why, and no other figure moves.

mod support;

use serde_json::Value;
use support::{audit_of, note};

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
fn decisions_are_read_without_a_reviewer_and_with_a_number_before_them() {
    let log = "Deal ID,Decision,Decision date\nD1,1 - Accepted,2026-01-07\nD2,2 - Returned to AE,2026-01-08\n";
    let audit = audit_with(&[("log.csv", log)]);
    assert_eq!(figure(&audit, "acceptance_rate"), Ok((1, 4)));
    assert_eq!(figure(&audit, "material_return_rate"), Ok((1, 4)));
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
