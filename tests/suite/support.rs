//! What the tests share: expected files, the program, a small random number generator.

use std::io::{Cursor, Write as _};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use gatelint::policy::{Loaded, PolicyText, load};
use zip::write::SimpleFileOptions;

/// The project's folder.
pub(crate) fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

/// Compares `actual` with the expected file; `UPDATE=1` rewrites it instead.
pub(crate) fn expect(file: &Path, actual: &str) {
    if std::env::var_os("UPDATE").is_some() {
        std::fs::create_dir_all(file.parent().unwrap()).unwrap();
        std::fs::write(file, actual).unwrap();
        return;
    }
    let expected = std::fs::read_to_string(file).unwrap_or_default();
    if expected != actual {
        let line = expected.lines().zip(actual.lines()).take_while(|(a, b)| a == b).count() + 1;
        panic!(
            "{} differs from line {line} on (UPDATE=1 rewrites it)\n--- expected\n{}\n--- actual\n{}",
            file.display(),
            expected.lines().skip(line - 1).take(12).collect::<Vec<_>>().join("\n"),
            actual.lines().skip(line - 1).take(12).collect::<Vec<_>>().join("\n"),
        );
    }
}

/// Runs the program in `folder`.
pub(crate) fn gatelint(folder: &Path, args: &[&str], input: Option<&[u8]>) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_gatelint"));
    command.args(args).current_dir(folder).env_remove("NO_COLOR").env_remove("COLUMNS");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().unwrap();
    {
        let mut stdin = child.stdin.take().unwrap();
        // A program that does not read its input may be gone already.
        let _ = stdin.write_all(input.unwrap_or_default());
    }
    child.wait_with_output().unwrap()
}

/// A folder of its own for one test, taken away at its end.
pub(crate) struct Folder(pub(crate) PathBuf);

impl Folder {
    pub(crate) fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("gatelint-{}-{name}", std::process::id()));
        let _ = std::fs::remove_dir_all(&path);
        // A repository's root, so that no policy above it is found.
        std::fs::create_dir_all(path.join(".git")).unwrap();
        Self(path)
    }

    pub(crate) fn with(self, name: &str, bytes: &[u8]) -> Self {
        let path = self.0.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
        self
    }

    /// Exit code, standard output, standard error.
    pub(crate) fn run(&self, args: &[&str], input: Option<&[u8]>) -> (i32, String, String) {
        let output = gatelint(&self.0, args, input);
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (output.status.code().unwrap(), text(output.stdout), text(output.stderr))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

/// Loads one policy text by itself.
pub(crate) fn load_text(text: &str) -> Loaded {
    load(vec![PolicyText { path: "test.gate".into(), text: text.into() }], &|_, path| Err(format!("no file `{path}`")))
}

/// SplitMix64 (Steele, Lea, Flood 2014): enough to draw test cases, the same every time.
pub(crate) struct Random(pub(crate) u64);

impl Random {
    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    pub(crate) fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }
}

/// An archive of these members.
pub(crate) fn archive(members: &[(&str, &[u8])]) -> Vec<u8> {
    let mut writer = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, bytes) in members {
        writer.start_file(*name, SimpleFileOptions::default()).unwrap();
        writer.write_all(bytes).unwrap();
    }
    writer.finish().unwrap().into_inner()
}

/// An Office package: its main part, of that media type, and the others.
pub(crate) fn office(main: &str, kind: &str, parts: &[(&str, &[u8])]) -> Vec<u8> {
    let types = format!("<Types><Override PartName=\"/{main}\" ContentType=\"application/{kind}\"/></Types>");
    let root =
        format!("<Relationships><Relationship Id=\"r\" Type=\"x/officeDocument\" Target=\"{main}\"/></Relationships>");
    archive(&[&[("[Content_Types].xml", types.as_bytes()), ("_rels/.rels", root.as_bytes())], parts].concat())
}
