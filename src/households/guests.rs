//! People whom staff enter for others: whose household they are in, and whether they are known.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::policy::{Relation, is_known_as};
use super::{Households, Participant, Person, store};
use crate::accounts::Hosting;
use crate::db::Fault;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, ParticipantId};

/// Somebody whom staff enter.
#[derive(Clone, Debug)]
pub struct Guest {
    /// Who takes part.
    pub person: Person,
    /// Who is told; the person's own name where nothing is said.
    pub contact_name: Option<String>,
    /// Where one can be called.
    pub phone: Option<String>,
    /// Where mail goes; told by phone without.
    pub email: Option<EmailAddress>,
    /// Never to be taken for somebody known of the same name.
    pub is_somebody_new: bool,
}

/// A guest in a household: one that is known, or one to be made.
#[derive(Clone, Debug)]
pub struct Hosted {
    /// Who takes part.
    pub participant: Participant,
    /// Whether there is no address.
    pub by_phone: bool,
    /// Whether the household is to be made.
    pub is_new_household: bool,
    /// Whether the person is to be entered.
    pub is_new_person: bool,
}

impl Households {
    /// Whose household each guest is in: that of the address, else one of its own. A person of
    /// the same name and birth date there is the same person. Nothing is written; ids of what is
    /// to be made are new ones.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn recognise(
        &self,
        db: &impl ConnectionTrait,
        guests: &[Guest],
    ) -> Result<Vec<Hosted>, Fault> {
        let addresses = guests.iter().filter_map(|guest| guest.email.as_ref());
        let mut hosts = self.accounts.of_addresses(db, addresses).await?;
        let accounts: Vec<AccountId> = hosts.values().copied().collect();
        let mut people = store::participants::of_accounts(db, &self.keys, &accounts).await?;
        // Households without an address, by telephone number, within this very list.
        let mut callers: HashMap<(String, String), AccountId> = HashMap::new();
        let mut hosted = Vec::with_capacity(guests.len());
        for guest in guests {
            let known = match &guest.email {
                Some(email) => hosts.get(&email.key()).copied(),
                None => caller(guest).and_then(|caller| callers.get(&caller).copied()),
            };
            let account = known.unwrap_or_else(|| self.ids.make());
            match &guest.email {
                Some(email) => drop(hosts.insert(email.key(), account)),
                None => drop(caller(guest).map(|caller| callers.insert(caller, account))),
            }
            let mut theirs = people.iter().filter(|one| one.account == account);
            let same = theirs
                .find(|one| !guest.is_somebody_new && is_known_as(&guest.person, &one.person));
            let found = same.cloned();
            let is_new_person = found.is_none();
            let participant = found.unwrap_or_else(|| {
                let mut person = guest.person.clone();
                let has_self = people
                    .iter()
                    .any(|one| one.account == account && one.person.relation == Relation::Myself);
                if person.relation == Relation::Myself && has_self {
                    person.relation = Relation::Other;
                }
                self.entered(account, person)
            });
            if is_new_person {
                people.push(participant.clone());
            }
            hosted.push(Hosted {
                participant,
                by_phone: guest.email.is_none(),
                is_new_household: known.is_none(),
                is_new_person,
            });
        }
        Ok(hosted)
    }

    /// Writes what [`Households::recognise`] says is to be made. At most some hundred at a time.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn host(
        &self,
        tx: &DatabaseTransaction,
        guests: &[Guest],
    ) -> Result<Vec<Hosted>, Fault> {
        let addresses = || guests.iter().filter_map(|guest| guest.email.as_ref());
        self.accounts.hold_addresses(tx, addresses()).await?;
        let hosted = self.recognise(tx, guests).await?;
        let (mut accounts, mut people) = (Vec::new(), Vec::new());
        for (guest, host) in guests.iter().zip(&hosted) {
            let account = host.participant.account;
            if host.is_new_household {
                let contact = guest.contact_name.as_ref();
                accounts.push(Hosting {
                    id: account,
                    email: guest.email.clone(),
                    phone: guest.phone.clone(),
                    name: contact.unwrap_or(&guest.person.name).clone(),
                });
                if let Some(name) = contact
                    && host.participant.person.relation != Relation::Myself
                {
                    let person = Person::named(name.clone(), Relation::Myself);
                    people.push(self.entered(account, person));
                }
            }
            if host.is_new_person {
                people.push(host.participant.clone());
            }
        }
        let reachable: Vec<(AccountId, EmailAddress)> = accounts
            .iter()
            .filter_map(|new| Some((new.id, new.email.clone()?)))
            .collect();
        self.accounts.host(tx, accounts).await?;
        for (account, email) in &reachable {
            self.organizations
                .take_up_roles(tx, *account, email)
                .await?;
        }
        if !people.is_empty() {
            store::participants::insert_many(tx, &self.keys, &people).await?;
        }
        Ok(hosted)
    }

    /// Takes back what was made for guests who were not registered after all.
    ///
    /// # Errors
    /// [`Fault`]; also when something points at one of them by now.
    pub async fn take_back(
        &self,
        tx: &DatabaseTransaction,
        hosted: &[Hosted],
    ) -> Result<(), Fault> {
        let households: HashSet<AccountId> = hosted
            .iter()
            .filter(|host| host.is_new_household)
            .map(|host| host.participant.account)
            .collect();
        let households: Vec<AccountId> = households.into_iter().collect();
        let people: Vec<ParticipantId> = hosted
            .iter()
            .filter(|host| host.is_new_person)
            .map(|host| host.participant.id)
            .collect();
        store::participants::delete(tx, &people, &households).await?;
        self.accounts.take_back(tx, &households).await
    }
}

/// Who may be the same caller: of the same name and number.
fn caller(guest: &Guest) -> Option<(String, String)> {
    let phone = guest.phone.clone().filter(|_| !guest.is_somebody_new)?;
    let name = guest.contact_name.as_ref().unwrap_or(&guest.person.name);
    Some((name.clone(), phone))
}
