//! People whom staff enter for others: whose household they are in, and whether they are known.

use std::collections::{HashMap, HashSet};

use sea_orm::{ConnectionTrait, DatabaseTransaction};

use super::policy::{Relation, is_known_as, may_be_one};
use super::{Households, Participant, Person, store};
use crate::accounts::Hosting;
use crate::db::Fault;
use crate::values::email::EmailAddress;
use crate::values::ids::{AccountId, ParticipantId};
use crate::values::text::fold;

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
    /// Who takes part. What staff state and nobody said before is filled in for this time; it is
    /// not written into a household that is there.
    pub participant: Participant,
    /// Whether there is no address.
    pub by_phone: bool,
    /// Whether the household is to be made.
    pub is_new_household: bool,
    /// Whether the person is to be entered.
    pub is_new_person: bool,
    /// Who is told, where she is entered too.
    pub contact: Option<Participant>,
}

impl Households {
    /// Whose household each guest is in: that of the address, else one of its own. A person of
    /// the same name and birth date there is the same person, and so is one without an address
    /// who stands on the same list before. Nothing is written; ids of what is to be made are new
    /// ones.
    ///
    /// # Errors
    /// [`Fault`].
    pub async fn recognise(
        &self,
        db: &impl ConnectionTrait,
        guests: &[Guest],
    ) -> Result<Vec<Hosted>, Fault> {
        let addresses = guests.iter().filter_map(|guest| guest.email.as_ref());
        let hosts = self.accounts.of_addresses(db, addresses).await?;
        let accounts: Vec<AccountId> = hosts.values().copied().collect();
        let known = store::participants::of_accounts(db, &self.keys, &accounts).await?;
        let mut register = Register {
            hosts,
            ..Register::default()
        };
        for person in known {
            register.enter(person);
        }
        let mut hosted = Vec::with_capacity(guests.len());
        for guest in guests {
            hosted.push(self.recognised(&mut register, guest));
        }
        Ok(hosted)
    }

    fn recognised(&self, register: &mut Register, guest: &Guest) -> Hosted {
        let by_phone = guest.email.is_none();
        if by_phone && let Some(participant) = register.stands_before(guest) {
            return Hosted {
                participant,
                by_phone,
                is_new_household: false,
                is_new_person: false,
                contact: None,
            };
        }
        let known = register.host_of(guest);
        let account = known.unwrap_or_else(|| self.ids.make());
        register.hosts_now(guest, account);
        let found = register.known_in(account, guest);
        let is_new_person = found.is_none();
        let participant = found.unwrap_or_else(|| {
            let mut person = guest.person.clone();
            if person.relation == Relation::Myself && register.has_self(account) {
                person.relation = Relation::Other;
            }
            self.entered(account, person)
        });
        if is_new_person {
            register.enter(participant.clone());
        }
        if by_phone {
            register.remember(guest, &participant);
        }
        let contact = guest
            .contact_name
            .as_ref()
            .filter(|_| known.is_none() && participant.person.relation != Relation::Myself);
        let contact = contact.map(|name| Person::named(name.clone(), Relation::Myself));
        Hosted {
            contact: contact.map(|person| self.entered(account, person)),
            participant,
            by_phone,
            is_new_household: known.is_none(),
            is_new_person,
        }
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
            if host.is_new_household {
                let contact = guest.contact_name.as_ref();
                accounts.push(Hosting {
                    id: host.participant.account,
                    email: guest.email.clone(),
                    phone: guest.phone.clone(),
                    name: contact.unwrap_or(&guest.person.name).clone(),
                });
            }
            people.extend(host.contact.clone());
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

    /// Takes back what was made for guests who were not registered after all, as far as nobody
    /// else has come to it.
    ///
    /// # Errors
    /// [`Fault`]; also when something points at one of them by now.
    pub async fn take_back(
        &self,
        tx: &DatabaseTransaction,
        hosted: &[Hosted],
    ) -> Result<(), Fault> {
        let mut people: Vec<ParticipantId> = Vec::new();
        for host in hosted {
            people.extend(host.is_new_person.then_some(host.participant.id));
            let contact = host.contact.as_ref().filter(|_| host.is_new_household);
            people.extend(contact.map(|contact| contact.id));
        }
        store::participants::delete(tx, &people).await?;
        let made: HashSet<AccountId> = hosted
            .iter()
            .filter(|host| host.is_new_household)
            .map(|host| host.participant.account)
            .collect();
        let made: Vec<AccountId> = made.into_iter().collect();
        let left = store::participants::of_accounts(tx, &self.keys, &made).await?;
        let is_left = |account: &AccountId| left.iter().any(|one| one.account == *account);
        let empty: Vec<AccountId> = made.into_iter().filter(|one| !is_left(one)).collect();
        self.accounts.take_back(tx, &empty).await
    }
}

/// Who is known while a list is gone through.
#[derive(Default)]
struct Register {
    /// Households by address.
    hosts: HashMap<String, AccountId>,
    /// Households without an address of this list, by who is told and where.
    callers: HashMap<(String, String), AccountId>,
    /// Everybody in these households.
    people: HashMap<AccountId, Vec<Participant>>,
    /// Guests without an address of this list with their numbers, by folded name.
    before: HashMap<String, Vec<(Option<String>, Participant)>>,
}

impl Register {
    fn enter(&mut self, person: Participant) {
        self.people.entry(person.account).or_default().push(person);
    }

    fn host_of(&self, guest: &Guest) -> Option<AccountId> {
        match &guest.email {
            Some(email) => self.hosts.get(&email.key()).copied(),
            None => self.callers.get(&caller(guest)?).copied(),
        }
    }

    fn hosts_now(&mut self, guest: &Guest, account: AccountId) {
        if let Some(email) = &guest.email {
            self.hosts.insert(email.key(), account);
        } else if let Some(caller) = caller(guest) {
            self.callers.insert(caller, account);
        }
    }

    fn has_self(&self, account: AccountId) -> bool {
        let mut theirs = self.people.get(&account).into_iter().flatten();
        theirs.any(|one| one.person.relation == Relation::Myself)
    }

    /// The member of a household whom staff mean, with what they state beyond what is known.
    fn known_in(&self, account: AccountId, guest: &Guest) -> Option<Participant> {
        let mut theirs = self.people.get(&account).into_iter().flatten();
        let found =
            theirs.find(|one| !guest.is_somebody_new && is_known_as(&guest.person, &one.person))?;
        let mut known = found.clone();
        known.person.gender = known.person.gender.or(guest.person.gender);
        known.person.grade = known.person.grade.or(guest.person.grade);
        Some(known)
    }

    fn stands_before(&self, guest: &Guest) -> Option<Participant> {
        let before = self.before.get(&fold(&guest.person.name))?;
        let stated = (&guest.person, guest.phone.as_deref());
        let mut same = before.iter().filter(|(phone, one)| {
            !guest.is_somebody_new && may_be_one(stated, (&one.person, phone.as_deref()))
        });
        same.next().map(|(_, one)| one.clone())
    }

    fn remember(&mut self, guest: &Guest, participant: &Participant) {
        let name = fold(&guest.person.name);
        let before = self.before.entry(name).or_default();
        before.push((guest.phone.clone(), participant.clone()));
    }
}

/// Who may be the same caller: of the same name and number.
fn caller(guest: &Guest) -> Option<(String, String)> {
    let phone = guest.phone.clone().filter(|_| !guest.is_somebody_new)?;
    let name = guest.contact_name.as_ref().unwrap_or(&guest.person.name);
    Some((name.clone(), phone))
}
