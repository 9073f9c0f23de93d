//! What is sent twice by a double click is done once: a form carries a key that was made with it.

use super::desk::Desk;
use crate::db::idempotency::RequestKey;
use crate::values::ids::{IdMaker, RegistrationId};
use crate::values::secret::sha256_hex;
use crate::web::extract::Fields;

/// A key for a form.
pub(super) fn new(ids: &IdMaker) -> String {
    ids.make::<RegistrationId>().to_string()
}

/// The key of a form that was sent; none without one, or for what cannot be one.
pub(super) fn key(desk: &Desk, fields: &Fields) -> Option<RequestKey> {
    let key = fields.given("key")?;
    let is_one = key.len() <= 64 && key.bytes().all(|byte| byte.is_ascii_graphic());
    let mut sent = form_urlencoded::Serializer::new(String::new());
    sent.extend_pairs(fields.iter());
    is_one.then(|| RequestKey {
        account: desk.signed_in.account,
        key: key.to_owned(),
        request_hash: sha256_hex(
            format!("POST\n{}\n{}", desk.asked.here, sent.finish()).as_bytes(),
        ),
    })
}
