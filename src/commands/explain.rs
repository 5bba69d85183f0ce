//! `explain`: what a rule means, why it matters, and what to do.

use handoff_audit::rules;

use super::{Console, Failure};
use crate::cli;

pub(crate) fn run(arguments: &cli::Explain, console: &mut Console) -> Result<(), Failure> {
    match arguments.name.as_deref() {
        None => {
            for rule in rules::ALL {
                console.say(&format!(
                    "{}  {:<32} {:<7} {}",
                    rule.code,
                    rule.slug,
                    rule.severity.name(),
                    rule.failing_title
                ));
            }
            Ok(())
        }
        Some(name) => match rules::find(name) {
            Some(rule) => {
                console.say(&format!(
                    "{} {}\n\nmet:     {}\nmissed:  {}\nwhy:     {}\nto do:   {}\nowner:   {}\nseverity: {}\nneeds:   {}\nsource:  {}",
                    rule.code, rule.slug, rule.title, rule.failing_title, rule.rationale, rule.remedy, rule.owner.name(),
                    rule.severity.name(), rule.needs.join(", "), rule.source
                ));
                Ok(())
            }
            None => Err(Failure {
                report: miette::miette!(
                    help = "`handoff-audit explain` lists all rules",
                    "no rule is called \"{name}\""
                ),
                code: 2,
            }),
        },
    }
}
