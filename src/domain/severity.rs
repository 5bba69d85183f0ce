//! How bad a finding is.

/// How bad a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// The handoff must not go on.
    Stop,
    /// CS should return the handoff.
    Return,
    /// Somebody should look.
    Warn,
    /// Good to know.
    Info,
}

impl Severity {
    /// The name in settings and outputs.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Stop => "stop",
            Severity::Return => "return",
            Severity::Warn => "warn",
            Severity::Info => "info",
        }
    }
}
