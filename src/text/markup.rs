//! Bodies that may be HTML, as CRMs store them, to plain text.

use std::borrow::Cow;

/// Elements that begin a line, and `br`.
const BLOCKS: [&str; 20] = [
    "address",
    "article",
    "blockquote",
    "br",
    "dd",
    "div",
    "dl",
    "dt",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "hr",
    "li",
    "p",
    "pre",
    "table",
    "tr",
];
/// Other elements that note editors write. What is not among them is text: `<ada@acme.com>`, `<5 days>`.
const INLINES: [&str; 35] = [
    "a", "abbr", "b", "body", "center", "cite", "code", "col", "em", "font", "head", "html", "i", "img", "input",
    "kbd", "label", "link", "mark", "meta", "ol", "s", "section", "small", "span", "strike", "strong", "sub", "sup",
    "tbody", "td", "th", "thead", "u", "ul",
];
/// Elements whose content is not text.
const HIDDEN: [&str; 3] = ["style", "script", "title"];
/// Named characters that occur in prose.
const ENTITIES: [(&str, &str); 17] = [
    ("amp", "&"),
    ("lt", "<"),
    ("gt", ">"),
    ("quot", "\""),
    ("apos", "'"),
    ("nbsp", " "),
    ("rsquo", "’"),
    ("lsquo", "‘"),
    ("rdquo", "”"),
    ("ldquo", "“"),
    ("ndash", "–"),
    ("mdash", "—"),
    ("hellip", "…"),
    ("bull", "•"),
    ("euro", "€"),
    ("auml", "ä"),
    ("eacute", "é"),
];

/// The text of a body that may be HTML: tags gone, a line for each paragraph and list item, entities decoded. Text that
/// holds neither tags nor entities comes back untouched.
pub fn plain_text(body: &str) -> Cow<'_, str> {
    let mut text: Option<String> = None;
    let (mut rest, mut copied) = (body, 0);
    while let Some(at) = memchr::memchr2(b'<', b'&', rest.as_bytes()) {
        let here = body.len() - rest.len() + at;
        let Some((length, replacement)) = markup(&body[here..]) else {
            rest = &body[here + 1..];
            continue;
        };
        let out = text.get_or_insert_with(|| String::with_capacity(body.len()));
        out.push_str(&body[copied..here]);
        replacement.push_to(out);
        copied = here + length;
        rest = &body[copied..];
    }
    match text {
        None => Cow::Borrowed(body),
        Some(mut text) => {
            text.push_str(&body[copied..]);
            Cow::Owned(tidy(&text))
        }
    }
}

enum Replacement {
    Nothing,
    LineBreak,
    Character(char),
    Text(&'static str),
}

impl Replacement {
    fn push_to(self, out: &mut String) {
        match self {
            Replacement::Nothing => {}
            Replacement::LineBreak => out.push('\n'),
            Replacement::Character(character) => out.push(character),
            Replacement::Text(text) => out.push_str(text),
        }
    }
}

/// The tag, comment or entity that a text begins with: its length and what stands for it.
fn markup(text: &str) -> Option<(usize, Replacement)> {
    if text.starts_with('&') {
        return entity(text);
    }
    if let Some(comment) = text.strip_prefix("<!") {
        let end = if comment.starts_with("--") { "-->" } else { ">" };
        return Some((text.find(end)? + end.len(), Replacement::Nothing));
    }
    let inner = text[1..].strip_prefix('/').unwrap_or(&text[1..]);
    let n_name = inner.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let is_name = |known: &str| known.eq_ignore_ascii_case(&inner[..n_name]);
    if !inner[n_name..].starts_with(['>', '/', ' ', '\t', '\n', '\r']) {
        return None;
    }
    let end = text.find('>')? + 1;
    if let Some(name) = HIDDEN.iter().find(|known| is_name(known)) {
        let after = text[end..].to_ascii_lowercase();
        let close = after.find(&format!("</{name}>")).map_or(0, |at| at + name.len() + 3);
        return Some((end + close, Replacement::Nothing));
    }
    if BLOCKS.iter().any(|known| is_name(known)) {
        return Some((end, Replacement::LineBreak));
    }
    INLINES.iter().any(|known| is_name(known)).then_some((end, Replacement::Nothing))
}

fn entity(text: &str) -> Option<(usize, Replacement)> {
    // The longest entity that is decoded has ten characters.
    let end = text.bytes().take(12).position(|byte| byte == b';')?;
    let name = &text[1..end];
    if let Some(number) = name.strip_prefix('#') {
        let code = match number.strip_prefix(['x', 'X']) {
            Some(digits) => u32::from_str_radix(digits, 16).ok()?,
            None => number.parse().ok()?,
        };
        return Some((end + 1, Replacement::Character(char::from_u32(code)?)));
    }
    let (_, character) = ENTITIES.iter().find(|(known, _)| *known == name)?;
    Some((end + 1, Replacement::Text(character)))
}

/// One space for several, no blank lines, no spaces at line ends.
fn tidy(text: &str) -> String {
    let mut tidied = String::with_capacity(text.len());
    for line in text.lines().filter(|line| !line.trim().is_empty()) {
        if !tidied.is_empty() {
            tidied.push('\n');
        }
        for (position, word) in line.split_whitespace().enumerate() {
            if position > 0 {
                tidied.push(' ');
            }
            tidied.push_str(word);
        }
    }
    tidied
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn html_bodies_become_text() {
        for (body, expected) in [
            ("<p>Called <strong>Ada</strong> re: renewal.</p>", "Called Ada re: renewal."),
            ("a<br>b<BR/>c<div class=\"x\">d</div>", "a\nb\nc\nd"),
            ("<ul><li>one</li><li>two &amp; three</li></ul>", "one\ntwo & three"),
            ("<style>p { color: red }</style><h3>Risks</h3>none&nbsp;yet", "Risks\nnone yet"),
            ("caf&#233; &#x2014; it&rsquo;s <!-- x --> open", "café — it’s open"),
        ] {
            assert_eq!(plain_text(body), expected, "{body}");
        }
    }

    #[test]
    fn text_that_is_no_html_stays_untouched() {
        for body in [
            "",
            "5 < 6 & 7 > 3",
            "mail <ada@acme.com> or <https://acme.com>",
            "AT&T  said:\n\n  fine",
            "<5 days",
            "&;",
            "<",
        ] {
            assert!(matches!(plain_text(body), Cow::Borrowed(text) if text == body), "{body}");
        }
    }

    proptest! {
        #[test]
        fn no_body_makes_it_panic(body in "(\\PC|<p>|</|<style>|&#|&amp;|;|é|<!--){0,30}") {
            let _ = plain_text(&body);
        }
    }
}
