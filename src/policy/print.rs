//! Syntax tree to text: the one way a policy is written. `rules fmt` prints what the parser read.

use std::fmt::{self, Display, Formatter};

use crate::policy::ast::{
    Body, Bound, Clause, Demand, Denies, Duration, File, Inside, Item, Literal, Name, Needs, Place, Str, Test, When,
};
use crate::policy::parse::{is_name, signs};

/// Longest line that a list of short texts may fill before it is folded, in characters.
const WIDTH: usize = 110;
/// Blanks before the arguments of a folded line: they stand under the first argument.
const FOLD: &str = "\n           ";

/// The file in its canonical form, with all its comments; it ends in a line feed unless it is empty.
///
/// ```
/// use gatelint::policy::{parse::parse_file, print::print};
/// let parsed = parse_file("gate  paid   \"Paid\" # ours\n after setup ,private\n", 0);
/// assert_eq!(print(&parsed.file), "gate paid \"Paid\"  # ours\n  after    setup, private\n");
/// ```
#[must_use]
pub fn print(file: &File) -> String {
    let mut out = String::new();
    for (number, item) in file.items.iter().enumerate() {
        if number > 0 {
            out.push('\n');
        }
        push_item(&mut out, item);
    }
    if !file.items.is_empty() && !file.trailing.is_empty() {
        out.push('\n');
    }
    push_lines(&mut out, &file.trailing, "");
    out
}

fn push_lines(out: &mut String, lines: &[String], indent: &str) {
    for line in lines {
        if !line.is_empty() {
            out.push_str(indent);
        }
        out.push_str(line);
        out.push('\n');
    }
}

fn push_end(out: &mut String, comment: Option<&String>) {
    if let Some(comment) = comment {
        out.push_str("  ");
        out.push_str(comment);
    }
    out.push('\n');
}

fn push_item(out: &mut String, item: &Item) {
    let before = item.comments.before.iter().position(|line| !line.is_empty()).unwrap_or(item.comments.before.len());
    push_lines(out, item.comments.before.get(before..).unwrap_or_default(), "");
    out.push_str(item.kind.word());
    out.push(' ');
    match item.quoted {
        true => push_string(out, &item.name.value),
        false => out.push_str(&item.name.value),
    }
    if let Some(title) = &item.title {
        out.push(' ');
        push_string(out, &title.value);
    }
    if let Some(severity) = &item.severity {
        out.push(' ');
        out.push_str(severity.value.word());
    }
    if let Some(pin) = &item.sha256 {
        out.push_str(" sha256 ");
        push_string(out, &pin.value);
    }
    push_end(out, item.comments.after.as_ref());
    for clause in &item.clauses {
        push_clause(out, clause);
    }
}

fn push_clause(out: &mut String, clause: &Clause) {
    let before: Vec<String> = clause.comments.before.iter().filter(|line| !line.is_empty()).cloned().collect();
    push_lines(out, &before, "  ");
    out.push_str(&with_comments(format!("  {}", clause.body), &clause.comments.inside));
    push_end(out, clause.comments.after.as_ref());
}

/// A printed clause with the comments between its strings; the line ends at each of them.
fn with_comments(clause: String, inside: &[Inside]) -> String {
    if inside.is_empty() {
        return clause;
    }
    let mut out = String::new();
    let mut comments = inside.iter().peekable();
    let mut done = 0;
    for (number, (start, end)) in signs(&clause).strings.into_iter().enumerate() {
        let before = clause.get(done..start).unwrap_or_default();
        let mut broken = false;
        while let Some(comment) = comments.next_if(|comment| comment.after <= number) {
            if !broken {
                out.push_str(before.trim_end());
            }
            out.push_str(if comment.own_line { FOLD } else { "  " });
            out.push_str(&comment.text);
            broken = true;
        }
        out.push_str(if broken { FOLD } else { before });
        out.push_str(clause.get(start..end).unwrap_or_default());
        done = end;
    }
    out.push_str(clause.get(done..).unwrap_or_default());
    out
}

fn push_string(out: &mut String, text: &str) {
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c => out.push(c),
        }
    }
    out.push('"');
}

fn quoted(text: &str) -> String {
    let mut out = String::new();
    push_string(&mut out, text);
    out
}

fn pattern(text: &str) -> String {
    format!("/{}/", text.replace('/', "\\/"))
}

fn names(names: &[Name]) -> String {
    names.iter().map(|name| name.value.as_str()).collect::<Vec<_>>().join(", ")
}

/// Texts that are read one by one stand one a line.
fn lines(texts: &[Str]) -> String {
    texts.iter().map(|text| quoted(&text.value)).collect::<Vec<_>>().join(FOLD)
}

/// Short texts stand in rows, each as long as fits.
fn row(texts: &[Str]) -> String {
    let mut out = String::new();
    let mut used = 0;
    for (number, text) in texts.iter().enumerate() {
        let text = quoted(&text.value);
        let length = text.chars().count() + 2;
        if number > 0 {
            let folds = used + length > WIDTH;
            out.push_str(if folds { "," } else { ", " });
            out.push_str(if folds { FOLD } else { "" });
            used = if folds { 0 } else { used };
        }
        used += length;
        out.push_str(&text);
    }
    out
}

/// Writes a clause: its first word on eight columns, then its arguments.
fn put(f: &mut Formatter<'_>, word: &str, arguments: impl Display) -> fmt::Result {
    write!(f, "{word:<8} {arguments}")
}

impl Display for Body {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Edition(number) => put(f, "edition", number),
            Self::Owner(text) if is_name(&text.value) => put(f, "owner", &text.value),
            Self::Owner(text) => put(f, "owner", quoted(&text.value)),
            Self::Source(text) => put(f, "source", quoted(&text.value)),
            Self::Stance(texts) => put(f, "stance", lines(texts)),
            Self::Motion(name, None) => put(f, "motion", &name.value),
            Self::Motion(name, Some(title)) => {
                put(f, "motion", format_args!("{} {}", name.value, quoted(&title.value)))
            }
            Self::Billing(texts) => put(f, "billing", lines(texts)),
            Self::Boundary(texts) => put(f, "boundary", lines(texts)),
            Self::Waivers(duration) => put(f, "waivers", format_args!("for {}", duration.value)),
            Self::Files(texts) => put(f, "files", row(texts)),
            Self::Where(query, test) => put(f, "where", format_args!("{} {test}", query.value)),
            Self::Public => f.write_str("public"),
            Self::Locked => f.write_str("locked"),
            Self::From(list) => put(f, "from", names(list)),
            Self::Demand(demand) => demand.fmt(f),
            Self::Same(place) => put(f, "same", format_args!("{place} as launch")),
            Self::Dated(place) => put(f, "dated by", place),
            Self::Fresh(duration) => put(f, "fresh", format_args!("for {}", duration.value)),
            Self::Signed(list) => put(f, "signed", format_args!("by {}", names(list))),
            Self::Command(text) => put(f, "command", quoted(&text.value)),
            Self::Excuse { blocks, documents } => {
                put(f, "or denied", format_args!("{} in {}", names(blocks), names(documents)))
            }
            Self::Of(name) => put(f, "of", &name.value),
            Self::Due(name) => put(f, "due", &name.value),
            Self::Decides(texts) => put(f, "decides", lines(texts)),
            Self::Proof(texts) => put(f, "proof", lines(texts)),
            Self::Named { place: Place::Query(query), documents } => {
                put(f, "named", format_args!("at {} in {}", query.value, names(documents)))
            }
            Self::Named { place: Place::Field(fields), documents } => {
                put(f, "named", format_args!("by field {} in {}", row(fields), names(documents)))
            }
            Self::After(list) => put(f, "after", names(list)),
            Self::Asks(name) => put(f, "asks", &name.value),
            Self::Needs(Needs::All(list)) => put(f, "needs", names(list)),
            Self::Needs(Needs::AtLeast(number, list)) => {
                put(f, "needs", format_args!("at least {} of {}", number.value, names(list)))
            }
            Self::IfMissing(texts) => put(f, "if missing", lines(texts)),
            Self::Week(number) => put(f, "week", number),
            Self::Goal(texts) => put(f, "goal", lines(texts)),
            Self::Do(texts) => put(f, "do", lines(texts)),
            Self::Exit(texts) => put(f, "exit", lines(texts)),
            Self::Phrase(texts) => put(f, "phrase", lines(texts)),
            Self::Pattern(text) => put(f, "pattern", pattern(&text.value)),
            Self::Opens(Some(gate)) => put(f, "opens", format_args!("at {}", gate.value)),
            Self::Opens(None) => put(f, "opens", "never"),
            Self::When(When::Claimed) => put(f, "when", "claimed"),
            Self::When(When::Mentioned) => put(f, "when", "mentioned"),
            Self::In(list) => put(f, "in", names(list)),
            Self::ReadsCode => put(f, "reads", "code"),
            Self::Say(texts) => put(f, "say", lines(texts)),
            Self::Instead { wording, safe: false } => put(f, "instead", quoted(&wording.value)),
            Self::Instead { wording, safe: true } => put(f, "instead", format_args!("{} safe", quoted(&wording.value))),
            Self::Flags(texts) => put(f, "flags", lines(texts)),
            Self::Passes(texts) => put(f, "passes", lines(texts)),
            Self::Attaches(texts) => put(f, "attaches", lines(texts)),
            Self::Denies(Denies::EveryBlock(_)) => put(f, "denies", "every block"),
            Self::Denies(Denies::Blocks(list)) => put(f, "denies", names(list)),
            Self::Any(texts) => put(f, "any", row(texts)),
            Self::Ed25519(text) => put(f, "ed25519", quoted(&text.value)),
            Self::Tenant(text) => put(f, "tenant", quoted(&text.value)),
            Self::Target(name) => put(f, "target", &name.value),
            Self::Starts(day) => put(f, "starts", day.value),
            Self::Folder(text) => put(f, "folder", quoted(&text.value)),
            Self::Rule { family, name } => put(f, "rule", format_args!("{}/{}", family.value, name.value)),
            Self::FilePath(text) => put(f, "file", quoted(&text.value)),
            Self::Granted { role, on: None } => put(f, "granted", format_args!("by {}", role.value)),
            Self::Granted { role, on: Some(day) } => {
                put(f, "granted", format_args!("by {} on {}", role.value, day.value))
            }
            Self::Expires(day) => put(f, "expires", day.value),
            Self::Because(texts) => put(f, "because", lines(texts)),
        }
    }
}

impl Display for Demand {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Some(query, test) => put(f, "some", format_args!("{} {test}", query.value)),
            Self::Each(query, test) => put(f, "each", format_args!("{} {test}", query.value)),
            Self::None(query, test) => put(f, "none", format_args!("{} {test}", query.value)),
            Self::Count(query, bound) => put(f, "count", format_args!("{} {bound}", query.value)),
            Self::Has(query) => put(f, "has", &query.value),
            Self::Field(texts, test) => put(f, "field", format_args!("{} {test}", row(texts))),
            Self::Row(cell, columns, test) => {
                put(f, "row", format_args!("{} column {} {test}", quoted(&cell.value), row(columns)))
            }
            Self::Section(texts) => put(f, "section", row(texts)),
            Self::Text(texts) => put(f, "text", lines(texts)),
        }
    }
}

impl Display for Test {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Equals(literal) => write!(f, "= {}", literal.value),
            Self::Filled(_) => f.write_str("is filled"),
            Self::OneOf(texts) => write!(f, "is {}", row(texts)),
            Self::Matches(text) => write!(f, "matches {}", pattern(&text.value)),
            Self::Bound(bound) => bound.fmt(f),
        }
    }
}

impl Display for Bound {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        write!(f, "at {} {}", if self.least { "least" } else { "most" }, self.number.value)
    }
}

impl Display for Literal {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::String(text) => f.write_str(&quoted(text)),
            Self::Integer(number) => number.fmt(f),
            Self::Bool(value) => value.fmt(f),
            Self::Null => f.write_str("null"),
        }
    }
}

impl Display for Place {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Query(query) => f.write_str(&query.value),
            Self::Field(texts) => write!(f, "field {}", row(texts)),
        }
    }
}

impl Display for Duration {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let unit = if self.weeks { "week" } else { "day" };
        write!(f, "{} {unit}{}", self.amount, if self.amount == 1 { "" } else { "s" })
    }
}
