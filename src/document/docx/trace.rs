//! Where the words of a document stand in the XML of its parts: what it takes to write into it.
//!
//! The walk that reads the words notes it in passing, where it is asked to, so that there is no second reader that could
//! see other words. What can't be written to is not in it: formulas, drawings, alternate content but for
//! text boxes that it repeats word for word, comments.

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
    /// Where words stand once more, for other programs.
    pub twins: Vec<Twin>,
    /// Words that stand beside the body, each with the number of the leaf that shows where they belong: a note's sign, a
    /// drawing. Sorted, disjoint.
    pub signs: Vec<(Span<Source>, usize)>,
}

/// Words that stand in a part once more.
#[derive(Debug)]
pub struct Twin {
    /// All of them.
    pub words: Span<Source>,
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
    /// Whether comments are put on it: it stands in the body, and in no text box.
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
        leaves_in(&self.pieces, span)
    }

    /// The leaf that shows where the words of `span` belong, which stand beside the body.
    #[must_use]
    pub fn sign_of(&self, span: Span<Source>) -> Option<usize> {
        let after = self.signs.partition_point(|(words, _)| words.start <= span.start);
        let (words, leaf) = self.signs.get(after.checked_sub(1)?)?;
        words.contains(span).then_some(*leaf)
    }

    /// The same leaves as [`Self::leaves_of`] gives, for each time that the words stand in the parts.
    #[must_use]
    pub fn copies_of(&self, span: Span<Source>) -> Vec<Vec<(usize, Span<Raw>)>> {
        let twins = self.twins.iter().filter(|twin| twin.words.overlaps(span));
        let all = [&self.pieces].into_iter().chain(twins.map(|twin| &twin.pieces));
        all.map(|pieces| leaves_in(pieces, span)).collect()
    }

    /// Whether all words of `span`, which is of the extracted `text`, can be written to. Line ends between paragraphs
    /// come from no words.
    #[must_use]
    pub fn holds(&self, span: Span<Source>, text: &str) -> bool {
        let mut twins = self.twins.iter().filter(|twin| twin.words.overlaps(span));
        covers(&self.pieces, span, text) && twins.all(|twin| covers(&twin.pieces, span, text))
    }

    /// The same, with `part` as its last part.
    fn begun(&mut self, part: &str) -> &mut Self {
        self.parts.push(part.to_owned());
        self
    }
}

fn leaves_in(pieces: &[Piece], span: Span<Source>) -> Vec<(usize, Span<Raw>)> {
    let mut found: Vec<(usize, Span<Raw>)> = Vec::new();
    for piece in pieces_in(pieces, span) {
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

fn covers(pieces: &[Piece], span: Span<Source>, text: &str) -> bool {
    let mut at = span.start;
    for piece in pieces_in(pieces, span) {
        if !is_line_end(text.get(at..piece.words.start)) {
            return false;
        }
        at = piece.words.end;
    }
    at > span.start && is_line_end(text.get(at..span.end))
}

fn pieces_in(pieces: &[Piece], span: Span<Source>) -> impl Iterator<Item = &Piece> {
    let first = pieces.partition_point(|piece| piece.words.end <= span.start);
    let from = pieces.get(first..).unwrap_or_default();
    from.iter().take_while(move |piece| piece.words.start < span.end)
}

fn is_line_end(between: Option<&str>) -> bool {
    between.is_none_or(|between| between.bytes().all(|byte| byte == b'\n'))
}

/// What was noted before a text box.
pub(super) struct Boxed {
    pieces: usize,
    twins: usize,
    outside: bool,
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

    /// Whether anything is noted.
    pub(super) fn is_on(&self) -> bool {
        self.trace.is_some()
    }

    /// A text box begins, in which Word takes no comments.
    pub(super) fn begin_box(&mut self) -> Boxed {
        let (pieces, twins) = self.trace.as_ref().map_or((0, 0), |trace| (trace.pieces.len(), trace.twins.len()));
        Boxed { pieces, twins, outside: std::mem::replace(&mut self.takes_comments, false) }
    }

    /// The text box has ended.
    pub(super) fn end_box(&mut self, of: Boxed) {
        self.takes_comments = of.outside;
    }

    /// Its words begin once more: gives the number of the first piece of them.
    pub(super) fn begin_twin(&self) -> usize {
        self.trace.as_ref().map_or(0, |trace| trace.pieces.len())
    }

    /// They have ended, and read `other` where the text box reads `own`, from byte `start` of the text on.
    pub(super) fn end_twin(&mut self, of: &Boxed, first: usize, start: usize, own: &str, other: &str) {
        let Some(trace) = self.trace.as_deref_mut() else { return };
        let mut pieces = trace.pieces.split_off(first.min(trace.pieces.len()));
        let words = own.trim_start_matches('\n');
        let start = start + (own.len() - words.len());
        if words == other {
            pieces
                .iter_mut()
                .for_each(|piece| piece.words = Span::new(piece.words.start + start, piece.words.end + start));
            trace.twins.push(Twin { words: Span::new(start, start + words.len()), pieces });
        } else {
            trace.pieces.truncate(of.pieces);
            trace.twins.truncate(of.twins);
        }
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

    /// An element begins with `tag` that shows where words beside the body belong: gives its number.
    pub(super) fn sign_begins(&mut self, tag: Span<Raw>) -> Option<usize> {
        self.leaf(tag, None);
        self.open().and_then(|trace| trace.leaves.len().checked_sub(1))
    }

    /// The element ends with `tag`.
    pub(super) fn sign_ends(&mut self, leaf: Option<usize>, tag: Span<Raw>) {
        if let Some(leaf) = leaf.and_then(|leaf| self.open()?.leaves.get_mut(leaf)) {
            leaf.span.end = tag.end;
        }
    }

    /// `words` belong where that element stands.
    pub(super) fn belongs(&mut self, words: Span<Source>, leaf: Option<usize>) {
        if let (Some(leaf), Some(trace)) = (leaf, self.trace.as_deref_mut()) {
            trace.signs.push((words, leaf));
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
