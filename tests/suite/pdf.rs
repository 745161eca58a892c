//! PDF as other readers have it: words in their places, by a stored list and by pdftotext where it is installed.

use std::collections::HashMap;
use std::fmt::Write as _;
use std::process::Command;

use gatelint::document::{Address, Budget, Document, Highlight, Limits, highlighted, open};
use gatelint::span::Span;

use super::support::{expect, root};

const SAMPLE: &str = "testdata/documents/security-overview.pdf";

fn sample() -> Document {
    let bytes = std::fs::read(root().join(SAMPLE)).unwrap();
    open(SAMPLE, bytes, &mut Budget::new(Limits::default())).document
}

/// Each word of the text with its page and box.
fn words(document: &Document) -> Vec<(String, u32, [f32; 4])> {
    let source = document.source.as_str();
    let mut words = Vec::new();
    for word in source.split_whitespace() {
        let start = word.as_ptr() as usize - source.as_ptr() as usize;
        let mut addresses = document.places.addresses(Span::new(start, start + word.len()));
        if let Some(Address::Box { page, x, y, width, height }) = addresses.next() {
            words.push((word.to_owned(), *page, [*x, *y, *width, *height]));
        }
    }
    words
}

#[test]
fn every_word_stands_where_it_is_stored() {
    let mut told = String::from("word\tpage\tx\ty\twidth\theight\n");
    for (word, page, [x, y, width, height]) in words(&sample()) {
        let _ = writeln!(told, "{word}\t{page}\t{x:.0}\t{y:.0}\t{width:.0}\t{height:.0}");
    }
    expect(&root().join("testdata/expected/security-overview.words.tsv"), &told);
}

#[test]
fn pdftotext_finds_the_words_in_the_same_places() {
    let output = match Command::new("pdftotext").args(["-bbox", SAMPLE, "-"]).current_dir(root()).output() {
        Ok(output) if output.status.success() => String::from_utf8(output.stdout).unwrap(),
        _ => {
            println!("skipped: pdftotext is not installed; the stored places are checked all the same");
            return;
        }
    };
    let mut ours: HashMap<(String, u32), Vec<[f32; 4]>> = HashMap::new();
    for (word, page, place) in words(&sample()) {
        ours.entry((word, page)).or_default().push(place);
    }
    let (mut page, mut all, mut same) = (0, 0, 0);
    for line in output.lines().map(str::trim) {
        page += u32::from(line.starts_with("<page "));
        let Some(word) = line.strip_prefix("<word ") else { continue };
        let (attributes, rest) = word.split_once('>').unwrap();
        let [x, y, right, bottom] = ["xMin", "yMin", "xMax", "yMax"].map(|name| attribute(attributes, name));
        let text = rest.trim_end_matches("</word>").replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"");
        let places = ours.get(&(text.replace("&amp;", "&"), page));
        let near = |place: &&[f32; 4]| {
            let [left, top, width, height] = **place;
            // Readers differ in how high they take letters to be; the middle of the line is common ground.
            let middle = (top + height / 2.0 - (y + bottom) / 2.0).abs();
            (left - x).abs() < 1.5 && (left + width - right).abs() < 1.5 && middle < 3.0
        };
        all += 1;
        same += usize::from(places.is_some_and(|places| places.iter().any(|place| near(&place))));
    }
    println!("{same} of {all} words of pdftotext stand where gatelint has them");
    assert!(all > 1_000 && same * 1_000 >= all * 995, "{same} of {all}");
}

#[test]
fn comments_leave_the_file_and_its_text_as_they_are() {
    let before = std::fs::read(root().join(SAMPLE)).unwrap();
    let document = sample();
    let marks: Vec<Highlight> =
        ["top priority", "secure is a huge responsibility and a top priority for", "Conclusion"]
            .iter()
            .map(|words| {
                let start = document.source.find(words).unwrap();
                let places = document.places.addresses(Span::new(start, start + words.len())).cloned().collect();
                Highlight { places, comment: format!("about `{words}` – say less") }
            })
            .collect();
    let after = highlighted(&before, &marks).unwrap();
    assert!(after.starts_with(&before));
    let again = open(SAMPLE, after.clone(), &mut Budget::new(Limits::default())).document;
    assert_eq!(again.source, document.source);
    assert!(again.faults.iter().all(|fault| fault.code.name() == "artifact/annotated"), "{:?}", again.faults);
    let path = std::path::Path::new(env!("CARGO_TARGET_TMPDIR")).join("commented.pdf");
    std::fs::write(&path, after).unwrap();
    let text = |file: &std::path::Path| {
        Command::new("pdftotext").arg(file).arg("-").output().ok().filter(|run| run.status.success())
    };
    let Some(told) = text(&path) else {
        println!("skipped: pdftotext is not installed; gatelint itself reads the file back");
        return;
    };
    assert!(told.stderr.is_empty(), "{}", String::from_utf8_lossy(&told.stderr));
    assert_eq!(Some(told.stdout), text(&root().join(SAMPLE)).map(|run| run.stdout));
}

fn attribute(attributes: &str, name: &str) -> f32 {
    let value = attributes.split(&format!("{name}=\"")).nth(1).and_then(|rest| rest.split('"').next());
    value.and_then(|value| value.parse().ok()).unwrap_or(f32::NAN)
}
