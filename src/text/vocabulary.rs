//! The words that the lexicon knows, as a table that is walked letter by letter.
//!
//! A symbol stands for the set of the lexicon's words that a word of a text satisfies (`delivery` satisfies `delivery`
//! and `deliver*`). Words that nothing knows are symbol 0.

use rustc_hash::FxHashMap;

/// A word of the lexicon: whole, or the beginning of one.
pub(super) type LiteralId = u32;
/// What a word of a text satisfies.
pub(super) type Symbol = u16;

/// Letters, digits and the apostrophe.
const WIDTH: usize = 37;
pub(super) const APOSTROPHE: u8 = 36;
/// Not part of a word.
const BREAK: u8 = 255;
/// A number; what stands for a percentage, for a currency, for a date in digits.
pub(super) const NUMBER: &str = "#";
pub(super) const PERCENT: &str = "%";
pub(super) const CURRENCY: &str = "$";
pub(super) const DATE: &str = "#/";
/// A capitalised word that the lexicon does not know: a name.
pub(super) const NAME: &str = "@";

/// What letters that lead somewhere stand for.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct End {
    /// The symbol of a word that begins with them and goes on as nothing known.
    pub(super) stem: Symbol,
    /// The symbol of the word that they are.
    pub(super) whole: Symbol,
    /// What the word stands for, plus one; 0 for itself.
    pub(super) written_out: u16,
}

/// While the words are gathered: where each letter leads.
#[derive(Clone)]
struct Node {
    next: [u16; WIDTH],
    end: End,
}

const EMPTY: Node = Node { next: [0; WIDTH], end: End { stem: 0, whole: 0, written_out: 0 } };

/// Letters that lead somewhere, in a table where the branches of all of them fill each other's gaps: a letter leads to
/// the place so many behind `base`, if that place comes `from` here. It is a twentieth of a table with a row each.
#[derive(Clone, Copy, Debug)]
struct Link {
    base: u16,
    from: u16,
}

const FREE: Link = Link { base: 0, from: u16::MAX };

/// All words of the lexicon.
pub(super) struct Vocabulary {
    links: Vec<Link>,
    /// By place in the table.
    ends: Vec<End>,
    pub(super) written_out: Vec<Vec<Symbol>>,
    /// The literals that each symbol satisfies.
    pub(super) literals_of: Vec<Vec<LiteralId>>,
    pub(super) number: Symbol,
    pub(super) percent: Symbol,
    pub(super) currency: Symbol,
    pub(super) date: Symbol,
    pub(super) name: Symbol,
}

impl std::fmt::Debug for Vocabulary {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "Vocabulary of {} symbols", self.literals_of.len())
    }
}

/// Gathers the words while the lexicon is read.
#[derive(Debug, Default)]
pub(super) struct Literals {
    ids: FxHashMap<String, LiteralId>,
    words: Vec<String>,
    costs: Vec<u32>,
}

impl Literals {
    /// The id of a word, or of a beginning with a star after it.
    pub(super) fn id(&mut self, word: &str) -> LiteralId {
        if let Some(&id) = self.ids.get(word) {
            return id;
        }
        let id = self.words.len() as LiteralId;
        self.ids.insert(word.to_owned(), id);
        self.words.push(word.to_owned());
        self.costs.push(super::anchor::commonness(word));
        id
    }

    /// What searching for it costs.
    pub(super) fn cost(&self, id: LiteralId) -> u32 {
        self.costs[id as usize]
    }
}

impl Vocabulary {
    /// The table for these words; `shorthand` says what is read for which word.
    pub(super) fn new(literals: &mut Literals, shorthand: &[(String, String)]) -> Vocabulary {
        let specials = [NUMBER, PERCENT, CURRENCY, DATE, NAME].map(|special| literals.id(special));
        let mut nodes = vec![EMPTY];
        // Per node: literals that end here as a beginning, and as a whole word.
        let mut ends: Vec<[Vec<LiteralId>; 2]> = vec![Default::default()];
        for (id, word) in literals.words.iter().enumerate() {
            let (letters, is_stem) = word.strip_suffix('*').map_or((word.as_str(), false), |stem| (stem, true));
            if let Some(node) = path(&mut nodes, &mut ends, letters) {
                ends[node][usize::from(!is_stem)].push(id as LiteralId);
                if letters.bytes().all(|byte| byte.is_ascii_digit()) {
                    ends[node][1].push(specials[0]);
                }
            }
        }
        for (position, (short, _)) in shorthand.iter().enumerate() {
            if let Some(node) = path(&mut nodes, &mut ends, short) {
                nodes[node].end.written_out = position as u16 + 1;
            }
        }
        let mut symbols = Symbols::default();
        symbols.of(Vec::new());
        name_nodes(&mut nodes, &ends, &mut symbols);
        let [number, percent, currency, date, name] = specials;
        let (number_symbol, percent) = (symbols.of(vec![number]), symbols.of(vec![percent]));
        let (currency, date) = (symbols.of(vec![currency]), symbols.of(vec![number, date]));
        let name = symbols.of(vec![name]);
        let (links, ends) = packed(&nodes);
        let mut vocabulary = Vocabulary {
            links,
            ends,
            written_out: Vec::new(),
            literals_of: Vec::new(),
            number: number_symbol,
            percent,
            currency,
            date,
            name,
        };
        vocabulary.written_out =
            shorthand.iter().map(|(_, meant)| meant.split(' ').map(|word| vocabulary.symbol(word)).collect()).collect();
        vocabulary.literals_of = symbols.sets;
        vocabulary
    }

    /// The symbol of a word in small letters.
    pub(super) fn symbol(&self, word: &str) -> Symbol {
        match word {
            NUMBER => return self.number,
            PERCENT => return self.percent,
            _ => {}
        }
        let mut place = 0;
        for byte in word.bytes() {
            let column = CLASSES[byte as usize];
            let Some(next) = (column != BREAK).then(|| self.next(place, column)).flatten() else {
                return self.ends[place].stem;
            };
            place = next;
        }
        self.ends[place].whole
    }

    /// Where the letter of a column leads from a place; words begin at place 0.
    #[inline]
    pub(super) fn next(&self, place: usize, column: u8) -> Option<usize> {
        let next = self.links[place].base as usize + column as usize;
        (self.links[next].from as usize == place).then_some(next)
    }

    #[inline]
    pub(super) fn end(&self, place: usize) -> &End {
        &self.ends[place]
    }
}

/// The table of what nodes lead to, each at the first place where its branches fit between the others.
fn packed(nodes: &[Node]) -> (Vec<Link>, Vec<End>) {
    let (mut links, mut ends) = (vec![FREE; WIDTH + 1], vec![End::default(); WIDTH + 1]);
    // A place may serve one node only, as the place of a node tells where its branches come from.
    let mut left = std::collections::VecDeque::from([(0, 0)]);
    let mut first_free = 1;
    links[0].from = u16::MAX - 1;
    while let Some((node, place)) = left.pop_front() {
        let node: &Node = &nodes[node];
        ends[place] = node.end;
        let columns: Vec<usize> = (0..WIDTH).filter(|&column| node.next[column] != 0).collect();
        let Some(&lowest) = columns.first() else { continue };
        while links[first_free].from != u16::MAX {
            first_free += 1;
        }
        let mut base = first_free.saturating_sub(lowest);
        while columns.iter().any(|column| links.get(base + column).is_some_and(|link| link.from != u16::MAX)) {
            base += 1;
        }
        // Whatever the next letter, its place is in the table.
        let n_places = links.len().max(base + WIDTH + 1);
        links.resize(n_places, FREE);
        ends.resize(n_places, End::default());
        links[place].base = base as u16;
        for column in columns {
            links[base + column].from = place as u16;
            left.push_back((node.next[column] as usize, base + column));
        }
    }
    (links, ends)
}

/// The node that the letters lead to, made where it is missing; `None` for what is no word.
fn path(nodes: &mut Vec<Node>, ends: &mut Vec<[Vec<LiteralId>; 2]>, letters: &str) -> Option<usize> {
    if letters.is_empty() || letters.bytes().any(|byte| CLASSES[byte as usize] == BREAK) {
        return None;
    }
    let mut node = 0;
    for byte in letters.bytes() {
        let column = CLASSES[byte as usize] as usize;
        if nodes[node].next[column] == 0 {
            nodes[node].next[column] = nodes.len() as u16;
            nodes.push(EMPTY);
            ends.push(Default::default());
        }
        node = nodes[node].next[column] as usize;
    }
    Some(node)
}

#[derive(Default)]
struct Symbols {
    ids: FxHashMap<Vec<LiteralId>, Symbol>,
    sets: Vec<Vec<LiteralId>>,
}

impl Symbols {
    fn of(&mut self, mut set: Vec<LiteralId>) -> Symbol {
        set.sort_unstable();
        *self.ids.entry(set).or_insert_with_key(|set| {
            self.sets.push(set.clone());
            (self.sets.len() - 1) as Symbol
        })
    }
}

/// Gives each node its symbols, in the order of the alphabet: words that begin alike have symbols that follow each other.
fn name_nodes(nodes: &mut [Node], ends: &[[Vec<LiteralId>; 2]], symbols: &mut Symbols) {
    let mut left: Vec<(usize, Vec<LiteralId>)> = vec![(0, Vec::new())];
    while let Some((node, mut stems)) = left.pop() {
        stems.extend(&ends[node][0]);
        let wholes = stems.iter().chain(&ends[node][1]).copied().collect();
        nodes[node].end.stem = symbols.of(stems.clone());
        nodes[node].end.whole = symbols.of(wholes);
        let next = nodes[node].next.iter().rev().filter(|&&next| next != 0);
        left.extend(next.map(|&next| (next as usize, stems.clone())));
    }
}

/// The column of each byte.
pub(super) static CLASSES: [u8; 256] = classes();

const fn classes() -> [u8; 256] {
    let mut classes = [BREAK; 256];
    let mut byte = 0;
    while byte < 128u8 {
        classes[byte as usize] = match byte {
            b'a'..=b'z' => byte - b'a',
            b'A'..=b'Z' => byte - b'A',
            b'0'..=b'9' => byte - b'0' + 26,
            b'\'' => APOSTROPHE,
            _ => BREAK,
        };
        byte += 1;
    }
    classes
}

/// A letter with a mark as plain letters; `None` for what is no letter that we know.
pub(super) fn folded(character: char) -> Option<&'static str> {
    Some(match character {
        'ä' | 'Ä' | 'à' | 'À' | 'á' | 'Á' | 'â' | 'Â' | 'å' | 'Å' | 'ã' | 'ą' => "a",
        'é' | 'É' | 'è' | 'È' | 'ê' | 'Ê' | 'ë' | 'Ë' | 'ę' | 'ě' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'Í' => "i",
        'ö' | 'Ö' | 'ó' | 'Ó' | 'ò' | 'ô' | 'õ' | 'ø' | 'Ø' => "o",
        'ü' | 'Ü' | 'ú' | 'Ú' | 'ù' | 'û' | 'ů' => "u",
        'ñ' | 'Ñ' | 'ń' | 'ň' => "n",
        'ç' | 'Ç' | 'č' | 'Č' | 'ć' => "c",
        'ž' | 'ź' | 'ż' | 'Ž' => "z",
        'š' | 'ś' | 'Š' => "s",
        'ß' => "ss",
        'ł' | 'Ł' => "l",
        'ř' => "r",
        'ý' => "y",
        _ => return None,
    })
}
