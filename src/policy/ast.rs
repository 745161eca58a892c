//! What a policy file says, clause by clause, as it was written: the one syntax tree of the language.
//!
//! The parser makes it, the printer writes it back, the checks read it. Order and comments are kept, so that a
//! formatted file loses nothing.

use crate::span::{Source, Span};

/// A value and the bytes of the policy file it was read from.
#[derive(Debug, Clone)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its place in the policy file.
    pub span: Span<Source>,
}

impl<T> Spanned<T> {
    /// Ties `value` to `span`.
    pub fn new(value: T, span: Span<Source>) -> Self {
        Self { value, span }
    }
}

/// A `name` of the grammar.
pub type Name = Spanned<String>;
/// A `string` of the grammar, its escapes decoded.
pub type Str = Spanned<String>;

/// One policy file.
#[derive(Debug, Clone, Default)]
pub struct File {
    /// The items that could be read, in order. An item with a broken clause is here without that clause.
    pub items: Vec<Item>,
    /// Comments after the last item.
    pub trailing: Vec<String>,
}

/// Which kind of item a header opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the variants are the item words of the grammar")]
pub enum ItemKind {
    Policy,
    Use,
    Document,
    Evidence,
    Role,
    Gate,
    Step,
    Block,
    Secret,
    Require,
    Words,
    Key,
    Launch,
    Waiver,
}

impl ItemKind {
    /// Every kind, in the order of the grammar.
    pub const ALL: [Self; 14] = [
        Self::Policy,
        Self::Use,
        Self::Document,
        Self::Evidence,
        Self::Role,
        Self::Gate,
        Self::Step,
        Self::Block,
        Self::Secret,
        Self::Require,
        Self::Words,
        Self::Key,
        Self::Launch,
        Self::Waiver,
    ];

    /// The word that opens it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Policy => "policy",
            Self::Use => "use",
            Self::Document => "document",
            Self::Evidence => "evidence",
            Self::Role => "role",
            Self::Gate => "gate",
            Self::Step => "step",
            Self::Block => "block",
            Self::Secret => "secret",
            Self::Require => "require",
            Self::Words => "words",
            Self::Key => "key",
            Self::Launch => "launch",
            Self::Waiver => "waiver",
        }
    }

    /// Whether its header may end in a severity.
    #[must_use]
    pub fn has_severity(self) -> bool {
        matches!(self, Self::Block | Self::Secret | Self::Require)
    }
}

/// One item: its header and its clauses.
#[derive(Debug, Clone)]
pub struct Item {
    /// What the header opens.
    pub kind: ItemKind,
    /// The item word's place.
    pub word: Span<Source>,
    /// The name; for `use` the policy or file that is used.
    pub name: Name,
    /// Whether `name` was written as a string (`use "./shared.gate"`).
    pub quoted: bool,
    /// The title, where one was given.
    pub title: Option<Str>,
    /// The severity of a `block`, `secret` or `require`, where one was given.
    pub severity: Option<Spanned<Severity>>,
    /// The pin of a `use`.
    pub sha256: Option<Str>,
    /// The clauses that could be read.
    pub clauses: Vec<Clause>,
    /// Whether a clause of it could not be read; what it lacks is not reported then.
    pub broken: bool,
    /// Comments before the header and on its line.
    pub comments: Comments,
}

/// How much a violation matters.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Severity {
    /// Worth knowing.
    Note,
    /// To be looked at.
    Warning,
    /// Breaks the policy.
    Error,
}

impl Severity {
    /// The word for it, in policies and reports.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Note => "note",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// Comments that belong to an item or a clause, `#` included.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Comments {
    /// Lines before it; an empty string is a blank line between comments.
    pub before: Vec<String>,
    /// At the end of its last line.
    pub after: Option<String>,
    /// Between the strings of a clause of several lines, in their order.
    pub inside: Vec<Inside>,
}

/// A comment between the strings of a clause, `#` included.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inside {
    /// How many strings of the clause stand before it.
    pub after: usize,
    /// Whether it stands on a line of its own, not at the end of one.
    pub own_line: bool,
    /// The comment.
    pub text: String,
}

/// One clause of an item.
#[derive(Debug, Clone)]
pub struct Clause {
    /// The whole clause, from its first word to the end of its last token.
    pub span: Span<Source>,
    /// Its first word's place.
    pub word: Span<Source>,
    /// What it says.
    pub body: Body,
    /// Its comments.
    pub comments: Comments,
}

/// What a clause says. One variant a production of the grammar.
#[derive(Debug, Clone)]
#[expect(missing_docs, reason = "the variants are the productions of the grammar, which documents them")]
pub enum Body {
    Edition(u32),
    Owner(Str),
    Source(Str),
    Stance(Vec<Str>),
    Motion(Name, Option<Str>),
    Billing(Vec<Str>),
    Boundary(Vec<Str>),
    Waivers(Spanned<Duration>),
    Files(Vec<Str>),
    Where(Query, Test),
    Public,
    Locked,
    From(Vec<Name>),
    Demand(Demand),
    Same(Place),
    Dated(Place),
    Fresh(Spanned<Duration>),
    Signed(Vec<Name>),
    Command(Str),
    Excuse { blocks: Vec<Name>, documents: Vec<Name> },
    Of(Name),
    Due(Name),
    Decides(Vec<Str>),
    Proof(Vec<Str>),
    Named { place: Place, documents: Vec<Name> },
    After(Vec<Name>),
    Asks(Name),
    Needs(Needs),
    IfMissing(Vec<Str>),
    Week(u32),
    Goal(Vec<Str>),
    Do(Vec<Str>),
    Exit(Vec<Str>),
    Phrase(Vec<Str>),
    Pattern(Str),
    Opens(Option<Name>),
    When(When),
    In(Vec<Name>),
    ReadsCode,
    Say(Vec<Str>),
    Instead { wording: Str, safe: bool },
    Flags(Vec<Str>),
    Passes(Vec<Str>),
    Attaches(Vec<Str>),
    Denies(Denies),
    Any(Vec<Str>),
    Ed25519(Str),
    Tenant(Str),
    Target(Name),
    Starts(Date),
    Folder(Str),
    Rule { family: Name, name: Name },
    FilePath(Str),
    Granted { role: Name, on: Option<Date> },
    Expires(Date),
    Because(Vec<Str>),
}

/// A calendar date with its place.
pub type Date = Spanned<jiff::civil::Date>;

/// A length of time in days, with the unit it was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Duration {
    /// How many of the unit.
    pub amount: u32,
    /// Whether the unit is weeks; otherwise days.
    pub weeks: bool,
}

impl Duration {
    /// The length in days.
    #[must_use]
    pub fn days(self) -> u32 {
        if self.weeks { self.amount.saturating_mul(7) } else { self.amount }
    }
}

/// A JSONPath as written (RFC 9535).
pub type Query = Spanned<String>;

/// What a document has to show.
#[derive(Debug, Clone)]
pub enum Demand {
    /// At least one selected value passes.
    Some(Query, Test),
    /// Every selected value passes, and there is one.
    Each(Query, Test),
    /// No selected value passes.
    None(Query, Test),
    /// So many values are selected.
    Count(Query, Bound),
    /// A value is selected and is not blank.
    Has(Query),
    /// The first of these fields that stands in the document passes.
    Field(Vec<Str>, Test),
    /// The cell of this row (by its first cell) in the first of these columns passes.
    Row(Str, Vec<Str>, Test),
    /// A section of one of these names is there and is not empty.
    Section(Vec<Str>),
    /// One of these phrases is claimed.
    Text(Vec<Str>),
}

/// What a value is held against.
#[derive(Debug, Clone)]
pub enum Test {
    /// It equals the literal.
    Equals(Spanned<Literal>),
    /// It holds something, and no placeholder.
    Filled(Span<Source>),
    /// It is one of these texts, whatever the case.
    OneOf(Vec<Str>),
    /// It matches the pattern.
    Matches(Str),
    /// It is a number within the bound.
    Bound(Bound),
}

/// `at least N` or `at most N`.
#[derive(Debug, Clone)]
pub struct Bound {
    /// Whether the number is the least allowed; otherwise the most.
    pub least: bool,
    /// The number.
    pub number: Spanned<u32>,
}

/// A constant in a test.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Literal {
    /// A text.
    String(String),
    /// A whole number.
    Integer(u32),
    /// `true` or `false`.
    Bool(bool),
    /// `null`.
    Null,
}

/// Where a value is found: by a query in data, by a field's name in prose and data alike.
#[derive(Debug, Clone)]
pub enum Place {
    /// By JSONPath.
    Query(Query),
    /// The first of these fields that is there.
    Field(Vec<Str>),
}

/// What a gate or a step needs.
#[derive(Debug, Clone)]
pub enum Needs {
    /// All of these.
    All(Vec<Name>),
    /// So many of these.
    AtLeast(Spanned<u32>, Vec<Name>),
}

/// When an occurrence of a blocked wording violates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum When {
    /// When it is claimed or promised.
    Claimed,
    /// Whenever it stands there.
    Mentioned,
}

/// Which wording a document has to deny.
#[derive(Debug, Clone)]
pub enum Denies {
    /// That of every `block` rule.
    EveryBlock(Span<Source>),
    /// That of these.
    Blocks(Vec<Name>),
}
