//! Small files of every format with some of their bytes changed: each ends in a verdict, and none passes of which nothing
//! was read.

use std::fmt::Write as _;

use gatelint::document::{Budget, Document, Limits, open};

use crate::robust::check_document;
use crate::support::{Random, archive, office};

/// How often each file is changed; `CHANGES=20000` and `SEED=7` look further.
const CHANGES: u64 = 400;

fn asked(variable: &str) -> Option<u64> {
    std::env::var(variable).ok()?.parse().ok()
}

/// Bytes that mean something in some format.
const TELLING: &[u8] = b"\0\n\r\t <>/\"'=-:;,#*`|[]{}()%&?!\\+\x1b\x7f\x80\xc3\xe2\xf0\xff09AZaz";

/// One to three changes: a bit or a byte turned, bytes taken out, put in or doubled, two swapped, or the end cut off.
fn changed(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut bytes = bytes.to_vec();
    for _ in 0..=random.below(3) {
        if bytes.is_empty() {
            break;
        }
        let at = random.below(bytes.len());
        let until = (at + 1 + random.below(12)).min(bytes.len());
        match random.below(7) {
            0 => bytes[at] ^= 1 << random.below(8),
            1 => bytes[at] = TELLING[random.below(TELLING.len())],
            2 => drop(bytes.drain(at..until)),
            3 => drop(bytes.splice(at..at, (0..=random.below(4)).map(|_| TELLING[random.below(TELLING.len())]))),
            4 => {
                let doubled = bytes[at..until].to_vec();
                drop(bytes.splice(at..at, doubled));
            }
            5 if random.below(4) == 0 => bytes.truncate(at),
            _ => bytes.swap(at, until - 1),
        }
    }
    bytes
}

/// Whether there is a word or a value in the file, or in a file in it.
fn says(name: &str, bytes: Vec<u8>, budget: &mut Budget) -> bool {
    let opened = open(name, bytes, budget);
    let document = match opened.parsed {
        true => opened.document,
        false => Document::read(opened.document.format, opened.document.source),
    };
    let words = document.blocks.iter().any(|block| block.text.plain().contains(char::is_alphanumeric));
    words || document.values().is_some() || opened.members.into_iter().any(|held| says(&held.name, held.bytes, budget))
}

/// Changes `bytes`, which `file` makes a file of.
fn check(name: &str, bytes: &[u8], file: impl Fn(&[u8]) -> Vec<u8>) {
    let whole = check_document(name, file(bytes));
    assert!(whole.iter().any(|code| code.starts_with("block/")), "{name}: {whole:?}");
    assert!(!whole.iter().any(|code| code.starts_with("artifact/")), "{name}: {whole:?}");
    let mut random = Random(asked("SEED").unwrap_or(name.len() as u64));
    for _ in 0..asked("CHANGES").unwrap_or(CHANGES) {
        let broken = changed(bytes, &mut random);
        let file = file(&broken);
        let passes = check_document(name, file.clone()).is_empty();
        let mut budget = Budget::new(Limits::default());
        assert!(!passes || says(name, file, &mut budget), "{name} passes: {:?}", String::from_utf8_lossy(&broken));
    }
}

fn check_text(name: &str, text: &str) {
    check(name, text.as_bytes(), <[u8]>::to_vec);
}

/// What once was never done with.
#[test]
fn files_that_break_off() {
    for text in ["<b>checkout</", "<p>Self-serve</", "Self-serve <i>checkout</ </"] {
        for name in ["a.html", "a.md", "a.txt", "a.eml"] {
            check_document(name, format!("Subject: a\n\n{text}").into_bytes());
        }
    }
}

#[test]
fn texts() {
    check_text(
        "a.md",
        "---\nowner: \"Anna\"\n---\n# Order\n\nSelf-serve **checkout** is included &amp; `live`.\n\n\
         - [x] Seats: 40\n  1. [a](https://a.example)\n\n| Item | Status |\n|---|---|\n| HRIS automation | ~~in~~ out |\n\n\
         > quoted[^1]\n\n[^1]: <b>note</b>\n",
    );
    check_text(
        "a.txt",
        "ORDER\n\nOwner: Anna\nSelf-serve checkout\nis included.\n\n  - one\n  - two\n\n> Do you?\n>> Yes.\n\n1. Scope\n\nAll.\n",
    );
    check_text(
        "a.html",
        "<!doctype html><meta charset=utf-8><title>Order</title><body><h1>Order</h1><p>Self&#45;serve <b>checkout</b> is\n\
         included.<table><tr><th>Item<td>Caf\u{e9}</table><ul><li>one<li><del>two</del></ul><img alt=\"a &lt; b\"><!-- c -->",
    );
    check_text("a.csv", "Item;Status\n\"Self-serve checkout\";\"in, \"\"now\"\"\"\nHRIS;out\n");
}

#[test]
fn data() {
    check_text(
        "a.json",
        "{\"a\": [1, -2.5e3, true, null, {\"b\\u0041\": \"Self-serve checkout is\\nincluded\"}], \"c\": {}}\n",
    );
    check_text(
        "a.yaml",
        "a: &x\n  - Self-serve checkout is included\n  - 'it''s'\nb: *x\nc: >-\n  folded\n  words\nd: {e: \"f\\n\", g: [1, ~]}\n",
    );
    check_text(
        "a.toml",
        "a = \"Self-serve checkout is included\"\n[b]\nc = [1, 2.5, true]\nd = 2026-11-22\n[[e]]\nf = '''\ng\n'''\n",
    );
}

#[test]
fn mail() {
    check_text(
        "a.eml",
        "From: =?utf-8?q?J=C3=BCrgen?= <j@a.example>\r\nSubject: Order\r\nContent-Type: multipart/mixed; boundary=\"x\"\r\n\r\n--x\r\n\
         Content-Type: text/html; charset=iso-8859-1\r\nContent-Transfer-Encoding: base64\r\n\r\n\
         PHA+U2VsZi1zZXJ2ZSBjaGVja291\r\ndCBpcyBpbmNsdWRlZC4=\r\n--x\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n\
         Caf=C3=A9 =\r\nnow\r\n--x\r\nContent-Disposition: attachment; filename*=utf-8''a%2Emd\r\n\r\n# Note\r\n--x--\r\n",
    );
}

#[test]
fn archives() {
    let text = b"Self-serve checkout is included.";
    check("a.zip", &archive(&[("order.txt", text), ("more/a.html", b"<p>HRIS automation is out.")]), <[u8]>::to_vec);
}

/// The bytes of a package are changed, and then those of the part that holds its words, before it is packed.
fn check_package(name: &str, part: &str, pack: impl Fn(&[u8]) -> Vec<u8>) {
    check(name, &pack(part.as_bytes()), <[u8]>::to_vec);
    check(name, part.as_bytes(), pack);
}

fn kind(kind: &str) -> String {
    format!("vnd.openxmlformats-officedocument.{kind}.main+xml")
}

fn related(kind: &str, target: &str) -> String {
    format!("<Relationships><Relationship Id=\"r1\" Type=\"x/{kind}\" Target=\"{target}\"/></Relationships>")
}

#[test]
fn word_documents() {
    check_package(
        "a.docx",
        "<?xml version=\"1.0\"?><w:document><w:body><w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Order</w:t></w:r></w:p>\
         <w:p><w:r><w:t>Self-</w:t></w:r><w:r><w:t xml:space=\"preserve\">serve checkout </w:t><w:tab/><w:t>is &amp; included.</w:t></w:r>\
         <w:del><w:r><w:delText>not</w:delText></w:r></w:del></w:p><w:tbl><w:tr><w:tc><w:p><w:r><w:t>a</w:t></w:r></w:p></w:tc></w:tr></w:tbl>\
         </w:body></w:document>",
        |part| office("word/document.xml", &kind("wordprocessingml.document"), &[("word/document.xml", part)]),
    );
}

#[test]
fn sheets() {
    check_package(
        "a.xlsx",
        "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>Self-serve checkout is included</t></is></c>\
         <c r=\"B1\"><v>12.5</v></c></row><row r=\"2\"><c r=\"B2\" t=\"str\"><f>A1</f><v>open</v></c></row></sheetData></worksheet>",
        |part| {
            let workbook = b"<workbook><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>";
            let related = related("worksheet", "sheet.xml");
            let parts: &[(&str, &[u8])] = &[
                ("xl/workbook.xml", workbook),
                ("xl/_rels/workbook.xml.rels", related.as_bytes()),
                ("xl/sheet.xml", part),
            ];
            office("xl/workbook.xml", &kind("spreadsheetml.sheet"), parts)
        },
    );
    check_package(
        "a.ods",
        "<office:document-content><office:body><office:spreadsheet><table:table table:name=\"S\"><table:table-row>\
         <table:table-cell office:value-type=\"string\"><text:p>Self-serve checkout is <text:span>included</text:span></text:p>\
         </table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>",
        |part| archive(&[("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", part)]),
    );
}

#[test]
fn slides() {
    check_package(
        "a.pptx",
        "<p:sld><p:cSld><p:spTree><p:sp><p:nvSpPr><p:cNvPr id=\"1\"/><p:cNvSpPr/><p:nvPr/></p:nvSpPr><p:txBody><a:bodyPr/>\
         <a:p><a:r><a:rPr/><a:t>Self-serve checkout is included</a:t></a:r></a:p></p:txBody></p:sp></p:spTree></p:cSld></p:sld>",
        |part| {
            let slides = b"<p:presentation><p:sldIdLst><p:sldId id=\"256\" r:id=\"r1\"/></p:sldIdLst></p:presentation>";
            let related = related("slide", "slide.xml");
            let parts: &[(&str, &[u8])] = &[
                ("ppt/presentation.xml", slides),
                ("ppt/_rels/presentation.xml.rels", related.as_bytes()),
                ("ppt/slide.xml", part),
            ];
            office("ppt/presentation.xml", &kind("presentationml.presentation"), parts)
        },
    );
}

/// A page that shows `content`, with cross references.
fn pdf(content: &[u8]) -> Vec<u8> {
    let length = format!("<< /Length {} >>\nstream\n", content.len());
    let stream = [length.as_bytes(), content, b"\nendstream"].concat();
    let objects: [&[u8]; 5] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 5 0 R /Resources << /Font << /F1 4 0 R >> >> >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        &stream,
    ];
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut listed = String::from("0000000000 65535 f \n");
    for (number, object) in (1..).zip(objects) {
        let _ = writeln!(listed, "{:010} 00000 n ", file.len());
        file.extend_from_slice(&[format!("{number} 0 obj\n").as_bytes(), object, b"\nendobj\n"].concat());
    }
    let start = file.len();
    let end = format!("xref\n0 6\n{listed}trailer\n<< /Size 6 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n");
    [file, end.into_bytes()].concat()
}

#[test]
fn pages() {
    let content =
        b"BT /F1 12 Tf 72 700 Td (Order for two) Tj 0 -14 Td [(Self-serve ch) -20 (eckout)] TJ ( is included.) Tj ET";
    check("a.pdf", &pdf(content), <[u8]>::to_vec);
    check("a.pdf", content, pdf);
}
