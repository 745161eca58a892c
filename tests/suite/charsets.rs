//! Pages in other character sets than UTF-8: findings stand at the bytes of the file, and fixes are written in its letters.

use crate::support::Folder;

const DAY: [&str; 2] = ["--as-of", "2026-11-22"];

/// The JSON report's span of the only finding in a page of these bytes.
fn found(page: &[u8]) -> (u64, u64) {
    let folder = Folder::new("charsets").with("page.html", page);
    let (code, report, _) = folder.run(&["check", "page.html", "--format", "json", DAY[0], DAY[1]], None);
    assert_eq!(code, 1, "{report}");
    let report: serde_json::Value = serde_json::from_str(&report).unwrap();
    let span = &report["findings"][0]["span"];
    (span["start"].as_u64().unwrap(), span["end"].as_u64().unwrap())
}

#[test]
fn findings_stand_at_the_bytes_of_the_file() {
    for (label, before) in [
        ("windows-1252", &b"Caf\xe9 M\xfcller \x96 "[..]),
        ("iso-8859-15", b"100 \xa4 f\xfcr "),
        ("shift_jis", b"\x8d\x5d\x92\x72 "),
        ("iso-2022-jp", b"\x1b$B9>CS\x1b(B "),
        ("gb18030", b"\xbd\xad\xb3\xd8 \x81\x30\x81\x30 "),
    ] {
        let head = [format!("<meta charset={label}><p>").as_bytes(), before].concat();
        let words = b"Self-serve <b>checkout</b>";
        let page = [&head, &words[..], b" is included."].concat();
        let (start, end) = found(&page);
        assert_eq!((start, end), (head.len() as u64, (head.len() + words.len() - 4) as u64), "{label}");
    }
}

#[test]
fn fixes_are_written_in_the_letters_of_the_page() {
    let page = b"<meta http-equiv=content-type content='text/html; charset=iso-8859-1'><p>F\xfcr Sie: self-serve checkout is included. \xa9";
    let folder = Folder::new("charsets-fix").with("page.html", page);
    let (_, told, trouble) = folder.run(&["fix", "page.html", "--unsafe", "--in-place", DAY[0], DAY[1]], None);
    assert_eq!((told.as_str(), trouble.as_str()), ("page.html: 1 change made\n", ""));
    let expected = b"<meta http-equiv=content-type content='text/html; charset=iso-8859-1'><p>F\xfcr Sie: invoice-led paid beta is included. \xa9";
    assert_eq!(std::fs::read(folder.0.join("page.html")).unwrap(), expected);
}

#[test]
fn what_is_in_no_known_letters_is_not_read() {
    let told = |name: &str, bytes: &[u8]| {
        let folder = Folder::new("charsets-none").with(name, bytes);
        let (code, report, _) = folder.run(&["check", name, "--format", "plain", DAY[0], DAY[1]], None);
        assert_eq!(code, 2, "{report}");
        report.lines().next().unwrap_or_default().to_owned()
    };
    let refused = |name: &str, at: usize| {
        format!("{name}:1:1: error artifact/unreadable: the text is broken at byte {at}: save the file as UTF-8")
    };
    for name in ["a.html", "a.md", "a.txt", "a.csv"] {
        assert_eq!(told(name, b"Caf\xe9"), refused(name, 3));
    }
    assert_eq!(told("a.html", b"<meta charset=klingon>\xe9"), refused("a.html", 22));
    assert_eq!(told("a.html", b"<meta charset=utf-8>\xe9"), refused("a.html", 20));
    assert_eq!(
        told("a.html", b"<p>***</p>"),
        "a.html:1:1: error artifact/empty: no text was found in the file: there is nothing to check"
    );
    assert_eq!(
        told("a.md", b"***\n"),
        "a.md:1:1: error artifact/empty: no text was found in the file: there is nothing to check"
    );
}
