//! What the fuzz targets hold: no input panics, every span slices, what is printed reads the same.

use std::io::{Cursor, Write as _};
use std::sync::LazyLock;

use gatelint::claim::eval::{ReadingKind, evaluate};
use gatelint::claim::Hit;
use gatelint::document::Document;
use gatelint::policy::embedded::EMBEDDED;
use gatelint::policy::parse::parse_file;
use gatelint::policy::phrase::parse_phrase;
use gatelint::policy::print::print;
use gatelint::policy::{Policy, PolicyText, load};
use gatelint::span::Span;
use gatelint::{Input, Job, lint};
use zip::write::SimpleFileOptions;

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let shipped = EMBEDDED.iter().map(|own| PolicyText { path: own.path.into(), text: own.text.into() });
    load(shipped.take(1).collect(), &|_, path| Err(path.into())).policy
});

static JOB: LazyLock<Job<'static>> =
    LazyLock::new(|| Job::new(&POLICY, "2026-11-22".parse().expect("a date")).expect("the shipped policy is sound"));

/// Lints a file of this name.
pub fn document(name: &str, bytes: &[u8]) {
    let outcome = lint(&JOB, vec![Input::new(name, bytes.to_vec())]);
    for artifact in &outcome.artifacts {
        let source = &artifact.document.source;
        for block in &artifact.document.blocks {
            assert!(source.get(block.span.start..block.span.end).is_some(), "{block:?}");
        }
        for hit in &artifact.hits {
            assert!(!hit.source.slice(source).is_empty(), "{hit:?}");
        }
        for fault in &artifact.document.faults {
            assert!(source.get(fault.span.start..fault.span.end).is_some(), "{fault:?}");
        }
    }
}

/// A kind of package.
#[derive(Clone, Copy)]
pub enum Package {
    Docx,
    Xlsx,
    Ods,
    Pptx,
}

/// Lints a package: the bytes themselves where they are an archive, else one that has them for the part that holds the
/// words, so that no packing stands in the way.
pub fn packed(package: Package, bytes: &[u8]) {
    let (name, parts) = match package {
        Package::Docx => ("a.docx", DOCX),
        Package::Xlsx => ("a.xlsx", XLSX),
        Package::Ods => ("a.ods", ODS),
        Package::Pptx => ("a.pptx", PPTX),
    };
    match bytes.starts_with(b"PK") {
        true => document(name, bytes),
        false => document(name, &archive(parts, bytes)),
    }
}

/// Parts by name; the one without text holds the words.
type Parts = &'static [(&'static str, &'static str)];

const DOCX: Parts = &[
    (
        "[Content_Types].xml",
        r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#,
    ),
    ("_rels/.rels", r#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="word/document.xml"/></Relationships>"#),
    ("word/document.xml", ""),
];

const XLSX: Parts = &[
    (
        "[Content_Types].xml",
        r#"<Types><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
    ),
    ("_rels/.rels", r#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
    ("xl/workbook.xml", r#"<workbook><sheets><sheet name="S" sheetId="1" r:id="s"/></sheets></workbook>"#),
    ("xl/_rels/workbook.xml.rels", r#"<Relationships><Relationship Id="s" Type="x/worksheet" Target="sheet.xml"/></Relationships>"#),
    ("xl/sheet.xml", ""),
];

const ODS: Parts = &[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", "")];

const PPTX: Parts = &[
    (
        "[Content_Types].xml",
        r#"<Types><Override PartName="/ppt/presentation.xml" ContentType="application/vnd.openxmlformats-officedocument.presentationml.presentation.main+xml"/></Types>"#,
    ),
    ("_rels/.rels", r#"<Relationships><Relationship Id="r" Type="x/officeDocument" Target="ppt/presentation.xml"/></Relationships>"#),
    ("ppt/presentation.xml", r#"<p:presentation><p:sldIdLst><p:sldId id="256" r:id="r1"/></p:sldIdLst></p:presentation>"#),
    ("ppt/_rels/presentation.xml.rels", r#"<Relationships><Relationship Id="r1" Type="x/slide" Target="slide.xml"/></Relationships>"#),
    ("ppt/slide.xml", ""),
];

fn archive(parts: Parts, words: &[u8]) -> Vec<u8> {
    let stored = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, stored).expect("a member");
        writer.write_all(if text.is_empty() { words } else { text.as_bytes() }).expect("memory takes all");
    }
    writer.finish().expect("an archive").into_inner()
}

/// Reads a policy, and prints what was read.
pub fn policy(text: &str) {
    let loaded = load(vec![PolicyText { path: "a.gate".into(), text: text.into() }], &|_, path| Err(path.into()));
    for diagnostic in &loaded.diagnostics {
        let source = loaded.policy.files.get(diagnostic.file).map_or("", |file| file.text.as_str());
        assert!(source.get(diagnostic.span.start..diagnostic.span.end).is_some(), "{diagnostic:?}");
    }
    let printed = print(&parse_file(text, 0).file);
    assert_eq!(print(&parse_file(&printed, 0).file), printed);
}

/// Reads a phrase; what it prints reads as the same phrase.
pub fn phrase(text: &str) {
    match parse_phrase(text) {
        Ok(phrase) => assert_eq!(parse_phrase(&phrase.to_string()), Ok(phrase)),
        Err(fault) => assert!(text.get(fault.span.clone()).is_some(), "{fault:?}"),
    }
}

/// Reads labelled cases; every word `offer` in them counts as blocked wording.
pub fn claims(cases: &str) {
    let find = |document: &Document| {
        let blocks = document.blocks.iter().enumerate();
        let hits = blocks.flat_map(|(number, block)| {
            let found = block.text.plain().match_indices("offer");
            found.map(move |(at, word)| Hit { block: number, span: Span::new(at, at + word.len()) })
        });
        hits.collect()
    };
    for reading in [ReadingKind::Claim, ReadingKind::Scope] {
        let _ = evaluate(cases, reading, &find);
    }
}
