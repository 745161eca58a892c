//! `grammar/gate.ebnf` is normative: the parser states the same productions, and what the grammar makes, it reads.

use std::collections::{BTreeMap, BTreeSet};

use gatelint::policy::ast::ItemKind;
use gatelint::policy::parse::{clause_words, parse_file};
use gatelint::policy::print::print;

use crate::support::{Random, root};

/// The right side of a production.
#[derive(Debug, Clone)]
enum Rule {
    Word(String),
    Name(String),
    Special,
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Optional(Box<Rule>),
    Repeat(Box<Rule>),
}

fn productions() -> BTreeMap<String, String> {
    let text = std::fs::read_to_string(root().join("grammar/gate.ebnf")).unwrap();
    let lines = text.lines().filter(|line| !line.starts_with("(*") && !line.trim().is_empty());
    lines
        .map(|line| {
            let (name, right) = line.split_once(" = ").unwrap_or_else(|| panic!("no production: {line}"));
            let right = right.trim().strip_suffix(';').unwrap_or_else(|| panic!("no end: {line}"));
            (name.trim().to_owned(), squeeze(right))
        })
        .collect()
}

fn squeeze(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Reads the right side of a production; `|` binds weaker than `,`.
struct Reader<'t> {
    tokens: Vec<&'t str>,
    at: usize,
}

impl Reader<'_> {
    fn any(&mut self) -> Rule {
        let mut all = vec![self.all()];
        while self.tokens.get(self.at) == Some(&"|") {
            self.at += 1;
            all.push(self.all());
        }
        if all.len() == 1 { all.remove(0) } else { Rule::Any(all) }
    }

    fn all(&mut self) -> Rule {
        let mut all = vec![self.one()];
        while self.tokens.get(self.at) == Some(&",") {
            self.at += 1;
            all.push(self.one());
        }
        if all.len() == 1 { all.remove(0) } else { Rule::All(all) }
    }

    fn one(&mut self) -> Rule {
        let token = self.tokens[self.at];
        self.at += 1;
        let inner = |reader: &mut Self, close: &str| {
            let rule = reader.any();
            assert_eq!(reader.tokens[reader.at], close);
            reader.at += 1;
            rule
        };
        match token {
            "(" => inner(self, ")"),
            "[" => Rule::Optional(Box::new(inner(self, "]"))),
            "{" => Rule::Repeat(Box::new(inner(self, "}"))),
            "?" => {
                while self.tokens[self.at] != "?" {
                    self.at += 1;
                }
                self.at += 1;
                Rule::Special
            }
            _ => match token.strip_prefix('"') {
                Some(word) => Rule::Word(word.strip_suffix('"').unwrap().to_owned()),
                None => Rule::Name(token.to_owned()),
            },
        }
    }
}

fn rules() -> BTreeMap<String, Rule> {
    let read = |text: &str| {
        let tokens = text.split_whitespace().collect();
        let mut reader = Reader { tokens, at: 0 };
        let rule = reader.any();
        assert_eq!(reader.at, reader.tokens.len(), "{text}");
        rule
    };
    productions().iter().map(|(name, text)| (name.clone(), read(text))).collect()
}

#[test]
fn every_name_of_the_grammar_is_defined() {
    fn names(rule: &Rule, out: &mut BTreeSet<String>) {
        match rule {
            Rule::Name(name) => {
                out.insert(name.clone());
            }
            Rule::All(rules) | Rule::Any(rules) => rules.iter().for_each(|rule| names(rule, out)),
            Rule::Optional(rule) | Rule::Repeat(rule) => names(rule, out),
            Rule::Word(_) | Rule::Special => {}
        }
    }
    let rules = rules();
    let mut used = BTreeSet::from(["file".to_owned()]);
    rules.values().for_each(|rule| names(rule, &mut used));
    let defined: BTreeSet<String> = rules.keys().cloned().collect();
    assert_eq!(used, defined);
}

#[test]
fn the_parser_states_the_grammar() {
    let productions = productions();
    let mut stated = BTreeMap::new();
    for file in ["clause.rs", "demand.rs", "query.rs", "token.rs", "value.rs"] {
        let source = std::fs::read_to_string(root().join("src/policy/parse").join(file)).unwrap();
        for line in source.lines().filter_map(|line| line.strip_prefix("/// ")) {
            if let Some((name, right)) = line.split_once(" = ").filter(|(_, right)| right.ends_with(';')) {
                stated.insert(name.to_owned(), squeeze(right.strip_suffix(';').unwrap()));
            }
        }
    }
    let by_table = |name: &str| {
        name.ends_with("-item") || name.ends_with("-clause") || ["file", "item", "end", "fold"].contains(&name)
    };
    for (name, right) in &productions {
        match stated.remove(name) {
            Some(text) => assert_eq!(&text, right, "production {name}"),
            None => assert!(by_table(name), "no function states the production {name}"),
        }
    }
    assert!(stated.is_empty(), "stated in the parser and not in the grammar: {stated:?}");
}

#[test]
fn the_clause_tables_are_those_of_the_grammar() {
    let rules = rules();
    let alternatives = |name: &str| -> Vec<String> {
        match &rules[name] {
            Rule::Any(all) => all.iter().map(|rule| format!("{rule:?}")).collect(),
            other => vec![format!("{other:?}")],
        }
    };
    fn first_words(rules: &BTreeMap<String, Rule>, rule: &Rule) -> Vec<String> {
        match rule {
            Rule::Word(word) => vec![word.clone()],
            Rule::Name(name) => first_words(rules, &rules[name]),
            Rule::All(all) => first_words(rules, &all[0]),
            Rule::Any(all) => all.iter().flat_map(|rule| first_words(rules, rule)).collect(),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(alternatives("item").len(), ItemKind::ALL.len());
    for kind in ItemKind::ALL {
        let words: Vec<String> = clause_words(kind).map(str::to_owned).collect();
        match rules.get(&format!("{}-clause", kind.word())) {
            Some(rule) => assert_eq!(first_words(&rules, rule), words, "clauses of {}", kind.word()),
            None => assert!(words.is_empty()),
        }
    }
}

/// Draws a sentence of the grammar, as a file would hold it.
fn draw(rules: &BTreeMap<String, Rule>, name: &str, random: &mut Random, out: &mut String) {
    match name {
        "end" => out.push_str(["\n", "\n", "  #~ at the end\n", "\n#~ alone\n"][random.below(4)]),
        "fold" => out.push_str(["\n    ", "\n    ", " #~ \"beside\"\n    ", "\n #~ on its own\n    "][random.below(4)]),
        "name" => push(out, ["a", "paid-beta", "x9", "order-form-2", "self-serve"][random.below(5)]),
        "string" => push(
            out,
            [r#""""#, r#""plain""#, r#""a \"quoted\" \\ # word""#, r#""Ü – 中""#, r#""two\nlines""#][random.below(5)],
        ),
        "integer" => push(out, ["0", "7", "30", "999999999"][random.below(4)]),
        "date" => push(out, ["2026-11-22", "2028-02-29"][random.below(2)]),
        "pattern" => push(out, [r"/ab+c/", r"/\/x # y/", r#"/"q"\d{3}/"#][random.below(3)]),
        "query" => push(
            out,
            ["$", "$.a.b", r#"$.checks[?@.id == "a b" && @.ok == true].status"#, "$['x y'][*]", "$..z[0:2]"]
                [random.below(5)],
        ),
        _ => draw_rule(rules, name, &rules[name], random, out),
    }
}

fn draw_rule(rules: &BTreeMap<String, Rule>, inside: &str, rule: &Rule, random: &mut Random, out: &mut String) {
    match rule {
        Rule::Word(word) => push(out, word),
        Rule::Name(name) => {
            if name.ends_with("-clause") {
                out.push_str("  ");
            }
            draw(rules, name, random, out);
        }
        Rule::Special => panic!("{inside} has no sample"),
        Rule::All(all) => all.iter().for_each(|rule| draw_rule(rules, inside, rule, random, out)),
        Rule::Any(all) => draw_rule(rules, inside, &all[random.below(all.len())], random, out),
        Rule::Optional(rule) => {
            if random.below(2) == 0 {
                draw_rule(rules, inside, rule, random, out);
            }
        }
        Rule::Repeat(rule) => (0..random.below(4)).for_each(|_| draw_rule(rules, inside, rule, random, out)),
    }
}

/// Adds a token; a blank parts it from the one before, but at the start of a line.
fn push(out: &mut String, token: &str) {
    if !out.is_empty() && !out.ends_with(['\n', ' ']) && token != "," {
        out.push(' ');
    }
    out.push_str(token);
}

#[test]
fn what_the_grammar_makes_is_read_and_printed_back() {
    let rules = rules();
    let mut random = Random(20_261_122);
    for round in 0..3000 {
        let mut text = String::new();
        draw(&rules, "file", &mut random, &mut text);
        let parsed = parse_file(&text, 0);
        assert!(parsed.diagnostics.is_empty(), "round {round}\n{text}\n{:?}", parsed.diagnostics);
        let printed = print(&parsed.file);
        let again = parse_file(&printed, 0);
        assert!(again.diagnostics.is_empty(), "round {round}\n{printed}\n{:?}", again.diagnostics);
        assert_eq!(print(&again.file), printed, "round {round}\n{text}");
        let comments = |text: &str| text.matches("#~").count();
        assert_eq!(comments(&printed), comments(&text), "round {round}\n{text}\n{printed}");
        assert_eq!(again.file.items.len(), parsed.file.items.len());
    }
}

#[test]
fn comments_stay_beside_what_they_explain() {
    let check = |source: &str, expected: &str| assert_eq!(print(&parse_file(source, 0).file), expected);
    check(
        "block b # all of it\n# first\n phrase \"one\" # 1\n\n  # before two\n  # and two\n  \"two\", #2\n \"three\" # 3\n#end",
        "block b  # all of it\n  # first\n  phrase   \"one\"  # 1\n           # before two\n           # and two\n           \"two\"  #2\n           \"three\"  # 3\n\n#end\n",
    );
    check(
        "words w\n any # these\n  \"a\", \"b\", # early\n \"c\"\n",
        "words w\n  any  # these\n           \"a\", \"b\",  # early\n           \"c\"\n",
    );
}

#[test]
fn the_shipped_policies_are_in_canonical_form() {
    for policy in gatelint::policy::embedded::EMBEDDED {
        let parsed = parse_file(policy.text, 0);
        assert!(parsed.diagnostics.is_empty(), "{}: {:?}", policy.path, parsed.diagnostics);
        assert_eq!(print(&parsed.file), policy.text, "{}: run `gatelint rules fmt`", policy.path);
    }
}

/// A large file is parsed in parts: it has the same items and faults, in order, and a line at the margin is explained by
/// the item above it wherever the parts meet.
#[test]
fn a_large_file_is_parsed_as_one() {
    let gates = 1600;
    let text: String = (0..gates).map(|gate| format!("gate g{gate} \"Gate {gate}\"\nafter g0\nafter g1\n")).collect();
    let parsed = parse_file(&text, 0);
    let names: Vec<String> = parsed.file.items.iter().map(|item| item.name.value.clone()).collect();
    assert_eq!(names, (0..gates).map(|gate| format!("g{gate}")).collect::<Vec<_>>());
    assert_eq!(parsed.diagnostics.len(), 2 * gates);
    let help = "`after` is a clause of `gate`: indent the line, so that it belongs to the item above";
    assert!(parsed.diagnostics.iter().all(|fault| fault.help.as_deref() == Some(help)));
    assert!(parsed.diagnostics.is_sorted_by_key(|fault| fault.span.start));
}
