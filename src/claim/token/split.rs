//! The text cut into words, marks and hits; set phrases of the cue table joined to one token each.

use std::ops::Range;

use super::{POSSESSIVE, Tag, Token};
use crate::claim::lexicon::{Cat, Cats, Lexicon, PREDICATES, VERBS, contraction};

pub(super) fn split(text: &str, targets: &[Range<usize>], line_starts: &[usize]) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut at = 0;
    let mut spaced = true;
    let mut quote_open = false;
    while let Some(letter) = text.get(at..).and_then(|rest| rest.chars().next()) {
        if let Some(target) = targets.iter().find(|target| target.start == at && !target.is_empty()) {
            push(&mut tokens, text, target.clone(), Tag::Target, spaced, line_starts);
            at = target.end;
            spaced = false;
            continue;
        }
        if letter.is_whitespace() {
            spaced = true;
            at += letter.len_utf8();
            continue;
        }
        let limit = targets.iter().map(|target| target.start).find(|&start| start > at).unwrap_or(text.len());
        let end = if is_wordy(letter) { word_end(text, at, limit) } else { at + letter.len_utf8() };
        let words = text.get(at..end).unwrap_or_default();
        if is_wordy(letter) {
            push_word(&mut tokens, text, at..end, spaced, line_starts);
        } else {
            let next = text.get(end..).and_then(|rest| rest.chars().next());
            let tag = punctuation(words, spaced, next, &mut quote_open, tokens.last());
            push(&mut tokens, text, at..end, tag, spaced, line_starts);
        }
        spaced = false;
        at = end;
    }
    tokens
}

fn is_wordy(letter: char) -> bool {
    letter.is_alphanumeric() && !is_superscript(letter) || letter == '$' || letter == '€'
}

fn is_superscript(letter: char) -> bool {
    matches!(letter, '\u{b9}' | '\u{b2}' | '\u{b3}' | '\u{2070}'..='\u{209f}')
}

fn word_end(text: &str, start: usize, limit: usize) -> usize {
    let mut end = start;
    let mut letters = text.get(start..limit).unwrap_or_default().chars().peekable();
    while let Some(letter) = letters.next() {
        let next_is_word = letters.peek().is_some_and(|next| next.is_alphanumeric());
        let digit_next = letters.peek().is_some_and(char::is_ascii_digit);
        let inside = match letter {
            '-' | '\'' | '’' | '‑' | '_' | '&' => next_is_word,
            '.' | ',' => {
                digit_next
                    && text.get(start..end).is_some_and(|word| word.ends_with(|last: char| last.is_ascii_digit()))
            }
            '%' => true,
            letter => is_wordy(letter),
        };
        if !inside {
            break;
        }
        end += letter.len_utf8();
    }
    let word = text.get(start..end).unwrap_or_default();
    if (word.eq_ignore_ascii_case("i") || word.eq_ignore_ascii_case("e"))
        && let Some(rest) = text.get(end..limit)
        && (rest.starts_with(".e.") || rest.starts_with(".g."))
    {
        return end + 3;
    }
    end.max(start + 1)
}

fn push_word(tokens: &mut Vec<Token>, text: &str, span: Range<usize>, spaced: bool, line_starts: &[usize]) {
    let word = plain_lower(text.get(span.clone()).unwrap_or_default());
    let raw = text.get(span.clone()).unwrap_or_default();
    let tail = contraction(&word).map_or(0, |at| word.len() - at);
    let tail = if raw.contains('’') && tail > 0 { tail + '’'.len_utf8() - 1 } else { tail };
    let head = span.end - tail;
    if tail > 0 && head > span.start && text.is_char_boundary(head) {
        push(tokens, text, span.start..head, Tag::Noun, spaced, line_starts);
        push(tokens, text, head..span.end, Tag::Noun, false, line_starts);
    } else {
        push(tokens, text, span, Tag::Noun, spaced, line_starts);
    }
}

fn push(tokens: &mut Vec<Token>, text: &str, span: Range<usize>, tag: Tag, spaced: bool, line_starts: &[usize]) {
    let words = text.get(span.clone()).unwrap_or_default();
    let before = tokens.last().map_or(0, |last| last.span.end);
    let starts_line = tokens.is_empty()
        || line_starts
            .get(line_starts.partition_point(|&start| start < before))
            .is_some_and(|&start| start <= span.start);
    tokens.push(Token {
        norm: plain_lower(words),
        tag,
        cats: Cats::default(),
        forms: 0,
        starts_line,
        spaced,
        capital: words.starts_with(char::is_uppercase),
        span,
    });
}

/// In lower case, apostrophes and hyphens as ASCII has them.
fn plain_lower(words: &str) -> String {
    if words.is_ascii() {
        return words.to_ascii_lowercase();
    }
    words.replace('’', "'").replace('‑', "-").to_lowercase()
}

fn punctuation(words: &str, spaced: bool, next: Option<char>, quote_open: &mut bool, before: Option<&Token>) -> Tag {
    let space_after = next.is_none_or(char::is_whitespace);
    match words {
        "," | "،" => Tag::Comma,
        ";" => Tag::Semi,
        ":" | "=" | "→" | "|" => Tag::Colon,
        "." | "!" | "?" | "…" => Tag::Stop,
        "(" | "[" => Tag::Open,
        ")" | "]" => Tag::Close,
        "“" | "„" | "«" => Tag::QuoteOpen,
        "”" | "»" => Tag::QuoteClose,
        "\"" => {
            *quote_open = !*quote_open;
            if *quote_open { Tag::QuoteOpen } else { Tag::QuoteClose }
        }
        "‘" => Tag::QuoteOpen,
        "'" | "’" if spaced && !space_after => Tag::QuoteOpen,
        "'" | "’" if before.is_some_and(|before| before.norm.ends_with('s')) => Tag::Det,
        "'" | "’" => Tag::QuoteClose,
        "–" | "—" | "―" => Tag::Dash,
        "-" if spaced && space_after => Tag::Dash,
        "-" if before.is_some_and(|before| before.tag == Tag::Dash) => Tag::Dash,
        _ => Tag::Sign,
    }
}

/// Looks each token up and joins set phrases. A phrase never swallows a hit, a quote or a stop.
pub(super) fn join_phrases(mut raw: Vec<Token>) -> Vec<Token> {
    let lexicon = Lexicon::get();
    let mut tokens: Vec<Token> = Vec::with_capacity(raw.len());
    let mut at = 0;
    while let Some(own) = raw.get_mut(at) {
        let mut token = std::mem::replace(own, Token::stand_in(own.span.start));
        let mut length = 1;
        if token.tag == Tag::Noun {
            let word = |ahead: usize| {
                raw.get(at + ahead)
                    .filter(|next| next.tag == Tag::Noun || next.norm == "'")
                    .map(|next| next.norm.as_str())
            };
            let entry = lexicon.word(&token.norm);
            (token.cats, token.forms) = (entry.cats, entry.forms);
            if let Some((words, entry)) = lexicon.phrase(&token.norm, word)
                && phrase_stands(&tokens, &raw, at, words, entry.cats)
            {
                length = words;
                (token.cats, token.forms) = (entry.cats, entry.forms);
                let end = raw.get(at + words - 1).map_or(token.span.end, |last| last.span.end);
                for part in raw.get(at + 1..at + words).unwrap_or_default() {
                    token.norm.push(' ');
                    token.norm.push_str(&part.norm);
                }
                token.span.end = end;
            }
        } else if token.tag == Tag::Sign || token.tag == Tag::Dash {
            token.cats = lexicon.word(&token.norm).cats;
        }
        tokens.push(token);
        at += length;
    }
    tokens
}

/// A phrase that starts with a verb stands only where a verb can stand: "the order form" is no "order".
fn phrase_stands(before: &[Token], raw: &[Token], at: usize, words: usize, cats: Cats) -> bool {
    let last = before.last().map(|token| token.norm.as_str());
    if cats == Cats::of(Cat::Yes) || cats == Cats::of(Cat::NoAnswer) {
        return raw.get(at + words).is_none_or(|next| next.tag != Tag::Noun)
            && before.last().is_none_or(|last| last.tag != Tag::Noun);
    }
    if cats.has(Cat::Except) && !cats.any(VERBS) {
        let next = raw.get(at + words).map(|token| token.norm.as_str());
        return next != Some("that");
    }
    if cats.any(VERBS) && !cats.any(PREDICATES) {
        return !last.is_some_and(|last| ["the", "a", "an"].contains(&last) || POSSESSIVE.contains(&last));
    }
    true
}
