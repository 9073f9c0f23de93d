//! Fields of a mail's head: folded, and beyond ASCII in encoded words, so that nothing that people
//! are called or write begins a line of its own.

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use lettre::Address;
use lettre::message::header::{HeaderName, HeaderValue};

use crate::values::text::clean_line;

/// The most octets of a line in which an encoded word stands (RFC 2047, section 2).
const LINE: usize = 76;
/// The most octets of an encoded word, and those of its marks.
const WORD: usize = 75;
const MARKS: usize = "=?utf-8?b??=".len();
/// A word up to here stands as it is: beside the name of a field it still fits into a line.
const PLAIN_WORD: usize = 50;
/// The most octets of an address that is kept: what no line could hold is none.
const URL: usize = 900;

/// A field of running text.
pub(super) fn text(name: &'static str, value: &str) -> HeaderValue {
    let value = clean_line(value);
    let pieces = if is_plain(&value) {
        value.split(' ').map(str::to_owned).collect()
    } else {
        encoded_words(name, &value)
    };
    field(name, &pieces)
}

/// A field with an address and the name that belongs to it.
pub(super) fn mailbox(name: &'static str, person: &str, address: &Address) -> HeaderValue {
    let person = clean_line(person);
    if person.is_empty() {
        return field(name, &[address.to_string()]);
    }
    let is_atom = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_');
    let quoted = || person.replace('\\', r"\\").replace('"', "\\\"");
    let mut pieces = if !is_plain(&person) || person.len() > PLAIN_WORD {
        encoded_words(name, &person)
    } else if person.chars().all(is_atom) {
        vec![person]
    } else {
        vec![format!("\"{}\"", quoted())]
    };
    pieces.push(format!("<{address}>"));
    field(name, &pieces)
}

/// A field with an address that came as text; none when it is no address, or one that older
/// servers do not carry.
pub(super) fn address(name: &'static str, value: &str) -> Option<HeaderValue> {
    let is_carried = value.bytes().all(|octet| octet.is_ascii_graphic());
    let address: Address = Some(value).filter(|_| is_carried)?.parse().ok()?;
    Some(field(name, &[address.to_string()]))
}

/// What puts a mail beside the others that refer to `id` (RFC 5322, section 3.6.4).
pub(super) fn conversation(id: &str) -> [HeaderValue; 2] {
    ["References", "In-Reply-To"].map(|name| field(name, &[id.to_owned()]))
}

/// What lets a mail program stop more of the same with one click (RFC 8058, section 3.1, which
/// wants https); none for what is no such address. It stands whole: programs read it as it is.
pub(super) fn unsubscribing(url: &str) -> Option<[HeaderValue; 2]> {
    let stands = |octet: u8| octet.is_ascii_graphic() && !br#"<>"\,"#.contains(&octet);
    let is_url = url.starts_with("https://") && url.len() <= URL && url.bytes().all(stands);
    is_url.then(|| {
        [
            field("List-Unsubscribe", &[format!("<{url}>")]),
            field(
                "List-Unsubscribe-Post",
                &["List-Unsubscribe=One-Click".to_owned()],
            ),
        ]
    })
}

/// Whether a text stands as it is: printable ASCII in short words, nothing that reads like an
/// encoded word.
fn is_plain(text: &str) -> bool {
    let is_printable = |c: char| c == ' ' || c.is_ascii_graphic();
    text.chars().all(is_printable)
        && !text.contains("=?")
        && text.split(' ').all(|word| word.len() <= PLAIN_WORD)
}

/// A text as encoded words (RFC 2047, section 2), each of whole characters; the first is as short
/// as the name of its field leaves room.
fn encoded_words(name: &str, text: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut room = octets_in(LINE - name.len() - ": ".len());
    let mut word = String::new();
    for character in text.chars() {
        if word.len() + character.len_utf8() > room {
            words.push(encoded_word(&word));
            word.clear();
            room = octets_in(WORD);
        }
        word.push(character);
    }
    words.push(encoded_word(&word));
    words
}

/// How many octets of text fit into an encoded word of so many.
const fn octets_in(length: usize) -> usize {
    (length - MARKS) / 4 * 3
}

fn encoded_word(text: &str) -> String {
    format!("=?utf-8?b?{}?=", STANDARD.encode(text))
}

/// The field with its pieces in a row, folded before each that the line has no room for.
fn field(name: &'static str, pieces: &[String]) -> HeaderValue {
    let mut column = name.len() + ": ".len();
    let mut value = String::new();
    for (number, piece) in pieces.iter().enumerate() {
        if number > 0 && column + 1 + piece.len() > LINE {
            value.push_str("\r\n ");
            column = 1;
        } else if number > 0 {
            value.push(' ');
            column += 1;
        }
        value.push_str(piece);
        column += piece.len();
    }
    let whole = pieces.join(" ");
    HeaderValue::dangerous_new_pre_encoded(HeaderName::new_from_ascii_str(name), whole, value)
}
