//! Documents as other programs have them: LibreOffice opens what is written, and python-docx, openpyxl and pdftotext
//! find the words at the places that reports name. What is not installed is skipped, and said to be.

use std::io::{Cursor, Read as _, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::support::{Folder, Random, root};

const POLICY: &str = r#"
block self-serve "Self-serve checkout"
  phrase "self-serve checkout"
  opens  never
  when   mentioned
  say    "Not yet."
  instead "invoice-led paid beta"
  flags  "Buy by [[self-serve checkout]]."
  passes "Buy by mail."
block overview "Words of the sample"
  phrase "confidentiality agreements"
         "PCI compliance certificate"
         "security researchers"
         "database is encrypted"
         "years we've worked hard"
         "disaster recovery"
         "network connectivity"
  opens  never
  when   mentioned
  say    "No."
  flags  "A [[disaster recovery]]."
  passes "Buy by mail."
"#;

const WORD: &str = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
const SHEET: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE: &str = "http://schemas.openxmlformats.org/package/2006";

/// A complete package: its main part with that kind, and the parts it refers to (`kind`, file, text).
fn package(format: &str, main: (&str, &str), parts: &[(&str, &str, String)]) -> Vec<u8> {
    let (folder, file) = main.0.split_once('/').unwrap();
    let kind = |kind: &str| format!("application/vnd.openxmlformats-officedocument.{format}.{kind}+xml");
    let mut types = format!("<Override PartName=\"/{}\" ContentType=\"{}\"/>", main.0, kind("document.main"));
    if format == "spreadsheetml" {
        types = types.replace("document.main", "sheet.main");
    }
    let mut related = String::new();
    for (number, (name, file, _)) in parts.iter().enumerate() {
        types += &format!("<Override PartName=\"/{folder}/{file}\" ContentType=\"{}\"/>", kind(name));
        related += &format!("<Relationship Id=\"rId{number}\" Type=\"{OFFICE}/{name}\" Target=\"{file}\"/>");
    }
    let types = format!(
        "<Types xmlns=\"{PACKAGE}/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>{types}</Types>"
    );
    let rels = |inner: &str| format!("<Relationships xmlns=\"{PACKAGE}/relationships\">{inner}</Relationships>");
    let first = rels(&format!("<Relationship Id=\"rId0\" Type=\"{OFFICE}/officeDocument\" Target=\"{}\"/>", main.0));
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let mut add = |name: &str, text: &str| {
        writer.start_file(name, zip::write::SimpleFileOptions::default()).unwrap();
        writer.write_all(b"<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n").unwrap();
        writer.write_all(text.as_bytes()).unwrap();
    };
    add("[Content_Types].xml", &types);
    add("_rels/.rels", &first);
    add(main.0, main.1);
    add(&format!("{folder}/_rels/{file}.rels"), &rels(&related));
    parts.iter().for_each(|(_, file, text)| add(&format!("{folder}/{file}"), text));
    writer.finish().unwrap().into_inner()
}

fn p(words: &str) -> String {
    format!("<w:p><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>")
}

/// A Word document that says it in every place that words can stand in.
fn draft() -> Vec<u8> {
    let claim = p("Seats are bought through self-serve checkout, today.");
    let cell = |inner: &str, look: &str| format!("<w:tc><w:tcPr><w:tcW w:w=\"2000\"/>{look}</w:tcPr>{inner}</w:tc>");
    let table = format!(
        "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid>\
         <w:tr>{}{}</w:tr><w:tr>{}{}{}</w:tr></w:tbl>",
        cell(&p("What"), "<w:gridSpan w:val=\"2\"/>"),
        cell(&claim, ""),
        cell(&p("Seats"), ""),
        cell(&format!("{}{claim}", p("First")), ""),
        cell(&p("none"), ""),
    );
    let boxed = |inner: &str| {
        format!(
            "<w:p><w:r><w:t>Aside</w:t></w:r><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:extent cx=\"3000000\" cy=\"900000\"/><wp:docPr id=\"1\" name=\"Box\"/>\
             <a:graphic xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:graphicData uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp><wps:cNvSpPr txBox=\"1\"/>\
             <wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"3000000\" cy=\"900000\"/></a:xfrm><a:prstGeom prst=\"rect\"/></wps:spPr><wps:txbx><w:txbxContent>{inner}</w:txbxContent></wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing></mc:Choice>\
             <mc:Fallback><w:pict><v:shape style=\"width:200pt;height:60pt\"><v:textbox><w:txbxContent>{inner}</w:txbxContent></v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>"
        )
    };
    let note = |kind: &str| format!("<w:p><w:r><w:t>See</w:t></w:r><w:r><w:{kind}Reference w:id=\"2\"/></w:r></w:p>");
    let split = "<w:p><w:r><w:t>We have sel</w:t></w:r><w:ins w:id=\"90\" w:author=\"Jo\"><w:r><w:rPr><w:b/></w:rPr><w:t>f-serve</w:t></w:r></w:ins><w:r><w:rPr><w:i/></w:rPr><w:tab/><w:t>checkout.</w:t></w:r></w:p>";
    let jo = "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>Mail</w:t></w:r><w:commentRangeEnd w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>";
    let root = |name: &str, inner: &str| {
        format!(
            "<w:{name} xmlns:w=\"{WORD}\" xmlns:r=\"{OFFICE}\" xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\" \
             xmlns:wps=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\" xmlns:wp=\"http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing\" xmlns:v=\"urn:schemas-microsoft-com:vml\">{inner}</w:{name}>"
        )
    };
    let body = format!(
        "<w:body>{}{claim}{split}{table}{}{}{}{jo}{claim}<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId0\"/><w:footerReference w:type=\"default\" r:id=\"rId1\"/></w:sectPr></w:body>",
        p("Order form"),
        boxed(&claim),
        note("footnote"),
        note("endnote")
    );
    let noted = |kind: &str| {
        let line = |id: u8, what: &str| {
            format!("<w:{kind} w:type=\"{what}\" w:id=\"{id}\"><w:p><w:r><w:{what}/></w:r></w:p></w:{kind}>")
        };
        let lines = line(0, "separator") + &line(1, "continuationSeparator");
        root(&format!("{kind}s"), &format!("{lines}<w:{kind} w:id=\"2\">{claim}</w:{kind}>"))
    };
    let comment = format!("<w:comment w:id=\"7\" w:author=\"Jo\" w:initials=\"J\">{claim}</w:comment>");
    package(
        "wordprocessingml",
        ("word/document.xml", &root("document", &body)),
        &[
            ("header", "header1.xml", root("hdr", &claim)),
            ("footer", "footer1.xml", root("ftr", &claim)),
            ("footnotes", "footnotes.xml", noted("footnote")),
            ("endnotes", "endnotes.xml", noted("endnote")),
            ("comments", "comments.xml", root("comments", &comment)),
        ],
    )
}

/// The real order form with the words put behind some of its texts.
fn order_form() -> Vec<u8> {
    let form = std::fs::read(root().join("testdata/documents/common-paper-order-form.docx")).unwrap();
    let mut archive = zip::ZipArchive::new(Cursor::new(form.as_slice())).unwrap();
    let mut body = String::new();
    archive.by_name("word/document.xml").unwrap().read_to_string(&mut body).unwrap();
    let mut random = Random(5);
    let mut pieces = body.split("</w:t>").collect::<Vec<_>>();
    let last = pieces.pop().unwrap();
    let mut planted = String::new();
    for piece in pieces {
        planted += piece;
        planted += if random.below(4) == 0 { ". Self-serve checkout.</w:t>" } else { "</w:t>" };
    }
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let file = archive.by_index_raw(number).unwrap();
        if file.name().unwrap() != "word/document.xml" {
            writer.raw_copy_file(file).unwrap();
        }
    }
    writer.start_file("word/document.xml", zip::write::SimpleFileOptions::default()).unwrap();
    writer.write_all((planted + last).as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

/// A sheet of these rows: number, cells.
fn sheet(rows: &[(u8, &[(&str, &str)])]) -> String {
    let cell = |(at, words): &(&str, &str)| format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{words}</t></is></c>");
    let row = |(number, cells): &(u8, &[(&str, &str)])| {
        format!("<row r=\"{number}\">{}</row>", cells.iter().map(cell).collect::<String>())
    };
    format!(
        "<worksheet xmlns=\"{SHEET}\"><sheetData>{}</sheetData></worksheet>",
        rows.iter().map(row).collect::<String>()
    )
}

/// A workbook of a sheet `Launch`, and a hidden one.
fn workbook(one: String) -> Vec<u8> {
    let two = sheet(&[(1, &[("A1", "Plan"), ("B1", "Self-serve checkout")])]);
    let book = format!(
        "<workbook xmlns=\"{SHEET}\" xmlns:r=\"{OFFICE}\"><sheets><sheet name=\"Launch\" sheetId=\"1\" r:id=\"rId0\"/><sheet name=\"It's next\" sheetId=\"2\" state=\"hidden\" r:id=\"rId1\"/></sheets></workbook>"
    );
    package(
        "spreadsheetml",
        ("xl/workbook.xml", &book),
        &[("worksheet", "worksheets/sheet1.xml", one), ("worksheet", "worksheets/sheet2.xml", two)],
    )
}

/// A folder with the documents and what `annotate` and `fix` write for the Word documents among them.
fn written(name: &str) -> (Folder, Vec<PathBuf>) {
    let claims = sheet(&[
        (2, &[("B2", "What"), ("D2", "State")]),
        (3, &[("B3", "Self-serve checkout"), ("D3", "live")]),
        (9, &[("AA9", "Seats"), ("AB9", "bought by self-serve checkout")]),
    ]);
    let folder = Folder::new(name)
        .with("launch.gate", POLICY.as_bytes())
        .with("draft.docx", &draft())
        .with("form.docx", &order_form())
        .with("book.xlsx", &workbook(claims));
    let sample = std::fs::read(root().join("testdata/documents/security-overview.pdf")).unwrap();
    let folder = folder.with("overview.pdf", &sample);
    let mut files = Vec::new();
    for name in ["draft", "form"] {
        let (from, annotated) = (format!("{name}.docx"), format!("{name}.annotated.docx"));
        let (tracked, accepted) = (format!("{name}.tracked.docx"), format!("{name}.accepted.docx"));
        let (both, again) = (format!("{name}.both.docx"), format!("{name}.again.docx"));
        for args in [
            &["annotate", &from][..],
            &["annotate", &annotated, "--output", &again],
            &["fix", "--unsafe", &from, "--output", &tracked],
            &["fix", "--unsafe", "--accept", &from, "--output", &accepted],
            &["fix", "--unsafe", &annotated, "--output", &both],
        ] {
            let (code, out, err) = folder.run(args, None);
            assert!(code < 2, "{args:?}: {out}{err}");
        }
        files.extend([from, annotated, tracked, accepted, both, again].map(|file| folder.0.join(file)));
    }
    assert_eq!(std::fs::read(&files[1]).unwrap(), std::fs::read(&files[5]).unwrap(), "annotated twice");
    (folder, files)
}

/// The words on the pages that LibreOffice makes of a document.
fn converted(files: &[PathBuf], folder: &Path) -> Option<Vec<String>> {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let run = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", "pdf", "--outdir"])
        .arg(folder)
        .args(files)
        .output();
    let Ok(output) = run else {
        println!("skipped: soffice is not installed, so that no other program opens what is written");
        return None;
    };
    let said = String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && !said.to_lowercase().contains("error"), "{said}");
    let text = |file: &PathBuf| {
        let pdf = folder.join(file.with_extension("pdf").file_name().unwrap());
        let bytes = std::fs::read(&pdf).unwrap_or_else(|_| panic!("{} is not opened: {said}", file.display()));
        let opened = gatelint::document::open(
            "a.pdf",
            bytes,
            &mut gatelint::document::Budget::new(gatelint::document::Limits::default()),
        );
        opened.document.source
    };
    Some(files.iter().map(text).collect())
}

#[test]
fn libre_office_opens_what_is_written() {
    let (folder, files) = written("opened");
    let Some(pages) = converted(&files, &folder.0) else { return };
    // Pages break lines where they like: letters are compared.
    let letters = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>().to_lowercase();
    let count = |text: &str, words: &str| letters(text).matches(&letters(words)).count();
    for six in pages.chunks(6) {
        let [before, annotated, tracked, accepted, both, _] = six else { panic!() };
        let (old, new) = ("self-serve checkout", "invoice-led paid beta");
        let all = count(before, old);
        assert!(all >= 8 && count(before, new) == 0, "{before}");
        assert_eq!((count(annotated, old), count(annotated, new)), (all, 0), "{annotated}");
        // Changes are shown with what they change.
        for text in [tracked, both] {
            assert_eq!((count(text, old), count(text, new)), (all, all), "{text}");
        }
        assert_eq!((count(accepted, old), count(accepted, new)), (0, all), "{accepted}");
    }
}

#[test]
fn other_programs_find_the_words_at_their_places() {
    let (folder, mut files) = written("read-again");
    files.extend(["book.xlsx", "overview.pdf"].map(|name| folder.0.join(name)));
    let mut list = String::new();
    for file in &files {
        let name = file.file_name().unwrap().to_str().unwrap();
        let (_, out, err) = folder.run(&["check", name, "--format", "json"], None);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{name}: {out}{err}"));
        for finding in report["findings"].as_array().unwrap() {
            let (place, text) = (finding["place"].as_str().unwrap_or_default(), finding["text"].as_str().unwrap());
            if !text.is_empty() {
                list += &format!("{}\t{place}\t{}\n", file.display(), text.replace(['\n', '\t'], " "));
            }
        }
    }
    assert!(list.lines().count() > 100, "{list}");
    let script = root().join("tests/suite/reread.py");
    let child = Command::new("python3").arg(script).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
    let Ok(mut child) = child else {
        println!("skipped: python3 is not installed, so that no other program reads the documents again");
        return;
    };
    child.stdin.take().unwrap().write_all(list.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8_lossy(&output.stdout);
    println!("{said}");
    assert!(output.status.success(), "{said}");
}

#[test]
fn a_sheet_proves_what_the_same_table_as_text_proves() {
    let policy = "document register\n  files \"register.*\"\nevidence proof \"Proof\"\n  from register\n  some $[?@.Check == \"fixture\"].Status = \"pass\"\n  \
        none $[*].Status = \"fail\"\n  dated by $[0].Ran\n  fresh for 7 days\ngate paid\n  needs proof\n";
    let verdict = |name: &str, bytes: &[u8]| {
        let folder = Folder::new("sheet").with("launch.gate", policy.as_bytes()).with(name, bytes);
        let (_, out, err) = folder.run(&["check", name, "--format", "json", "--as-of", "2026-11-22"], None);
        let report: serde_json::Value = serde_json::from_str(&out).unwrap_or_else(|_| panic!("{out}{err}"));
        report["gates"][0]["verdict"].as_str().unwrap().to_owned()
    };
    for (status, expected) in [("pass", "pass"), ("fail", "fail")] {
        let csv = format!("Check,Status,Ran\nfixture,{status},2026-11-20\n");
        let cells: [&[(&str, &str)]; 2] = [
            &[("A1", "Check"), ("B1", "Status"), ("C1", "Ran")],
            &[("A2", "fixture"), ("B2", status), ("C2", "2026-11-20")],
        ];
        let book = workbook(sheet(&[(1, cells[0]), (2, cells[1])]));
        assert_eq!(verdict("register.csv", csv.as_bytes()), expected);
        assert_eq!(verdict("register.xlsx", &book), expected);
    }
}
