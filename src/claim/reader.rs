//! Decides the status of a hit: its own sentence first, then what follows, then the structure around it.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::discourse::Index;
use super::groups::sentences;
use super::legend::Legend;
use super::lexicon::{Cat, VERBS, form};
use super::reference::Mentions;
use super::sense::{Op, Sense, Sentence, Strength};
use super::token::{Tag, Token, tokens};
use super::{Cue, Hit, ProofWords, Reading, ScopeRule, Status, Step};
use crate::document::{Block, BlockKind, Document};
use crate::span::{Plain, Span};

/// How many bytes of a block are read on each side of a hit. A longer sentence is read in part.
const WINDOW: usize = 3000;
/// The same where hits stand close together: what holds this many of them on each side, but not less than these bytes.
const CROWD: usize = 24;
const WINDOW_CROWDED: usize = 300;
/// How many blocks are kept parsed.
const KEPT: usize = 256;

/// Reads hits of one document. The structure is indexed once, at the first hit that needs it.
#[derive(Debug)]
pub struct Reader<'d> {
    document: &'d Document,
    index: OnceCell<Index>,
    legend: OnceCell<Legend>,
    mentions: OnceCell<Mentions>,
    /// Blocks that were parsed as a whole: neighbours of one hit are often neighbours of the next.
    parsed: RefCell<HashMap<usize, Rc<Parsed>>>,
}

/// Something that decides, found outside the sentence of the hit.
#[derive(Debug, Clone)]
pub(super) struct Found {
    pub(super) sign: i8,
    pub(super) block: usize,
    pub(super) span: Range<usize>,
    pub(super) rule: ScopeRule,
    /// Only counts where nothing else does.
    pub(super) weak: bool,
    /// Says it in words.
    pub(super) strong: bool,
    /// Speaks of words, not of the thing.
    pub(super) mention: bool,
    /// Said of the future.
    pub(super) future: bool,
}

impl Found {
    pub(super) fn at(block: usize, span: Range<usize>, sign: i8, rule: ScopeRule) -> Self {
        Self { sign, block, span, rule, weak: false, strong: false, mention: false, future: false }
    }
}

/// A block, or a part of it, in tokens and sentences.
#[derive(Debug)]
pub(super) struct Parsed {
    pub(super) tokens: Vec<Token>,
    pub(super) sentences: Vec<Range<usize>>,
}

impl Parsed {
    /// The tokens of sentence `number`.
    pub(super) fn sentence(&self, number: usize) -> &[Token] {
        self.sentences.get(number).and_then(|range| self.tokens.get(range.clone())).unwrap_or_default()
    }
}

impl<'d> Reader<'d> {
    /// A reader of `document`.
    #[must_use]
    pub fn new(document: &'d Document) -> Self {
        Self {
            document,
            index: OnceCell::new(),
            legend: OnceCell::new(),
            mentions: OnceCell::new(),
            parsed: RefCell::default(),
        }
    }

    pub(super) fn document(&self) -> &'d Document {
        self.document
    }
    pub(super) fn index(&self) -> &Index {
        self.index.get_or_init(|| Index::new(self.document))
    }
    pub(super) fn legend(&self) -> &Legend {
        self.legend.get_or_init(|| Legend::new(self))
    }
    pub(super) fn mentions(&self) -> &Mentions {
        self.mentions.get_or_init(|| Mentions::new(self.document))
    }
    pub(super) fn plain(&self, block: usize) -> &'d str {
        self.document.blocks.get(block).map_or("", |block| block.text.plain())
    }

    /// The status of `hit`. A hit that lies outside the document's text is a bare name: claimed.
    #[must_use]
    pub fn read(&self, hit: Hit, proof: &ProofWords) -> Reading {
        self.read_near(hit, WINDOW, proof)
    }

    /// The statuses of the hits in block number `block`, whose words are `spans`, in order.
    ///
    /// Where very many hits stand together, less of the text around each is read, so that the time grows with the hits
    /// and not with their square.
    pub fn read_all<'p>(
        &self,
        block: usize,
        spans: &[Span<Plain>],
        proof: impl Fn(usize) -> &'p ProofWords,
    ) -> Vec<Reading> {
        let reach = |number: usize, span: &Span<Plain>| {
            let before = number.checked_sub(CROWD).and_then(|at| spans.get(at));
            let before = before.map_or(WINDOW, |other| span.start.saturating_sub(other.start));
            let after = spans.get(number + CROWD).map_or(WINDOW, |other| other.end.saturating_sub(span.end));
            before.min(after).clamp(WINDOW_CROWDED, WINDOW)
        };
        let read = |(number, span): (usize, &Span<Plain>)| {
            self.read_near(Hit { block, span: *span }, reach(number, span), proof(number))
        };
        spans.iter().enumerate().map(read).collect()
    }

    /// The status of `hit` by the `window` bytes on each side of it, and the blocks around.
    fn read_near(&self, hit: Hit, window: usize, proof: &ProofWords) -> Reading {
        let Some(block) = self.document.blocks.get(hit.block) else { return bare() };
        if in_code(block, hit.span) || block.kind == BlockKind::Code {
            let cue = self.cue(hit.block, hit.span.start..hit.span.end, ScopeRule::Name);
            return Reading { status: Status::Mentioned, cue, steps: Vec::new() };
        }
        let parsed = self.parse_around(hit.block, Some(hit.span.start..hit.span.end), window);
        let Some(target) = parsed.tokens.iter().position(|token| token.tag == Tag::Target) else { return bare() };
        let Some(number) = parsed.sentences.iter().position(|range| range.contains(&target)) else { return bare() };
        let start = parsed.sentences.get(number).map_or(0, |range| range.start);
        let sentence = Sentence::new(parsed.sentence(number));
        let place = Place { hit, parsed: &parsed, number, target: target - start };
        self.decide(&place, &sentence, proof)
    }

    fn decide(&self, place: &Place<'_>, sentence: &Sentence<'_>, proof: &ProofWords) -> Reading {
        let mut sense = sentence.read(place.target..place.target + 1);
        if let Some(found) = why_not(place, sentence, &sense) {
            return self.found(&found, Status::Denied);
        }
        if let Some(found) = self.frame(place, sentence, &sense) {
            return self.found(&found, Status::Mentioned);
        }
        sense.third |= self.supplied_by_others(place, sentence, &sense);
        if let Some((found, status)) = self.by_wording(place, sentence, &sense) {
            return self.found(&found, status);
        }
        let finish = |found: &Found| self.finish(found, &sense, sentence, place, proof);
        if let Some(found) = self.by_statement(place, sentence, &sense) {
            return finish(&found);
        }
        let requested = self.requests(place, sentence);
        let asks =
            requested || (sentence.asks() || quoted_question(sentence.tokens, place.target)) && !rhetorical(sentence);
        if let Some(found) = self.by_sequel(place, sentence, &sense, asks) {
            return finish(&found);
        }
        if asks && !requested {
            let words =
                sentence.tokens.iter().rev().find(|token| token.norm == "?").map_or(0..0, |mark| mark.span.clone());
            return self.found(&Found::at(place.hit.block, words, 1, ScopeRule::Question), Status::Asked);
        }
        if let Some(found) = self.by_structure(place, sentence, &sense) {
            return finish(&found);
        }
        self.by_itself(place, sentence, sense, proof)
    }

    /// A frame about words or text that the hit stands in: a quotation, a myth, a withdrawn template.
    fn by_wording(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<(Found, Status)> {
        if let Some(found) = self.quoted_wording(place, sentence, sense) {
            let status = if found.sign < 0 { Status::Mentioned } else { Status::Claimed };
            return Some((found, status));
        }
        self.framed(place, sentence, sense)
    }

    /// What is said of the whole statement, or given beside the hit instead of one: a verdict, a value, a code.
    fn by_statement(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let code = || self.marked(place, sentence).filter(|_| sense.strength < Strength::Explicit);
        self.one_of_them(place, sentence)
            .or_else(|| self.verdict(place, sentence, sense))
            .or_else(|| self.part_changed(place, sense))
            .or_else(|| self.corrected_below(place, sense))
            .or_else(|| self.chosen(place, sense))
            .or_else(|| self.valued(place, sentence))
            .or_else(code)
            .or_else(|| self.history(place, sentence, sense))
    }

    /// What leads into the hit in its line, and what comes after it.
    fn by_sequel(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense, asks: bool) -> Option<Found> {
        let open = !asks && sense.strength < Strength::Explicit;
        let unsettled = open || !asks && !sense.firm;
        let led = || open.then(|| self.lead_in_line(place, sentence))?;
        led()
            .or_else(|| unsettled.then(|| self.by_label(place, sense))?)
            .or_else(|| self.follow(place, sentence, sense, asks))
    }

    /// What the structure around the hit says: its box, its line, its list, its table, its headings.
    fn by_structure(&self, place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
        let explicit = sense.strength == Strength::Explicit;
        if let Some(found) = self.unticked(place, sentence).filter(|_| sense.sign > 0) {
            return Some(found);
        }
        let led = self.lead_in_line(place, sentence);
        if let Some(found) = led.filter(|found| !explicit || found.mention || found.weak && sense.said) {
            return Some(found);
        }
        let cell =
            matches!(self.document.blocks.get(place.hit.block).map(|block| &block.kind), Some(BlockKind::Cell(_)));
        let own = sense.sign > 0 && !quoted(sentence.tokens, place.target);
        let overrides = |found: &Found| found.mention && !(own && found.rule == ScopeRule::Heading && !found.strong);
        self.section(place.hit.block, sense)
            .filter(|found| !explicit || cell || overrides(found))
            .or_else(|| self.half_clause(place, sentence, sense))
    }

    /// What the hit's own sentence says, where nothing around it says otherwise.
    fn by_itself(&self, place: &Place<'_>, sentence: &Sentence<'_>, mut sense: Sense, proof: &ProofWords) -> Reading {
        if sense.third && (sense.strength < Strength::Explicit || sense.sign > 0) {
            let words = sense.ops.first().map_or(place.target..place.target + 1, |op| op.tokens.clone());
            let span = bytes(sentence.tokens, &words);
            return self.found(&Found::at(place.hit.block, span, 1, ScopeRule::Owner), Status::Mentioned);
        }
        if sense.mention && sense.sign > 0 && sense.strength < Strength::Explicit {
            sense.sign = -1;
        }
        let status = status(&sense, sentence, place.target, proof);
        let cue = sense.cue().and_then(|op| self.cue(place.hit.block, bytes(sentence.tokens, &op.tokens), op.rule));
        Reading { status, cue, steps: self.steps(place.hit.block, sentence, &sense) }
    }

    /// Something found elsewhere decides: its sign is the sign.
    fn finish(
        &self,
        found: &Found,
        sense: &Sense,
        sentence: &Sentence<'_>,
        place: &Place<'_>,
        proof: &ProofWords,
    ) -> Reading {
        let status = match () {
            () if found.mention => Status::Mentioned,
            () if found.sign < 0 => Status::Denied,
            () if found.future => Status::Promised,
            () => {
                let mut positive = sense.clone();
                positive.sign = 1;
                positive.mention = false;
                status(&positive, sentence, place.target, proof)
            }
        };
        self.found(found, status)
    }

    fn found(&self, found: &Found, status: Status) -> Reading {
        let cue = self.cue(found.block, found.span.clone(), found.rule);
        Reading { status, cue, steps: Vec::new() }
    }

    fn steps(&self, block: usize, sentence: &Sentence<'_>, sense: &Sense) -> Vec<Step> {
        let step = |op: &Op| {
            Some(Step { cue: self.cue(block, bytes(sentence.tokens, &op.tokens), op.rule)?, turns: op.flips })
        };
        sense.ops.iter().filter_map(step).collect()
    }

    fn cue(&self, block: usize, span: Range<usize>, scope: ScopeRule) -> Option<Cue> {
        let text = &self.document.blocks.get(block)?.text;
        let span = Span::new(span.start, span.end);
        let words = span.slice(text.plain());
        (!words.is_empty()).then(|| Cue { block, span, source: text.to_source(span), words: words.to_owned(), scope })
    }

    /// Tokens and sentences of a block; of a long block, its beginning.
    pub(super) fn parse(&self, block: usize) -> Rc<Parsed> {
        if let Some(parsed) = self.parsed.borrow().get(&block) {
            return Rc::clone(parsed);
        }
        let parsed = Rc::new(self.parse_around(block, None, WINDOW));
        let mut kept = self.parsed.borrow_mut();
        if kept.len() >= KEPT {
            kept.clear();
        }
        kept.insert(block, Rc::clone(&parsed));
        parsed
    }

    /// Tokens and sentences of a block, with the words `target` taken for the hit.
    pub(super) fn parse_at(&self, block: usize, target: Range<usize>) -> Parsed {
        self.parse_around(block, Some(target), WINDOW)
    }

    /// Tokens and sentences of a block, `window` bytes on each side of `target`.
    fn parse_around(&self, block: usize, target: Option<Range<usize>>, window: usize) -> Parsed {
        let Some(found) = self.document.blocks.get(block) else {
            return Parsed { tokens: Vec::new(), sentences: Vec::new() };
        };
        let text = found.text.plain();
        let centre = target.clone().unwrap_or(0..0);
        let start = floor(text, centre.start.saturating_sub(window));
        let end = floor(text, (centre.end + window).min(text.len()));
        let window = text.get(start..end).unwrap_or_default();
        let targets: Vec<Range<usize>> =
            target.iter().map(|target| target.start - start..with_twin(window, target.end - start)).collect();
        let breaks = self.line_starts(found, window, start);
        let mut tokens = tokens(window, &targets, &breaks);
        for token in &mut tokens {
            token.span = token.span.start + start..token.span.end + start;
        }
        super::answer::drop_menus(&mut tokens);
        super::answer::close_labels(&mut tokens);
        let sentences = sentences(&tokens);
        Parsed { tokens, sentences }
    }

    /// Offsets in `window` after white space that is a line break in the file.
    fn line_starts(&self, block: &Block, window: &str, start: usize) -> Vec<usize> {
        let source = block.text.to_source(Span::new(start, start + window.len()));
        if !source.slice(&self.document.source).contains('\n') {
            return Vec::new();
        }
        let blank = |&(at, letter): &(usize, char)| {
            letter == '\n'
                || letter.is_whitespace() && {
                    let place = block.text.to_source(Span::new(start + at, start + at + letter.len_utf8()));
                    place.slice(&self.document.source).contains('\n')
                }
        };
        window.char_indices().filter(blank).map(|(at, letter)| at + letter.len_utf8()).collect()
    }
}

/// Where a hit stands.
pub(super) struct Place<'p> {
    pub(super) hit: Hit,
    pub(super) parsed: &'p Parsed,
    /// The number of its sentence.
    pub(super) number: usize,
    /// Its token in that sentence.
    pub(super) target: usize,
}

/// The span of bytes that some tokens cover.
pub(super) fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    let start = tokens.get(range.start).map_or(0, |token| token.span.start);
    let end = range.end.checked_sub(1).and_then(|last| tokens.get(last)).map_or(start, |token| token.span.end);
    start..end.max(start)
}

fn bare() -> Reading {
    Reading { status: Status::Claimed, cue: None, steps: Vec::new() }
}

fn in_code(block: &Block, span: Span<Plain>) -> bool {
    block.text.code().iter().any(|code| code.overlaps(span))
}

/// The end of a hit with what a slash ties to it: `SSO` in "SSO/SCIM" stands for both.
fn with_twin(text: &str, end: usize) -> usize {
    let rest = text.get(end..).unwrap_or_default();
    let Some(twin) = rest.strip_prefix('/') else { return end };
    let length: usize = twin.chars().take_while(|letter| letter.is_alphanumeric()).map(char::len_utf8).sum();
    if length == 0 { end } else { end + 1 + length }
}

fn floor(text: &str, mut at: usize) -> usize {
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}

/// Whether the target stands between quotation marks.
fn quoted(tokens: &[Token], target: usize) -> bool {
    let opens = tokens.iter().take(target).any(|token| token.tag == Tag::QuoteOpen);
    opens && tokens.iter().skip(target).any(|token| token.tag == Tag::QuoteClose)
}

/// Whether the quotation around the target ends as a question: "Will you have X?" asked your lead.
fn quoted_question(tokens: &[Token], target: usize) -> bool {
    let close = (target..tokens.len()).find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::QuoteClose));
    close.and_then(|close| close.checked_sub(1)).and_then(|at| tokens.get(at)).is_some_and(|token| token.norm == "?")
}

/// "Why is there no X?": the denial is taken for granted.
fn why_not(place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense) -> Option<Found> {
    let why = sentence.tokens.first().is_some_and(|first| matches!(first.norm.as_str(), "why" | "how come"));
    let denies = sense.sign < 0
        && sense.strength == Strength::Explicit
        && sense.ops.iter().all(|op| op.rule != ScopeRule::OwnObject)
        && sentence.asks();
    let words = sense.cue().map_or(0..1, |op| op.tokens.clone());
    (why && denies).then(|| Found::at(place.hit.block, bytes(sentence.tokens, &words), -1, ScopeRule::Question))
}

/// Questions that don't ask: "Why settle for less?", "why not".
fn rhetorical(sentence: &Sentence<'_>) -> bool {
    let word = |at: usize| sentence.tokens.get(at);
    word(0).is_some_and(|first| {
        first.norm.starts_with("why ")
            || first.norm == "why"
                && word(1).is_some_and(|next| {
                    next.norm == "bother" || next.cats.any(VERBS) && next.forms & form::BASE != 0 && next.tag != Tag::Be
                })
    })
}

/// The status of what the sentence itself says.
fn status(sense: &Sense, sentence: &Sentence<'_>, target: usize, proof: &ProofWords) -> Status {
    if sense.sign < 0 {
        return if sense.mention || sense.said && sense.ops.iter().any(|op| op.rule == ScopeRule::Wording) {
            Status::Mentioned
        } else {
            Status::Denied
        };
    }
    let over = |condition: &Range<usize>| {
        let opening = sentence.tokens.get(condition.start).map_or("", |token| token.norm.as_str());
        sense.past && matches!(opening, "when" | "once" | "after" | "as soon as" | "since" | "following" | "upon")
    };
    if let Some(condition) = condition(sentence, target).filter(|condition| !over(condition)) {
        let words: Vec<&str> =
            sentence.tokens.get(condition).unwrap_or_default().iter().map(|token| token.norm.as_str()).collect();
        return if proof.names(&words.join(" ")) { Status::Conditional } else { Status::Promised };
    }
    let promise = sentence.tokens.iter().any(|token| token.is(Cat::Promise));
    if sense.future || promise { Status::Promised } else { Status::Claimed }
}

/// The tokens of a condition on the clause of the target: "once …", "If …,".
fn condition(sentence: &Sentence<'_>, target: usize) -> Option<Range<usize>> {
    let tokens = sentence.tokens;
    let barrier = |token: &Token| {
        matches!(token.tag, Tag::Semi | Tag::Stop | Tag::Dash)
            || matches!(token.norm.as_str(), "while" | "whereas" | "although" | "though" | "but" | "because")
    };
    let start = (0..target).rev().find(|&at| tokens.get(at).is_some_and(barrier)).map_or(0, |at| at + 1);
    let end = (target..tokens.len()).find(|&at| tokens.get(at).is_some_and(barrier)).unwrap_or(tokens.len());
    let opens = (start..end).find(|&at| {
        tokens.get(at).is_some_and(|token| token.tag == Tag::Cond && token.norm != "even if" && token.norm != "where")
    })?;
    let close = (opens + 1..end).find(|&at| tokens.get(at).is_some_and(|token| token.tag == Tag::Comma)).unwrap_or(end);
    (!(opens..close).contains(&target) || tokens.get(opens).is_some_and(|token| token.norm != "if"))
        .then_some(opens..close)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::eval::{ReadingKind, evaluate};
    use crate::document::Format;
    use proptest::prelude::*;
    use regex::Regex;

    /// The first hits of the phrases that the sentences of the tests name.
    fn find(document: &Document) -> Vec<Hit> {
        let phrase = Regex::new("(?i)self-serv(e|ice) check-?out|hris automation|external certifications?|unscoped enterprise automation|official issuer automation|automated paid conversion|automatically convert to( a)? paid|automates everything|sync absences from workday|broad enterprise (sso|automation)").unwrap();
        let prose = |block: &&(usize, &Block)| block.1.kind != BlockKind::Code;
        let blocks: Vec<(usize, &Block)> = document.blocks.iter().enumerate().collect();
        let hits = blocks.iter().filter(prose).flat_map(|(block, content)| {
            phrase
                .find_iter(content.text.plain())
                .map(|found| Hit { block: *block, span: Span::new(found.start(), found.end()) })
                .collect::<Vec<_>>()
        });
        hits.collect()
    }

    fn read(source: &str) -> Reading {
        let document = Document::read(Format::Markdown, source);
        let proof = ProofWords::new(["Strict readiness is ready", "Stripe fixture proof"]);
        Reader::new(&document).read(find(&document)[0], &proof)
    }

    fn check(source: &str, status: Status, cue: &str) {
        let reading = read(source);
        let words = reading.cue.map_or(String::new(), |cue| cue.words);
        assert_eq!((reading.status, words.as_str()), (status, cue), "{source}");
    }

    #[test]
    fn reads_each_status_with_its_cue() {
        check("Seats are bought through self-serve checkout.", Status::Claimed, "are bought");
        check("Self-serve checkout will be live next quarter.", Status::Promised, "live");
        check("Self-serve checkout is excluded.", Status::Denied, "is excluded");
        check("We do not offer self-serve checkout.", Status::Denied, "not");
        check("Exclusions: self-serve checkout", Status::Denied, "Exclusions");
        check("Self-serve checkout goes live once strict readiness passes.", Status::Conditional, "goes live");
        check("Self-serve checkout goes live once you sign.", Status::Promised, "goes live");
        check("Do not write \"self-serve checkout\".", Status::Mentioned, "not");
        check("The `self-serve checkout` flag is set.", Status::Mentioned, "self-serve checkout");
        check("Do you offer self-serve checkout?", Status::Asked, "?");
        check("Do you offer self-serve checkout? No.", Status::Denied, "No");
        check("self-serve checkout", Status::Claimed, "");
    }

    #[test]
    fn names_the_rule_that_carried_the_cue() {
        let rule = |source: &str| read(source).cue.map(|cue| cue.scope);
        assert_eq!(rule("No SSO, refunds, or self-serve checkout."), Some(ScopeRule::Determiner));
        assert_eq!(rule("SSO, refunds and self-serve checkout are excluded."), Some(ScopeRule::Predicate));
        assert_eq!(rule("## Out of scope\n\n- self-serve checkout"), Some(ScopeRule::Heading));
        assert_eq!(rule("The pilot excludes:\n\n- self-serve checkout"), Some(ScopeRule::LeadIn));
        assert_eq!(rule("| Feature | Status |\n|---|---|\n| Self-serve checkout | Excluded |"), Some(ScopeRule::Row));
        assert_eq!(
            rule("| Included | Not included |\n|---|---|\n| SSO | Self-serve checkout |"),
            Some(ScopeRule::Column)
        );
    }

    #[test]
    fn a_cue_has_its_place_in_the_file() {
        let source = "# Scope\n\nSelf-serve **checkout** is *excluded* here.";
        let document = Document::read(Format::Markdown, source);
        let hit = Hit { block: 1, span: Span::new(0, 19) };
        let cue = Reader::new(&document).read(hit, &ProofWords::default()).cue.unwrap();
        assert_eq!((cue.words.as_str(), cue.source.slice(source)), ("is excluded", "is *excluded"));
    }

    #[test]
    fn reads_the_constructions() {
        let cases = include_str!("../../testdata/claims/constructions.tsv");
        let evaluation = evaluate(cases, ReadingKind::Claim, &find);
        let misses: Vec<String> =
            evaluation.misses.iter().map(|miss| format!("{} {}", miss.expected, miss.body)).collect();
        assert!(evaluation.right * 100 >= evaluation.rows * 97, "{evaluation}{}", misses.join("\n"));
        assert!(evaluation.rows > 850 && evaluation.skipped.is_empty(), "{evaluation}");
    }

    proptest! {
        #[test]
        fn never_panics_and_stays_inside(words in prop::collection::vec(prop::sample::select(vec![
            "self-serve checkout", "not", "no", ",", ".", "and", "or", "is", "excluded", "which", "\"", "(", ")", "that", "to", "offer", "We", "none of", "except", "?", ":", "-", "|", "\n", "\n\n", "# ", "- ", "é", "’s", "do", "will", "if", "C1", "it", "neither", "nor", "have",
        ]), 1..40)) {
            let document = Document::read(Format::Markdown, words.join(" "));
            let reader = Reader::new(&document);
            for hit in find(&document) {
                let reading = reader.read(hit, &ProofWords::default());
                if let Some(cue) = reading.cue {
                    prop_assert_eq!(cue.span.slice(document.blocks[cue.block].text.plain()), cue.words);
                }
            }
        }
    }
}
