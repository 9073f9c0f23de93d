//! HTML as the standard wants it: a browser mends what is wrong, each in its own way, and so do
//! readers of screens.

use std::collections::{BTreeMap, BTreeSet};

use html5ever::tendril::TendrilSink;
use html5ever::tokenizer::TokenizerOpts;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

/// Elements that take a tap or a key.
const INTERACTIVE: [&str; 7] = [
    "a", "button", "input", "label", "select", "summary", "textarea",
];
/// Elements that hold words only.
const OF_WORDS: [&str; 14] = [
    "b", "button", "code", "em", "h1", "h2", "h3", "h4", "label", "option", "p", "small", "span",
    "strong",
];
/// Elements that stand as blocks.
const BLOCKS: [&str; 16] = [
    "article", "div", "dl", "fieldset", "form", "h1", "h2", "h3", "h4", "li", "nav", "ol", "p",
    "section", "table", "ul",
];
/// Attributes that name other elements by their ids.
const NAMING: [&str; 10] = [
    "for",
    "form",
    "list",
    "headers",
    "popovertarget",
    "aria-activedescendant",
    "aria-controls",
    "aria-describedby",
    "aria-errormessage",
    "aria-labelledby",
];

/// What is wrong with a page, in words.
pub(super) fn flaws(html: &str) -> Vec<String> {
    let options = ParseOpts {
        tokenizer: TokenizerOpts {
            exact_errors: true,
            ..TokenizerOpts::default()
        },
        ..ParseOpts::default()
    };
    let dom = parse_document(RcDom::default(), options).one(html);
    let mut read = Read {
        flaws: dom
            .errors
            .borrow()
            .iter()
            .map(ToString::to_string)
            .collect(),
        ..Read::default()
    };
    read.below(&dom.document, &mut Vec::new());
    read.end()
}

/// What was read of a page.
#[derive(Default)]
struct Read {
    ids: BTreeMap<String, usize>,
    /// Each id that is named, and where.
    named: BTreeSet<(String, String)>,
    flaws: Vec<String>,
}

impl Read {
    /// Reads what is below an element; `above` are the elements it lies in.
    fn below(&mut self, node: &Handle, above: &mut Vec<String>) {
        for child in node.children.borrow().iter() {
            let NodeData::Element { name, attrs, .. } = &child.data else {
                continue;
            };
            let element = name.local.to_string();
            for attribute in attrs.borrow().iter() {
                self.attribute(&element, &attribute.name.local, &attribute.value);
            }
            self.nested(&element, above);
            above.push(element);
            self.below(child, above);
            above.pop();
        }
    }

    fn attribute(&mut self, element: &str, name: &str, value: &str) {
        if name == "id" {
            *self.ids.entry(value.to_owned()).or_default() += 1;
            if value.is_empty() || value.contains(char::is_whitespace) {
                self.flaws.push(format!("<{element} id={value:?}>"));
            }
        }
        let here = format!("<{element} {name}={value:?}>");
        if NAMING.contains(&name) {
            for id in value.split_whitespace() {
                self.named.insert((id.to_owned(), here.clone()));
            }
        }
        if let Some(id) = value.strip_prefix('#').filter(|_| name == "href") {
            self.named.insert((id.to_owned(), here));
        }
    }

    fn nested(&mut self, element: &str, above: &[String]) {
        let parent = above.last().map_or("", String::as_str);
        let is_misplaced = match parent {
            "ul" | "ol" => !["li", "template"].contains(&element),
            "dl" => !["dt", "dd", "div"].contains(&element),
            _ => element == "li" || (["dt", "dd"].contains(&element) && parent != "div"),
        };
        let outer = |inside: &[&str]| above.iter().any(|one| inside.contains(&one.as_str()));
        let is_second = match element {
            // A label takes the one field it stands around.
            "input" | "select" | "textarea" => outer(&["a", "button", "summary"]),
            "form" => outer(&["form"]),
            inner => INTERACTIVE.contains(&inner) && outer(&INTERACTIVE),
        };
        let is_block_in_words = BLOCKS.contains(&element) && outer(&OF_WORDS);
        if is_misplaced || is_second || is_block_in_words {
            self.flaws
                .push(format!("<{element}> in {}", above.join(" ")));
        }
    }

    fn end(mut self) -> Vec<String> {
        for (id, many) in &self.ids {
            if *many > 1 {
                self.flaws
                    .push(format!("the id {id} is there {many} times"));
            }
        }
        for (id, place) in &self.named {
            if !self.ids.contains_key(id) {
                self.flaws.push(format!("{place} names what is not there"));
            }
        }
        self.flaws
    }
}

#[test]
fn wrong_html_is_found() {
    let page = |body: &str| {
        let head = "<!doctype html><html lang=en><head><title>t</title></head><body>";
        flaws(&format!("{head}{body}</body></html>"))
    };
    let fine = "<form id=f><label for=a>A</label><input id=a aria-describedby='b c'><p id=b>B</p>\
                <ul id=c><li><a href='#a'>A</a></li></ul><label>D <input></label></form>";
    assert_eq!(page(fine), Vec::<String>::new());
    for wrong in [
        "<p id=a></p><p id=a></p>",
        "<label for=a>A</label>",
        "<input aria-describedby=a-err>",
        "<a href='#a'>A</a>",
        "<form><form></form></form>",
        "<form><button><a href='/'>A</a></button></form>",
        "<p><div></div></p>",
        "<span><p></p></span>",
        "<ul><div></div></ul>",
        "<div></span></div>",
        "<div a=1 a=2></div>",
        "<table><div></div></table>",
    ] {
        assert!(!page(wrong).is_empty(), "{wrong}");
    }
}
