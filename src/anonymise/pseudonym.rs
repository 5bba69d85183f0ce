//! Pseudonyms: the same for the same thing under the same key, and nothing that can be computed without it.

use hmac::{Hmac, KeyInit, Mac};
use rustc_hash::FxHashMap;
use sha2::Sha256;

/// The digits of a pseudonym: none of `I`, `L`, `O`, `U`, which are misread or make words.
const DIGITS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";
/// Digits of a pseudonym; twice as many where two things would share it.
const N_DIGITS: usize = 8;

/// Makes pseudonyms.
pub(super) struct Pseudonyms {
    keyed: Hmac<Sha256>,
    taken: FxHashMap<String, String>,
}

impl Pseudonyms {
    pub(super) fn new(key: &[u8]) -> Pseudonyms {
        let keyed = Hmac::<Sha256>::new_from_slice(key).expect("a key of any length will do");
        Pseudonyms { keyed, taken: FxHashMap::default() }
    }

    /// What tells two keys apart without giving either away.
    pub(super) fn mark(&self) -> String {
        self.digits("key", "").chars().take(N_DIGITS).collect()
    }

    /// Eight digits for a thing of that sort.
    pub(super) fn of(&mut self, sort: &str, thing: &str) -> String {
        let digits = self.digits(sort, thing);
        let short = &digits[..N_DIGITS];
        let holder = self.taken.entry(format!("{sort} {short}")).or_insert_with(|| thing.to_owned());
        if holder == thing { short.to_owned() } else { digits }
    }

    fn digits(&self, sort: &str, thing: &str) -> String {
        let mut keyed = self.keyed.clone();
        keyed.update(sort.as_bytes());
        keyed.update(&[0]);
        keyed.update(thing.as_bytes());
        let bytes = keyed.finalize().into_bytes();
        bytes.iter().take(2 * N_DIGITS).map(|byte| DIGITS[usize::from(byte & 31)] as char).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_runs_agree_only_with_the_same_key() {
        let of = |key: &[u8]| Pseudonyms::new(key).of("person", "ada@acme.example");
        assert_eq!(of(b"one key"), of(b"one key"));
        assert_ne!(of(b"one key"), of(b"another"));
        assert_ne!(Pseudonyms::new(b"one key").of("deal", "1"), Pseudonyms::new(b"one key").of("account", "1"));
    }

    #[test]
    fn two_things_never_share_one() {
        let mut made = Pseudonyms::new(b"key");
        let all: std::collections::BTreeSet<String> = (0..2000).map(|n| made.of("deal", &n.to_string())).collect();
        assert_eq!(all.len(), 2000);
        let short = made.of("deal", "new");
        made.taken.insert(format!("deal {short}"), "other".to_owned());
        assert_eq!(made.of("deal", "new").len(), 2 * N_DIGITS);
    }
}
