//! What `annotate` and `fix` write into Word documents: comments and changes on the very words, all else as it was.

use std::collections::BTreeMap;
use std::io::{Cursor, Read as _, Write as _};

use gatelint::annotate::comments;
use gatelint::document::{Budget, Limits, open};
use gatelint::edit::{Original, plan};
use gatelint::finding::Finding;
use gatelint::policy::Loaded;
use gatelint::{Input, Job, Outcome, lint};
use jiff::civil::Date;

use crate::support::{Random, load_text};

const POLICY: &str = r#"
gate paid "Paid"
  needs  proof
document bundle
  files  "*.json"
evidence proof "The proof"
  from   bundle
  some   $.status = "pass"
block self-serve "Self-serve checkout"
  phrase "self-serve checkout"
  opens  at paid
  say    "Not <yet>."
  instead "an invoice & mail"
  flags  "Buy by [[self-serve checkout]]."
  passes "Self-serve checkout is excluded."
"#;

const TYPES: &str = r#"<Types><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>"#;
const ROOT: &str = r#"<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;

/// The marks around the words of the first comment, and how a text begins whose blanks count.
const START: &str = r#"<w:commentRangeStart w:id="0"/>"#;
const END: &str = r#"<w:commentRangeEnd w:id="0"/><w:r><w:commentReference w:id="0"/></w:r>"#;
const T: &str = r#"<w:t xml:space="preserve">"#;

fn on() -> Date {
    "2026-11-22".parse().unwrap()
}

fn package(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        writer.start_file(*name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let body = wrapped(body);
    let mut all = vec![("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("word/document.xml", body.as_str())];
    all.extend(parts);
    package(&all)
}

fn wrapped(body: &str) -> String {
    format!("<w:document><w:body>{body}</w:body></w:document>")
}

/// The parts of a package by name, unpacked, with their packed bytes.
fn parts(bytes: &[u8]) -> BTreeMap<String, (String, Vec<u8>)> {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let names: Vec<String> = archive.file_names().map(|name| name.unwrap().into_owned()).collect();
    let read = |name: String| {
        let (mut text, mut packed) = (Vec::new(), Vec::new());
        archive.by_name(&name).unwrap().read_to_end(&mut text).unwrap();
        let number = archive.index_for_name(&name).unwrap();
        archive.by_index_raw(number).unwrap().read_to_end(&mut packed).unwrap();
        (name, (String::from_utf8_lossy(&text).into_owned(), packed))
    };
    names.into_iter().map(read).collect()
}

fn part(bytes: &[u8], name: &str) -> String {
    parts(bytes).remove(name).unwrap().0
}

fn body(bytes: &[u8]) -> String {
    part(bytes, "word/document.xml")
}

fn linted(loaded: &Loaded, bytes: &[u8]) -> Outcome {
    lint(&Job::new(&loaded.policy, on()).unwrap(), vec![Input::new("a.docx", bytes.to_vec())])
}

/// The text of a document and the words of its findings, but for the note that it has comments of gatelint.
fn told(bytes: &[u8]) -> (String, Vec<(String, String)>) {
    let outcome = linted(&load_text(POLICY), bytes);
    let finding = |finding: &Finding| {
        (finding.code != "artifact/annotated").then(|| (finding.code.clone(), finding.text.clone()))
    };
    // What no rule has anything to say about is not kept.
    let document = open("a.docx", bytes.to_vec(), &mut Budget::new(Limits::default())).document;
    (document.source, outcome.applied.findings.iter().filter_map(finding).collect())
}

/// What is said of the document as a whole.
fn notes(bytes: &[u8]) -> Vec<String> {
    let outcome = linted(&load_text(POLICY), bytes);
    let whole = outcome.applied.findings.iter().filter(|finding| finding.place.span.is_empty());
    whole.map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
}

fn original(outcome: &Outcome, bytes: &[u8]) -> Original {
    Original::of(&outcome.artifacts[0], bytes.to_vec(), Limits::default()).unwrap()
}

fn annotated(bytes: &[u8]) -> Vec<u8> {
    let outcome = linted(&load_text(POLICY), bytes);
    let findings: Vec<&Finding> = outcome.applied.findings.iter().collect();
    let Original::Word(draft) = original(&outcome, bytes) else { panic!("no Word document") };
    comments(&draft, &outcome.artifacts[0], &findings, on()).unwrap()
}

/// The document with all its fixes in, and how many findings were left.
fn fixed(bytes: &[u8], tracked: bool) -> (Vec<u8>, usize) {
    let outcome = linted(&load_text(POLICY), bytes);
    let findings: Vec<&Finding> = outcome.applied.findings.iter().collect();
    let original = original(&outcome, bytes);
    let plan = plan(&outcome.artifacts[0], &findings, true, Some(&original));
    let after = original.with(&outcome.artifacts[0], &plan.edits, Some(on()).filter(|_| tracked)).unwrap();
    (after, plan.left.len())
}

/// Holds that a body comes back as `expected`: `{S}` and `{E}` stand for the marks of the comment, `{T}` for a text
/// whose blanks count.
fn check_comment(before: &str, expected: &str) {
    let bytes = docx(before, &[]);
    let after = annotated(&bytes);
    let expected = expected.replace("{S}", START).replace("{E}", END).replace("{T}", T);
    assert_eq!(body(&after), wrapped(&expected), "{before}");
    assert_eq!(told(&after), told(&bytes), "{before}");
}

/// Holds that a body is fixed as `tracked`, and plainly as `accepted`. `{I}` and `{D}` stand for the start tags of an
/// insertion and a deletion, `{NEW}` for the new words, `{X}` for deleted text whose blanks count.
fn check_fix(before: &str, tracked: &str, accepted: &str) {
    let bytes = docx(before, &[]);
    let outcome = told(&bytes);
    let (with_changes, left) = fixed(&bytes, true);
    assert_eq!(left, 0, "{before}");
    let tag = |name: &str| format!("<w:{name} w:author=\"gatelint\" w:date=\"2026-11-22T00:00:00Z\">");
    let filled = |text: &str| {
        let text = text.replace("{I}", &tag("ins")).replace("{D}", &tag("del")).replace("{T}", T);
        text.replace("{X}", "<w:delText xml:space=\"preserve\">").replace("{NEW}", "an invoice &amp; mail")
    };
    assert_eq!(without_numbers(&body(&with_changes)), wrapped(&filled(tracked)), "{before}");
    let (plainly, _) = fixed(&bytes, false);
    assert_eq!(body(&plainly), wrapped(&filled(accepted)), "{before}");
    for after in [&with_changes, &plainly] {
        assert_eq!(told(after).0, outcome.0.replace("self-serve checkout", "an invoice & mail"), "{before}");
    }
}

/// Without the numbers of changes, which are all different.
fn without_numbers(xml: &str) -> String {
    let mut parts = xml.split(" w:id=\"");
    let mut out = parts.next().unwrap().to_owned();
    let mut seen = Vec::new();
    for part in parts {
        let (number, rest) = part.split_once('"').unwrap();
        assert!(!seen.contains(&number), "{number} twice: {xml}");
        seen.push(number);
        out.push_str(rest);
    }
    out
}

#[test]
fn comments_stand_on_the_words() {
    check_comment(
        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr><w:t>We sell self-serve checkout now.</w:t></w:r></w:p>",
        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr>{T}We sell </w:t></w:r>{S}<w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr>{T}self-serve checkout</w:t></w:r>{E}\
         <w:r w:rsidR=\"1\"><w:rPr><w:i/></w:rPr>{T} now.</w:t></w:r></w:p>",
    );
    // Three runs that look different; the words begin and end inside of one.
    check_comment(
        "<w:p><w:r><w:t xml:space=\"preserve\">We sell sel</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>f-serve</w:t></w:r><w:r><w:t xml:space=\"preserve\"> checkout.</w:t></w:r></w:p>",
        "<w:p><w:r>{T}We sell </w:t></w:r>{S}<w:r>{T}sel</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>f-serve</w:t></w:r><w:r>{T} checkout</w:t></w:r>{E}<w:r>{T}.</w:t></w:r></w:p>",
    );
    // Whole runs are not cut; a link and another's insertion stay whole.
    check_comment(
        "<w:p><w:r><w:t>We offer:</w:t><w:tab/></w:r><w:hyperlink r:id=\"rId9\"><w:r><w:t>self-serve</w:t></w:r></w:hyperlink><w:ins w:id=\"4\" w:author=\"B\"><w:r><w:t xml:space=\"preserve\"> checkout</w:t></w:r></w:ins></w:p>",
        "<w:p><w:r><w:t>We offer:</w:t><w:tab/></w:r><w:hyperlink r:id=\"rId9\">{S}<w:r><w:t>self-serve</w:t></w:r></w:hyperlink><w:ins w:id=\"4\" w:author=\"B\"><w:r>{T} checkout</w:t></w:r>{E}</w:ins></w:p>",
    );
    // Elements that stand for letters, references, a note's sign.
    check_comment(
        "<w:p><w:r><w:t>We sell &lt;self</w:t><w:noBreakHyphen/><w:t>serve&#32;checkout</w:t><w:footnoteReference w:id=\"2\"/><w:t>&gt;</w:t></w:r></w:p>",
        "<w:p><w:r>{T}We sell &lt;</w:t></w:r>{S}<w:r>{T}self</w:t><w:noBreakHyphen/><w:t>serve&#32;checkout</w:t></w:r>{E}<w:r><w:footnoteReference w:id=\"2\"/><w:t>&gt;</w:t></w:r></w:p>",
    );
    check_comment(
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Seats</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>by self-serve checkout</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
        "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>Seats</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r>{T}by </w:t></w:r>{S}<w:r>{T}self-serve checkout</w:t></w:r>{E}</w:p></w:tc></w:tr></w:tbl>",
    );
}

#[test]
fn a_comment_says_what_is_wrong_and_what_to_write() {
    let bytes = docx("<w:p><w:r><w:t>We sell self-serve checkout.</w:t></w:r></w:p>", &[]);
    let after = annotated(&bytes);
    assert_eq!(
        part(&after, "word/comments.xml"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <w:comments xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">\
         <w:comment w:id=\"0\" w:author=\"gatelint\" w:date=\"2026-11-22T00:00:00Z\" w:initials=\"gl\">\
         <w:p><w:r><w:annotationRef/></w:r><w:r><w:t xml:space=\"preserve\">“self-serve checkout” is claimed, and gate “paid” is not open.</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">Write “an invoice &amp; mail”.</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">Not &lt;yet&gt;.</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">The gate opens with “The proof”.</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">error block/self-serve, read by “sell”</w:t></w:r></w:p>\
         </w:comment></w:comments>"
    );
    assert!(part(&after, "[Content_Types].xml").ends_with(
        "<Override PartName=\"/word/comments.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml\"/></Types>"
    ));
    assert_eq!(
        part(&after, "word/_rels/document.xml.rels"),
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n\
         <Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">\
         <Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments\" Target=\"comments.xml\"/></Relationships>"
    );
}

#[test]
fn new_wording_comes_as_changes() {
    check_fix(
        "<w:p><w:r><w:rPr><w:i/></w:rPr><w:t>We sell self-serve checkout now.</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:i/></w:rPr>{T}We sell </w:t></w:r>{I}<w:r><w:rPr><w:i/></w:rPr>{T}{NEW}</w:t></w:r></w:ins>{D}<w:r><w:rPr><w:i/></w:rPr>{X}self-serve checkout</w:delText></w:r></w:del><w:r><w:rPr><w:i/></w:rPr>{T} now.</w:t></w:r></w:p>",
        "<w:p><w:r><w:rPr><w:i/></w:rPr>{T}We sell {NEW} now.</w:t></w:r></w:p>",
    );
    check_fix(
        "<w:p><w:r><w:t xml:space=\"preserve\">We sell sel</w:t></w:r><w:r><w:rPr><w:b/></w:rPr><w:t>f-serve</w:t></w:r><w:r><w:t xml:space=\"preserve\"> checkout.</w:t></w:r></w:p>",
        "<w:p><w:r>{T}We sell </w:t></w:r>{I}<w:r>{T}{NEW}</w:t></w:r></w:ins>{D}<w:r>{X}sel</w:delText></w:r></w:del>{D}<w:r><w:rPr><w:b/></w:rPr><w:delText>f-serve</w:delText></w:r></w:del>{D}<w:r>{X} checkout</w:delText></w:r></w:del><w:r>{T}.</w:t></w:r></w:p>",
        "<w:p><w:r>{T}We sell {NEW}</w:t></w:r><w:r><w:rPr><w:b/></w:rPr>{T}</w:t></w:r><w:r>{T}.</w:t></w:r></w:p>",
    );
    // What another inserted stays theirs; what stands between the words stays.
    check_fix(
        "<w:p><w:ins w:author=\"B\"><w:r><w:t>We sell self-serve</w:t><w:lastRenderedPageBreak/><w:t xml:space=\"preserve\"> checkout</w:t></w:r></w:ins></w:p>",
        "<w:p><w:ins w:author=\"B\"><w:r>{T}We sell </w:t></w:r></w:ins>{I}<w:r>{T}{NEW}</w:t></w:r></w:ins><w:ins w:author=\"B\">{D}<w:r>{X}self-serve</w:delText></w:r></w:del><w:r><w:lastRenderedPageBreak/></w:r>{D}<w:r>{X} checkout</w:delText></w:r></w:del></w:ins></w:p>",
        "<w:p><w:ins w:author=\"B\"><w:r>{T}We sell {NEW}</w:t><w:lastRenderedPageBreak/>{T}</w:t></w:r></w:ins></w:p>",
    );
}

#[test]
fn what_is_not_asked_for_stays_byte_for_byte() {
    let footer = "<w:ftr><w:p><w:r><w:t>Page &#233;</w:t></w:r></w:p></w:ftr>";
    let header = "<w:hdr><w:p><w:r><w:t>We sell self-serve checkout.</w:t></w:r></w:p></w:hdr>";
    let theirs = "<w:comments><w:comment w:id=\"0\" w:author=\"Jo\"><w:p><w:r><w:t>We sell self-serve checkout.</w:t></w:r></w:p></w:comment>\n</w:comments>\n";
    let rels = r#"<Relationships><Relationship Id="r1" Type="http://x/header" Target="header1.xml"/><Relationship Id="r2" Type="http://x/footer" Target="footer1.xml"/><Relationship Id="r3" Type="http://x/comments" Target="comments.xml"/></Relationships>"#;
    let others = [
        ("word/header1.xml", header),
        ("word/footer1.xml", footer),
        ("word/comments.xml", theirs),
        ("word/_rels/document.xml.rels", rels),
        ("docProps/app.xml", "<Properties/>"),
        ("word/media/image1.png", "\u{1}\u{2}"),
    ];
    let bytes = docx(
        "<w:p><w:r><w:t>Offer</w:t></w:r></w:p><w:p><w:r><w:t>We sell self-serve checkout.</w:t></w:r></w:p>",
        &others,
    );
    assert_eq!(told(&bytes).1.len(), 3);
    let after = annotated(&bytes);
    assert_eq!(told(&after), told(&bytes));
    let changed = |after: &[u8]| -> Vec<String> {
        let (before, after) = (parts(&bytes), parts(after));
        assert_eq!(before.keys().collect::<Vec<_>>(), after.keys().collect::<Vec<_>>());
        after.into_iter().filter(|(name, part)| before[name] != *part).map(|(name, _)| name).collect()
    };
    assert_eq!(changed(&after), ["word/comments.xml", "word/document.xml"]);
    let comments = part(&after, "word/comments.xml");
    let (own, added) = theirs.split_once("</w:comments>").unwrap();
    assert!(
        comments.starts_with(own) && comments.ends_with(&format!("</w:comment></w:comments>{added}")),
        "{comments}"
    );
    assert!(comments.contains("Header 1: “self-serve checkout” is claimed"), "{comments}");
    assert!(comments.contains("Comment 1 by Jo: “self-serve checkout” is claimed"), "{comments}");
    assert!(body(&after).starts_with(
        "<w:document><w:body><w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>Offer</w:t></w:r><w:commentRangeEnd w:id=\"1\"/>"
    ));
    let (after, left) = fixed(&bytes, true);
    assert_eq!(changed(&after), ["word/document.xml", "word/header1.xml"]);
    // Nobody's comment is written to.
    assert_eq!(left, 1);
    assert_eq!(told(&after).1.len(), 1);
}

const CLAIM: &str = "<w:p><w:r><w:t>We sell self-serve checkout.</w:t></w:r></w:p>";
const BOXED: &str =
    "<w:p><w:r><w:t>Offer</w:t><w:pict><v:textbox><w:txbxContent>{}</w:txbxContent></v:textbox></w:pict></w:r></w:p>";

#[test]
fn what_stands_beside_the_body_is_told_where_it_belongs() {
    let rels = r#"<Relationships><Relationship Id="r1" Type="http://x/footer" Target="footer1.xml"/><Relationship Id="r2" Type="http://x/footnotes" Target="footnotes.xml"/><Relationship Id="r3" Type="http://x/endnotes" Target="endnotes.xml"/></Relationships>"#;
    let footnotes = format!(
        "<w:footnotes><w:footnote w:id=\"-1\" w:type=\"separator\"/><w:footnote w:id=\"2\">{CLAIM}</w:footnote></w:footnotes>"
    );
    let endnotes = format!("<w:endnotes><w:endnote w:id=\"2\">{CLAIM}</w:endnote></w:endnotes>");
    let footer = format!("<w:ftr>{CLAIM}</w:ftr>");
    let others = [
        ("word/footer1.xml", footer.as_str()),
        ("word/footnotes.xml", &footnotes),
        ("word/endnotes.xml", &endnotes),
        ("word/_rels/document.xml.rels", rels),
    ];
    let signs = "<w:p><w:r><w:t>See</w:t><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:endnoteReference w:id=\"2\"/></w:r></w:p>";
    let bytes = docx(&(signs.to_owned() + &BOXED.replace("{}", CLAIM)), &others);
    let after = annotated(&bytes);
    assert_eq!((told(&bytes).1.len(), told(&after)), (4, told(&bytes)));
    assert_eq!(part(&after, "word/footnotes.xml"), footnotes);
    // On the first words, on the note's signs, on the text box.
    let told = commented(&body(&after));
    assert_eq!((told.len(), told[0].as_str()), (4, "See"));
    let reference = "<w:r><w:footnoteReference w:id=\"2\"/></w:r><w:commentRangeEnd";
    assert!(body(&after).contains(reference), "{}", body(&after));
    let comments = part(&after, "word/comments.xml");
    for place in [
        "Footer 1: “self-serve",
        "Footnote 1: “self-serve",
        "Endnote 1: “self-serve",
        "Paragraph 2 text box: “self-serve",
    ] {
        assert!(comments.contains(place), "{comments}");
    }
    assert_eq!(comments.matches("<w:comment ").count(), 4);
}

/// A text box as Word writes it: drawn, and once more for older programs.
fn boxed(drawn: &str, older: &str) -> String {
    format!(
        "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wps:txbx><w:txbxContent>{drawn}</w:txbxContent></wps:txbx></w:drawing></mc:Choice>\
         <mc:Fallback><w:pict><v:textbox><w:txbxContent>{older}</w:txbxContent></v:textbox></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
    )
}

#[test]
fn new_wording_in_text_boxes() {
    let tracked = "<w:p><w:r>{T}We sell </w:t></w:r>{I}<w:r>{T}{NEW}</w:t></w:r></w:ins>{D}<w:r>{X}self-serve checkout</w:delText></w:r></w:del><w:r>{T}.</w:t></w:r></w:p>";
    let accepted = "<w:p><w:r>{T}We sell {NEW}.</w:t></w:r></w:p>";
    check_fix(&BOXED.replace("{}", CLAIM), &BOXED.replace("{}", tracked), &BOXED.replace("{}", accepted));
    // What older programs show is changed alike, though it is cut in other runs.
    let cut =
        "<w:p><w:r><w:t>We sell self-serve</w:t></w:r><w:r><w:t xml:space=\"preserve\"> checkout.</w:t></w:r></w:p>";
    let cut_tracked = "<w:p><w:r>{T}We sell </w:t></w:r>{I}<w:r>{T}{NEW}</w:t></w:r></w:ins>{D}<w:r>{X}self-serve</w:delText></w:r></w:del>{D}<w:r>{X} checkout</w:delText></w:r></w:del><w:r>{T}.</w:t></w:r></w:p>";
    let cut_accepted = "<w:p><w:r>{T}We sell {NEW}</w:t></w:r><w:r>{T}.</w:t></w:r></w:p>";
    check_fix(&boxed(CLAIM, cut), &boxed(tracked, cut_tracked), &boxed(accepted, cut_accepted));
    let after = "<w:p><w:r><w:t>Or mail.</w:t></w:r></w:p>";
    let both = |first: &str| format!("{}{after}", boxed(first, first));
    check_fix(&both(CLAIM), &both(tracked), &both(accepted));
    // Where it says something else, a person has to look.
    let other = docx(&boxed(CLAIM, "<w:p><w:r><w:t>We sell seats.</w:t></w:r></w:p>"), &[]);
    assert_eq!((fixed(&other, true).1, part(&fixed(&other, true).0, "word/document.xml")), (1, body(&other)));
}

#[test]
fn a_second_run_replaces_the_comments_of_the_first() {
    let rels = r#"<Relationships><Relationship Id="r2" Type="http://x/footnotes" Target="footnotes.xml"/><Relationship Id="r3" Type="http://x/comments" Target="comments.xml"/></Relationships>"#;
    let footnotes = format!("<w:footnotes><w:footnote w:id=\"2\">{CLAIM}</w:footnote></w:footnotes>");
    let theirs = "<w:comments><w:comment w:id=\"4\" w:author=\"Jo\"><w:p><w:r><w:t>Sure?</w:t></w:r></w:p></w:comment></w:comments>";
    let others = [
        ("word/footnotes.xml", footnotes.as_str()),
        ("word/comments.xml", theirs),
        ("word/_rels/document.xml.rels", rels),
    ];
    let jo = "<w:commentRangeStart w:id=\"4\"/><w:r><w:t>Seats</w:t><w:commentReference w:id=\"4\"/></w:r><w:commentRangeEnd w:id=\"4\"/>";
    let bytes = docx(&format!("<w:p>{jo}</w:p>{CLAIM}"), &others);
    let once = annotated(&bytes);
    assert_eq!(
        notes(&once),
        ["artifact/annotated: it holds 2 comments signed `gatelint`, not read: look whether they are its own"]
    );
    assert_eq!(parts(&annotated(&once)), parts(&once));
    // Once the words are mended, nothing is left of them.
    let (mended, left) = fixed(&once, false);
    assert_eq!((left, notes(&mended)), (1, notes(&once)), "the note stays");
    let cleared = annotated(&mended);
    assert_eq!((notes(&cleared), part(&cleared, "word/comments.xml")), (Vec::new(), theirs.to_owned()));
    let kept = body(&cleared);
    assert_eq!((kept.matches("w:id=\"4\"").count(), kept.matches("w:id=").count()), (3, 3), "{kept}");
    assert!(!part(&cleared, "word/footnotes.xml").contains("comment"));
}

#[test]
fn without_findings_the_document_comes_back_as_it_is() {
    let bytes = docx("<w:p><w:r><w:t>We sell seats.</w:t></w:r></w:p>", &[]);
    assert_eq!(parts(&annotated(&bytes)), parts(&bytes));
    assert_eq!(fixed(&bytes, true).1, 0);
}

/// A body with the sentences cut into runs at random, in whatever holds runs.
fn cut_at_random(random: &mut Random, sentences: &[&str]) -> String {
    let mut body = String::new();
    for sentence in sentences {
        let mut runs = String::new();
        let mut rest = *sentence;
        while !rest.is_empty() {
            let (words, after) = rest.split_at(random.below(7).min(rest.len() - 1) + 1);
            rest = after;
            let look = ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/><w:sz w:val=\"20\"/></w:rPr>"][random.below(3)];
            let sign = ["", "", "<w:lastRenderedPageBreak/>", "<w:t></w:t>"][random.below(4)];
            let text = format!("<w:t xml:space=\"preserve\">{}</w:t>", words.replace('&', "&amp;"));
            let text = match random.below(4) {
                0 => text.replace("-", "</w:t><w:noBreakHyphen/><w:t xml:space=\"preserve\">"),
                1 => text.replace("e", "&#x65;"),
                _ => text,
            };
            let run = format!("<w:r w:rsidR=\"7\">{look}{sign}{text}</w:r>");
            runs += &match random.below(8) {
                0 => format!("<w:hyperlink w:anchor=\"a\">{run}</w:hyperlink>"),
                1 => format!("<w:ins w:id=\"{}\" w:author=\"B\">{run}</w:ins>", random.below(1000)),
                2 => format!("<w:sdt><w:sdtPr/><w:sdtContent>{run}</w:sdtContent></w:sdt>"),
                3 => format!("<w:bookmarkStart w:id=\"3\" w:name=\"x\"/>{run}<w:bookmarkEnd w:id=\"3\"/>"),
                4 => format!("<w:proofErr/>{run}"),
                _ => run,
            };
        }
        body += &format!("<w:p><w:pPr><w:jc w:val=\"left\"/></w:pPr>{runs}</w:p>");
    }
    body
}

/// The words between the marks of each comment, as another program would gather them.
fn commented(xml: &str) -> Vec<String> {
    let starts = xml.split("<w:commentRangeStart w:id=\"").skip(1);
    let words = |after: &str| {
        let (id, after) = after.split_once("\"/>").unwrap();
        let inside = after.split(&format!("<w:commentRangeEnd w:id=\"{id}\"/>")).next().unwrap();
        let inside = inside.replace("<w:noBreakHyphen/>", "<w:t>-</w:t>").replace("&#x65;", "e");
        inside.split("<w:t").skip(1).map(|text| text.split('>').nth(1).unwrap().split('<').next().unwrap()).collect()
    };
    starts.map(words).collect()
}

#[test]
fn however_runs_are_cut_the_marks_are_on_the_words() {
    let mut random = Random(11);
    let sentences =
        ["We sell self-serve checkout & more.", "R&D", "Seats by self-serve checkout, and self-serve checkout."];
    for round in 0..300 {
        let bytes = docx(&cut_at_random(&mut random, &sentences), &[]);
        let (text, findings) = told(&bytes);
        assert_eq!(findings.len(), 3, "{round}");
        let after = annotated(&bytes);
        assert_eq!(commented(&body(&after)), ["self-serve checkout"; 3], "{round}");
        assert_eq!(told(&after), (text.clone(), findings), "{round}");
        let new = text.replace("self\u{2011}", "self-").replace("self-serve checkout", "an invoice & mail");
        for tracked in [true, false] {
            let (after, left) = fixed(&bytes, tracked);
            assert_eq!((told(&after).0, left), (new.clone(), 0), "{round} {tracked}");
        }
        // Refused, the changes leave no trace in the words.
        let refused = refused(&body(&fixed(&bytes, true).0));
        assert_eq!(told(&package_of(&refused)).0, text, "{round}");
    }
}

fn package_of(body: &str) -> Vec<u8> {
    package(&[("[Content_Types].xml", TYPES), ("_rels/.rels", ROOT), ("word/document.xml", body)])
}

/// The body with all changes of gatelint refused.
fn refused(xml: &str) -> String {
    let mut out = String::new();
    let mut rest = xml;
    while let Some(at) = rest.find("<w:ins w:id=") {
        let (before, after) = rest.split_at(at);
        out.push_str(before);
        let own = after.split('>').next().unwrap().contains("gatelint");
        let end = if own { after.find("</w:ins>").unwrap() + 8 } else { "<w:ins w:id=".len() };
        out.push_str(if own { "" } else { &after[..end] });
        rest = &after[end..];
    }
    out.push_str(rest);
    let parts: Vec<&str> = out.split("<w:del w:id=").collect();
    let kept = parts.iter().enumerate().map(|(n, part)| if n == 0 { part } else { part.split_once('>').unwrap().1 });
    kept.collect::<String>().replace("</w:del>", "").replace("w:delText", "w:t")
}
