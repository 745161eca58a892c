//! Mail as a user meets it: what is said in encoded bodies, in what is attached, in quotes and replies.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use crate::support::{Folder, expect, root};

/// A mail with an order form in a base64 page, a list of seats and the mail that asked for it.
fn order_form() -> Vec<u8> {
    std::fs::read(root().join("testdata/documents/order-form.eml")).unwrap()
}

const DAY: [&str; 2] = ["--as-of", "2026-11-22"];

/// Exit code and the plain report of one mail.
fn checked(name: &str, bytes: &[u8]) -> (i32, String) {
    let folder = Folder::new(&format!("mail-{name}")).with("mail.eml", bytes);
    let (code, report, trouble) = folder.run(&["check", "mail.eml", "--format", "plain", DAY[0], DAY[1]], None);
    assert_eq!(trouble, "");
    (code, report)
}

/// The first line of each finding on a mail with this body, and its place.
fn check(body: &str, expected: &[&str]) {
    let source = format!("From: a@b.example\nSubject: Connectors\n\n{body}");
    let (code, report) = checked("body", source.as_bytes());
    let kept = |line: &&str| line.contains(": error ") || line.starts_with("  at ");
    let found: Vec<&str> = report.lines().filter(kept).collect();
    assert_eq!(found, expected, "{body}");
    assert_eq!(code, i32::from(!expected.is_empty()), "{body}");
}

#[test]
fn a_claim_in_an_encoded_page_is_found_where_it_stands() {
    let (code, report) = checked("order", &order_form());
    assert_eq!(code, 1);
    expect(&root().join("testdata/expected/order-form.eml.txt"), &report);
}

/// The mail with `old` replaced by `new` in its page.
fn planted(old: &str, new: &str) -> Vec<u8> {
    let mail = String::from_utf8(order_form()).unwrap();
    let start = mail.find("PCFET0NU").unwrap();
    let end = start + mail[start..].find("--=_inner").unwrap();
    let letters: String = mail[start..end].split_whitespace().collect();
    let page = String::from_utf8(STANDARD.decode(letters).unwrap()).unwrap();
    assert!(page.contains(old), "{old}");
    let page = STANDARD.encode(page.replacen(old, new, 1));
    [&mail[..start], &page, "\r\n", &mail[end..]].concat().into_bytes()
}

#[test]
fn words_planted_in_the_page_are_found_on_their_line() {
    let places = |old: &str, new: &str| {
        let (_, report) = checked("planted", &planted(old, new));
        let own = report.lines().filter(|line| line.starts_with("  at "));
        own.map(str::to_owned).collect::<Vec<_>>()
    };
    let first = "  at part 1, line 12 to part 1, line 13";
    assert_eq!(places("Through <b>self", "Not through <b>self"), [""; 0]);
    assert_eq!(
        places("40, invoiced", "40 with <i>HRIS</i>\n&#32;automation, invoiced"),
        ["  at part 1, line 11 to part 1, line 12", "  at part 1, line 13 to part 1, line 14"]
    );
    assert_eq!(places("<td>Acme", "<td>HRIS&nbsp;automation included for Acme"), ["  at part 1, line 10", first]);
    assert_eq!(places(" stays in test mode", " and HRIS automation are live"), [first, "  at part 1, line 16"]);
}

#[test]
fn quoted_words_are_answered_by_the_reply() {
    let claim = "HRIS automation` is claimed, and gate `enterprise` is not open";
    let found = |line: usize, from: usize| {
        [
            format!("mail.eml:{line}:{from}: error block/hris-automation: `{claim}"),
            format!("  at part 1, line {}", line - 2),
        ]
    };
    check("> Do you offer HRIS automation?\n\nNo, we do not.\n", &[]);
    let [first, place] = found(3, 16);
    check("> Do you offer HRIS automation?\n\nYes, we do.\n", &[&first, &place]);
    let [first, place] = found(3, 3);
    check("> HRIS automation is included.\n\nConfirmed.\n", &[&first, &place]);
    check("> HRIS automation is included.\n\nThat is not part of the order.\n", &[]);
}

#[test]
fn a_subject_claims_too() {
    let source = "From: a@b.example\nSubject: =?utf-8?q?HRIS_automation_is_?= =?utf-8?b?aW5jbHVkZWQ=?=\n\nSee below.\n";
    let (code, report) = checked("subject", source.as_bytes());
    assert_eq!(code, 1);
    assert!(report.contains("\n  at header Subject\n"), "{report}");
}

#[test]
fn what_cannot_be_read_is_no_pass() {
    let body = "Subject: a\nContent-Transfer-Encoding: base64\n\nV2Ug!!!\n";
    let (code, report) = checked("broken", body.as_bytes());
    assert_eq!(code, 2);
    assert_eq!(
        report,
        "mail.eml:2:1: error artifact/unreadable: part 1 is not in base64 to its end, as it says it is\n  \
         at part 1, line 1\n  help: this file is not checked until it can be read\n\n\
         not given, though 12 rules are about them: `Order form`, `Buyer close pack`, `Customer launch room` and 6 more\n\
         1 document x 31 rules: 1 error; 12 rules had no document\n"
    );
    let (code, _) = checked("empty", b"Subject: a\n\n");
    assert_eq!(code, 2);
}

#[test]
fn mails_in_mails_are_read_to_the_limit() {
    let mut mail = "Subject: last\n\nWe offer HRIS automation.\n".to_owned();
    for _ in 0..4 {
        mail = format!("Subject: a\nContent-Type: message/rfc822\n\n{mail}");
    }
    let (code, report) = checked("nested", mail.as_bytes());
    assert_eq!(code, 1);
    let inner = "mail.eml!/part-1.eml!/part-1.eml!/part-1.eml!/part-1.eml:2:10: error block/hris-automation";
    assert!(report.contains(inner), "{report}");
    let (code, report) = checked("deeper", format!("Subject: a\nContent-Type: message/rfc822\n\n{mail}").as_bytes());
    assert_eq!(code, 2);
    assert!(report.contains("archives lie in each other more than 4 deep"), "{report}");
}

#[test]
fn all_commands_know_mail() {
    let folder = Folder::new("mail-commands").with("mail.eml", &order_form());
    let run = |args: &[&str]| folder.run(&[args, &DAY].concat(), None);
    let (code, told, _) = run(&["explain", "mail.eml:17"]);
    assert_eq!(code, 0);
    assert!(told.contains("is claimed  [block/self-serve-checkout]"), "{told}");
    let (_, told, _) = run(&["explain", "mail.eml!/part-4.eml:1"]);
    assert!(told.is_empty(), "{told}");
    let (code, told, _) = run(&["annotate", "mail.eml"]);
    assert_eq!(code, 1);
    assert_eq!(
        told,
        "mail.annotated.html: 1 finding shown\nmail.eml.Anlage Übersicht.annotated.html: 1 finding shown\n\
         mail.eml.part-4.annotated.html: 0 findings shown\n"
    );
    let page = std::fs::read_to_string(folder.0.join("mail.annotated.html")).unwrap();
    assert!(page.contains("<mark class=\"error\">self\u{2011}serve checkout</mark>"), "{page}");
    let (code, told, _) = run(&["fix", "mail.eml", "--unsafe", "--in-place"]);
    assert_eq!(code, 1);
    assert!(told.contains("the new wording can't be written at this place: put it in by hand"), "{told}");
    assert_eq!(std::fs::read(folder.0.join("mail.eml")).unwrap(), order_form());
}

#[test]
fn a_clean_mail_is_explained_in_its_own_lines() {
    let source = "From: a@b.example\nSubject: a\nContent-Transfer-Encoding: base64\n\nT25lLgpUd28uCg==\n";
    let folder = Folder::new("mail-lines").with("mail.eml", source.as_bytes());
    let (_, told, _) = folder.run(&["explain", "mail.eml:4", DAY[0], DAY[1]], None);
    assert_eq!(
        told,
        "mail.eml:4, Sales mail, note or one-pager\n  Two.\n\nno blocked wording and no finding stands on this line\n"
    );
}
