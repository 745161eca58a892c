use std::sync::LazyLock;

use proptest::prelude::*;

use super::read::Reader;
use super::{Matcher, PatternIndex, RulePatterns};
use crate::document::Text;
use crate::policy::pattern::Pattern;
use crate::policy::phrase::{Phrase, parse_phrase};
use crate::span::Span;
use crate::text::Folded;

const PHRASES: &[&[&str]] = &[
    &["[public] self-serve (checkout|check-out)"],
    &["broad enterprise (SSO|SCIM|SSO/SCIM|SSO and SCIM|automation)"],
    &["official issuer automation"],
    &["unscoped enterprise automation"],
    &["external certification~"],
    &["automated paid conversion"],
    &["HRIS automation"],
];

fn matcher_of(rules: &[&[&str]]) -> Matcher {
    let rule = |phrases: &&[&str]| RulePatterns {
        phrases: phrases.iter().map(|phrase| parse_phrase(phrase).unwrap()).collect(),
        ..RulePatterns::default()
    };
    let lists = |name: &str| -> Option<Vec<Phrase>> {
        (name == "pay").then(|| vec![parse_phrase("checkout").unwrap(), parse_phrase("payment page").unwrap()])
    };
    Matcher::new(rules.iter().map(rule).collect(), &lists).unwrap()
}

/// Checks the matches of `plain`, where `⟦…⟧` marks the words expected.
#[track_caller]
fn check_with(matcher: &Matcher, marked: &str) {
    let plain = marked.replace(['⟦', '⟧'], "");
    let text = Text::verbatim(&plain, 0);
    let mut shown = plain.clone();
    for found in matcher.find(&text).iter().rev() {
        shown.insert(found.span.end, '⟧');
        shown.insert(found.span.start, '⟦');
    }
    assert_eq!(shown, marked);
}

#[track_caller]
fn check(marked: &str) {
    check_with(&matcher_of(PHRASES), marked);
}

#[track_caller]
fn check_phrase(phrase: &str, marked: &str) {
    check_with(&matcher_of(&[&[phrase]]), marked);
}

#[test]
fn plain_words() {
    check("Seats are bought through ⟦self-serve checkout⟧.");
    check("⟦Public self-serve checkout⟧ and ⟦self-serve check-out⟧");
    check("⟦broad enterprise SSO/SCIM⟧, ⟦broad enterprise SSO and SCIM⟧, ⟦broad enterprise SCIM⟧");
    check("⟦Official issuer automation⟧ without credentials; ⟦unscoped enterprise automation⟧");
    check("⟦external certification⟧ ⟦external certifications⟧ ⟦External Certification's⟧");
    check("⟦automated paid conversion⟧: ⟦HRIS automation⟧");
}

#[test]
fn hyphens_and_spaces() {
    for hyphen in ["-", "‐", "‑", "‒", "–", "—", "−", "_", "", " ", "\u{A0}", "\u{2009}", "/", " - ", "- ", "－"]
    {
        check(&format!("We sell ⟦self{hyphen}serve checkout⟧ now"));
    }
    for space in [" ", "  ", "\t", "\n", "\u{A0}", "\u{202F}", "\u{3000}", "-", "‑", "–", "_", "\u{200B}", "/", " / "]
    {
        check(&format!("We sell ⟦HRIS{space}automation⟧ now"));
    }
    check("⟦SelfServe checkout⟧ ⟦SELFSERVE CHECKOUT⟧ ⟦selfServe Checkout⟧ ⟦SelfServeCheckout⟧");
    check("⟦Self-Serve-Checkout⟧ ⟦self_serve_checkout⟧ ⟦self-serve check out⟧ ⟦self-serve Check-Out⟧");
}

#[test]
fn hyphenation_at_a_line_end() {
    check("a ⟦self-serve check- out⟧ b");
    check("a ⟦self- serve checkout⟧ b");
    check("a ⟦self-ser- vice⟧".replace("⟦self-ser- vice⟧", "self-ser- vice").as_str());
    check("⟦official issuer auto- mation⟧, ⟦exter- nal certifi- cations⟧, ⟦auto- mated paid con- version⟧");
    check("⟦offi\u{AD} cial issuer automation⟧ ⟦HRIS auto‐ mation⟧");
    check("⟦HRIS auto-mation⟧ ⟦enter-prise⟧".replace("⟦enter-prise⟧", "enter-prise").as_str());
}

#[test]
fn invisible_and_other_letters() {
    check("⟦self\u{AD}-serve check\u{AD}out⟧ ⟦self\u{200B}serve check\u{200D}out\u{FEFF}s⟧");
    check("⟦ｓｅｌｆ－ｓｅｒｖｅ　ｃｈｅｃｋｏｕｔ⟧");
    check("⟦ѕеlf-ѕеrvе сhесkоut⟧ ⟦НRІЅ аutоmаtіоn⟧ ⟦ΗRΙS αutοmatiοn⟧");
    check("⟦oﬃcial issuer automation⟧ ⟦𝐇𝐑𝐈𝐒 automation⟧");
    check("⟦Self-Serve™ Checkout⟧® ⟦s̶e̶l̶f̶-serve checkout⟧");
    check("⟦self-serve checkout⟧¹");
}

#[test]
fn endings() {
    check("⟦self-serve checkouts⟧ ⟦self-serve checkout's⟧ ⟦self-serve checkout’s⟧ page");
    check("⟦HRIS automations⟧ ⟦HRIS's automation⟧ ⟦official issuers' automation⟧ ⟦official issuer’s automation⟧");
    check("⟦broad enterprise's SSO⟧");
    check_phrase("external certifications", "⟦external certification⟧ ⟦external certifications⟧");
    check_phrase("privacy policy", "⟦privacy policies⟧ ⟦privacy policy's⟧");
    check_phrase("offer~ checkout", "⟦offers checkout⟧ ⟦offered checkout⟧ ⟦offering checkouts⟧ offerer checkout");
    check_phrase("automate~", "⟦automate⟧ ⟦automates⟧ ⟦automated⟧ ⟦automating⟧ ⟦automation⟧ automaton");
    check_phrase("sell~ seats", "⟦sold seats⟧ ⟦selling seats⟧ ⟦sells seats⟧");
}

#[test]
fn quotes() {
    check("⟦\"self-serve\" checkout⟧ ⟦‘self-serve’ checkout⟧ ⟦self-serve \"checkout\"⟧ ⟦self-\"serve\" checkout⟧");
    check("\"⟦self-serve checkout⟧\" ‘⟦self-serve checkout⟧’ “⟦HRIS automation⟧”");
    check("⟦“HRIS” “automation”⟧".replace("⟦“HRIS” “automation”⟧", "“⟦HRIS” “automation⟧”").as_str());
    check("⟦*self-serve* checkout⟧ _⟦self-serve checkout⟧_ ⟦`HRIS` automation⟧");
}

#[test]
fn near_misses() {
    check("self-served checkouts area");
    check("the shelf-serve checkout");
    check("Coffee is self-serve; checkout is at 11");
    check("Coffee is self-serve. Checkout is at 11. Coffee is self-serve, checkout is at 11");
    check("Coffee is self-serve — checkout is at 11");
    check("Coffee is self-serve—checkout is at 11");
    check("Coffee is self-serve - checkout is at 11 -- self-serve -- checkout");
    check("self-serve (checkout) self-serve: checkout");
    check("himself-serve checkout self-serve checkouting myself serve checkout");
    check("self_serve_checkout_enabled and MY_SELF_SERVE_CHECKOUT");
    check("HRISautomation HRIS7 automation broad enterprises SSO");
    check("see https://acme.com/self-serve-checkout or self-serve-checkout@acme.com");
    check("selves serve checkout");
}

#[test]
fn gaps() {
    let phrase = "self-serve .. checkout";
    check_phrase(phrase, "⟦self-serve checkout⟧, ⟦self-serve online checkout⟧, ⟦self-serve a b c checkout⟧");
    check_phrase(phrase, "self-serve a b c d checkout");
    check_phrase(phrase, "⟦self-serve, well-known v2.0 checkout⟧");
    check_phrase(phrase, "self-serve is. A checkout. self-serve; checkout! self-serve? checkout");
    check_phrase(phrase, "self-serve a ⟦self-serve checkout⟧ or checkout");
    check_phrase(phrase, "⟦self-serve (online) checkout⟧");
    check_phrase("a .. b .. cee", "⟦a x b y cee⟧");
}

#[test]
fn alternatives_and_lists() {
    check_phrase("self-serve {pay}", "⟦self-serve checkout⟧ and ⟦self-serve payment page⟧");
    check_phrase("(single|multi)-tenant [cloud] hosting", "⟦multitenant hosting⟧ ⟦single-tenant cloud hosting⟧");
    check_phrase("pre-(paid|sold) seats", "⟦prepaid seats⟧ ⟦pre sold seats⟧");
    check_phrase("SOC 2", "⟦SOC 2⟧ ⟦SOC-2⟧ SOC 22 SOC2");
    check_phrase("SOC-2", "⟦SOC2⟧ ⟦SOC 2⟧");
    check_phrase(r"R&D .NET 24\/7", "our ⟦R&D .NET 24/7⟧");
    check_phrase(".NET automation", "our ⟦.NET automation⟧".replace("⟦.", ".⟦").as_str());
    check_phrase("C++", "⟦C++⟧ code, ⟦C++⟧");
    check_phrase("café", "⟦café⟧ ⟦CAFÉ⟧ ⟦cafe\u{301}s⟧ cafe");
    check_phrase("Νέα υπηρεσία", "⟦ΝΈΑ ΥΠΗΡΕΣΊΑ⟧ ⟦νέα υπηρεσία⟧");
    check_phrase("новый сервис", "⟦НОВЫЙ СЕРВИС⟧ ⟦новый сервис⟧ ⟦Новый Сервис⟧");
}

#[test]
fn longest_wins_and_rules_are_apart() {
    let matcher = matcher_of(&[&["checkout", "self-serve checkout"], &["serve checkout"]]);
    let text = Text::verbatim("a self-serve checkout, checkout", 0);
    let found: Vec<_> = matcher.find(&text).iter().map(|one| (one.rule, one.pattern, one.span)).collect();
    assert_eq!(
        found,
        [
            (0, PatternIndex::Phrase(1), Span::new(2, 21)),
            (1, PatternIndex::Phrase(0), Span::new(7, 21)),
            (0, PatternIndex::Phrase(0), Span::new(23, 31)),
        ]
    );
}

#[test]
fn inline_code_counts_only_where_wanted() {
    let phrases = vec![parse_phrase("self-serve checkout").unwrap()];
    let rule = |in_code| RulePatterns { phrases: phrases.clone(), patterns: Vec::new(), in_code };
    let matcher = Matcher::new(vec![rule(false), rule(true)], &|_| None).unwrap();
    let mut text = Text::verbatim("the self-serve-checkout flag, self-serve checkout", 0);
    text.mark_code(Span::new(4, 23));
    text.mark_code(Span::new(30, 40));
    let found: Vec<_> = matcher.find(&text).iter().map(|one| (one.rule, one.span)).collect();
    assert_eq!(found, [(1, Span::new(4, 23)), (0, Span::new(30, 49)), (1, Span::new(30, 49))]);
}

#[test]
fn patterns() {
    let pattern = |pattern| Pattern::parse(pattern).unwrap();
    let patterns = vec![pattern(r"\bscim_[A-Za-z0-9_-]{20,}\b"), pattern(r"key[:=]\s*(\w+)"), pattern(r"\d{4}")];
    let rules = vec![RulePatterns { phrases: Vec::new(), patterns, in_code: false }];
    let matcher = Matcher::new(rules, &|_| None).unwrap();
    check_with(&matcher, "TOKEN=⟦scim_9fK2mQ7xT4vB8nR1cZ6w⟧ scim_x key: ⟦abc⟧ ⟦2026⟧");
}

#[test]
fn faults() {
    let fault = |phrase: &str| {
        let rule = RulePatterns { phrases: vec![parse_phrase(phrase).unwrap()], ..RulePatterns::default() };
        let lists = |name: &str| match name {
            "empty" => Some(Vec::new()),
            "loop" => Some(vec![parse_phrase("a {loop}").unwrap()]),
            _ => None,
        };
        Matcher::new(vec![rule], &lists).unwrap_err().to_string()
    };
    assert_eq!(fault("{nowhere} a"), "there is no `words` list `nowhere`");
    assert_eq!(fault("{empty} a"), "the `words` list `empty` is empty");
    assert_eq!(fault("{loop}"), "the `words` list `loop` refers to itself, or lists stand too deep");
}

/// A phrase of words, and a way to write it, word by word with what stands between.
fn planted() -> impl Strategy<Value = (String, String)> {
    let word = prop::sample::select(vec!["broad", "issuer", "automate", "checkout", "HRIS", "a", "enterprise", "café"]);
    let joint = prop::sample::select(vec![
        (" ", " "),
        (" ", "\u{A0}"),
        (" ", "-"),
        (" ", "  "),
        (" ", "/"),
        (" ", "\" "),
        (" ", "\n"),
        (" ", "\u{200B}"),
        ("-", "-"),
        ("-", ""),
        ("-", " "),
        ("-", "‑"),
        ("-", "_"),
        ("-", "- "),
        ("-", "—"),
        ("-", " - "),
    ]);
    let disguise = prop::sample::select(vec![0, 1, 2, 3, 4]);
    prop::collection::vec((word, joint, disguise), 1..5).prop_map(|words| {
        let (mut phrase, mut text) = (String::new(), String::new());
        for (at, (word, (joint, written), disguise)) in words.into_iter().enumerate() {
            if at > 0 {
                phrase.push_str(joint);
                text.push_str(written);
            }
            phrase.push_str(word);
            text.push_str(&disguised(word, disguise));
        }
        (phrase, text)
    })
}

fn disguised(word: &str, how: usize) -> String {
    let middle = word.char_indices().nth(word.chars().count() / 2).map_or(0, |(at, _)| at);
    let (start, end) = word.split_at(middle);
    match how {
        1 => word.to_uppercase(),
        2 if !start.is_empty() => format!("{start}\u{AD}{end}"),
        3 if !start.is_empty() => format!("{start}- {end}"),
        4 => word.replace('o', "о").replace('a', "а"),
        _ => word.to_owned(),
    }
}

const SHAPES: &[&str] = &[
    "self-serve (checkout|check-out)",
    "[public] self-serve checkout",
    "self .. check-out",
    "a-(b|self) checkout",
    "[a]-serve check",
    "(a|b [serve]) checkout~",
    "serve~ [a-b] out",
    "[a] [b] serve-[a] self",
    "a b",
    "policy-a",
    "policy self",
    "a [self]-serve .. policy",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1500))]

    /// The search by anchors and the look at their neighbours leave nothing out that a reading at each place finds.
    #[test]
    fn finds_what_a_reading_at_each_place_finds(
        parts in prop::collection::vec(prop::sample::select(vec![
            "self", "serve", "check", "out", "a", "b", "polic", "y", "ies", "s", "'s", "ing", "Serve", "Check", " ", " ",
            " ", "-", "- ", " - ", "_", "\u{AD}", "\u{200B}", "\"", ", ", ". ", "/", "public",
        ]), 0..14),
    ) {
        let plain = parts.concat();
        static MATCHER: LazyLock<Matcher> =
            LazyLock::new(|| matcher_of(&SHAPES.iter().map(std::slice::from_ref).collect::<Vec<_>>()));
        let matcher = &*MATCHER;
        let folded = Folded::new(&plain);
        let mut reader = Reader::new(&folded, &matcher.words);
        let found = matcher.find(&Text::verbatim(&plain, 0));
        for (rule, clause) in matcher.phrases.iter().enumerate() {
            let mut reads = Vec::new();
            (0..folded.len()).for_each(|at| reader.around(&clause.program, at, 0, &mut reads));
            let any = found.iter().any(|one| one.rule == rule);
            prop_assert_eq!(any, !reads.is_empty(), "`{}` in {:?}: {:?}", SHAPES[rule], plain, reads);
        }
    }

    #[test]
    fn finds_what_is_planted((phrase, words) in planted(), before in "[xyz .,:]{0,12}", after in "[xyz .,:]{0,12}") {
        let plain = format!("{before} {words} {after}");
        let text = Text::verbatim(&plain, 0);
        let found = matcher_of(&[&[phrase.as_str()]]).find(&text);
        let planted = Span::new(before.len() + 1, before.len() + 1 + words.len());
        prop_assert!(found.iter().any(|one| one.span == planted), "`{phrase}` in {plain:?}: {found:?}");
    }

    #[test]
    fn matches_are_whole_characters(plain in "(self|serve|check|out|SSO|[ -—_\"'.é\u{AD}\u{200B}]|ﬁ|ｓ){0,24}") {
        let matcher = matcher_of(&[&["self-serve (checkout|check-out)", "self-serve .. checkout"], &["SSO"]]);
        let found = matcher.find(&Text::verbatim(&plain, 0));
        for one in &found {
            prop_assert!(plain.get(one.span.start..one.span.end).is_some_and(|words| !words.is_empty()));
        }
        for pair in found.windows(2).filter(|pair| pair[0].rule == pair[1].rule) {
            prop_assert!(!pair[0].span.overlaps(pair[1].span));
        }
    }
}
