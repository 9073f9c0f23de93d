//! A key that a page carries, so that a form sent twice acts once.

use uuid::Uuid;

use crate::db::idempotency::RequestKey;
use crate::values::ids::{AccountId, IdMaker};
use crate::values::secret::sha256_hex;
use crate::web::extract::Fields;

/// The hidden field.
pub(in crate::console) const KEY: &str = "key";

/// A key for a page that is shown now.
pub(in crate::console) fn fresh(ids: &IdMaker) -> String {
    ids.make::<Uuid>().to_string()
}

/// The key that came with a form; none where a page of ours did not send it.
pub(in crate::console) fn of(
    account: AccountId,
    path: &str,
    fields: &Fields,
) -> Option<RequestKey> {
    let key = fields.get(KEY).parse::<Uuid>().ok()?;
    let mut asked = format!("POST\n{path}\n");
    for (name, value) in fields.iter() {
        asked.push_str(name);
        asked.push('\n');
        asked.push_str(value);
        asked.push('\n');
    }
    Some(RequestKey {
        account,
        key: key.to_string(),
        request_hash: sha256_hex(asked.as_bytes()),
    })
}
