//! What kind a part is of, and what else is said with it (RFC 2045, 5.1; RFC 2231).

use super::words;
use crate::document::charset;

/// A media type, or a disposition, with its parameters.
#[derive(Debug, Clone, Default)]
pub(super) struct Media {
    /// In lower case.
    kind: String,
    params: Vec<(String, String)>,
}

/// How many parameters are read.
const PARAMS_MAX: usize = 100;

impl Media {
    /// Reads the value of a field.
    pub(super) fn read(value: &str) -> Self {
        let (kind, mut rest) = value.split_once(';').unwrap_or((value, ""));
        let kind = kind.trim().split([' ', '(']).next().unwrap_or_default().to_ascii_lowercase();
        let mut params = Vec::new();
        while params.len() < PARAMS_MAX
            && let Some((name, value, after)) = param(rest)
        {
            params.push((name, value));
            rest = after;
        }
        Self { kind, params }
    }

    /// What it is, in lower case.
    pub(super) fn kind(&self) -> &str {
        &self.kind
    }

    /// Whether it is of that type; any subtype will do where none is named.
    pub(super) fn is(&self, kind: &str, subtype: &str) -> bool {
        let (own, own_subtype) = self.kind.split_once('/').unwrap_or((&self.kind, ""));
        own == kind && (subtype.is_empty() || own_subtype == subtype)
    }

    /// A parameter as it is meant: put together where it stands in pieces, and decoded.
    pub(super) fn param(&self, name: &str) -> Option<String> {
        let own = |name: &str| self.params.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str());
        if let Some(value) = own(&format!("{name}*")) {
            return Some(extended(value));
        }
        if let Some(value) = own(name) {
            return Some(words::decoded(value).0);
        }
        let mut whole: Option<String> = None;
        let mut encoded = false;
        for number in 0..self.params.len() {
            let plain = own(&format!("{name}*{number}"));
            let Some(piece) = plain.or_else(|| own(&format!("{name}*{number}*"))) else { break };
            encoded |= plain.is_none();
            whole.get_or_insert_default().push_str(piece);
        }
        whole.map(|whole| if encoded { extended(&whole) } else { whole })
    }
}

/// The first parameter of `rest`: its name in lower case, its value, and what comes after it.
fn param(rest: &str) -> Option<(String, String, &str)> {
    let (name, rest) = rest.split_once('=')?;
    let name = name.rsplit(';').next().unwrap_or_default().trim().to_ascii_lowercase();
    let rest = rest.trim_start();
    let Some(quoted) = rest.strip_prefix('"') else {
        let (value, after) = rest.split_once(';').unwrap_or((rest, ""));
        return Some((name, value.trim().to_owned(), after));
    };
    let mut value = String::new();
    let mut letters = quoted.char_indices();
    while let Some((at, letter)) = letters.next() {
        match letter {
            '"' => return Some((name, value, quoted.get(at + 1..).unwrap_or_default())),
            '\\' => value.extend(letters.next().map(|(_, letter)| letter)),
            letter => value.push(letter),
        }
    }
    Some((name, value, ""))
}

/// `utf-8'en'two%20words` as it is meant (RFC 2231, 4).
fn extended(value: &str) -> String {
    let mut thirds = value.splitn(3, '\'');
    let (Some(label), Some(_), Some(words)) = (thirds.next(), thirds.next(), thirds.next()) else {
        return value.to_owned();
    };
    let mut bytes = Vec::with_capacity(words.len());
    let mut rest = words.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let hex = after.get(..2).filter(|_| first == b'%').and_then(|hex| std::str::from_utf8(hex).ok());
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                bytes.push(byte);
                rest = after.get(2..).unwrap_or_default();
            }
            None => {
                bytes.push(first);
                rest = after;
            }
        }
    }
    charset::decoded(Some(label), &bytes).0
}
