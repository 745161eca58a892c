//! Decides the status of a hit: its own sentence first, then what follows, then the structure around it.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;

use super::discourse::Index;
use super::encoder::Window;
use super::legend::Legend;
use super::parsed::Parsed;
use super::reference::Mentions;
use super::sense::{Op, Sense, Sentence, Strength};
use super::status::{asks_beside, quoted, quoted_question, rhetorical, status, why_not, wonders};
use super::token::{Tag, Token};
use super::{Cue, Hit, ProofWords, Reading, ScopeRule, Status, Step};
use crate::document::{Block, BlockKind, Document};
use crate::span::{Plain, Span};

/// How many bytes of a block are read on each side of a hit. A longer sentence is read in part.
pub(super) const WINDOW: usize = 3000;
/// The same where hits stand close together: what holds this many of them on each side, but not less than these bytes.
const CROWD: usize = 24;
const WINDOW_CROWDED: usize = 300;

/// Reads hits of one document. The structure is indexed once, at the first hit that needs it.
#[derive(Debug)]
pub struct Reader<'d> {
    document: &'d Document,
    index: OnceCell<Index>,
    legend: OnceCell<Legend>,
    mentions: OnceCell<Mentions>,
    /// Blocks that were parsed as a whole: neighbours of one hit are often neighbours of the next.
    pub(super) parsed: RefCell<HashMap<usize, Rc<Parsed>>>,
    /// What the encoder made of the windows it was shown: many hits stand among the same words.
    pub(super) encoded: RefCell<HashMap<Window, f32>>,
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
            encoded: RefCell::default(),
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

    /// What the rules alone say of `hit`: no weight and no encoder is asked.
    ///
    /// ```
    /// use gatelint::claim::{Hit, ProofWords, Reader, Status};
    /// use gatelint::document::{Document, Format};
    /// use gatelint::span::Span;
    /// let document = Document::read(Format::Markdown, "We do not offer checkout.");
    /// let hit = Hit { block: 0, span: Span::new(16, 24) };
    /// assert_eq!(Reader::new(&document).read_by_rules(hit, &ProofWords::default()).status, Status::Denied);
    /// ```
    #[must_use]
    pub fn read_by_rules(&self, hit: Hit, proof: &ProofWords) -> Reading {
        self.by_rules(hit, WINDOW, proof, |_, _, _, reading| reading.clone()).unwrap_or_else(bare)
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
        // The members around a string of data are no words to weigh.
        let data = matches!(block.kind, BlockKind::Value(_));
        let weighed = |place: &Place<'_>, sentence: &Sentence<'_>, sense: &Sense, reading: &Reading| match data {
            true => reading.clone(),
            false => self.weigh(place, sentence, sense, reading.clone()),
        };
        self.by_rules(hit, window, proof, weighed).unwrap_or_else(bare)
    }

    /// What `then` makes of the reading that the rules alone give a hit by the `window` bytes on each side of it; `None`
    /// where the hit lies outside the text.
    pub(super) fn by_rules<T>(
        &self,
        hit: Hit,
        window: usize,
        proof: &ProofWords,
        then: impl FnOnce(&Place<'_>, &Sentence<'_>, &Sense, &Reading) -> T,
    ) -> Option<T> {
        let parsed = self.parse_around(hit.block, Some(hit.span.start..hit.span.end), window);
        let target = parsed.tokens.iter().position(|token| token.tag == Tag::Target)?;
        let number = parsed.sentences.iter().position(|range| range.contains(&target))?;
        let start = parsed.sentences.get(number).map_or(0, |range| range.start);
        let sentence = Sentence::new(parsed.sentence(number));
        let place = Place { hit, parsed: &parsed, number, target: target - start };
        let sense = sentence.read(place.target..place.target + 1);
        let reading = self.decide(&place, &sentence, sense.clone(), proof);
        Some(then(&place, &sentence, &sense, &reading))
    }

    fn decide(&self, place: &Place<'_>, sentence: &Sentence<'_>, mut sense: Sense, proof: &ProofWords) -> Reading {
        if let Some(found) = why_not(place, sentence, &sense) {
            return self.found(&found, Status::Denied);
        }
        if let Some(found) = self.frame(place, sentence, &sense) {
            return self.found(&found, Status::Mentioned);
        }
        sense.third |= self.supplied_by_others(place, sentence, &sense) || self.done_by_others(place, sentence);
        if let Some(found) = self.reply(place, sentence, &sense) {
            return self.finish(&found, &sense, sentence, place, proof);
        }
        if let Some((found, status)) = self.by_wording(place, sentence, &sense) {
            return self.found(&found, status);
        }
        let finish = |found: &Found| self.finish(found, &sense, sentence, place, proof);
        if let Some(found) = self.by_statement(place, sentence, &sense) {
            return finish(&found);
        }
        let requested = self.requests(place, sentence);
        let asks = requested
            || (sentence.asks() && !asks_beside(sentence, place.target)
                || quoted_question(sentence.tokens, place.target))
                && !rhetorical(sentence)
            || sense.sign > 0 && wonders(sentence, place.target);
        let last = place.number + 1 >= place.parsed.sentences.len();
        let open = !requested && wonders(sentence, place.target) && sense.sign > 0;
        if let Some(found) = self
            .by_sequel(place, sentence, &sense, asks)
            .filter(|found| !(open && last && found.block == place.hit.block))
        {
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
            .or_else(|| self.fills(place, sentence, sense))
            .or_else(|| self.outcome(place, sense))
            .or_else(|| self.boxed(place, sense))
            .or_else(|| self.marked_note(place, sense))
            .or_else(|| self.counted(place))
            .or_else(|| self.void_record(place, sense))
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
            .or_else(|| self.summed_up(place, sense))
            .or_else(|| self.half_clause(place, sentence, sense))
            .or_else(|| self.line_part(place).filter(|_| !explicit))
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
        if let Some(found) = self.declined(place, sentence, &sense) {
            return self.found(&found, Status::Denied);
        }
        let wished = self.only_wished(place, sentence, &sense).or_else(|| self.wish_label(place, sentence, &sense));
        if let Some(found) = wished {
            return self.found(&found, Status::Asked);
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

    pub(super) fn cue(&self, block: usize, span: Range<usize>, scope: ScopeRule) -> Option<Cue> {
        let text = &self.document.blocks.get(block)?.text;
        let span = Span::new(span.start, span.end);
        let words = span.slice(text.plain());
        (!words.is_empty()).then(|| Cue { block, span, source: text.to_source(span), words: words.to_owned(), scope })
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::claim::eval::{ReadingKind, evaluate};
    use crate::document::Format;
    use proptest::prelude::*;
    use regex::Regex;

    /// The first hits of the phrases that the sentences of the tests name.
    fn find(document: &Document) -> Vec<Hit> {
        let phrase = Regex::new(r"(?i)self-serv(e|ice) check-?out|hris automation|external certifications?|unscoped enterprise automation|official issuer automation|automated paid conversion|automatically convert to( a)? paid|automates everything|sync absences from workday|broad enterprise (sso|automation)|soc 2 certified|iso 27001 certif\w+|automat(ic|ed) (workday|hris) sync").unwrap();
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
