//! The tool's own codes: one table. Codes of the other families carry the names of the policy's items.

/// One code and what it means.
#[derive(Debug, Clone, Copy)]
pub struct Code {
    /// `FAMILY/NAME`.
    pub code: &'static str,
    /// What is wrong, in a sentence.
    pub title: &'static str,
    /// What to do about it.
    pub advice: &'static str,
}

const fn row(code: &'static str, title: &'static str, advice: &'static str) -> Code {
    Code { code, title, advice }
}

/// Every code of the families `artifact` and `policy`.
pub const CODES: &[Code] = &[
    row(
        "artifact/absent",
        "A path leads to no file.",
        "Nothing was checked there, which is no pass. Mend the path; a glob stands in quotes, so that the shell leaves it alone.",
    ),
    row(
        "artifact/annotated",
        "The document holds comments signed gatelint, which are not read.",
        "`annotate` shows findings in such comments, but anyone can sign so: look at them, and take them out before the document leaves the house. `annotate` replaces them.",
    ),
    row(
        "artifact/directive",
        "A `gatelint: allow` directive can't be read.",
        "It names a rule of the policy, the exact words in quotes, `because` with a reason, and may end in `until` with a date. A secret can't be excused this way.",
    ),
    row(
        "artifact/directive-expired",
        "A `gatelint: allow` directive has run out.",
        "Take it out and mend the words, or set a new date if the reason still holds.",
    ),
    row(
        "artifact/directive-far",
        "A `gatelint: allow` directive holds for more than a year.",
        "A reason that is looked at once a year at least stays true: set a nearer day, and a new one when it has come.",
    ),
    row(
        "artifact/directive-unused",
        "A `gatelint: allow` directive excuses nothing.",
        "It reaches one occurrence of its exact words, under its rule, on its own line or in the next block. Take it out if the words are gone.",
    ),
    row(
        "artifact/duplicate-key",
        "A name occurs twice in one object.",
        "Nobody can say which of the two values holds, so the file is not checked. Take one of them out.",
    ),
    row(
        "artifact/empty",
        "The file holds nothing.",
        "Nothing was checked, which is no pass. Save the draft, or leave the file out.",
    ),
    row(
        "artifact/encrypted",
        "The file is locked with a password.",
        "It is not checked, which is no pass. Take the password off, and check it again.",
    ),
    row(
        "artifact/external",
        "The document refers to something outside of it, which opening it would fetch.",
        "It was neither fetched nor checked. Put the template, picture or object into the document, or take the reference out.",
    ),
    row(
        "artifact/macros",
        "The document holds macros.",
        "They were neither run nor checked. A document that leaves the house needs none: save it without them.",
    ),
    row(
        "artifact/no-text-layer",
        "Pages of the PDF have no text that can be read.",
        "They are not checked, which is no pass. Save the PDF from its source again, run OCR over scanned pages, or take the password off.",
    ),
    row(
        "artifact/none",
        "No file is a kind of document of the policy.",
        "Nothing was checked, which is no pass. Name a file to check it in any case, or say what the files are with `--as KIND`.",
    ),
    row(
        "artifact/policy",
        "A policy file was given as a document.",
        "`gatelint rules check FILE` checks a policy, `--policy FILE` lints with it.",
    ),
    row(
        "artifact/syntax",
        "The file breaks the grammar of its format.",
        "It is not checked until it can be read. Mend the marked place.",
    ),
    row(
        "artifact/too-deep",
        "The file is nested deeper, or expands larger, than the limit.",
        "It is not checked. Real launch data is flat; look at how this file was made.",
    ),
    row(
        "artifact/too-large",
        "The file unpacks to more than the limits allow.",
        "What is over them is not checked, which is no pass. Check its parts one by one, or raise --max-unpacked, --max-ratio, --max-members or --max-nesting if the file is yours.",
    ),
    row(
        "artifact/unread-part",
        "The document holds something that is not read.",
        "Look at it yourself, or save it as a file of its own in a format that is read.",
    ),
    row(
        "artifact/unreadable",
        "The file could not be read.",
        "It is not checked, which is no pass. Check its path, its permissions, its format and its encoding (UTF-8 or UTF-16).",
    ),
    row(
        "policy/circle",
        "A words list calls itself.",
        "Its phrases would have no end: write the words out in one of the lists.",
    ),
    row(
        "policy/covered-phrase",
        "A phrase never matches anything that another phrase of the rule does not match.",
        "Take one of the two out.",
    ),
    row("policy/date", "A date is no day of the calendar.", "Dates are written `YYYY-MM-DD`."),
    row(
        "policy/duplicate",
        "An item or a clause stands twice.",
        "Take one of them out, or give the second item a name of its own.",
    ),
    row("policy/duration", "A length of time is nothing.", "Write 1 day or more."),
    row(
        "policy/edition",
        "The policy is written in an edition of the language that this gatelint does not know.",
        "Write `edition 1`, or use a newer gatelint.",
    ),
    row(
        "policy/empty",
        "A policy says nothing.",
        "Nothing could be checked with it, which is no pass. Build on one with `use first-customer-launch`, or declare rules and gates.",
    ),
    row(
        "policy/escape",
        "A backslash in a text is followed by something that is no escape.",
        "Write `\\\\` for a backslash and `\\\"` for a quote.",
    ),
    row(
        "policy/example",
        "A rule has no example that must be flagged, or none that must pass.",
        "Add `flags \"… [[exact words]] …\"` and `passes \"…\"`: they are the rule's tests.",
    ),
    row(
        "policy/example-failed",
        "A rule's example is not read as it says.",
        "Change the phrases, or the example if it is wrong. `gatelint explain FILE:LINE` shows how words are read.",
    ),
    row(
        "policy/glob",
        "A file pattern is no glob.",
        "`*` stands for a name, `**` for folders, `{a,b}` for alternatives.",
    ),
    row(
        "policy/indent",
        "An indented line stands where an item starts.",
        "An item starts at the left margin; its clauses are indented.",
    ),
    row("policy/key", "A public key can't be read.", "An ed25519 public key is 32 bytes in base64."),
    row(
        "policy/large-phrase",
        "A phrase stands for more than can be looked for.",
        "With its `words` lists spelled out it has too many parts, or its lists call lists too deep. Split it, or take words out.",
    ),
    row(
        "policy/late-role",
        "A gate needs a role that is due only at a later gate.",
        "Let the role be due earlier, or take it out of the gate's needs.",
    ),
    row(
        "policy/launch-folder",
        "Two launches have the same folder.",
        "A document belongs to one launch: give each its own `folder`.",
    ),
    row(
        "policy/missing-clause",
        "An item lacks a clause that it must have.",
        "Add the clause; `gatelint rules list` shows the items, the grammar their clauses.",
    ),
    row(
        "policy/name",
        "A name is not of the form names have.",
        "Names are lower-case letters, digits and single hyphens, and start with a letter.",
    ),
    row(
        "policy/pattern",
        "A pattern is no regular expression, is too large, or matches the empty text.",
        "Patterns are in the syntax of the Rust regex crate: no look-around, no back-references.",
    ),
    row(
        "policy/phrase",
        "A phrase can't be read.",
        "`[word]` is optional, `(a|b)` are alternatives, `..` is a gap of up to three words, `word~` its inflections, `{name}` a words list.",
    ),
    row(
        "policy/pin",
        "A used policy file is not the one that was pinned.",
        "Review the file, then pin its new SHA-256.",
    ),
    row(
        "policy/query",
        "A query is no JSONPath.",
        "Queries are RFC 9535 JSONPath, such as `$.checks[?@.id == \"readiness\"].status`.",
    ),
    row(
        "policy/quorum",
        "More is asked than there is to choose from.",
        "`at least N of a, b, c` needs an N from 1 to the number of names.",
    ),
    row(
        "policy/say-blocked",
        "What a rule tells people to write is itself blocked.",
        "Reword the `say` or `instead` so that no rule of the policy flags it.",
    ),
    row(
        "policy/shadowed",
        "A kind of document is never chosen, for a kind before it takes all of its files.",
        "A file is of the first kind that takes it: put the narrower kind first.",
    ),
    row("policy/syntax", "A clause can't be read.", "The message says what would fit at the marked place."),
    row(
        "policy/unclosed",
        "A text or a pattern does not end on its line.",
        "Close it; a long text goes on in a further text on the next line.",
    ),
    row("policy/undeclared", "A name is used and declared nowhere.", "Declare it, or mend its spelling."),
    row(
        "policy/unknown-clause",
        "An item has no such clause.",
        "Mend its spelling, or move it to the item it belongs to.",
    ),
    row(
        "policy/unknown-item",
        "A line at the left margin opens no item.",
        "The message lists the items; a clause is indented.",
    ),
    row(
        "policy/unreachable",
        "A gate comes after itself, so it can never open.",
        "Break the circle in the `after` clauses.",
    ),
    row(
        "policy/unreadable",
        "A policy file could not be read as text.",
        "Nothing was checked with it, which is no pass. Check its path, its permissions and its encoding.",
    ),
    row("policy/unused", "Something is declared and never used.", "Use it, or take it out."),
    row("policy/use", "A used policy can't be read.", "Name an embedded policy, or a file by its path in quotes."),
    row(
        "policy/waiver",
        "A waiver is not of the form waivers have, or outlives the limit.",
        "It names a rule, a file, the role that granted it and on which day, a day on which it ends, and a reason.",
    ),
    row(
        "policy/wide-phrase",
        "A phrase or a pattern matches ordinary English.",
        "Add the words that make it the blocked promise and nothing else.",
    ),
];

/// The row of a code.
#[must_use]
pub fn code(code: &str) -> Option<&'static Code> {
    CODES.iter().find(|row| row.code == code)
}
