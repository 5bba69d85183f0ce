//! Questions of several deals for one AE, or tasks for one CSM, ready to paste: kickoffs ahead first, by date.

use super::summary::escaped;
use super::words::{self, pack as say};
use super::{format, guard};
use crate::audit::brief::Brief;

/// When the kickoff is, in the order of a pack.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum When {
    Ahead,
    Undated,
    Past,
}

impl When {
    fn title(self) -> &'static str {
        match self {
            When::Ahead => say::AHEAD,
            When::Undated => say::UNDATED,
            When::Past => say::PAST,
        }
    }
}

/// One deal's share of a pack.
struct Share {
    when: When,
    kickoff: Option<String>,
    deal_id: String,
    name: String,
    /// The other side: the CSM for an AE's pack, the AE for a CSM's.
    other: String,
    lines: Vec<Asked>,
}

/// A question or a task, with everything that gives rise to it.
struct Asked {
    line: String,
    because: Vec<String>,
}

/// What one person is asked, or has to do.
#[derive(Default)]
pub struct Pack {
    shares: Vec<Share>,
    is_tasks: bool,
}

impl Pack {
    /// Adds what a brief asks its AE.
    pub fn add_questions(&mut self, brief: &Brief) {
        let lines = brief.questions.iter().chain(&brief.conflicts).filter(|finding| finding.owner.starts_with("AE"));
        let lines = asked(lines.map(|finding| (words::sentence(&finding.question), finding.evidence.clone())));
        let csm = say::csm(brief.deal.csm.as_deref());
        self.add(brief, lines, csm);
    }

    /// Adds what a brief leaves its CSM to do before kickoff; nothing once that was held.
    pub fn add_tasks(&mut self, brief: &Brief) {
        self.is_tasks = true;
        if brief.deal.kickoff_is_held {
            return;
        }
        let lines = asked(brief.tasks.iter().map(|task| (words::sentence(&task.text), task.because.clone())));
        let ae = say::ae(brief.deal.ae.as_deref());
        self.add(brief, lines, ae);
    }

    fn add(&mut self, brief: &Brief, lines: Vec<Asked>, other: String) {
        if lines.is_empty() {
            return;
        }
        let deal = &brief.deal;
        let when = match (&deal.kickoff, deal.kickoff_is_ahead) {
            (Some(_), true) => When::Ahead,
            (Some(_), false) => When::Past,
            (None, _) => When::Undated,
        };
        let (kickoff, deal_id, name) = (deal.kickoff.clone(), deal.deal_id.clone(), deal.name.clone());
        self.shares.push(Share { when, kickoff, deal_id, name, other, lines });
    }

    /// Whether there is nothing to say.
    pub fn is_empty(&self) -> bool {
        self.shares.is_empty()
    }

    /// As Markdown; text from the exports is escaped.
    pub fn markdown(&self, person: Option<&str>, as_of: &str, zone: &str) -> String {
        let mut lines = vec![format!("# {}", escaped(&self.title(person))), String::new()];
        lines.push(escaped(&self.lead(as_of, zone)));
        let mut group = None;
        for share in self.sorted() {
            if group.replace(share.when) != Some(share.when) {
                lines.extend([String::new(), format!("## {}", share.when.title())]);
            }
            lines.extend([String::new(), format!("### {}", escaped(&share.heading())), String::new()]);
            let mark = if self.is_tasks { "- [ ]" } else { "-" };
            for asked in &share.lines {
                let line = format!("{mark} {}", escaped(&asked.line));
                match asked.because.as_slice() {
                    [why] => lines.push(format!("{line} _{}_", escaped(why))),
                    all => {
                        lines.push(line);
                        lines.extend(all.iter().map(|why| format!("  - _{}_", escaped(why))));
                    }
                }
            }
        }
        lines.join("\n") + "\n"
    }

    /// The same without markup, for mail and chat.
    pub fn plain(&self, person: Option<&str>, as_of: &str, zone: &str) -> String {
        let flat = |text: &str| guard::visible(text).replace(['\n', '\t'], " ");
        let mut lines = vec![flat(&self.title(person)), flat(&self.lead(as_of, zone))];
        let mut group = None;
        for share in self.sorted() {
            if group.replace(share.when) != Some(share.when) {
                lines.extend([String::new(), share.when.title().to_uppercase()]);
            }
            lines.extend([String::new(), flat(&share.heading())]);
            for (at, asked) in share.lines.iter().enumerate() {
                let line = format!("  {}. {}", at + 1, flat(&asked.line));
                match asked.because.as_slice() {
                    [why] => lines.push(format!("{line} ({})", flat(why))),
                    all => {
                        lines.push(line);
                        lines.extend(all.iter().map(|why| format!("     - {}", flat(why))));
                    }
                }
            }
        }
        lines.join("\n") + "\n"
    }

    fn title(&self, person: Option<&str>) -> String {
        if self.is_tasks { say::tasks_title(person) } else { say::questions_title(person) }
    }

    fn lead(&self, as_of: &str, zone: &str) -> String {
        let n = self.shares.iter().map(|share| share.lines.len()).sum::<usize>() as u64;
        let things = if self.is_tasks { say::tasks(n) } else { say::questions(n) };
        say::lead(&things, self.shares.len() as u64, &format::as_of(as_of, zone))
    }

    fn sorted(&self) -> Vec<&Share> {
        let mut shares: Vec<&Share> = self.shares.iter().collect();
        shares.sort_by_key(|share| (share.when, &share.kickoff, &share.deal_id));
        shares
    }
}

/// What is asked in the same words is asked once, with every reason under it.
fn asked(lines: impl Iterator<Item = (String, String)>) -> Vec<Asked> {
    let mut all: Vec<Asked> = Vec::new();
    for (line, why) in lines {
        match all.iter_mut().find(|asked| asked.line == line) {
            Some(asked) => asked.because.push(why),
            None => all.push(Asked { line, because: vec![why] }),
        }
    }
    all
}

impl Share {
    fn heading(&self) -> String {
        let name = Some(self.name.trim()).filter(|name| !name.is_empty()).map(|_| format::cut(&self.name, 120));
        say::heading(self.kickoff.as_deref(), name.as_deref(), &self.deal_id, &self.other)
    }
}
