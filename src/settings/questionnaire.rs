//! `questionnaire.toml`: what exports cannot show, answered by people, each answer with who gave it and when.
//!
//! [`template`] is the text that `init` writes; a blank answer is an open question, never a "no". An answer overrides
//! what the exports suggest, and is shown everywhere as told, never as observed: this is why it must carry a name and a
//! day.

mod questions;

use std::fs;
use std::path::Path;

use toml::de::DeValue;

use super::dates;
use super::error::{self, Complaints, Error, Spot};
use super::raw::{self, Section, Value};
use super::suggest::nearest;
use crate::domain::iso_date;
pub use questions::QUESTIONS;

/// The file's name, beside `audit.toml` or among the exports.
pub const FILE_NAME: &str = "questionnaire.toml";

/// A question that no export answers.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    /// Its id, the section's name.
    pub id: &'static str,
    /// What it belongs to.
    pub topic: &'static str,
    /// The question.
    pub text: &'static str,
    /// Why it is asked.
    pub why: &'static str,
    /// What an answer may be.
    pub kind: AnswerKind,
}

/// What an answer may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AnswerKind {
    /// `yes`, `no` or `partly`.
    YesNo,
    /// A sentence.
    Words,
}

/// What somebody said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reply {
    /// It is so.
    Yes,
    /// It is not so.
    No,
    /// In part.
    Partly,
    /// In their own words.
    Words(String),
}

impl Reply {
    /// As it is shown.
    pub fn text(&self) -> &str {
        match self {
            Reply::Yes => "yes",
            Reply::No => "no",
            Reply::Partly => "partly",
            Reply::Words(words) => words,
        }
    }
}

/// An answer with who gave it and when.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answer {
    /// The question.
    pub question: &'static Question,
    /// What was said.
    pub reply: Reply,
    /// Who said it.
    pub by: String,
    /// The day, ISO.
    pub on: String,
    /// More words.
    pub note: Option<String>,
    /// A link or a document that bears it out.
    pub evidence: Option<String>,
}

/// All answers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Questionnaire {
    /// In the order of [`QUESTIONS`]; open questions have none.
    pub answers: Vec<Answer>,
}

impl Questionnaire {
    /// The answer to a question, when somebody gave one.
    pub fn answer(&self, id: &str) -> Option<&Answer> {
        self.answers.iter().find(|answer| answer.question.id == id)
    }
}

/// The text of a questionnaire that nobody has answered yet.
pub fn template() -> String {
    let mut text = String::from(
        "# What no export can show. Fill in what you know and leave the rest blank: a blank is shown as an open question.\n\
         # Every answer needs `by` (who says so) and `on` (the day, as 2026-01-31). In the report an answer is shown as told,\n\
         # with its name and day, and where it differs from what the exports suggest both are shown.\n\
         # `note` and `evidence` (a link or a document) may stay blank.\n",
    );
    let mut topic = "";
    for question in QUESTIONS {
        if question.topic != topic {
            topic = question.topic;
            text.push_str(&format!("\n\n# {topic}\n"));
        }
        let choices = match question.kind {
            AnswerKind::YesNo => "  # yes, no or partly",
            AnswerKind::Words => "",
        };
        text.push_str(&format!(
            "\n[{}]\n# {}\n# Why: {}\nanswer = \"\"{choices}\nby = \"\"\non = \"\"\nnote = \"\"\nevidence = \"\"\n",
            question.id, question.text, question.why
        ));
    }
    text
}

/// The questionnaire in a folder; without the file, no answers.
pub(super) fn read(base: &Path, complaints: &mut Complaints) -> Questionnaire {
    let path = base.join(FILE_NAME);
    if base == Path::new("") || !path.is_file() {
        return Questionnaire::default();
    }
    match fs::read_to_string(&path) {
        Ok(content) => parse_into(&content, &path, complaints),
        Err(error) => {
            let help = "save it with encoding UTF-8, in a place that is yours to read";
            complaints.add(&Spot::nowhere(), format!("{} cannot be read: {error}", path.display()), help);
            Questionnaire::default()
        }
    }
}

/// Reads a questionnaire's text. `path` is its name in messages.
///
/// Errors: [`Error::Invalid`] with every complaint.
pub fn parse(content: &str, path: &Path) -> Result<Questionnaire, Error> {
    let mut complaints = Complaints::default();
    let questionnaire = parse_into(content, path, &mut complaints);
    complaints.unless_any(path, Some(questionnaire))
}

fn parse_into(content: &str, path: &Path, complaints: &mut Complaints) -> Questionnaire {
    let text = error::text(path, content);
    let Some(table) = raw::parse(content, &text, complaints) else { return Questionnaire::default() };
    let mut top = Section::new("", table.get_ref(), Spot { text: Some(text), span: 0..0 });
    let mut answers = Vec::new();
    for question in QUESTIONS {
        let section = top.take(question.id).and_then(|value| value.section(complaints));
        answers.extend(section.and_then(|section| answer(question, section, complaints)));
    }
    for unknown in top.rest() {
        let near = nearest(unknown.key, QUESTIONS.iter().map(|question| question.id));
        let help = near.map_or(String::new(), |near| format!("the nearest question is `{}`", near.name));
        complaints.add(&unknown.key_spot(), format!("no question is called `{}`", unknown.key), help);
    }
    Questionnaire { answers }
}

fn answer(question: &'static Question, mut section: Section<'_>, complaints: &mut Complaints) -> Option<Answer> {
    let mut filled = |key: &'static str| section.take(key).filter(|value| !is_blank(value));
    let (reply, by, on) = (filled("answer"), filled("by"), filled("on"));
    let (note, evidence) = (filled("note"), filled("evidence"));
    let spot = section.spot.clone();
    section.finish(complaints, &[]);
    let Some(reply) = reply else {
        if let Some(other) = [&by, &on, &note, &evidence].into_iter().flatten().next() {
            other.complain(complaints, "is filled in, but there is no answer", "write the answer, or blank this too");
        }
        return None;
    };
    if by.is_none() || on.is_none() {
        let lacks = if by.is_none() { "by" } else { "on" };
        let help = "an answer is shown with who gave it and when: by = \"Jane Doe, Head of CS\", on = 2026-01-31";
        complaints.add(&spot, format!("the answer to `{}` lacks `{lacks}`", question.id), help);
    }
    let reply = read_reply(question, &reply, complaints);
    let by = by.and_then(|value| value.string(complaints).map(str::to_owned));
    let on = on.and_then(|value| dates::day(&value, complaints)).map(iso_date);
    let note = note.and_then(|value| value.string(complaints).map(str::to_owned));
    let evidence = evidence.and_then(|value| value.string(complaints).map(str::to_owned));
    Some(Answer { question, reply: reply?, by: by?, on: on?, note, evidence })
}

fn read_reply(question: &Question, value: &Value<'_>, complaints: &mut Complaints) -> Option<Reply> {
    match question.kind {
        AnswerKind::Words => value.string(complaints).map(|words| Reply::Words(words.to_owned())),
        AnswerKind::YesNo => match value.raw {
            DeValue::Boolean(true) => Some(Reply::Yes),
            DeValue::Boolean(false) => Some(Reply::No),
            _ => value
                .one_of(complaints, &[("yes", 0_u8), ("no", 1), ("partly", 2)])
                .map(|choice| [Reply::Yes, Reply::No, Reply::Partly][choice as usize].clone()),
        },
    }
}

fn is_blank(value: &Value<'_>) -> bool {
    matches!(value.raw, DeValue::String(text) if text.trim().is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn messages(content: &str) -> Vec<String> {
        match parse(content, Path::new(FILE_NAME)) {
            Err(Error::Invalid { complaints, .. }) => complaints.iter().map(|one| one.message.clone()).collect(),
            other => panic!("not an error of content: {other:?}"),
        }
    }

    #[test]
    fn the_template_is_read_as_open_questions() {
        let read = parse(&template(), Path::new(FILE_NAME)).expect("the template holds");
        assert_eq!(read, Questionnaire::default());
        for question in QUESTIONS {
            assert_eq!(template().matches(&format!("\n[{}]\n", question.id)).count(), 1);
        }
    }

    #[test]
    fn answers_carry_who_and_when() {
        let content = "[cs_can_reject]\nanswer = \"partly\"\nby = \"Ana Sol\"\non = 2026-02-03\nnote = \"by e-mail\"\n";
        let read = parse(content, Path::new(FILE_NAME)).expect("it holds");
        let answer = read.answer("cs_can_reject").expect("answered");
        assert_eq!((answer.reply.text(), answer.by.as_str(), answer.on.as_str()), ("partly", "Ana Sol", "2026-02-03"));
        assert_eq!(answer.note.as_deref(), Some("by e-mail"));
        assert!(read.answer("sales_notes_reliable").is_none());
    }

    #[test]
    fn an_answer_without_a_name_or_a_day_is_no_answer() {
        let said = messages("[cs_can_reject]\nanswer = true\nby = \"Ana\"\n\n[audit_owner]\nby = \"Ana\"\n");
        assert_eq!(said[0], "the answer to `cs_can_reject` lacks `on`");
        assert_eq!(said[1], "`audit_owner.by` is filled in, but there is no answer");
    }

    #[test]
    fn unknown_questions_keys_and_choices_are_complained_about_at_once() {
        let said = messages(
            "[cs_can_regect]\nanswer = \"yes\"\n[stop_rules]\nanswer = \"maybe\"\nby = \"A\"\non = 2026-01-01\nwho = \"B\"\n",
        );
        assert_eq!(said.len(), 3);
        assert_eq!(said[0], "no question is called `cs_can_regect`");
        assert!(said.iter().any(|message| message.contains("`stop_rules.answer` is \"maybe\"")), "{said:?}");
        assert!(said.iter().any(|message| message.contains("unknown key `who`")), "{said:?}");
    }
}
