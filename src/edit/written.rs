//! How new wording is written in a format.

use crate::document::{BlockKind, Format};

/// `words` as they are written in a block of this kind of a file of `format`, in place of the bytes `before`; `None`
/// where that can't be done without looking at more of the file.
///
/// ```
/// use gatelint::document::{BlockKind, Format};
/// use gatelint::edit::written;
/// assert_eq!(written(Format::Json, &BlockKind::Paragraph, "a", "a \"b\""), Some("a \\\"b\\\"".to_owned()));
/// assert_eq!(written(Format::Markdown, &BlockKind::Paragraph, "a", "<b>"), Some("&#60;b&#62;".to_owned()));
/// assert_eq!(written(Format::Yaml, &BlockKind::Paragraph, "a", "a: b"), None);
/// ```
#[must_use]
pub fn written(format: Format, kind: &BlockKind, before: &str, words: &str) -> Option<String> {
    let words = match format {
        Format::Text => words.to_owned(),
        Format::Markdown => match kind {
            BlockKind::Code => words.to_owned(),
            // Front matter is YAML.
            BlockKind::Value(_) => plain_only(words)?,
            BlockKind::Heading(_)
            | BlockKind::Paragraph
            | BlockKind::Item
            | BlockKind::Cell(_)
            | BlockKind::Footnote(_)
            | BlockKind::Aside => referenced(words, "&<>\"'\\`*_[]|~#"),
        },
        Format::Html => referenced(words, "&<>\"'"),
        Format::Json => {
            let quoted = serde_json::to_string(words).ok()?;
            quoted.strip_prefix('"')?.strip_suffix('"')?.to_owned()
        }
        Format::Yaml | Format::Toml | Format::Csv => plain_only(words)?,
        // Not made of text: they have writers of their own.
        Format::Docx | Format::Xlsx | Format::Ods | Format::Pptx | Format::Pdf | Format::Eml | Format::Zip => {
            return None;
        }
    };
    // Emptied words leave a hole that no reader asked for.
    (!before.is_empty()).then_some(words)
}

/// With a character reference for each letter of `special`: it holds in Markdown, in the pages that Markdown may have
/// in it, and in their attributes.
fn referenced(words: &str, special: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match special.contains(letter) {
            true => out.push_str(&format!("&#{};", u32::from(letter))),
            false => out.push(letter),
        }
    }
    out
}

/// Words that mean the same in every style of scalar, and in cells however they are set apart.
fn plain_only(words: &str) -> Option<String> {
    let plain = |c: char| c.is_alphanumeric() || matches!(c, ' ' | '-' | '.' | '/' | '(' | ')' | '+');
    let starts = words.starts_with(char::is_alphanumeric) && !words.ends_with(' ');
    (starts && words.chars().all(plain)).then(|| words.to_owned())
}
