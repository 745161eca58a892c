//! The speed of each stage on made-up order forms and bundles, all in memory: `cargo bench`.

#![allow(missing_docs, clippy::unwrap_used, reason = "a bench without its input has nothing to measure")]

mod sample;

use std::hint::black_box;

use divan::Bencher;
use divan::counter::BytesCount;
use gatelint::claim::{Hit, ProofWords, Reader};
use gatelint::document::{BlockKind, Budget, Document, Format, Limits, open};
use gatelint::matching::{Matcher, RulePatterns};
use gatelint::policy::embedded::EMBEDDED;
use gatelint::policy::phrase::parse_phrase;
use gatelint::text::Folded;
use gatelint::{Input, Job, lint};

use sample::order_form::{ODDS, Odds, order_form};
use sample::rng::Rng;
use sample::{bundle, loaded, phrases, shipped};

/// Files are of the size they have in practice.
const FILES: usize = 40;
const BYTES: usize = 50_000;

fn main() {
    divan::main();
}

fn order_forms(odds: Odds) -> Vec<String> {
    let mut rng = Rng::new(7);
    (0..FILES).map(|_| order_form(&mut rng, BYTES, odds)).collect()
}

fn bundles() -> Vec<String> {
    let mut rng = Rng::new(8);
    (0..FILES).map(|_| bundle::bundle(&mut rng, BYTES)).collect()
}

fn documents(odds: Odds) -> Vec<Document> {
    order_forms(odds).into_iter().map(|source| Document::read(Format::Markdown, source)).collect()
}

fn bytes(texts: &[String]) -> BytesCount {
    BytesCount::new(texts.iter().map(String::len).sum::<usize>())
}

fn plain_bytes(documents: &[Document]) -> BytesCount {
    let blocks = documents.iter().flat_map(|document| &document.blocks);
    BytesCount::new(blocks.map(|block| block.text.len()).sum::<usize>())
}

fn matcher<'p>(phrases: impl Iterator<Item = &'p str>) -> Matcher {
    let rule =
        |phrase| RulePatterns { phrases: vec![parse_phrase(phrase).unwrap()], patterns: Vec::new(), in_code: false };
    Matcher::new(phrases.map(rule).collect(), &|_| None).unwrap()
}

#[divan::bench]
fn policy_load(bencher: Bencher) {
    let bytes: usize = EMBEDDED.iter().map(|policy| policy.text.len()).sum();
    bencher.counter(BytesCount::new(bytes)).bench(shipped);
}

#[divan::bench]
fn policy_load_ten_thousand_blocks(bencher: Bencher) {
    let text = phrases::policy(phrases::many().iter().map(String::as_str));
    bencher.counter(BytesCount::new(text.len())).bench(|| loaded("bench.gate", &text));
}

#[divan::bench]
fn engine_of_the_shipped_policy(bencher: Bencher) {
    let loaded = shipped();
    bencher.bench(|| Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap());
}

#[divan::bench]
fn read_markdown(bencher: Bencher) {
    let sources = order_forms(ODDS);
    bencher.counter(bytes(&sources)).bench(|| {
        sources.iter().map(|source| Document::read(Format::Markdown, source.as_str()).blocks.len()).sum::<usize>()
    });
}

/// The order forms as pages, as another program writes them.
#[divan::bench]
fn read_html(bencher: Bencher) {
    let sources: Vec<String> = order_forms(ODDS)
        .iter()
        .map(|source| {
            let mut page = String::from("<!DOCTYPE html>\n<html><head><title>Order form</title></head>\n<body>\n");
            pulldown_cmark::html::push_html(
                &mut page,
                pulldown_cmark::Parser::new_ext(source, pulldown_cmark::Options::ENABLE_TABLES),
            );
            page
        })
        .collect();
    bencher.counter(bytes(&sources)).bench(|| {
        sources.iter().map(|source| Document::read(Format::Html, source.as_str()).blocks.len()).sum::<usize>()
    });
}

/// A Word document of `bytes` of XML as Word writes it: properties, runs cut by spelling and looks, tables.
fn word_document(bytes: usize) -> Vec<u8> {
    let mut body = String::new();
    let look =
        "<w:rPr><w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:cs=\"Arial\"/><w:b/><w:sz w:val=\"20\"/></w:rPr>";
    let run = |look: &str, words: &str| {
        format!(
            "<w:r w:rsidR=\"00A1B2C3\">{look}<w:t xml:space=\"preserve\">{words} </w:t></w:r><w:proofErr w:type=\"spellEnd\"/>"
        )
    };
    let mut rng = Rng::new(9);
    for line in order_form(&mut rng, bytes, ODDS).lines().filter(|line| !line.trim().is_empty()).cycle() {
        if body.len() >= bytes {
            break;
        }
        let words: Vec<&str> = line.split_whitespace().filter(|word| !word.contains(['&', '<', '>'])).collect();
        let runs: String = words
            .chunks(6)
            .zip(["", look].into_iter().cycle())
            .map(|(some, look)| run(look, &some.join(" ")))
            .collect();
        let paragraph = format!(
            "<w:p w:rsidR=\"00A1B2C3\" w:rsidRDefault=\"00A1B2C3\"><w:pPr><w:spacing w:after=\"120\"/><w:jc w:val=\"both\"/></w:pPr>{runs}</w:p>"
        );
        match line.starts_with('|') {
            true => {
                body += &format!(
                    "<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{paragraph}</w:tc><w:tc>{paragraph}</w:tc></w:tr></w:tbl>"
                )
            }
            false => body += &paragraph,
        }
    }
    let parts = [
        ("[Content_Types].xml", "<Types><Override PartName=\"/word/document.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/></Types>".to_owned()),
        ("_rels/.rels", "<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"word/document.xml\"/></Relationships>".to_owned()),
        ("word/document.xml", format!("<w:document><w:body>{body}</w:body></w:document>")),
    ];
    let mut writer = zip::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        std::io::Write::write_all(&mut writer, text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// From the packed file to blocks; the bytes are those of the unpacked XML.
#[divan::bench]
fn read_docx(bencher: Bencher) {
    const XML: usize = 2_000_000;
    let file = word_document(XML);
    bencher.counter(BytesCount::new(XML)).with_inputs(|| file.clone()).bench_values(|bytes| {
        let opened = open("a.docx", bytes, &mut Budget::new(Limits::default()));
        assert!(opened.document.is_sound() && opened.document.blocks.len() > 100);
        opened.document.blocks.len()
    });
}

#[divan::bench]
fn read_json(bencher: Bencher) {
    let sources = bundles();
    bencher.counter(bytes(&sources)).bench(|| {
        sources.iter().map(|source| Document::read(Format::Json, source.as_str()).blocks.len()).sum::<usize>()
    });
}

#[divan::bench]
fn fold(bencher: Bencher) {
    let documents = documents(ODDS);
    bencher.counter(plain_bytes(&documents)).bench(|| {
        let blocks = documents.iter().flat_map(|document| &document.blocks);
        blocks.map(|block| Folded::new(black_box(block.text.plain())).len()).sum::<usize>()
    });
}

fn find_all(matcher: &Matcher, documents: &[Document]) -> usize {
    let blocks = documents.iter().flat_map(|document| &document.blocks);
    blocks.map(|block| matcher.find(&block.text).len()).sum()
}

#[divan::bench]
fn match_eight_phrases(bencher: Bencher) {
    let (documents, matcher) = (documents(ODDS), matcher(phrases::EIGHT.iter().copied()));
    bencher.counter(plain_bytes(&documents)).bench(|| find_all(&matcher, &documents));
}

#[divan::bench]
fn match_ten_thousand_phrases(bencher: Bencher) {
    let (documents, many) = (documents(ODDS), phrases::many());
    let matcher = matcher(many.iter().map(String::as_str));
    bencher.counter(plain_bytes(&documents)).bench(|| find_all(&matcher, &documents));
}

/// Matching and reading of all hits, each document with claims and exclusions.
#[divan::bench]
fn claims(bencher: Bencher) {
    let documents = documents(Odds { exclusions: 1, claim: 1 });
    let matcher = matcher(phrases::EIGHT.iter().copied());
    let prose = |kind: &BlockKind| *kind != BlockKind::Code;
    let hits: Vec<Vec<Hit>> = documents
        .iter()
        .map(|document| {
            let blocks = document.blocks.iter().enumerate().filter(|(_, block)| prose(&block.kind));
            let hits = blocks.flat_map(|(number, block)| {
                matcher.find(&block.text).into_iter().map(move |found| Hit { block: number, span: found.span })
            });
            hits.collect()
        })
        .collect();
    let count: usize = hits.iter().map(Vec::len).sum();
    let proof = ProofWords::new(["Strict readiness"]);
    bencher.counter(divan::counter::ItemsCount::new(count)).bench(|| {
        for (document, hits) in documents.iter().zip(&hits) {
            let reader = Reader::new(document);
            for hit in hits {
                black_box(reader.read(*hit, &proof));
            }
        }
    });
}

/// The whole path on all cores, from bytes to findings, under the shipped policy.
fn whole(bencher: Bencher<'_, '_>, kind: &str) {
    let sources = order_forms(ODDS);
    let loaded = shipped();
    let job = Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap();
    let inputs: Vec<Input> = (0..)
        .zip(&sources)
        .map(|(number, source): (u32, &String)| Input::new(format!("{kind}-{number}.md"), source.clone().into_bytes()))
        .collect();
    bencher.counter(bytes(&sources)).with_inputs(|| inputs.clone()).bench_values(|inputs| lint(&job, inputs));
}

#[divan::bench]
fn lint_order_forms(bencher: Bencher) {
    whole(bencher, "order-form");
}

#[divan::bench]
fn lint_notes_of_no_kind(bencher: Bencher) {
    whole(bencher, "note");
}
