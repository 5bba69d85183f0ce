//! Words of an export that the program does not know: asked for, told in `audit.toml`, and read as they are told.

mod support;

use std::fs;

use serde_json::Value;
use support::{FOUR_DEALS, audit_of, call, checked, note, read_audit};

/// The headline figures of a folder: where they cannot be computed, why.
fn reason(files: &[(&str, &str)], id: &str) -> String {
    let audit = audit_of(files);
    let metrics = audit["metrics"].as_array().expect("figures");
    metrics.iter().find(|metric| metric["id"] == id).expect(id)["reason"].to_string()
}

#[test]
fn words_and_kinds_that_nobody_knows_are_no_zero() {
    let log = |word: &str| format!("deal_id,event,occurred_at\n1,{word},2026-01-06\n2,{word},2026-01-07\n");
    let (known, unknown) = (log("Approved"), log("waved through"));
    let acceptance = |log: &str| reason(&[("deals.csv", FOUR_DEALS), ("reviews.csv", log)], "acceptance_rate");
    assert!(acceptance(&unknown).contains("no row of reviews says submitted, accepted or returned"));
    assert!(!acceptance(&known).contains("no row of reviews"));
    let talks =
        |kind: &str| format!("activity_id,deal_id,type,direction,author,occurred_at\n1,1,{kind},,Ada,2026-01-06\n");
    let touch =
        |kind: &str| reason(&[("deals.csv", FOUR_DEALS), ("activities.csv", &talks(kind))], "first_touch_within_sla");
    assert!(touch("note").contains("no row of activities is an e-mail, a call or a meeting"));
    assert!(touch("Phone call").contains("neither users nor a CSM"), "whoever wrote, nobody knows whose side that is");
}

/// Four decisions and two deals in the words of a client, and what `audit.toml` says of them.
const TOLD: [(&str, &str); 3] = [
    (
        "deals.csv",
        "deal_id,deal_name,stage,is_won,closed_at,owner\n1,Acme,Vertrag,Won,2026-01-05,Ada\n\
         2,Bolt,Vertrag,Won,2026-01-06,Ada\n3,Cog,Angebot,Lost,2026-01-06,Ada\n",
    ),
    (
        "log.csv",
        "deal_id,event,occurred_at\n1,Durchgewunken,2026-01-06\n2,\"Zur\u{fc}ck, bitte\",2026-01-07\n2,durchgewunken,2026-01-08\n",
    ),
    (
        "audit.toml",
        "[[source]]\npath = \"deals.csv\"\ntable = \"deals\"\n[source.values]\nis_won = { Won = true, Lost = \"no\" }\n\
         stage = { Vertrag = \"Closed Won\" }\n\n\
         [[source]]\npath = \"log.csv\"\ntable = \"reviews\"\nvalues.event = { \"Durchgewunken\" = \"accepted\", \
         \"Zur\u{fc}ck, bitte\" = \"returned\", \"Nie gesagt\" = \"returned\" }\n",
    ),
];

#[test]
fn words_are_read_as_the_settings_say_and_are_asked_for_where_they_say_nothing() {
    let home = tempfile::tempdir().expect("a folder");
    TOLD.iter().for_each(|(name, text)| fs::write(home.path().join(name), text).expect("written"));
    let settings = home.path().join("audit.toml");
    let document = checked(&settings);
    assert_eq!((&document["population"]["won"], &document["population"]["reversed"]), (&2.into(), &0.into()));
    let told = note(&document, "told-word").expect("what was read otherwise");
    assert!(
        told["count"] == 8
            && told["examples"].to_string().contains("\u{201c}Durchgewunken\u{201d} read as accepted: 2 cells"),
        "{told}"
    );
    let idle = note(&document, "idle-word").expect("a word that stands nowhere");
    assert!(idle["count"] == 1 && idle["examples"].to_string().contains("Nie gesagt"), "{idle}");
    assert!(["unknown-word", "unread-win", "unreadable-cell"].iter().all(|kind| note(&document, kind).is_none()));
    assert_eq!(document["sources"][0]["values"][0]["meant"], "Closed Won");

    // Where the files are named already, the words of another one are asked for straight away.
    let more = TOLD[1].1.to_owned() + "2,Liegt noch,2026-01-09\n";
    fs::write(home.path().join("log.csv"), more).expect("written");
    let asked = note(&checked(&settings), "unknown-word").expect("a word").clone();
    assert!(asked["advice"].as_str().is_some_and(|advice| advice.starts_with("say what they mean")), "{asked}");

    // Without the settings the same words are asked for, in lines of audit.toml that only want filling in.
    fs::remove_file(&settings).expect("removed");
    let document = checked(home.path());
    let advice = |kind: &str| note(&document, kind).unwrap_or_else(|| panic!("{kind}"))["advice"].to_string();
    assert!(advice("unknown-word").contains("each one of submitted, accepted, returned: values.event = { "));
    assert!(advice("unknown-word").contains("\\\"Durchgewunken\\\" = \\\"\\\""), "{}", advice("unknown-word"));
    // One [[source]] alone would leave the deals out.
    assert!(
        advice("unknown-word").contains("run `handoff-audit init`, which names every file, then say what they mean")
    );
    assert!(advice("unread-win").contains("run `handoff-audit init`"));
    assert!(advice("unread-win").contains("values.is_won = { \\\"Lost\\\" = \\\"\\\", \\\"Won\\\" = \\\"\\\" }"));
}

#[test]
fn which_deals_are_won_is_asked_first_and_what_is_not_shown_is_counted() {
    let home = tempfile::tempdir().expect("a folder");
    let log = "deal_id,event,occurred_at,material\n1,returned,2026-01-06,eher nicht\n";
    (1..=6).for_each(|log_number| {
        fs::write(home.path().join(format!("a{log_number}.csv")), log.replace("nicht", &format!("nicht {log_number}")))
            .expect("written");
    });
    fs::write(home.path().join(TOLD[0].0), TOLD[0].1).expect("written");
    let flags = |more: &[&str]| {
        let out = home.path().join("out");
        let (source, target) = (home.path().to_str().expect("plain"), out.to_str().expect("plain"));
        let output = call(&[&["run", source, "--out", target][..], more].concat());
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        let audit = read_audit(&out);
        fs::remove_dir_all(&out).expect("removed");
        let notes = audit["data_health"].as_array().expect("notes").iter();
        let flags = notes.filter(|note| note["kind"].as_str().is_some_and(|kind| kind.starts_with("unread-")));
        flags.cloned().collect::<Vec<Value>>()
    };
    let told = flags(&[]);
    assert_eq!((told.len(), &told[0]["kind"]), (6, &"unread-win".into()), "{told:?}");
    let said = told[5]["sentence"].as_str().expect("a sentence");
    assert!(said.contains("2 cells more") && said.contains("2 other columns") && told[5]["count"] == 2, "{said}");
    let withheld = flags(&["--anonymise", "people,accounts"]);
    let counts = |notes: &[Value]| notes.iter().map(|note| note["count"].clone()).collect::<Vec<_>>();
    assert_eq!(counts(&withheld), counts(&told));
    assert!(!serde_json::json!(withheld).to_string().contains("eher"), "{withheld:?}");
}

/// The day of the win is that of the stage, wherever the stage stands.
#[test]
fn a_stage_that_is_told_is_read_in_headings_and_histories_too() {
    let told = "[[source]]\npath = \"deals.csv\"\ntable = \"deals\"\nvalues.stage = { Vertrag = \"Closed Won\" }\n";
    let deals = "deal_id,stage,closed_at\n1,Vertrag,2026-01-05\n2,Angebot,\n";
    let headed = "Record ID,Deal Stage,Close Date,\"Date entered \"\"Angebot\"\"\",\"Date entered \"\"Vertrag\"\"\"\n\
                  1,Vertrag,2026-01-05,2026-01-01 09:00,2026-01-02 10:00\n2,Angebot,,2026-01-03 09:00,\n";
    let beside = |name: &str, text: &str| {
        let settings = format!("{told}\n[[source]]\npath = \"{name}\"\n");
        audit_of(&[("deals.csv", deals), (name, text), ("audit.toml", &settings)])
    };
    let entries = "deal_id,stage,entered_at\n1,Angebot,2026-01-01 09:00\n1,vertrag,2026-01-02 10:00\n";
    let changes = "deal_id,field,old_value,new_value,changed_at\n1,stage,Angebot,Vertrag,2026-01-02 10:00\n\
                   2,region,DE,AT,2026-01-03 10:00\n";
    for (place, audit) in [
        ("headings", audit_of(&[("deals.csv", headed), ("audit.toml", told)])),
        ("a stage history", beside("stage_history.csv", entries)),
        ("a field history", beside("field_history.csv", changes)),
    ] {
        let won: Vec<_> = audit["deals"].as_array().expect("deals").iter().map(|deal| &deal["won_at"]).collect();
        assert!(won.len() == 1 && won[0].to_string().contains("2026-01-02T10:00"), "{place}: {won:?}");
        // Once in the deals, once beside them.
        let note = note(&audit, "told-word").expect(place);
        assert_eq!(note["count"], 2, "{place}");
        assert_eq!(audit["sources"][0]["values"].as_array().map(Vec::len), Some(1), "{place}");
    }
}

#[test]
fn words_of_a_field_without_a_column_are_refused() {
    let home = tempfile::tempdir().expect("a folder");
    TOLD[..2].iter().for_each(|(name, text)| fs::write(home.path().join(name), text).expect("written"));
    let settings = home.path().join("audit.toml");
    let text = "[[source]]\npath = \"deals.csv\"\nvalues.region = { Nord = \"North\" }\n";
    fs::write(&settings, text).expect("written");
    let output = call(&["check", settings.to_str().expect("plain")]);
    let said = String::from_utf8_lossy(&output.stderr).split_whitespace().collect::<Vec<_>>().join(" ");
    assert!(!output.status.success() && said.contains("[source.values.region] tells words of a field"), "{said}");
}

#[test]
fn the_matter_of_a_note_is_no_kind_of_activity() {
    let list = |kinds: [&str; 3]| {
        let rows = kinds.iter().zip(1..).map(|(kind, deal)| {
            format!("N{deal},{deal},2026-01-0{deal},{kind},Ada,Sponsor,They told us who decides about the budget\n")
        });
        "Id,OpportunityId,NoteDate,NoteType,CreatedById,Subject,Body\n".to_owned() + &rows.collect::<String>()
    };
    let heard = |kinds| {
        let audit = audit_of(&[("deals.csv", FOUR_DEALS), ("SalesNotes.csv", &list(kinds))]);
        let of_notes = |source: &&Value| source["path"] == "SalesNotes.csv";
        let source = audit["sources"].as_array().expect("sources").iter().find(of_notes).expect("the notes").clone();
        assert_eq!((&source["table"], &source["rows_used"]), (&"activities".into(), &3.into()));
        assert!(note(&audit, "unknown-word").is_none());
        let touch =
            audit["metrics"].as_array().expect("figures").iter().find(|one| one["id"] == "first_touch_within_sla");
        (source["notes"].to_string(), touch.expect("first touch")["reason"].to_string())
    };
    let (said, touch) = heard(["Discovery", "Commercial", ""]);
    assert!(said.contains("words of \u{201c}NoteType\u{201d} that are no known type stand for note"), "{said}");
    assert!(touch.contains("no row of activities is an e-mail, a call or a meeting"), "{touch}");
    let (_, touch) = heard(["Discovery", "Call", ""]);
    assert!(!touch.contains("no row of activities"), "a call is a call in a list of notes too: {touch}");
}

#[test]
fn a_word_of_the_settings_that_stands_nowhere_is_named() {
    let deals = "deal_id,stage,closed_at,segment\n1,Closed Won,2026-01-05,Enterprise\n2,Closed Won,2026-01-06,SMB\n";
    let calls = "deal_id,type,occurred_at\n1,call,2026-01-06\n";
    let idle = |settings: &str| {
        let files = [("deals.csv", deals), ("activities.csv", calls), ("audit.toml", settings)];
        let audit = audit_of(&files);
        let note = note(&audit, "idle-word").cloned();
        note.map_or_else(Vec::new, |note| note["examples"].as_array().expect("examples").clone())
    };
    let told = idle(
        "[tiers]\nby_segment = { Entrprise = \"low_touch\", smb = \"low_touch\" }\n[definitions]\nsync_activity = { type = \"meeting\" }\n",
    );
    assert_eq!(
        told,
        [
            "[tiers] by_segment: “entrprise” (there are “Enterprise”, “SMB”)",
            "sync_activity type: “meeting” (there are “call”)"
        ]
    );
    assert!(idle("[tiers]\nby_segment = { enterprise = \"low_touch\" }\n").is_empty());
}
