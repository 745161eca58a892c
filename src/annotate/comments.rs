//! The part of a Word package that holds comments: made or gone on with, and made known to the package.

use jiff::civil::Date;

use crate::document::{Draft, Part};
use crate::edit::Edit;
use crate::edit::word::{AUTHOR, Ids, escaped, name_of, prefix_of, rewritten};
use crate::span::{Raw, Span};

/// The comments of one document that are added.
pub(super) struct Comments {
    ids: Ids,
    on: Date,
    /// The part that is there.
    part: Option<Part>,
    /// What the names in it begin with: `w:`.
    prefix: String,
    /// Whether the document has the styles that Word gives comments.
    styled: bool,
    /// Whether its names are those of the strict form of the format.
    strict: bool,
    added: String,
}

impl Comments {
    /// Of a document with this body.
    ///
    /// # Errors
    /// When a part can't be read, with the reason.
    pub(super) fn of(draft: &Draft, body: &Part, on: Date) -> Result<Self, String> {
        let named = |kind: &str| -> Result<Option<Part>, String> {
            let name = draft.related(kind).map_err(|fault| fault.message)?;
            name.map_or(Ok(None), |name| draft.part(&name)).map_err(|fault| fault.message)
        };
        let (part, styles) = (named("comments")?, named("styles")?);
        let ids = Ids::apart_from(part.iter().chain([body]).map(|part| part.text.as_str()));
        let root = part.as_ref().and_then(|part| Some(part.text.get(part.text.rfind("</")?..)?.to_owned()));
        let prefix = root.map_or_else(|| "w:".to_owned(), |root| prefix_of(name_of(&root)).to_owned());
        let styled = styles.is_some_and(|styles| {
            ["\"CommentReference\"", "\"CommentText\""].iter().all(|name| styles.text.contains(name))
        });
        let strict = body.text.contains("http://purl.oclc.org/ooxml/wordprocessingml/main");
        Ok(Self { ids, on, part, prefix, styled, strict, added: String::new() })
    }

    /// Adds a comment of these paragraphs; gives its number.
    pub(super) fn add(&mut self, paragraphs: &[String]) -> u32 {
        let (id, on, w) = (self.ids.take(), self.on, &self.prefix);
        let look = self.reference_look(w);
        let paragraph_look = match self.styled {
            true => format!("<{w}pPr><{w}pStyle {w}val=\"CommentText\"/></{w}pPr>"),
            false => String::new(),
        };
        let mut comment =
            format!("<{w}comment {w}id=\"{id}\" {w}author=\"{AUTHOR}\" {w}date=\"{on}T00:00:00Z\" {w}initials=\"gl\">");
        for (number, words) in paragraphs.iter().enumerate() {
            let sign = if number == 0 { format!("<{w}r>{look}<{w}annotationRef/></{w}r>") } else { String::new() };
            let words = escaped(words);
            comment.push_str(&format!(
                "<{w}p>{paragraph_look}{sign}<{w}r><{w}t xml:space=\"preserve\">{words}</{w}t></{w}r></{w}p>"
            ));
        }
        comment.push_str(&format!("</{w}comment>"));
        self.added.push_str(&comment);
        id
    }

    /// The properties of the run that holds a comment's sign.
    pub(super) fn reference_look(&self, w: &str) -> String {
        match self.styled {
            true => format!("<{w}rPr><{w}rStyle {w}val=\"CommentReference\"/></{w}rPr>"),
            false => String::new(),
        }
    }

    /// The parts that change: names and bytes.
    ///
    /// # Errors
    /// When one can't be read or gone on with, with the reason.
    pub(super) fn parts(self, draft: &Draft) -> Result<Vec<(String, Vec<u8>)>, String> {
        if let Some(part) = &self.part {
            return Ok(vec![(part.name.clone(), extended(part, &self.added)?)]);
        }
        let folder = draft.main().rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
        let file = self.free_name(draft, &folder)?;
        Ok(vec![
            self.types(draft, &format!("{folder}{file}"))?,
            self.relations(draft, &file)?,
            (format!("{folder}{file}"), self.new_part().into_bytes()),
        ])
    }

    /// A name that no part of the folder has.
    fn free_name(&self, draft: &Draft, folder: &str) -> Result<String, String> {
        let mut names = std::iter::once("comments.xml".to_owned()).chain((1..100).map(|n| format!("comments{n}.xml")));
        let free = names.find(|name| matches!(draft.part(&format!("{folder}{name}")), Ok(None)));
        free.ok_or_else(|| "the package has no free name for its comments".to_owned())
    }

    fn new_part(&self) -> String {
        let names = match self.strict {
            true => "http://purl.oclc.org/ooxml/wordprocessingml/main",
            false => "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        };
        format!(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:comments xmlns:w=\"{names}\">{}</w:comments>",
            self.added
        )
    }

    /// The list of media types with the new part in it.
    fn types(&self, draft: &Draft, name: &str) -> Result<(String, Vec<u8>), String> {
        const TYPE: &str = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml";
        let part = draft.part("[Content_Types].xml").map_err(|fault| fault.message)?;
        let part = part.ok_or("the package has no list of media types")?;
        let w = prefix_of(root_name(&part)).to_owned();
        let entry = format!("<{w}Override PartName=\"/{}\" ContentType=\"{TYPE}\"/>", escaped(name));
        Ok((part.name.clone(), extended(&part, &entry)?))
    }

    /// The list of the body's relationships with the new part in it.
    fn relations(&self, draft: &Draft, file: &str) -> Result<(String, Vec<u8>), String> {
        let kind = match self.strict {
            true => "http://purl.oclc.org/ooxml/officeDocument/relationships/comments",
            false => "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments",
        };
        let name = draft.list_of_relations();
        let part = draft.part(&name).map_err(|fault| fault.message)?;
        let known = part.as_ref().map_or("", |part| part.text.as_str());
        let mut ids = (1..).map(|n: u32| format!("rId{n}"));
        let id = ids.find(|id| !known.contains(&format!("\"{id}\""))).unwrap_or_default();
        let w = part.as_ref().map_or("", |part| prefix_of(root_name(part)));
        let entry = format!("<{w}Relationship Id=\"{id}\" Type=\"{kind}\" Target=\"{file}\"/>");
        let bytes = match &part {
            Some(part) => extended(part, &entry)?,
            None => format!(
                "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{entry}</Relationships>"
            )
            .into_bytes(),
        };
        Ok((part.map_or(name, |part| part.name), bytes))
    }
}

/// The name of a part's root, by its last tag.
fn root_name(part: &Part) -> &str {
    let last = part.text.rfind('<').and_then(|at| part.text.get(at..));
    last.map_or("", name_of)
}

/// The bytes of `part` with `words` as the last thing in its root.
fn extended(part: &Part, words: &str) -> Result<Vec<u8>, String> {
    let text = part.text.trim_end();
    let name = root_name(part);
    let edit = match text.strip_suffix("/>") {
        Some(before) => Edit::<Raw> { span: Span::new(before.len(), text.len()), words: format!(">{words}</{name}>") },
        None => {
            let end = text.rfind("</").filter(|_| text.ends_with('>'));
            let end = end.ok_or_else(|| format!("`{}` ends in no tag, and nothing can be added to it", part.name))?;
            Edit { span: Span::at(end), words: words.to_owned() }
        }
    };
    Ok(rewritten(part, vec![edit]))
}
