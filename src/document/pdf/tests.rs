//! What a person reads of a PDF, and where.

mod forms;
mod planted;

use std::fmt::Write as _;

use proptest::prelude::*;

use super::super::{Budget, Document, Limits, open};
use crate::document::BlockKind;
use crate::span::Span;

/// A PDF under construction: objects in the order of their numbers, from 1.
pub(super) struct Maker {
    objects: Vec<String>,
}

impl Maker {
    /// A file whose pages show `contents`, in Helvetica as `F1`, Helvetica-Bold as `F2`, and what `resources` adds.
    pub(super) fn new(contents: &[&str], resources: &str, more: &[&str]) -> Self {
        let kids: Vec<String> = (0..contents.len()).map(|page| format!("{} 0 R", 5 + 2 * page)).collect();
        let mut objects = vec![
            "<< /Type /Catalog /Pages 2 0 R /AcroForm << /Fields [] >> >>".to_owned(),
            format!("<< /Type /Pages /Count {} /Kids [{}] >>", contents.len(), kids.join(" ")),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>".to_owned(),
            "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>".to_owned(),
        ];
        for (page, content) in contents.iter().enumerate() {
            objects.push(format!(
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents {} 0 R \
                 /Resources << /Font << /F1 3 0 R /F2 4 0 R {resources} >> >>",
                6 + 2 * page
            ));
            objects.push(stream("", content));
        }
        objects.extend(more.iter().map(|object| (*object).to_owned()));
        Self { objects }
    }

    /// The bytes, cross references and all.
    pub(super) fn bytes(&self) -> Vec<u8> {
        let mut file = String::from("%PDF-1.7\n");
        let mut offsets = Vec::new();
        for (number, object) in (1..).zip(&self.objects) {
            offsets.push(file.len());
            let end = if object.starts_with("<< /Type /Page ") { " >>" } else { "" };
            let _ = write!(file, "{number} 0 obj\n{object}{end}\nendobj\n");
        }
        let start = file.len();
        let _ = write!(file, "xref\n0 {}\n0000000000 65535 f \n", offsets.len() + 1);
        for offset in &offsets {
            let _ = writeln!(file, "{offset:010} 00000 n ");
        }
        let _ = write!(file, "trailer\n<< /Size {} /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n", offsets.len() + 1);
        file.into_bytes()
    }
}

fn stream(entries: &str, content: &str) -> String {
    format!("<< /Length {} {entries} >>\nstream\n{content}\nendstream", content.len())
}

pub(super) fn read(bytes: Vec<u8>) -> Document {
    open("draft.pdf", bytes, &mut Budget::new(Limits::default())).document
}

/// A page that shows `content`.
fn page(content: &str) -> Document {
    read(Maker::new(&[content], "", &[]).bytes())
}

/// Each block in short: `h1`, `p`, `i0.1` (list and number of an item), `c0,1` (row and column of a cell).
fn told(document: &Document) -> Vec<String> {
    let kind = |block: &crate::document::Block| match &block.kind {
        BlockKind::Heading(rank) => format!("h{rank}"),
        BlockKind::Item => block.items.iter().map(|item| format!("i{}.{}", item.list, item.index)).collect(),
        BlockKind::Cell(cell) => format!("c{},{}", cell.row, cell.column),
        _ => "p".to_owned(),
    };
    document.blocks.iter().map(|block| format!("{} {}", kind(block), block.text.plain())).collect()
}

fn check_blocks(document: &Document, expected: &[&str]) {
    assert_eq!(told(document), expected, "{:?}", document.faults);
}

/// Text operators, one on each line; each starts a new line at the left edge.
fn check(content: &str, expected: &[&str]) {
    check_blocks(&page(content), expected);
}

/// Lines of 12 points at 72 points from the left, 14 points apart, from the top downwards.
fn lines(lines: &[&str]) -> String {
    let shown: Vec<String> = lines.iter().map(|line| format!("({line}) Tj T*")).collect();
    format!("BT /F1 12 Tf 14 TL 72 720 Td {} ET", shown.join(" "))
}

fn faults(document: &Document) -> Vec<String> {
    document.faults.iter().map(|fault| format!("{}: {}", fault.code.name(), fault.message)).collect()
}

#[test]
fn words() {
    check("BT /F1 12 Tf 72 720 Td (We sell self-serve checkout.) Tj ET", &["p We sell self-serve checkout."]);
    check("BT /F1 12 Tf 72 720 Td [(We)-300(sell)-300(che)20(ck)-40(out.)] TJ ET", &["p We sell checkout."]);
    check("BT /F1 12 Tf 72 720 Td 5 Tc (wide text) Tj ET", &["p wide text"]);
    check("BT /F1 12 Tf 72 720 Td (self) Tj /F2 12 Tf (-serve) Tj ET", &["p self-serve"]);
    check("BT /F1 12 Tf 72 720 Td (1) Tj /F1 7 Tf 4 Ts (st) Tj /F1 12 Tf 0 Ts ( of May) Tj ET", &["p 1st of May"]);
    check("BT /F1 12 Tf 72 720 Td (bold) Tj 0.3 0 Td (bold) Tj ET", &["p bold"]);
    check("BT /F1 12 Tf 3 Tr 72 720 Td (behind a scan) Tj ET", &["p behind a scan"]);
    check("q 0 1 -1 0 100 300 cm BT /F1 12 Tf 0 0 Td (turned text) Tj ET Q", &["p turned text"]);
    check("BT /F1 12 Tf 72 9000 Td (off the page) Tj ET", &[]);
    check("BT /F1 12 Tf 72 720 Td (caf\\351 \\223x\\224 \\2005) Tj ET", &["p café “x” €5"]);
}

#[test]
fn lines_of_a_paragraph() {
    check(
        &lines(&[
            "We offer self-serve checkout to every customer that has signed the order form and",
            "paid the invoice.",
        ]),
        &["p We offer self-serve checkout to every customer that has signed the order form and paid the invoice."],
    );
    check(
        &lines(&[
            "This is a long line of text that goes on until the margin and ends with a check-",
            "out of our own making.",
        ]),
        &[
            "p This is a long line of text that goes on until the margin and ends with a check\u{ad}out of our own making.",
        ],
    );
    check(
        &lines(&[
            "A self-serve plan is a long line of text that goes on until the margin, for self-",
            "serve is what it is.",
        ]),
        &["p A self-serve plan is a long line of text that goes on until the margin, for self-serve is what it is."],
    );
    check(
        &lines(&[
            "One paragraph that is rather long and so fills its line.",
            "Ends here.",
            "Another one that is rather long and so fills its line too.",
        ]),
        &[
            "p One paragraph that is rather long and so fills its line. Ends here.",
            "p Another one that is rather long and so fills its line too.",
        ],
    );
}

#[test]
fn headings_and_lists() {
    check(
        "BT /F1 20 Tf 72 720 Td (Order form) Tj /F1 12 Tf 0 -30 Td (We sell what is listed here, and nothing else.) Tj \
         0 -20 Td (\\225 an invoice) Tj 0 -20 Td (\\225 a plan) Tj /F2 12 Tf 0 -30 Td (Exclusions) Tj \
         /F1 12 Tf 0 -20 Td (SSO is not included in any of the plans.) Tj ET",
        &[
            "h1 Order form",
            "p We sell what is listed here, and nothing else.",
            "i0.0 an invoice",
            "i0.1 a plan",
            "h2 Exclusions",
            "p SSO is not included in any of the plans.",
        ],
    );
    check(
        "BT /F1 12 Tf 72 720 Td (1.) Tj 18 0 Td (First thing) Tj -18 -20 Td (2.) Tj 18 0 Td (Second thing) Tj ET",
        &["i0.0 First thing", "i0.1 Second thing"],
    );
}

#[test]
fn tables_and_pairs() {
    check(
        "BT /F1 12 Tf 72 720 Td (Item) Tj 200 0 Td (Price) Tj -200 -20 Td (Plan) Tj 200 0 Td (100) Tj ET",
        &["c0,0 Item", "c0,1 Price", "c1,0 Plan", "c1,1 100"],
    );
    check("BT /F1 12 Tf 72 720 Td (Name: Anna) Tj 200 0 Td (Date: today) Tj ET", &["p Name: Anna  Date: today"]);
    // The labels come first, the values after all of them.
    check(
        "BT /F1 12 Tf 72 720 Td (Customer) Tj 0 -30 Td (Billing owner) Tj 200 30 Td (Acme) Tj 0 -30 Td (Anna) Tj ET",
        &["c0,0 Customer", "c0,1 Acme", "c1,0 Billing owner", "c1,1 Anna"],
    );
}

#[test]
fn columns_are_read_one_after_the_other() {
    let column = |x: u32, words: &str| {
        let lines: Vec<String> =
            (1..=3).map(|line| format!("({words} line {line} of this narrow column) Tj 0 -14 Td")).collect();
        format!("BT /F1 10 Tf {x} 720 Td {} ET\n", lines.join(" "))
    };
    check(
        &(column(72, "Left") + &column(330, "Right")),
        &[
            "p Left line 1 of this narrow column Left line 2 of this narrow column Left line 3 of this narrow column",
            "p Right line 1 of this narrow column Right line 2 of this narrow column Right line 3 of this narrow column",
        ],
    );
}

#[test]
fn fonts() {
    let map = stream(
        "",
        "1 begincodespacerange <0000> <FFFF> endcodespacerange 2 beginbfchar <0001> <0048> <0002> <FB01> endbfchar",
    );
    let composite = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
                     /Subtype /CIDFontType2 /BaseFont /X /DW 600 >>] /ToUnicode 7 0 R >>";
    let shown = |resources: &str, content: &str, more: &[&str]| read(Maker::new(&[content], resources, more).bytes());
    check_blocks(&shown("/F3 8 0 R", "BT /F3 12 Tf 72 720 Td <00010002> Tj ET", &[&map, composite]), &["p Hfi"]);
    let named =
        "<< /Type /Font /Subtype /Type1 /BaseFont /X /Encoding << /Differences [65 /quoteright /f_f_i /uni20AC] >> >>";
    check_blocks(&shown("/F3 7 0 R", "BT /F3 12 Tf 72 720 Td (ABC) Tj ET", &[named]), &["p ’ffi€"]);
    let drawn = "<< /Type /Font /Subtype /Type3 /FontMatrix [0.01 0 0 0.01 0 0] /FirstChar 65 /Widths [60 60] \
                 /Encoding << /Differences [65 /a /b] >> /CharProcs << >> >>";
    check_blocks(&shown("/F3 7 0 R", "BT /F3 12 Tf 72 720 Td (AB) Tj ET", &[drawn]), &["p ab"]);
}

#[test]
fn fonts_in_the_codes_of_a_character_set() {
    for (map, codes, words) in [
        ("90ms-RKSJ-H", "4f7264657220 8d5d 9272 b1", "p Order \u{6c5f}\u{6c60}\u{ff71}"),
        ("EUC-H", "4f72646572 b9be c3d3 8eb1", "p Order\u{6c5f}\u{6c60}\u{ff71}"),
        ("GBK-EUC-H", "4f72646572 bdad b3d8", "p Order\u{6c5f}\u{6c60}"),
        ("ETen-B5-H", "4f72646572 a6bf a6c0", "p Order\u{6c5f}\u{6c60}"),
        ("KSCms-UHC-H", "4f72646572 b0a1", "p Order\u{ac00}"),
        ("UniJIS-UTF16-H", "004f 6c5f", "p O\u{6c5f}"),
    ] {
        let font = format!(
            "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /{map} /DescendantFonts [<< /Type /Font \
             /Subtype /CIDFontType0 /BaseFont /X >>] >>"
        );
        let content = format!("BT /F3 12 Tf 72 720 Td <{codes}> Tj ET");
        check_blocks(&read(Maker::new(&[&content], "/F3 7 0 R", &[&font]).bytes()), &[words]);
    }
}

#[test]
fn forms_layers_and_texts_that_read_as_others() {
    let form = stream(
        "/Type /XObject /Subtype /Form /BBox [0 0 200 50] /Resources << /Font << /F1 3 0 R >> >>",
        "BT /F1 12 Tf 0 0 Td (in a form) Tj /X1 Do ET",
    );
    let with = |resources: &str, content: &str, more: &[&str]| read(Maker::new(&[content], resources, more).bytes());
    let objects = ">> /XObject << /X1 7 0 R >> /Properties << /L1 8 0 R";
    check_blocks(&with(objects, "q 1 0 0 1 72 700 cm /X1 Do Q", &[&form, "<< >>"]), &["p in a form"]);
    check("/Span << /ActualText (office) >> BDC BT /F1 12 Tf 72 720 Td (o) Tj (ce) Tj ET EMC", &["p office"]);
    check("/Span << /ActualText () >> BDC BT /F1 12 Tf 72 720 Td (kept) Tj ET EMC", &["p kept"]);
    let tagged = |element: &str, content: &str| {
        let mut made = Maker::new(&[content], "", &[element]);
        made.objects[0] = "<< /Type /Catalog /Pages 2 0 R /StructTreeRoot << /K [7 0 R 7 0 R] >> >>".to_owned();
        read(made.bytes())
    };
    let words = "<< /S /Span /Pg 5 0 R /ActualText (Offer) /K [<< /Type /MCR /MCID 1 >>] >>";
    let shown =
        "/Span << /MCID 1 >> BDC BT /F1 12 Tf 72 720 Td (O) Tj (er) Tj ET EMC BT /F1 12 Tf 72 700 Td (Made.) Tj ET";
    check_blocks(&tagged(words, shown), &["p Offer", "p Made."]);
    let picture = "<< /S /Figure /Pg 5 0 R /Alt (A chart of seats) /K 1 >>";
    let painted = "/Figure << /MCID 1 >> BDC 72 600 100 50 re f EMC BT /F1 12 Tf 72 720 Td (Words.) Tj ET";
    check_blocks(&tagged(picture, painted), &["p Words.", "p A chart of seats"]);
    check_blocks(&tagged(picture, shown), &["p Oer", "p Made."]);
    let mut layered = Maker::new(
        &["/OC /L1 BDC BT /F1 12 Tf 72 720 Td (Hidden.) Tj ET EMC BT /F1 12 Tf 72 700 Td (Shown.) Tj ET"],
        objects,
        &[&form, "<< /Type /OCG /Name (Draft) >>"],
    );
    check_blocks(&read(layered.bytes()), &["p Hidden.", "p Shown."]);
    layered.objects[0] =
        "<< /Type /Catalog /Pages 2 0 R /OCProperties << /OCGs [8 0 R] /D << /OFF [8 0 R] >> >> >>".to_owned();
    check_blocks(&read(layered.bytes()), &["p Shown."]);
}

#[test]
fn fields_and_comments() {
    let field = "<< /Type /Annot /Subtype /Widget /FT /Tx /T (owner) /V (Anna Berg) /Rect [200 715 400 735] /F 4 >>";
    let note = "<< /Type /Annot /Subtype /Text /Contents (SSO is included, right?) /Rect [500 700 520 720] >>";
    let ours = "<< /Type /Annot /Subtype /Highlight /T (gatelint) /Contents (said before) /Rect [72 700 90 720] >>";
    let mut made = Maker::new(&["BT /F1 12 Tf 72 720 Td (Billing owner:) Tj ET"], "", &[field, note, ours]);
    made.objects[4] = made.objects[4].replace("/Parent", "/Annots [7 0 R 8 0 R 9 0 R] /Parent");
    let document = read(made.bytes());
    check_blocks(&document, &["p Billing owner:  Anna Berg", "p SSO is included, right?"]);
    assert_eq!(document.fields()[0].value, "Anna Berg");
    let at = document.source.find("SSO").unwrap();
    assert_eq!(document.places.of(Span::new(at, at + 3)).as_deref(), Some("page 1 (500, 72, 20, 20)"));
}

#[test]
fn places() {
    let document = page("BT /F1 12 Tf 72 720 Td (We sell first-rate) Tj 0 -14 Td (service.) Tj ET");
    let at = |words: &str| {
        let start = document.source.find(words).unwrap();
        document.places.of(Span::new(start, start + words.len())).unwrap()
    };
    assert_eq!(at("We"), "page 1 (72, 63, 18, 11)");
    assert_eq!(at("first-rate"), "page 1 (115, 63, 44, 11)");
}

#[test]
fn a_paragraph_goes_on_over_the_page() {
    let first = "BT /F1 12 Tf 72 100 Td (This paragraph is cut by the end of the page in the middle of a sentence about first-rate) Tj ET BT /F1 9 Tf 300 30 Td (Page 1) Tj ET";
    let second = "BT /F1 12 Tf 72 720 Td (checkout.) Tj ET BT /F1 9 Tf 300 30 Td (Page 2) Tj ET";
    let document = read(Maker::new(&[first, second], "", &[]).bytes());
    check_blocks(
        &document,
        &[
            "p This paragraph is cut by the end of the page in the middle of a sentence about first-rate checkout.",
            "p Page 1",
            "p Page 2",
        ],
    );
    let start = document.source.find("first-rate").unwrap();
    let place = document.places.of(Span::new(start, start + "first-rate checkout".len())).unwrap();
    assert!(place.starts_with("page 1 (") && place.contains(" to page 2 ("), "{place}");
}

#[test]
fn pages_without_letters_are_faults() {
    let image =
        stream("/Type /XObject /Subtype /Image /Width 1 /Height 1 /BitsPerComponent 8 /ColorSpace /DeviceGray", "x");
    let scan = "q 612 0 0 792 0 0 cm /X1 Do Q";
    let text = "BT /F1 12 Tf 72 400 Td (Words.) Tj ET";
    let with = |contents: &[&str]| {
        let number = 5 + 2 * contents.len();
        let mut made = Maker::new(contents, &format!(">> /XObject << /X1 {number} 0 R"), &[&image]);
        made.objects.push("<< >>".to_owned());
        faults(&read(made.bytes()))
    };
    assert_eq!(with(&[text]), [""; 0]);
    assert_eq!(
        with(&[text, scan, text]),
        [
            "artifact/no-text-layer: page 2 has no text layer, only images: make the text readable with OCR, or save the PDF from its source"
        ]
    );
    assert_eq!(
        with(&[scan, scan]),
        [
            "artifact/no-text-layer: every page (of 2) has no text layer, only images: make the text readable with OCR, or save the PDF from its source"
        ]
    );
    let stamped = format!("{scan} BT /F1 9 Tf 72 20 Td (Page 1) Tj ET");
    assert!(with(&[text, &stamped])[0].contains("page 2 has no text layer"));
    let recognised = format!("{scan} BT /F1 9 Tf 3 Tr 72 400 Td (Words.) Tj ET");
    assert_eq!(with(&[&recognised]), [""; 0]);
    assert_eq!(with(&[""]), ["artifact/empty: no text was found in the file: there is nothing to check"]);
}

#[test]
fn fonts_without_meaning_are_faults() {
    let silent = "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /DescendantFonts [<< /Type /Font \
                  /Subtype /CIDFontType2 /BaseFont /X /DW 600 >>] >>";
    let text = "BT /F1 12 Tf 72 400 Td (Words.) Tj ET";
    let with = |content: &str| faults(&read(Maker::new(&[text, content], "/F3 9 0 R", &[silent]).bytes()));
    assert_eq!(
        with("BT /F1 12 Tf 72 400 Td (Words) Tj /F3 12 Tf 0 -14 Td <000100020003000400050006> Tj ET"),
        [
            "artifact/no-text-layer: page 2 has text in a font that does not say which letters it shows: save the PDF from its source again"
        ]
    );
    // A bullet of unknown meaning hides no words.
    assert_eq!(with("BT /F3 12 Tf 72 400 Td <0001> Tj /F1 12 Tf ( Words) Tj ET"), [""; 0]);
}

#[test]
fn hostile_files_end() {
    // Pages, forms and fonts that contain themselves.
    let mut made = Maker::new(
        &["/X1 Do BT /F1 12 Tf 72 720 Td (Words.) Tj ET"],
        ">> /XObject << /X1 7 0 R",
        &[&stream("/Subtype /Form /Resources << /XObject << /X1 7 0 R >> >>", &"/X1 Do ".repeat(200))],
    );
    check_blocks(&read(made.bytes()), &["p Words."]);
    made.objects[1] = "<< /Type /Pages /Count 1 /Kids [2 0 R 5 0 R 5 0 R] >>".to_owned();
    check_blocks(&read(made.bytes()), &["p Words."]);
    // Numbers beyond all measure, and strings without end.
    check("BT /F1 1e300 Tf 72 720 Td (big) Tj /F1 12 Tf 1 0 0 1 99999999999999 0 Tm (far) Tj ET (", &[]);
    check(&"q ".repeat(100_000), &[]);
    check(&"[".repeat(100_000), &[]);
    check(&"/A BMC ".repeat(5_000), &[]);
    let unclosed: String = (1..50_000).map(|number| format!("{number} 0 obj (")).collect();
    assert!(!read(format!("%PDF-1.7\n{unclosed}").into_bytes()).is_sound());
    // A large object that many numbers lead to.
    let mut many = String::from_utf8(
        Maker::new(&["BT /F1 12 Tf 72 720 Td (Words.) Tj ET"], "", &[&format!("[{}]", "1 ".repeat(100_000))]).bytes(),
    )
    .unwrap();
    let at = many.find("7 0 obj").unwrap();
    let rows = format!("{at:010} 00000 n \n").repeat(5_000);
    many = many.replace("xref\n0 8\n", "xref\n0 5008\n").replace("trailer", &format!("{rows}trailer"));
    check_blocks(&read(many.into_bytes()), &["p Words."]);
}

#[test]
fn broken_files() {
    let whole = Maker::new(&["BT /F1 12 Tf 72 720 Td (Words.) Tj ET"], "", &[]).bytes();
    let text = String::from_utf8(whole).unwrap();
    check_blocks(&read(text.replace("startxref", "startxxxx").into_bytes()), &["p Words."]);
    check_blocks(&read(text.replace("0000000", "0009999").into_bytes()), &["p Words."]);
    let cut = &text.as_bytes()[..text.len() / 2];
    assert!(!read(cut.to_vec()).is_sound());
    assert!(!read(b"%PDF-1.7\n".to_vec()).is_sound());
    assert_eq!(
        faults(&read(text.replace("/Count 1", "/Count 3").into_bytes())),
        ["artifact/unreadable: the PDF is damaged: it has 3 pages, and 1 of them were found"]
    );
}

/// Any bytes end in a document whose blocks and places fit its text.
fn check_sane(bytes: Vec<u8>) {
    let document = read(bytes);
    let mut end = 0;
    for block in &document.blocks {
        assert!(end <= block.span.start, "{block:?}");
        end = block.span.end;
        assert_eq!(block.span.slice(&document.source).replace('\n', " "), block.text.plain());
        assert!(block.span.is_empty() || document.places.of(block.span).is_some());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, ..ProptestConfig::default() })]

    #[test]
    fn any_content_is_read(content in "[ -~]{0,200}", words in prop::collection::vec(prop::sample::select(vec![
        "BT", "ET", "/F1 12 Tf", "/F2 0 Tf", "(words) Tj", "[(a) -900 (b)] TJ", "1 0 0 1 72 700 Tm", "0 1 -1 0 9 9 cm",
        "q", "Q", "T*", "14 TL", "0 -14 Td", "/A BMC", "EMC", "/S << /ActualText (x y) >> BDC", "BI /W 1 ID x EI", "<41",
        "(\\", "300 0 Td", "1e9 Tz", "-50 Tz", "3 Tr", "'", "\"", "5 Tc", "(- a) Tj", "(1.) Tj", "/X1 Do", "9 Ts",
    ]), 0..60)) {
        check_sane(Maker::new(&[&content, &words.join(" ")], "", &[]).bytes());
    }

    #[test]
    fn bytes_changed_anywhere(seed in any::<u64>()) {
        let mut bytes = Maker::new(&[&lines(&["We sell self-serve", "checkout."]), "BT /F1 9 Tf 9 9 Td (x) Tj ET"], "", &[]).bytes();
        let mut state = seed | 1;
        for _ in 0..1 + seed % 4 {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(state >> 33).unwrap() % bytes.len();
            bytes[at] = state.to_le_bytes()[3];
        }
        check_sane(bytes);
    }
}
