//! What became of a checklist item and of an acceptance element.

use std::sync::Arc;

use crate::domain::Origin;

/// What became of a checklist item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct FieldAnswer {
    /// The best state of its sources.
    pub state: FieldState,
    /// Where the text that gave the state stands; `None` when nothing was captured.
    pub origin: Option<Origin>,
}

impl FieldAnswer {
    /// Whether it is not known although an export holds the item: its cell is full and could not be read, or the deal
    /// stands only in exports without the column.
    pub fn is_unread(&self) -> bool {
        self.state == FieldState::NotCaptured && self.origin.is_some()
    }

    /// Whether it is not known since the deal stands only in exports without the column.
    pub fn is_untold(&self) -> bool {
        self.is_unread() && self.origin.is_some_and(|origin| origin.column().is_none())
    }
}

/// The states of packet.md, the best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FieldState {
    /// A real answer.
    Answered,
    /// The text says there are none, and the item allows that.
    ExplicitNone,
    /// Says something that the item's own test rejects.
    Vague,
    /// Text that is no answer.
    Placeholder,
    /// The column is there, the cell is empty.
    Blank,
    /// No export holds the field; or the cell that does could not be read, and the answer says where it stands; or the
    /// deal stands only in exports without the column, and the answer says in which row.
    NotCaptured,
}

impl FieldState {
    /// All states, the best first.
    pub const ALL: [FieldState; 6] = [
        FieldState::Answered,
        FieldState::ExplicitNone,
        FieldState::Vague,
        FieldState::Placeholder,
        FieldState::Blank,
        FieldState::NotCaptured,
    ];

    /// The name in outputs.
    pub fn name(self) -> &'static str {
        match self {
            FieldState::Answered => "answered",
            FieldState::ExplicitNone => "explicit_none",
            FieldState::Vague => "vague",
            FieldState::Placeholder => "placeholder",
            FieldState::Blank => "blank",
            FieldState::NotCaptured => "not_captured",
        }
    }

    /// 1 for an answer, 0.5 for a vague one, else 0.
    pub fn credit(self) -> f64 {
        match self {
            FieldState::Answered | FieldState::ExplicitNone => 1.0,
            FieldState::Vague => 0.5,
            FieldState::Placeholder | FieldState::Blank | FieldState::NotCaptured => 0.0,
        }
    }

    /// Credit 1.
    pub fn is_full(self) -> bool {
        matches!(self, FieldState::Answered | FieldState::ExplicitNone)
    }
}

/// An acceptance element.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ElementState {
    /// All that it needs is there.
    Complete,
    /// It lacks these.
    Incomplete(Box<[Arc<str>]>),
    /// It rests on these columns and tables, which no export holds, or on [`UNREAD`].
    Unknown(Box<[Arc<str>]>),
}

/// What an item or element rests on where a cell of this deal could not be read.
pub const UNREAD: &str = "a cell that could not be read";

impl ElementState {
    /// Whether nobody can tell only because cells of this deal could not be read.
    pub fn is_unread(&self) -> bool {
        matches!(self, ElementState::Unknown(what) if what.iter().all(|what| **what == *UNREAD))
    }

    /// Whether nobody can tell because no export holds what it rests on.
    pub fn rests_on_nothing(&self) -> bool {
        matches!(self, ElementState::Unknown(_)) && !self.is_unread()
    }

    /// The name in outputs.
    pub fn name(&self) -> &'static str {
        match self {
            ElementState::Complete => "complete",
            ElementState::Incomplete(_) => "incomplete",
            ElementState::Unknown(_) => "unknown",
        }
    }
}
