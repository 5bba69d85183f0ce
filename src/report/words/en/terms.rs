//! Settings in force, as sentences mention them.

/// Which time counts towards deadlines.
pub(crate) fn clock(is_weekdays: bool) -> String {
    format!("{} from close", if is_weekdays { "Weekday hours" } else { "Calendar hours" })
}

/// Where a customer's life starts.
pub(crate) fn retention_origin(is_contract: bool) -> &'static str {
    if is_contract { "the contract’s start" } else { "close" }
}
