//! Where the words of a document stand in the XML of its parts: what it takes to write into it.
//!
//! The walk that reads the words notes it in passing, where it is asked to, so that there is no second reader that could
//! see other words. What can't be written to is not in it: formulas, drawings and text boxes, alternate content,
//! comments.

use crate::span::{Raw, Source, Span};

/// The runs of a document, and which words come from which bytes of them.
#[derive(Debug, Default)]
pub struct Trace {
    /// The names of the parts, the body's first.
    pub parts: Vec<String>,
    /// In the order in which they were read.
    pub runs: Vec<Run>,
    /// In that order too.
    pub leaves: Vec<Leaf>,
    /// Sorted by words, disjoint.
    pub pieces: Vec<Piece>,
}

/// A run (`w:r`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Run {
    /// Number of its part.
    pub part: usize,
    /// From its start tag to behind its end tag.
    pub span: Span<Raw>,
    /// What stands in it behind its properties.
    pub content: Span<Raw>,
    /// The start tag of the insertion (`w:ins`) that it is a child of.
    pub holder: Option<Span<Raw>>,
    /// Whether Word takes comments on it: not in headers, footers and text boxes.
    pub takes_comments: bool,
}

/// A child of a run that has words: a text, or an element that stands for a letter (`w:tab`).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Leaf {
    /// Number of its run.
    pub run: usize,
    /// From its start tag to behind its end tag.
    pub span: Span<Raw>,
    /// What stands in a text; `None` for an element that stands for a letter.
    pub text: Option<Span<Raw>>,
}

/// Words with the bytes they come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Piece {
    /// The words in the extracted text.
    pub words: Span<Source>,
    /// The bytes in the part.
    pub raw: Span<Raw>,
    /// Number of the leaf.
    pub leaf: usize,
    /// Whether the words are those very bytes, one by one.
    pub verbatim: bool,
}

impl Trace {
    /// The leaves that the words of `span` stand in, in order, each with the bytes that they come from.
    #[must_use]
    pub fn leaves_of(&self, span: Span<Source>) -> Vec<(usize, Span<Raw>)> {
        let mut found: Vec<(usize, Span<Raw>)> = Vec::new();
        for piece in self.pieces_of(span) {
            let raw = match piece.verbatim {
                true => {
                    let start = span.start.max(piece.words.start) - piece.words.start;
                    let end = span.end.min(piece.words.end) - piece.words.start;
                    Span::new(piece.raw.start + start, piece.raw.start + end)
                }
                false => piece.raw,
            };
            match found.last_mut().filter(|(leaf, _)| *leaf == piece.leaf) {
                Some((_, last)) => *last = last.cover(raw),
                None => found.push((piece.leaf, raw)),
            }
        }
        found
    }

    /// Whether all words of `span`, which is of the extracted `text`, can be written to. Line ends between paragraphs
    /// come from no words.
    #[must_use]
    pub fn holds(&self, span: Span<Source>, text: &str) -> bool {
        let mut at = span.start;
        for piece in self.pieces_of(span) {
            if !is_line_end(text.get(at..piece.words.start)) {
                return false;
            }
            at = piece.words.end;
        }
        at > span.start && is_line_end(text.get(at..span.end))
    }

    /// The same, with `part` as its last part.
    fn begun(&mut self, part: &str) -> &mut Self {
        self.parts.push(part.to_owned());
        self
    }

    fn pieces_of(&self, span: Span<Source>) -> impl Iterator<Item = &Piece> {
        let first = self.pieces.partition_point(|piece| piece.words.end <= span.start);
        let from = self.pieces.get(first..).unwrap_or_default();
        from.iter().take_while(move |piece| piece.words.start < span.end)
    }
}

fn is_line_end(between: Option<&str>) -> bool {
    between.is_none_or(|between| between.bytes().all(|byte| byte == b'\n'))
}

/// Notes a part's words in a trace; nothing where there is none.
pub(super) struct Tracer<'t> {
    trace: Option<&'t mut Trace>,
    /// How many things are open that can't be written to.
    barred: usize,
    takes_comments: bool,
}

impl<'t> Tracer<'t> {
    /// For the part called `part`.
    pub(super) fn new(trace: Option<&'t mut Trace>, part: &str, takes_comments: bool) -> Self {
        let trace = trace.map(|trace| trace.begun(part));
        Self { trace, barred: 0, takes_comments }
    }

    /// What comes up to [`Self::unbar`] can't be written to.
    pub(super) fn bar(&mut self) {
        self.barred += 1;
    }

    pub(super) fn unbar(&mut self) {
        self.barred -= 1;
    }

    fn open(&mut self) -> Option<&mut Trace> {
        self.trace.as_deref_mut().filter(|_| self.barred == 0)
    }

    /// A run begins with `tag`.
    pub(super) fn run(&mut self, tag: Span<Raw>, holder: Option<Span<Raw>>) {
        let takes_comments = self.takes_comments;
        if let Some(trace) = self.open() {
            let part = trace.parts.len().saturating_sub(1);
            trace.runs.push(Run { part, span: tag, content: Span::at(tag.end), holder, takes_comments });
        }
    }

    /// The properties of the run end with `tag`.
    pub(super) fn look_ends(&mut self, tag: Span<Raw>) {
        if let Some(run) = self.open().and_then(|trace| trace.runs.last_mut()) {
            run.content = Span::at(tag.end);
        }
    }

    /// The run ends with `tag`.
    pub(super) fn run_ends(&mut self, tag: Span<Raw>) {
        if let Some(run) = self.open().and_then(|trace| trace.runs.last_mut()) {
            run.content.end = tag.start.max(run.content.start);
            run.span.end = tag.end;
        }
    }

    /// A text begins with `tag`.
    pub(super) fn text(&mut self, tag: Span<Raw>) {
        self.leaf(tag, Some(Span::at(tag.end)));
    }

    /// The text ends with `tag`.
    pub(super) fn text_ends(&mut self, tag: Span<Raw>) {
        if let Some(leaf) = self.open().and_then(|trace| trace.leaves.last_mut()) {
            leaf.span.end = tag.end;
            leaf.text = leaf.text.map(|text| Span::new(text.start, tag.start));
        }
    }

    /// An element, from `raw`'s start to its end, stands for `words`.
    pub(super) fn sign(&mut self, words: Span<Source>, raw: Span<Raw>) {
        if !words.is_empty() {
            self.leaf(raw, None);
            self.piece(words, raw, false);
        }
    }

    /// `words` stand at `at` as `source`.
    pub(super) fn words(&mut self, words: Span<Source>, at: Span<Raw>, source: &str) {
        // A literal section (`<![CDATA[`) is cut by other rules; Word writes none.
        if !words.is_empty() && !source.starts_with('<') {
            self.piece(words, at, words.len() == source.len());
        }
    }

    fn leaf(&mut self, span: Span<Raw>, text: Option<Span<Raw>>) {
        if let Some(trace) = self.open() {
            let run = trace.runs.len().saturating_sub(1);
            trace.leaves.push(Leaf { run, span, text });
        }
    }

    fn piece(&mut self, words: Span<Source>, raw: Span<Raw>, verbatim: bool) {
        if let Some(trace) = self.open() {
            let leaf = trace.leaves.len().saturating_sub(1);
            trace.pieces.push(Piece { words, raw, leaf, verbatim });
        }
    }
}
