//! Content lines of RFC 5545: escaped, folded at 75 octets, ended by CR LF.

use super::Party;
use crate::values::text::{clean_line, clean_text};

/// The most octets of a line without its end (RFC 5545, section 3.1).
const LINE_OCTETS: usize = 75;

/// A file that grows line by line.
#[derive(Debug, Default)]
pub(super) struct Lines(String);

impl Lines {
    /// A line of our own making, without foreign text.
    pub(super) fn raw(&mut self, line: &str) {
        fold(&mut self.0, line);
    }

    /// A property whose value is text: line breaks, commas and semicolons are escaped, other
    /// control characters go.
    pub(super) fn text(&mut self, name: &str, value: &str) {
        let escaped = clean_text(value)
            .replace('\\', "\\\\")
            .replace(';', "\\;")
            .replace(',', "\\,")
            .replace('\n', "\\n");
        fold(&mut self.0, &format!("{name}:{escaped}"));
    }

    /// A property whose value is an address of ours.
    pub(super) fn uri(&mut self, name: &str, value: &str) {
        let value = clean_line(value);
        fold(&mut self.0, &format!("{name}:{value}"));
    }

    /// A calendar user; a quotation mark cannot stand in a parameter, so it becomes single.
    pub(super) fn person(&mut self, property: &str, parameters: &str, person: &Party<'_>) {
        let name = clean_line(person.name).replace('"', "'");
        let address = clean_line(person.address);
        fold(
            &mut self.0,
            &format!("{property};CN=\"{name}\"{parameters}:mailto:{address}"),
        );
    }

    /// The whole file.
    pub(super) fn into_text(self) -> String {
        self.0
    }
}

/// Appends a line, broken before the character that would not fit; what follows a break
/// begins with a blank, which counts.
fn fold(file: &mut String, line: &str) {
    let mut room = LINE_OCTETS;
    for character in line.chars() {
        if character.len_utf8() > room {
            file.push_str("\r\n ");
            room = LINE_OCTETS - 1;
        }
        file.push(character);
        room -= character.len_utf8();
    }
    file.push_str("\r\n");
}
