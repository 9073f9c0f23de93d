//! What the programs of all stories share: the body, the form, the texts one consents to.

use niangjia::catalog::edit::{self, Edit};
use niangjia::catalog::model::{Choice, ConsentText, Question, QuestionKind};
use niangjia::organizations::tree::{self, Organization, OrganizationKind};
use niangjia::values::ids::{IdMaker, OrganizationId, QuestionId};
use niangjia::values::locale::Bilingual;
use serde_json::Map;

use crate::harness::TestServer;

/// The required question whose answer decides the quota.
pub(super) const GROUP: &str = "model_group";
/// The required consent.
pub(super) const RULES: &str = "model_rules";

/// The body, and the form of its programs.
pub(super) struct Ground {
    pub(super) body: OrganizationId,
    pub(super) form: Vec<QuestionId>,
}

/// Fills it in.
pub(super) async fn prepare(server: &TestServer) -> Ground {
    let (now, ids) = (server.clock.now(), &server.app.web.ids);
    let body = Organization {
        id: ids.make(),
        version: 1,
        code: "model".to_owned(),
        parent_id: None,
        kind: OrganizationKind::County,
        name: Bilingual::new("模型工会", "Model union"),
        region_code: "330000".to_owned(),
        details: Map::new(),
    };
    let questions = [
        question(ids, GROUP, QuestionKind::Choice),
        question(ids, RULES, QuestionKind::Consent),
    ];
    let ground = Ground {
        body: body.id,
        form: questions.iter().map(|question| question.id).collect(),
    };
    let text = ConsentText {
        key: RULES.to_owned(),
        version: 1,
        body: Bilingual::new("同意", "I agree"),
    };
    let write = server.db.write(async |tx| {
        tree::save(tx, std::slice::from_ref(&body), now).await?;
        edit::save_questions(tx, &questions.map(Edit::New)).await?;
        edit::publish_consent_texts(tx, std::slice::from_ref(&text), now).await?;
        edit::announce(tx).await
    });
    write.await.unwrap();
    ground
}

fn question(ids: &IdMaker, key: &str, kind: QuestionKind) -> Question {
    let options = ["0", "1", "2"].map(|value| Choice {
        value: value.to_owned(),
        label: value.to_owned(),
        label_en: value.to_owned(),
    });
    Question {
        id: ids.make(),
        key: key.to_owned(),
        label: Bilingual::new("问题", "Question"),
        purpose: Bilingual::default(),
        options: match kind {
            QuestionKind::Choice => options.to_vec(),
            _ => Vec::new(),
        },
        kind,
        required: true,
        sensitivity: None,
        keep_days_after_end: 30,
        fills_from: None,
    }
}
