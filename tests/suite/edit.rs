//! What `fix` and `annotate` write: only what was asked for changes, and nothing is lost.

use gatelint::document::decode;
use gatelint::edit::{Original, plan};
use gatelint::finding::Finding;
use gatelint::policy::{PolicyText, embedded::EMBEDDED, load};
use gatelint::{Input, Job, lint};
use proptest::prelude::*;

use crate::support::{expect, root};

/// `bytes` with all fixes in.
fn fixed(path: &str, bytes: &[u8]) -> Vec<u8> {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    let loaded = load(vec![shipped], &|_, path| Err(path.into()));
    let job = Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap();
    let outcome = lint(&job, vec![Input::new(path, bytes.to_vec())]);
    let findings: Vec<&Finding> = outcome.applied.findings.iter().collect();
    let artifact = &outcome.artifacts[0];
    let original = Original::of(artifact, bytes.to_vec(), job.limits).unwrap();
    let plan = plan(artifact, &findings, true, Some(&original));
    original.with(artifact, &plan.edits, None).unwrap()
}

fn check(path: &str, before: &str, after: &str) {
    assert_eq!(String::from_utf8(fixed(path, before.as_bytes())).unwrap(), after);
}

#[test]
fn markup_and_everything_around_stay() {
    check("a.md", "We sell self-serve checkout.\n", "We sell invoice-led paid beta.\n");
    check("a.md", "We sell the **self-serve checkout**.", "We sell the **invoice-led paid beta**.");
    check("a.md", "**We sell a self-serve checkout.**", "**We sell an invoice-led paid beta.**");
    check("a.md", "Your HRIS automation is included.", "Your reviewed HRIS file import is included.");
    check("a.md", "We sell **self-serve** checkout.", "We sell **invoice-led paid beta**.");
    check("a.md", "- We sell self-serve\n  checkout.\n", "- We sell invoice-led paid beta.\n");
    check("a.md", "We sell [self-serve checkout](x.md) now.", "We sell [invoice-led paid beta](x.md) now.");
    check("a.md", "\u{feff}We sell self&#8209;serve checkout.\r\n", "\u{feff}We sell invoice-led paid beta.\r\n");
    check(
        "a.md",
        "| A | B |\n|---|---|\n| self-serve checkout | included |\n",
        "| A | B |\n|---|---|\n| invoice-led paid beta | included |\n",
    );
    check(
        "a.md",
        "---\nnote: We sell self-serve checkout.\n---\n# T\n",
        "---\nnote: We sell invoice-led paid beta.\n---\n# T\n",
    );
    check("a.txt", "WE SELL SELF-SERVE CHECKOUT\r\n", "WE SELL INVOICE-LED PAID BETA\r\n");
    check("a.txt", "Self-serve checkout is included.", "Invoice-led paid beta is included.");
    check("a.json", "{\"a\":\"We sell self\\u2011serve checkout.\" }", "{\"a\":\"We sell invoice-led paid beta.\" }");
    check("a.yaml", "a: >\n  We sell self-serve\n  checkout.\n", "a: >\n  We sell invoice-led paid beta.\n");
}

#[test]
fn quoted_words_and_sentences_that_the_wording_does_not_fit_stay() {
    for text in [
        "> We sell self-serve checkout.\n",
        "> > - We sell self-serve checkout.\n",
        "On Monday Bob wrote:\n> We sell self-serve checkout.\n",
        "AWS is SOC 2 certified.\n",
        "Trial seats automatically convert to paid ones.\n",
        "Broad enterprise automation is included.\n",
    ] {
        check("a.md", text, text);
        check("a.txt", text, text);
    }
    let page = "<blockquote>We sell self-serve checkout.</blockquote>";
    check("a.html", page, page);
}

#[test]
fn what_claims_nothing_stays() {
    for text in
        ["Self-serve checkout is excluded.\n", "Set `self-serve-checkout`.\n", "~~We sell self-serve checkout.~~\n"]
    {
        check("a.md", text, text);
    }
}

#[test]
fn utf16_stays_utf16() {
    let encode = |text: &str| -> Vec<u8> { text.encode_utf16().flat_map(u16::to_be_bytes).collect() };
    let before = encode("\u{feff}Wir: “We sell self-serve checkout.” ☺\r\n");
    let after = encode("\u{feff}Wir: “We sell invoice-led paid beta.” ☺\r\n");
    assert_eq!(fixed("a.txt", &before), after);
}

proptest! {
    #[test]
    fn all_other_bytes_stay(parts in prop::collection::vec(prop::sample::select(vec![
        "We sell self-serve checkout. ", "**HRIS** automation is included. ", "é ", "\n", "\r\n\r\n", "- ", "> ", "| a |", "`x` ", "x ", "\n\n", "# ",
    ]), 0..20)) {
        let before = parts.concat();
        // What stands beside a phrase changes with it, so that a second run may find one more; but it comes to rest.
        let mut after = before.clone();
        for _ in &parts {
            after = String::from_utf8(fixed("a.md", after.as_bytes())).unwrap();
        }
        // Of the letters that both phrases and both replacements lack, none comes or goes.
        let rest = |text: &str| text.chars().filter(|c| matches!(c, 'é' | '|' | '`' | 'x' | '.' | '*')).collect::<String>();
        prop_assert_eq!(rest(&before), rest(&after));
        prop_assert_eq!(&fixed("a.md", after.as_bytes()), &after.clone().into_bytes());
        prop_assert!(decode(after.into_bytes()).is_ok());
    }
}

#[test]
fn a_page_shows_every_block_with_its_marks() {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    let loaded = load(vec![shipped], &|_, path| Err(path.into()));
    let job = Job::new(&loaded.policy, "2026-11-22".parse().unwrap()).unwrap();
    let source = "# Offer <b>\n\nSeats come by **self-serve** checkout & mail.\n\n| Item | Note |\n|---|---|\n| HRIS automation | included |\n\n- one\n  - Broad enterprise SSO is part of it.\n\n    More.\n- [x] two\n\n> quoted\n>> twice\n\n```\ncode\n```\n\npassword: sk_live_4eC39HqLyjWDarjtT1zdp7dc\n";
    let outcome = lint(&job, vec![Input::new("draft.md", source.as_bytes().to_vec())]);
    let findings: Vec<&Finding> = outcome.applied.findings.iter().collect();
    let page = gatelint::annotate::page("draft.md", &outcome.artifacts[0].document, &findings, "1 document");
    assert!(!page.contains("4eC39HqLyjWDarjtT1zdp7dc"));
    expect(&root().join("testdata/expected/annotated.html"), &page);
}
