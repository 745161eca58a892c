use crate::document::told::{check_blocks, check_place};
use crate::document::{Document, Format};

fn check(source: &str, expected: &[&str]) {
    check_blocks(Format::Text, source, expected);
}

#[test]
fn wrapped_lines_are_one_paragraph() {
    check("One line\nand its rest.\n\nAnother.\n", &["p One line and its rest.", "p Another."]);
    check("a\r\nb.\r\n\r\nc.", &["p a b.", "p c."]);
    check_place(Format::Text, "a self-\n  serve b.", "self- serve", "self-\n  serve");
    check_place(Format::Text, "\u{feff}a b.", "a b", "a b");
}

#[test]
fn a_directive_is_no_prose_and_parts_a_paragraph() {
    check("One.\n<!-- gatelint: allow a/b \"c\" -->\nTwo.\n", &["p One.", "p Two."]);
    check("One\n# gatelint: allow a/b\ntwo.\n", &["p One", "p two."]);
    check("One <!-- gatelint: allow a/b -->\ntwo.\n", &["p One two."]);
    check("<!-- gatelint: a --> two <!-- b -->\n", &["p <!-- gatelint: a --> two <!-- b -->"]);
}

#[test]
fn markers_start_items() {
    check("  • a\n  • b\n    – c\n  • d\n", &["0.0 item a", "0.1 item b", "0.1 1.0 item c", "0.2 item d"]);
    check("- a\n  wrapped\n- b\n", &["0.0 item a wrapped", "0.1 item b"]);
    check("1. a\n(a) b\n(b) c\n2. d\n", &["0.0 item a", "0.0 1.0 item b", "0.0 1.1 item c", "0.1 item d"]);
    check("- a\n\n- b\n\n  more of b.\n\nAfter.\n", &["0.0 item a", "0.1 item b", "0.1 p more of b.", "p After."]);
    check("- [ ] a\n- [x] b\n☐ c\n", &["0.0_ item a", "0.1x item b", "0.1x 1.0_ item c"]);
    check("-5 degrees.\n*bold* words.\n1.5 points.\n", &["p -5 degrees. *bold* words. 1.5 points."]);
}

#[test]
fn short_lines_that_stand_alone_are_headings() {
    check("Blocked wording\n\n  • Self-serve checkout\n", &["h2 Blocked wording", "0.0 item Self-serve checkout"]);
    check("Blocked wording\n- a\n", &["h2 Blocked wording", "0.0 item a"]);
    check(
        "Week 0\n\nScope\n\nChoose the motion.\n\nNext\n\nGo.\n",
        &["h2 Week 0", "h3 Scope", "p Choose the motion.", "h2 Next", "p Go."],
    );
    check("A sentence.\n\nIt ends\n", &["p A sentence.", "p It ends"]);
    check("Excluded:\n\nSSO.\n", &["p Excluded:", "p SSO."]);
    check("1. Scope\n\nAll of it.\n\n2. Price\n\nNone.\n", &["h2 1. Scope", "p All of it.", "h2 2. Price", "p None."]);
    check("1. one\n\n2. two\n\nThe end.\n", &["0.0 item one", "0.1 item two", "p The end."]);
}

#[test]
fn underlined_lines_are_headings() {
    check("The plan\n========\nGo.\n\nPart\n----\nGo on.\n", &["h1 The plan", "p Go.", "h2 Part", "p Go on."]);
    check("a.\n\n-----\n\nb.\n", &["p a.", "p b."]);
}

#[test]
fn fields_are_blocks_of_their_own() {
    check("Owner: Sales\nExit gate: signed\n", &["p Owner: Sales", "p Exit gate: signed"]);
    check("Acme Inc.\nOwner: Anna\n", &["p Acme Inc.", "p Owner: Anna"]);
    check("We will see the\nfollowing: nothing.\n", &["p We will see the following: nothing."]);
    check("Billing owner:\nAnna\nDate: now\n", &["p Billing owner: Anna", "p Date: now"]);
    check(
        "If missing: Do not send signature language, contracts or\nprocurement answers.\n",
        &["p If missing: Do not send signature language, contracts or procurement answers."],
    );
}

#[test]
fn quoted_mail_has_depth() {
    check("Yes.\n> Do you offer\n> checkout?\n>> Why?\n", &["p Yes.", ">p Do you offer checkout?", ">>p Why?"]);
}

#[test]
fn the_launch_plan_has_its_headings_and_lists() {
    let source = "Close controls\n\nThe same evidence must show up.\n\nOrder-form attachments\n\n  • GET /api/x\n\n\
                  Blocked wording\n\n  • Self-serve checkout\n  • Broad SSO/SCIM\n\nBoundaries\n\nThis plan is one.\n";
    check(
        source,
        &[
            "h2 Close controls",
            "p The same evidence must show up.",
            "h2 Order-form attachments",
            "0.0 item GET /api/x",
            "h2 Blocked wording",
            "1.0 item Self-serve checkout",
            "1.1 item Broad SSO/SCIM",
            "h2 Boundaries",
            "p This plan is one.",
        ],
    );
    let document = Document::read(Format::Text, source);
    assert_eq!(document.sections()[2].title, "Blocked wording");
}
