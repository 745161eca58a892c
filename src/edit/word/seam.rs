//! Seams: places at which runs are parted, so that marks can be put between words.

use std::collections::{BTreeMap, BTreeSet};

use crate::document::{Leaf, Run, Trace};
use crate::edit::Edit;
use crate::span::{Raw, Span};

/// What is put into one part.
pub(crate) struct Cuts<'p> {
    trace: &'p Trace,
    xml: &'p str,
    seams: BTreeMap<usize, Seam>,
    /// Texts that were cut, by the end of their start tag: blanks at their ends count from now on.
    cut: BTreeSet<usize>,
    pub(crate) edits: Vec<Edit<Raw>>,
}

/// A place at which runs are parted.
struct Seam {
    depth: Depth,
    leaf: usize,
    /// What ends here.
    ends: String,
    /// What begins here.
    starts: String,
    /// Whether the words before it are deleted, and those behind it.
    deleted: (bool, bool),
}

/// How much has to be closed and opened again.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Depth {
    /// Nothing: it lies between runs.
    Run,
    /// A run.
    Leaf,
    /// A text and its run.
    Text,
}

impl<'p> Cuts<'p> {
    /// Into the part whose text is `xml`.
    pub(crate) fn new(trace: &'p Trace, xml: &'p str) -> Self {
        Self { trace, xml, seams: BTreeMap::new(), cut: BTreeSet::new(), edits: Vec::new() }
    }

    /// Puts `marks` before the byte `at` of a leaf; what ends at the same place comes before it. `deleted`: the words
    /// from there on are.
    pub(crate) fn begin(&mut self, leaf: usize, at: usize, marks: &str, deleted: bool) {
        if let Some(seam) = self.seam(leaf, at, false) {
            seam.starts.push_str(marks);
            seam.deleted.1 |= deleted;
        }
    }

    /// Puts `marks` behind the last byte before `at` of a leaf. `deleted`: the words up to there are.
    pub(crate) fn end(&mut self, leaf: usize, at: usize, marks: &str, deleted: bool) {
        if let Some(seam) = self.seam(leaf, at, true) {
            seam.ends.push_str(marks);
            seam.deleted.0 |= deleted;
        }
    }

    /// The leaf of that number, with its run.
    pub(crate) fn leaf(&self, number: usize) -> Option<(Leaf, Run)> {
        let leaf = *self.trace.leaves.get(number)?;
        Some((leaf, *self.trace.runs.get(leaf.run)?))
    }

    /// The bytes of `span`.
    pub(crate) fn raw(&self, span: Span<Raw>) -> &'p str {
        self.xml.get(span.start..span.end).unwrap_or_default()
    }

    /// The start tag of a run and its properties.
    pub(crate) fn opening(&self, run: &Run) -> &'p str {
        self.raw(Span::new(run.span.start, run.content.start))
    }

    /// What the names begin with where a leaf stands: `w:`.
    pub(crate) fn prefix(&self, leaf: usize) -> &'p str {
        self.leaf(leaf).map_or("", |(_, run)| prefix_of(name_of(self.opening(&run))))
    }

    /// Says that blanks at the ends of a text count.
    pub(crate) fn keep_blanks(&mut self, leaf: &Leaf) {
        let Some(text) = leaf.text else { return };
        let tag = self.raw(Span::new(leaf.span.start, text.start));
        if !tag.contains("xml:space") && self.cut.insert(text.start) {
            let words = " xml:space=\"preserve\"".to_owned();
            self.edits.push(Edit { span: Span::at(text.start.saturating_sub(1)), words });
        }
    }

    fn seam(&mut self, number: usize, at: usize, behind: bool) -> Option<&mut Seam> {
        let (leaf, run) = self.leaf(number)?;
        let inside = leaf.text.is_some_and(|text| text.start < at && at < text.end);
        let blank = |from: usize, to: usize| self.raw(Span::new(from, to)).trim().is_empty();
        let (depth, at) = match (inside, behind) {
            (true, _) => (Depth::Text, at),
            (false, false) if blank(run.content.start, leaf.span.start) => (Depth::Run, run.span.start),
            (false, false) => (Depth::Leaf, leaf.span.start),
            (false, true) if blank(leaf.span.end, run.content.end) => (Depth::Run, run.span.end),
            (false, true) => (Depth::Leaf, leaf.span.end),
        };
        if depth == Depth::Text {
            self.keep_blanks(&leaf);
        }
        let new = || Seam { depth, leaf: number, ends: String::new(), starts: String::new(), deleted: (false, false) };
        Some(self.seams.entry(at).or_insert_with(new))
    }

    /// All edits of the part.
    pub(crate) fn finish(mut self) -> Vec<Edit<Raw>> {
        for (at, seam) in std::mem::take(&mut self.seams) {
            if let Some(words) = self.written(&seam) {
                self.edits.push(Edit { span: Span::at(at), words });
            }
        }
        self.edits
    }

    fn written(&self, seam: &Seam) -> Option<String> {
        let (leaf, run) = self.leaf(seam.leaf)?;
        let marks = format!("{}{}", seam.ends, seam.starts);
        let opening = self.opening(&run);
        let run = name_of(opening);
        let text = name_of(self.raw(leaf.span));
        let name = |deleted: bool| if deleted { deleted_name(text) } else { text.to_owned() };
        Some(match seam.depth {
            Depth::Run => marks,
            Depth::Leaf => format!("</{run}>{marks}{opening}"),
            Depth::Text => {
                let (before, behind) = (name(seam.deleted.0), name(seam.deleted.1));
                format!("</{before}></{run}>{marks}{opening}<{behind} xml:space=\"preserve\">")
            }
        })
    }
}

/// The name in the tag that `source` begins with: `w:t` of `<w:t xml:space="preserve">`.
pub(crate) fn name_of(source: &str) -> &str {
    let name = source.trim_start_matches(['<', '/']);
    name.split(|c: char| c.is_ascii_whitespace() || matches!(c, '>' | '/')).next().unwrap_or_default()
}

/// What a name begins with: `w:` of `w:t`.
pub(crate) fn prefix_of(name: &str) -> &str {
    name.find(':').and_then(|colon| name.get(..=colon)).unwrap_or_default()
}

/// What deleted text is called: `w:delText` for `w:t`.
pub(super) fn deleted_name(text: &str) -> String {
    format!("{}delText", prefix_of(text))
}

/// Words as characters and attribute values of XML; what may not stand in XML is left out.
pub(crate) fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for letter in words.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\t' | '\n' | '\r' => out.push(' '),
            '\0'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => {}
            letter => out.push(letter),
        }
    }
    out
}
