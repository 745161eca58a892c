use gatelint::matching::{Matcher, RulePatterns};
use gatelint::policy::phrase::parse_phrase;
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
fn main() {
    let mut files = Vec::new();
    walk(std::path::Path::new("/root/.cargo/registry/src"), &mut files);
    walk(std::path::Path::new("/work/shared/corpus"), &mut files);
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
    let mut vocab: Vec<String> = files
        .iter()
        .flat_map(|f| f.split(|c: char| !c.is_ascii_alphabetic()))
        .filter(|w| w.len() >= 3 && w.len() < 16)
        .map(|w| w.to_lowercase())
        .collect();
    vocab.sort();
    vocab.dedup();
    let mut seed = 12345u64;
    let mut rnd = |n: usize| {
        seed = seed.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
        (seed >> 33) as usize % n
    };
    let mut many: Vec<String> = Vec::new();
    for _ in 0..1000 {
        let n = 2 + rnd(2);
        many.push((0..n).map(|_| vocab[rnd(vocab.len())].clone()).collect::<Vec<_>>().join(" "));
    }
    let eight: Vec<String> = if std::env::args().len() > 1 { many } else { eight.map(String::from).to_vec() };
    let rules: Vec<RulePatterns> =
        eight.iter().map(|p| RulePatterns { phrases: vec![parse_phrase(p).unwrap()], ..Default::default() }).collect();
    let m = Matcher::new(rules, &|_| None).unwrap();
    for f in files.iter().filter(|f| m.may_match(f)) {
        for l in f.lines().filter(|l| m.may_match(l)) {
            println!(
                "{} {:?}",
                eight
                    .iter()
                    .filter(|p| {
                        let one = Matcher::new(
                            vec![RulePatterns { phrases: vec![parse_phrase(p).unwrap()], ..Default::default() }],
                            &|_| None,
                        )
                        .unwrap();
                        one.may_match(l)
                    })
                    .take(2)
                    .collect::<Vec<_>>()
                    .iter()
                    .map(|s| s.as_str())
                    .collect::<Vec<_>>()
                    .join(" / "),
                &l.chars().take(300).collect::<String>()
            );
        }
    }
}
