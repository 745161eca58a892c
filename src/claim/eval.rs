//! Precision, recall and F1 of the reading on a labelled set.
//!
//! Two forms are read. `expect<TAB>construction<TAB>body` holds a whole small document a row, with `\n` for a line
//! break and `flag` or `pass` in front. `target<TAB>label<TAB>sentence` holds a sentence with the words to read.

use std::collections::BTreeMap;
use std::fmt;

use super::{Hit, ProofWords, Reader, Reading, Status, read_scope};
use crate::document::{Document, Format};

/// Which reading to measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadingKind {
    /// Is it claimed? Labels: `flag` and `pass`, or `asserted`, `negated`, `hypothetical`.
    Claim,
    /// Does it stand in the scope of a negation or of a speculation? Labels: `asserted`, `negated`, `hypothetical`.
    Scope,
}

/// How often a label was right.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Count {
    /// Said and true.
    pub hits: usize,
    /// Said and false.
    pub false_alarms: usize,
    /// True and not said.
    pub misses: usize,
}

impl Count {
    /// Of what was said, how much was true; 1 where nothing was said.
    #[must_use]
    pub fn precision(&self) -> f64 {
        ratio(self.hits, self.hits + self.false_alarms)
    }
    /// Of what was true, how much was said; 1 where nothing was.
    #[must_use]
    pub fn recall(&self) -> f64 {
        ratio(self.hits, self.hits + self.misses)
    }
    /// The harmonic mean of precision and recall.
    #[must_use]
    pub fn f1(&self) -> f64 {
        ratio(2 * self.hits, 2 * self.hits + self.false_alarms + self.misses)
    }
}

/// A row that was read differently from its label.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Miss {
    /// Line of the row, from 1.
    pub line: usize,
    /// The label it has.
    pub expected: String,
    /// The label it was given.
    pub given: String,
    /// The row's text.
    pub body: String,
    /// The cue words and the rule that decided, where there were any.
    pub because: String,
}

/// The outcome of a run.
#[derive(Debug, Clone, Default)]
pub struct Evaluation {
    /// Rows read.
    pub rows: usize,
    /// Rows read as labelled.
    pub right: usize,
    /// One count a label, by name.
    pub labels: BTreeMap<String, Count>,
    /// Rows by expected and given label.
    pub confusions: BTreeMap<(String, String), usize>,
    /// The rows that were read differently, in order.
    pub misses: Vec<Miss>,
    /// Lines that are no row, or whose target is not in them.
    pub skipped: Vec<usize>,
}

impl Evaluation {
    fn count(&mut self, line: usize, expected: &str, given: &str, body: &str, because: String) {
        self.rows += 1;
        *self.confusions.entry((expected.to_owned(), given.to_owned())).or_default() += 1;
        if expected == given {
            self.right += 1;
            self.labels.entry(expected.to_owned()).or_default().hits += 1;
            return;
        }
        self.labels.entry(given.to_owned()).or_default().false_alarms += 1;
        self.labels.entry(expected.to_owned()).or_default().misses += 1;
        let (expected, given, body) = (expected.to_owned(), given.to_owned(), body.to_owned());
        self.misses.push(Miss { line, expected, given, body, because });
    }
}

/// Reads `cases` and measures. `find` gives the hits of a document for rows of the first form; a row is `flag` when
/// any of its hits violates.
#[must_use]
pub fn evaluate(cases: &str, reading: ReadingKind, find: &dyn Fn(&Document) -> Vec<Hit>) -> Evaluation {
    let mut evaluation = Evaluation::default();
    for (at, row) in cases.lines().enumerate() {
        if row.starts_with('#') || row.trim().is_empty() {
            continue;
        }
        let mut columns = row.splitn(3, '\t');
        let (Some(first), Some(second), Some(body)) = (columns.next(), columns.next(), columns.next()) else {
            evaluation.skipped.push(at + 1);
            continue;
        };
        match reading {
            ReadingKind::Claim => claim_row(&mut evaluation, at + 1, [first, second, body], find),
            ReadingKind::Scope => scope_row(&mut evaluation, at + 1, [first, second, body]),
        }
    }
    evaluation
}

fn claim_row(evaluation: &mut Evaluation, line: usize, row: [&str; 3], find: &dyn Fn(&Document) -> Vec<Hit>) {
    let [first, second, body] = row;
    if matches!(first, "flag" | "pass") {
        let document = Document::read(Format::Markdown, body.replace("\\n", "\n"));
        let (statuses, because) = statuses(&document, find(&document));
        let flagged = statuses.iter().any(|status| status.violates());
        let given = if flagged { "flag" } else { "pass" };
        return evaluation.count(line, first, given, body, because);
    }
    let document = Document::read(Format::Text, body);
    let hits: Vec<Hit> = find(&document);
    if hits.is_empty() {
        evaluation.skipped.push(line);
        return;
    }
    let expected = if second == "historical" { "asserted" } else { second };
    let (statuses, because) = statuses(&document, hits);
    evaluation.count(line, expected, label(&statuses), body, because);
}

/// The label of a sentence from the statuses of its hits: a claim outweighs what is open, and that a denial.
fn label(statuses: &[Status]) -> &'static str {
    let open = |status: &Status| matches!(status, Status::Promised | Status::Conditional | Status::Asked);
    if statuses.contains(&Status::Claimed) {
        "asserted"
    } else if statuses.iter().any(open) {
        "hypothetical"
    } else {
        "negated"
    }
}

fn scope_row(evaluation: &mut Evaluation, line: usize, row: [&str; 3]) {
    let [target, expected, sentence] = row;
    let Some(span) = whole_words(sentence, target) else {
        evaluation.skipped.push(line);
        return;
    };
    let expected = if expected == "historical" { "asserted" } else { expected };
    evaluation.count(line, expected, read_scope(sentence, span).name(), sentence, format!("`{target}`"));
}

/// The first place of `target` as whole words, else the first at all.
fn whole_words(sentence: &str, target: &str) -> Option<std::ops::Range<usize>> {
    let edge = |letter: Option<char>| letter.is_none_or(|letter| !letter.is_alphanumeric());
    let whole = sentence.match_indices(target).map(|(at, _)| at).find(|&at| {
        let before = sentence.get(..at).and_then(|before| before.chars().next_back());
        let after = sentence.get(at + target.len()..).and_then(|after| after.chars().next());
        edge(before) && edge(after)
    });
    whole.or_else(|| sentence.find(target)).map(|at| at..at + target.len())
}

/// The status of each hit, and what decided it.
fn statuses(document: &Document, hits: Vec<Hit>) -> (Vec<Status>, String) {
    let reader = Reader::new(document);
    let proof = ProofWords::default();
    let readings: Vec<Reading> = hits.into_iter().map(|hit| reader.read(hit, &proof)).collect();
    let because: Vec<String> = readings
        .iter()
        .map(|reading| {
            let cue =
                reading.cue.as_ref().map_or_else(|| "-".to_owned(), |cue| format!("`{}` {:?}", cue.words, cue.scope));
            format!("{} by {cue}", reading.status.name())
        })
        .collect();
    (readings.iter().map(|reading| reading.status).collect(), because.join("; "))
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 1.0 } else { part as f64 / whole as f64 }
}

/// The 95 % interval of Wilson for `part` of `whole`: *Probable inference*, JASA 1927.
#[must_use]
pub fn wilson(part: usize, whole: usize) -> (f64, f64) {
    if whole == 0 {
        return (0.0, 1.0);
    }
    let (n, z) = (whole as f64, 1.96_f64);
    let share = part as f64 / n;
    let centre = share + z * z / (2.0 * n);
    let spread = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let scale = 1.0 + z * z / n;
    ((centre - spread) / scale, (centre + spread) / scale)
}

impl fmt::Display for Evaluation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (low, high) = wilson(self.right, self.rows);
        writeln!(
            f,
            "{} of {} rows right: {:.1} % (95 %: {:.1} to {:.1})",
            self.right,
            self.rows,
            100.0 * ratio(self.right, self.rows),
            100.0 * low,
            100.0 * high
        )?;
        for (label, count) in &self.labels {
            let (p, r) =
                (wilson(count.hits, count.hits + count.false_alarms), wilson(count.hits, count.hits + count.misses));
            writeln!(
                f,
                "{label:>14}  precision {:5.1} ({:.1} to {:.1})  recall {:5.1} ({:.1} to {:.1})  F1 {:5.1}  of {}",
                100.0 * count.precision(),
                100.0 * p.0,
                100.0 * p.1,
                100.0 * count.recall(),
                100.0 * r.0,
                100.0 * r.1,
                100.0 * count.f1(),
                count.hits + count.misses
            )?;
        }
        for ((expected, given), rows) in self.confusions.iter().filter(|((expected, given), _)| expected != given) {
            writeln!(f, "{expected:>14} read as {given}: {rows}")?;
        }
        if !self.skipped.is_empty() {
            writeln!(
                f,
                "not read: {} rows (first: line {})",
                self.skipped.len(),
                self.skipped.first().copied().unwrap_or_default()
            )?;
        }
        Ok(())
    }
}
