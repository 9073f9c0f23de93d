//! Everything that runs, wired together.

use std::sync::{Arc, Mutex, PoisonError};

use axum::http::Method;
use secrecy::SecretString;
use tokio_util::sync::CancellationToken;
use tokio_util::task::TaskTracker;
use uuid::Uuid;

use crate::accounts::Accounts;
use crate::accounts::letters::AccountLetters;
use crate::catalog::Catalog;
use crate::config::Config;
use crate::db::seal::FieldKeys;
use crate::db::{Database, Fault, idempotency};
use crate::health::Readiness;
use crate::households::Households;
use crate::ledger::{Lanes, Ledger};
use crate::notices::{Compose, Notices, Outbox};
use crate::organizations::Organizations;
use crate::organizations::letters::StaffLetters;
use crate::privacy::Privacy;
use crate::registrations::Registrations;
use crate::registrations::compose::RegistrationComposer;
use crate::registrations::reminders::Reminders;
use crate::roster::Roster;
use crate::roster::announcements::letters::AnnouncementLetters;
use crate::roster::drawing::letters::DrawLetters;
use crate::roster::import::Importer;
use crate::roster::listing::Orders;
use crate::roster::minimum::letters::MinimumLetters;
use crate::roster::sheet::Sheets;
use crate::roster::stream::Watchers;
use crate::roster::undelivered::letters::DigestLetters;
use crate::timer::Timer;
use crate::values::clock::Clock;
use crate::values::ids::IdMaker;
use crate::web::layers::Web;
use crate::web::limits::{Limits, WriteClass};
use crate::web::page::CursorKey;
use crate::web::session::Sessions;

/// The parts of a running instance. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// What the layers of the web need.
    pub web: Web,
    /// Whether this instance wants requests.
    pub readiness: Readiness,
    /// What falls due.
    pub timer: Timer,
    /// The database, for the health check and the end.
    pub db: Database,
    /// Where features put what they have to tell.
    pub outbox: Outbox,
    /// Writes, sends and shows it.
    pub notices: Notices,
    /// Whether `/dev/mail` is there.
    pub demo: bool,
    /// Addresses, passwords, codes, tokens.
    pub accounts: Accounts,
    /// Union bodies, staff, memberships.
    pub organizations: Organizations,
    /// Who takes part.
    pub households: Households,
    /// What is offered, and the places left.
    pub catalog: Catalog,
    /// The door of every seat.
    pub ledger: Ledger,
    /// The worker's side of it.
    pub registrations: Registrations,
    /// The organizer's side.
    pub roster: Roster,
    /// Brings files in.
    pub importer: Importer,
    /// What belongs to a person.
    pub privacy: Privacy,
    lanes: Arc<Mutex<Option<Lanes>>>,
}

impl App {
    /// Builds every feature on a migrated database.
    ///
    /// # Errors
    /// [`Fault`] when something that is loaded at the start cannot be read.
    pub async fn assemble(
        config: &Config,
        db: Database,
        clock: Clock,
        keys: &FieldKeys,
    ) -> Result<Self, Fault> {
        // All features at once are much for the stack of whoever waits for them.
        Box::pin(Self::build(config, db, clock, keys)).await
    }

    async fn build(
        config: &Config,
        db: Database,
        clock: Clock,
        keys: &FieldKeys,
    ) -> Result<Self, Fault> {
        let ids = Arc::new(IdMaker::new(clock.clone()));
        let holder = ids.make::<Uuid>().to_string();
        let outbox = Outbox::new(ids.clone(), keys.clone());
        let accounts = Accounts::new(
            db.clone(),
            clock.clone(),
            ids.clone(),
            keys.clone(),
            outbox.clone(),
        );
        let parts = (db.clone(), clock.clone(), ids.clone());
        let organizations = Organizations::new(parts, &accounts, &outbox);
        let households = Households::new(
            db.clone(),
            clock.clone(),
            ids.clone(),
            keys.clone(),
            accounts.clone(),
            organizations.clone(),
        );
        let catalog = Catalog::open(db.clone(), clock.clone()).await?;
        let (ledger, lanes) = Ledger::start(&db, &clock, &ids, catalog.places(), &outbox).await?;
        let registrations = Registrations {
            db: db.clone(),
            clock: clock.clone(),
            ids: ids.clone(),
            keys: keys.clone(),
            accounts: Arc::new(accounts.clone()),
            organizations: Arc::new(organizations.clone()),
            households: Arc::new(households.clone()),
            catalog: catalog.clone(),
            ledger: ledger.clone(),
            outbox: outbox.clone(),
        };
        let roster = roster(&registrations, &outbox);
        let notices = notices(&registrations, &roster, config)?;
        let timer = Timer::new(db.clone(), clock.clone(), holder, config.timer);
        let timer = with_chores(timer, &db, &accounts, &roster, &notices);
        Ok(Self {
            privacy: Privacy::new(&roster, &notices),
            timer,
            web: web(config, ids, (accounts.clone(), clock), keys),
            readiness: Readiness::new(db.clone(), ledger.clone()),
            db,
            outbox,
            notices,
            demo: false,
            accounts,
            organizations,
            households,
            catalog,
            ledger,
            importer: roster.importer(),
            roster,
            registrations,
            lanes: Arc::new(Mutex::new(Some(lanes))),
        })
    }
}

impl App {
    /// Starts what runs beside the requests; it ends once `stop` is cancelled.
    pub fn start(&self, tasks: &TaskTracker, stop: &CancellationToken) {
        tasks.spawn(self.db.clone().tend(stop.clone()));
        tasks.spawn(self.catalog.clone().watch(stop.clone()));
        tasks.spawn(self.web.limits.clone().tend(stop.clone()));
        let (timer, until) = (self.timer.clone(), stop.clone());
        tasks.spawn(async move {
            if let Err(fault) = timer.run(until).await {
                tracing::warn!(error = ?fault, "the timer's lease was not given back");
            }
        });
        tasks.spawn(Arc::clone(&self.notices.courier).run(stop.clone()));
        tasks.spawn(self.roster.clone().keep_reports(stop.clone()));
    }

    /// Takes no more commands and works off those that wait; to be called once no request is
    /// left.
    pub async fn drain(&self) {
        let lanes = self
            .lanes
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .take();
        if let Some(lanes) = lanes {
            lanes.drain().await;
        }
    }

    /// Shows all mails at `/dev/mail`, codes too.
    pub fn show_mails(&mut self) {
        self.demo = true;
        self.notices.courier.keep_secrets();
    }
}

/// What the layers of the web need.
fn web(
    config: &Config,
    ids: Arc<IdMaker>,
    (accounts, clock): (Accounts, Clock),
    keys: &FieldKeys,
) -> Web {
    let key = |purpose| SecretString::from(keys.fingerprint(purpose, ""));
    let url = &config.server.public_url;
    Web {
        sessions: Sessions::new(key("sessions"), clock, config.console, url),
        ids,
        settings: Arc::new(config.server.clone()),
        limits: Limits::new(&config.limits),
        tokens: Arc::new(accounts),
        cursors: CursorKey(key("cursors")),
        class_of: write_class,
    }
}

/// The organizer's side works on the same parts as the worker's.
fn roster(beside: &Registrations, outbox: &Outbox) -> Roster {
    Roster {
        db: beside.db.clone(),
        clock: beside.clock.clone(),
        ids: beside.ids.clone(),
        keys: beside.keys.clone(),
        outbox: outbox.clone(),
        accounts: beside.accounts.clone(),
        organizations: beside.organizations.clone(),
        households: beside.households.clone(),
        catalog: beside.catalog.clone(),
        ledger: beside.ledger.clone(),
        registrations: Arc::new(beside.clone()),
        digested_until: Arc::default(),
        orders: Orders::default(),
        sheets: Sheets::default(),
        watchers: Watchers::default(),
        renewal: Arc::default(),
    }
}

/// What falls due again and again.
fn with_chores(
    timer: Timer,
    db: &Database,
    accounts: &Accounts,
    roster: &Roster,
    notices: &Notices,
) -> Timer {
    let timer = with_forgetting(timer, &Privacy::new(roster, notices));
    let courier = Arc::clone(&notices.courier);
    let (db, forgetful) = (db.clone(), accounts.clone());
    let (ticking, extending) = (roster.ledger.clone(), roster.ledger.clone());
    let (warning, drawing, digesting) = (roster.clone(), roster.clone(), roster.clone());
    let renewal = Arc::clone(&roster.renewal);
    let reminders = Reminders::new(roster.registrations.as_ref().clone());
    timer
        .on("forget old idempotency keys", move |now| {
            let db = db.clone();
            async move { idempotency::forget_old(&db, now).await }
        })
        .on("forget stale codes and tokens", move |now| {
            let accounts = forgetful.clone();
            async move { accounts.forget_stale(now).await }
        })
        .on("move what fell due in the ledger", move |_| {
            let ledger = ticking.clone();
            async move { ledger.tick().await.map(|_| ()) }
        })
        .on("extend offers nobody could hear of", move |_| {
            let ledger = extending.clone();
            async move { ledger.extend_unheard_offers().await }
        })
        .on_each_minute("warn of offerings below their minimum", move |now| {
            let roster = warning.clone();
            async move { roster.warn_of_minimum(now).await }
        })
        .on_each_minute("remind of offers and dates", move |now| {
            let reminders = reminders.clone();
            async move { reminders.remind(now).await }
        })
        .on_each_minute("tell organizers of draws that are due", move |now| {
            let roster = drawing.clone();
            async move { roster.tell_draws_due(now).await }
        })
        .on_each_minute("have reports counted anew", move |_| {
            renewal.notify_one();
            std::future::ready(Ok(()))
        })
        .on("tell organizers whom no mail reached", move |now| {
            let roster = digesting.clone();
            async move { roster.tell_undelivered(now).await }
        })
        .on("put right what a clock that was ahead wrote", move |now| {
            let courier = Arc::clone(&courier);
            async move { courier.put_right(now).await }
        })
}

/// What is erased, asked for or on its date.
fn with_forgetting(timer: Timer, privacy: &Privacy) -> Timer {
    let (erasing, forgetting) = (privacy.clone(), privacy.clone());
    timer
        .on("erase who asked for it", move |now| {
            let privacy = erasing.clone();
            async move { privacy.erase_some(now).await }
        })
        .on_each_minute("erase answers on their date", move |now| {
            let privacy = forgetting.clone();
            async move { privacy.forget_due(now).await }
        })
}

/// Letters, and who carries them.
fn notices(beside: &Registrations, roster: &Roster, config: &Config) -> Result<Notices, Fault> {
    let (db, clock) = (beside.db.clone(), beside.clock.clone());
    let parts = (db, clock, beside.outbox.clone(), beside.keys.clone());
    Notices::new(parts, composers(beside, roster, config), &config.mail)
}

/// Who writes which letters.
fn composers(
    registrations: &Registrations,
    roster: &Roster,
    config: &Config,
) -> Vec<Arc<dyn Compose>> {
    let public_url = &config.server.public_url;
    vec![
        Arc::new(AccountLetters::new(
            registrations.accounts.as_ref().clone(),
            public_url,
        )),
        Arc::new(StaffLetters::new(
            registrations.organizations.as_ref().clone(),
            public_url,
        )),
        Arc::new(RegistrationComposer {
            registrations: registrations.clone(),
            public_url: public_url.clone(),
        }),
        Arc::new(AnnouncementLetters::new(roster.clone(), public_url)),
        Arc::new(MinimumLetters::new(roster.clone(), public_url)),
        Arc::new(DrawLetters::new(roster.clone(), public_url)),
        Arc::new(DigestLetters::new(roster.clone(), public_url)),
    ]
}

/// What the rate limits count a call as.
fn write_class(_: &Method, path: &str) -> WriteClass {
    match path.strip_prefix(crate::router::BASE_PATH).unwrap_or(path) {
        "/accounts" | "/tokens/code" | "/accounts/password-reset" => WriteClass::Code,
        "/tokens" | "/tokens/second-factor" | "/accounts/verify" | "/accounts/password" => {
            WriteClass::SignIn
        }
        _ => WriteClass::Write,
    }
}
