//! Numbers as people read them.

/// Digits with a comma between thousands: `12345.5` to `12,345.5`. No sign.
pub fn grouped(digits: &str) -> String {
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in whole.chars().enumerate() {
        if place > 0 && (whole.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    if !fraction.is_empty() {
        text.push('.');
        text.push_str(fraction);
    }
    text
}

/// A count with what goes with it: `1 row repeats`, `1,204 rows repeat`.
pub fn counted(n: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(&n.to_string()), if n == 1 { one } else { many })
}

/// An amount without its sign, with cents where there are any: `84,400`, `99.50`.
pub fn amount(value: f64) -> String {
    let cents = (value.abs() * 100.0).round();
    if cents % 100.0 == 0.0 {
        grouped(&format!("{:.0}", cents / 100.0))
    } else {
        grouped(&format!("{:.2}", cents / 100.0))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_count_goes_with_its_words() {
        let said = [0, 1, 1_204].map(|n| counted(n, "row repeats", "rows repeat"));
        assert_eq!(said, ["0 rows repeat", "1 row repeats", "1,204 rows repeat"]);
    }

    #[test]
    fn amounts_are_grouped_and_keep_their_cents() {
        assert_eq!(
            [84_400.0, 99.5, 1_234_567.0, 0.004, 999.999].map(amount),
            ["84,400", "99.50", "1,234,567", "0", "1,000"]
        );
    }
}
