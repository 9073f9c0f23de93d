//! The `[mail]` section of the configuration.

use secrecy::SecretString;
use serde::Deserialize;

/// How mail is sent.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MailSettings {
    /// `smtp://[user:pass@]host:port`, `smtps://…`, or `file:DIR` for one .eml a mail.
    pub url: SecretString,
    /// The sender: `name <address>`, or an address. The name stands on letters about accounts;
    /// those of an organization show its name, discreet ones the neutral brand.
    pub from: String,
    /// The first pause after a try that failed, in seconds; later ones grow from it.
    pub retry_first_seconds: u32,
    /// How long the mail server may take for the answer to a command; to let us in, twice as
    /// long. In seconds.
    pub command_seconds: u64,
    /// How long it may take for the answer to a whole mail, in seconds.
    pub answer_seconds: u64,
    /// Mails that one instance hands over a second, on average.
    pub per_second: u32,
}
