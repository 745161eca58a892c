//! New wording made to fit where it is put: its article, its capital.

use crate::span::{Plain, Span};

/// Wording that fits, and the words it takes the place of.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Fitted {
    pub plain: Span<Plain>,
    pub words: String,
}

/// Makes `replacement` fit in the place of the words `plain` of `text`. Of the article before them and its own one
/// stays: an article gives way, and is then part of what is replaced, where it stands `together` with the words, no
/// markup between them; after `our`, `your`, `this` its own goes.
pub(super) fn fitted(
    text: &str,
    plain: Span<Plain>,
    replacement: &str,
    together: impl Fn(Span<Plain>) -> bool,
) -> Fitted {
    let before = text.get(..plain.start).unwrap_or_default();
    let words_before = before.trim_end();
    let last =
        words_before.rsplit(|c: char| !c.is_alphanumeric() && !matches!(c, '\'' | '’')).next().unwrap_or_default();
    let last = if words_before.len() < before.len() { last } else { "" };
    let with_last = Span::new(words_before.len() - last.len(), plain.end);
    let (own, bare) = parted(replacement);
    let (plain, replacement) = match last.to_lowercase().as_str() {
        "a" | "an" if together(with_last) => (with_last, format!("{} {bare}", own.unwrap_or(indefinite(bare)))),
        "the" if own.is_some() && together(with_last) => (with_last, replacement.to_owned()),
        word if is_determiner(word) => (plain, bare.to_owned()),
        _ => (plain, replacement.to_owned()),
    };
    let first = starts_sentence(text.get(..plain.start).unwrap_or_default());
    Fitted { plain, words: cased(plain.slice(text), first, &replacement) }
}

/// A wording as its article and the rest.
fn parted(wording: &str) -> (Option<&str>, &str) {
    match wording.split_once(' ') {
        Some((article @ ("a" | "an" | "the"), rest)) => (Some(article), rest),
        Some(_) | None => (None, wording),
    }
}

/// The article of a word, by its first letter: what sounds otherwise than it is written is rare in wording.
fn indefinite(word: &str) -> &'static str {
    if word.starts_with(['a', 'e', 'i', 'o', 'u', 'A', 'E', 'I', 'O', 'U']) { "an" } else { "a" }
}

fn is_determiner(word: &str) -> bool {
    let own = ["a", "an", "the", "our", "your", "my", "his", "her", "its", "their", "this", "that", "these", "those"];
    let amount = ["any", "no", "each", "every", "some", "all", "such"];
    own.contains(&word) || amount.contains(&word) || word.ends_with("'s") || word.ends_with("’s")
}

fn starts_sentence(before: &str) -> bool {
    let before = before.trim_end().trim_end_matches(['"', '“', '(', '*', '\'']);
    before.is_empty() || before.trim_end().ends_with(['.', '!', '?', '\n'])
}

/// `replacement` with a capital where a sentence starts with one or where each of `words` has one, in capitals where
/// they are. The capital of a name (`Stripe checkout`) or an abbreviation is none that the new words take over.
fn cased(words: &str, first: bool, replacement: &str) -> String {
    let shouted =
        words.chars().filter(|letter| letter.is_alphabetic()).count() > 4 && !words.chars().any(char::is_lowercase);
    let mut each = words.split([' ', '-']).filter(|word| word.len() > 3).peekable();
    let title = each.peek().is_some()
        && each.all(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
        });
    let capital = words.starts_with(char::is_uppercase) && (first || title);
    let mut rest = replacement.chars();
    match rest.next() {
        Some(_) if shouted => replacement.to_uppercase(),
        Some(first) if capital => first.to_uppercase().chain(rest).collect(),
        Some(_) | None => replacement.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `[…]` marks the words to replace.
    fn check(text: &str, replacement: &str, expected: &str) {
        let (start, end) = (text.find('[').unwrap(), text.find(']').unwrap() - 1);
        let mut text = text.replace(['[', ']'], "");
        let Fitted { plain, words } = fitted(&text, Span::new(start, end), replacement, |_| true);
        text.replace_range(plain.start..plain.end, &words);
        assert_eq!(text, expected);
    }

    #[test]
    fn keeps_the_case_of_the_words() {
        check("we sell [self-serve checkout]", "invoice-led beta", "we sell invoice-led beta");
        check("[Self-serve checkout] is in", "invoice-led beta", "Invoice-led beta is in");
        check("Yes. [Self-serve checkout] is in", "invoice-led beta", "Yes. Invoice-led beta is in");
        check("get [Self-Serve Checkout] now", "invoice-led beta", "get Invoice-led beta now");
        check("ALL [SELF-SERVE CHECKOUT]", "invoice-led beta", "ALL INVOICE-LED BETA");
        check("[SSO for all]", "identity", "Identity");
        check("Not yet. [SAML for all]", "identity", "Not yet. Identity");
        check("with [SSO for all]", "identity", "with identity");
        check("We throw in [Stripe checkout]", "invoice-led beta", "We throw in invoice-led beta");
        check("[x]", "", "");
    }

    #[test]
    fn one_article_stays() {
        check("we add [HRIS automation]", "a file import", "we add a file import");
        check("we add an [HRIS automation]", "a file import", "we add a file import");
        check("An [HRIS automation] is in", "a file import", "A file import is in");
        check("The [HRIS automation] is in", "a file import", "A file import is in");
        check("the [HRIS automation]", "file import", "the file import");
        check("a [self-serve checkout]", "invoice-led beta", "an invoice-led beta");
        check("with your [HRIS automation]", "a file import", "with your file import");
        check("the customer’s [HRIS automation]", "the file import", "the customer’s file import");
        check("All our [HRIS automations]", "a file import", "All our file import");
    }
}
