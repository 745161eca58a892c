//! The edge: bad input ends in a clear message and the right exit code, and nothing is lost.

use crate::support::Folder;

/// Checks one file by name; gives exit code and the report (or, without one, the message).
fn check(name: &str, bytes: &[u8]) -> (i32, String) {
    let folder = Folder::new(&format!("check-{}", name.replace('/', "-"))).with(name, bytes);
    let (exit, out, err) = folder.run(&["check", name, "--as-of", "2026-11-22", "--format", "plain"], None);
    (exit, if out.is_empty() { err } else { out })
}

const LAST: &str = "1 document x 31 rules:";

/// What is said where no document is of a kind.
const KINDS: &str = "12 more rules look at kinds of documents: name yours, such as: --as order-form\n";

#[test]
fn a_draft_of_no_kind_is_linted_for_wording_and_secrets() {
    let (exit, report) = check("draft.md", b"# Offer\n\nSeats are bought through **self-serve** checkout.\n");
    assert_eq!(exit, 1);
    assert!(report.starts_with("draft.md:3:28: error block/self-serve-checkout: `self-serve checkout` is claimed, and gate `self-serve` is not open\n"), "{report}");
    assert!(
        report
            .contains("  help: write `invoice-led paid beta`\n        Self-serve checkout stays blocked until strict readiness and the Stripe fixture proof pass.\n        the gate opens with `Strict readiness is ready`, `Stripe fixture proof` and gate `Invoice-led paid beta`\n"),
        "{report}"
    );
}

#[test]
fn a_clean_draft_says_what_was_checked() {
    let (exit, report) = check("draft.md", b"Self-serve checkout is excluded.\n");
    let expected = format!("{KINDS}{LAST} nothing to report; 12 rules had no document\n");
    assert_eq!((exit, report), (0, expected));
}

#[test]
fn what_can_not_be_read_is_not_checked_and_exits_with_2() {
    let deep = "[".repeat(10_000) + &"]".repeat(10_000);
    let bomb = "a: &a [x,x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: &d [*c,*c,*c,*c,*c,*c,*c,*c,*c,*c]\ne: &e [*d,*d,*d,*d,*d,*d,*d,*d,*d,*d]\nf: [*e,*e,*e,*e,*e,*e,*e,*e,*e,*e]\n";
    let cases: Vec<(&str, Vec<u8>, &str)> = vec![
        ("empty.md", Vec::new(), "artifact/empty: the file is empty: there is nothing to check"),
        (
            "script.html",
            b"<script>let a = 1;</script>\n".to_vec(),
            "artifact/empty: no text was found in the file: there is nothing to check",
        ),
        (
            "comment.md",
            b"\n<!-- a note to ourselves -->\n".to_vec(),
            "artifact/empty: no text was found in the file: there is nothing to check",
        ),
        ("blank.md", b" \n\n".to_vec(), "artifact/empty: the file is empty: there is nothing to check"),
        ("picture.md", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR".to_vec(), "artifact/unreadable: the file is not text"),
        (
            "broken.md",
            b"Self-serve \xff checkout".to_vec(),
            "artifact/unreadable: the text is broken at byte 11: save the file as UTF-8",
        ),
        ("deep.json", deep.into_bytes(), "artifact/too-deep"),
        ("twice.json", br#"{"a": 1, "a": 2}"#.to_vec(), "artifact/duplicate-key"),
        ("twice.yaml", b"a: 1\na: 2\n".to_vec(), "artifact/duplicate-key"),
        ("bomb.yaml", bomb.as_bytes().to_vec(), "artifact/too-deep"),
        ("half.json", br#"{"a": "#.to_vec(), "artifact/syntax"),
        ("half.yaml", b"a: [1, 2\n".to_vec(), "artifact/syntax"),
    ];
    for (name, bytes, expected) in cases {
        let (exit, report) = check(name, &bytes);
        assert_eq!(exit, 2, "{name}: {report}");
        assert!(report.contains(expected), "{name}: {report}");
        assert!(report.contains(LAST), "{name}: {report}");
    }
}

#[test]
fn a_broken_proof_in_a_walked_folder_is_reported_and_not_passed_over() {
    let folder = Folder::new("broken-proof")
        .with("order-form.md", b"# Order\n\nHRIS automation is excluded.\n")
        .with("fixture-proof.json", br#"{"kind": "launch-proof-bundle", "suites":[}"#);
    let (exit, out, _) = folder.run(&["check", ".", "--format", "plain"], None);
    assert_eq!(exit, 2, "{out}");
    assert!(out.contains("fixture-proof.json:1:43: error artifact/syntax"), "{out}");
    let (exit, out, _) = folder.run(&["check", "fixture-proof.json", "--format", "plain"], None);
    assert_eq!((exit, out.matches(" error ").count()), (2, 1), "{out}");
}

#[test]
fn encodings_and_line_ends_keep_exact_places() {
    let text = "# Offer\r\n\r\nBuy by self-serve\r\ncheckout.\r\n";
    let utf16: Vec<u8> = std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let unmarked = utf16.get(2..).unwrap().to_vec();
    let with_mark = [b"\xef\xbb\xbf", text.as_bytes()].concat();
    for (name, bytes, span) in [
        ("crlf.md", text.as_bytes().to_vec(), (18, 38)),
        ("bom.md", with_mark, (21, 41)),
        ("utf16.md", utf16, (38, 78)),
        ("unmarked.md", unmarked, (36, 76)),
    ] {
        let folder = Folder::new(name).with(name, &bytes);
        let (exit, out, _) = folder.run(&["check", name, "--format", "json", "--as-of", "2026-11-22"], None);
        assert_eq!(exit, 1, "{name}");
        let report: serde_json::Value = serde_json::from_str(&out).unwrap();
        let place = &report["findings"][0]["span"];
        assert_eq!((place["start"].as_u64(), place["end"].as_u64()), (Some(span.0), Some(span.1)), "{name}");
        assert_eq!((place["line"].as_u64(), place["column"].as_u64()), (Some(3), Some(8)), "{name}");
        assert_eq!(place["end_line"].as_u64(), Some(4), "{name}");
    }
}

#[test]
fn a_document_can_not_drive_the_terminal() {
    let text = "Buy by \u{1b}[31m self-serve checkout\u{1b}[0m \u{202e}now\u{7}.\n";
    let folder = Folder::new("escape").with("a.md", text.as_bytes());
    for format in ["plain", "terminal"] {
        let (exit, out, _) = folder.run(&["check", "a.md", "--format", format], None);
        assert_eq!(exit, 1);
        assert!(!out.contains(['\u{1b}', '\u{202e}', '\u{7}']), "{out:?}");
    }
}

#[test]
fn a_giant_line_is_shown_around_its_words() {
    let mut text = "word ".repeat(1_000_000);
    text.push_str("and self-serve checkout for all ");
    text.push_str(&"word ".repeat(1_000_000));
    let folder = Folder::new("giant").with("a.txt", text.as_bytes());
    let (exit, out, _) = folder.run(&["check", "a.txt", "--format", "terminal"], None);
    assert_eq!(exit, 1);
    assert!(out.len() < 5_000, "{} bytes", out.len());
}

#[test]
fn paths_that_match_nothing_are_no_success() {
    let folder = Folder::new("nothing").with("notes/read.me", b"x").with("empty/.keep", b"");
    let run = |args: &[&str]| {
        let (exit, out, err) = folder.run(args, None);
        assert_eq!((exit, out.as_str()), (2, ""), "{args:?}: {err}");
        err
    };
    assert_eq!(run(&["check", "absent.md"]), "gatelint: there is no file or folder `absent.md`\n");
    assert_eq!(run(&["check", "*.docx"]), "gatelint: no file matches `*.docx`\n");
    assert!(
        run(&["check", "notes"]).starts_with("gatelint: nothing was checked: the only file is no kind of document")
    );
    assert!(run(&["check", "empty"]).starts_with("gatelint: nothing was checked"));
    assert!(run(&["check", "notes", "--as", "order-from"]).contains("no kind of document `order-from`"));
    assert!(run(&["check", "notes/read.me", "--target", "paid"]).contains("the policy has no gate `paid`"));
    assert!(run(&["check", "notes/read.me", "--as-of", "22.11.2026"]).contains("a date such as 2026-11-22"));
    assert!(
        run(&["check", "notes/read.me", "--policy", "absent.gate"])
            .contains("the policy `absent.gate` can't be read: there is no such file")
    );
    assert!(run(&["explain", "block/none"]).contains("there is no code and no file `block/none`"));
    assert!(run(&["eval", "notes/read.me"]).contains("holds no labelled case: nothing was measured"));
}

#[test]
fn a_policy_with_an_error_checks_nothing() {
    let folder =
        Folder::new("unsound").with("p.gate", b"gate g\n  needs nothing\n").with("a.md", b"self-serve checkout");
    let (exit, out, err) = folder.run(&["check", "a.md"], None);
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(
        err.starts_with(
            "gatelint: the policy has errors, so nothing was checked with it\n  p.gate:2:9: policy/undeclared"
        ),
        "{err}"
    );
    let empty = Folder::new("hollow").with("p.gate", b"# nothing yet\n").with("a.md", b"self-serve checkout");
    let (exit, _, err) = empty.run(&["check", "a.md"], None);
    assert_eq!(exit, 2);
    assert!(err.contains("p.gate:1:1: policy/empty: this policy file holds no item, so it says nothing"), "{err}");
}

#[test]
fn standard_input_is_a_document() {
    let folder = Folder::new("stdin");
    let (exit, out, _) = folder.run(&["check", "-", "--format", "plain"], Some(b"We offer HRIS automation.\n"));
    assert_eq!(exit, 1);
    assert!(out.starts_with("-:1:10: error block/hris-automation"), "{out}");
}

#[cfg(unix)]
#[test]
fn links_that_turn_in_circles_end() {
    let folder = Folder::new("links").with("a/order-form.md", b"# Order\n\nHRIS automation is excluded.\n");
    std::os::unix::fs::symlink(folder.0.join("a"), folder.0.join("a/again")).unwrap();
    std::os::unix::fs::symlink(folder.0.join("a/self.md"), folder.0.join("a/self.md")).unwrap();
    let (exit, out, err) = folder.run(&["check", ".", "--format", "plain"], None);
    assert_eq!(exit, 1, "{err}");
    assert!(
        out.ends_with("1 document x 31 rules: 11 errors; 11 rules had no document\n")
            || out.contains("1 document x 31 rules"),
        "{out}"
    );
    let (exit, out, _) = folder.run(&["check", "a/self.md", "--format", "plain"], None);
    assert_eq!(exit, 2, "{out}");
}

#[test]
fn ignored_files_are_not_walked_and_named_ones_are_checked() {
    let claim = b"# Order\n\nHRIS automation is included.\n";
    let folder =
        Folder::new("ignored").with(".gitignore", b"old/\n").with("old/order-form.md", claim).with("note.md", claim);
    let (exit, _, err) = folder.run(&["check"], None);
    assert_eq!(exit, 2, "{err}");
    assert!(err.starts_with("gatelint: nothing was checked: the only file"), "{err}");
    let (exit, out, _) = folder.run(&["check", "old/order-form.md", "note.md", "--format", "plain"], None);
    assert_eq!(exit, 1);
    assert!(out.contains("old/order-form.md:3:1: error block/hris-automation"), "{out}");
    assert!(out.contains("note.md:3:1: error block/hris-automation"), "{out}");
}

#[test]
fn directives_excuse_one_occurrence_and_nothing_else() {
    let run = |text: &str| check("a.md", text.as_bytes());
    let allow =
        "<!-- gatelint: allow block/hris-automation \"HRIS automation\" because \"quoted\" until 2026-12-31 -->\n\n";
    let (exit, out) = run(&format!("{allow}We offer HRIS automation.\n"));
    assert_eq!(exit, 0, "{out}");
    assert!(out.contains("nothing to report; 1 suppressed"), "{out}");
    let (exit, out) = run(&format!("{allow}We offer HRIS automation. HRIS automation is live.\n"));
    assert_eq!(exit, 1, "{out}");
    assert!(out.contains("1 error; 1 suppressed"), "{out}");
    let expired = allow.replace("2026-12-31", "2026-11-21");
    let (exit, out) = run(&format!("{expired}We offer HRIS automation.\n"));
    assert_eq!(exit, 1);
    assert!(out.contains("artifact/directive-expired: this directive expired on 2026-11-21"), "{out}");
    let far =
        "artifact/directive-far: this directive holds until 2027-11-23: the furthest day is 2027-11-22, a year ahead";
    let (exit, out) = run(&format!("{}We offer HRIS automation.\n", allow.replace("2026-12-31", "2027-11-23")));
    assert!(exit == 1 && out.contains(far), "{out}");
    let (exit, out) = run(&format!("{}We offer HRIS automation.\n", allow.replace("2026-12-31", "2027-11-22")));
    assert_eq!(exit, 0, "{out}");
    let (_, out) = run(&format!("{allow}Nothing here.\n"));
    assert!(out.contains("warning artifact/directive-unused"), "{out}");
    let (exit, out) =
        run("<!-- gatelint: allow block/hris-automation \"HRIS automation\" -->\n\nWe offer HRIS automation.\n");
    assert_eq!(exit, 1);
    assert!(out.contains("artifact/directive: the reason is missing"), "{out}");
    let (_, out) = run("<!-- gatelint: allow block/none \"x\" because \"y\" -->\n\nText.\n");
    assert!(out.contains("the policy has no rule `block/none`"), "{out}");
    let (exit, _) = run(
        "<!-- gatelint: allow secret/scim-token \"scim_9fK2mQ7xT4vB8nR1cZ6w\" because \"test\" -->\n\nscim_9fK2mQ7xT4vB8nR1cZ6w\n",
    );
    assert_eq!(exit, 1, "a secret can't be excused in the document");
}

#[test]
fn secrets_are_not_shown() {
    let (exit, out) = check("a.md", b"Token: `scim_9fK2mQ7xT4vB8nR1cZ6w`\n");
    assert_eq!(exit, 1);
    assert!(out.contains("secret/scim-token"), "{out}");
    assert!(!out.contains("9fK2mQ7xT4vB8nR1cZ6w"), "{out}");
    let (exit, out) = check("b.md", b"THESMIOS_SCIM_TOKEN=<tenant-scim-token>\n");
    assert_eq!(exit, 0, "{out}");
    // Nor do they beside other words, in any report.
    let line = b"We sell HRIS automation with THESMIOS_SMOKE_PASSWORD=Heron-quay-4471 now.\n";
    let folder = Folder::new("secrets").with("a.md", line);
    let commands: &[&[&str]] = &[
        &["check", "a.md", "--format", "plain"],
        &["check", "a.md", "--format", "terminal"],
        &["check", "a.md", "--format", "json"],
        &["explain", "a.md"],
        &["explain", "a.md:1"],
        &["fix", "a.md", "--unsafe", "--diff"],
        &["annotate", "a.md", "--output", "page.html"],
    ];
    for command in commands {
        let (_, out, err) = folder.run(command, None);
        assert!(!out.is_empty() && !out.contains("Heron") && !err.contains("Heron"), "{command:?}\n{out}{err}");
    }
    let (_, out, _) = folder.run(&["explain", "a.md:1"], None);
    assert!(out.contains("  We sell HRIS automation with THESMIOS_SMOKE_PASSWORD=*************** now.\n"), "{out}");
    assert!(!std::fs::read_to_string(folder.0.join("page.html")).unwrap().contains("Heron-quay-4471"));
}

#[test]
fn help_and_completions() {
    let folder = Folder::new("help");
    for args in [&["--help"][..], &["check", "--help"], &["rules", "--help"], &["completions", "bash"]] {
        let (exit, out, err) = folder.run(args, None);
        assert_eq!((exit, err.as_str()), (0, ""), "{args:?}");
        assert!(out.len() > 200, "{args:?}");
    }
    let (exit, _, err) = folder.run(&["chekc"], None);
    assert_eq!(exit, 2);
    assert!(err.contains("check"), "{err}");
}

/// The report without what a JSON report says of the shipped policy.
fn findings(out: &str) -> String {
    let report: serde_json::Value = serde_json::from_str(out).unwrap();
    let shown = |one: &serde_json::Value| {
        let at = &one["span"];
        format!(
            "{}:{}:{} {} {}: {} | {}\n",
            one["path"].as_str().unwrap(),
            at["line"],
            at["column"],
            one["severity"].as_str().unwrap(),
            one["code"].as_str().unwrap(),
            one["message"].as_str().unwrap(),
            one["help"].as_str().unwrap_or("-")
        )
    };
    let findings: String = report["findings"].as_array().unwrap().iter().map(shown).collect();
    format!("{findings}{} documents, {} errors", report["checked"]["documents"], report["summary"]["errors"])
}

#[test]
fn what_can_not_be_checked_is_a_finding_of_the_json_report() {
    let folder = Folder::new("faults")
        .with("bad/p.gate", b"gate g\n  needs nothing\n")
        .with("bad/a.md", b"self-serve checkout")
        .with("launch/launch.gate", b"use first-customer-launch\n")
        .with("clean.md", b"HRIS automation is excluded.\n");
    let check = |args: &[&str]| {
        let args = [&["check", "--format", "json", "--as-of", "2026-11-22"], args].concat();
        let (exit, out, err) = folder.run(&args, None);
        assert_eq!((exit, err.as_str()), (2, ""), "{args:?}");
        findings(&out)
    };
    let cases: &[(&[&str], &str)] = &[
        (
            &["absent.md"],
            "absent.md:1:1 error artifact/absent: there is no file or folder `absent.md` | -\n0 documents, 1 errors",
        ),
        (
            &["absent.md", "clean.md", "*.docx"],
            "absent.md:1:1 error artifact/absent: there is no file or folder `absent.md` | -\n*.docx:1:1 error artifact/absent: no file matches `*.docx` | -\n1 documents, 2 errors",
        ),
        (
            &["launch/launch.gate"],
            "launch/launch.gate:1:1 error artifact/policy: `launch/launch.gate` is a policy file, not a document | `gatelint rules check launch/launch.gate` checks it; `gatelint check --policy launch/launch.gate …` lints with it\n0 documents, 1 errors",
        ),
        (
            &["bad/a.md", "clean.md"],
            "bad/p.gate:2:9 error policy/undeclared: no evidence or role `nothing` is declared | declare it with `evidence nothing \"Title\"`\n1 documents, 1 errors",
        ),
        (
            &["clean.md", "--policy", "absent.gate"],
            "absent.gate:1:1 error policy/unreadable: the policy `absent.gate` can't be read: there is no such file | -\n0 documents, 1 errors",
        ),
        (
            &["clean.md", "--as", "order-from"],
            "builtin:first-customer-launch.gate:1:1 error policy/undeclared: the policy has no kind of document `order-from` | did you mean `order-form`?\n0 documents, 1 errors",
        ),
        (
            &["clean.md", "--target", "paid-bta"],
            "builtin:first-customer-launch.gate:1:1 error policy/undeclared: the policy has no gate `paid-bta` | did you mean `paid-beta`?\n0 documents, 1 errors",
        ),
        (
            &["."],
            ".:1:1 error artifact/none: nothing was checked: the only file is no kind of document of the policy | name a file to check it in any case, or say what the files are with --as KIND\n0 documents, 1 errors",
        ),
    ];
    for (args, expected) in cases {
        if args == &["."] {
            std::fs::remove_dir_all(folder.0.join("bad")).unwrap();
        }
        assert_eq!(check(args), *expected, "{args:?}");
    }
}

#[test]
fn a_missing_path_does_not_hide_the_others() {
    let folder = Folder::new("missing").with("a.md", b"HRIS automation is excluded.\n");
    let (exit, out, err) = folder.run(&["check", "absent.md", "a.md", "--format", "plain"], None);
    assert_eq!((exit, err.as_str()), (2, ""));
    assert_eq!(
        out,
        format!(
            "absent.md: error artifact/absent: there is no file or folder `absent.md`\n\n{KINDS}{LAST} 1 error; 12 rules had no document\n"
        )
    );
}

#[cfg(unix)]
#[test]
fn a_glob_takes_each_file_once_and_follows_no_circle() {
    let draft = b"HRIS automation is excluded.\n";
    let folder = Folder::new("glob")
        .with("a/one.md", draft)
        .with("b/two.md", draft)
        .with("b/.three.md", draft)
        .with("b/p.gate", b"use first-customer-launch\n");
    for (target, link) in
        [("a", "b/a"), ("b", "a/b"), (".", "a/up"), ("a/one.md", "b/one.md"), ("b/gone.md", "b/gone.md")]
    {
        std::os::unix::fs::symlink(folder.0.join(target), folder.0.join(link)).unwrap();
    }
    for (glob, expected) in [
        ("**/*.md", "2 documents"),
        ("*/*.{md,txt}", "2 documents"),
        ("b/*", "2 documents"),
        ("a/../b/t*.md", "1 document"),
    ] {
        let (exit, out, err) = folder.run(&["check", glob, "--format", "plain"], None);
        assert_eq!(exit, 0, "{glob}: {out}{err}");
        let expected = format!("{KINDS}{expected} x 31 rules: nothing to report; 12 rules had no document\n");
        assert_eq!(out, expected, "{glob}");
    }
    let (exit, _, err) = folder.run(&["check", "*.{md", "--format", "plain"], None);
    assert_eq!((exit, err.as_str()), (2, "gatelint: `*.{md` is no glob: `{` has no `}`\n"));
}

#[test]
fn line_ends_of_windows_are_no_marks_in_reports() {
    let folder = Folder::new("windows").with("a.md", b"Offer\r\n\r\nBuy by self-serve\r\ncheckout now.\r\n");
    let (_, out, _) = folder.run(&["check", "a.md", "--format", "terminal", "--as-of", "2026-11-22"], None);
    assert!(
        out.contains(" 3 │ ╭─▶ Buy by self-serve \n 4 │ ├─▶ checkout now.\n   · ╰──── claimed, because of `Buy`\n"),
        "{out}"
    );
    let (_, out, _) = folder.run(&["explain", "a.md:3", "--as-of", "2026-11-22"], None);
    assert!(out.starts_with("a.md:3, a document of no kind\n  Buy by self-serve\n\n`self-serve checkout` is claimed  [block/self-serve-checkout]\n"), "{out}");
}

#[test]
fn status_shows_every_launch_below_the_folder() {
    let launch = |name: &str| {
        format!("use first-customer-launch\nlaunch {name} \"{name} pilot\"\n  tenant \"{name}\"\n").into_bytes()
    };
    let folder = Folder::new("several")
        .with("a/launch.gate", &launch("anna"))
        .with("b/launch.gate", &launch("bert"))
        .with("b/order-form.md", b"HRIS automation is excluded.\n");
    let (exit, out, err) = folder.run(&["status", "--as-of", "2026-11-22"], None);
    assert_eq!((exit, err.as_str()), (0, ""));
    let heads: Vec<&str> = out.lines().filter(|line| line.contains("as of")).collect();
    assert_eq!(heads, ["anna pilot as of 2026-11-22: 0 documents", "bert pilot as of 2026-11-22: 1 document"]);
    let twice = [launch("anna"), b"launch carl\n  tenant \"carl\"\n".to_vec()].concat();
    let folder = Folder::new("twice").with("launch.gate", &twice).with("order-form.md", b"# Order\n");
    let (exit, _, err) = folder.run(&["status"], None);
    assert_eq!(
        (exit, err.as_str()),
        (
            2,
            "gatelint: the policy has errors, so nothing was checked with it\n  launch.gate:4:8: policy/launch-folder: launch `carl` has the same folder as launch `anna`; give each a folder of its own, such as `folder \"carl\"`\n"
        )
    );
    let gone = b"use first-customer-launch\nlaunch a\n  tenant \"a\"\n  folder \"gone\"\n";
    let folder = Folder::new("gone").with("launch.gate", gone).with("order-form.md", b"# Order\n");
    let (exit, _, err) = folder.run(&["status"], None);
    assert_eq!(exit, 2);
    assert!(err.contains("launch.gate:2:8: policy/launch-folder: launch `a` has the folder `gone`, and there is none; mend its `folder`"), "{err}");
}

#[test]
fn fix_leaves_a_read_only_file_alone() {
    let folder = Folder::new("read-only").with("a.md", b"We sell self-serve checkout.\n");
    let path = folder.0.join("a.md");
    let mut permissions = std::fs::metadata(&path).unwrap().permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).unwrap();
    let (exit, out, err) = folder.run(&["fix", "a.md", "--unsafe", "--in-place"], None);
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(err.starts_with("gatelint: `a.md` can't be written: "), "{err}");
    assert_eq!(std::fs::read(&path).unwrap(), b"We sell self-serve checkout.\n");
}

#[test]
fn a_directive_that_can_not_hold_says_why() {
    let said = |directive: &str, text: &str, expected: &str| {
        let (_, out) = check("a.md", format!("<!-- {directive} -->\n{text}\n").as_bytes());
        assert!(out.contains(expected), "{directive}\n{out}");
    };
    let claim = "We sell self-serve checkout. We sell self-serve checkout.";
    said("gatelint allow block/self-serve-checkout", claim, "error artifact/directive: the colon is missing");
    said(
        "gatelint: allow block/self-serve-checkot \"self-serve checkout\" because \"a\"",
        claim,
        "the policy has no rule `block/self-serve-checkot`: did you mean `block/self-serve-checkout`?",
    );
    said(
        "gatelint: allow secret/stripe-key \"x\" because \"a\"",
        claim,
        "a secret can't be excused in the document it stands in: take it out",
    );
    said(
        "gatelint: allow block/self-serve-checkout \"self-serve checkout\" because \"a\"",
        claim,
        "the directive here excuses one place, the first: write another for this one",
    );
    let (exit, out) = check("a.md", "\u{feff}Self-serve checkout is included.\n".as_bytes());
    assert!(exit == 1 && out.starts_with("a.md:1:1: error block/self-serve-checkout"), "{out}");
}

#[test]
fn rules_fmt_keeps_line_ends() {
    let folder = Folder::new("fmt").with("a.gate", b"words  w\r\n any \"a\" # one\r\n \"b\"\r\n");
    assert_eq!(folder.run(&["rules", "fmt", "--check", "a.gate"], None).0, 1);
    assert_eq!(folder.run(&["rules", "fmt", "a.gate"], None), (0, "a.gate formatted\n".into(), String::new()));
    let written = std::fs::read_to_string(folder.0.join("a.gate")).unwrap();
    assert_eq!(written, "words w\r\n  any      \"a\",  # one\r\n           \"b\"\r\n");
    assert_eq!(folder.run(&["rules", "fmt", "--check", "a.gate"], None), (0, String::new(), String::new()));
}

#[test]
fn rules_check_exits_with_2_on_a_policy_that_can_not_be_used() {
    let folder = Folder::new("rules")
        .with("bad.gate", b"gate g\n  needs a b\n")
        .with("empty.gate", b"")
        .with("my.gate", b"use shared\n")
        .with("shared.gate", b"use \"shared.gate\"\n");
    let run = |name: &str| folder.run(&["rules", "check", name], None);
    assert_eq!(run("bad.gate"), (2, "bad.gate:2:11: error policy/syntax: expected `,` or the end of the line, found `b`\n      needs a b\n              ^\n  help: did you mean `needs a, b`?\nbad.gate: 0 rules, 1 gate, 0 pieces of evidence, 0 roles, 0 steps: 1 error, 0 warnings\n".into(), String::new()));
    assert_eq!(run("empty.gate").0, 2);
    assert_eq!(
        run("my.gate").1,
        "my.gate:1:5: error policy/use: no policy `shared` ships with gatelint\n    use shared\n        ^^^^^^\n  help: `shared.gate` lies beside this file: write `use \"shared.gate\"`\nmy.gate: 0 rules, 0 gates, 0 pieces of evidence, 0 roles, 0 steps: 1 error, 0 warnings\n"
    );
    assert!(run("shared.gate").1.starts_with("shared.gate:1:5: error policy/use: this file uses itself\n"));
    let (exit, _, err) = folder.run(&["eval", "x.tsv", "--min-f1", "5"], None);
    assert_eq!(exit, 2);
    assert!(err.contains("a number from 0 to 1, such as 0.97 for 97 %"), "{err}");
}

#[test]
fn fix_shows_what_it_would_change_and_writes_only_when_asked() {
    let draft = b"# Offer\n\nWe sell **self-serve** checkout.\n\nKey: sk_live_4eC39HqLyjWDarjtT1zdp7dc\n";
    let folder = Folder::new("fix").with("a.md", draft).with("clean.md", b"Nothing here.\n");
    let left = "a.md:5:6: secret/stripe-key: a secret stands in a document that may leave the house: Stripe key\n  left as it is: a secret is taken out by hand, and the secret itself replaced\n";
    assert_eq!(
        folder.run(&["fix", "a.md"], None),
        (
            1,
            format!(
                "a.md:3:11: block/self-serve-checkout: `self-serve checkout` is claimed, and gate `self-serve` is not open\n  left as it is: its fix has to be looked at: --unsafe puts it in (`invoice-led paid beta`)\n{left}"
            ),
            String::new()
        )
    );
    assert_eq!(
        folder.run(&["fix", "a.md", "--unsafe"], None),
        (
            1,
            format!(
                "{left}--- a.md\n+++ a.md\n@@ -1,5 +1,5 @@\n # Offer\n \n-We sell **self-serve** checkout.\n+We sell **invoice-led paid beta**.\n \n Key: sk_l…\nnothing was written: --in-place or --output FILE writes it\n"
            ),
            String::new()
        )
    );
    assert_eq!(std::fs::read(folder.0.join("a.md")).unwrap(), draft);
    assert_eq!(
        folder.run(&["fix", "a.md", "--unsafe", "--output", "b.md"], None),
        (1, format!("{left}b.md: 1 change made\n"), String::new())
    );
    assert_eq!(
        std::fs::read_to_string(folder.0.join("b.md")).unwrap(),
        "# Offer\n\nWe sell **invoice-led paid beta**.\n\nKey: sk_live_4eC39HqLyjWDarjtT1zdp7dc\n"
    );
    assert_eq!(folder.run(&["fix", "clean.md", "--in-place"], None), (0, "nothing to fix\n".into(), String::new()));
    assert_eq!(
        folder.run(&["fix", "clean.md", "--output", "c.md"], None),
        (0, "nothing to fix, so `c.md` was not written\n".into(), String::new())
    );
    assert_eq!(
        folder.run(&["fix", "-", "--unsafe"], Some(b"We sell self-serve checkout.\n")),
        (0, "We sell invoice-led paid beta.\n".into(), "gatelint: 1 change made\n".into())
    );
    let (exit, out, _) = folder.run(&["fix", "a.md", "--unsafe", "--in-place"], None);
    assert_eq!((exit, out), (1, format!("{left}a.md: 1 change made\n")));
    assert!(std::fs::read_to_string(folder.0.join("a.md")).unwrap().contains("**invoice-led paid beta**"));
    assert_eq!(std::fs::read_dir(&folder.0).unwrap().count(), 4);
}

#[test]
fn fix_says_when_a_change_makes_another_possible() {
    let block = |name: &str, phrase: &str, instead: &str| {
        format!(
            "block {name} \"A lane\"\n  phrase \"{phrase}\"\n  opens never\n  instead \"{instead}\"\n  say \"No.\"\n  flags \"We sell [[{phrase}]].\"\n  passes \"A page.\"\n"
        )
    };
    let policy = block("one", "alpha lane", "beta lane") + &block("two", "beta lane", "pilot");
    let folder = Folder::new("fix-again").with("p.gate", policy.as_bytes()).with("a.md", b"We sell alpha lane.\n");
    let fix = || folder.run(&["fix", "a.md", "--policy", "p.gate", "--unsafe", "--in-place"], None);
    let again = "a.md: 1 change possible after these: run again\na.md: 1 change made\n";
    assert_eq!(fix(), (1, again.into(), String::new()));
    assert_eq!(fix(), (0, "a.md: 1 change made\n".into(), String::new()));
    assert_eq!(std::fs::read_to_string(folder.0.join("a.md")).unwrap(), "We sell pilot.\n");
}

#[test]
fn fix_passes_standard_input_on_and_lets_nothing_go_unchecked() {
    let folder = Folder::new("fix-pipe").with("a.md", b"We sell self-serve checkout.\n").with("none/x.bin", b"?");
    let fix = |args: &[&str], input: &str| folder.run(&[&["fix"], args].concat(), Some(input.as_bytes()));
    let unchanged = "Nothing here.\n";
    assert_eq!(fix(&["-"], unchanged), (0, unchanged.into(), "gatelint: 0 changes made\n".into()));
    let claim = "We sell self-serve checkout.\n";
    let why = "-:1:9: block/self-serve-checkout: `self-serve checkout` is claimed, and gate `self-serve` is not open";
    let left = "left as it is: its fix has to be looked at: --unsafe puts it in (`invoice-led paid beta`)";
    assert_eq!(fix(&["-"], claim), (1, claim.into(), format!("gatelint: 0 changes made\n  {why}\n    {left}\n")));
    assert_eq!(fix(&["-", "--diff"], claim), (1, format!("{why}\n  {left}\n"), String::new()));
    let alone = "gatelint: standard input is fixed alone, and goes to standard output: leave out the rest\n";
    assert_eq!(fix(&["-", "a.md"], claim), (2, String::new(), alone.into()));
    assert_eq!(fix(&["-", "--in-place"], claim), (2, String::new(), alone.into()));
    let (exit, out, err) = fix(&["none"], "");
    assert_eq!((exit, out.as_str()), (2, ""));
    assert!(err.starts_with("gatelint: nothing was checked: the only file is no kind of document"), "{err}");
}

#[test]
fn annotate_writes_a_page_beside_the_document() {
    let folder = Folder::new("annotate").with("orders/a.md", b"We sell self-serve checkout.\n");
    assert_eq!(
        folder.run(&["annotate", "orders/a.md"], None),
        (1, "orders/a.annotated.html: 1 finding shown\n".into(), String::new())
    );
    let page = std::fs::read_to_string(folder.0.join("orders/a.annotated.html")).unwrap();
    assert!(page.contains("<mark class=\"error\">self-serve checkout</mark>"), "{page}");
    assert_eq!(folder.run(&["annotate", "gone.md"], None).0, 2);
    let pdf = std::fs::read(crate::support::root().join("testdata/documents/security-overview.pdf")).unwrap();
    let rule = b"block b \"B\"\n  phrase \"security overview\"\n  opens never\n  say \"No.\"\n  when mentioned\n  flags \"A [[security overview]].\"\n  passes \"A page.\"\n";
    let signed = Folder::new("annotate-pdf").with("a.pdf", &pdf).with("p.gate", rule);
    let (exit, out, err) = signed.run(&["annotate", "--policy", "p.gate", "a.pdf"], None);
    assert_eq!((exit, out.as_str(), err.as_str()), (1, "a.annotated.pdf: 5 findings shown\n", ""));
    let annotated = std::fs::read(signed.0.join("a.annotated.pdf")).unwrap();
    assert!(annotated.starts_with(&pdf) && annotated.len() > pdf.len());
    let clean = Folder::new("annotate-clean").with("a.md", b"# Offer\n\nAn invoice comes by mail.\n");
    assert_eq!(clean.run(&["annotate", "a.md"], None).1, "a.annotated.html: 0 findings shown\n");
    let twins = Folder::new("annotate-twins").with("a.md", b"One.\n").with("a.txt", b"Two.\n");
    let both = "gatelint: `a.md` and `a.txt` would both be shown in `a.annotated.html`, so nothing was written: annotate them one by one, with --output\n";
    assert_eq!(twins.run(&["annotate", "a.md", "a.txt"], None), (2, String::new(), both.into()));
    assert!(!twins.0.join("a.annotated.html").exists());
    let itself = "gatelint: `a.md` is the document itself: annotate it into another file\n";
    assert_eq!(twins.run(&["annotate", "a.md", "--output", "a.md"], None), (2, String::new(), itself.into()));
    assert_eq!(std::fs::read(twins.0.join("a.md")).unwrap(), b"One.\n");
    let page = std::fs::read_to_string(clean.0.join("a.annotated.html")).unwrap();
    assert!(page.contains("<p>An invoice comes by mail.</p>"), "{page}");
}

#[test]
fn a_directive_reaches_the_rest_of_its_paragraph_in_every_format() {
    let allow = "gatelint: allow block/hris-automation \"HRIS automation\" because \"quoted\" until 2026-12-31";
    for (name, text) in [
        ("own.txt", format!("Dear Ann,\n<!-- {allow} -->\nwe offer HRIS automation now.\n")),
        ("hash.txt", format!("Dear Ann,\r\n# {allow}\r\nwe offer HRIS automation now.\r\n")),
        ("line.txt", format!("Dear Ann,\nwe offer HRIS automation now. <!-- {allow} -->\n")),
        ("own.md", format!("Dear Ann,\n<!-- {allow} -->\nwe offer HRIS automation now.\n")),
    ] {
        let (exit, out) = check(name, text.as_bytes());
        let expected = format!("{KINDS}{LAST} nothing to report; 1 suppressed; 12 rules had no document\n");
        assert_eq!((exit, out), (0, expected), "{name}");
    }
}

#[test]
fn a_target_without_a_launch_says_what_makes_one() {
    let folder = Folder::new("target").with("a.md", b"HRIS automation is excluded.\n");
    let (exit, out, _) =
        folder.run(&["check", "a.md", "--target", "setup", "--format", "plain", "--as-of", "2026-11-22"], None);
    assert_eq!(exit, 1);
    let expected = "evidence/cohort-boundary: Worker cohort and data boundary: the launch has no `Customer launch room`\n  help: gate `Setup-only` needs it\n        until then: Keep the tenant in setup-only.\n        only the documents given were looked at: a `launch` item in a .gate file makes a folder one launch\n";
    assert!(out.contains(expected), "{out}");
    assert!(
        out.contains(
            "\nthe shipped rules are shown by their code, such as: gatelint explain evidence/cohort-boundary\n"
        ),
        "{out}"
    );
}

#[test]
fn the_first_policy_of_the_help_holds() {
    let (_, help, _) = Folder::new("first-help").run(&["rules", "--help"], None);
    let (_, policy) = help.split_once(".gate:\n\n").unwrap();
    let (policy, _) = policy.split_once("\n`gatelint").unwrap();
    let policy: Vec<&str> = policy.lines().map(|line| line.strip_prefix("  ").unwrap_or(line)).collect();
    let folder = Folder::new("first-policy")
        .with("launch.gate", policy.join("\n").as_bytes())
        .with("order.md", b"# Order\n\nCustomer: Ann\nSigned on: TBD\n\nYou get free seats.\n");
    let (exit, out, _) = folder.run(&["rules", "check"], None);
    assert!(exit == 0 && out.contains("0 errors, 0 warnings"), "{out}");
    assert_eq!(folder.run(&["rules", "test"], None).0, 0);
    let (exit, out, _) = folder.run(&["check", "--format", "plain"], None);
    assert!(exit == 1 && out.contains("help: write `seats on request`\n"), "{out}");
    let (_, out, _) = folder.run(&["explain", "gate"], None);
    assert!(out.ends_with("\none of them, launch.gate:8\n  gate paid \"Paid\"\n    needs    signed\n"), "{out}");
}
