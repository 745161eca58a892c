//! Letters of other scripts that are drawn like a Latin letter.
//!
//! Only Cyrillic, Greek, Armenian and Latin-extension letters that a reader can't tell from the Latin one in common
//! typefaces. Which letters those are is taken as a fact from the confusables data of Unicode Technical Standard #39
//! (<https://www.unicode.org/reports/tr39/>), restricted to single letters of everyday fonts. Case is kept, for upper
//! and lower case of one letter may look like two different Latin letters (Greek `Ν` like `N`, `ν` like `v`).

/// The Latin letter that `letter` looks like; `None` when it looks like none.
pub(super) fn latin(letter: char) -> Option<char> {
    cyrillic(letter).or_else(|| greek(letter)).or_else(|| others(letter))
}

fn cyrillic(letter: char) -> Option<char> {
    Some(match letter {
        'а' => 'a',
        'А' => 'A',
        'В' => 'B',
        'с' => 'c',
        'С' => 'C',
        'ԁ' => 'd',
        'е' | 'ҽ' => 'e',
        'Е' => 'E',
        'ɡ' => 'g',
        'һ' => 'h',
        'Н' => 'H',
        'і' => 'i',
        'І' | 'Ӏ' => 'I',
        'ј' => 'j',
        'Ј' => 'J',
        'к' => 'k',
        'К' => 'K',
        'ӏ' => 'l',
        'М' => 'M',
        'о' => 'o',
        'О' => 'O',
        'р' => 'p',
        'Р' => 'P',
        'ԛ' => 'q',
        'Ԛ' => 'Q',
        'г' => 'r',
        'ѕ' => 's',
        'Ѕ' => 'S',
        'Т' => 'T',
        'ѵ' => 'v',
        'Ѵ' => 'V',
        'ԝ' | 'ѡ' => 'w',
        'Ԝ' => 'W',
        'х' => 'x',
        'Х' => 'X',
        'у' | 'ү' => 'y',
        'У' | 'Ү' => 'Y',
        _ => return None,
    })
}

fn greek(letter: char) -> Option<char> {
    Some(match letter {
        'α' => 'a',
        'Α' => 'A',
        'Β' => 'B',
        'ϲ' => 'c',
        'Ϲ' => 'C',
        'Ε' => 'E',
        'Η' => 'H',
        'ι' => 'i',
        'Ι' => 'I',
        'ϳ' => 'j',
        'Ϳ' => 'J',
        'κ' => 'k',
        'Κ' => 'K',
        'Μ' => 'M',
        'η' => 'n',
        'Ν' => 'N',
        'ο' | 'σ' => 'o',
        'Ο' => 'O',
        'ρ' => 'p',
        'Ρ' => 'P',
        'Τ' => 'T',
        'τ' => 't',
        'υ' => 'u',
        'ν' => 'v',
        'χ' => 'x',
        'Χ' => 'X',
        'γ' => 'y',
        'Υ' => 'Y',
        'Ζ' => 'Z',
        _ => return None,
    })
}

fn others(letter: char) -> Option<char> {
    Some(match letter {
        'ɑ' => 'a',
        'ᴄ' => 'c',
        'ɩ' | 'ı' => 'i',
        'ᴏ' | 'օ' => 'o',
        'ո' => 'n',
        'ꜱ' => 's',
        'ս' | 'ᴜ' => 'u',
        'ᴠ' => 'v',
        'ᴡ' => 'w',
        'ᴢ' => 'z',
        'ց' => 'g',
        'հ' => 'h',
        'ք' => 'f',
        'Տ' => 'S',
        'Օ' => 'O',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::latin;

    #[test]
    fn look_alikes_are_letters_beyond_ascii() {
        for letter in ('\0'..='\u{FFFF}').filter(|letter| latin(*letter).is_some()) {
            assert!(!letter.is_ascii() && letter.is_alphabetic(), "{letter}");
        }
        assert_eq!(latin('é'), None);
        assert_eq!(latin('Е'), Some('E'));
    }
}
