use super::read;
use crate::document::{BlockKind, Budget, Extract, FaultCode, Format, Limits};
use crate::span::Span;

fn bytes(source: &[u8]) -> Extract {
    read(source, &mut Budget::new(Limits::default()))
}

fn mail(source: &str) -> Extract {
    bytes(source.replace('\n', "\r\n").as_bytes())
}

/// Each block as `place: >quote text`.
fn told(extract: &Extract) -> Vec<String> {
    let blocks = extract.content.blocks.iter().filter(|block| !block.text.is_empty());
    blocks
        .map(|block| {
            let place = extract.places.of(block.span).unwrap_or_default();
            let aside = if block.kind == BlockKind::Aside { "aside " } else { "" };
            format!("{place}: {aside}{}{}", ">".repeat(block.quote.into()), block.text.plain())
        })
        .collect()
}

/// Each fault as `place code: message`.
fn faults(extract: &Extract) -> Vec<String> {
    let place = |span| extract.places.of(span).unwrap_or_default();
    let faults = extract.content.faults.iter();
    faults.map(|fault| format!("{} {}: {}", place(fault.span), fault.code.name(), fault.message)).collect()
}

/// Holds that the words of each block stand where its map says.
fn check_spans(extract: &Extract) {
    let mut start = 0;
    for block in &extract.content.blocks {
        assert!(start <= block.span.start && extract.text.get(block.span.start..block.span.end).is_some(), "{block:?}");
        start = block.span.start;
        for (at, c) in block.text.plain().char_indices() {
            let span = block.text.to_source(Span::new(at, at + c.len_utf8()));
            assert!(block.span.contains(span) && extract.text.get(span.start..span.end).is_some(), "{block:?}");
        }
    }
}

fn check(source: &str, expected: &[&str]) {
    for extract in [mail(source), bytes(source.as_bytes())] {
        assert_eq!(told(&extract), expected, "{source}");
        assert_eq!(faults(&extract), [""; 0], "{source}");
        check_spans(&extract);
    }
}

/// A mail with this head and this body, told without its subject.
fn check_body(head: &str, body: &str, expected: &str) {
    check(&format!("Subject: a\n{head}\n\n{body}\n"), &["header Subject: Subject: a", expected]);
}

/// The faults of a mail with a subject, and of what follows it.
fn check_faults(rest: &str, expected: &[&str]) {
    let extract = mail(&format!("Subject: a\n{rest}"));
    assert_eq!(faults(&extract), expected, "{rest}");
    check_spans(&extract);
}

#[test]
fn heads_are_fields() {
    check(
        "From: =?utf-8?q?J=C3=BCrgen?= <j@a.example>\nTo: b@c.example,\n d@e.example\nX-Spam: no\n\
         subject : =?utf-8?b?UmVzYWxl?=\n checkout\n\nYes.\n",
        &[
            "header Subject: Subject: Resale checkout",
            "header From: From: J\u{fc}rgen <j@a.example>",
            "header To: To: b@c.example, d@e.example",
            "part 1, line 1: Yes.",
        ],
    );
    let subject = |value: &str, expected: &str| {
        check(
            &format!("Subject: {value}\n\nx\n"),
            &[&format!("header Subject: Subject: {expected}"), "part 1, line 1: x"],
        )
    };
    subject("=?utf-8?Q?re-?= =?utf-8?Q?sale?=", "re-sale");
    subject("=?utf-8?Q?caf=C3?=\n =?utf-8?Q?=A9_now?= then", "caf\u{e9} now then");
    subject("=?iso-8859-1?q?caf=E9?= =?utf-8?b?w6k=?=", "caf\u{e9}\u{e9}");
    subject("=?us-ascii*en?Q?a?= b =?utf-8?Q?c?=", "a b c");
    subject("=?utf-8?x?a?= =?utf-8?q?a", "=?utf-8?x?a?= =?utf-8?q?a");
    subject("what =?", "what =?");
}

#[test]
fn texts_are_decoded() {
    let text = "Content-Type: text/plain; charset";
    check_body(
        &format!("{text}=iso-8859-1\nContent-Transfer-Encoding: quoted-printable"),
        "Caf=E9 re=\n-sale =3D1 =ZZ = ",
        "part 1, line 1: Caf\u{e9} re-sale =1 =ZZ",
    );
    check_body(
        "Content-Type: TEXT/HTML; charset=utf-8\nContent-Transfer-Encoding: BASE64",
        "PGI+cmUt\nc2FsZTwvYj4=",
        "part 1, line 1: re-sale",
    );
    check_body(
        &format!("{text}=\"windows-1251\" (Cyrillic)\nContent-Transfer-Encoding: base64"),
        "4eA=",
        "part 1, line 1: \u{431}\u{430}",
    );
    check_body(&format!("{text}=shift_jis\nContent-Transfer-Encoding: base64"), "g2U=", "part 1, line 1: \u{30c6}");
    check_body(&format!("{text}*=us-ascii'en'utf-8"), "caf\u{e9}", "part 1, line 1: caf\u{e9}");
    check_body("X-Spam: no", "caf\u{e9}", "part 1, line 1: caf\u{e9}");
}

#[test]
fn quotes_keep_their_depth() {
    check(
        "Subject: a\n\nNo.\n\n> Do you?\n>> We do\n",
        &["header Subject: Subject: a", "part 1, line 1: No.", "part 1, line 3: >Do you?", "part 1, line 4: >>We do"],
    );
}

fn alternative(plain: &str, page: &str) -> String {
    format!(
        "Subject: a\nContent-Type: multipart/alternative; boundary=x\n\n--x\nContent-Type: text/plain\n\n{plain}\n\
         --x\nContent-Type: text/html\n\n{page}\n--x--\n"
    )
}

#[test]
fn a_page_is_read_unless_it_says_the_same() {
    let both = |page: &str| alternative("We sell it <https://a.example>.", page);
    let plain = "part 1, line 1: We sell it <https://a.example>.";
    let subject = "header Subject: Subject: a";
    check(&both("<p>We <b>sell</b>\n<a href='https://a.example'>it</a>.</p>"), &[subject, plain]);
    check(&both("<p>We sell it.<img alt=x>"), &[subject, plain, "part 2, line 1: aside x"]);
    check(&both("\n<p>We give it."), &[subject, plain, "part 2, line 2: We give it."]);
    let apart = both("<p>We sell it.").replace("alternative", "mixed");
    check(&apart, &[subject, plain, "part 2, line 1: We sell it."]);
}

#[test]
fn lines_outside_of_the_parts_are_read() {
    check(
        &alternative("One.", "Two.").replacen("\n--x", "\nBefore.\n--x", 1).replace("--x--", "--x--\nAfter."),
        &[
            "header Subject: Subject: a",
            "before part 1, line 1: Before.",
            "part 1, line 1: One.",
            "part 2, line 1: Two.",
            "after part 2, line 1: After.",
        ],
    );
}

#[test]
fn a_boundary_is_a_whole_line() {
    let expected = [
        "header Subject: Subject: a",
        "part 1, line 1 to part 1, line 5: One --x-- --xy --x -x --x-- y",
        "part 2, line 1: Two.",
    ];
    check(&alternative("One --x--\n--xy\n --x\n-x\n--x-- y\n", "Two.").replace("--x--\n", "--x-- \t\n"), &expected);
}

#[test]
fn parts_lie_in_parts() {
    check(
        "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: multipart/related; boundary=xx\n\n\
         --xx\n\nOne.\n--xx\n\nTwo.\n--x\n\nThree.\n--x--\n",
        &["header Subject: Subject: a", "part 1, line 1: One.", "part 2, line 1: Two.", "part 3, line 1: Three."],
    );
}

const ATTACHED: &str = "Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n--x\nContent-Type: text/plain\n\nSee.\n--x\n\
    Content-Type: text/markdown; name=\"a/order.md\"\nContent-Disposition: attachment\nContent-Transfer-Encoding: base64\n\n\
    IyBPcmRlcgo=\n--x\nContent-Type: message/rfc822\n\nSubject: inner\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\n\
    Inner text.\n--y--\n\n--x\nContent-Type: image/png\n\nx\n--x--\n";

fn members(source: &str) -> Vec<String> {
    let members = bytes(source.as_bytes()).members;
    members.iter().map(|held| format!("{}: {}", held.name, String::from_utf8_lossy(&held.bytes))).collect()
}

#[test]
fn attachments_are_members() {
    let extract = bytes(ATTACHED.as_bytes());
    assert_eq!(
        told(&extract),
        [
            "header Subject: Subject: a",
            "part 1, line 1: See.",
            "part 2: Attachment: order.md",
            "part 3: Attachment: part-3.eml",
            "part 4: Attachment: part-4.bin",
        ]
    );
    assert_eq!(
        members(ATTACHED),
        [
            "order.md: # Order\n",
            "part-3.eml: Subject: inner\nContent-Type: multipart/mixed; boundary=y\n\n--y\n\nInner text.\n--y--\n",
            "part-4.bin: x"
        ]
    );
}

#[test]
fn names_of_attachments() {
    let named = |head: &str, expected: &str| {
        let part = format!("--x\n{head}\n\nx\n");
        let source = format!("Subject: a\nContent-Type: multipart/mixed; boundary=x\n\n{part}{part}--x--\n");
        assert_eq!(members(&source), [format!("{expected}: x"), format!("2-{expected}: x")], "{head}");
    };
    let disposition = "Content-Disposition: attachment; filename";
    named(&format!("{disposition}=\"caf=C3=A9 \\\"1\\\".docx\""), "caf=C3=A9 \"1\".docx");
    named(&format!("{disposition}*=utf-8''caf%C3%A9.docx"), "caf\u{e9}.docx");
    named(&format!("{disposition}*0=\"or\";\n filename*1=\"der.docx\""), "order.docx");
    named(&format!("{disposition}*0*=utf-8''%C3%A9;\n filename*1=\"der.docx\""), "\u{e9}der.docx");
    named(&format!("{disposition}=\"=?utf-8?B?w6k=?=.pdf\""), "\u{e9}.pdf");
    named(&format!("{disposition}=../../etc/order.docx; size=3"), "order.docx");
    named(&format!("Content-Type: text/html\n{disposition}=offer"), "offer.html");
    named(&format!("{disposition}=my order.docx"), "my order.docx");
}

#[test]
fn the_character_set_of_an_attached_text_is_the_mails() {
    let source = "Subject: a\nContent-Type: text/html; charset=iso-8859-1; name=a.html\n\n";
    let extract = bytes(&[source.as_bytes(), b"caf\xe9"].concat());
    assert_eq!(extract.members[0].bytes, "\u{feff}caf\u{e9}".as_bytes());
}

#[test]
fn mails_of_a_mailbox_are_members() {
    let source = "From a@b Mon Nov 23\nSubject: a\n\nOne.\n\nFrom now on\n\nFrom c@d Mon Nov 23\nSubject: b\n\nTwo.\n";
    assert_eq!(
        members(source),
        [
            "mail-1.eml: From a@b Mon Nov 23\nSubject: a\n\nOne.\n\nFrom now on\n\n",
            "mail-2.eml: From c@d Mon Nov 23\nSubject: b\n\nTwo.\n"
        ]
    );
    check("From a@b Mon Nov 23\nSubject: a\n\nOne.\n", &["header Subject: Subject: a", "part 1, line 1: One."]);
}

#[test]
fn a_mail_is_one_whatever_its_name() {
    let sent = "Received: x\nFrom: a@b.example\nSubject: c\n\nd\n";
    let note = "From: Anna\nTo: Ben\nSubject: c\n\nd\n";
    for (name, source, expected) in [
        ("a.txt", sent, Format::Eml),
        ("-", sent, Format::Eml),
        ("a.md", sent, Format::Eml),
        ("a.yaml", sent, Format::Yaml),
        ("a.txt", note, Format::Text),
        ("a.EML", note, Format::Eml),
        ("a.mht", "", Format::Eml),
    ] {
        assert_eq!(Format::detect(name, source.as_bytes()), Ok(expected), "{name}: {source}");
    }
}

#[test]
fn what_is_locked_or_not_known_is_a_fault() {
    check_faults(
        "Content-Type: application/pkcs7-mime; smime-type=enveloped-data; name=smime.p7m\n\nxx\n",
        &["part 1 artifact/encrypted: part 1 is locked (S/MIME): save the mail as it shows when it is opened"],
    );
    check_faults(
        "Content-Type: application/pkcs7-mime; smime-type=Signed-Data; name=smime.p7m\n\nxx\n",
        &[
            "part 1 artifact/unreadable: part 1 is wrapped in its signature (S/MIME): save the mail as it shows when it is opened",
        ],
    );
    check_faults(
        "Content-Type: multipart/encrypted; boundary=x\n\n--x\n\na\n--x--\n",
        &[" artifact/encrypted: it is locked (PGP): save the mail as it shows when it is opened"],
    );
    check_faults(
        "\n-----BEGIN PGP MESSAGE-----\nx\n",
        &["part 1, line 1 artifact/encrypted: part 1 is locked (PGP): save the mail as it shows when it is opened"],
    );
    check_faults(
        "Content-Type: text/plain; charset=klingon\n\nx\n",
        &[
            "part 1, line 1 artifact/unreadable: part 1 is in the character set `klingon`, which is not known: save its text as UTF-8",
        ],
    );
    check_faults(
        "Content-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: quoted-printable\n\n=FF\n",
        &["part 1, line 1 artifact/unreadable: part 1 holds bytes that are no text in `utf-8`: save its text as UTF-8"],
    );
    check_faults(
        "Content-Type: text/plain\nContent-Transfer-Encoding: x-uuencode\n\nx\n",
        &["part 1, line 1 artifact/unreadable: part 1 is in the encoding `x-uuencode`, which gatelint does not read"],
    );
    check_faults(
        "\nSee below.\n\nbegin 644 order.docx\n#0V%T\n`\nend\n",
        &["part 1, line 1 artifact/unreadable: part 1 has a file in its text (uuencode), which gatelint does not read"],
    );
    check_faults("\nWe\nbegin 2026 with you.\n\nAll of you.\n", &[]);
    check_faults(
        "Content-Type: text/plain\nContent-Type: text/html\n\nx\n",
        &[
            "part 1, line 1 artifact/unreadable: part 1 has two fields `Content-Type`, and nobody can say which of them holds",
        ],
    );
    check_faults(
        "Content-Type: application/ms-tnef; name=winmail.dat\n\nx\n",
        &[
            "part 1 artifact/unreadable: part 1 is wrapped by Outlook (winmail.dat), which gatelint does not read: save what lies in it",
        ],
    );
    check_faults(
        "To: =?klingon?q?x?=\n\nx\n",
        &["header To artifact/unreadable: the field `To` is written in an encoding that is broken or not known"],
    );
}

#[test]
fn a_broken_body_is_read_as_far_as_it_goes() {
    let source = "Subject: a\nContent-Transfer-Encoding: base64\n\nT25lLg==\n-- \nTwo, from a list.\n";
    let extract = bytes(source.as_bytes());
    assert_eq!(
        told(&extract),
        ["header Subject: Subject: a", "part 1, line 1 to part 1, line 3: One. -- Two, from a list."]
    );
    assert_eq!(
        faults(&extract),
        ["part 1, line 1 artifact/unreadable: part 1 is not in base64 to its end, as it says it is"]
    );
}

#[test]
fn boundaries_that_lie_are_faults() {
    let lost = "Content-Transfer-Encoding: base64\n\nV2Ugc2VsbCBpdC4=\n";
    let none = "Content-Type: multipart/mixed\n\n--x\n";
    check_faults(
        &format!("{none}{lost}"),
        &[" artifact/unreadable: its parts can't be told apart: the head names no boundary between them"],
    );
    check_faults(
        &format!("Content-Type: multipart/mixed; boundary=y\n\n--x\n{lost}"),
        &[" artifact/unreadable: its parts can't be told apart: no line is the boundary `y`"],
    );
    check_faults(
        "Content-Type: multipart/mixed; boundary=x\n\n--x\n\nOne.\n",
        &[" artifact/unread-part: it may be cut off: the line `--x--` at the end of its parts is missing"],
    );
    assert_eq!(
        faults(&mail("no head\n\nx")),
        [" artifact/unreadable: it is named like a mail and has no head: give it the name of what it is"]
    );
    for empty in ["\n", "\n\n \n", "Content-Type: text/html\n\n<p></p>", "Content-Type: image/png\n\nx"] {
        check_faults(
            empty,
            &[" artifact/no-text-layer: no text was found in it but its head: there is nothing to check"],
        );
    }
}

/// Each of them takes minutes where a reader goes over the rest of the mail again for each of its parts or words.
#[test]
fn hostile_mails_end() {
    let level = |number: usize| format!("Content-Type: multipart/mixed; boundary=b{number}\n\n--b{number}\n");
    let deep: String = (0..20_000).map(level).collect();
    let same = "Content-Type: multipart/mixed; boundary=x\n\n--x\n".repeat(20_000);
    let lost = "--x\nContent-Type: multipart/mixed; boundary=lost\n\n".repeat(9_000);
    let lost = format!("Content-Type: multipart/mixed; boundary=x\n\n{lost}");
    let many = format!("Content-Type: multipart/mixed; boundary=x\n\n{}", "--x\n\na\n".repeat(50_000));
    let words = format!("Subject: {}\n\nx", "=?u?q?".repeat(300_000));
    let params = format!("Content-Type: text/plain{}\n\nx", "; a*1=b".repeat(100_000));
    for (source, code) in [
        (deep, FaultCode::TooDeep),
        (same, FaultCode::TooDeep),
        (lost, FaultCode::Unreadable),
        (many, FaultCode::TooLarge),
        (words, FaultCode::Empty),
        (params, FaultCode::Empty),
    ] {
        let extract = bytes(source.as_bytes());
        check_spans(&extract);
        let found = extract.content.faults.iter().any(|fault| fault.code == code);
        assert!(found || code == FaultCode::Empty, "{:?}", extract.content.faults.first());
    }
}

#[test]
fn broken_mails_end_in_a_verdict() {
    let whole = ATTACHED.as_bytes();
    for at in 0..whole.len() {
        for byte in [0, b'\n', b'-', b'=', b'"', 0xff] {
            let mut broken = whole.to_vec();
            broken[at] = byte;
            check_spans(&bytes(&broken));
        }
        check_spans(&bytes(&whole[..at]));
    }
}
