//! Stand-in.
use super::Document;
use crate::span::{Source, Span};
#[derive(Debug, Clone)]
pub struct Field { pub name: String, pub name_span: Span<Source>, pub value: String, pub value_span: Span<Source> }
#[derive(Debug, Clone)]
pub struct Section { pub title: String, pub span: Span<Source>, pub blocks: std::ops::Range<usize> }
impl Document {
    pub fn fields(&self) -> Vec<Field> { Vec::new() }
    pub fn sections(&self) -> Vec<Section> { Vec::new() }
    pub fn find_text(&self, _: &str) -> Option<Span<Source>> { None }
}
pub fn fold_name(name: &str) -> String { name.to_lowercase() }
pub fn is_blank(text: &str) -> bool { text.trim().is_empty() }
