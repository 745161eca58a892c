//! Number formats: what a cell shows for the number that is stored for it (ECMA-376-1, 18.8.30 and 18.8.31).
//!
//! Dates are shown as `2026-11-22`, whatever their format: gates can read no other, and people can't mistake it. Of other
//! formats the first section holds, for negative numbers with a minus sign.

/// How a number is shown.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) enum Format {
    /// As it is stored.
    #[default]
    Stored,
    /// A day.
    Day,
    /// A day and the time of it.
    Moment,
    /// The time of a day.
    Time,
    /// In digits.
    Digits(Digits),
}

/// How digits are set.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Digits {
    before: String,
    after: String,
    decimals: usize,
    /// A comma after each thousand.
    grouped: bool,
    percent: bool,
}

/// More decimals than these are no longer exact.
const DECIMALS_MAX: usize = 10;

impl Format {
    /// The format that is built in under the number `id`; those that only some languages have are dates.
    pub(super) fn built_in(id: u32) -> Self {
        match id {
            1 => Self::of("0"),
            2 => Self::of("0.00"),
            3 | 37 | 38 => Self::of("#,##0"),
            4 | 39 | 40 => Self::of("#,##0.00"),
            9 => Self::of("0%"),
            10 => Self::of("0.00%"),
            14..=17 | 27..=36 | 50..=58 => Self::Day,
            18..=21 | 45 => Self::Time,
            22 => Self::Moment,
            _ => Self::Stored,
        }
    }

    /// The format of the code `code`: `0.00 "days"`, `yyyy-mm-dd`. One that is not known shows what is stored.
    pub(super) fn of(code: &str) -> Self {
        let mut digits = Digits::default();
        let (mut days, mut hours, mut placed, mut point) = (false, false, false, false);
        let mut letters = code.chars().peekable();
        while let Some(letter) = letters.next() {
            let mut said = String::new();
            match letter {
                ';' => break,
                '"' => said.extend(letters.by_ref().take_while(|letter| *letter != '"')),
                '\\' => said.extend(letters.next()),
                '_' | '*' => drop(letters.next()),
                '[' => {
                    let inner: String = letters.by_ref().take_while(|letter| *letter != ']').collect();
                    match inner.strip_prefix('$') {
                        Some(currency) => said.push_str(currency.split('-').next().unwrap_or_default()),
                        // Hours that go on beyond a day.
                        None if matches!(inner.to_ascii_lowercase().as_str(), "h" | "hh" | "m" | "mm" | "s" | "ss") => {
                            return Self::Stored;
                        }
                        None => {}
                    }
                }
                '0' | '#' | '?' => {
                    placed = true;
                    digits.decimals += usize::from(point);
                }
                '.' if placed => point = true,
                ',' if placed && matches!(letters.peek(), Some('0' | '#' | '?')) => digits.grouped = true,
                '%' => {
                    digits.percent = true;
                    said.push('%');
                }
                'y' | 'Y' | 'd' | 'D' => days = true,
                'h' | 'H' | 's' | 'S' => hours = true,
                'm' | 'M' | 'a' | 'A' | 'p' | 'P' | ':' | '/' if !placed => {}
                ' ' | '-' | '(' | ')' | '$' | '€' | '£' | '+' => said.push(letter),
                '.' | ',' if !placed => {}
                _ => return Self::Stored,
            }
            if placed { digits.after.push_str(&said) } else { digits.before.push_str(&said) }
        }
        match (days, hours, placed) {
            (true, true, _) => Self::Moment,
            (true, false, _) => Self::Day,
            (false, true, _) => Self::Time,
            (false, false, true) if digits.decimals <= DECIMALS_MAX => Self::Digits(digits),
            // A month alone.
            (false, false, false) if code.to_ascii_lowercase().starts_with("mmm") => Self::Day,
            (false, false, _) => Self::Stored,
        }
    }

    /// What is shown for the stored `value`; days count from 1904 instead of 1900 where `from_1904` says so.
    pub(super) fn show(&self, value: String, from_1904: bool) -> String {
        let Some(number) = value.parse::<f64>().ok().filter(|number| number.abs() < 1e15) else { return value };
        let shown = match self {
            Self::Stored => None,
            Self::Day => day(number, from_1904),
            Self::Moment => day(number, from_1904).map(|day| format!("{day} {}", time(number))),
            Self::Time => (0.0..1.0).contains(&number).then(|| time(number)),
            Self::Digits(digits) => Some(digits.show(number)),
        };
        shown.unwrap_or(value)
    }
}

impl Digits {
    fn show(&self, number: f64) -> String {
        let scale = 10_f64.powi(i32::try_from(self.decimals).unwrap_or(0));
        let number = if self.percent { number * 100.0 } else { number };
        // Halves go up, as they do on sheets; the smallest part makes up for what no binary fraction holds.
        let rounded = (number.abs() * scale + 0.5 + 1e-9).floor() / scale;
        let digits = format!("{rounded:.*}", self.decimals);
        let (whole, fraction) = digits.split_at(digits.find('.').unwrap_or(digits.len()));
        let mut grouped = String::new();
        for (at, digit) in whole.chars().enumerate() {
            if self.grouped && at > 0 && (whole.len() - at).is_multiple_of(3) {
                grouped.push(',');
            }
            grouped.push(digit);
        }
        let minus = if number < 0.0 && rounded > 0.0 { "-" } else { "" };
        format!("{minus}{}{grouped}{fraction}{}", self.before, self.after).trim().to_owned()
    }
}

/// The day that a serial number stands for. Day 60 of the 1900 system is no day of the calendar, and those before it
/// are off by one: no launch is so old.
fn day(number: f64, from_1904: bool) -> Option<String> {
    let days = Some(number).filter(|days| (61.0..3_000_000.0).contains(days))?;
    let zero = if from_1904 { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
    #[expect(clippy::cast_possible_truncation, reason = "whole days, in the bounds above")]
    let day = zero.checked_add(jiff::Span::new().days(days as i64)).ok()?;
    Some(day.to_string())
}

/// The time of day of a serial number, seconds where there are some.
fn time(number: f64) -> String {
    #[expect(clippy::cast_possible_truncation, reason = "seconds of a day")]
    let seconds = (number.fract() * 86_400.0).round().clamp(0.0, 86_399.0) as i64;
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match second {
        0 => format!("{hour:02}:{minute:02}"),
        second => format!("{hour:02}:{minute:02}:{second:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::Format;

    fn check(code: &str, value: &str, shown: &str) {
        assert_eq!(Format::of(code).show(value.to_owned(), false), shown, "{code}");
    }

    #[test]
    fn numbers_are_shown_as_on_the_sheet() {
        check("General", "12.5", "12.5");
        check("0", "12.5", "13");
        check("0.00", "-1234.5", "-1234.50");
        check("#,##0", "1234567", "1,234,567");
        check("#,##0.00;[Red](#,##0.00)", "999.995", "1,000.00");
        check("0%", "0.255", "26%");
        check("0.0%", "0.1234", "12.3%");
        check("0 \"days\"", "14", "14 days");
        check("[$€-407] #,##0.00", "1234.5", "€ 1,234.50");
        check("_-\"$\"* #,##0_-", "1200", "$1,200");
        check("@", "12", "12");
        check("0.00E+00", "12", "12");
        check("# ?/?", "0.5", "0.5");
        check("[h]:mm", "1.5", "1.5");
        check("0", "n/a", "n/a");
    }

    #[test]
    fn dates_are_shown_as_gates_read_them() {
        for code in ["yyyy-mm-dd", "dd.mm.yyyy", "m/d/yy", "[$-409]d-mmm-yy;@", "mmm-yy", "dddd, mmmm dd, yyyy"] {
            check(code, "46348", "2026-11-22");
        }
        check("dd.mm.yyyy hh:mm", "46348.75", "2026-11-22 18:00");
        check("h:mm AM/PM", "0.75", "18:00");
        check("hh:mm:ss", "0.0001", "00:00:09");
        check("yyyy", "-3", "-3");
    }
}
