//! The evidence rules in Rego, by regorus, over a folder of proof bundles: `peers POLICY FOLDER TENANT YYYY-MM-DD`.
//!
//! Each file is read, parsed and judged on one of two threads, each with an engine that was prepared once.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use regorus::{Engine, Value};

type Outcome<T> = Result<T, Box<dyn std::error::Error + Send + Sync>>;

const THREADS: usize = 2;

fn main() -> Outcome<()> {
    let start = Instant::now();
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [policy, folder, tenant, as_of] = arguments.as_slice() else {
        return Err("usage: peers POLICY FOLDER TENANT YYYY-MM-DD".into());
    };
    let mut engine = Engine::new();
    engine.add_policy(policy.clone(), std::fs::read_to_string(policy)?)?;
    engine.add_data(Value::from_json_str(&format!(r#"{{"tenant": "{tenant}", "as_of": "{as_of}"}}"#))?)?;
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder)?
        .filter_map(|entry| entry.ok().map(|entry| entry.path()))
        .filter(|path| path.extension().is_some_and(|extension| extension == "json"))
        .collect();
    files.sort();
    let next = AtomicUsize::new(0);
    let counts: Vec<Outcome<[usize; 3]>> = std::thread::scope(|scope| {
        let workers: Vec<_> = (0..THREADS).map(|_| scope.spawn(|| judge(engine.clone(), &files, &next))).collect();
        workers.into_iter().map(|worker| worker.join().unwrap_or_else(|_| Err("a thread died".into()))).collect()
    });
    let mut total = [0; 3];
    for counts in counts {
        for (total, count) in total.iter_mut().zip(counts?) {
            *total += count;
        }
    }
    let [strict, public, fail] = total;
    println!("strict-readiness {strict}, public-proof {public}, fail {fail}: {} ms", start.elapsed().as_millis());
    Ok(())
}

fn judge(mut engine: Engine, files: &[PathBuf], next: &AtomicUsize) -> Outcome<[usize; 3]> {
    let mut counts = [0; 3];
    while let Some(file) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
        engine.set_input(Value::from_json_str(&std::fs::read_to_string(file)?)?);
        let verdict = engine.eval_rule("data.launch.verdict".to_owned())?;
        let at = match &*verdict.as_string()?.to_string() {
            "strict-readiness" => 0,
            "public-proof" => 1,
            _ => 2,
        };
        counts[at] += 1;
    }
    Ok(counts)
}
