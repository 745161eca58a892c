//! Names of things in documents: the key of a `Key: value` line, the title of a section, and when two names are one.

/// The longest key of a `Key: value` line in characters.
const KEY_MAX: usize = 60;
/// The longest key in words.
const KEY_WORDS: usize = 8;
/// Words that number a section: `Section 4 — Scope`.
const NUMBERED: [&str; 10] =
    ["section", "article", "clause", "part", "appendix", "annex", "exhibit", "schedule", "chapter", "attachment"];

/// The name in a form that is equal for all ways to write it: case, `_`, `-`, white space and capitals inside
/// (`billingOwner`) don't matter, nor does a colon, question mark or asterisk at its end. For comparing only.
///
/// ```
/// use gatelint::document::fold_name;
/// assert_eq!(fold_name("billing_owner"), fold_name("Billing owner:"));
/// assert_eq!(fold_name("billingOwner"), fold_name("Billing-Owner *"));
/// assert_ne!(fold_name("Billing owner"), fold_name("Billing contact"));
/// ```
#[must_use]
pub fn fold_name(name: &str) -> String {
    folded(name).collect()
}

fn folded(name: &str) -> impl Iterator<Item = char> {
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '*' | '?'));
    let kept = name.chars().filter(|c| !c.is_whitespace() && !is_joint(*c));
    kept.flat_map(char::to_lowercase)
}

/// A number that is equal for names that [`fold_name`] makes equal, and made without the folded name: FNV-1a over its
/// characters.
pub(crate) fn name_hash(name: &str) -> u64 {
    let take = |hash: u64, c: u32| (hash ^ u64::from(c)).wrapping_mul(0x0100_0000_01B3);
    if !name.is_ascii() {
        return folded(name).map(u32::from).fold(HASH, take);
    }
    let name = name.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ':' | '*' | '?'));
    let kept = name.bytes().filter(|byte| !matches!(byte, b' ' | b'\t'..=b'\r' | b'-' | b'_' | b'*' | b'`'));
    kept.map(|byte| u32::from(byte.to_ascii_lowercase())).fold(HASH, take)
}

/// Where FNV-1a starts.
const HASH: u64 = 0xCBF2_9CE4_8422_2325;

/// Hyphens, dashes and what else joins or splits the words of a name without being one.
fn is_joint(c: char) -> bool {
    matches!(c, '-' | '_' | '*' | '`' | '\u{ad}' | '\u{2010}'..='\u{2014}' | '\u{200b}'..='\u{200d}' | '\u{2060}')
}

/// A title without the numbering before it and the colon after it.
pub(super) fn title(words: &str) -> &str {
    let words = words.trim();
    let bare = words.get(numbering(words)..).unwrap_or(words);
    bare.trim_end_matches(|c: char| c.is_whitespace() || c == ':')
}

/// How many bytes of `words` only number them: `3.2 `, `(a) `, `IV. `, `Section 4 — `. Nothing is numbering that nothing follows.
pub(super) fn numbering(words: &str) -> usize {
    let Some((first, _)) = words.split_once(char::is_whitespace) else { return 0 };
    let letters = !first.is_empty() && first.bytes().all(|byte| byte.is_ascii_alphabetic());
    let named = letters && NUMBERED.iter().any(|known| first.eq_ignore_ascii_case(known));
    if letters && !named {
        return 0;
    }
    let at = if named { skip_space(words, first.len()) } else { 0 };
    let rest = words.get(at..).unwrap_or_default().trim_start_matches(['§', ' ']);
    let at = words.len() - rest.len();
    let Some(length) = ordinal(rest, named) else { return 0 };
    let after = skip_space(words, at + length);
    let dash = words.get(after..).unwrap_or_default().trim_start_matches(['-', '–', '—', ':', '|']);
    let after = skip_space(words, words.len() - dash.len());
    if after < words.len() { after } else { 0 }
}

fn skip_space(words: &str, from: usize) -> usize {
    let rest = words.get(from..).unwrap_or_default();
    words.len() - rest.trim_start().len()
}

/// The length of a number at the start of `words` that a space follows: `3.2`, `3)`, `(a)`, `iv.`; one after a word
/// like `Section` needs no point.
fn ordinal(words: &str, named: bool) -> Option<usize> {
    let end = words.find(char::is_whitespace)?;
    let token = words.get(..end)?;
    let label = token.trim_matches(['(', ')', '.', ':', ']', '[', '—', '–']);
    let marked = label.len() < token.len() || label.contains('.') || named;
    let digits = label.split('.').all(|part| (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit()));
    let letter = label.len() == 1 && label.bytes().all(|b| b.is_ascii_alphabetic());
    let roman = (1..=5).contains(&label.len()) && label.bytes().all(|b| b"ivxIVX".contains(&b));
    let capital = words.get(end..)?.trim_start().starts_with(char::is_uppercase);
    let fits = match (digits, letter || roman) {
        (true, _) => marked || capital,
        (false, true) => marked,
        (false, false) => false,
    };
    fits.then_some(end)
}

/// The key of a `Key: value` or `Key:` line, its colon left out.
pub(super) fn key_of(words: &str) -> Option<&str> {
    let (key, after) = words.split_once(':')?;
    let spaced = || after.is_empty() || after.starts_with([' ', '\t', '\u{a0}']);
    let named = || key.chars().next().is_some_and(char::is_alphanumeric) && key.chars().any(char::is_alphabetic);
    let plain = || !key.bytes().any(|byte| matches!(byte, b'.' | b';' | b'!' | b'?' | b',' | b'"' | b'=' | b'`'));
    let fits = || key.chars().nth(KEY_MAX).is_none() && key.split_whitespace().nth(KEY_WORDS).is_none();
    // Most colons stand in sentences: the quick questions come first.
    (spaced() && plain() && named() && fits()).then_some(key)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hashes_agree_with_folded_names() {
        let names = [
            "Billing owner:",
            "billing_owner",
            "BillingOwner *",
            "billing-\towner",
            "b\u{ad}illing owner?",
            "Größe",
            "GRÖẞE",
        ];
        for (one, other) in names.iter().flat_map(|one| names.iter().map(move |other| (one, other))) {
            let same = fold_name(one) == fold_name(other);
            assert_eq!(name_hash(one) == name_hash(other), same, "{one} {other}");
        }
    }

    fn check_title(words: &str, expected: &str) {
        assert_eq!(title(words), expected);
    }

    #[test]
    fn titles_lose_numbering_and_colon() {
        check_title("Exclusions", "Exclusions");
        check_title(" Excluded claims: ", "Excluded claims");
        check_title("3.2 Exclusions", "Exclusions");
        check_title("3. Exclusions", "Exclusions");
        check_title("3 Exclusions", "Exclusions");
        check_title("(a) exclusions", "exclusions");
        check_title("IV. Exclusions", "Exclusions");
        check_title("Section 4 — Exclusions", "Exclusions");
        check_title("SECTION 4.1: Exclusions", "Exclusions");
        check_title("Appendix B Exclusions", "Exclusions");
        check_title("§ 7 Exclusions", "Exclusions");
        check_title("2 weeks of notice", "2 weeks of notice");
        check_title("A pilot", "A pilot");
        check_title("Section 4", "Section 4");
        check_title("2026-11-22 notes", "2026-11-22 notes");
        check_title("3.", "3.");
    }

    #[test]
    fn keys() {
        assert_eq!(key_of("Billing owner: Anna"), Some("Billing owner"));
        assert_eq!(key_of("Date:"), Some("Date"));
        assert_eq!(key_of("https://a.b"), None);
        assert_eq!(key_of("at 10:30 we met"), None);
        assert_eq!(key_of("It ended. Then: nothing"), None);
        assert_eq!(key_of("no colon"), None);
    }
}
