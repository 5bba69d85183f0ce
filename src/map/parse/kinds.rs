//! Kinds of activities with words of their own: "Discovery Call", "Email Sent", "Demo Conducted".

/// What a word says of the kind.
const KINDS: [(&str, &str); 9] = [
    ("call", "call"),
    ("calls", "call"),
    ("email", "email"),
    ("emails", "email"),
    ("mail", "email"),
    ("meeting", "meeting"),
    ("meetings", "meeting"),
    ("demo", "meeting"),
    ("note", "note"),
];
/// What may follow the kind: that it took place, and which way it went.
const DONE: [&str; 9] =
    ["outbound", "inbound", "outgoing", "incoming", "sent", "received", "completed", "conducted", "held"];
/// Words beside which nobody spoke with a customer, or it is not known: a call that was missed, a meeting of colleagues.
const NOT_MET: [&str; 32] = [
    "missed",
    "scheduled",
    "schedule",
    "rescheduled",
    "planned",
    "upcoming",
    "cancelled",
    "canceled",
    "declined",
    "attempt",
    "attempted",
    "no",
    "not",
    "show",
    "voicemail",
    "bounced",
    "opened",
    "clicked",
    "open",
    "click",
    "campaign",
    "marketing",
    "sequence",
    "automated",
    "internal",
    "team",
    "sync",
    "handoff",
    "handover",
    "transfer",
    "prep",
    "debrief",
];

/// The kind that the text means by its last word, or by its first where the others say that it took place; `None` where
/// the words leave a doubt.
pub(crate) fn kind_in(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase().replace("e-mail", "email");
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (first, others) = words.split_first()?;
    let kind = |word: &str| KINDS.iter().find(|(known, _)| *known == word).map(|(_, kind)| *kind);
    let kinds = words.iter().filter(|word| kind(word).is_some()).count();
    if text.contains('?') || kinds != 1 || words.iter().any(|word| NOT_MET.contains(word)) {
        return None;
    }
    kind(words.last()?).or_else(|| kind(first).filter(|_| others.iter().all(|word| DONE.contains(word))))
}

#[cfg(test)]
mod tests {
    use super::kind_in;

    #[test]
    fn a_kind_is_known_by_its_last_word_or_by_what_was_done() {
        for (text, kind) in [
            ("Discovery Call", "call"),
            ("Call Outbound", "call"),
            ("Follow-up E-Mail", "email"),
            ("Email Sent", "email"),
            ("Kickoff meeting", "meeting"),
            ("Demo Conducted", "meeting"),
            ("Sales note", "note"),
        ] {
            assert_eq!(kind_in(text), Some(kind), "{text}");
        }
    }

    #[test]
    fn where_nobody_may_have_met_no_kind_is_known() {
        for text in [
            "",
            "Missed call",
            "Call attempt",
            "Meeting Scheduled",
            "Internal meeting",
            "Handoff call",
            "Email opened",
            "Marketing email",
            "Call or meeting",
            "Call the customer",
            "No call",
            "Contract Sent",
            "Recalled",
        ] {
            assert_eq!(kind_in(text), None, "{text}");
        }
    }
}
