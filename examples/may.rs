use gatelint::matching::{Matcher, RulePatterns};
use gatelint::policy::phrase::parse_phrase;
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
    let rules: Vec<RulePatterns> =
        eight.iter().map(|p| RulePatterns { phrases: vec![parse_phrase(p).unwrap()], ..Default::default() }).collect();
    let m = Matcher::new(rules, &|_| None).unwrap();

    use gatelint::document::Text;
    let texts: Vec<Text> = files.iter().map(|f| Text::verbatim(f, 0)).collect();
    let n: usize = files.iter().map(|f| f.len()).sum();
    let cpu = || {
        std::fs::read_to_string("/proc/self/schedstat").unwrap().split(' ').next().unwrap().parse::<f64>().unwrap()
            / 1e9
    };
    let t = cpu();
    let mut c = 0;
    for _ in 0..100 {
        c += texts.iter().map(|f| m.find(f).len()).sum::<usize>();
    }
    println!("find whole files {} MB/s {c}", n as f64 * 100.0 / 1e6 / (cpu() - t));
    let texts: Vec<Text> = files.iter().filter(|f| f.is_ascii()).map(|f| Text::verbatim(f, 0)).collect();
    let n: usize = texts.iter().map(|f| f.plain().len()).sum();
    let t = cpu();
    for _ in 0..100 {
        c += texts.iter().map(|f| m.find(f).len()).sum::<usize>();
    }
    println!("find whole ascii files {} MB/s {c}", n as f64 * 100.0 / 1e6 / (cpu() - t));
}
