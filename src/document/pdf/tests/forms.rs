//! Order forms as programs print them: tables with lines, names and values beside each other, pages that cut them.

use std::fmt::Write as _;

use super::{Maker, check_blocks, lines, page, read, stream};

/// The content of a table at 72 points from the left, its first row's top at `top`; each row as high as its longest cell,
/// in lines of 14 points. `|` parts cells, `/` lines in them.
fn table(top: i32, edges: &[i32], rows: &[&str]) -> String {
    let mut content = String::new();
    let mut y = top;
    let level = |y: i32| format!("{} {y} m {} {y} l S\n", edges[0], edges[edges.len() - 1]);
    content += &level(y);
    for row in rows {
        let cells: Vec<Vec<&str>> = row.split('|').map(|cell| cell.split('/').collect()).collect();
        for (cell, x) in cells.iter().zip(edges) {
            for (line, at) in cell.iter().zip(1..) {
                let _ = writeln!(content, "BT /F1 12 Tf {} {} Td ({line}) Tj ET", x + 5, y - 14 * at + 3);
            }
        }
        y -= 14 * cells.iter().map(|cell| cell.len() as i32).max().unwrap();
        content += &level(y);
    }
    for x in edges {
        let _ = writeln!(content, "{x} {top} m {x} {y} l S");
    }
    content
}

fn check_fields(content: &str, expected: &[(&str, &str)]) {
    let fields = page(content).fields();
    let told: Vec<(&str, &str)> = fields.iter().map(|field| (field.name.as_str(), field.value.as_str())).collect();
    assert_eq!(told, expected);
}

#[test]
fn cells_that_wrap_or_are_empty() {
    let rows = ["Item|Agreed", "Customer|Corvane Marine/Services Ltd", "Billing|", "Executive/sponsor|Anna Berg"];
    check_blocks(
        &page(&table(700, &[72, 130, 230], &rows)),
        &[
            "c0,0 Item",
            "c0,1 Agreed",
            "c1,0 Customer",
            "c1,1 Corvane Marine Services Ltd",
            "c2,0 Billing",
            "c2,1 ",
            "c3,0 Executive sponsor",
            "c3,1 Anna Berg",
        ],
    );
    let fields = [
        ("Item", "Agreed"),
        ("Customer", "Corvane Marine Services Ltd"),
        ("Billing", ""),
        ("Executive sponsor", "Anna Berg"),
    ];
    check_fields(&table(700, &[72, 130, 230], &rows), &fields);
}

#[test]
fn cells_close_beside_each_other() {
    let rows = ["Customer|Corvane", "Tenant|corvane", "Stage|beta"];
    let fields = [("Customer", "Corvane"), ("Tenant", "corvane"), ("Stage", "beta")];
    check_fields(&table(700, &[72, 129, 300], &rows), &fields);
    // Lines in a cell that end early are lines of their own.
    check_fields(
        &table(700, &[72, 250, 450], &["Name: Anna/Title: CEO|Name: Bo/Title: COO"]),
        &[("Name", "Anna"), ("Name: Anna", "Name: Bo Title: COO"), ("Title", "CEO"), ("Name", "Bo"), ("Title", "COO")],
    );
}

#[test]
fn a_table_goes_on_over_the_page() {
    let margin = |number: u32| format!("BT /F1 9 Tf 72 30 Td (Order form, page {number}) Tj ET\n");
    let edges = [72, 200, 400];
    let first = table(
        120,
        &edges,
        &["Item|Agreed", "Customer|Acme", "Modules|Wallet, audit export and everything/that the board"],
    );
    let second = table(740, &edges, &["Item|Agreed", "|asks for", "Tenant|acme"]);
    let document = read(Maker::new(&[&(margin(1) + &first), &(margin(2) + &second)], "", &[]).bytes());
    check_blocks(
        &document,
        &[
            "p Order form, page 1",
            "c0,0 Item",
            "c0,1 Agreed",
            "c1,0 Customer",
            "c1,1 Acme",
            "c2,0 Modules",
            "c2,1 Wallet, audit export and everything that the board asks for",
            "c3,0 Tenant",
            "c3,1 acme",
            "p Order form, page 2",
        ],
    );
}

#[test]
fn names_with_colons() {
    // Values at tabs, some of them so near that no gap shows.
    let content = "BT /F1 12 Tf 72 720 Td (Tenant:) Tj 100 0 Td (acme) Tj -100 -14 Td (Motion:) Tj 100 0 Td (paid) Tj \
                   -100 -14 Td (Billing route: ) Tj 100 0 Td (invoice) Tj -100 -14 Td (Sponsor:) Tj ET";
    check_fields(content, &[("Tenant", "acme"), ("Motion", "paid"), ("Billing route", "invoice"), ("Sponsor", "")]);
    // A value that fills its line: the next name starts a line of its own.
    let full = lines(&[
        "Modules: the wallet, the desk, the export of each month and the whole record",
        "Retention boundary: 24 months",
    ]);
    check_fields(
        &full,
        &[
            ("Modules", "the wallet, the desk, the export of each month and the whole record"),
            ("Retention boundary", "24 months"),
        ],
    );
}

#[test]
fn names_of_files_that_a_line_cuts() {
    let check = |one: &str, other: &str, expected: &str| {
        let content =
            format!("BT /F1 12 Tf 72 720 Td (Here a long line is filled by {one}) Tj 0 -14 Td ({other} end) Tj ET");
        assert_eq!(page(&content).source, format!("Here a long line is filled by {expected} end"));
    };
    check("GET /api/product/first-customer-launch-", "plan", "GET /api/product/first-customer-launch-plan");
    check("GET /api/platform/launch-dossier?", "download=1", "GET /api/platform/launch-dossier?download=1");
    check("SMOKE_URL=https://", "www.acme.example", "SMOKE_URL=https://www.acme.example");
    check("run check:launch-", "proof", "run check:launch-proof");
    check("check:bundle -- --", "output", "check:bundle -- --output");
    check("what we call first-", "rate", "what we call first\u{ad}rate");
    check("words and/", "or", "words and/ or");
}

#[test]
fn text_that_runs_from_right_to_left() {
    let map = stream(
        "",
        "1 begincodespacerange <00> <FF> endcodespacerange 1 beginbfrange <41> <5A> <05D0> endbfrange \
         2 beginbfrange <20> <40> <0020> <61> <7A> <0061> endbfrange",
    );
    let font = "<< /Type /Font /Subtype /TrueType /BaseFont /X /FirstChar 32 /Widths [] /MissingWidth 500 /FontDescriptor << \
                /Type /FontDescriptor /FontName /X /Flags 4 /MissingWidth 500 >> /ToUnicode 7 0 R >>";
    let check = |shown: &str, expected: &str| {
        let content = format!("BT /F3 12 Tf 72 720 Td ({shown}) Tj ET");
        let read = read(Maker::new(&[&content], "/F3 8 0 R", &[&map, font]).bytes());
        let hebrew =
            |c: char| if c.is_ascii_uppercase() { char::from_u32(0x5D0 + c as u32 - 0x41).unwrap() } else { c };
        assert_eq!(read.source, expected.chars().map(hebrew).collect::<String>());
    };
    check(".DCBA FED", "DEF ABCD.");
    check("12.5 BA", "AB 12.5");
    check("FEDCBA self serve MLKJIHG", "GHIJKLM self serve ABCDEF");
    check("we say BA DC here", "we say CD AB here");
    check("KJI:10:30 DC", "CD 10:30:IJK");
}
