//! Text to syntax tree. No fault leaves the file parser as an error: it gives what it could read and one
//! diagnostic a fault, each on its own line.

mod clause;
mod demand;
mod lines;
mod query;
mod repair;
mod token;
mod value;

use nom::Parser;
use nom::combinator::opt;
use rayon::prelude::*;

use crate::policy::ast::{Clause, Comments, File, Item, ItemKind, Name, Severity, Spanned, Str};
use crate::policy::diagnostic::{Diagnostic, nearest, nearest_word};
use crate::span::{Source, Span};
use clause::clauses;
pub(crate) use lines::signs;
use lines::{Raw, RawItem, cut};
pub(crate) use token::is_name;
use token::{Expected, Input, Parsed, blanks, name, spanned};
use value::{end, pin, severity, title, used};

/// A parsed file: the tree, the faults, and the names that broken lines mention, which count as declared and used
/// so that one fault is one message.
#[derive(Debug, Default)]
pub struct ParsedFile {
    /// What could be read.
    pub file: File,
    /// What could not, each on its place, in the order of the file.
    pub diagnostics: Vec<Diagnostic>,
    /// Every word of a header or clause that could not be read.
    pub broken_words: Vec<String>,
    /// The kinds of the items whose header gave no name.
    pub nameless: Vec<ItemKind>,
}

/// Parses a policy file; `number` is its number in the policy and stands in its diagnostics.
///
/// ```
/// use gatelint::policy::parse::parse_file;
/// let parsed = parse_file("gate paid-beta \"Paid beta\"\n  affter private-beta\n", 0);
/// assert_eq!(parsed.diagnostics[0].message, "`gate` has no clause `affter`");
/// assert_eq!(parsed.diagnostics[0].help.as_deref(), Some("did you mean `after`?"));
/// ```
#[must_use]
pub fn parse_file(source: &str, number: usize) -> ParsedFile {
    let mut parser = FileParser { source, number, out: ParsedFile::default() };
    let cut = cut(source);
    if let Some(stray) = cut.strays.first() {
        parser.stray(*stray);
    }
    let parts = parts(source, cut.items);
    let parse = |part| parse_part(source, number, part);
    // A few items are not worth waking the other threads.
    let parsed: Vec<ParsedFile> = match parts.len() {
        0 | 1 => parts.into_iter().map(parse).collect(),
        _ => parts.into_par_iter().map(parse).collect(),
    };
    for mut part in parsed {
        parser.out.file.items.append(&mut part.file.items);
        parser.out.diagnostics.append(&mut part.diagnostics);
        parser.out.broken_words.append(&mut part.broken_words);
        parser.out.nameless.append(&mut part.nameless);
    }
    parser.out.file.trailing = cut.trailing;
    parser.out.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    parser.out
}

/// How many items are parsed in one go.
const PART: usize = 512;

/// Items in parts that can be parsed apart: each but the first starts with a header that opens an item for sure, for a
/// header that can't be read is explained by the item above it.
fn parts(source: &str, items: Vec<RawItem>) -> Vec<Vec<RawItem>> {
    let opens = |raw: &RawItem| opened(raw.header.span.slice(source)).is_some();
    let mut parts = vec![Vec::new()];
    for raw in items {
        match parts.last_mut() {
            Some(part) if part.len() < PART || !opens(&raw) => part.push(raw),
            _ => parts.push(vec![raw]),
        }
    }
    parts
}

fn parse_part(source: &str, number: usize, part: Vec<RawItem>) -> ParsedFile {
    let mut parser = FileParser { source, number, out: ParsedFile::default() };
    part.into_iter().for_each(|raw| parser.items(raw));
    parser.out
}

/// The kind of item that a line opens.
fn opened(line: &str) -> Option<ItemKind> {
    let first = first_word(line);
    ItemKind::ALL.into_iter().find(|kind| kind.word() == first)
}

/// The first words a clause of `kind` may have, in the order of the grammar.
pub fn clause_words(kind: ItemKind) -> impl Iterator<Item = &'static str> {
    clauses(kind).iter().map(|(word, _)| *word)
}

struct FileParser<'a> {
    source: &'a str,
    number: usize,
    out: ParsedFile,
}

impl<'a> FileParser<'a> {
    fn input(&self, span: Span<Source>) -> Input<'a> {
        Input::new_extra(span.slice(self.source), span.start)
    }

    /// An indented line before the first item.
    fn stray(&mut self, line: Span<Source>) {
        let message = "an indented line before the first item: an item starts at the left margin";
        let word = first_word(line.slice(self.source));
        let help = match opened(word) {
            Some(kind) => outdent(kind),
            None => "start the file with `policy NAME \"Title\"`".to_owned(),
        };
        self.out.diagnostics.push(Diagnostic::error("policy/indent", self.number, line, message).help(help));
    }

    /// An item, and those whose header stands indented among its clauses: each of them is one fault.
    fn items(&mut self, raw: RawItem) {
        let mut kind = opened(raw.header.span.slice(self.source));
        let mut open = RawItem { header: raw.header, clauses: Vec::new() };
        for line in raw.clauses {
            let Some(inner) = self.indented(kind, line.span) else {
                open.clauses.push(line);
                continue;
            };
            let place = first_place(line.span, inner.word(), self.source);
            let message = format!("`{}` opens an item, and an item starts at the left margin", inner.word());
            let fault = Diagnostic::error("policy/indent", self.number, place, message).help(outdent(inner));
            self.out.diagnostics.push(fault);
            kind = Some(inner);
            let before = std::mem::replace(&mut open, RawItem { header: line, clauses: Vec::new() });
            self.keep(before);
        }
        self.keep(open);
    }

    fn keep(&mut self, raw: RawItem) {
        if let Some(item) = self.item(raw) {
            self.out.file.items.push(item);
        }
    }

    /// The item that an indented line opens, where it is no clause of an item of `kind`.
    fn indented(&self, kind: Option<ItemKind>, line: Span<Source>) -> Option<ItemKind> {
        let line = line.slice(self.source);
        let word = first_word(line);
        let own = kind.is_none_or(|kind| clause_words(kind).any(|known| known == word));
        ItemKind::ALL.into_iter().find(|kind| !own && kind.word() == word && reads_header(*kind, line))
    }

    fn item(&mut self, raw: RawItem) -> Option<Item> {
        let span = raw.header.span;
        let text = span.slice(self.source);
        let first = first_word(text);
        let length = first.len();
        let Some(kind) = opened(text) else {
            self.unknown_item(span, first);
            return None;
        };
        let word = Span::new(span.start, span.start + length);
        let after = Input::new_extra(text.get(length..).unwrap_or_default(), word.end);
        match header(kind, after) {
            Ok((_, header)) => {
                let mut item = header.into_item(kind, word, raw.header.comments);
                for clause in raw.clauses {
                    match self.clause(kind, clause) {
                        Some(clause) => item.clauses.push(clause),
                        None => item.broken = true,
                    }
                }
                Some(item)
            }
            Err(error) => {
                if name(after).is_err() {
                    self.out.nameless.push(kind);
                }
                self.note_broken(span);
                raw.clauses.iter().for_each(|clause| self.note_broken(clause.span));
                self.fault(error, span, &|line| reads_header(kind, line));
                None
            }
        }
    }

    fn unknown_item(&mut self, span: Span<Source>, first: &str) {
        self.note_broken(span);
        let place = first_place(span, first, self.source);
        let shown = if first.is_empty() { found(self.input(span)) } else { format!("`{first}`") };
        let message = format!("{shown} opens no item");
        let words = ItemKind::ALL.map(ItemKind::word);
        let above = self.out.file.items.last_mut().filter(|item| clause_words(item.kind).any(|word| word == first));
        let text = first.is_empty() && span.slice(self.source).starts_with('"');
        let help = match (above, nearest_word(first, words)) {
            (_, _) if text => "indent the line, so that it goes on with the clause above".to_owned(),
            (Some(item), _) => {
                // Its clause stands here, so what it lacks is not told.
                item.broken = true;
                format!(
                    "`{first}` is a clause of `{}`: indent the line, so that it belongs to the item above",
                    item.kind.word()
                )
            }
            (None, Some(near)) => format!("did you mean `{near}`?"),
            (None, None) => format!("an item starts with one of {}", listed(&words)),
        };
        self.out.diagnostics.push(Diagnostic::error("policy/unknown-item", self.number, place, message).help(help));
    }

    fn clause(&mut self, kind: ItemKind, raw: Raw) -> Option<Clause> {
        let input = self.input(raw.span);
        let first = first_word(raw.span.slice(self.source));
        let length = first.len();
        let Some((_, parse)) = clauses(kind).iter().find(|(word, _)| *word == first) else {
            self.unknown_clause(kind, raw.span, first);
            return None;
        };
        let result = parse(input).and_then(|(rest, body)| end(rest).map(|_| body));
        match result {
            Ok(body) => {
                let word = Span::new(raw.span.start, raw.span.start + length);
                Some(Clause { span: raw.span, word, body, comments: raw.comments })
            }
            Err(error) => {
                self.note_broken(raw.span);
                let reads = |line: &str| parse(Input::new_extra(line, 0)).and_then(|(rest, _)| end(rest)).is_ok();
                self.fault(error, raw.span, &reads);
                None
            }
        }
    }

    fn unknown_clause(&mut self, kind: ItemKind, span: Span<Source>, first: &str) {
        self.note_broken(span);
        let place = first_place(span, first, self.source);
        let words: Vec<&str> = clause_words(kind).collect();
        let shown = if first.is_empty() { found(self.input(span)) } else { format!("`{first}`") };
        let message = format!("`{}` has no clause {shown}", kind.word());
        let help = match nearest_word(first, words.iter().copied()) {
            Some(near) => format!("did you mean `{near}`?"),
            None if words.is_empty() => format!("`{}` is its header alone", kind.word()),
            None => {
                let others = ItemKind::ALL.into_iter().filter(|other| clause_words(*other).any(|word| word == first));
                let others: Vec<&str> = others.map(ItemKind::word).collect();
                let of = if others.is_empty() { String::new() } else { format!("it is one of {}; ", listed(&others)) };
                format!("{of}its clauses are {}", listed(&words))
            }
        };
        self.out.diagnostics.push(Diagnostic::error("policy/unknown-clause", self.number, place, message).help(help));
    }

    fn note_broken(&mut self, span: Span<Source>) {
        let words = span.slice(self.source).split(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        self.out.broken_words.extend(words.filter(|word| !word.is_empty()).map(str::to_owned));
    }

    /// Reports a line that could not be read; `reads` tells whether another wording of it could.
    fn fault(&mut self, error: nom::Err<Expected<'_>>, span: Span<Source>, reads: &dyn Fn(&str) -> bool) {
        let expected = match error {
            nom::Err::Error(expected) | nom::Err::Failure(expected) => expected,
            nom::Err::Incomplete(_) => return,
        };
        let mut diagnostic = explain(&expected, self.number, span);
        if diagnostic.help.is_none() && expected.broken.is_none() {
            let line = span.slice(self.source);
            let at = diagnostic.span.start.saturating_sub(span.start);
            let repaired = repair::repaired(line, at, diagnostic.span.len(), &expected.words, reads);
            diagnostic.help = repaired.map(|line| format!("did you mean `{line}`?"));
        }
        self.out.diagnostics.push(diagnostic);
    }
}

/// What a header holds after its item word.
struct Header {
    name: Name,
    quoted: bool,
    title: Option<Str>,
    severity: Option<Spanned<Severity>>,
    sha256: Option<Str>,
}

impl Header {
    fn into_item(self, kind: ItemKind, word: Span<Source>, comments: Comments) -> Item {
        let Self { name, quoted, title, severity, sha256 } = self;
        Item { kind, word, name, quoted, title, severity, sha256, clauses: Vec::new(), broken: false, comments }
    }
}

impl Header {
    /// What could have stood after what was read.
    fn could_follow(&self, kind: ItemKind) -> Vec<&'static str> {
        let mut words = Vec::new();
        if kind == ItemKind::Use {
            words.extend(self.sha256.is_none().then_some("`sha256`"));
        } else if self.severity.is_none() {
            words.extend(self.title.is_none().then_some("a title in double quotes"));
            words.extend(kind.has_severity().then_some(["`error`", "`warning`", "`note`"]).into_iter().flatten());
        }
        words.push("the end of the line");
        words
    }
}

fn header(kind: ItemKind, input: Input<'_>) -> Parsed<'_, Header> {
    let (rest, header) = if kind == ItemKind::Use {
        let (rest, ((name, quoted), sha256)) = (used, pin).parse(input)?;
        (rest, Header { name, quoted, title: None, severity: None, sha256 })
    } else {
        let (rest, (name, title)) = (name, title).parse(input)?;
        let (rest, severity) = if kind.has_severity() { opt(spanned(severity)).parse(rest)? } else { (rest, None) };
        (rest, Header { name, quoted: false, title, severity, sha256: None })
    };
    match end(rest) {
        Ok((rest, ())) => Ok((rest, header)),
        Err(_) => Err(nom::Err::Error(Expected { rest: blanks(rest), words: header.could_follow(kind), broken: None })),
    }
}

/// Whether a line is a header of `kind`, its item word included.
fn reads_header(kind: ItemKind, line: &str) -> bool {
    line.strip_prefix(kind.word()).is_some_and(|after| header(kind, Input::new_extra(after, 0)).is_ok())
}

/// Turns what a production expected into a message on the exact token.
fn explain(expected: &Expected<'_>, number: usize, clause: Span<Source>) -> Diagnostic {
    if let Some((code, message, length)) = &expected.broken {
        let start = expected.rest.extra + expected.rest.location_offset();
        return Diagnostic::error(code, number, Span::new(start, start + length), message.clone());
    }
    let at_line_end = {
        let text = *expected.rest.fragment();
        let blank = text.len() - text.trim_start_matches([' ', '\t']).len();
        text.get(blank..).is_none_or(|after| after.is_empty() || after.starts_with(['\n', '\r', '#']))
    };
    let rest = if at_line_end { expected.rest } else { blanks(expected.rest) };
    let start = (rest.extra + rest.location_offset()).min(clause.end);
    let words = wanted(&expected.words);
    let shown = if at_line_end { "the line ends".to_owned() } else { format!("found {}", found(rest)) };
    let length = if at_line_end { 0 } else { token_length(rest) };
    let diagnostic = Diagnostic::error(
        "policy/syntax",
        number,
        Span::new(start, start + length),
        format!("expected {words}, {shown}"),
    );
    let token = rest.fragment().get(..length).unwrap_or_default();
    let fixed = expected.words.iter().filter_map(|word| word.strip_prefix('`')?.strip_suffix('`'));
    let fixed = fixed.filter(|word| word.starts_with(char::is_alphabetic));
    match nearest(token, fixed) {
        Some(near) if !at_line_end && near != token => diagnostic.help(format!("did you mean `{near}`?")),
        _ => diagnostic,
    }
}

fn first_word(line: &str) -> &str {
    let length = line.find(|c: char| !(c.is_alphanumeric() || c == '-' || c == '_')).unwrap_or(line.len());
    line.get(..length).unwrap_or_default()
}

fn outdent(kind: ItemKind) -> String {
    format!("take the blanks before `{}` away", kind.word())
}

/// The place of the first word of a line; of a line that starts with a sign, that sign.
fn first_place(span: Span<Source>, first: &str, source: &str) -> Span<Source> {
    let sign = span.slice(source).chars().next().map_or(0, char::len_utf8);
    Span::new(span.start, span.start + if first.is_empty() { sign } else { first.len() })
}

fn wanted(words: &[&str]) -> String {
    let mut unique: Vec<&str> = Vec::new();
    for word in words {
        if !unique.contains(word) {
            unique.push(word);
        }
    }
    match unique.split_last() {
        None => "something else".to_owned(),
        Some((only, [])) => (*only).to_owned(),
        Some((last, others)) => format!("{} or {last}", others.join(", ")),
    }
}

fn listed(words: &[&str]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}

fn token_length(rest: Input<'_>) -> usize {
    let text = *rest.fragment();
    let line = text.get(..text.find(['\n', '\r']).unwrap_or(text.len())).unwrap_or_default();
    let word = line.find(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '_'))).unwrap_or(line.len());
    match line.chars().next() {
        Some('"') => line.get(1..).and_then(|body| body.find('"')).map_or(line.len(), |at| at + 2),
        Some(first) if word == 0 => first.len_utf8(),
        _ => word,
    }
}

fn found(rest: Input<'_>) -> String {
    match rest.fragment().get(..token_length(rest)) {
        None | Some("") => "nothing".to_owned(),
        Some(text) => format!("`{text}`"),
    }
}
