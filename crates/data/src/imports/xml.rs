//! XML files: Criticker's ratings, and Kodi's library or one film's `.nfo`. Entities of their own are not resolved, so they cannot
//! grow.

use super::draft::{Draft, Facts};
use super::entry::{Entry, Export};
use super::error::ImportError;
use super::fields::Fields;
use super::miss::Miss;
use super::options::ImportOptions;
use quick_xml::Reader;
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::Event;

/// The longest text of an element that is read, in bytes.
const MAX_TEXT: usize = 1_000;
/// How deep elements may lie.
const MAX_DEPTH: usize = 50;

/// A format's root, the elements that are its records, its empty export, and its reader of one record by its element.
pub(super) struct XmlFormat {
    pub(super) roots: &'static [&'static str],
    pub(super) records: &'static [&'static str],
    pub(super) title: &'static [&'static str],
    pub(super) draft: fn(&ImportOptions) -> Draft,
    pub(super) read: fn(u64, &str, &Fields, &mut Facts) -> Result<Entry, Miss>,
}

/// Whether a file that begins like XML is one that is read; others may be web pages.
pub(super) fn recognises(text: &str, formats: &[&XmlFormat]) -> bool {
    root(text).is_some_and(|root| formats.iter().any(|format| format.roots.contains(&root.as_str())))
}

/// The name of the first element.
fn root(text: &str) -> Option<String> {
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().ok()? {
            Event::Start(start) | Event::Empty(start) => return Some(name(start.name().as_ref())),
            Event::Eof => return None,
            _ => {}
        }
    }
}

/// A file that is being read.
struct Reading {
    draft: Draft,
    format: &'static XmlFormat,
    row: u64,
    /// The elements that are open, from the root.
    open: Vec<String>,
    /// The record that is open, and how many elements are around it.
    record: Option<(usize, Fields)>,
    /// The text of the innermost element so far.
    text: String,
}

/// # Errors
/// If the text is not XML of one of the `formats`, has too many rows, or leaves something open.
pub(super) fn read(
    text: &str,
    options: &ImportOptions,
    formats: &[&'static XmlFormat],
) -> Result<Export, ImportError> {
    let found =
        root(text).and_then(|root| formats.iter().find(|format| format.roots.contains(&root.as_str())));
    let Some(format) = found else { return Err(broken("its elements are not known")) };
    let (draft, open, record) = ((format.draft)(options), Vec::new(), None);
    let mut reading = Reading { draft, format, row: 0, open, record, text: String::new() };
    let mut reader = Reader::from_str(text);
    loop {
        match reader.read_event().map_err(broken)? {
            Event::Start(start) => {
                let element = name(start.name().as_ref());
                // `<uniqueid type="imdb">` becomes `uniqueid.imdb`.
                let kind = start.try_get_attribute("type").ok().flatten();
                let kind = kind.map(|kind| format!(".{}", String::from_utf8_lossy(&kind.value)));
                reading.begin(element, &kind.unwrap_or_default())?;
            }
            Event::Text(text) => reading.add(&text.decode().map_err(broken)?),
            Event::CData(text) => reading.add(&text.decode().map_err(broken)?),
            Event::GeneralRef(entity) => {
                let known =
                    entity.decode().ok().and_then(|name| Some(resolve_predefined_entity(&name)?.to_owned()));
                let number = entity.resolve_char_ref().ok().flatten().map(String::from);
                reading.add(&known.or(number).unwrap_or_default());
            }
            Event::End(_) => reading.end()?,
            Event::Eof if reading.open.is_empty() => return reading.draft.finish(),
            Event::Eof => return Err(broken("it breaks off")),
            _ => {}
        }
    }
}

impl Reading {
    fn begin(&mut self, element: String, kind: &str) -> Result<(), ImportError> {
        if self.open.len() >= MAX_DEPTH {
            return Err(broken("its elements lie too deep"));
        }
        if self.record.is_none() && self.format.records.contains(&element.as_str()) {
            self.record = Some((self.open.len(), Fields::default()));
        }
        self.open.push(element + kind);
        self.text.clear();
        Ok(())
    }

    fn add(&mut self, text: &str) {
        if self.record.is_some() && self.text.len() + text.len() <= MAX_TEXT {
            self.text += text;
        }
    }

    fn end(&mut self) -> Result<(), ImportError> {
        let element = self.open.pop().unwrap_or_default();
        let text = std::mem::take(&mut self.text);
        let Some((depth, fields)) = &mut self.record else { return Ok(()) };
        if *depth < self.open.len() {
            let path: Vec<&str> =
                self.open[*depth + 1..].iter().map(String::as_str).chain([element.as_str()]).collect();
            if !text.trim().is_empty() {
                fields.push(&path.join("."), &text);
            }
            return Ok(());
        }
        self.row += 1;
        let read = (self.format.read)(self.row, &element, fields, &mut self.draft.facts);
        let pushed = self.draft.push(self.row, fields.first(self.format.title), read);
        self.record = None;
        pushed
    }
}

fn name(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

fn broken(reason: impl ToString) -> ImportError {
    ImportError::Xml { reason: reason.to_string() }
}
