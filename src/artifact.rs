//! One artifact of a launch: its document, its kind, the hits of blocked wording with their readings, and the
//! look-ups that rules ask of it, each made once.

mod data;

use std::sync::OnceLock;

pub use self::data::Data;
use self::data::Prepared;
use crate::claim::{Reading, Status};
use crate::document::{
    Block, BlockKind, DIRECTIVE, Document, Encoding, Field, Listed, Opened, Section, fold_name, is_blank, name_hash,
};
use crate::evidence::{AllJudged, Found, Judged, Required, Verdict};
use crate::policy::model::At;
use crate::policy::phrase::Phrase;
use crate::span::{Plain, Source, Span};

/// Which rule a hit belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum RuleRef {
    /// A `block` item, by number.
    Block(usize),
    /// A `secret` item with a phrase, by number.
    Secret(usize),
    /// A `text` demand, by the place of its clause.
    Text(At),
}

/// An occurrence of a rule's wording and how it was read.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The rule.
    pub rule: RuleRef,
    /// Number of the block in the document.
    pub block: usize,
    /// The words in the block's text.
    pub plain: Span<Plain>,
    /// The words in the file.
    pub source: Span<Source>,
    /// How they were read.
    pub reading: Reading,
}

/// A document of a launch.
#[derive(Debug)]
pub struct Artifact {
    /// The path as it is shown.
    pub path: String,
    /// The path relative to the launch's folder, with `/` between its parts.
    pub local: String,
    /// Number of its kind in the policy; `None`: of no kind.
    pub kind: Option<usize>,
    /// Its bytes on disk.
    pub bytes: usize,
    /// How its text stands on disk.
    pub encoding: Encoding,
    /// What was read.
    pub document: Document,
    /// Occurrences of wording, in the order of the file.
    pub hits: Vec<Hit>,
    /// Words that a `secret` pattern matches, with the rule's number.
    pub secrets: Vec<(Span<Source>, usize)>,
    /// What it says to each evidence that its kind can prove, by the evidence's number.
    pub judged: Vec<(usize, AllJudged)>,
    /// What it says to each `require` that applies to its kind, by the rule's number.
    pub required: Vec<(usize, Required)>,
    /// What stands at the places where roles are named: the role's number, that of its `named` clause, the value.
    pub named: Vec<(usize, usize, Found)>,
    /// Whether it is only there for the gates: nothing is reported on it.
    pub context: bool,
    parsed: bool,
    /// The title's place, once the blocks are gone.
    title: Option<Span<Source>>,
    lookups: Lookups,
}

#[derive(Debug, Default)]
struct Lookups {
    fields: OnceLock<Vec<Listed>>,
    data: Prepared,
}

impl Artifact {
    /// An artifact of a file that was opened; `bytes` is its size on disk.
    #[must_use]
    pub fn new(path: String, local: String, bytes: usize, opened: Opened) -> Self {
        let Opened { document, encoding, parsed, .. } = opened;
        let (kind, context) = (None, false);
        Self {
            path,
            local,
            kind,
            bytes,
            encoding,
            document,
            hits: Vec::new(),
            secrets: Vec::new(),
            judged: Vec::new(),
            required: Vec::new(),
            named: Vec::new(),
            context,
            parsed,
            title: None,
            lookups: Lookups::default(),
        }
    }

    /// A stretch of its text as reports may show it: each byte of a secret is a star.
    #[must_use]
    pub fn shown(&self, span: Span<Source>) -> String {
        let source = &self.document.source;
        let mut out = String::with_capacity(span.len());
        let mut at = span.start;
        // Secrets of two rules may overlap: what is hidden once stays hidden.
        for secret in self.secret_words().into_iter().filter(|secret| secret.overlaps(span)) {
            let (start, end) = (secret.start.clamp(at, span.end), secret.end.clamp(at, span.end));
            out.push_str(source.get(at..start).unwrap_or_default());
            out.extend(std::iter::repeat_n('*', end - start));
            at = end;
        }
        out.push_str(source.get(at..span.end).unwrap_or_default());
        out
    }

    /// The words of its secrets, found by pattern or by phrase, in the order of the file.
    fn secret_words(&self) -> Vec<Span<Source>> {
        let by_phrase = self.hits.iter().filter(|hit| matches!(hit.rule, RuleRef::Secret(_))).map(|hit| hit.source);
        let mut words: Vec<Span<Source>> = self.secrets.iter().map(|(words, _)| *words).chain(by_phrase).collect();
        words.sort_unstable();
        words
    }

    /// Parses the document, once; look-ups before it see an empty one. Strings of data are no blocks yet.
    pub(crate) fn parse(&mut self) {
        if !self.parsed {
            let source = std::mem::take(&mut self.document.source);
            self.document = Document::read_values(self.document.format, source);
            self.lookups = Lookups::default();
            self.parsed = true;
        }
    }

    /// Lets go of all that was read, once it has been judged, but what findings show: the text, and the blocks where
    /// wording or a directive stands in them.
    pub(crate) fn forget_judged(&mut self) {
        self.title = Some(self.title_span());
        self.document.forget_values();
        self.lookups = Lookups::default();
        if self.hits.is_empty() && !self.has_directive() {
            self.document.blocks = Vec::new();
        }
    }

    fn has_directive(&self) -> bool {
        memchr::memmem::find(self.document.source.as_bytes(), DIRECTIVE.as_bytes()).is_some()
    }

    /// Lets go of the text when no rule has anything to say about it: no hit, no secret, no fault, no directive.
    pub(crate) fn forget_if_bare(&mut self) {
        let bare = self.hits.is_empty() && self.secrets.is_empty() && self.document.faults.is_empty();
        if bare && !self.has_directive() {
            self.document.source = String::new();
            self.document.blocks = Vec::new();
        }
    }

    /// The field of that folded name: of several, the first that holds something, else the last.
    #[must_use]
    pub fn field(&self, folded: &str) -> Option<Field> {
        let listed = self.lookups.fields.get_or_init(|| self.document.list_fields());
        let hash = name_hash(folded);
        let may = listed.iter().filter(|listed| listed.may_be(hash)).filter_map(|listed| self.document.field(listed));
        let mut last = None;
        for field in may.filter(|field| fold_name(&field.name) == folded) {
            if !is_blank(&field.value) {
                return Some(field);
            }
            last = Some(field);
        }
        last
    }

    /// The heading of the first section of one of these names, and whether one of them holds any text.
    #[must_use]
    pub fn section(&self, names: &[String]) -> Option<(Span<Source>, bool)> {
        let hashes: Vec<u64> = names.iter().map(|name| name_hash(name)).collect();
        let wanted: Vec<String> = names.iter().map(|name| fold_name(name)).collect();
        let named = |title: &str| hashes.contains(&name_hash(title)) && wanted.contains(&fold_name(title));
        let holds =
            |section: &Section| section.blocks(&self.document).any(|(_, block)| !block.text.plain().trim().is_empty());
        let all = self.document.sections_titled(&named);
        let filled = all.iter().find(|section| holds(section));
        let section = filled.or(all.first())?;
        Some((section.heading, filled.is_some()))
    }

    /// The cell of the row whose first cell is `row`, in the first of `columns` that the table has.
    #[must_use]
    pub fn cell(&self, row: &str, columns: &[String]) -> Option<Found> {
        let cells: Vec<(crate::document::Cell, &str, &Block)> = self
            .document
            .blocks
            .iter()
            .filter_map(|block| match &block.kind {
                BlockKind::Cell(cell) => Some((*cell, block.first_line(&self.document.source), block)),
                _ => None,
            })
            .collect();
        let row = fold_name(row);
        let heads = cells.iter().filter(|(cell, text, _)| cell.row > 0 && cell.column == 0 && fold_name(text) == row);
        for (head, _, _) in heads {
            for column in columns {
                let wanted = fold_name(column);
                let same_table = || cells.iter().filter(|(cell, _, _)| cell.table == head.table);
                let Some((header, _, _)) = same_table().find(|(c, text, _)| c.row == 0 && fold_name(text) == wanted)
                else {
                    continue;
                };
                if let Some((_, _, block)) =
                    same_table().find(|(cell, _, _)| cell.row == head.row && cell.column == header.column)
                {
                    return Some(Found { value: block.text.plain().trim().into(), span: Some(block.span) });
                }
            }
        }
        None
    }

    /// The words that stand for the whole document in a message: its first heading, else its first block.
    #[must_use]
    pub fn title_span(&self) -> Span<Source> {
        if let Some(title) = self.title {
            return title;
        }
        let blocks = &self.document.blocks;
        let heading = blocks.iter().find(|block| matches!(block.kind, BlockKind::Heading(_)) && !block.text.is_empty());
        heading.or(blocks.first()).map_or(Span::at(0), |block| block.span)
    }

    /// Whether the wording of block rule `block` stands denied here.
    #[must_use]
    pub fn denies(&self, block: usize) -> bool {
        self.denial(block).is_some()
    }

    /// Where the wording of block rule `block` stands denied.
    #[must_use]
    pub fn denial(&self, block: usize) -> Option<Span<Source>> {
        let of_rule = |hit: &&Hit| hit.rule == RuleRef::Block(block);
        let mut hits = self.hits.iter().filter(of_rule).filter(|hit| self.is_prose(hit));
        hits.find(|hit| is_denial(hit.reading.status)).map(|hit| hit.source)
    }

    /// Whether a hit stands where every reader sees it: only there it may deny or prove anything.
    fn is_prose(&self, hit: &Hit) -> bool {
        self.document.blocks.get(hit.block).is_some_and(|block| block.kind != BlockKind::Aside)
    }

    /// Judges a `text` demand: one of its phrases is claimed here.
    #[must_use]
    pub fn claims(&self, at: At, phrases: &[Phrase]) -> Judged {
        let mut hits = self.hits.iter().filter(|hit| hit.rule == RuleRef::Text(at) && self.is_prose(hit));
        let shown: Vec<String> = phrases.iter().map(|phrase| format!("`{phrase}`")).collect();
        let shown = shown.join(" or ");
        match hits.clone().find(|hit| hit.reading.status == Status::Claimed) {
            Some(hit) => Judged::new(Verdict::Pass, format!("it says {shown}"), Some(hit.source)),
            None => match hits.next() {
                Some(hit) => {
                    Judged::new(Verdict::Fail, format!("it names {shown} and does not claim it"), Some(hit.source))
                }
                None => Judged::new(Verdict::Missing, format!("it does not say {shown}"), None),
            },
        }
    }
}

/// Whether a reading keeps the wording out of the offer: an exclusion, or blocked until its proof.
fn is_denial(status: Status) -> bool {
    match status {
        Status::Denied | Status::Conditional | Status::Mentioned => true,
        Status::Claimed | Status::Promised | Status::Asked => false,
    }
}
