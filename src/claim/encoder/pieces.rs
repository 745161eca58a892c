//! Text to the pieces of words that the encoder knows.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The number of a piece in the vocabulary.
pub(super) type Piece = u16;

/// A word that is longer than this is not looked up.
const LONGEST: usize = 100;
/// What goes on with a word is written so in the vocabulary.
const GOES_ON: &str = "##";

/// The vocabulary, with the pieces that stand for something else than their letters.
#[derive(Debug)]
pub(super) struct Vocabulary {
    numbers: FxHashMap<&'static str, Piece>,
    /// Before a text.
    pub(super) start: Piece,
    /// After it.
    pub(super) end: Piece,
    /// What a hit is written as, whatever its words.
    pub(super) hit: [Piece; 3],
    unknown: Piece,
}

impl Vocabulary {
    /// The vocabulary that `list` gives, a piece a line.
    pub(super) fn read(list: &'static str) -> Self {
        let numbers: FxHashMap<&str, Piece> = list.lines().zip(0..).collect();
        let of = |piece: &str| numbers.get(piece).copied().unwrap_or_default();
        let (start, end, unknown) = (of("[CLS]"), of("[SEP]"), of("[UNK]"));
        let hit = ["[unused0]", "feature", "[unused1]"].map(of);
        Self { numbers, start, end, hit, unknown }
    }

    /// The pieces of `text`: lower case and without accents, split at white space and at marks, each word by its
    /// longest known beginnings (WordPiece, as in Devlin et al., *BERT*, 2019, appendix A.2).
    pub(super) fn split(&self, text: &str) -> Vec<Piece> {
        let plain: String =
            text.nfd().filter(|letter| !is_combining_mark(*letter)).flat_map(char::to_lowercase).collect();
        let mut pieces = Vec::new();
        for word in plain.split(|letter: char| letter.is_whitespace() || letter.is_control()) {
            for part in word.split_inclusive(is_mark) {
                let mark = part.char_indices().next_back().filter(|(_, letter)| is_mark(*letter));
                let (letters, mark) = part.split_at(mark.map_or(part.len(), |(at, _)| at));
                self.word(letters, &mut pieces);
                self.word(mark, &mut pieces);
            }
        }
        pieces
    }

    fn word(&self, word: &str, pieces: &mut Vec<Piece>) {
        let known = pieces.len();
        let mut rest = word;
        if word.chars().count() > LONGEST {
            pieces.push(self.unknown);
            return;
        }
        while !rest.is_empty() {
            let Some((number, length)) = self.beginning(rest, rest.len() < word.len()) else {
                pieces.truncate(known);
                pieces.push(self.unknown);
                return;
            };
            pieces.push(number);
            rest = rest.get(length..).unwrap_or_default();
        }
    }

    /// The longest known beginning of `rest`, with its length.
    fn beginning(&self, rest: &str, goes_on: bool) -> Option<(Piece, usize)> {
        let mut sought = String::from(if goes_on { GOES_ON } else { "" });
        let before = sought.len();
        sought.push_str(rest);
        while sought.len() > before {
            if let Some(number) = self.numbers.get(sought.as_str()) {
                return Some((*number, sought.len() - before));
            }
            sought.pop();
        }
        None
    }
}

/// Punctuation: the marks of ASCII and the usual ones of other scripts.
fn is_mark(letter: char) -> bool {
    letter.is_ascii_punctuation()
        || matches!(letter, '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}' | '\u{3001}'..='\u{3003}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_split_at_marks_and_into_known_pieces() {
        let list = "[UNK]\nself\n-\nserve\ncheck\n##out\ncafe\n.\n,";
        let vocabulary = Vocabulary::read(list);
        let shown = |text: &str| -> Vec<&str> {
            let pieces = vocabulary.split(text);
            pieces.iter().filter_map(|piece| list.lines().nth(usize::from(*piece))).collect()
        };
        assert_eq!(shown("Self-Serve  checkout."), ["self", "-", "serve", "check", "##out", "."]);
        assert_eq!(shown("Café,\ncheckin \u{0}"), ["cafe", ",", "[UNK]"]);
        assert_eq!(shown(&"self".repeat(30)), ["[UNK]"]);
        assert!(shown("").is_empty());
    }
}
