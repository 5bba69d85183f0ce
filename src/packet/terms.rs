//! How a customer pays and what is connected, as texts say it: what a note, a field and the signed paper may say
//! differently.

/// Words that make a sentence one about paying.
const PAYING: [&str; 9] =
    ["pay", "pays", "payment", "payments", "payable", "invoice", "invoices", "invoiced", "invoicing"];
/// The same for how often invoices come.
const BILLING: [&str; 4] = ["bill", "bills", "billed", "billing"];
/// The shortest and the longest time to pay that anybody grants, in days; other numbers are no such time.
const DAYS_TO_PAY: std::ops::RangeInclusive<u16> = 5..=180;
/// So many words may stand between a word for paying and its rhythm: `invoiced every quarter`.
const NEAR: usize = 3;
/// What says that nothing is connected, before or after the word for it.
const EXCLUSIONS: [&str; 7] = [
    "no integration",
    "without integration",
    "excluding integration",
    "excludes integration",
    "integrations excluded",
    "integrations are excluded",
    "integrations not included",
];

/// How often invoices come.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Rhythm {
    Monthly,
    Quarterly,
    Yearly,
}

impl Rhythm {
    fn of(word: &str) -> Option<Rhythm> {
        match word {
            "monthly" | "month" => Some(Rhythm::Monthly),
            "quarterly" | "quarter" => Some(Rhythm::Quarterly),
            "yearly" | "annual" | "annually" | "year" => Some(Rhythm::Yearly),
            _ => None,
        }
    }

    fn name(self) -> &'static str {
        match self {
            Rhythm::Monthly => "monthly",
            Rhythm::Quarterly => "quarterly",
            Rhythm::Yearly => "yearly",
        }
    }
}

/// What a text says of paying.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Paying {
    days: Option<u16>,
    rhythm: Option<Rhythm>,
}

impl Paying {
    /// What a field of billing terms says: `Net 30`, `Yearly in advance, 30 days`.
    pub(super) fn of_field(text: &str) -> Paying {
        let lower = text.to_lowercase();
        let words = words(&lower);
        Paying { days: days(&words), rhythm: words.iter().find_map(|word| Rhythm::of(word)) }
    }

    /// What a sentence, or a paper, says of it: only beside a word for paying.
    pub(super) fn of_sentence(text: &str) -> Paying {
        let lower = text.to_lowercase();
        let words = words(&lower);
        let is_about = |word: &&str| PAYING.contains(word) || BILLING.contains(word);
        let at: Vec<usize> = words.iter().enumerate().filter(|(_, word)| is_about(word)).map(|(at, _)| at).collect();
        let is_near = |place: usize| at.iter().any(|&at| place.abs_diff(at) <= NEAR);
        let rhythms = words.iter().enumerate().filter(|(place, _)| is_near(*place));
        let net = words.windows(2).any(|pair| pair[0] == "net" && is_days(pair[1]).is_some());
        Paying {
            days: days(&words).filter(|_| net || words.iter().any(|word| PAYING.contains(word))),
            rhythm: rhythms.filter_map(|(_, word)| Rhythm::of(word)).next(),
        }
    }

    /// What both say and say differently, in words: what `self` says, then the other.
    pub(super) fn differs(self, other: Paying) -> Option<(String, String)> {
        let days = self.days.zip(other.days).filter(|(own, theirs)| own != theirs);
        let in_days = |days: u16| format!("{days} days to pay");
        let rhythm = self.rhythm.zip(other.rhythm).filter(|(own, theirs)| own != theirs);
        let in_rhythm = |rhythm: Rhythm| format!("{} invoices", rhythm.name());
        days.map(|(own, theirs)| (in_days(own), in_days(theirs)))
            .or_else(|| rhythm.map(|(own, theirs)| (in_rhythm(own), in_rhythm(theirs))))
    }
}

/// Whether the signed paper says that nothing is connected.
pub(super) fn excludes_integrations(scope: &str) -> bool {
    let lower = scope.to_lowercase();
    EXCLUSIONS.iter().any(|exclusion| lower.contains(exclusion))
}

fn words(lower: &str) -> Vec<&str> {
    lower.split(|sign: char| !sign.is_alphanumeric()).filter(|word| !word.is_empty()).collect()
}

/// `net 30`, `30 days`.
fn days(words: &[&str]) -> Option<u16> {
    words.windows(2).find_map(|pair| match pair {
        [number, unit] if *unit == "days" => is_days(number),
        [net, number] if *net == "net" => is_days(number),
        _ => None,
    })
}

fn is_days(word: &str) -> Option<u16> {
    word.parse().ok().filter(|days| DAYS_TO_PAY.contains(days))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_rhythm_are_read_beside_words_for_paying_only() {
        let field = Paying::of_field("Yearly in advance, 30 days");
        assert_eq!(field, Paying { days: Some(30), rhythm: Some(Rhythm::Yearly) });
        assert_eq!(Paying::of_field("Net 45"), Paying { days: Some(45), rhythm: None });
        let granted = Paying::of_sentence("We told them they may pay within 60 days");
        assert_eq!(granted.differs(field), Some(("60 days to pay".to_owned(), "30 days to pay".to_owned())));
        let quarterly = Paying::of_sentence("I agreed that they are invoiced every quarter");
        assert_eq!(quarterly.differs(field), Some(("quarterly invoices".to_owned(), "yearly invoices".to_owned())));
        let call = Paying::of_sentence("Agreed a monthly call, first session in 14 days");
        assert_eq!(call, Paying::default());
    }

    #[test]
    fn an_excluded_integration_is_seen() {
        assert!(excludes_integrations("40 seats, 12 months, no integrations"));
        assert!(!excludes_integrations("40 seats, integration with the ERP"));
    }
}
