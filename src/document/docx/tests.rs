use crate::document::Document;
use crate::document::packed::{self, check_place, office};
use crate::document::told::told_document;
use crate::span::Span;

const KIND: &str = "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml";

/// A Word document with this body and these other parts.
fn docx(body: &str, parts: &[(&str, &str)]) -> Vec<u8> {
    let body = format!("<w:document><w:body>{body}</w:body></w:document>");
    let all: Vec<(&str, &str)> =
        [("word/document.xml", body.as_str())].into_iter().chain(parts.iter().copied()).collect();
    office("word/document.xml", KIND, &all)
}

fn read(bytes: Vec<u8>) -> Document {
    packed::read("a.docx", bytes)
}

/// Holds that the document with this body is told as `expected`.
fn check(body: &str, expected: &[&str]) {
    check_parts(body, &[], expected);
}

fn check_parts(body: &str, parts: &[(&str, &str)], expected: &[&str]) {
    let document = read(docx(body, parts));
    assert_eq!(document.faults, [], "{body}");
    assert_eq!(told_document(&document), expected, "{body}");
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t>{words}</w:t></w:r></w:p>")
}

const STYLES: (&str, &str) = (
    "word/styles.xml",
    r#"<w:styles>
    <w:style w:type="paragraph" w:styleId="H"><w:name w:val="heading 2"/></w:style>
    <w:style w:type="paragraph" w:styleId="H2"><w:name w:val="Mine"/><w:basedOn w:val="H"/></w:style>
    <w:style w:type="paragraph" w:styleId="O"><w:name w:val="Own"/><w:pPr><w:outlineLvl w:val="2"/></w:pPr></w:style>
    <w:style w:type="paragraph" w:styleId="L"><w:name w:val="List"/><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
    <w:style w:type="character" w:styleId="S"><w:name w:val="Strong"/><w:rPr><w:b/></w:rPr></w:style>
    </w:styles>"#,
);

fn rels(entries: &str) -> String {
    format!("<Relationships>{entries}</Relationships>")
}

const STYLE_REL: &str = r#"<Relationship Id="rIdS" Type="http://x/styles" Target="styles.xml"/>"#;

#[test]
fn runs_are_joined_and_what_stands_between_them_is_read() {
    check(
        "<w:p><w:r><w:t xml:space=\"preserve\">Self-ser</w:t></w:r><w:proofErr/><w:r><w:t>ve</w:t><w:tab/><w:t>a</w:t>\
         <w:br/><w:t>b</w:t><w:noBreakHyphen/><w:softHyphen/><w:t>&amp;&#233;</w:t></w:r></w:p><w:p/>",
        &["p Self-serve\ta b\u{2011}\u{ad}&é"],
    );
    check(
        "<w:p><w:r><w:sym w:font=\"Wingdings\" w:char=\"F0A8\"/><w:t> SSO</w:t></w:r></w:p>\
         <w:p><w:r><w:rPr><w:rFonts w:ascii=\"Wingdings\"/></w:rPr><w:t>&#xFE;</w:t></w:r></w:p>\
         <w:p><w:r><w:fldChar w:fldCharType=\"begin\"><w:ffData><w:checkBox><w:checked/></w:checkBox></w:ffData></w:fldChar></w:r></w:p>",
        &["p ☐ SSO", "p ☑", "p ☒"],
    );
    check("<w:p><m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath></w:p>", &["p x=1"]);
}

#[test]
fn headings_by_style_and_outline_level() {
    let heading = |look: &str, words: &str| format!("<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let body = [
        heading("<w:pStyle w:val=\"H\"/>", "A"),
        heading("<w:pStyle w:val=\"H2\"/>", "B"),
        heading("<w:pStyle w:val=\"O\"/>", "C"),
        heading("<w:outlineLvl w:val=\"0\"/>", "D"),
        heading("<w:pStyle w:val=\"H\"/><w:outlineLvl w:val=\"9\"/>", "E"),
    ];
    let rels = rels(STYLE_REL);
    check_parts(
        &body.concat(),
        &[STYLES, ("word/_rels/document.xml.rels", &rels)],
        &["h2 A", "h2 B", "h3 C", "h1 D", "p E"],
    );
}

#[test]
fn lists_by_numbering_and_by_style() {
    let item = |list: u8, level: u8, words: &str| {
        format!(
            "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr></w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>"
        )
    };
    let styled = "<w:p><w:pPr><w:pStyle w:val=\"L\"/></w:pPr><w:r><w:t>s</w:t></w:r></w:p>";
    let inside = "<w:p><w:pPr><w:ind w:left=\"720\"/></w:pPr><w:r><w:t>in a</w:t></w:r></w:p>";
    let body = [
        p("Out of scope:"),
        item(1, 0, "a"),
        inside.to_owned(),
        item(1, 1, "a1"),
        "<w:p/>".to_owned(),
        item(1, 0, "b"),
        item(2, 0, "c"),
        p("Text"),
        styled.to_owned(),
        item(0, 0, "none"),
    ];
    let rels = rels(STYLE_REL);
    check_parts(
        &body.concat(),
        &[STYLES, ("word/_rels/document.xml.rels", &rels)],
        &[
            "p Out of scope:",
            "0.0 item a",
            "0.0 p in a",
            "0.0 1.0 item a1",
            "0.1 item b",
            "2.0 item c",
            "p Text",
            "3.0 item s",
            "p none",
        ],
    );
}

#[test]
fn tables_have_rows_and_grid_columns() {
    let cell = |look: &str, inner: &str| format!("<w:tc><w:tcPr>{look}</w:tcPr>{inner}</w:tc>");
    let wide = cell("<w:gridSpan w:val=\"2\"/>", &p("Wide"));
    let body = format!(
        "{}<w:tbl><w:tblPr/><w:tr>{wide}{}</w:tr><w:tr><w:trPr><w:gridBefore w:val=\"1\"/></w:trPr>{}{}</w:tr>\
         <w:tr><w:trPr><w:del w:author=\"B\"/></w:trPr>{}</w:tr></w:tbl>{}",
        p("Before"),
        cell("", &p("c")),
        cell("", &(p("one") + &p("two"))),
        cell("", "<w:p/>"),
        cell("", &p("gone")),
        p("After"),
    );
    let told = ["p Before", "cell0:0,0 Wide", "cell0:0,2 c", "cell0:1,1 one two", "cell0:1,2 ", "p After"];
    check(&body, &told);
    let document = read(docx(&body, &[]));
    assert_eq!(document.source, "Before\nWide\tc\none\ntwo\t\nAfter");
    check_place(&document, "Before", "paragraph 1");
    check_place(&document, "After", "paragraph 2");
    check_place(&document, "c", "table 1 row 1 column 3");
    check_place(&document, "two", "table 1 row 2 column 2 paragraph 2");
}

#[test]
fn what_lies_in_a_table_or_a_paragraph_follows_it() {
    let inner = format!("<w:tbl><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>", p("inner"));
    let shape =
        |words: &str| format!("<wps:wsp><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></wps:wsp>", p(words));
    let boxed = format!(
        "<w:p><w:r><w:t>a</w:t></w:r><w:r><mc:AlternateContent><mc:Choice><w:drawing>{}</w:drawing></mc:Choice>\
         <mc:Fallback><w:pict>{}</w:pict></mc:Fallback></mc:AlternateContent></w:r><w:r><w:t>b</w:t></w:r></w:p>",
        shape("box"),
        shape("box"),
    );
    let picture =
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" descr=\"A chart\"/></wp:inline></w:drawing></w:r></w:p>";
    let body =
        format!("<w:tbl><w:tr><w:tc>{inner}{}</w:tc><w:tc>{}</w:tc></w:tr></w:tbl>{boxed}{picture}", p("x"), p("y"));
    check(&body, &["cell0:0,0 x", "cell0:0,1 y", "p inner", "p ab", "p box", "p A chart"]);
    let document = read(docx(&body, &[]));
    check_place(&document, "inner", "table 1 row 1 column 1 table 1 row 1 column 1");
    check_place(&document, "box", "paragraph 1 text box");
    check_place(&document, "A chart", "paragraph 2 picture description");
}

#[test]
fn a_table_of_one_cell_is_a_frame() {
    let item = "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>SSO</w:t></w:r></w:p>";
    let body =
        format!("<w:tbl><w:tblPr/><w:tr><w:tc><w:tcPr/>{}{item}</w:tc></w:tr></w:tbl>{}", p("Excluded:"), p("After"));
    check(&body, &["p Excluded:", "0.0 item SSO", "p After"]);
    let document = read(docx(&body, &[]));
    check_place(&document, "SSO", "table 1 row 1 column 1 paragraph 2");
    check_place(&document, "After", "paragraph 1");
}

#[test]
fn cells_are_fields_by_their_first_line_and_forms_by_their_lines() {
    let row = |name: &str, value: &str| format!("<w:tr><w:tc>{name}</w:tc><w:tc>{value}</w:tc></w:tr>");
    let body = format!(
        "<w:tbl>{}{}{}</w:tbl>",
        row(&(p("Order date") + &p("When access starts")), &p("2026-11-22")),
        row(&p("Signatures"), &(p("Name: Anna") + "<w:p/>" + &p("Title:"))),
        row(&p("Owner"), &p("Jo: x")),
    );
    let document = read(docx(&body, &[]));
    let told: Vec<String> = document.fields().iter().map(|field| format!("{}={}", field.name, field.value)).collect();
    assert_eq!(told, ["Order date=2026-11-22", "Signatures=Name: Anna  Title:", "Name=Anna", "Title=", "Owner=Jo: x"]);
    assert_eq!(document.sections()[0].title, "Order date");
}

#[test]
fn of_tracked_changes_the_final_text_is_read() {
    let body = "<w:p><w:r><w:t>We </w:t></w:r><w:del w:author=\"B\"><w:r><w:delText>exclude</w:delText><w:t>x</w:t></w:r></w:del>\
        <w:ins w:author=\"A. Author\"><w:r><w:t>include</w:t></w:r></w:ins><w:r><w:t> SSO</w:t></w:r></w:p>\
        <w:p><w:moveFrom w:author=\"B\"><w:r><w:t>from</w:t></w:r></w:moveFrom><w:moveTo w:author=\"B\"><w:r><w:t>to</w:t></w:r></w:moveTo></w:p>\
        <w:p><w:pPr><w:rPr><w:del w:author=\"B\"/></w:rPr></w:pPr><w:r><w:t>re-</w:t></w:r></w:p><w:p><w:r><w:t>sale</w:t></w:r></w:p>\
        <w:p><w:r><w:rPr><w:strike/></w:rPr><w:t>struck</w:t></w:r><w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p>";
    check(body, &["p We include SSO", "p to", "p re-sale", "p hidden"]);
    let document = read(docx(body, &[]));
    check_place(&document, "include SSO", "paragraph 1, inserted by A. Author");
    check_place(&document, "SSO", "paragraph 1");
    check_place(&document, "re-sale", "paragraph 3 to paragraph 4");
    check_place(&document, "hidden", "paragraph 5, hidden");
}

#[test]
fn fields_links_and_controls_show_what_is_seen() {
    let body = "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> HYPERLINK \"https://a.example/x\" </w:instrText></w:r>\
        <w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>here</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>\
        <w:sdt><w:sdtPr><w:t>no</w:t></w:sdtPr><w:sdtContent><w:p><w:hyperlink r:id=\"rId9\"><w:r><w:t>the pack</w:t></w:r></w:hyperlink>\
        <w:sdt><w:sdtContent><w:r><w:t> inline</w:t></w:r></w:sdtContent></w:sdt>\
        <w:fldSimple w:instr=\"DATE\"><w:r><w:t> today</w:t></w:r></w:fldSimple></w:p></w:sdtContent></w:sdt>";
    let rels = rels(
        "<Relationship Id=\"rId9\" Type=\"http://x/hyperlink\" Target=\"https://b.example/api/pack\" TargetMode=\"External\"/>",
    );
    let parts = [("word/_rels/document.xml.rels", rels.as_str())];
    check_parts(body, &parts, &["p here", "p the pack inline today"]);
    let document = read(docx(body, &parts));
    let found = |needle: &str| document.find_text(needle).map(|span| span.slice(&document.source).to_owned());
    assert_eq!(found("https://a.example/x").as_deref(), Some("here"));
    assert_eq!(found("/api/pack").as_deref(), Some("the pack"));
}

#[test]
fn bold_is_known_from_runs_and_styles() {
    let rels = rels(STYLE_REL);
    let body = "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Excl</w:t></w:r><w:r><w:rPr><w:rStyle w:val=\"S\"/></w:rPr><w:t>uded</w:t></w:r>\
        <w:r><w:rPr><w:b w:val=\"0\"/></w:rPr><w:t>:</w:t></w:r></w:p>";
    let document = read(docx(body, &[STYLES, ("word/_rels/document.xml.rels", &rels)]));
    assert_eq!(document.blocks[0].text.strong(), [Span::new(0, 8)]);
}

#[test]
fn parts_beside_the_body_are_read_and_end_its_sections() {
    let note =
        |kind: &str, id: u8, words: &str| format!("<w:{kind} w:id=\"{id}\" w:author=\"Jo\">{}</w:{kind}>", p(words));
    let rels = rels(
        r#"<Relationship Id="r1" Type="http://x/header" Target="header1.xml"/>
        <Relationship Id="r2" Type="http://x/footer" Target="footer1.xml"/>
        <Relationship Id="r3" Type="http://x/footnotes" Target="footnotes.xml"/>
        <Relationship Id="r4" Type="http://x/comments" Target="comments.xml"/>
        <Relationship Id="r5" Type="http://x/endnotes" Target="endnotes.xml"/>"#,
    );
    let footnotes = format!(
        "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\">{}</w:footnote>{}{}</w:footnotes>",
        p("line"),
        note("footnote", 2, "second"),
        note("footnote", 3, "first")
    );
    let parts = [
        ("word/_rels/document.xml.rels", rels.as_str()),
        ("word/header1.xml", &format!("<w:hdr>{}{}</w:hdr>", p("Draft"), p("Acme"))),
        ("word/footer1.xml", &format!("<w:ftr>{}</w:ftr>", p("Page"))),
        ("word/footnotes.xml", &footnotes),
        ("word/endnotes.xml", &format!("<w:endnotes>{}</w:endnotes>", note("endnote", 1, "last"))),
        ("word/comments.xml", &format!("<w:comments>{}</w:comments>", note("comment", 0, "Is SSO in?"))),
    ];
    let body = "<w:p><w:pPr><w:outlineLvl w:val=\"0\"/></w:pPr><w:r><w:t>Exclusions</w:t></w:r></w:p>\
        <w:p><w:r><w:t>SSO</w:t><w:footnoteReference w:id=\"3\"/><w:footnoteReference w:id=\"2\"/></w:r></w:p>";
    let told = [
        "h1 Exclusions",
        "p SSO",
        "h1 ",
        "p Draft",
        "p Acme",
        "h1 ",
        "p Page",
        "h1 ",
        "note[2] second",
        "note[1] first",
        "h1 ",
        "note[1] last",
        "h1 ",
        "p Is SSO in?",
    ];
    check_parts(body, &parts, &told);
    let document = read(docx(body, &parts));
    check_place(&document, "Acme", "header 1 paragraph 2");
    check_place(&document, "Page", "footer 1");
    check_place(&document, "first", "footnote 1");
    check_place(&document, "Is SSO", "comment 1 by Jo");
    assert_eq!(document.sections()[0].range, 1..2);
}

#[test]
fn macros_and_references_to_outside_are_told() {
    let rels = rels(
        r#"<Relationship Id="r1" Type="http://x/attachedTemplate" Target="https://evil.example/t.dotm" TargetMode="External"/>
        <Relationship Id="r2" Type="http://x/hyperlink" Target="https://b.example" TargetMode="External"/>
        <Relationship Id="r3" Type="http://x/oleObject" Target="embeddings/o.bin"/>"#,
    );
    let document = read(docx(&p("x"), &[("word/_rels/document.xml.rels", &rels), ("word/vbaProject.bin", "x")]));
    let told: Vec<&str> = document.faults.iter().map(|fault| fault.message.as_str()).collect();
    assert_eq!(
        told,
        [
            "it holds macros, which are neither run nor checked",
            "it refers to `https://evil.example/t.dotm` outside of it (attachedTemplate), which is neither fetched nor checked",
            "the embedded object `word/embeddings/o.bin` is not checked",
        ]
    );
    assert!(document.is_sound());
}

#[test]
fn what_is_broken_or_refused_is_no_pass() {
    let fault = |body: &str, parts: &[(&str, &str)]| {
        let document = read(docx(body, parts));
        assert!(!document.is_sound());
        document.faults[0].message.clone()
    };
    assert_eq!(
        fault("<w:p>", &[]),
        "`word/document.xml` can't be read: ill-formed document: expected `</w:p>`, but `</w:body>` was found"
    );
    assert_eq!(
        fault("&xxe;", &[]),
        "`word/document.xml` can't be read: it uses the entity `xxe`, and entities are refused"
    );
    assert_eq!(fault("<w:p/>", &[]), "no text was found in the file: there is nothing to check");
    let nested = format!("{}{}", "<w:tbl><w:tr><w:tc>".repeat(70), "</w:tc></w:tr></w:tbl>".repeat(70));
    assert_eq!(
        fault(&nested, &[]),
        "`word/document.xml` can't be read: text boxes and tables lie in each other more than 12 deep"
    );
    let rels = rels(r#"<Relationship Id="r1" Type="http://x/header" Target="header1.xml"/>"#);
    assert_eq!(
        fault(&p("x"), &[("word/_rels/document.xml.rels", &rels)]),
        "`word/header1.xml` can't be unpacked: it is not there"
    );
}

#[test]
fn a_broken_byte_ends_in_a_verdict() {
    let good = docx(&(p("Self-serve checkout") + &p("is live")), &[STYLES]);
    for at in 0..good.len() {
        for change in [0x00, 0xff, good[at] ^ 0x01] {
            let mut bytes = good.clone();
            bytes[at] = change;
            let _ = read(bytes);
        }
        let _ = read(good[..at].to_vec());
    }
}
