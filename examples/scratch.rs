use gatelint::document::Text;
use gatelint::matching::{Matcher, RulePatterns};
use gatelint::policy::phrase::parse_phrase;
use gatelint::text::Folded;
use std::time::Instant;

fn walk(dir: &std::path::Path, out: &mut Vec<String>) {
    let Ok(rd) = std::fs::read_dir(dir) else { return };
    for e in rd.flatten() {
        let p = e.path();
        if p.is_dir() {
            walk(&p, out)
        } else if p.extension().is_some_and(|x| x == "md") {
            if let Ok(s) = std::fs::read_to_string(&p) {
                out.push(s)
            }
        }
    }
}
fn best<F: FnMut() -> usize>(mut f: F) -> (f64, usize) {
    let mut b = f64::MAX;
    let mut r = 0;
    for _ in 0..7 {
        let t = Instant::now();
        r = f();
        b = b.min(t.elapsed().as_secs_f64());
    }
    (b, r)
}
fn cpu() -> f64 {
    std::fs::read_to_string("/proc/self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap() / 1e9
}
fn main() {
    let only = std::env::args().nth(1);
    let mut files = Vec::new();
    walk(std::path::Path::new("/root/.cargo/registry/src"), &mut files);
    walk(std::path::Path::new("/work/shared/corpus"), &mut files);
    let bytes: usize = files.iter().map(String::len).sum();
    let ascii: usize = files.iter().filter(|f| f.is_ascii()).map(String::len).sum();
    println!("{} files {} MB, ascii {} MB", files.len(), bytes as f64 / 1e6, ascii as f64 / 1e6);
    let mut vocab: Vec<String> = files
        .iter()
        .flat_map(|f| f.split(|c: char| !c.is_ascii_alphabetic()))
        .filter(|w| w.len() >= 3 && w.len() < 16)
        .map(|w| w.to_lowercase())
        .collect();
    vocab.sort();
    vocab.dedup();
    println!("vocab {}", vocab.len());
    let mut seed = 12345u64;
    let mut rnd = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    let eight = [
        "[public] self-serve (checkout|check-out)",
        "self-serve .. checkout",
        "broad enterprise (SSO|SCIM|SSO/SCIM|SSO and SCIM|automation)",
        "official issuer automation",
        "unscoped enterprise automation",
        "external certification~",
        "automated paid conversion",
        "HRIS automation",
    ];
    let mut many: Vec<String> = Vec::new();
    for _ in 0..10000 {
        let n = 2 + rnd(2);
        many.push((0..n).map(|_| vocab[rnd(vocab.len())].clone()).collect::<Vec<_>>().join(" "));
    }
    // words common in the corpus
    let mut freq: std::collections::HashMap<&str, usize> = Default::default();
    for f in &files {
        for w in f.split(|c: char| !c.is_ascii_alphabetic()).filter(|w| w.len() >= 3) {
            *freq.entry(w).or_default() += 1;
        }
    }
    let mut common: Vec<(&str, usize)> = freq.into_iter().collect();
    common.sort_by_key(|x| std::cmp::Reverse(x.1));
    common.truncate(2000);
    let mut frequent: Vec<String> = Vec::new();
    for _ in 0..10000 {
        let n = 2 + rnd(2);
        frequent.push((0..n).map(|_| common[rnd(common.len())].0.to_lowercase()).collect::<Vec<_>>().join(" "));
    }
    let prose: Vec<Text> =
        files.iter().flat_map(|f| f.split("\n\n")).map(|b| Text::verbatim(&b.replace('\n', " "), 0)).collect();
    println!("blocks {}", prose.len());
    let (t, r) = best(|| files.iter().map(|f| Folded::new(f).len()).sum());
    println!("fold files: {:.0} MB/s {}", bytes as f64 / 1e6 / t, r);
    let non: Vec<&Text> = prose.iter().filter(|t| !t.plain().is_ascii()).collect();
    let nb: usize = non.iter().map(|t| t.plain().len()).sum();
    let (t, r) = best(|| non.iter().map(|f| Folded::new(f.plain()).len()).sum());
    println!("fold non-ascii blocks: {:.0} MB/s of {} KB {}", nb as f64 / 1e6 / t, nb / 1000, r);
    let ac = aho_corasick::AhoCorasick::builder()
        .ascii_case_insensitive(true)
        .build(["checkout", "check", "automation", "enterprise", "certification", "conversion", "issuer", "hris"])
        .unwrap();
    let (t, r) = best(|| files.iter().map(|f| ac.find_iter(f.as_str()).count()).sum());
    println!("reference: aho-corasick any case {:.0} MB/s {}", bytes as f64 / 1e6 / t, r);
    let (t, r) = best(|| files.iter().map(|f| pulldown_cmark::Parser::new(f).count()).sum());
    println!("reference: pulldown-cmark {:.0} MB/s {}", bytes as f64 / 1e6 / t, r);
    let big = files.concat();
    for (name, list) in [
        ("eight", eight.map(String::from).to_vec()),
        ("thousand", many[..1000].to_vec()),
        ("ten thousand", many.clone()),
        ("ten thousand frequent", frequent.clone()),
    ] {
        if only.as_ref().is_some_and(|o| o != name) {
            continue;
        }
        let t = Instant::now();
        let rules: Vec<RulePatterns> = list
            .iter()
            .map(|p| RulePatterns { phrases: vec![parse_phrase(p).unwrap()], ..Default::default() })
            .collect();
        let parse = t.elapsed();
        let t = Instant::now();
        let m = Matcher::new(rules, &|_| None).unwrap();
        println!("{name}: parse {:?} build {:?}", parse, t.elapsed());
        let (t, r) = best(|| prose.iter().map(|t| m.find(t).len()).sum());
        println!("  find {:.0} MB/s, {} matches", bytes as f64 / 1e6 / t, r);
        let (t, r) = best(|| files.iter().filter(|f| m.may_match(f)).count());
        println!("  may_match {:.0} MB/s (of all bytes), true for {}", bytes as f64 / 1e6 / t, r);
        if name == "eight" {
            let clean: Vec<&String> = files.iter().filter(|f| !m.may_match(f)).collect();
            let cb: usize = clean.iter().map(|f| f.len()).sum();
            let (t, r) = best(|| clean.iter().filter(|f| m.may_match(f)).count());
            println!("  may_match on the {} MB it clears: {:.0} MB/s {}", cb as f64 / 1e6, cb as f64 / 1e6 / t, r);
        }
        let exact = files
            .iter()
            .filter(|f| f.split("\n\n").any(|b| !m.find(&Text::verbatim(&b.replace('\n', " "), 0)).is_empty()))
            .count();
        println!("  files with a find {}", exact);
    }
    let _ = big;
}
