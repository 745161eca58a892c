//! Phrases planted in a real PDF, between words that its writer drew: each is found just there.

use std::collections::HashMap;

use gatelint::document::Address;
use gatelint::{Input, Job, lint};
use lopdf::{Document, ObjectId};
use regex::Regex;

use crate::support::{Random, load_text, root};

/// Where a word starts: the operators that draw its first letter, and the place on the page.
struct Start {
    at: usize,
    font: String,
    x: f64,
    base: f64,
}

/// What draws each letter of a font at a size: its code, and how far the pen goes then.
type Letters = HashMap<(String, char), (String, f64)>;

/// A page, with the places where something can be planted.
struct Page {
    number: u32,
    id: ObjectId,
    content: String,
    starts: Vec<Start>,
}

/// What the codes of a font mean, by the rows of its map.
fn meanings(file: &Document, page: ObjectId, font: &str) -> HashMap<String, char> {
    let fonts = file.get_page_fonts(page).unwrap();
    let map = fonts[font.as_bytes()].get(b"ToUnicode").unwrap().as_reference().unwrap();
    let map = file.get_object(map).unwrap().as_stream().unwrap().decompressed_content().unwrap();
    let number = |hex: &str| u32::from_str_radix(hex, 16).unwrap();
    let row = Regex::new(r"(?m)^<(\w{4})> (?:<(\w{4})> )?<(\w{4})>$").unwrap();
    let mut meanings = HashMap::new();
    for row in row.captures_iter(&String::from_utf8(map).unwrap()) {
        let (first, meaning) = (number(&row[1]), number(&row[3]));
        let last = row.get(2).map_or(first, |last| number(last.as_str()));
        meanings.extend(
            (first..=last).map(|code| (format!("{code:04X}"), char::from_u32(meaning + code - first).unwrap())),
        );
    }
    meanings
}

/// Where words start behind a space, by adding up the operators that move the pen: each stands on a line of its own. The
/// first one turns the page upside down, so that y runs downwards.
fn starts(file: &Document, page: ObjectId, content: &str, letters: &mut Letters) -> Vec<Start> {
    let moved =
        r"(?m)^(?:(q|Q|BT|.* BDC)|(\S+) 0 0 \S+ (\S+) (\S+) (cm|Tm)|/(F\d+) (\S+) Tf|(\S+) (\S+) Td <(\w+)> Tj)$";
    let (mut scale, mut origin, mut saved) = (1.0, (0.0, 0.0), Vec::new());
    let (mut text, mut pen, mut font, mut last) = ((0.0, 0.0), (0.0, 0.0), String::new(), None);
    let mut known = HashMap::new();
    let mut starts = Vec::new();
    for found in Regex::new(moved).unwrap().captures_iter(content).skip(1) {
        let number = |group: usize| found[group].parse::<f64>().unwrap();
        match found.get(1).or(found.get(5)).map_or("", |operator| operator.as_str()) {
            "q" => saved.push((scale, origin)),
            "Q" => (scale, origin) = saved.pop().unwrap(),
            "BT" => (pen, last) = ((0.0, 0.0), None),
            // What stands in such a mark reads as something else.
            mark if mark.ends_with("BDC") => last = None,
            "cm" => {
                origin = (origin.0 + scale * number(3), origin.1 + scale * number(4));
                scale *= number(2);
            }
            "Tm" => text = (number(3), number(4)),
            _ => {}
        }
        if let Some(name) = found.get(6) {
            font = format!("{} {}", name.as_str(), &found[7]);
            known.entry(font.clone()).or_insert_with(|| meanings(file, page, name.as_str()));
        }
        let Some(codes) = found.get(10).map(|codes| codes.as_str()) else { continue };
        let (right, up) = (number(8), number(9));
        pen = (pen.0 + right, pen.1 + up);
        let meaning = |code: &str| known[&font].get(code).copied().unwrap_or('?');
        if let Some(before) = last.replace(codes).filter(|before: &&str| up == 0.0 && before.len() == 4) {
            letters.entry((font.clone(), meaning(before))).or_insert_with(|| (before.to_owned(), right));
            if meaning(before) == ' ' && meaning(&codes[..4]).is_alphabetic() {
                let (x, base) = (origin.0 + scale * (text.0 + pen.0), origin.1 + scale * (text.1 - pen.1));
                starts.push(Start { at: found.get(0).unwrap().start(), font: font.clone(), x, base });
            }
        }
    }
    starts
}

/// The operators that draw words and the space behind them where the pen stands, and move it on; none where the font
/// lacks a letter. How many letters a string has is drawn by chance, and whether spaces are drawn or left out.
fn drawn(words: &str, font: &str, letters: &Letters, random: &mut Random) -> Option<(String, f64)> {
    let (longest, spaces) = (1 + random.below(12), random.below(2) == 0);
    let (mut operators, mut codes, mut count, mut step, mut width) = (String::new(), String::new(), 0, 0.0, 0.0);
    for letter in words.chars() {
        let (code, advance) = letters.get(&(font.to_owned(), letter))?;
        let drawn = letter != ' ' || spaces;
        if !codes.is_empty() && (count == longest || !drawn) {
            operators += &format!("<{codes}> Tj\n{step} 0 Td ");
            (count, step) = (0, 0.0);
            codes.clear();
        }
        if drawn {
            codes += code;
            count += 1;
            step += advance;
        } else {
            operators += &format!("{advance} 0 Td ");
        }
        width += advance;
    }
    if !codes.is_empty() {
        operators += &format!("<{codes}> Tj\n{step} 0 Td ");
    }
    Some((operators, width))
}

/// The file with the operators in front of the start's own string: what follows on the line moves to the right.
fn planted(file: &Document, page: &Page, start: &Start, operators: &str) -> Vec<u8> {
    let at = start.at + page.content[start.at..].find('<').unwrap();
    let content = format!("{}{operators}{}", &page.content[..at], &page.content[at..]);
    let mut file = file.clone();
    file.change_page_content(page.id, content.into_bytes()).unwrap();
    let mut bytes = Vec::new();
    file.save_to(&mut bytes).unwrap();
    bytes
}

#[test]
fn phrases_planted_at_500_places_of_a_real_file_are_found_there() {
    let loaded = load_text(
        "block planted \"Planted\"\n  phrase \"self-serve (store|checkout)\"\n  opens never\n  say \"No.\"\n  flags \"A [[self-serve store]].\"\n  passes \"No.\"\n",
    );
    let job = Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap();
    let file = Document::load(root().join("testdata/documents/security-overview.pdf")).unwrap();
    let mut letters = Letters::new();
    let mut pages = Vec::new();
    for (number, id) in file.get_pages() {
        let content = String::from_utf8(file.get_page_content(id)).unwrap();
        let starts = starts(&file, id, &content, &mut letters);
        pages.push(Page { number, id, content, starts });
    }
    let all: usize = pages.iter().map(|page| page.starts.len()).sum();
    assert!(all > 1_000, "{all}");
    let mut random = Random(4);
    let mut count = 0;
    while count < 500 {
        let page = &pages[random.below(pages.len())];
        let start = &page.starts[random.below(page.starts.len())];
        let phrase = ["self-serve store ", "self serve checkout "][random.below(2)];
        let Some((operators, width)) = drawn(phrase, &start.font, &letters, &mut random) else { continue };
        if start.x + width > 612.0 {
            continue;
        }
        count += 1;
        let outcome = lint(&job, vec![Input::new("a.pdf", planted(&file, page, start, &operators))]);
        let artifact = &outcome.artifacts[0];
        let hits: Vec<Address> = artifact
            .hits
            .iter()
            .flat_map(|hit| artifact.document.places.addresses(hit.source).take(1).cloned())
            .collect();
        let [Address::Box { page: number, x, y, height, .. }] = hits.as_slice() else {
            panic!("page {} ({}, {}): {hits:?}, {operators}", page.number, start.x, start.base)
        };
        let (top, bottom) = (f64::from(*y), f64::from(*y + *height));
        let here = *number == page.number && (f64::from(*x) - start.x).abs() < 0.5;
        assert!(here && ((top + bottom) / 2.0..bottom).contains(&start.base), "{hits:?}, {} {}", start.x, start.base);
    }
}
