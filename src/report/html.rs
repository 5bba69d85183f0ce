//! The page as a string: templates filled with finished views, under a policy that allows nothing from outside.
//!
//! Templates are embedded; names end in `.html.j2`, so that everything printed is escaped; a name that is not there is
//! an error. Every string of a view goes through [`guard::visible`] on its way in, so that no caller can forget it.
//!
//! NOTE: views become template values by way of `serde_json`, because minijinja 3 leaves its `serde` feature off by
//! default and the detour costs a dozen lines.

use minijinja::{Environment, UndefinedBehavior, Value};
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::{Error, guard};

macro_rules! templates {
    ($($name:literal),+ $(,)?) => {
        &[$(($name, include_str!(concat!("../../templates/", $name)))),+]
    };
}

/// Every template by its name under `templates/`.
const TEMPLATES: &[(&str, &str)] = templates![
    "report.html.j2",
    "macros.html.j2",
    "sections/acceptance.html.j2",
    "sections/contested.html.j2",
    "sections/context.html.j2",
    "sections/files.html.j2",
    "sections/fix-first.html.j2",
    "sections/flow.html.j2",
    "sections/gates.html.j2",
    "sections/health.html.j2",
    "sections/method.html.j2",
    "sections/month.html.j2",
    "sections/observations.html.j2",
    "sections/paths.html.j2",
    "sections/proof.html.j2",
    "sections/readiness.html.j2",
    "sections/reading.html.j2",
    "sections/retention.html.j2",
    "sections/rules.html.j2",
    "sections/scores.html.j2",
    "sections/speed.html.j2",
    "sections/tables.html.j2",
    "sections/verdict.html.j2",
    "sections/watch.html.j2",
    "sections/work.html.j2",
];

/// Colours and typefaces first: every page has the same ones.
const STYLE: &str =
    concat!(include_str!("../../templates/tokens.css"), "\n", include_str!("../../templates/report.css"));
const COMPARISON: &[(&str, &str)] = templates!["comparison.html.j2", "macros.html.j2", "sections/tables.html.j2"];
const BRIEF: &[(&str, &str)] = templates!["brief.html.j2", "macros.html.j2"];
const BRIEF_STYLE: &str =
    concat!(include_str!("../../templates/tokens.css"), "\n", include_str!("../../templates/brief.css"));
const SCRIPT: &str = include_str!("../../templates/report.js");

/// Every template there is.
pub(super) const TEXTS: &[&[(&str, &str)]] = &[TEMPLATES, COMPARISON, BRIEF, &[("report.js", SCRIPT)]];

/// What every page template gets.
#[derive(Serialize)]
struct Context<'a, P> {
    page: &'a P,
    policy: &'a str,
    style: &'a str,
    script: &'a str,
}

/// The page around `page`, rendered by `report.html.j2`.
pub(crate) fn render<P: Serialize>(page: &P) -> Result<String, Error> {
    Printer::new(TEMPLATES, "report.html.j2", STYLE.trim(), SCRIPT.trim())?.print(page)
}

/// Templates that were read once, with their style and script.
pub(crate) struct Printer {
    environment: Environment<'static>,
    template: &'static str,
    policy: String,
}

impl Printer {
    /// For briefs: no script at all.
    pub(crate) fn brief() -> Result<Printer, Error> {
        Printer::new(BRIEF, "brief.html.j2", BRIEF_STYLE.trim(), "")
    }

    /// For two audits compared: no script either.
    pub(crate) fn comparison() -> Result<Printer, Error> {
        Printer::new(COMPARISON, "comparison.html.j2", STYLE.trim(), "")
    }

    fn new(
        templates: &[(&'static str, &'static str)],
        template: &'static str,
        style: &'static str,
        script: &'static str,
    ) -> Result<Printer, Error> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        for (name, source) in templates {
            environment.add_template(name, source)?;
        }
        // Without an ending that is known as HTML they are put in as they are: both are ours, and hashed byte by byte.
        environment.add_template("page.css", style)?;
        environment.add_template("page.js", script)?;
        Ok(Printer { environment, template, policy: policy(style, script) })
    }

    /// One page.
    pub(crate) fn print<P: Serialize>(&self, page: &P) -> Result<String, Error> {
        let context = Context { page, policy: &self.policy, style: "page.css", script: "page.js" };
        let value = to_value(serde_json::to_value(&context)?);
        Ok(self.environment.get_template(self.template)?.render(value)?)
    }
}

/// The content security policy for exactly this style and this script.
fn policy(style: &str, script: &str) -> String {
    let script = match script {
        "" => "'none'".to_owned(),
        some => format!("'sha256-{}'", base64(&Sha256::digest(some))),
    };
    format!(
        "default-src 'none'; style-src 'sha256-{}'; script-src {script}; img-src data:; base-uri 'none'; \
         form-action 'none'; require-trusted-types-for 'script'",
        base64(&Sha256::digest(style)),
    )
}

fn to_value(json: serde_json::Value) -> Value {
    match json {
        serde_json::Value::Null => Value::from(()),
        serde_json::Value::Bool(is) => Value::from(is),
        serde_json::Value::Number(number) => {
            number.as_i64().map(Value::from).or_else(|| number.as_f64().map(Value::from)).unwrap_or_default()
        }
        serde_json::Value::String(text) => Value::from(guard::visible(&text).into_owned()),
        serde_json::Value::Array(list) => list.into_iter().map(to_value).collect(),
        serde_json::Value::Object(map) => Value::from_pairs(map.into_iter().map(|(key, value)| (key, to_value(value)))),
    }
}

/// Standard base 64 with padding (RFC 4648, 4), as CSP hashes want it.
pub(crate) fn base64(bytes: &[u8]) -> String {
    const ALPHABET: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let byte = |place: usize| u32::from(chunk.get(place).copied().unwrap_or(0));
        let word = byte(0) << 16 | byte(1) << 8 | byte(2);
        for place in 0..4 {
            let sextet = (word >> (18 - 6 * place)) & 63;
            text.push(if place > chunk.len() { '=' } else { ALPHABET[sextet as usize] as char });
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_as_rfc_4648_section_10() {
        let shown: Vec<String> =
            ["", "f", "fo", "foo", "foob", "fooba", "foobar"].map(|text| base64(text.as_bytes())).to_vec();
        assert_eq!(shown, ["", "Zg==", "Zm8=", "Zm9v", "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy"]);
    }

    #[test]
    fn the_policy_names_both_hashes() {
        let space = "Nqnn8clbgv+5l0PgxcTOldg8mkMKrFn4TvPL+rYUUGg=";
        assert!(policy(" ", " ").contains(&format!("style-src 'sha256-{space}'; script-src 'sha256-{space}';")));
        let policy = policy("", "");
        let empty = "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";
        assert!(policy.starts_with(&format!("default-src 'none'; style-src 'sha256-{empty}'; script-src 'none';")));
    }
}
