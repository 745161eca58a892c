//! Every fault of a policy: its code, its place, its words, what to do next.

use std::collections::BTreeSet;

use gatelint::codes::CODES;
use gatelint::rule::{Engine, test as run_examples, wide};
use gatelint::span::Lines;

use crate::support::load_text;

/// Shows the diagnostics of a policy, one a line: `line:column severity code: message | help`.
fn shown(text: &str) -> String {
    let loaded = load_text(text);
    let mut all = loaded.doubts();
    if loaded.is_sound() {
        all.extend(wide(&loaded.policy));
    }
    all.extend(loaded.diagnostics);
    if all.is_empty() {
        let engine = Engine::new(&loaded.policy).unwrap();
        all = run_examples(&loaded.policy, &engine).failures;
    }
    let lines = Lines::new(text);
    let line = |one: &gatelint::policy::diagnostic::Diagnostic| {
        let at = lines.position(text, one.span.start);
        let help = one.help.as_ref().map_or_else(String::new, |help| format!(" | {help}"));
        format!("{}:{} {} {}: {}{help}", at.line, at.column, one.severity.word(), one.code, one.message)
    };
    all.iter().map(line).collect::<Vec<_>>().join("\n")
}

const RULE: &str = "block b \"B\"\n  phrase \"magic wand\"\n  opens never\n  say \"No.\"\n  flags \"A [[magic wand]].\"\n  passes \"Magic wand is excluded.\"\n";

fn with_rule(text: &str) -> String {
    format!("{RULE}{text}")
}

/// Lists each of which calls the one before it `times` times, the first of the word `wand`.
fn nested(names: &[&str], times: usize) -> String {
    let inner = std::iter::once("wand".to_owned()).chain(names.iter().map(|name| format!("{{{name}}}")));
    let lists = names.iter().zip(inner);
    lists.map(|(name, inner)| format!("words {name}\n  any \"{}\"\n", vec![inner; times].join(" "))).collect()
}

/// One case a code, and more where a code has several messages.
fn cases() -> Vec<(String, &'static str)> {
    let own = |text: &str| text.to_owned();
    vec![
        (
            own("  after setup\n"),
            "1:3 error policy/indent: an indented line before the first item: an item starts at the left margin | start the file with `policy NAME \"Title\"`",
        ),
        (
            own("  gate a\n  needs b\n"),
            "1:3 error policy/indent: an indented line before the first item: an item starts at the left margin | take the blanks before `gate` away",
        ),
        (
            with_rule(" words w\n  any \"a b\"\n   words v\n  any \"c d\"\n"),
            "7:2 error policy/indent: `words` opens an item, and an item starts at the left margin | take the blanks before `words` away\n9:4 error policy/indent: `words` opens an item, and an item starts at the left margin | take the blanks before `words` away",
        ),
        (
            own("words w\n  any \"a b\"\n\"c d\"\n"),
            "3:1 error policy/unknown-item: `\"c d\"` opens no item | indent the line, so that it goes on with the clause above",
        ),
        (
            with_rule(
                "document a\n  files \"**/*.md\"\n  public\ndocument b\n  files \"o/*order*.md\"\n  public\ndocument c\n  files \"*.{md,txt}\"\n  public\n",
            ),
            "10:10 warning policy/shadowed: document `b` is never chosen: `a` before it takes all of its files | put `b` before `a`, or narrow the `files` of `a`",
        ),
        (
            own("gate g\n  needs evidence a\n"),
            "2:18 error policy/syntax: expected `,` or the end of the line, found `a` | did you mean `needs a`?",
        ),
        (
            own("require r\n  field \"Customer\"\n"),
            "2:19 error policy/syntax: expected `=`, `is`, `matches` or `at`, the line ends | did you mean `field \"Customer\" is filled`?",
        ),
        (
            own("document d\n  field \"Customer\" is filled\n"),
            "2:3 error policy/unknown-clause: `document` has no clause `field` | it is one of `evidence`, `require`; its clauses are `files`, `where`, `public`, `locked`",
        ),
        (
            own("evidnce a\n  from x\n"),
            "1:1 error policy/unknown-item: `evidnce` opens no item | did you mean `evidence`?",
        ),
        (
            own("zebra a\n"),
            "1:1 error policy/unknown-item: `zebra` opens no item | an item starts with one of `policy`, `use`, `document`, `evidence`, `role`, `gate`, `step`, `block`, `secret`, `require`, `words`, `key`, `launch`, `waiver`",
        ),
        (
            own("words w\n  aby \"x\"\n"),
            "2:3 error policy/unknown-clause: `words` has no clause `aby` | did you mean `any`?",
        ),
        (own("policy p\n  edition two\n"), "2:11 error policy/syntax: expected a whole number, found `two`"),
        (
            own("evidence e\n  fresh fro 7 days\n"),
            "2:9 error policy/syntax: expected `for`, found `fro` | did you mean `for`?",
        ),
        (
            own("evidence e\n  fresh for 7 fortnights\n"),
            "2:15 error policy/syntax: expected `days`, `day`, `weeks` or `week`, found `fortnights`",
        ),
        (own("policy \"P\"\n"), "1:8 error policy/syntax: expected a name, found `\"P\"`"),
        (
            own("policy First\n"),
            "1:8 error policy/name: `First` is no name: names are lower-case letters, digits and single hyphens",
        ),
        (own("policy p \"P\n"), "1:10 error policy/unclosed: this text has no closing quote on its line"),
        (
            own("policy p \"P\\d\"\n"),
            "1:12 error policy/escape: `\\d` is no escape: a text knows `\\\"`, `\\\\`, `\\n` and `\\t`; write `\\\\` for a backslash",
        ),
        (own("launch l\n  starts 2026-02-30\n"), "2:10 error policy/date: `2026-02-30` is no day of the calendar"),
        (
            own("policy p\n  edition 9\n"),
            "2:3 error policy/edition: edition 9 is not known to this gatelint | write `edition 1`",
        ),
        (
            own("use first-custmer-launch\n"),
            "1:5 error policy/use: no policy `first-custmer-launch` ships with gatelint | did you mean `first-customer-launch`?",
        ),
        (own("use \"other.gate\"\n"), "1:5 error policy/use: `other.gate` can't be used: no file `other.gate`"),
        (
            own(""),
            "1:1 error policy/empty: this policy file holds no item, so it says nothing | start it with `policy NAME \"Title\"`, or build on a policy with `use NAME`",
        ),
        (own("use public-safe sha256 \"00\"\n"), "PIN"),
        (
            own("words w\n  any \"a\"\nwords w\n  any \"b\"\n"),
            "3:7 error policy/duplicate: words `w` is declared twice",
        ),
        (
            own("launch l\n  tenant \"a\"\n  tenant \"b\"\n"),
            "3:3 error policy/duplicate: a second `tenant` in launch `l`",
        ),
        (
            own("launch l\n  starts 2026-11-22\n"),
            "1:8 error policy/missing-clause: launch `l` has no `tenant` clause | clauses of launch are tenant, target, motion, starts, folder",
        ),
        (
            own("gate g\n  asks customer\n"),
            "1:6 error policy/missing-clause: gate `g` needs nothing: it would be open from the first day | add a `needs` clause, or let a role be `due` at it",
        ),
        (
            own("block b\n  phrase \"magic wand\"\n  opens never\n  say \"No.\"\n  passes \"x\"\n"),
            "1:7 error policy/example: block `b` has no `flags` clause | show a text it must flag, the exact words in brackets: flags \"… [[words]] …\"",
        ),
        (
            own(
                "gate g\n  needs prooof\ndocument d\n  files \"*\"\nevidence proof\n  from d\n  has $.a\nevidence other\n  from d\n  has $.proof\ngate h\n  needs proof, other\n",
            ),
            "2:9 error policy/undeclared: no evidence or role `prooof` is declared | did you mean `proof`?",
        ),
        (own("document d\n  files \"*.{md,txt\"\n"), "2:9 error policy/glob: `*.{md,txt` is no glob: `{` has no `}`"),
        (own("document d\n  files \"[\"\n"), "2:9 error policy/glob: `[` is no glob: invalid range pattern"),
        (
            own("key k\n  ed25519 \"abc\"\n"),
            "2:11 error policy/key: an ed25519 public key is 32 bytes in base64: 43 letters and a `=`",
        ),
        (
            own("secret s\n  pattern /a*/\n  say \"x\"\n  flags \"[[a]]\"\n  passes \"b\"\n"),
            "2:11 error policy/pattern: this pattern matches the empty text, so it would match everywhere",
        ),
        (
            own("secret s\n  pattern /(a/\n  say \"x\"\n  flags \"[[a]]\"\n  passes \"b\"\n"),
            "2:11 error policy/pattern: this is no regular expression: unclosed group",
        ),
        (own("words w\n  any \"(a\"\n"), "PHRASE"),
        (
            own("gate paid Paid beta\n"),
            "1:11 error policy/syntax: expected a title in double quotes or the end of the line, found `Paid` | did you mean `gate paid \"Paid beta\"`?",
        ),
        (
            own("block b Magic wand error\n"),
            "1:9 error policy/syntax: expected a title in double quotes, `error`, `warning`, `note` or the end of the line, found `Magic` | did you mean `block b \"Magic wand\" error`?",
        ),
        (
            own("gate paid “Paid beta”\n"),
            "1:11 error policy/syntax: a text stands in straight double quotes, `\"`, and not in `“`",
        ),
        (
            own("block b\n  phrase “magic wand”\n         “wand”\n  say 'No.'\n"),
            "2:10 error policy/syntax: a text stands in straight double quotes, `\"`, and not in `“`\n4:7 error policy/syntax: a text stands in straight double quotes, `\"`, and not in `'`",
        ),
        (
            own("block b \"B\" critical\n"),
            "1:13 error policy/syntax: expected `error`, `warning`, `note` or the end of the line, found `critical` | did you mean `block b \"B\" error`?",
        ),
        (
            own("block b \"B\" warnin\n"),
            "1:13 error policy/syntax: expected `error`, `warning`, `note` or the end of the line, found `warnin` | did you mean `warning`?",
        ),
        (
            own("gate g\n  needs a b\n"),
            "2:11 error policy/syntax: expected `,` or the end of the line, found `b` | did you mean `needs a, b`?",
        ),
        (
            own("block b\n  phrase \"a\" \"b\"\n"),
            "2:14 error policy/syntax: expected `,` or the end of the line, found `\"b\"` | did you mean `phrase \"a\", \"b\"`?",
        ),
        (
            own("evidence e\n  some $.a == \"x\"\n"),
            "2:13 error policy/syntax: expected a text in double quotes, a whole number, `true`, `false` or `null`, found `=` | did you mean `some $.a = \"x\"`?",
        ),
        (
            own("block b\n  opens go\n"),
            "2:9 error policy/syntax: expected `at` or `never`, found `go` | did you mean `opens at go`?",
        ),
        (
            own("evidence e\n  fresh 7 days\n"),
            "2:9 error policy/syntax: expected `for`, found `7` | did you mean `fresh for 7 days`?",
        ),
        (
            own("block b\n  say Not yet\n"),
            "2:7 error policy/syntax: expected a text in double quotes, found `Not` | did you mean `say \"Not yet\"`?",
        ),
        (
            own("gate g \"G\"\nneeds a\n"),
            "2:1 error policy/unknown-item: `needs` opens no item | `needs` is a clause of `gate`: indent the line, so that it belongs to the item above",
        ),
        (
            own("block b\nphrase \"a\"\n"),
            "2:1 error policy/unknown-item: `phrase` opens no item | `phrase` is a clause of `block`: indent the line, so that it belongs to the item above",
        ),
        (
            own("block b\n  pass \"x\"\n"),
            "2:3 error policy/unknown-clause: `block` has no clause `pass` | did you mean `passes`?",
        ),
        (
            own("evidence e\n  from d\n  has $.a\n  dated by $.b\n  fresh for 0 days\ndocument d\n  files \"*\"\n"),
            "5:13 error policy/duration: 0 days is no length of time: nothing would ever be in time | write 1 day or more",
        ),
        (own("use \"test.gate\"\n"), "1:5 error policy/use: `test.gate` can't be used: no file `test.gate`"),
        (
            own("words a\n  any \"{a} x\"\n"),
            "1:7 error policy/circle: words `a` calls itself | write the words out in one of them",
        ),
        (
            own("words a\n  any \"{b} x\"\nwords b\n  any \"{a} y\"\nwords c\n  any \"{a} z\"\n"),
            "1:7 error policy/circle: words `a` calls itself through `b` | write the words out in one of them",
        ),
        (
            RULE.replace("magic wand\"\n", "magic {c}\"\n") + &nested(&["a", "b", "c"], 40),
            "2:10 error policy/large-phrase: the phrase stands for too much: with its lists spelled out it has more than 50000 parts | split it into several phrases, or take words out of its lists",
        ),
        (
            RULE.replace("magic wand\"\n", "magic {i}\"\n")
                + &nested(&["a", "b", "c", "d", "e", "f", "g", "h", "i"], 1),
            "2:10 error policy/large-phrase: the phrase stands for too much: its lists call lists more than 8 deep | write the words of the innermost lists out",
        ),
        (
            own("document d\n  files \"*.md\"\nrequire r\n  in d\n  text \"{c}\"\n  say \"No.\"\n")
                + &nested(&["a", "b", "c"], 40),
            "5:3 error policy/large-phrase: the phrase stands for too much: with its lists spelled out it has more than 50000 parts | split it into several phrases, or take words out of its lists",
        ),
        (
            RULE.replace("[[magic wand]]", "magic wand"),
            "5:9 error policy/example: this example does not say which words must be flagged | put the exact words in brackets: flags \"… [[words]] …\"",
        ),
        (
            own("gate a\n  after b\ngate b\n  after a\n"),
            "1:6 error policy/unreachable: gate `a` can't be reached: it comes after itself | take one of the `after` clauses of the circle out",
        ),
        (
            with_rule("launch a\n  tenant \"a\"\nlaunch b\n  tenant \"b\"\n  folder \"./\"\n"),
            "9:8 error policy/launch-folder: launch `b` has the same folder as launch `a` | give each a folder of its own, such as `folder \"b\"`",
        ),
        (
            own("evidence e\n  has $.a[?@.b = \"x\"]\n"),
            "2:16 error policy/query: a filter compares with `==`, not with `=`",
        ),
        (
            own("evidence e\n  has $.a[?@.b == pass]\n"),
            "2:19 error policy/query: `pass` is no value: a text stands in quotes, `\"pass\"`",
        ),
        (
            own("evidence e\n  has $.a[?@.b == \"x\" & @.c]\n"),
            "2:23 error policy/query: a filter joins with `&&`, not with `&`",
        ),
        (own("evidence e\n  has $.a..\n"), "2:10 error policy/query: a name or `*` is missing after `..`"),
        (
            own("evidence e\n  has $.ran-at.x\n"),
            "2:12 error policy/query: a name with `-` in it stands in brackets: `['ran-at']`",
        ),
        (
            own("evidence e\n  has $.a[x]\n"),
            "2:10 error policy/query: this query can't be read from here on; queries are JSONPath, such as `$.checks[?@.id == \"a\"].status`",
        ),
        (own("evidence e\n  has $.a[\n"), "2:10 error policy/query: `[` has no `]`"),
        (
            own("document d\n  files \"*\"\nevidence a\n  from d\n  has $.a\ngate g\n  needs at least 3 of a\n"),
            "7:18 error policy/quorum: at least 3 of 1 can't be asked | write a number from 1 to 1",
        ),
        (
            own("document d\n  files \"*\"\nevidence a\n  from d\n  has $.a\ngate g\n  after g\n  needs a\n"),
            "6:6 error policy/unreachable: gate `g` can't be reached: it comes after itself | take one of the `after` clauses of the circle out",
        ),
        (
            own(
                "document d\n  files \"*\"\nrole r\n  of customer\n  due late\n  named by field \"R\" in d\ngate early\n  needs r\ngate late\n  after early\n",
            ),
            "8:9 error policy/late-role: gate `early` needs role `r`, which is due only at the later gate `late`",
        ),
        (
            own("words w\n  any \"a b\"\n"),
            "1:7 warning policy/unused: words `w` is declared and never used: no phrase calls it",
        ),
        (
            with_rule(
                "policy p\n  waivers for 30 days\nrole r\n  of c\n  due g\n  named by field \"R\" in d\ndocument d\n  files \"*\"\ngate g\nwaiver w\n  rule block/b\n  file \"x.md\"\n  granted by r on 2026-01-01\n  expires 2026-03-01\n  because \"x\"\n",
            ),
            "16:8 error policy/waiver: waiver `w` runs 59 days, from 2026-01-01 to 2026-03-01 | waivers last 30 days at most and end after they begin",
        ),
        (
            RULE.replace("phrase \"magic wand\"", "phrase \"magic (wand|stick)\" \"x\"")
                .replace(" \"x\"", "\n  \"magic wand\""),
            "3:3 warning policy/covered-phrase: the phrase `magic wand` is covered by `magic (wand|stick)` | take one of the two out",
        ),
        (
            RULE.replace("\"magic wand\"", "\"magic wand\"\n         \"open registration\""),
            "3:10 warning policy/wide-phrase: the phrase is too wide: it matches `Open registration` in the ordinary sentence `Open registration for the workshop ends on 5 June.` | add the words that make it the blocked promise and nothing else",
        ),
        (
            RULE.replace("A [[magic wand]].", "A [[magic]] wand."),
            "5:9 error policy/example-failed: block/b should flag `magic` here, and flags `magic wand`",
        ),
        (
            RULE.replace("Magic wand is excluded.", "It has a magic wand."),
            "6:10 error policy/example-failed: block/b flags `magic wand` here: it is read as claimed because of `has`",
        ),
        (
            RULE.replace("\"No.\"", "\"Use the magic wand.\""),
            "1:7 warning policy/say-blocked: what `b` says is blocked by `b`: `magic wand`",
        ),
    ]
}

#[test]
fn every_fault_says_what_where_and_what_next() {
    let mut wrong = Vec::new();
    for (text, expected) in cases() {
        let actual = shown(&text);
        let right = match expected {
            // These carry words of a crate, or a hash; their code and place are held.
            "PIN" => actual.starts_with("1:24 error policy/pin: `builtin:public-safe.gate` is not the file"),
            "PHRASE" => actual.starts_with("2:7 error policy/phrase: "),
            _ => actual == expected,
        };
        if !right {
            wrong.push(format!("{text}--- expected\n{expected}\n--- actual\n{actual}\n"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_code_of_the_table_has_its_case() {
    let seen: BTreeSet<String> = cases()
        .iter()
        .flat_map(|(text, _)| shown(text).lines().map(str::to_owned).collect::<Vec<_>>())
        .filter_map(|line| Some(line.split(' ').nth(2)?.trim_end_matches(':').to_owned()))
        .collect();
    let table = CODES.iter().map(|row| row.code).filter(|code| code.starts_with("policy/"));
    let absent = table.filter(|code| !seen.contains(*code));
    // Only the program reads files: the tests of the edge hold this one.
    let absent: Vec<&str> = absent.filter(|code| *code != "policy/unreadable").collect();
    assert!(absent.is_empty(), "no case for {absent:?}");
    let known: BTreeSet<&str> = CODES.iter().map(|row| row.code).collect();
    let unknown: Vec<&String> = seen.iter().filter(|code| !known.contains(code.as_str())).collect();
    assert!(unknown.is_empty(), "not in the table: {unknown:?}");
    assert!(CODES.is_sorted_by_key(|row| row.code));
}

#[test]
fn a_query_that_nests_too_deep_is_refused_before_it_is_read() {
    let text = format!("evidence e\n  has ${}{}\n", "[?@".repeat(3000), "]".repeat(3000));
    let shown = shown(&text);
    assert_eq!(shown, "2:32 error policy/query: this query nests deeper than 8 brackets");
}

#[test]
fn a_sound_policy_can_be_looked_for() {
    for (words, sound) in [(49_997, true), (49_998, false)] {
        let text = RULE.replace("magic wand\"\n", &format!("magic ({})\"\n", vec!["wand"; words].join("|")));
        let loaded = load_text(&text);
        assert_eq!(loaded.is_sound(), sound, "{words}");
        assert_eq!(Engine::new(&loaded.policy).is_ok(), sound, "{words}");
    }
}
