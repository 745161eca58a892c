//! Phrases planted in pages that are set in many ways: each is found, whole and in its place.

use super::{Maker, read};
use crate::document::Address;
use crate::document::pdf::font::standard_widths;
use crate::span::Span;

const PHRASES: [&str; 5] = [
    "managed hosting",
    "round-the-clock support",
    "single sign-on for all",
    "automated billing",
    "certified by an auditor",
];
const WORDS: &str = "we keep the data of customers on our own servers and look after them every day because nobody else can \
                     know what is needed there and each person who works with us has agreed to keep what they see private";

/// Numbers that look drawn by chance, the same ones every time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % limit
    }
}

/// How the words of a line are drawn.
#[derive(Clone, Copy, PartialEq)]
enum Manner {
    /// One string, spaces in it.
    Plain,
    /// Justified by wider spaces.
    WordSpace,
    /// No space at all: the pen is moved between words.
    Moved,
    /// Letters kerned at random, spaces in the string.
    Kerned,
    /// Each word placed by itself.
    Placed,
    /// All letters set wide.
    Wide,
}

const MANNERS: [Manner; 6] =
    [Manner::Plain, Manner::WordSpace, Manner::Moved, Manner::Kerned, Manner::Placed, Manner::Wide];

struct Planted {
    phrase: &'static str,
    /// Left edge of its first word and the base line it stands on.
    x: f64,
    base: f64,
}

/// A word to be set, and the phrase that it is the first one of.
type Set = (&'static str, Option<&'static str>);

struct Setter {
    dice: Dice,
    manner: Manner,
    size: f64,
    content: String,
    planted: Vec<Planted>,
}

impl Setter {
    fn width(&self, text: &str) -> f64 {
        let widths = standard_widths("Helvetica").unwrap();
        let extra = if self.manner == Manner::Wide { 2.0 } else { 0.0 };
        text.bytes().map(|byte| widths[usize::from(byte)] * self.size / 1000.0 + extra).sum()
    }

    /// Sets words into a column.
    fn column(&mut self, words: &[Set], x: f64, width: f64) {
        let mut base = 700.0;
        let mut line: Vec<Set> = Vec::new();
        for word in words {
            let before: f64 = line.iter().map(|word| self.width(word.0) + self.width(" ")).sum();
            if before + self.width(word.0) > width && !line.is_empty() {
                self.line(&line, (x, base), width, true);
                base -= self.size * 1.25;
                line.clear();
            }
            line.push(*word);
        }
        self.line(&line, (x, base), width, false);
    }

    /// Draws a line, and notes where the phrases that start on it start.
    fn line(&mut self, words: &[Set], (x, base): (f64, f64), width: f64, full: bool) {
        let size = self.size;
        let natural: f64 = words.iter().map(|word| self.width(word.0)).sum();
        let gaps = (words.len().max(2) - 1) as f64;
        let justified = matches!(self.manner, Manner::WordSpace | Manner::Placed) && full;
        let space = if justified { (width - natural) / gaps } else { self.width(" ") };
        let mut pen = x;
        let mut text = String::new();
        for (at, (word, phrase)) in words.iter().enumerate() {
            if at > 0 {
                text += &match self.manner {
                    Manner::Moved => format!(") {:.3} (", -space * 1000.0 / size),
                    Manner::Placed => format!(") Tj 1 0 0 1 {pen:.2} {base:.2} Tm ("),
                    Manner::Plain | Manner::WordSpace | Manner::Kerned | Manner::Wide => " ".to_owned(),
                };
            }
            self.planted.extend(phrase.map(|phrase| Planted { phrase, x: pen, base }));
            pen += match self.manner {
                Manner::Kerned => self.kerned(word, &mut text),
                Manner::Plain | Manner::WordSpace | Manner::Moved | Manner::Placed | Manner::Wide => {
                    text += word;
                    self.width(word)
                }
            };
            pen += space;
        }
        let text = match self.manner {
            Manner::Plain | Manner::Placed => format!("({text}) Tj"),
            Manner::Wide => format!("2 Tc ({text}) Tj"),
            Manner::WordSpace => format!("{:.3} Tw ({text}) Tj", space - self.width(" ")),
            Manner::Moved | Manner::Kerned => format!("[({text})] TJ"),
        };
        self.content += &format!("BT /F1 {size} Tf 1 0 0 1 {x:.2} {base:.2} Tm {text} ET\n");
    }

    /// Adds a word whose letters are moved at random, and gives how far the pen goes.
    fn kerned(&mut self, word: &str, text: &mut String) -> f64 {
        let mut moved = 0.0;
        for c in word.chars() {
            text.push(c);
            if self.dice.below(3) == 0 {
                let by = self.dice.below(60) as f64 - 30.0;
                *text += &format!(") {by} (");
                moved += by * self.size / 1000.0;
            }
        }
        self.width(word) - moved
    }
}

/// A page in one manner, with what was planted on it.
fn typeset(seed: u64) -> Setter {
    let mut dice = Dice(seed);
    let manner = MANNERS[dice.below(MANNERS.len())];
    let size = 8.0 + dice.below(5) as f64;
    let columns = 1 + dice.below(2);
    let mut setter = Setter { dice, manner, size, content: String::new(), planted: Vec::new() };
    let vocabulary: Vec<&str> = WORDS.split_whitespace().collect();
    for column in 0..columns {
        let width = if columns == 1 { 468.0 } else { 216.0 };
        let mut words: Vec<Set> = Vec::new();
        for plant in 0..5 {
            for _ in 0..8 + setter.dice.below(14) {
                words.push((vocabulary[setter.dice.below(vocabulary.len())], None));
            }
            let phrase = PHRASES[(plant + setter.dice.below(5)) % 5];
            let first = words.len();
            words.extend(phrase.split(' ').map(|word| (word, None)));
            words[first].1 = Some(phrase);
        }
        setter.column(&words, 72.0 + 252.0 * column as f64, width);
    }
    setter
}

#[test]
fn planted_phrases_are_found_in_their_place() {
    let mut planted = 0;
    for seed in 1..80 {
        let setter = typeset(seed * 7_919);
        let document = read(Maker::new(&[&setter.content], "", &[]).bytes());
        for plant in &setter.planted {
            planted += 1;
            let here = document.source.match_indices(plant.phrase).filter(|(at, _)| {
                let span = Span::new(*at, at + plant.phrase.len());
                let whole = document.blocks.iter().any(|block| block.span.contains(span));
                whole && document.places.addresses(span).next().is_some_and(|place| is_at(place, plant))
            });
            assert_eq!(here.count(), 1, "{}, {seed}: {}", plant.phrase, document.source);
        }
    }
    assert!(planted >= 500, "{planted}");
}

/// Whether the place starts where the phrase was drawn: within half a point, its base line in the box's lower half.
fn is_at(place: &Address, plant: &Planted) -> bool {
    let Address::Box { x, y, height, .. } = place else { return false };
    let base = 792.0 - plant.base;
    let (top, bottom) = (f64::from(*y), f64::from(*y + *height));
    (f64::from(*x) - plant.x).abs() < 0.5 && ((top + bottom) / 2.0..bottom).contains(&base)
}
