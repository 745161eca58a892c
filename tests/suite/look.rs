//! What matching sees through: every form × every phrase of the shipped policy × every format, each finding on the
//! exact bytes of the file.

use std::collections::BTreeSet;

use gatelint::policy::embedded::EMBEDDED;
use gatelint::policy::{Loaded, PolicyText, load};
use gatelint::{Input, Job, lint};

/// A way to write a phrase; `None` where it can't be written that way (no letter to change, no joint).
type Write = fn(&str) -> Option<String>;

/// Forms of the words alone, which every format can hold.
const FORMS: &[(&str, Write)] = &[
    ("as it is", |words| Some(words.to_owned())),
    ("capitals", |words| Some(words.to_uppercase())),
    ("small letters", |words| Some(words.to_lowercase())),
    ("title case", |words| Some(titled(words))),
    ("joined in camel case", camel),
    ("hyphens for spaces", |words| changed(words, &words.replace(' ', "-"))),
    ("spaces for hyphens", |words| changed(words, &words.replace('-', " "))),
    ("no hyphens", |words| changed(words, &words.replace('-', ""))),
    ("hyphen U+2010", |words| joints(words, "\u{2010}")),
    ("non-breaking hyphen", |words| joints(words, "\u{2011}")),
    ("figure dash", |words| joints(words, "\u{2012}")),
    ("en dash", |words| joints(words, "\u{2013}")),
    ("em dash", |words| changed(words, &words.replace('-', "\u{2014}"))),
    ("minus sign", |words| joints(words, "\u{2212}")),
    ("small hyphen-minus", |words| joints(words, "\u{fe63}")),
    ("full-width hyphen", |words| joints(words, "\u{ff0d}")),
    ("underscores", |words| joints(words, "_")),
    ("two spaces", |words| spaces(words, "  ")),
    ("tab", |words| spaces(words, "\t")),
    ("no-break space", |words| spaces(words, "\u{a0}")),
    ("narrow no-break space", |words| spaces(words, "\u{202f}")),
    ("thin space", |words| spaces(words, "\u{2009}")),
    ("ideographic space", |words| spaces(words, "\u{3000}")),
    ("line wrap", |words| spaces(words, "\n")),
    ("line wrap after the hyphen", |words| changed(words, &words.replace('-', "-\n"))),
    ("soft hyphens", |words| inside(words, "\u{ad}")),
    ("zero-width spaces", |words| inside(words, "\u{200b}")),
    ("zero-width non-joiners", |words| inside(words, "\u{200c}")),
    ("zero-width joiners", |words| inside(words, "\u{200d}")),
    ("word joiners", |words| inside(words, "\u{2060}")),
    ("byte order marks", |words| inside(words, "\u{feff}")),
    ("hyphenated at the line's end", |words| inside(words, "-\n")),
    ("soft hyphen at the line's end", |words| inside(words, "\u{ad}\n")),
    ("full width", |words| Some(letters(words, |letter| char::from_u32(u32::from(letter) + 0xfee0)))),
    ("mathematical bold", |words| Some(letters(&words.to_lowercase(), bold))),
    ("Cyrillic look-alikes", |words| changed(words, &letters(words, cyrillic))),
    ("Greek look-alikes", |words| changed(words, &letters(&words.to_uppercase(), greek))),
    ("ligatures", |words| changed(words, &words.replace("ffi", "\u{fb03}").replace("fi", "\u{fb01}"))),
    ("straight quotes around a word", |words| quoted(words, '"', '"')),
    ("curly quotes around a word", |words| quoted(words, '\u{201c}', '\u{201d}')),
    ("single quotes around a word", |words| quoted(words, '\u{2018}', '\u{2019}')),
];

/// A way to put a text into a file: what stands before and after it, and what a line wrap becomes.
struct Frame {
    name: &'static str,
    file: &'static str,
    before: &'static str,
    wrap: Option<&'static str>,
    after: &'static str,
    /// How the text itself is written in this format.
    encode: fn(&str) -> String,
    /// Forms that only this format has.
    forms: &'static [(&'static str, Write)],
}

const MARKUP: &[(&str, Write)] = &[
    ("bold", |words| Some(format!("**{words}**"))),
    ("bold over a word", |words| around(words, "**", "**")),
    ("italics over a word", |words| around(words, "*", "*")),
    ("bold inside a word", |words| inside_first(words, "**")),
    ("link", |words| Some(format!("[{words}](https://example.com)"))),
    ("link over a word", |words| around(words, "[", "](https://example.com)")),
    ("image", |words| Some(format!("![{words}](a.png)"))),
    ("tags over a word", |words| around(words, "<b>", "</b>")),
    ("tags inside a word", |words| inside(words, "<i></i>")),
    ("comment inside a word", |words| inside(words, "<!-- -->")),
    ("break between words", |words| spaces(words, "<br>")),
    ("character references", |words| Some(referenced(words))),
    ("no-break space by name", |words| spaces(words, "&nbsp;")),
    ("soft hyphen by name", |words| inside(words, "&shy;")),
    ("escaped hyphen", |words| changed(words, &words.replace('-', "\\-"))),
    ("struck text between", |words| inside(words, "~~not~~")),
];
const HTML: &[(&str, Write)] = &[
    ("bold", |words| Some(format!("<b>{words}</b>"))),
    ("link over a word", |words| around(words, "<a href=\"https://example.com\">", "</a>")),
    ("tags inside a word", |words| inside(words, "<i class='x>y'></i>")),
    ("unknown tags inside a word", |words| inside(words, "<x-mark></x-mark>")),
    ("comment inside a word", |words| inside(words, "<!-- > -->")),
    ("break between words", |words| spaces(words, "<br>")),
    ("break with a space", |words| spaces(words, "<br />")),
    ("place to break inside a word", |words| inside(words, "<wbr>")),
    ("place to break after the hyphen", |words| changed(words, &words.replace('-', "-<wbr>"))),
    ("character references", |words| Some(referenced(words))),
    ("character references without their ends", |words| {
        Some(referenced(words).replace(';', "")).filter(|it| !it.contains("&#x"))
    }),
    ("no-break space by name", |words| spaces(words, "&nbsp;")),
    ("no-break space by half a name", |words| spaces(words, "&nbsp")),
    ("soft hyphen by name", |words| inside(words, "&shy;")),
    ("dash by name", |words| joints(words, "&ndash;")),
    ("marks over a word", |words| around(words, "<q>", "</q>")),
    ("struck text between", |words| inside(words, "<del>not</del>")),
    ("hidden text between", |words| inside(words, "<span style=\"display: none\">not</span>")),
    ("script between", |words| inside(words, "<script>not(1)</script>")),
    ("picture between words", |words| spaces(words, " <img src=a.png alt='a cart'> ")),
];
/// In an attribute there are no tags.
const ATTRIBUTE: &[(&str, Write)] = &[
    ("character references", |words| Some(referenced(words))),
    ("no-break space by name", |words| spaces(words, "&nbsp;")),
    ("soft hyphen by name", |words| inside(words, "&shy;")),
];
const JSON: &[(&str, Write)] = &[
    ("unicode escapes", |words| Some(escaped(words, |code| format!("\\u{code:04x}")))),
    ("escaped line break", |words| spaces(words, "\\n")),
    ("escaped tab", |words| spaces(words, "\\t")),
];
const YAML: &[(&str, Write)] = &[
    ("unicode escapes", |words| Some(escaped(words, |code| format!("\\x{code:02x}")))),
    ("continued line", |words| inside(words, "\\\n    ")),
];

const FRAMES: &[Frame] = &[
    frame("paragraph", "a.md", "", Some("\n"), "\n", MARKUP),
    frame("list item", "a.md", "1. one\n2. ", Some("\n   "), "\n3. three\n", MARKUP),
    frame("quote", "a.md", "> ", Some("\n> "), "\n", MARKUP),
    frame("lazy quote", "a.md", "> ", Some("\n"), "\n", MARKUP),
    frame("quoted list", "a.md", "> - ", Some("\n>   "), "\n", MARKUP),
    frame("table cell", "a.md", "| Item | Note |\n|---|---|\n| Seats | ", None, " |\n", MARKUP),
    frame("front matter and Windows line ends", "a.md", "---\r\na: b\r\n---\r\n\r\n", Some("\r\n"), "\r\n", MARKUP),
    frame("page", "a.html", "<!DOCTYPE html>\n<title>A</title>\n<p>", Some("\n  "), "</p>\n", HTML),
    frame("page without end tags", "a.htm", "<ul><li>one<li>", Some("\r\n"), "<li>three", HTML),
    frame("cell of a page", "a.html", "<table><tr><td>Seats<td><p>", Some("\n"), "</p></table>", HTML),
    frame("heading of a page", "a.html", "<h2>", Some("\n"), "</h2><p>Text.</p>", HTML),
    frame("hidden", "a.html", "<p>Text.</p><div hidden>", Some("\n"), "</div>", &[]),
    frame("raw HTML", "a.md", "> <div>\n> ", Some("\n> "), "\n> </div>\n", HTML),
    Frame {
        encode: |text| text.replace('"', "&quot;"),
        ..frame("picture", "a.html", "<p>Text <img alt=\"", Some("\n"), "\">.</p>", ATTRIBUTE)
    },
    Frame {
        encode: |text| text.replace('"', "&quot;"),
        ..frame("tooltip", "a.html", "<p title=\"", Some("\n"), "\">Text.</p>", ATTRIBUTE)
    },
    frame("text", "a.txt", "", Some("\n"), "\n", &[]),
    frame("mail quote", "a.txt", "> ", Some("\n> "), "\n", &[]),
    frame("text after a byte order mark", "a.txt", "\u{feff}", Some("\r\n"), "\r\n", &[]),
    Frame {
        encode: |text| text.replace('"', "\\\"").replace('\t', "\\t"),
        ..frame("string", "a.json", "{\"note\": [\"", None, "\"]}", JSON)
    },
    Frame {
        encode: |text| text.replace('"', "\\\"").replace('\t', "\\t"),
        ..frame("double quotes", "a.yaml", "note:\n  - \"", Some("\n    "), "\"\n", YAML)
    },
    Frame {
        encode: |text| text.replace('"', "\"\""),
        ..frame("quoted cell", "a.csv", "Item,Note\nSeats,\"", Some("\n"), "\"\n", &[])
    },
    Frame {
        encode: |text| text.replace('"', "\\\"").replace('\t', "\\t"),
        ..frame("string", "a.toml", "[notes]\na = \"", None, "\"\n", JSON)
    },
    frame("literal", "a.toml", "a = '''\n", Some("\n"), "'''\n", &[]),
    frame("folded", "a.yaml", "note: >\n  ", Some("\n  "), "\n", &[]),
    frame("literal", "a.yaml", "note: |\n  ", Some("\n  "), "\n", &[]),
    frame("plain", "a.yaml", "note: Today, ", Some("\n  "), "\n", &[]),
];

const fn frame(
    name: &'static str,
    file: &'static str,
    before: &'static str,
    wrap: Option<&'static str>,
    after: &'static str,
    forms: &'static [(&'static str, Write)],
) -> Frame {
    Frame { name, file, before, wrap, after, encode: str::to_owned, forms }
}

/// Places where the words are no claim of the text: names in code, and words of different blocks.
const APART: &[(&str, &str, &str, &str, &str)] = &[
    ("code span", "a.md", "Set `", " ", "` today.\n"),
    ("code block", "a.md", "```\n", " ", "\n```\n"),
    ("indented code", "a.md", "Run:\n\n    ", " ", "\n"),
    ("two paragraphs", "a.md", "The end of ", "\n\n", " is here.\n"),
    ("two items", "a.md", "- ", "\n- ", "\n"),
    ("two cells", "a.md", "| a | b |\n|---|---|\n| ", " | ", " |\n"),
    ("two rows", "a.md", "| a |\n|---|\n| ", " |\n| ", " |\n"),
    ("heading and paragraph", "a.md", "# ", "\n", "\n"),
    ("code of a page", "a.html", "<p>Set <code>", " ", "</code> today.</p>"),
    ("code block of a page", "a.html", "<pre>", " ", "</pre>"),
    ("two paragraphs of a page", "a.html", "<p>The end of ", "<p>", " is here."),
    ("two cells of a page", "a.html", "<table><tr><td>", "<td>", "</table>"),
    ("two items of a page", "a.html", "<ul><li>", "<li>", "</ul>"),
    ("comment of a page", "a.html", "<p>a</p><!-- ", " ", " -->"),
    ("script of a page", "a.html", "<p>a</p><script>'", " ", "'</script>"),
    ("two paragraphs of text", "a.txt", "The end of ", "\n\n", " is here.\n"),
    ("two strings", "a.json", "[\"", "\", \"", "\"]"),
    ("two strings", "a.yaml", "- ", "\n- ", "\n"),
];

#[test]
fn every_form_of_every_phrase_in_every_format() {
    let loaded = shipped(str::to_owned);
    let job = Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap();
    let (mut tried, mut missed, mut refused) = (0, Vec::new(), BTreeSet::new());
    for Marked { code, before, words, after, gap } in marked(&loaded) {
        for frame in FRAMES {
            for (form, write) in FORMS.iter().chain(frame.forms) {
                let own = frame.forms.iter().any(|(own, _)| own == form);
                let Some(written) = write(&words) else { continue };
                // The words of a gap stand apart: a chain of hyphens is one of them.
                if gap && !written.contains(char::is_whitespace) {
                    continue;
                }
                if written.contains('\n') && frame.wrap.is_none() && !own {
                    continue;
                }
                let written =
                    if own { written } else { (frame.encode)(&written).replace('\n', frame.wrap.unwrap_or_default()) };
                let head = format!("{}{}", frame.before, (frame.encode)(&before));
                let file = format!("{head}{written}{}{}", (frame.encode)(&after), frame.after);
                tried += 1;
                let found = match found(&job, frame.file, &file, &code) {
                    Ok(found) => found,
                    Err(_) => {
                        refused.insert((*form, frame.file));
                        continue;
                    }
                };
                if found.len() != 1 || !stands_at(&file, found[0], head.len(), &written) {
                    let shown: Vec<&str> = found.iter().map(|&(start, end)| &file[start..end]).collect();
                    missed.push(format!("{form}, {} of {}: {code} {shown:?} in {file:?}", frame.name, frame.file));
                }
            }
        }
    }
    println!("{tried} files, {} missed", missed.len());
    // YAML has no byte order marks inside: such a file is reported as not checked.
    assert_eq!(refused.into_iter().collect::<Vec<_>>(), [("byte order marks", "a.yaml")]);
    assert!(missed.is_empty(), "{} of {tried}:\n{}", missed.len(), missed.join("\n"));
}

#[test]
fn words_of_different_blocks_and_names_in_code_are_no_phrase() {
    let loaded = shipped(str::to_owned);
    let job = Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap();
    for Marked { code, words, .. } in marked(&loaded) {
        let Some((first, rest)) = words.split_once(['-', ' ']) else { continue };
        for (name, path, before, between, after) in APART {
            let file = format!("{before}{first}{between}{rest}{after}");
            // What stands after the cut may say enough by itself: `enterprise SSO` of `broad enterprise SSO`.
            let cut = before.len() + first.len() + between.len();
            let across = found(&job, path, &file, &code).map(|spans| spans.iter().any(|(start, _)| *start < cut));
            assert_eq!(across, Ok(false), "{name}: {file:?}");
        }
    }
}

fn shipped(change: fn(&str) -> String) -> Loaded {
    let first = EMBEDDED[0];
    let text = PolicyText { path: first.path.into(), text: change(first.text) };
    let loaded = load(vec![text], &|_, _| Err(String::new()));
    assert!(loaded.is_sound());
    loaded
}

/// An example that a `block` flags.
struct Marked {
    code: String,
    before: String,
    words: String,
    after: String,
    /// Whether only a phrase with a gap (`..`) matches it.
    gap: bool,
}

fn marked(loaded: &Loaded) -> Vec<Marked> {
    let gapless = shipped(|text| {
        let phrases = text.split('"').map(|part| if part.contains(" .. ") { "no such words" } else { part });
        phrases.collect::<Vec<_>>().join("\"")
    });
    let gapless = Job::new(&gapless.policy, "2026-11-22".parse().unwrap()).unwrap();
    let examples = loaded.policy.blocks.iter().flat_map(|block| {
        let code = format!("block/{}", block.decl.name);
        let flags = block.wording.flags.iter().filter_map(|(text, _)| {
            let (before, rest) = text.split_once("[[")?;
            let (words, after) = rest.split_once("]]")?;
            let found = found(&gapless, "a.md", &format!("{before}{words}{after}"), &code);
            let (before, words, after) = (before.to_owned(), words.to_owned(), after.to_owned());
            Some(Marked { code: code.clone(), before, words, after, gap: found.is_ok_and(|found| found.is_empty()) })
        });
        flags.collect::<Vec<_>>()
    });
    let examples: Vec<_> = examples.collect();
    assert!(examples.len() >= 27);
    assert!(examples.iter().any(|example| example.gap) && examples.iter().any(|example| !example.gap));
    examples
}

/// Where in the file the rule is broken; the fault's message when the file can't be read.
fn found(job: &Job<'_>, path: &str, file: &str, code: &str) -> Result<Vec<(usize, usize)>, String> {
    let outcome = lint(job, vec![Input::new(path, file.as_bytes().to_vec())]);
    match outcome.applied.findings.iter().find(|finding| finding.code.starts_with("artifact/")) {
        Some(fault) => Err(fault.message.clone()),
        None => {
            let own = outcome.applied.findings.iter().filter(|finding| finding.code == code);
            Ok(own.map(|finding| (finding.place.span.start, finding.place.span.end)).collect())
        }
    }
}

/// Whether the span is that of the written words, or of them without the markup at their two ends.
fn stands_at(file: &str, (start, end): (usize, usize), from: usize, written: &str) -> bool {
    let to = from + written.len();
    let outer = |text: &str| !text.chars().any(|letter| letter.is_alphanumeric());
    let tail = |text: &str| outer(text) || text.starts_with("](") || text.starts_with("</");
    let head = |text: &str| outer(text) || text.ends_with('>');
    start >= from && end <= to && head(&file[from..start]) && tail(&file[end..to])
}

fn changed(words: &str, written: &str) -> Option<String> {
    (words != written).then(|| written.to_owned())
}

/// With `joint` for each hyphen and space.
fn joints(words: &str, joint: &str) -> Option<String> {
    changed(words, &words.replace(['-', ' '], joint))
}

/// With `space` for each space.
fn spaces(words: &str, space: &str) -> Option<String> {
    changed(words, &words.replace(' ', space))
}

/// With `sign` inside each word of six letters or more, after its third.
fn inside(words: &str, sign: &str) -> Option<String> {
    let cut = |word: &str| match word.chars().all(char::is_alphabetic) && word.len() >= 6 {
        true => format!("{}{sign}{}", &word[..3], &word[3..]),
        false => word.to_owned(),
    };
    changed(
        words,
        &words
            .split_inclusive([' ', '-'])
            .map(|word| {
                let (letters, joint) = word.split_at(word.trim_end_matches([' ', '-']).len());
                cut(letters) + joint
            })
            .collect::<String>(),
    )
}

/// With the last letters of the first long word between two signs.
fn inside_first(words: &str, sign: &str) -> Option<String> {
    let word = words.split([' ', '-']).find(|word| word.len() >= 6 && word.chars().all(char::is_alphabetic))?;
    Some(words.replacen(word, &format!("{}{sign}{}{sign}", &word[..3], &word[3..]), 1))
}

/// With the last word between two signs.
fn around(words: &str, open: &str, close: &str) -> Option<String> {
    let (first, last) = words.rsplit_once(' ')?;
    Some(format!("{first} {open}{last}{close}"))
}

fn quoted(words: &str, open: char, close: char) -> Option<String> {
    let (first, rest) = words.split_once(' ')?;
    Some(format!("{open}{first}{close} {rest}"))
}

/// Joined where a capital then stands after a small letter or a digit.
fn camel(words: &str) -> Option<String> {
    let humps = words.split(['-', ' ']).rev().skip(1).all(|word| word.ends_with(|c: char| c.is_ascii_lowercase()));
    changed(words, &titled(words).replace(['-', ' '], "")).filter(|_| humps)
}

fn titled(words: &str) -> String {
    let mut at_start = true;
    let title = |letter: char| {
        let shown = if at_start { letter.to_ascii_uppercase() } else { letter };
        at_start = letter == ' ' || letter == '-';
        shown
    };
    words.chars().map(title).collect()
}

/// With every ASCII letter as `other` gives it.
fn letters(words: &str, other: fn(char) -> Option<char>) -> String {
    words.chars().map(|letter| other(letter).filter(|_| letter.is_ascii_alphabetic()).unwrap_or(letter)).collect()
}

fn bold(letter: char) -> Option<char> {
    char::from_u32(u32::from(letter).checked_sub(97)? + 0x1d41a)
}

fn cyrillic(letter: char) -> Option<char> {
    let at = "aceopxyisABCEHIKMOPTXS".find(letter)?;
    "асеорхуіѕАВСЕНІКМОРТХЅ".chars().nth(at)
}

fn greek(letter: char) -> Option<char> {
    let at = "ABEHIKMNOPTXYZ".find(letter)?;
    "ΑΒΕΗΙΚΜΝΟΡΤΧΥΖ".chars().nth(at)
}

/// With every second letter as a character reference, decimal and hexadecimal in turn.
fn referenced(words: &str) -> String {
    let show = |(at, letter): (usize, char)| match at % 4 {
        1 if letter.is_alphabetic() => format!("&#{};", u32::from(letter)),
        3 if letter.is_alphabetic() => format!("&#x{:X};", u32::from(letter)),
        _ => letter.to_string(),
    };
    words.chars().enumerate().map(show).collect()
}

/// With every second letter as an escape.
fn escaped(words: &str, escape: fn(u32) -> String) -> String {
    let show = |(at, letter): (usize, char)| if at % 2 == 1 { escape(u32::from(letter)) } else { letter.to_string() };
    words.chars().enumerate().map(show).collect()
}
