//! Writes the corpora that the side-by-side runs read: `cargo bench --bench generate -- [FOLDER]`.
//!
//! What stands in the folder afterwards is told in `benches/README.md`. Same bytes on every machine.

#![allow(clippy::print_stdout, reason = "it tells where the corpora are")]

mod sample;

use std::fs;
use std::io::Result;
use std::path::{Path, PathBuf};

use sample::order_form::{ODDS, one_line, order_form};
use sample::rng::Rng;
use sample::{bundle, phrases};

const MIB: usize = 1 << 20;

fn main() -> Result<()> {
    let argument = std::env::args().skip(1).find(|argument| !argument.starts_with('-'));
    let folder = PathBuf::from(argument.unwrap_or_else(|| "target/bench-corpus".to_owned()));
    orders(&folder.join("small"), 20_000, 2_000, 1)?;
    orders(&folder.join("tree"), 2_000, 50_000, 2)?;
    lines(&folder.join("line"))?;
    bundles(&folder.join("bundles"), 2_000)?;
    policies(&folder.join("policies"))?;
    println!("written to {}", folder.display());
    Ok(())
}

fn orders(folder: &Path, count: usize, bytes: usize, seed: u64) -> Result<()> {
    let mut rng = Rng::new(seed);
    for number in 0..count {
        let folder = folder.join(format!("{:03}", number / 100));
        fs::create_dir_all(&folder)?;
        fs::write(folder.join(format!("order-{number:05}.md")), order_form(&mut rng, bytes, ODDS))?;
    }
    Ok(())
}

fn lines(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut rng = Rng::new(3);
    fs::write(folder.join("order.md"), order_form(&mut rng, 6_000, ODDS))?;
    fs::write(folder.join("many-lines.md"), order_form(&mut rng, 64 * MIB, ODDS))?;
    fs::write(folder.join("one-line.md"), one_line(&mut rng, 64 * MIB))
}

fn bundles(folder: &Path, count: usize) -> Result<()> {
    fs::create_dir_all(folder)?;
    let mut rng = Rng::new(4);
    for number in 0..count {
        let bytes = 20_000 + rng.below(40_000);
        fs::write(folder.join(format!("proof-{number:04}.json")), bundle::bundle(&mut rng, bytes))?;
    }
    fs::write(folder.join("launch.gate"), bundle::POLICY)
}

/// In a folder of their own, lest they become the policy of the corpora beside them.
fn policies(folder: &Path) -> Result<()> {
    fs::create_dir_all(folder)?;
    let many = phrases::many();
    let eight = || phrases::EIGHT.iter().copied();
    let ten_thousand = || many.iter().map(String::as_str);
    fs::write(folder.join("8.gate"), phrases::policy(eight()))?;
    fs::write(folder.join("8.patterns"), phrases::patterns(eight()))?;
    fs::write(folder.join("10000.gate"), phrases::policy(ten_thousand()))?;
    fs::write(folder.join("10000-one-block.gate"), phrases::policy_of_one_block(&many))?;
    fs::write(folder.join("10000.patterns"), phrases::patterns(ten_thousand()))?;
    fs::write(folder.join("shipped.patterns"), phrases::patterns_of(&sample::shipped().policy))?;
    fs::write(folder.join("bundles.rego"), bundle::REGO)
}
