//! Packed files: claims in a real Word order form, files in archives, and packages that are made to do harm.

use std::io::{Cursor, Read as _, Write as _};
use std::sync::LazyLock;

use gatelint::policy::{Policy, PolicyText, embedded::EMBEDDED, load};
use gatelint::{Input, Job, Outcome, lint};
use zip::write::SimpleFileOptions;

use crate::support::{Random, archive, load_text, root};

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    load(vec![shipped], &|_, path| Err(path.into())).policy
});

static ORDER_FORM: LazyLock<Vec<u8>> =
    LazyLock::new(|| std::fs::read(root().join("testdata/documents/common-paper-order-form.docx")).unwrap());

fn part(package: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

/// The package with one part changed.
fn with_part(package: &[u8], changed: &str, text: &str) -> Vec<u8> {
    let mut archive = zip::ZipArchive::new(Cursor::new(package)).unwrap();
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for number in 0..archive.len() {
        let file = archive.by_index_raw(number).unwrap();
        if file.name().unwrap() != changed {
            writer.raw_copy_file(file).unwrap();
        }
    }
    writer.start_file(changed, SimpleFileOptions::default()).unwrap();
    writer.write_all(text.as_bytes()).unwrap();
    writer.finish().unwrap().into_inner()
}

fn job(policy: &Policy) -> Job<'_> {
    Job::new(policy, "2026-11-22".parse().unwrap()).unwrap()
}

/// Each finding of a `block` rule or of the tool: path, place, code, words.
fn told(outcome: &Outcome) -> Vec<String> {
    let shown = outcome.applied.findings.iter().filter(|finding| !finding.code.starts_with("require/"));
    shown
        .map(|finding| {
            let gatelint::finding::Origin::Artifact(number) = finding.place.origin else { panic!() };
            let artifact = &outcome.artifacts[number];
            let place = artifact.document.places.of(finding.place.span).unwrap_or_default();
            let words = if finding.text.is_empty() { &finding.message } else { &finding.text };
            format!("{} | {place} | {} | {words}", artifact.path, finding.code)
        })
        .collect()
}

fn check(name: &str, bytes: Vec<u8>, expected: &[&str]) {
    let outcome = lint(&job(&POLICY), vec![Input::new(name, bytes)]);
    assert_eq!(told(&outcome), expected, "{name}");
}

/// The real order form, with each pair's first replaced by its second in its body.
fn planted(changes: &[(&str, &str)]) -> Vec<u8> {
    let mut body = part(&ORDER_FORM, "word/document.xml");
    for (old, new) in changes {
        assert!(body.contains(old), "{old}");
        body = body.replacen(old, new, 1);
    }
    with_part(&ORDER_FORM, "word/document.xml", &body)
}

#[test]
fn claims_in_cells_of_a_real_order_form_stand_where_they_were_put() {
    check("form.docx", ORDER_FORM.clone(), &[]);
    let support = "{technical_support}";
    check(
        "form.docx",
        planted(&[(support, "Self-serve checkout is included.")]),
        &["form.docx | table 1 row 12 column 2 paragraph 3 | block/self-serve-checkout | Self-serve checkout"],
    );
    check("form.docx", planted(&[(support, "Self-serve checkout is excluded.")]), &[]);
    let split = "Self-</w:t></w:r><w:proofErr/><w:r><w:rPr><w:b/></w:rPr><w:t>serve chec</w:t></w:r><w:r><w:t>kout is \
        </w:t></w:r><w:del w:author=\"B\"><w:r><w:delText>not </w:delText></w:r></w:del><w:ins w:author=\"B\"><w:r><w:t>included.";
    check(
        "form.docx",
        planted(&[("{technical_support}</w:t></w:r>", &format!("{split}</w:t></w:r></w:ins>"))]),
        &["form.docx | table 1 row 12 column 2 paragraph 3 | block/self-serve-checkout | Self-serve checkout"],
    );
}

#[test]
fn the_row_a_heading_or_a_list_says_what_a_claim_is() {
    let paragraph = |look: &str, words: &str| format!("<w:p><w:pPr>{look}</w:pPr><w:r><w:t>{words}</w:t></w:r></w:p>");
    let item = |words: &str| paragraph("<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", words);
    let heading = |words: &str| paragraph("<w:outlineLvl w:val=\"1\"/>", words);
    let after = |blocks: &[String]| planted(&[("<w:sectPr", &format!("{}<w:sectPr", blocks.concat()))]);
    check("form.docx", after(&[heading("Out of scope"), item("HRIS automation")]), &[]);
    check(
        "form.docx",
        after(&[heading("Included in this order"), item("HRIS automation")]),
        &["form.docx | paragraph 6 | block/hris-automation | HRIS automation"],
    );
    check("form.docx", after(&[paragraph("", "The pilot excludes:"), item("SAML"), item("HRIS automation")]), &[]);
    let row = |label: &str| planted(&[("Technical Support", label), ("{technical_support}", "HRIS automation")]);
    check("form.docx", row("Excluded from this order"), &[]);
    check(
        "form.docx",
        row("Included in this order"),
        &["form.docx | table 1 row 12 column 2 paragraph 3 | block/hris-automation | HRIS automation"],
    );
}

/// The address of each text in a body, by counting tags: no XML is read.
fn addresses(body: &str) -> Vec<(usize, usize, String)> {
    let tag = regex::Regex::new(r#"<(/?)w:(p|tbl|tr|tc|gridSpan|t)(?: [^>]*?)?(/?)>"#).unwrap();
    let value = regex::Regex::new(r#"w:val="(\d+)""#).unwrap();
    let (mut paragraph, mut table, mut row, mut column, mut span, mut inner, mut in_table) = (0, 0, 0, 0, 1, 0, false);
    let mut found = Vec::new();
    let mut start = None;
    for captures in tag.captures_iter(body) {
        let whole = captures.get(0).unwrap();
        let (closes, empty) = (!captures[1].is_empty(), !captures[3].is_empty());
        match (&captures[2], closes) {
            ("p", false) if in_table => inner += 1,
            ("p", false) => paragraph += 1,
            ("tbl", closes) => {
                in_table = !closes;
                (table, row) = (table + usize::from(!closes), 0);
            }
            ("tr", false) => (row, column, span) = (row + 1, 0, 1),
            ("tc", false) => (column, inner, span) = (column + span, 0, 1),
            ("gridSpan", false) => span = value.captures(whole.as_str()).unwrap()[1].parse().unwrap(),
            ("t", false) if !empty => start = Some(whole.end()),
            ("t", true) => {
                let first = if column == 0 { 1 } else { column };
                let place = match (in_table, inner) {
                    (false, _) => format!("paragraph {paragraph}"),
                    (true, 1) => format!("table {table} row {row} column {first}"),
                    (true, inner) => format!("table {table} row {row} column {first} paragraph {inner}"),
                };
                found.push((start.take().unwrap(), whole.start(), place));
            }
            _ => {}
        }
    }
    found
}

/// Words cut into runs at random, some of them in bold, with marks between them.
fn in_runs(words: &str, random: &mut Random) -> String {
    let between = ["<w:proofErr/>", "<w:bookmarkStart/>", "<w:r><w:lastRenderedPageBreak/></w:r>", ""];
    let looks = ["", "<w:rPr><w:b/></w:rPr>", "<w:rPr><w:i/><w:color w:val=\"FF0000\"/></w:rPr>"];
    let mut out = String::new();
    for (number, letter) in words.chars().enumerate() {
        if number > 0 && random.below(4) == 0 {
            let (between, look) = (between[random.below(between.len())], looks[random.below(looks.len())]);
            out.push_str(&format!("</w:t></w:r>{between}<w:r>{look}<w:t xml:space=\"preserve\">"));
        }
        out.push(letter);
    }
    out
}

#[test]
fn words_planted_at_500_places_in_random_runs_are_found_there() {
    let loaded = load_text(
        "block planted \"Planted\"\n  phrase \"self-serve quokka\"\n  opens never\n  say \"No.\"\n  flags \"A [[self-serve quokka]].\"\n  passes \"No.\"\n",
    );
    let job = job(&loaded.policy);
    let body = part(&ORDER_FORM, "word/document.xml");
    let texts = addresses(&body);
    assert!(texts.len() > 100, "{}", texts.len());
    let mut random = Random(4);
    for _ in 0..500 {
        let (start, end, place) = &texts[random.below(texts.len())];
        let hyphen = ["-", "</w:t><w:noBreakHyphen/><w:t>", " ", "\u{2011}"][random.below(4)];
        let gap = [" ", "</w:t><w:tab/><w:t>", "</w:t><w:br/><w:t>", "&#160;"][random.below(4)];
        let words = ["self", "serve", "quokka"].map(|word| in_runs(word, &mut random));
        let changed =
            format!("{} {}{hyphen}{}{gap}{} {}", &body[..*start], words[0], words[1], words[2], &body[*end..]);
        let outcome = lint(&job, vec![Input::new("a.docx", with_part(&ORDER_FORM, "word/document.xml", &changed))]);
        let artifact = &outcome.artifacts[0];
        let found: Vec<String> =
            artifact.hits.iter().filter_map(|hit| artifact.document.places.of(hit.source)).collect();
        assert_eq!(found.join(" and "), *place, "{}", &changed[*start..*start + 200]);
    }
}

#[test]
fn files_in_archives_are_linted_under_the_archives_path() {
    let claim = b"# Order\n\nHRIS automation is included.\n";
    let inner = archive(&[("deep/note.txt", b"We offer HRIS automation.")]);
    let bundle = archive(&[
        ("order.md", claim),
        ("more/inner.zip", &inner),
        ("more/form.docx", &planted(&[("{technical_support}", "HRIS automation is included.")])),
        ("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"),
    ]);
    check(
        "bundle.zip",
        bundle.clone(),
        &[
            "bundle.zip!/more/form.docx | table 1 row 12 column 2 paragraph 3 | block/hris-automation | HRIS automation",
            "bundle.zip!/more/inner.zip!/deep/note.txt |  | block/hris-automation | HRIS automation",
            "bundle.zip!/order.md |  | block/hris-automation | HRIS automation",
        ],
    );
    let outcome = lint(&job(&POLICY), vec![Input::new("bundle.txt", bundle)]);
    assert_eq!((outcome.artifacts.len(), outcome.unchecked), (3, 1), "an archive is one whatever its name");
    let picture = archive(&[("logo.png", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")]);
    check(
        "bundle.zip",
        picture,
        &[
            "bundle.zip |  | artifact/empty | nothing in it is of a format that gatelint reads: there is nothing to check",
        ],
    );
    let proof = br#"{"kind": "launch-proof-bundle"}"#;
    let outcome = lint(&job(&POLICY), vec![Input::new("b.zip", archive(&[("fixture-proof.json", proof)]))]);
    assert!(outcome.artifacts[0].kind.is_some(), "a member is of the kind that its own path gives it");
}

/// Checks `bytes` with small limits; gives the codes and messages.
fn refused(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let mut job = job(&POLICY);
    job.limits.unpacked = 4 << 20;
    job.limits.members = 20;
    job.limits.nesting = 2;
    let outcome = lint(&job, vec![Input::new(name, bytes)]);
    let tool = outcome.applied.findings.iter().filter(|finding| finding.code.starts_with("artifact/"));
    tool.map(|finding| format!("{}: {}", finding.code, finding.message)).collect()
}

#[test]
fn what_unpacks_without_measure_is_no_pass() {
    let zeros = vec![b' '; 3 << 20];
    assert_eq!(
        refused("a.zip", archive(&[("blank.txt", &zeros)])),
        [
            "artifact/too-large: `blank.txt` unpacks to more than 200 times its size: that is a trap, or raise --max-ratio"
        ]
    );
    let mut random = Random(1);
    let noise: Vec<u8> = (0..1 << 20).map(|_| b' ' + random.below(90) as u8).collect();
    let names: Vec<String> = (0..6).map(|number| format!("{number}.txt")).collect();
    let members: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), noise.as_slice())).collect();
    assert_eq!(
        refused("a.zip", archive(&members)),
        [
            "artifact/too-large: it unpacks to more than 4194304 bytes at `4.txt`: check its parts one by one, or raise --max-unpacked"
        ]
    );
    let halves = archive(&members[..3]);
    let told = refused("a.zip", archive(&[("a.zip", &halves), ("b.zip", &halves)]));
    assert!(!told.is_empty(), "what lies in archives in it counts too");
    assert!(told.iter().all(|told| told.starts_with("artifact/too-large: it unpacks to more than")), "{told:?}");
    let many: Vec<String> = (0..30).map(|number| format!("{number}.txt")).collect();
    let members: Vec<(&str, &[u8])> = many.iter().map(|name| (name.as_str(), &b"x"[..])).collect();
    assert_eq!(
        refused("a.zip", archive(&members)),
        ["artifact/too-large: it holds more than 20 members: unpack it, or raise --max-members"]
    );
    let mut nested = archive(&[("a.txt", b"x")]);
    for _ in 0..3 {
        nested = archive(&[("a.zip", &nested)]);
    }
    assert_eq!(
        refused("a.zip", nested),
        ["artifact/too-large: archives lie in each other more than 2 deep: unpack it, or raise --max-nesting"]
    );
    let body = format!("<w:document><w:body>{}</w:body></w:document>", "<w:p/>".repeat(500_000));
    let bomb = with_part(&ORDER_FORM, "word/document.xml", &body);
    assert!(refused("a.docx", bomb)[0].starts_with("artifact/too-large: `word/document.xml` unpacks"));
}

#[test]
fn tricks_with_names_and_broken_archives_are_no_pass() {
    let outside = archive(&[("../../order.md", b"x"), ("/etc/x.md", b"y"), ("c:\\x.md", b"z")]);
    let told = refused("a.zip", outside);
    assert_eq!(told.len(), 3, "{told:?}");
    assert!(told[0].contains("leads out of the archive"), "{told:?}");
    let twice: Vec<u8> = {
        let bytes = archive(&[("a.md", b"clean"), ("b.md", b"HRIS automation")]);
        bytes.iter().enumerate().map(|(at, b)| if bytes[at..].starts_with(b"b.md") { b'a' } else { *b }).collect()
    };
    assert!(refused("a.zip", twice)[0].contains("two members of the archive have one name"));
    let whole = archive(&[("a.md", b"HRIS automation is live, and so are many other things")]);
    assert!(refused("a.zip", whole[..whole.len() / 2].to_vec())[0].contains("broken or cut off"));
    let mut locked = whole.clone();
    for (at, offset) in [(b"PK\x03\x04", 6), (b"PK\x01\x02", 8)] {
        let at = memchr::memmem::find(&locked, at).unwrap();
        locked[at + offset] |= 1;
    }
    assert!(refused("a.zip", locked)[0].starts_with("artifact/encrypted: `a.md` is locked"));
    for (name, bytes) in [("form.docx", whole.clone()), ("form.docx", b"plain".to_vec())] {
        assert!(refused(name, bytes)[0].contains("it is named like a Word document and is none"));
    }
    for at in 0..whole.len() {
        for change in [0x00, 0xff, whole[at] ^ 0x01] {
            let mut bytes = whole.clone();
            bytes[at] = change;
            let _ = refused("a.zip", bytes);
        }
    }
}

#[test]
fn reports_show_the_address_of_a_claim() {
    let folder = std::env::temp_dir().join(format!("gatelint-{}-form", std::process::id()));
    std::fs::create_dir_all(folder.join(".git")).unwrap();
    std::fs::write(folder.join("form.docx"), planted(&[("{technical_support}", "Self-serve checkout is included.")]))
        .unwrap();
    let run = |format: &str| {
        let output = crate::support::gatelint(&folder, &["check", "form.docx", "--format", format], None);
        assert_eq!(output.status.code(), Some(1));
        String::from_utf8(output.stdout).unwrap()
    };
    let place = "table 1 row 12 column 2 paragraph 3";
    let report: serde_json::Value = serde_json::from_str(&run("json")).unwrap();
    assert_eq!(report["findings"][0]["place"], place);
    assert!(run("plain").contains(&format!("\n  at {place}\n")));
    assert!(run("terminal").contains(&format!("form.docx ({place})")));
    std::fs::remove_dir_all(&folder).unwrap();
}
