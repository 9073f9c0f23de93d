//! Finding programs by words, in Chinese and English, wherever the words stand.
//!
//! Chinese text has no spaces, and most of its words have two characters: it is indexed by
//! single characters and by pairs. Other text is indexed by lower-case words. Weights are
//! fixed, not learned from the collection, so that a page of results stays where it is when
//! programs are added.

mod index;
mod kind_words;
mod terms;

pub use index::{Field, Index};
pub use kind_words::{kind_label, kind_words, role_label};
