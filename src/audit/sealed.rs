//! An audit that says of itself that names and texts were withheld.

use crate::anonymise::Anonymised;

use super::{Audit, DataNote};

impl Audit {
    /// Notes how it was anonymised, as the first fact that a reader must know.
    pub(crate) fn note_anonymised(&mut self, how: Anonymised) {
        let note = DataNote {
            kind: "anonymised".to_owned(),
            count: how.names_looked_for,
            sentence: sentence(&how),
            advice: how.is_own_key.then(|| {
                "set `[anonymise] key` to keep pseudonyms the same from one month\u{2019}s exports to the next"
                    .to_owned()
            }),
            examples: Vec::new(),
        };
        self.data_health.insert(0, note);
        self.anonymised = Some(how);
    }
}

fn sentence(how: &Anonymised) -> String {
    let withheld: Vec<&str> = how
        .withheld
        .iter()
        .map(|what| match *what {
            "accounts" => "deals and accounts go by pseudonyms",
            "people" => "people go by pseudonyms",
            "text" => "free texts are withheld",
            _ => "the words of commitments and risks are withheld",
        })
        .collect();
    let mut sentence = format!("This copy is anonymised: {}", withheld.join(", "));
    if let Some(smallest) = how.smallest_group {
        sentence.push_str(&format!(
            "; groups of fewer than {smallest} deals are merged, in comparisons within segments too; none of the {} names \
             that were looked for is left ({} are too short to look for, {} are ordinary words)",
            how.names_looked_for, how.names_too_short, how.names_ordinary
        ));
    }
    sentence
}
