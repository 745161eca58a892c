use crate::document::packed::{check, check_place, office, package, read, rels};

const KIND: &str = "vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml";

/// A workbook of these sheets (name, state, data), with shared strings, styles and other parts.
fn xlsx(sheets: &[(&str, &str, &str)], parts: &[(&str, &str)]) -> Vec<u8> {
    let listed: String = sheets
        .iter()
        .enumerate()
        .map(|(n, (name, state, _))| {
            format!("<sheet name=\"{name}\" sheetId=\"{n}\" state=\"{state}\" r:id=\"s{n}\"/>")
        })
        .collect();
    let workbook = format!("<workbook><sheets>{listed}</sheets></workbook>");
    let mut related = vec![
        ("x1".to_owned(), "sharedStrings", "sharedStrings.xml".to_owned()),
        ("x2".to_owned(), "styles", "styles.xml".to_owned()),
    ];
    let mut all: Vec<(String, String)> = vec![("xl/workbook.xml".into(), workbook)];
    for (n, (_, _, data)) in sheets.iter().enumerate() {
        related.push((format!("s{n}"), "worksheet", format!("worksheets/sheet{n}.xml")));
        let sheet = format!("<worksheet><sheetData>{data}</sheetData></worksheet>");
        all.push((format!("xl/worksheets/sheet{n}.xml"), sheet));
    }
    let related: Vec<(&str, &str, &str)> = related.iter().map(|(a, b, c)| (a.as_str(), *b, c.as_str())).collect();
    all.push(("xl/_rels/workbook.xml.rels".into(), rels(&related)));
    all.push((
        "xl/sharedStrings.xml".into(),
        "<sst><si><t>Claim</t></si><si><r><t>Self-</t></r><r><t>serve</t></r><rPh><t>no</t></rPh></si></sst>".into(),
    ));
    all.push((
        "xl/styles.xml".into(),
        "<styleSheet><numFmts><numFmt numFmtId=\"170\" formatCode=\"dd.mm.yyyy\"/><numFmt numFmtId=\"171\" formatCode=\"0 &quot;days&quot;\"/></numFmts>\
         <cellStyleXfs><xf numFmtId=\"14\"/></cellStyleXfs><cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"14\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/></cellXfs></styleSheet>"
            .into(),
    ));
    let mut all: Vec<(&str, &str)> = all.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    all.extend(parts);
    office("xl/workbook.xml", KIND, &all)
}

#[test]
fn cells_show_what_is_stored_and_know_their_address() {
    let data = "<row r=\"1\"><c r=\"B1\" t=\"s\"><v>0</v></c><c r=\"C1\" t=\"inlineStr\"><is><t>State</t></is></c></row>\
        <row r=\"2\"><c r=\"B2\" t=\"s\"><v>1</v></c><c r=\"C2\" t=\"str\"><f>A1</f><v>open</v></c></row>\
        <row r=\"3\"><c r=\"B3\" t=\"b\"><v>1</v></c><c r=\"C3\"><v>12.5</v></c></row>\
        <row r=\"4\"><c r=\"B4\" s=\"1\"><v>46348</v></c><c r=\"C4\" s=\"2\"><v>46348.75</v></c></row>\
        <row r=\"5\"><c r=\"B5\" s=\"3\"><v>14</v></c><c r=\"C5\" t=\"e\"><v>#REF!</v></c></row>";
    check(
        "a.xlsx",
        xlsx(&[("Launch", "visible", data)], &[]),
        &[
            "sheet Launch: h1 Launch",
            "Launch!B1: cell0:0,0 Claim",
            "Launch!C1: cell0:0,1 State",
            "Launch!B2: cell0:1,0 Self-serve",
            "Launch!C2: cell0:1,1 open",
            "Launch!B3: cell0:2,0 TRUE",
            "Launch!C3: cell0:2,1 12.5",
            "Launch!B4: cell0:3,0 2026-11-22",
            "Launch!C4: cell0:3,1 2026-11-22",
            "Launch!B5: cell0:4,0 14 days",
            "Launch!C5: cell0:4,1 #REF!",
        ],
    );
}

#[test]
fn titles_gaps_and_hidden_sheets() {
    let cell = |at: &str, words: &str| format!("<c r=\"{at}\" t=\"str\"><v>{words}</v></c>");
    let row = |n: u8, cells: &[String]| format!("<row r=\"{n}\">{}</row>", cells.concat());
    let data = [
        row(1, &[cell("A1", "Register")]),
        row(2, &[cell("A2", "Owner"), cell("C2", "Note")]),
        row(3, &[cell("A3", "Anna")]),
        row(5, &[cell("A5", "Next"), cell("B5", "x")]),
        "<row r=\"6\" hidden=\"1\"><c t=\"str\"><v>quiet</v></c></row>".to_owned(),
    ]
    .concat();
    let book = xlsx(&[("My sheet", "visible", &data), ("Old", "hidden", &row(1, &[cell("A1", "x")]))], &[]);
    check(
        "a.xlsx",
        book,
        &[
            "sheet 'My sheet': h1 My sheet",
            "'My sheet'!A1: p Register",
            "'My sheet'!A2: cell0:0,0 Owner",
            "'My sheet'!B2: cell0:0,1 ",
            "'My sheet'!C2: cell0:0,2 Note",
            "'My sheet'!A3: cell0:1,0 Anna",
            "'My sheet'!B3: cell0:1,1 ",
            "'My sheet'!C3: cell0:1,2 ",
            "'My sheet'!A5: cell1:0,0 Next",
            "'My sheet'!B5: cell1:0,1 x",
            "'My sheet'!A6, hidden: cell1:1,0 quiet",
            "'My sheet'!B6: cell1:1,1 ",
            "sheet Old, hidden sheet: h1 Old",
            "Old!A1, hidden: cell2:0,0 x",
        ],
    );
}

#[test]
fn rows_are_objects_of_the_names_in_the_header() {
    let row = |cells: &[(&str, &str)]| {
        let cells = cells.iter().map(|(at, words)| format!("<c r=\"{at}\" t=\"str\"><v>{words}</v></c>"));
        format!("<row>{}</row>", cells.collect::<String>())
    };
    let one = [
        row(&[("A1", "Evidence"), ("B1", "Status")]),
        row(&[("A2", "Fixture"), ("B2", "pass")]),
        row(&[("B3", "fail")]),
    ];
    let two = [row(&[("C1", "Status"), ("D1", "By")]), row(&[("C2", "pass"), ("D2", "Anna")])];
    let document = read("a.xlsx", xlsx(&[("S", "visible", &one.concat()), ("T", "visible", &two.concat())], &[]));
    let values = document.values().unwrap();
    assert_eq!(
        values.to_json(),
        serde_json::json!([
            {"Evidence": "Fixture", "Status": "pass"},
            {"Evidence": "", "Status": "fail"},
            {"Status": "pass", "By": "Anna"}
        ])
    );
    let by = values.pointer("/2/By").unwrap();
    assert_eq!((by.span.slice(&document.source), document.places.of(by.span).as_deref()), ("Anna", Some("T!D2")));
}

#[test]
fn hidden_columns_are_marked() {
    let data = "<sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>a</v></c><c r=\"B1\" t=\"str\"><v>b</v></c></row></sheetData>";
    let sheet = format!("</sheetData><cols><col min=\"2\" max=\"3\" hidden=\"1\"/></cols>{data}<sheetData>");
    let document = read("a.xlsx", xlsx(&[("S", "visible", &sheet)], &[]));
    check_place(&document, "a", "S!A1");
    check_place(&document, "b", "S!B1, hidden");
    let content = "<office:document-content><office:automatic-styles><style:style style:name=\"ta1\" style:family=\"table\"><style:table-properties table:display=\"false\"/></style:style></office:automatic-styles>\
        <office:body><office:spreadsheet><table:table table:name=\"Old\" table:style-name=\"ta1\"><table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row></table:table>\
        <table:table table:name=\"New\"><table:table-column table:number-columns-repeated=\"2\"/><table:table-column table:visibility=\"collapse\"/>\
        <table:table-row><table:table-cell><text:p>Due</text:p></table:table-cell><table:table-cell office:date-value=\"2026-11-22\"><text:p>22.11.26</text:p></table:table-cell><table:table-cell><text:p>quiet</text:p></table:table-cell></table:table-row>\
        <table:table-row table:visibility=\"filter\"><table:table-cell><text:p>filtered</text:p></table:table-cell></table:table-row></table:table></office:spreadsheet></office:body></office:document-content>";
    let document = read(
        "a.ods",
        package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]),
    );
    check_place(&document, "x", "Old!A1, hidden");
    check_place(&document, "2026-11-22", "New!B1");
    check_place(&document, "quiet", "New!C1, hidden");
    check_place(&document, "filtered", "New!A2, hidden");
}

#[test]
fn comments_drawings_and_fields() {
    let data = "<row r=\"1\"><c r=\"A1\" t=\"str\"><v>Billing owner</v></c><c r=\"B1\" t=\"str\"><v>Anna</v></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"str\"><v>Due</v></c><c r=\"B2\" s=\"1\"><v>46348</v></c></row>";
    let related = rels(&[("c", "comments", "../comments1.xml"), ("d", "drawing", "../drawings/d.xml")]);
    let book = xlsx(
        &[("S", "visible", data)],
        &[
            ("xl/worksheets/_rels/sheet0.xml.rels", &related),
            (
                "xl/comments1.xml",
                "<comments><commentList><comment ref=\"B1\"><text><r><t>Sure?</t></r></text></comment></commentList></comments>",
            ),
            (
                "xl/drawings/d.xml",
                "<xdr:wsDr><xdr:sp><xdr:txBody><a:p><a:r><a:t>Box</a:t></a:r></a:p></xdr:txBody></xdr:sp></xdr:wsDr>",
            ),
        ],
    );
    let document = read("a.xlsx", book);
    check_place(&document, "Sure?", "S!B1 comment");
    check_place(&document, "Box", "sheet S drawing");
    let told: Vec<String> = document.fields().iter().map(|field| format!("{}={}", field.name, field.value)).collect();
    assert!(told.contains(&"Billing owner=Anna".to_owned()) && told.contains(&"Due=2026-11-22".to_owned()), "{told:?}");
}

#[test]
fn open_document_sheets() {
    let content = "<office:document-content><office:body><office:spreadsheet>\
        <table:table table:name=\"Launch\"><table:table-row table:number-rows-repeated=\"2\"><table:table-cell table:number-columns-repeated=\"1024\"/></table:table-row>\
        <table:table-row><table:table-cell><text:p>Claim</text:p></table:table-cell><table:table-cell table:number-columns-repeated=\"2\"/>\
        <table:table-cell><office:annotation><text:p>Sure?</text:p></office:annotation><text:p>Self-<text:span>serve</text:span></text:p><text:p>two</text:p></table:table-cell></table:table-row>\
        </table:table></office:spreadsheet></office:body></office:document-content>";
    let bytes = package(&[("mimetype", "application/vnd.oasis.opendocument.spreadsheet"), ("content.xml", content)]);
    check(
        "a.ods",
        bytes,
        &[
            "sheet Launch: h1 Launch",
            "Launch!A3: cell0:0,0 Claim",
            "Launch!B3: cell0:0,1 ",
            "Launch!C3: cell0:0,2 ",
            "Launch!D3: cell0:0,3 Self-serve two",
            "Launch!D3: h1 ",
            "Launch!D3 comment: p Sure?",
        ],
    );
    let text = package(&[("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")]);
    assert!(read("a.odt", text).faults[0].message.contains("OpenDocument"));
}

#[test]
fn wide_and_long_sheets_are_read_in_bounds() {
    let far: String = (1..2000)
        .map(|n| {
            format!("<row r=\"{n}\"><c r=\"A{n}\" t=\"str\"><v>a</v></c><c r=\"XFD{n}\" t=\"str\"><v>b</v></c></row>")
        })
        .collect();
    let document = read("a.xlsx", xlsx(&[("S", "visible", &far)], &[]));
    assert_eq!(document.blocks.len(), 1 + 2 * 1999);
    check_place(&document, "b", "S!XFD1");
}
