//! What `gatelint explain` answers.

use crate::support::Folder;

const POLICY: &str = r#"# What is sold.
policy small "A small policy"
  owner  "Security"

document offer "Offer"
  files  "*offer*.md"

# A wand is promised to nobody.
words wand "Wands"
  any    "wand", "rod"

block magic "Magic" error
  phrase "magic {wand}"
  opens  at sale
  in     offer
  say    "No magic before the sale."
  flags  "A [[magic wand]]."
  passes "A magic wand is excluded."

gate sale "Sale"
  needs  paid

evidence paid "It is paid"
  from   offer
  field  "Paid" is filled
"#;

/// Explains `what` beside the small policy, an offer and a policy that uses it.
fn check(what: &str, expected: &str) {
    let folder = Folder::new(&format!("explain-{}", what.replace(['/', ':', '.'], "-")))
        .with("small.gate", POLICY.as_bytes())
        .with("other/other.gate", b"use \"../small.gate\"\n")
        .with("offer.md", b"# Offer\n\nIt comes with a magic\nwand.\n\nNo magic rod is sold.\n")
        .with("bare.md", b"Nothing.\n");
    let (exit, out, err) = folder.run(&["explain", what, "--as-of", "2026-11-22"], None);
    assert_eq!(exit, if err.is_empty() { 0 } else { 2 }, "{what}");
    assert_eq!(format!("{out}{err}"), expected, "{what}");
}

#[test]
fn an_item_says_what_it_wants_and_what_it_hangs_together_with() {
    let block = "block/magic  Magic\n  No magic before the sale.\n  blocked in document/offer until gate/sale is open\n\nsmall.gate:12\n  block magic \"Magic\" error\n    phrase \"magic {wand}\"\n    opens  at sale\n    in     offer\n    say    \"No magic before the sale.\"\n    flags  \"A [[magic wand]].\"\n    passes \"A magic wand is excluded.\"\n";
    let words = "words/wand  Wands\n  called as {wand} by block/magic\n\nsmall.gate:9\n  words wand \"Wands\"\n    any    \"wand\", \"rod\"\n";
    check("block/magic", block);
    check("magic", block);
    check("small.gate:12", block);
    check("small.gate:16:3", block);
    check("words/wand", words);
    // A comment belongs to the item below it.
    check("small.gate:8", words);
    check(
        "document/offer",
        "document/offer  Offer\n  files that fit `*offer*.md`\n  rules `in public` apply, for nothing says that it stays in the house\n  looked at by evidence/paid\n\nsmall.gate:5\n  document offer \"Offer\"\n    files  \"*offer*.md\"\n",
    );
    check(
        "gate/sale",
        "gate/sale  Sale\n  needs evidence/paid\n  opens the wording of block/magic\n\nsmall.gate:20\n  gate sale \"Sale\"\n    needs  paid\n",
    );
    check(
        "evidence/paid",
        "evidence/paid  It is paid\n  proved by one document/offer\n  needed by gate/sale\n\nsmall.gate:23\n  evidence paid \"It is paid\"\n    from   offer\n    field  \"Paid\" is filled\n",
    );
}

#[test]
fn a_policy_file_and_a_family_list_their_items() {
    check(
        "small.gate",
        "small.gate\n     2  policy/small  A small policy\n     5  document/offer  Offer\n    23  evidence/paid  It is paid\n    20  gate/sale  Sale\n    12  block/magic  Magic\n     9  words/wand  Wands\n",
    );
    check(
        "block",
        "block: wording that may not be claimed until a gate opens\n  block/magic  Magic\n\nits clauses: phrase, pattern, opens, when, in, reads, say, instead, flags, passes\n\none of them, small.gate:12\n  block magic \"Magic\" error\n    phrase \"magic {wand}\"\n    opens  at sale\n    in     offer\n    say    \"No magic before the sale.\"\n    flags  \"A [[magic wand]].\"\n    passes \"A magic wand is excluded.\"\n",
    );
    check(
        "launch",
        "launch: one engagement: its tenant, its target, its folder\n\nits clauses: tenant, target, motion, starts, folder\n",
    );
    check(
        "other/other.gate:1",
        "use ../small.gate\n  all that `../small.gate` declares holds here too\n  `gatelint rules list other/other.gate` shows it\n",
    );
    check("small.gate:99", "gatelint: `small.gate` has 25 lines\n");
    check("absent.gate:1", "gatelint: there is no policy file `absent.gate`\n");
    check("blok/magic", "gatelint: there is no code and no file `blok/magic`\n  did you mean `block/magic`?\n");
}

#[test]
fn a_document_without_a_line_is_told_line_by_line() {
    let claimed = "\n`magic wand` is claimed  [block/magic]\n  `comes with` at 3:4 claims it: it is what the verb acts on, shared over the list\n  gate `sale` is not open (missing)\n  No magic before the sale.\n";
    let denied = "\n`magic rod` is denied  [block/magic]\n  `No` at 6:1 denies it: the word stands right before it, shared over the list\n  `is sold` at 6:14 does not turn the reading: the predicate comes after it, shared over the list\n  gate `sale` is not open (missing)\n  No magic before the sale.\n";
    check("offer.md:3", &format!("offer.md:3, Offer\n  It comes with a magic\n{claimed}"));
    check("offer.md:4", &format!("offer.md:4, Offer\n  wand.\n{claimed}"));
    check("offer.md:5", "offer.md:5, Offer\n  \n\nno blocked wording and no finding stands on this line\n");
    check("offer.md:9", "gatelint: `offer.md` has 6 lines\n");
    check(
        "offer.md",
        &format!(
            "offer.md, Offer\n\noffer.md:3\n  It comes with a magic\n{claimed}\noffer.md:6\n  No magic rod is sold.\n{denied}"
        ),
    );
    check("bare.md", "bare.md, a document of no kind\n  nothing to tell by 1 rule\n");
}
