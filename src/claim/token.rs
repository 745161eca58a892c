//! Words of a block with what each can be, and what it is where it stands.
//!
//! Splitting knows contractions ("isn't" is `is`, `n't`), set phrases of the cue table (one token each) and the
//! hits (one token each, whatever is in them). The tag of a word that can be a noun or a verb is decided by its
//! neighbours: a determiner before it makes a noun, a pronoun or a modal makes a verb.

use std::ops::Range;

use super::lexicon::{Cat, Cats, Lexicon, NOUNS, PREDICATES, VERBS, form};

/// What a token is where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Tag {
    /// A hit, or words that stand for it.
    Target,
    /// A determiner or a possessive.
    Det,
    /// "no" before a noun.
    No,
    /// not, never.
    Not,
    /// nobody, nothing, none of.
    Nobody,
    /// neither, nor.
    Nor,
    /// without.
    Without,
    /// except for.
    Except,
    /// instead of.
    Instead,
    /// besides, including.
    Besides,
    /// Any other preposition.
    Prep,
    /// A form of be.
    Be,
    /// A form of have.
    Have,
    /// A form of do.
    Do,
    /// A modal verb.
    Modal,
    /// "to" before a verb.
    To,
    /// A verb.
    Verb,
    /// A noun, or a word nothing is known about.
    Noun,
    /// An adjective or another predicate.
    Adj,
    /// An adverb.
    Adv,
    /// A pronoun.
    Pron,
    /// which, who, what.
    Rel,
    /// "that", when it opens a clause.
    That,
    /// because, although.
    Sub,
    /// if, until.
    Cond,
    /// and, or, but.
    And,
    /// A set phrase that says nothing.
    Idiom,
    /// `,`
    Comma,
    /// `;`
    Semi,
    /// `:`
    Colon,
    /// A dash between words.
    Dash,
    /// `(` or `[`
    Open,
    /// `)` or `]`
    Close,
    /// An opening quotation mark.
    QuoteOpen,
    /// A closing one.
    QuoteClose,
    /// `.`, `!`, `?`
    Stop,
    /// A number.
    Num,
    /// Anything else: a tick, an arrow.
    Sign,
}

/// One token.
#[derive(Debug, Clone)]
pub(super) struct Token {
    /// Bytes of the block's text.
    pub(super) span: Range<usize>,
    /// The words in lower case, typographic apostrophes made plain.
    pub(super) norm: String,
    /// What it is here.
    pub(super) tag: Tag,
    /// What it can be.
    pub(super) cats: Cats,
    /// Its inflections, bits of [`form`].
    pub(super) forms: u8,
    /// The first of its line.
    pub(super) starts_line: bool,
    /// White space before it.
    pub(super) spaced: bool,
    /// Starts with a capital letter.
    pub(super) capital: bool,
}

impl Token {
    /// Whether it can be of `cat`.
    pub(super) fn is(&self, cat: Cat) -> bool {
        self.cats.has(cat)
    }
    /// A stand-in for a hit where a text leaves one out: the end of a lead-in.
    pub(super) fn stand_in(at: usize) -> Self {
        Self {
            span: at..at,
            norm: String::new(),
            tag: Tag::Target,
            cats: Cats::default(),
            forms: 0,
            starts_line: false,
            spaced: true,
            capital: false,
        }
    }
}

const BE: &[&str] = &["am", "is", "are", "was", "were", "be", "been", "being", "'m", "'re", "ai"];
const HAVE: &[&str] = &["have", "has", "had", "having", "'ve"];
const DO: &[&str] = &["do", "does", "did", "doing"];
const MODAL: &[&str] = &[
    "will", "shall", "'ll", "can", "could", "may", "might", "must", "would", "should", "'d", "ought", "wo", "ca", "sha",
];
const PRONOUN: &[&str] = &[
    "i",
    "we",
    "you",
    "he",
    "she",
    "it",
    "they",
    "us",
    "me",
    "him",
    "them",
    "everyone",
    "everybody",
    "everything",
    "anyone",
    "anybody",
    "anything",
    "someone",
    "somebody",
    "something",
    "there",
    "itself",
    "themselves",
    "yours",
    "ours",
];
const SUBJECT: &[&str] = &["i", "we", "you", "he", "she", "it", "they", "who", "nobody", "everyone", "everybody"];
const POSSESSIVE: &[&str] = &["my", "our", "your", "his", "her", "its", "their", "'s", "whose", "'"];

/// Splits `text` into tagged tokens; each of `targets` becomes one token. `line_starts` are the offsets at which a
/// new line of the file starts.
pub(super) fn tokens(text: &str, targets: &[Range<usize>], line_starts: &[usize]) -> Vec<Token> {
    let raw = split(text, targets, line_starts);
    let mut tokens = join_phrases(raw);
    for at in 0..tokens.len() {
        let tag = tag(&tokens, at);
        if let Some(token) = tokens.get_mut(at) {
            token.tag = tag;
        }
    }
    tokens
}

fn split(text: &str, targets: &[Range<usize>], line_starts: &[usize]) -> Vec<Token> {
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
    let tail = super::lexicon::contraction(&word).map_or(0, |at| word.len() - at);
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
fn join_phrases(mut raw: Vec<Token>) -> Vec<Token> {
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

fn tag(tokens: &[Token], at: usize) -> Tag {
    let Some(token) = tokens.get(at) else { return Tag::Noun };
    if token.tag != Tag::Noun {
        return token.tag;
    }
    let before = tokens
        .get(..at)
        .unwrap_or_default()
        .iter()
        .rev()
        .find(|before| !matches!(before.tag, Tag::Adv | Tag::Not | Tag::Idiom));
    let next = tokens.get(at + 1);
    let word = token.norm.as_str();
    if let Some(tag) = function_word(token, before, next, tokens, at) {
        return tag;
    }
    if token.cats.any(VERBS) && is_verb(token, before, next, tokens, at) {
        return Tag::Verb;
    }
    if token.cats.any(PREDICATES) {
        return Tag::Adj;
    }
    if token.cats.any(VERBS) && token.forms & (form::PARTICIPLE | form::ING) != 0 && !token.cats.any(NOUNS) {
        return Tag::Adj;
    }
    if token.is(Cat::Adverb) || token.is(Cat::False) {
        return Tag::Adv;
    }
    if token.cats.is_empty() {
        return unknown(word, before, next, token, tokens, at);
    }
    if word.chars().all(|letter| letter.is_ascii_digit()) { Tag::Num } else { Tag::Noun }
}

fn function_word(
    token: &Token,
    before: Option<&Token>,
    next: Option<&Token>,
    tokens: &[Token],
    at: usize,
) -> Option<Tag> {
    let word = token.norm.as_str();
    let next_is = |tags: &[Tag]| next.is_some_and(|next| tags.contains(&next.tag));
    let table = [(BE, Tag::Be), (HAVE, Tag::Have), (DO, Tag::Do), (POSSESSIVE, Tag::Det), (PRONOUN, Tag::Pron)];
    if word == "'s" {
        let be = before.is_some_and(|before| {
            matches!(before.norm.as_str(), "it" | "that" | "there" | "what" | "here" | "who" | "he" | "she" | "where")
        });
        return Some(if be { Tag::Be } else { Tag::Det });
    }
    if word == "may" && token.capital && at > 0 && !before.is_some_and(|before| before.tag == Tag::Stop) {
        return Some(Tag::Noun);
    }
    if word == "will" && before.is_some_and(|before| before.tag == Tag::Det && before.norm != "'s") {
        return Some(Tag::Noun);
    }
    let got = ["get", "gets", "got", "getting", "gotten"].contains(&word);
    let struck = next.is_some_and(|next| {
        (next.is(Cat::Exclude) || next.is(Cat::Include))
            && next.forms & form::PARTICIPLE != 0
            && !next.is(Cat::Determiner)
    });
    if got
        && struck
        && before
            .is_some_and(|before| matches!(before.tag, Tag::Target | Tag::Noun | Tag::Pron | Tag::Modal | Tag::Have))
    {
        return Some(Tag::Be);
    }
    if MODAL.contains(&word) {
        return Some(Tag::Modal);
    }
    let auxiliary = before.is_some_and(|before| matches!(before.tag, Tag::Be | Tag::Have));
    if auxiliary && matches!(word, "going to" | "gonna" | "yet to") {
        return Some(Tag::To);
    }
    if word == "need" && next.is_some_and(|next| next.is(Cat::Not)) {
        return Some(Tag::Modal);
    }
    if word == "her" || word == "that" {
        return Some(that(word, before, next, tokens, at));
    }
    if let Some((_, tag)) = table.iter().find(|(words, _)| words.contains(&word)) {
        return Some(*tag);
    }
    if word == "to" {
        return Some(if starts_infinitive(tokens, at) { Tag::To } else { Tag::Prep });
    }
    if token.is(Cat::Idiom) {
        return Some(Tag::Idiom);
    }
    if token.is(Cat::Not) {
        return Some(Tag::Not);
    }
    if token.is(Cat::Nor) && !(word == "neither" && next.is_some_and(|next| next.norm == "of")) {
        return Some(Tag::Nor);
    }
    if token.is(Cat::No) {
        return Some(Tag::No);
    }
    if token.is(Cat::Nobody) {
        return Some(Tag::Nobody);
    }
    let multi = word.contains(' ');
    let by_cat = [
        (Cat::Except, Tag::Except),
        (Cat::Instead, Tag::Instead),
        (Cat::Without, Tag::Without),
        (Cat::And, Tag::And),
        (Cat::Relative, Tag::Rel),
    ];
    if let Some((_, tag)) = by_cat.iter().find(|(cat, _)| token.is(*cat)) {
        let verb_like = token.cats.any(VERBS) && !multi;
        let after_subject = before.is_some_and(|before| {
            SUBJECT.contains(&before.norm.as_str())
                || matches!(before.tag, Tag::Modal | Tag::To | Tag::Do | Tag::Be | Tag::Have)
        });
        if verb_like && (after_subject || token.forms & (form::S | form::PAST) != 0 && *tag != Tag::Without) {
            return Some(Tag::Verb);
        }
        if word == "but" && next.is_some() && excepts(tokens, at) {
            return Some(Tag::Except);
        }
        if *tag == Tag::Except && !multi && ["save", "bar", "barring"].contains(&word) && !quantified(tokens, at) {
            return None;
        }
        return Some(*tag);
    }
    if word == "since" && auxiliary {
        return Some(Tag::Adv);
    }
    if token.is(Cat::Condition) && !token.cats.any(VERBS) {
        let time =
            ["before", "after", "following", "upon", "prior to", "where", "when", "until", "till"].contains(&word);
        if !time || clause_or_event_follows(tokens, at) {
            return Some(Tag::Cond);
        }
        return Some(Tag::Prep);
    }
    if token.is(Cat::Subordinator) {
        return Some(match word {
            "for"
                if !tokens
                    .get(at.wrapping_sub(1))
                    .is_some_and(|before| matches!(before.tag, Tag::Comma | Tag::Dash | Tag::Semi)) =>
            {
                Tag::Prep
            }
            "for" | "as" | "since" | "despite" | "in spite of" | "irrespective of" | "regardless of"
            | "notwithstanding" | "so"
                if !clause_follows(tokens, at) =>
            {
                if word == "so" {
                    Tag::Adv
                } else {
                    Tag::Prep
                }
            }
            _ => Tag::Sub,
        });
    }
    if token.is(Cat::Besides) {
        let verb = word == "like" && before.is_some_and(|before| before.tag == Tag::Pron);
        return Some(if verb { Tag::Verb } else { Tag::Besides });
    }
    if word == "one" && before.is_some_and(|before| before.tag == Tag::Adj || before.norm == "the") {
        return Some(Tag::Noun);
    }
    if token.is(Cat::Determiner) && !next_is(&[Tag::Stop]) && !(word == "only" || word == "more") {
        return Some(Tag::Det);
    }
    if token.is(Cat::Preposition) {
        return Some(Tag::Prep);
    }
    None
}

/// "everything but X", "all modules but X": a quantified phrase right before, and no verb yet.
fn excepts(tokens: &[Token], at: usize) -> bool {
    let before = tokens.get(..at).unwrap_or_default();
    let verb = before.iter().any(|token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Modal | Tag::Have | Tag::Do));
    let last = before.last().map_or("", |token| token.norm.as_str());
    let pronoun = ["everything", "nothing", "anything", "all", "none", "everyone", "nobody", "anyone"].contains(&last);
    let target = tokens.iter().skip(at + 1).take(3).any(|token| token.tag == Tag::Target);
    pronoun && target
        || !verb
            && target
            && quantified(before, at)
            && !before.iter().any(|token| matches!(token.tag, Tag::Comma | Tag::Not))
}

fn quantified(tokens: &[Token], at: usize) -> bool {
    tokens.get(..at).unwrap_or_default().iter().any(|token| {
        token.is(Cat::Nobody)
            || token.is(Cat::No)
            || ["all", "every", "everything", "each", "any"].contains(&token.norm.as_str())
    })
}

fn that(word: &str, before: Option<&Token>, next: Option<&Token>, tokens: &[Token], at: usize) -> Tag {
    if word == "her" {
        return Tag::Det;
    }
    let next_is_verb = next.is_some_and(|next| verb_word(next) || matches!(next.norm.as_str(), "'s" | "'ll" | "n't"));
    let after_noun = before
        .is_some_and(|before| matches!(before.tag, Tag::Noun | Tag::Target | Tag::Adj | Tag::Close | Tag::QuoteClose));
    let after_verb = before.is_some_and(|before| matches!(before.tag, Tag::Verb | Tag::Be));
    let boundary = before.is_none_or(|before| {
        matches!(before.tag, Tag::Stop | Tag::Semi | Tag::Colon | Tag::Comma | Tag::And | Tag::Dash)
    });
    let noun_next = next.is_some_and(|next| next.cats.any(NOUNS) && !clause_follows(tokens, at));
    match () {
        () if before.is_some_and(|before| matches!(before.norm.as_str(), "ours" | "yours" | "theirs")) => Tag::Rel,
        () if boundary && next_is_verb => Tag::Pron,
        () if next_is_verb && after_noun => Tag::Rel,
        () if next.is_none_or(|next| matches!(next.tag, Tag::Stop | Tag::Comma)) => Tag::Pron,
        () if clause_follows(tokens, at) => Tag::That,
        () if next_is_verb && after_verb => Tag::Pron,
        () if noun_next || boundary => Tag::Det,
        () => Tag::Det,
    }
}

fn verb_word(token: &Token) -> bool {
    let word = token.norm.as_str();
    BE.contains(&word)
        || HAVE.contains(&word)
        || DO.contains(&word)
        || MODAL.contains(&word)
        || token.cats.any(VERBS) && token.forms & (form::S | form::PAST) != 0 && !token.cats.any(NOUNS)
}

/// Whether a finite verb follows before the clause can have ended.
fn clause_follows(tokens: &[Token], at: usize) -> bool {
    for token in tokens.iter().skip(at + 1).take(40) {
        let word = token.norm.as_str();
        if word == "and" && tokens.get(at).is_some_and(|opening| opening.is(Cat::Condition)) {
            return false;
        }
        if BE.contains(&word) && word != "being" && word != "be" && word != "been"
            || HAVE.contains(&word) && word != "having"
            || DO.contains(&word) && word != "doing"
            || MODAL.contains(&word) && !(word == "may" && token.capital)
            || token.cats.any(VERBS) && token.forms & (form::S | form::PAST) != 0
            || ["we", "you", "they", "i", "it", "he", "she"].contains(&word)
        {
            return true;
        }
        if matches!(token.tag, Tag::Stop | Tag::Semi | Tag::Colon | Tag::Comma | Tag::Close) {
            return false;
        }
    }
    false
}

fn clause_or_event_follows(tokens: &[Token], at: usize) -> bool {
    let event = |token: &Token| {
        let word = token.norm.as_str();
        word.ends_with("ing")
            || word.ends_with("ment")
            || word.ends_with("tion")
            || word.ends_with("ture")
            || word.ends_with("ance")
            || [
                "receipt", "approval", "review", "proof", "evidence", "gate", "check", "test", "tests", "order",
                "sign-off", "invoice", "deposit",
            ]
            .contains(&word)
    };
    clause_follows(tokens, at)
        || tokens
            .iter()
            .skip(at + 1)
            .take_while(|token| !matches!(token.tag, Tag::Stop | Tag::Comma | Tag::Semi))
            .any(event)
}

fn starts_infinitive(tokens: &[Token], at: usize) -> bool {
    let Some(next) = tokens.iter().skip(at + 1).find(|next| !next.is(Cat::Adverb) || next.cats.any(VERBS)) else {
        return false;
    };
    let word = next.norm.as_str();
    if next.tag == Tag::Target || matches!(word, "the" | "a" | "an" | "your" | "our" | "any" | "every" | "each" | "all")
    {
        return false;
    }
    if matches!(word, "be" | "have" | "do") {
        return true;
    }
    let after = tokens.iter().find(|token| token.span.start > next.span.start);
    let object = after.is_some_and(|after| {
        after.tag == Tag::Target
            || after.is(Cat::Determiner)
            || after.is(Cat::Preposition)
            || matches!(after.tag, Tag::Stop | Tag::Comma | Tag::Semi | Tag::QuoteOpen)
            || PRONOUN.contains(&after.norm.as_str())
    });
    let told = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|before| {
        before.tag == Tag::Verb
            && before.cats.any(Cats::of(Cat::Say).with(Cats::of(Cat::Ask)).with(Cats::of(Cat::Plan)))
    });
    if next.cats.any(VERBS) && next.forms & form::BASE != 0 {
        return told || !next.cats.any(NOUNS) || object || after.is_none_or(|after| after.cats.is_empty());
    }
    next.cats.is_empty()
        && object
        && next.tag == Tag::Noun
        && !next.capital
        && !word.ends_with('s')
        && !word.ends_with("ing")
}

fn is_verb(token: &Token, before: Option<&Token>, next: Option<&Token>, tokens: &[Token], at: usize) -> bool {
    let base = token.forms & form::BASE != 0;
    let third = token.forms & form::S != 0;
    let past = token.forms & form::PAST != 0;
    let participle = token.forms & form::PARTICIPLE != 0;
    let ing = token.forms & form::ING != 0;
    let nounish = token.cats.any(NOUNS);
    let object_next = next.is_some_and(|next| {
        next.tag == Tag::Target
            || next.tag == Tag::QuoteOpen
            || next.is(Cat::Determiner) && next.norm != "all"
            || next.is(Cat::No)
            || PRONOUN.contains(&next.norm.as_str())
            || POSSESSIVE.contains(&next.norm.as_str())
            || next.norm == "that"
            || tokens.get(at + 2).is_some_and(|owner| owner.norm == "'s")
            || next.is(Cat::Nor)
            || next.forms & form::ING != 0
                && next.cats.any(VERBS)
                && (!next.cats.any(NOUNS)
                    || tokens.get(at + 2).is_some_and(|after| after.tag == Tag::Target || after.is(Cat::Determiner)))
                && (token.is(Cat::Refuse) || token.is(Cat::Permit))
            || next.is(Cat::Not) && !third
    });
    let Some(before) = before else {
        return if base {
            object_next || !nounish && next.is_some_and(|next| !matches!(next.tag, Tag::Colon | Tag::Stop))
        } else {
            ing && !next.is_some_and(verb_word) || participle || third && object_next && !another_verb(tokens, at)
        };
    };
    let word = before.norm.as_str();
    match before.tag {
        Tag::Modal | Tag::To | Tag::Do => base,
        Tag::Be => participle || ing,
        Tag::Have => participle,
        Tag::Det if word == "'s" || word == "all" || word == "each" || word == "both" => {
            (third || past) && !nounish
                || third && object_next
                || participle && word != "'s"
                || base && !nounish && word != "'s"
        }
        Tag::Det => matches!(word, "this" | "that" | "these" | "those") && (third || past) && !nounish && object_next,
        Tag::No => false,
        Tag::Pron => base && SUBJECT.contains(&word) || third || past || participle || ing || base && !nounish,
        Tag::Rel | Tag::That => base && (!nounish || object_next || word == "who") || third || past,
        Tag::Nobody => third || past || base && !nounish,
        Tag::Verb => ing || base && (object_next || before.cats.any(Cats::of(Cat::Permit))) || participle,
        Tag::Noun | Tag::Target | Tag::Close | Tag::QuoteClose | Tag::Num | Tag::Adj => {
            let plural = before.norm.ends_with('s') || before.norm == "parties";
            let compound = nounish && third && !object_next && before.tag != Tag::Target && another_verb(tokens, at);
            let subject = plural || before.tag == Tag::Target;
            third && !compound
                || past
                || participle
                || ing && (!nounish || object_next)
                || base && subject && (object_next || !nounish)
                || base && open_auxiliary(tokens, at)
                || base && object_next && tokens.iter().skip(at + 1).take(3).any(|token| token.tag == Tag::Target)
        }
        Tag::Prep if word == "than" => (base || ing) && (!nounish || object_next),
        Tag::Prep | Tag::Without | Tag::Instead | Tag::Besides | Tag::Except => ing && (!nounish || object_next),
        Tag::Nor => (third || base || past || ing) && (!nounish || object_next),
        Tag::And => {
            let earlier = tokens
                .get(..at)
                .unwrap_or_default()
                .iter()
                .any(|earlier| matches!(earlier.tag, Tag::Verb | Tag::Modal | Tag::Be | Tag::Have));
            third && (object_next || !nounish)
                || past
                || participle
                || ing && object_next
                || base && earlier && (object_next || !nounish)
        }
        Tag::Comma => {
            let earlier = tokens
                .get(..at)
                .unwrap_or_default()
                .iter()
                .any(|earlier| matches!(earlier.tag, Tag::Verb | Tag::Modal));
            third && (object_next || !nounish)
                || past
                || participle
                || ing && (!nounish || object_next)
                || base && (object_next || earlier && !nounish)
        }
        Tag::Stop | Tag::Semi | Tag::Colon | Tag::Dash | Tag::QuoteOpen | Tag::Sign | Tag::Open => {
            if base {
                object_next || !nounish && next.is_some_and(|next| next.tag == Tag::Noun)
            } else {
                participle || ing || past || third && object_next
            }
        }
        Tag::Sub | Tag::Cond => participle || ing,
        Tag::Adv | Tag::Not | Tag::Idiom => base || third || past,
    }
}

/// Whether the sentence has a finite verb besides the word at `at`.
fn another_verb(tokens: &[Token], at: usize) -> bool {
    let ends = |token: &&Token| !matches!(token.tag, Tag::Stop | Tag::Semi);
    tokens.iter().skip(at + 1).take_while(ends).any(verb_word)
        || tokens
            .get(..at)
            .unwrap_or_default()
            .iter()
            .rev()
            .take_while(ends)
            .any(|token| matches!(token.tag, Tag::Verb | Tag::Be | Tag::Modal | Tag::Have | Tag::Do))
}

/// Whether an auxiliary left of the subject still waits for its verb: "Does our plan lack", "shall Vendor provide".
fn open_auxiliary(tokens: &[Token], at: usize) -> bool {
    for token in tokens.get(..at).unwrap_or_default().iter().rev().take(14) {
        match token.tag {
            Tag::Modal | Tag::Do => return true,
            Tag::Det
            | Tag::Noun
            | Tag::Target
            | Tag::Adj
            | Tag::Num
            | Tag::Adv
            | Tag::Pron
            | Tag::QuoteOpen
            | Tag::QuoteClose
            | Tag::And
            | Tag::Not
            | Tag::No => {}
            _ => return false,
        }
    }
    false
}

fn unknown(
    word: &str,
    before: Option<&Token>,
    next: Option<&Token>,
    token: &Token,
    tokens: &[Token],
    at: usize,
) -> Tag {
    if word.chars().all(|letter| letter.is_ascii_digit()) {
        return Tag::Num;
    }
    if word.ends_with("ly") && word.len() > 4 {
        return Tag::Adv;
    }
    let object_next = next.is_some_and(|next| {
        next.tag == Tag::Target || next.is(Cat::Determiner) || PRONOUN.contains(&next.norm.as_str())
    });
    let Some(before) = before else { return Tag::Noun };
    let direct = at.checked_sub(1).and_then(|at| tokens.get(at)).is_some_and(|direct| direct.tag != Tag::Not);
    match before.tag {
        Tag::Modal if token.capital && at == 1 => Tag::Noun,
        Tag::Modal | Tag::To => Tag::Verb,
        Tag::Do if !token.capital && (!direct || object_next) => Tag::Verb,
        Tag::Pron if SUBJECT.contains(&before.norm.as_str()) && !word.ends_with("ing") => Tag::Verb,
        Tag::Be | Tag::Have if word.ends_with("ed") || word.ends_with("ing") && !object_next => Tag::Verb,
        Tag::Noun | Tag::Target | Tag::Rel
            if (word.ends_with("ed") || word.ends_with('s')) && object_next && !token.capital =>
        {
            Tag::Verb
        }
        Tag::Noun | Tag::Target | Tag::Rel if word.ends_with("ed") => Tag::Verb,
        Tag::Prep | Tag::Without if word.ends_with("ing") && object_next => Tag::Verb,
        _ => Tag::Noun,
    }
}
