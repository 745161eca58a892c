//! Learning the weights from labelled documents.

use std::cell::RefCell;
use std::collections::HashMap;

use super::table::{BIAS, Clue, SPACE, UNKNOWN, next_number};
use super::view::{View, Zone};
use crate::claim::reader::{Reader, WINDOW};
use crate::claim::{Hit, ProofWords};
use crate::document::{Document, Format};

/// A labelled document to learn from.
#[derive(Debug, Clone, PartialEq)]
pub struct Lesson {
    /// Its text, Markdown.
    pub text: String,
    /// Whether it claims what it names.
    pub claims: bool,
    /// How much it counts: 1 for a document that the rules have never been fitted to, less for others, since on those
    /// the rules look better than they are.
    pub counts: f64,
}

/// A clue that fewer lessons have is not looked at: it would be learned by heart.
const FEWEST: usize = 16;
/// The price of a weight of 1, in lessons.
const PENALTY: f64 = 1.0;
/// How often all weights are gone over.
const ROUNDS: usize = 300;
/// Weights smaller than this are left out.
const SMALLEST: f64 = 0.005;

/// The table of weights that `lessons` teach, in the form of `weights.tsv`; `find` gives the hits of a
/// document, of which [`lesson_hit`] is looked at; a lesson without any is passed over.
///
/// The same lessons give the same table. The weights minimise the logistic loss plus the sum of their sizes, one at a
/// time, each step the minimum of a quadratic bound of the loss (Krishnapuram et al., *Sparse multinomial logistic
/// regression*, 2005, section 3), which can't overshoot.
///
/// ```
/// use gatelint::claim::{Hit, Lesson, learn};
/// use gatelint::document::Document;
/// use gatelint::span::Span;
/// let lesson = |text: &str, claims| Lesson { text: text.to_owned(), claims, counts: 1.0 };
/// let mut lessons = vec![lesson("We frobnicate checkout.", false); 20];
/// lessons.extend(vec![lesson("We deliver checkout.", true); 20]);
/// let find = |document: &Document| {
///     let at = document.blocks[0].text.plain().find("checkout").unwrap();
///     vec![Hit { block: 0, span: Span::new(at, at + 8) }]
/// };
/// let table = learn(&lessons, &find);
/// let row = table.lines().find(|row| row.starts_with("left 1\tfrobnicate\t")).unwrap();
/// assert!(row.ends_with(|digit: char| digit.is_ascii_digit()) && row.contains("\t-"));
/// ```
#[must_use]
pub fn learn(lessons: &[Lesson], find: &dyn Fn(&Document) -> Vec<Hit>) -> String {
    let words = Words::default();
    let mut clues: HashMap<Clue, Vec<usize>> = HashMap::new();
    let mut taught: Vec<&Lesson> = Vec::new();
    for lesson in lessons {
        let document = Document::read(Format::Markdown, lesson.text.as_str());
        let hit = lesson_hit(&document, &find(&document));
        let Some(seen) = hit.and_then(|hit| look(&document, hit, &words)) else { continue };
        for clue in seen {
            clues.entry(clue).or_default().push(taught.len());
        }
        taught.push(lesson);
    }
    let mut clues: Vec<(String, Vec<usize>)> = clues
        .into_iter()
        .filter(|(_, lessons)| lessons.len() >= FEWEST)
        .map(|(clue, lessons)| (words.name(clue), lessons))
        .collect();
    clues.sort_unstable();
    let everything = (format!("{BIAS}\t"), (0..taught.len()).collect());
    clues.insert(0, everything);
    let weights = fit(&taught, &clues);
    let mut table = String::from("# where the clue stands\tits words\tits weight, above zero for a claim\n");
    for ((name, _), weight) in
        clues.iter().zip(weights).filter(|((name, _), w)| w.abs() >= SMALLEST || name.starts_with(BIAS))
    {
        table.push_str(&format!("{name}\t{weight:.3}\n"));
    }
    table
}

/// The hit of a lesson that is learned from: of several the first that the rules take for a claim, else the first.
///
/// ```
/// use gatelint::claim::{Hit, lesson_hit};
/// use gatelint::document::{Document, Format};
/// use gatelint::span::Span;
/// let document = Document::read(Format::Markdown, "No checkout. The checkout is live.");
/// let hits = [3, 17].map(|at| Hit { block: 0, span: Span::new(at, at + 8) });
/// assert_eq!(lesson_hit(&document, &hits), Some(hits[1]));
/// ```
#[must_use]
pub fn lesson_hit(document: &Document, hits: &[Hit]) -> Option<Hit> {
    let reader = Reader::new(document);
    let proof = ProofWords::default();
    let claimed = hits.iter().find(|hit| reader.read_by_rules(**hit, &proof).status.violates());
    claimed.or(hits.first()).copied()
}

/// The clues around the hit of a lesson, each once.
fn look(document: &Document, hit: Hit, words: &Words) -> Option<Vec<Clue>> {
    let reader = Reader::new(document);
    reader.by_rules(hit, WINDOW, &ProofWords::default(), |place, sentence, sense, reading| {
        let view = View::new(&reader, place, sentence, sense, reading, &|word| words.number(word));
        let mut clues = Vec::new();
        view.each(&mut |clue, _| clues.push(clue));
        clues.sort_unstable();
        clues.dedup();
        clues
    })
}

/// Weights for `clues`, of which the first is in every lesson and costs nothing.
fn fit(lessons: &[&Lesson], clues: &[(String, Vec<usize>)]) -> Vec<f64> {
    let mut weights = vec![0.0; clues.len()];
    let mut sums = vec![0.0_f64; lessons.len()];
    for _ in 0..ROUNDS {
        for (number, ((_, has), weight)) in clues.iter().zip(&mut weights).enumerate() {
            let (mut slope, mut bend) = (0.0, 0.0);
            for at in has {
                let (Some(lesson), Some(sum)) = (lessons.get(*at), sums.get(*at)) else { continue };
                let odds = 1.0 / (1.0 + (-sum).exp());
                slope += lesson.counts * (odds - f64::from(u8::from(lesson.claims)));
                bend += lesson.counts / 4.0;
            }
            let price = if number == 0 { 0.0 } else { PENALTY };
            let step = shrunk(*weight - slope / bend, price / bend) - *weight;
            if step != 0.0 {
                *weight += step;
                for at in has {
                    sums.iter_mut().skip(*at).take(1).for_each(|sum| *sum += step);
                }
            }
        }
    }
    weights
}

/// `value` moved towards zero by `by`, not past it.
fn shrunk(value: f64, by: f64) -> f64 {
    value.signum() * (value.abs() - by).max(0.0)
}

/// The words of clues by number, in the order they were met.
#[derive(Default)]
struct Words {
    known: RefCell<(HashMap<String, u32>, Vec<String>)>,
}

impl Words {
    fn number(&self, word: &str) -> u32 {
        let (numbers, words) = &mut *self.known.borrow_mut();
        if let Some(number) = numbers.get(word) {
            return *number;
        }
        // What parts the columns and words of the table can't stand in one.
        let clean = !word.contains([SPACE, '\t', '\n']);
        let number = if clean { next_number(words.len()) } else { UNKNOWN };
        if clean {
            numbers.insert(word.to_owned(), number);
            words.push(word.to_owned());
        }
        number
    }

    /// A clue as the table writes it.
    fn name(&self, clue: Clue) -> String {
        let (_, words) = &*self.known.borrow();
        let shown: Vec<&str> =
            clue.words().each().filter_map(|number| words.get(number as usize - 1)).map(String::as_str).collect();
        format!("{}\t{}", clue.zone().map_or("", Zone::name), shown.join(&SPACE.to_string()))
    }
}
