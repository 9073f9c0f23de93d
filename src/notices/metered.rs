//! What the monitoring learns of the mails; docs/operations.md says when to worry.

use metrics::counter;

use super::store::ended::End;

/// One try of a mail ended.
pub(super) fn ended(end: &End) {
    let counter = match end {
        End::Sent { .. } => counter!("mails_total", "outcome" => "sent"),
        End::Again { .. } => counter!("mails_total", "outcome" => "again"),
        End::Refused { .. } => counter!("mails_total", "outcome" => "refused"),
        End::Expired { .. } => counter!("mails_total", "outcome" => "expired"),
        End::PutOff { .. } | End::Released => counter!("mails_total", "outcome" => "released"),
    };
    counter.increment(1);
}

/// The mail server does not let us in: nothing is tried for a while.
pub(super) fn paused() {
    counter!("mail_pauses_total").increment(1);
}
