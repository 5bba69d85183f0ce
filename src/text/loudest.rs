//! Which words of a sentence speak most for what it was taken for. A rule names some words; what decides is the weight of
//! all, and a reader should see which of them were heard.

use std::ops::Range;

use super::segment::offset;
use super::weigh::{Features, WEIGHTS};

/// A longer sentence is shown whole: each of its words costs a weighing.
const MOST_WORDS: usize = 200;
/// And a stretch of fewer words says nothing by itself ("behind this"): its neighbours are shown with it.
const LEAST_WORDS: usize = 4;

/// The stretch of a sentence whose words together speak most for a promise; the whole sentence where none does.
pub fn for_promise(sentence: &str) -> &str {
    &sentence[loudest(sentence, 0)]
}

/// The stretch of a sentence whose words together speak most for a risk; the whole sentence where none does.
pub fn for_risk(sentence: &str) -> &str {
    &sentence[loudest(sentence, 1)]
}

/// Such a stretch, in bytes: a word speaks for a column of the weights as much as less would without it.
fn loudest(sentence: &str, column: usize) -> Range<usize> {
    let place = |word: &str| {
        let start = offset(sentence, word);
        start..start + word.len()
    };
    let places: Vec<Range<usize>> = sentence.split_whitespace().map(place).collect();
    let whole = 0..sentence.len();
    if places.len() > MOST_WORDS {
        return whole;
    }
    let mut features = Features::default();
    let mut weigh = |text: &str| {
        features.take(text);
        WEIGHTS.by_words(&WEIGHTS.spoken(&mut features))[column]
    };
    let all = weigh(sentence);
    let mut speaks = |word: &Range<usize>| all - weigh(&[&sentence[..word.start], &sentence[word.end..]].concat());
    let (mut best, mut most) = (None, 0.0);
    let (mut first, mut sum) = (0, 0.0);
    for (at, word) in places.iter().enumerate() {
        // What speaks against it is no beginning.
        if sum <= 0.0 {
            (first, sum) = (at, 0.0);
        }
        sum += speaks(word);
        if sum > most {
            (best, most) = (Some((first, at)), sum);
        }
    }
    best.map_or(whole, |(first, last)| {
        let (first, last) = widened(first, last, places.len());
        places[first].start..places[last].end
    })
}

/// A stretch of words, first and last, with as many of those beside it as it lacks, by turns before and behind.
fn widened(mut first: usize, mut last: usize, n_words: usize) -> (usize, usize) {
    while last + 1 - first < LEAST_WORDS.min(n_words) {
        first = first.saturating_sub(1);
        if last + 1 - first < LEAST_WORDS {
            last = (last + 1).min(n_words - 1);
        }
    }
    (first, last)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_that_tell_are_fewer_than_the_sentence() {
        let sentence = "We had coffee on Tuesday and half of the night shift still refuses to touch the tablets.";
        let words = for_risk(sentence);
        assert!(words.contains("refuses") && words.len() < sentence.len(), "{words}");
        assert_eq!(loudest("", 1), 0..0);
        assert_eq!(
            (widened(3, 3, 9), widened(0, 0, 9), widened(8, 8, 9), widened(1, 1, 2)),
            ((1, 4), (0, 3), (5, 8), (0, 1))
        );
        let long = "word ".repeat(MOST_WORDS + 1);
        assert_eq!(loudest(&long, 0), 0..long.len());
    }
}
