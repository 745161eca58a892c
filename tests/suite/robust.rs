//! Any bytes as a policy or a document end in a verdict, never in a panic; spans always slice to what they say.

use gatelint::claim::{ProofWords, Reader};
use gatelint::document::{Document, Format};
use gatelint::finding::Origin;
use gatelint::policy::parse::parse_file;
use gatelint::policy::print::print;
use gatelint::policy::{Policy, PolicyText, embedded::EMBEDDED, load};
use gatelint::{Input, Job, lint};
use proptest::prelude::*;
use std::sync::LazyLock;

static POLICY: LazyLock<Policy> = LazyLock::new(|| {
    let shipped = PolicyText { path: EMBEDDED[0].path.into(), text: EMBEDDED[0].text.into() };
    load(vec![shipped], &|_, path| Err(path.into())).policy
});

/// Text that looks like a document: words of the policy, markup, line ends, odd characters.
fn documentish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("self-serve checkout"),
        Just("HRIS\u{a0}automation"),
        Just("broad enterprise SSO/SCIM"),
        Just(" is "),
        Just("excluded"),
        Just("not included"),
        Just("# "),
        Just("\n"),
        Just("\n\n"),
        Just("- "),
        Just("  - "),
        Just("| "),
        Just("|---|---|\n"),
        Just("> "),
        Just("**"),
        Just("`"),
        Just("~~"),
        Just("\""),
        Just(": "),
        Just("Q: "),
        Just("? "),
        Just(". "),
        Just("\r\n"),
        Just("&amp;"),
        Just("<!-- gatelint: allow "),
        Just("-->"),
        Just("because \""),
        Just("\u{200b}"),
        Just("é"),
        Just("[^1]"),
        Just("{\"a\": "),
        Just("}"),
        Just("---\n"),
        Just("a: &x "),
        Just("*x"),
        Just("No"),
        Just("once you sign, "),
        Just("Exclusions:\n"),
        Just("\t"),
        Just("\u{feff}"),
    ];
    prop::collection::vec(piece, 0..60).prop_map(|pieces| pieces.concat())
}

/// Text that looks like a policy.
fn policyish() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        Just("gate "),
        Just("evidence "),
        Just("block "),
        Just("a"),
        Just("b-c"),
        Just("\n  "),
        Just("\n"),
        Just("needs "),
        Just("phrase "),
        Just("\"x (y|z)\""),
        Just("\"a .. b\""),
        Just("from "),
        Just("some "),
        Just("$.a[*]"),
        Just(" = "),
        Just("true"),
        Just("7 days"),
        Just(", "),
        Just("at least 2 of "),
        Just("# c"),
        Just("opens at "),
        Just("after "),
        Just("/a+/"),
        Just("pattern "),
        Just("\""),
        Just("\\"),
        Just("use "),
        Just("policy "),
        Just("flags \"[[a]]\""),
        Just("é"),
        Just("\r\n"),
        Just("waiver "),
        Just("expires 2026-13-01"),
        Just("words "),
        Just("any "),
        Just("\"{w}\""),
    ];
    prop::collection::vec(piece, 0..50).prop_map(|pieces| pieces.concat())
}

static JOB: LazyLock<Job<'static>> = LazyLock::new(|| Job::new(&POLICY, "2026-11-22".parse().unwrap()).unwrap());

/// Lints a file and holds what is so of every outcome; gives the codes of its findings.
pub(crate) fn check_document(name: &str, bytes: Vec<u8>) -> Vec<String> {
    let outcome = lint(&JOB, vec![Input::new(name, bytes)]);
    for artifact in &outcome.artifacts {
        for hit in &artifact.hits {
            let block = &artifact.document.blocks[hit.block];
            assert!(!hit.plain.slice(block.text.plain()).is_empty());
            assert!(!hit.source.slice(&artifact.document.source).is_empty());
            if let Some(cue) = &hit.reading.cue {
                let text = artifact.document.blocks[cue.block].text.plain();
                assert_eq!(cue.span.slice(text), cue.words);
            }
        }
    }
    for artifact in &outcome.artifacts {
        let source = &artifact.document.source;
        for block in &artifact.document.blocks {
            assert!(source.get(block.span.start..block.span.end).is_some(), "{block:?} in {source:?}");
        }
    }
    for finding in &outcome.applied.findings {
        assert!(!finding.message.is_empty());
        if let Origin::Artifact(number) = finding.place.origin {
            let source = &outcome.artifacts[number].document.source;
            assert!(source.get(finding.place.span.start..finding.place.span.end).is_some(), "{finding:?}");
        }
    }
    outcome.applied.findings.into_iter().map(|finding| finding.code).collect()
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes_are_a_document(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        for name in ["a.md", "a.txt", "a.json", "a.yaml", "order-form.md", "proof.json"] {
            check_document(name, bytes.clone());
        }
    }

    #[test]
    fn any_document_is_read(text in documentish()) {
        for name in ["a.md", "a.txt", "a.json", "a.yaml", "order-form.md", "launch-room.yaml"] {
            check_document(name, text.clone().into_bytes());
        }
    }

    #[test]
    fn any_text_is_a_policy(text in prop_oneof![policyish(), any::<String>()]) {
        let loaded = load(vec![PolicyText { path: "a.gate".into(), text: text.clone() }], &|_, path| Err(path.into()));
        for diagnostic in &loaded.diagnostics {
            let source = &loaded.policy.files[diagnostic.file].text;
            prop_assert!(diagnostic.span.end <= source.len());
            prop_assert!(source.is_char_boundary(diagnostic.span.start) && source.is_char_boundary(diagnostic.span.end));
        }
        let printed = print(&parse_file(&text, 0).file);
        prop_assert_eq!(print(&parse_file(&printed, 0).file), printed);
    }

    #[test]
    fn any_place_is_read_as_something(text in documentish(), block in 0_usize..20, start in 0_usize..60, length in 0_usize..30) {
        let document = Document::read(Format::Markdown, text);
        let hit = gatelint::claim::Hit { block, span: gatelint::span::Span::new(start, start + length) };
        let _ = Reader::new(&document).read(hit, &ProofWords::default());
    }
}
