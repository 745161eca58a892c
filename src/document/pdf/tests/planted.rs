//! Phrases planted in pages that are set in many ways: each is found, whole and in its place.

use super::{Maker, read};
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
    phrase: String,
    /// Left edge of its first word and the base line it stands on.
    x: f64,
    base: f64,
}

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

    /// Sets words into a column; a word `\u{1}…` begins a planted phrase, whose words `\u{2}` ties together.
    fn column(&mut self, words: &[String], x: f64, width: f64) {
        let mut base = 700.0;
        let mut line: Vec<&String> = Vec::new();
        for word in words {
            let length: f64 =
                line.iter().map(|word| self.width(word) + self.width(" ")).sum::<f64>() + self.width(word);
            if length > width && !line.is_empty() {
                self.line(&line, x, base, width, true);
                base -= self.size * 1.25;
                line.clear();
            }
            line.push(word);
        }
        self.line(&line, x, base, width, false);
    }

    fn line(&mut self, words: &[&String], x: f64, base: f64, width: f64, full: bool) {
        let natural: f64 = words.iter().map(|word| self.width(word)).sum::<f64>();
        let gaps = (words.len().max(2) - 1) as f64;
        let justified = matches!(self.manner, Manner::WordSpace | Manner::Placed) && full;
        let space = if justified { (width - natural) / gaps } else { self.width(" ") };
        let mut at = x;
        for word in words {
            if let Some(phrase) = word.strip_prefix('\u{1}') {
                self.planted.push(Planted { phrase: phrase.to_owned(), x: at, base });
            }
            at += self.width(word.trim_start_matches('\u{1}')) + space;
        }
        let shown: Vec<&str> = words.iter().map(|word| word.trim_start_matches('\u{1}')).collect();
        self.draw(&shown, x, base, space);
    }

    fn draw(&mut self, words: &[&str], x: f64, base: f64, space: f64) {
        let size = self.size;
        let start = format!("BT /F1 {size} Tf 1 0 0 1 {x:.2} {base:.2} Tm ");
        let text = match self.manner {
            Manner::Plain => format!("({}) Tj", words.join(" ")),
            Manner::Wide => format!("2 Tc ({}) Tj", words.join(" ")),
            Manner::WordSpace => format!("{:.3} Tw ({}) Tj", space - self.width(" "), words.join(" ")),
            Manner::Moved => {
                format!("[({})] TJ", words.join(&format!(") {:.0} (", -space * 1000.0 / size)))
            }
            Manner::Kerned => {
                let kerned = |c: char| match self.dice.below(3) {
                    0 => format!("{c}) {} (", self.dice.below(60) as i32 - 30),
                    _ => c.to_string(),
                };
                format!("[({})] TJ", words.join(" ").chars().map(kerned).collect::<String>())
            }
            Manner::Placed => {
                let mut at = x;
                let mut placed = String::new();
                for word in words {
                    placed += &format!("1 0 0 1 {at:.2} {base:.2} Tm ({word}) Tj ");
                    at += self.width(word) + space;
                }
                placed
            }
        };
        self.content += &format!("{start}{text} ET\n");
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
        let mut words = Vec::new();
        for plant in 0..5 {
            for _ in 0..8 + setter.dice.below(14) {
                words.push(vocabulary[setter.dice.below(vocabulary.len())].to_owned());
            }
            let phrase = PHRASES[(plant + setter.dice.below(5)) % 5];
            let mut parts = phrase.split(' ').map(str::to_owned);
            words.extend(parts.next().map(|first| format!("\u{1}{first}")));
            words.extend(parts);
        }
        setter.column(&words, 72.0 + 252.0 * column as f64, width);
    }
    setter
}

#[test]
fn planted_phrases_are_found_in_their_place() {
    let (mut planted, mut found, mut placed, mut missed) = (0, 0, 0, Vec::new());
    for seed in 1..80 {
        let setter = typeset(seed * 7_919);
        let document = read(Maker::new(&[&setter.content], "", &[]).bytes());
        // What random kerning adds up to along a line is not known beforehand.
        let reach = if setter.manner == Manner::Kerned { 15.0 } else { 3.0 };
        for plant in &setter.planted {
            planted += 1;
            let phrases = PHRASES.iter().filter(|phrase| phrase.split(' ').next() == Some(plant.phrase.as_str()));
            let starts =
                phrases.flat_map(|phrase| document.source.match_indices(phrase).map(|(at, _)| (at, phrase.len())));
            let boxes = starts.filter_map(|(at, length)| {
                let span = Span::new(at, at + length);
                let whole = document.blocks.iter().any(|block| block.span.contains(span));
                document.places.addresses(span).next().cloned().filter(|_| whole)
            });
            let boxes: Vec<crate::document::Address> = boxes.collect();
            found += usize::from(!boxes.is_empty());
            let here = |place: &crate::document::Address| match place {
                crate::document::Address::Box { x, y, height, .. } => {
                    let base = 792.0 - plant.base;
                    (f64::from(*x) - plant.x).abs() < reach && f64::from(*y) < base && base < f64::from(*y + *height)
                }
                crate::document::Address::Named(_) => false,
            };
            match boxes.iter().any(here) {
                true => placed += 1,
                false => missed.push((seed, plant.phrase.clone(), plant.x, plant.base)),
            }
        }
    }
    assert!(planted >= 500, "{planted}");
    assert_eq!(found, planted);
    let few = missed.iter().take(5).collect::<Vec<_>>();
    assert!(placed * 100 >= planted * 98, "{placed} of {planted} at their place; not {few:?}");
}
