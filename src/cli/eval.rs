//! `gatelint eval`: how well claims are read, on a labelled set.

use super::args::{Eval, Reading};
use super::{Exit, Trouble, files, out};
use crate::claim::eval::{ReadingKind, evaluate};
use crate::document::Document;
use crate::report::safe;
use crate::rule::Engine;

pub(super) fn run(args: &Eval) -> Result<Exit, Trouble> {
    let loaded = files::load_policy(&[])?;
    let engine = Engine::new(&loaded.policy)?;
    let find = |document: &Document| engine.find(document);
    let reading = match args.reading {
        Reading::Claim => ReadingKind::Claim,
        Reading::Scope => ReadingKind::Scope,
    };
    let mut exit = Exit::Clean;
    for file in &args.files {
        let bytes = std::fs::read(file).map_err(|error| format!("`{}`: {}", file.display(), files::reason(&error)))?;
        let cases = String::from_utf8(bytes).map_err(|_| format!("`{}` is not UTF-8 text", file.display()))?;
        let evaluation = evaluate(&cases, reading, &find);
        if evaluation.rows == 0 {
            return Err(Trouble(format!("`{}` holds no labelled case: nothing was measured", file.display())));
        }
        let mut text = format!("{}\n{evaluation}", files::shown(file));
        for miss in evaluation.misses.iter().filter(|_| !args.quiet) {
            let (expected, given, body) = (&miss.expected, &miss.given, safe(&miss.body));
            text.push_str(&format!(
                "line {}: {expected} read as {given} ({}): {body}\n",
                miss.line,
                safe(&miss.because)
            ));
        }
        out::print(&(text + "\n"))?;
        if args.min_f1.is_some_and(|least| evaluation.labels.values().any(|count| count.f1() < least)) {
            exit = Exit::Violations;
        }
    }
    Ok(exit)
}
