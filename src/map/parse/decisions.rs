//! Decisions on handoffs with words of their own: "Accepted with conditions", "Bounced to AE", "Not approved".

/// First words of an acceptance.
const ACCEPTED: [&str; 3] = ["accepted", "approved", "angenommen"];
/// First words of a return.
const RETURNED: [&str; 7] = ["returned", "rejected", "bounced", "declined", "refused", "abgelehnt", "zurückgegeben"];
/// What is sent back, kicked back, pushed back or handed back.
const BACK: [&str; 5] = ["sent", "kicked", "pushed", "handed", "bounced"];
/// Words beside which neither is what was decided.
const OPEN: [&str; 9] = ["not", "pending", "until", "unless", "if", "awaiting", "but", "then", "be"];

/// The word of `reviews.event` that the text means by its first words; `None` where they leave a doubt, as where it tells
/// of both decisions.
pub(crate) fn decision_in(text: &str) -> Option<&'static str> {
    let text = text.to_lowercase();
    if text.contains('?') {
        return None;
    }
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    let (first, others) = words.split_first()?;
    let tells = |words: &[&str]| words.iter().any(|word| ACCEPTED.contains(word) || RETURNED.contains(word));
    let is_open = |words: &[&str]| words.iter().any(|word| OPEN.contains(word));
    let is_sent_back = BACK.contains(first) && others.first() == Some(&"back");
    match *first {
        "not" | "nicht" => {
            let (next, beyond) = others.split_first()?;
            (ACCEPTED.contains(next) && !tells(beyond) && !is_open(beyond)).then_some("returned")
        }
        _ if tells(others) || is_open(others) => None,
        _ if is_sent_back || RETURNED.contains(first) => Some("returned"),
        _ => ACCEPTED.contains(first).then_some("accepted"),
    }
}

#[cfg(test)]
mod tests {
    use super::decision_in;

    #[test]
    fn a_decision_is_known_by_its_first_words() {
        for text in ["Accepted with conditions", "accepted - late", "Accepted (2nd attempt)", "Approved by Lena"] {
            assert_eq!(decision_in(text), Some("accepted"), "{text}");
        }
        for text in ["Bounced to AE", "Not accepted", "not approved", "Sent back for info", "Rejected: no scope"] {
            assert_eq!(decision_in(text), Some("returned"), "{text}");
        }
    }

    #[test]
    fn where_the_words_leave_a_doubt_nothing_is_decided() {
        for text in [
            "",
            "Pending",
            "Accepted?",
            "Not yet accepted",
            "Accepted, then returned",
            "Returned and accepted",
            "Accepted pending legal",
            "Accepted if scope is signed",
            "Not accepted yet, pending",
            "Sent to CS",
            "In review",
            "To be accepted",
        ] {
            assert_eq!(decision_in(text), None, "{text}");
        }
    }
}
