//! Values that hold nothing: placeholders that someone still has to fill in.

/// Whole values that say "not yet", folded as [`folded`] does.
const PLACEHOLDERS: &[&str] = &[
    "tbd",
    "tbc",
    "tba",
    "tbn",
    "t.b.d",
    "t.b.c",
    "t.b.a",
    "t.b.n",
    "n/a",
    "na",
    "n.a",
    "n\\a",
    "not applicable",
    "none",
    "none yet",
    "nothing yet",
    "not yet",
    "nil",
    "null",
    "nobody",
    "nobody yet",
    "no one",
    "no one yet",
    "pending",
    "unknown",
    "undefined",
    "unassigned",
    "not assigned",
    "not yet assigned",
    "not assigned yet",
    "unnamed",
    "not named",
    "not yet named",
    "not named yet",
    "unset",
    "not set",
    "not yet known",
    "not known yet",
    "vacant",
    "todo",
    "to do",
    "fixme",
    "placeholder",
    "fill in",
    "fill me in",
    "to fill in",
    "to follow",
    "will follow",
    "name",
    "your name",
    "name here",
    "full name",
    "first name last name",
    "date",
    "signature",
    "lorem ipsum",
    "choose an item",
    "select an item",
    "select one",
    "coming soon",
];

/// What is still "to be": `to be confirmed`, `yet to be named`.
const TO_BE: &[&str] = &[
    "confirmed",
    "determined",
    "decided",
    "announced",
    "named",
    "assigned",
    "agreed",
    "defined",
    "advised",
    "provided",
    "completed",
    "filled in",
    "filled",
    "supplied",
    "specified",
    "set",
    "identified",
    "appointed",
    "nominated",
    "chosen",
    "discussed",
];

/// How the prompts of form fields begin.
const PROMPTS: &[&str] =
    &["click here to", "click or tap", "insert ", "enter name", "enter date", "enter text", "type here"];

/// Whether a field, a role or a date with this value is not filled in: it is empty, a line to write on (`____`, `—`,
/// `…`, `???`), a template's slot (`[Name]`, `<name>`, `{{name}}`, `xxx`, `DD/MM/YYYY`), or words that put it off
/// (`TBD`, `n/a`, `to be confirmed`, `none yet`), whatever the case and the markup, brackets and punctuation around it.
/// Only whole values are: `TBD by Friday` says something.
///
/// ```
/// use gatelint::document::is_blank;
/// assert!(is_blank("**[TBC]**.") && is_blank("____") && is_blank("{{billing_owner}}"));
/// assert!(!is_blank("Anna Müller") && !is_blank("<anna@acme.example>") && !is_blank("0"));
/// ```
#[must_use]
pub fn is_blank(value: &str) -> bool {
    let value = value.trim_matches(is_padding);
    match value {
        "[x]" | "[X]" => return false,
        _ if is_filler(value) => return true,
        _ => {}
    }
    if is_slot(value.trim_matches(|c: char| is_padding(c) || is_markup(c))) {
        return true;
    }
    let bare = value.trim_matches(|c: char| is_padding(c) || is_punctuation(c));
    is_filler(bare) || is_mask(bare) || is_put_off(&folded(bare))
}

/// White space and what has no width.
fn is_padding(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{ad}' | '\u{feff}' | '\u{200b}'..='\u{200f}' | '\u{2060}')
}

/// What sets a value in bold, in code or in quotes, and the full stop after it.
fn is_markup(c: char) -> bool {
    matches!(c, '*' | '_' | '~' | '`' | '"' | '\'' | '.' | ',' | ';' | ':')
}

/// Markup, brackets, quotes and punctuation around a value.
fn is_punctuation(c: char) -> bool {
    is_markup(c)
        || matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | '<' | '>' | '|' | '#')
        || matches!(c, '!' | '?' | '“' | '”' | '„' | '‘' | '’' | '«' | '»' | '‹' | '›')
}

/// Only lines, dots, dashes, question marks and currency signs.
fn is_filler(value: &str) -> bool {
    value.chars().all(|c| {
        is_padding(c)
            || matches!(
                c,
                '_' | '-' | '\u{2010}'..='\u{2015}' | '−' | '.' | '…' | '?' | '*' | '=' | '~' | '/' | '\\' | '|'
            )
            || matches!(c, '$' | '€' | '£' | '☐' | '□' | '·' | '•' | '<' | '>' | '[' | ']' | '(' | ')' | '{' | '}')
    })
}

/// A template's slot: the whole value in square, angle or curly brackets. An address or a date in brackets is a value.
fn is_slot(value: &str) -> bool {
    let pairs = [('[', ']'), ('<', '>'), ('{', '}'), ('«', '»'), ('‹', '›'), ('%', '%')];
    let inner = pairs.iter().find_map(|(open, close)| value.strip_prefix(*open)?.strip_suffix(*close));
    let Some(inner) = inner else { return false };
    let whole = !inner.contains(['[', ']', '<', '>']) || inner.starts_with(['[', '<']);
    let value = inner.contains('@') || inner.contains("://") || !inner.chars().any(char::is_alphabetic);
    whole && !(value && inner.chars().any(char::is_alphanumeric))
}

/// `xxx`, `XX/XX/XXXX`, `$X,XXX`, `DD/MM/YYYY`.
fn is_mask(value: &str) -> bool {
    let letters = |allowed: &str| {
        let signs = |c: char| matches!(c, '/' | '-' | '.' | ',' | '$' | '€' | '£' | ' ' | ':');
        value.chars().all(|c| signs(c) || allowed.contains(c.to_ascii_lowercase()))
            && value.chars().filter(|c| c.is_alphabetic()).nth(1).is_some()
    };
    let repeated = || value.to_ascii_lowercase().contains("dd") || value.to_ascii_lowercase().contains("yy");
    letters("x") || (letters("dmytj") && repeated())
}

/// Lower case, white space as one space.
fn folded(value: &str) -> String {
    let words: Vec<String> = value.split(is_padding).filter(|word| !word.is_empty()).map(str::to_lowercase).collect();
    words.join(" ")
}

fn is_put_off(value: &str) -> bool {
    let to_be = value.strip_prefix("yet ").or(value.strip_prefix("still ")).unwrap_or(value).strip_prefix("to be ");
    PLACEHOLDERS.contains(&value)
        || to_be.is_some_and(|done| TO_BE.contains(&done.strip_suffix(" later").unwrap_or(done)))
        || PROMPTS.iter().any(|prompt| value.starts_with(prompt))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(values: &[&str], expected: bool) {
        for value in values {
            assert_eq!(is_blank(value), expected, "{value:?}");
        }
    }

    #[test]
    fn lines_and_signs_hold_nothing() {
        check(
            &[
                "", "  ", "\u{a0}", "-", "—", "–", "____", "_ _ _", "…", "...", "?", "???", "/", "**", "\"\"", "$____",
                "☐", "()",
            ],
            true,
        );
    }

    #[test]
    fn slots_hold_nothing() {
        check(
            &["[Name]", "<name>", "{{name}}", "{name}", "[ ]", "[]", "**[Customer name]**", "<<Signer>>", "[[x y]]"],
            true,
        );
        check(&["xxx", "XXX", "XX/XX/XXXX", "$X,XXX", "DD/MM/YYYY", "yyyy-mm-dd", "(tbd)", "%NAME%"], true);
    }

    #[test]
    fn words_that_put_off_hold_nothing() {
        check(
            &["TBD", "tbc", "T.B.D.", "TBA!", "N/A", "n/a.", "na", "None yet", "\"TBD\"", "`tbd`", "*TBC*", "none"],
            true,
        );
        check(&["to be confirmed", "To be  determined", "to be decided", "to be announced", "to be named later"], true);
        check(
            &[
                "yet to be named",
                "pending",
                "Pending.",
                "Click or tap here to enter text.",
                "Choose an item.",
                "(to be agreed)",
            ],
            true,
        );
    }

    #[test]
    fn anything_else_is_a_value() {
        check(
            &[
                "Anna Müller",
                "0",
                "no",
                "x",
                "X",
                "[x]",
                "✓",
                "TBD by Friday",
                "pending legal review",
                "2026-11-22",
                "[2026-11-22]",
            ],
            false,
        );
        check(
            &[
                "<anna@acme.example>",
                "<https://a.example>",
                "anna [at] acme",
                "Nana",
                "李",
                "[Anna] (CEO)",
                "$12",
                "-5",
                "mm",
            ],
            false,
        );
    }
}
