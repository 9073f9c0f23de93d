//! Drafts of offerings.

use super::edited;
use super::{EditError, Wish, codes, offering_in};
use crate::catalog::edit::{Edit, announce, save_offering};
use crate::catalog::model::{Offering, Program};
use crate::db::idempotency::{Made, RequestKey};
use crate::organizations::audit::{Acting, Action, Subject, SubjectKind};
use crate::roster::policy::offering::check_all;
use crate::roster::{Roster, store};

impl Roster {
    /// Makes a draft of an offering of `program`; it opens nothing. Says also whether an earlier
    /// request made it.
    ///
    /// # Errors
    /// [`EditError`].
    pub async fn make_offering(
        &self,
        program: &Program,
        wish: Wish<Offering>,
        by: Acting,
        key: Option<&RequestKey>,
    ) -> Result<(Offering, bool), EditError> {
        if let Some(id) = self.made_before(key).await? {
            let made = offering_in(self.db.read(), program.id, id.into()).await?;
            return Ok((made, true));
        }
        let bank = self.bank().await?;
        wish.judge(check_all(&wish.value, program, &bank), true)?;
        let now = self.clock.now();
        let asked = Some(wish.value.code.as_str()).filter(|code| !code.is_empty());
        let once = self
            .db
            .write_keyed(key, now, async |tx| {
                store::lock(tx, program.id).await?;
                let mut draft = wish.value.clone();
                draft.code = codes::of_offering(tx, program, asked).await?;
                codes::number_sessions(&mut draft)?;
                let id = draft.id;
                save_offering(tx, &Edit::New(draft), now).await?;
                announce(tx).await?;
                let subject = Subject::new(SubjectKind::Offering, id.0);
                let entry = edited(by, program, Action::OfferingMade, subject, 1);
                self.organizations.audit(tx, entry).await?;
                Ok::<_, EditError>(Made {
                    status_code: 201,
                    ids: vec![id.0],
                })
            })
            .await?;
        self.catalog.refresh().await?;
        let id = once.made.ids.first().copied().unwrap_or(wish.value.id.0);
        let made = offering_in(self.db.read(), program.id, id.into()).await?;
        Ok((made, once.replayed))
    }
}
