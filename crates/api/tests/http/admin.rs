//! The operator's calls, with somebody behind them who only notes what is asked.

use crate::app::{Answer, TestApp};
use axum::http::Method;
use cinephile_api::{
    AdminToken, ApiConfig, FitRequest, FitState, FitStatus, Operator, OperatorError, Reloaded,
};
use serde_json::json;
use std::sync::{Arc, Mutex};

const TOKEN: &str = "an-operators-token";
const RELOAD: &str = "/api/v1/admin/reload";
const FIT: &str = "/api/v1/admin/fit";

/// Refuses to reload when told so, and runs one fit for ever.
#[derive(Default)]
struct Fake {
    refuses: bool,
    asked: Mutex<Vec<FitRequest>>,
}

impl Operator for Fake {
    fn reload(&self) -> Result<Reloaded, OperatorError> {
        if self.refuses {
            return Err(OperatorError::Refused("the model is cut short".to_owned()));
        }
        Ok(Reloaded { model_id: Some("fit-2".to_owned()), is_changed: true })
    }

    fn start_fit(&self, request: FitRequest) -> Result<FitStatus, OperatorError> {
        let mut asked = self.asked.lock().expect("not poisoned");
        if !asked.is_empty() {
            return Err(OperatorError::FitRunning);
        }
        asked.push(request);
        Ok(FitStatus { state: FitState::Running, ..FitStatus::idle() })
    }

    fn fit_status(&self) -> FitStatus {
        FitStatus::idle()
    }
}

async fn app(operator: Option<Fake>) -> TestApp {
    let admin_token = Some(AdminToken::new(TOKEN).expect("long enough"));
    let app = TestApp::with_config(ApiConfig { admin_token, ..ApiConfig::default() }).await;
    if let Some(operator) = operator {
        app.state.set_operator(Arc::new(operator));
    }
    app
}

async fn post(app: &TestApp, path: &str, body: &str) -> Answer {
    app.as_visitor(TOKEN, Method::POST, path, body).await
}

#[tokio::test]
async fn without_a_token_set_there_are_no_such_addresses() {
    let app = TestApp::ready().await;
    for path in [RELOAD, FIT] {
        let detail = post(&app, path, "{}").await.problem(404, "not_found", None);
        assert_eq!(detail, format!("there is nothing at {path}"));
    }
}

#[tokio::test]
async fn nobody_gets_in_without_the_token() {
    let app = app(Some(Fake::default())).await;
    for path in [RELOAD, FIT] {
        let answer = app.post(path, "{}").await;
        assert!(answer.problem(401, "unauthorized", None).contains("send `Authorization: Bearer TOKEN`"));
        assert_eq!(answer.header("www-authenticate"), "Bearer");
        let visitor = app.new_visitor().await;
        for wrong in ["an-operators-tokeN", "an-operators-toke", "", visitor.as_str()] {
            app.as_visitor(wrong, Method::POST, path, "{}").await.problem(401, "unauthorized", None);
        }
    }
    app.get(FIT).await.problem(401, "unauthorized", None);
}

#[tokio::test]
async fn a_server_without_publications_reports_it() {
    let app = app(None).await;
    let detail = post(&app, RELOAD, "").await.problem(409, "no_publications", None);
    assert_eq!(detail, "this server does not serve a folder of publications; start it with `--models DIR`");
}

#[tokio::test]
async fn a_reload_says_what_is_served_or_why_it_is_not() {
    let answer = post(&app(Some(Fake::default())).await, RELOAD, "").await;
    assert_eq!(answer.ok(), json!({"model_id": "fit-2", "is_changed": true, "is_loading": false}));
    let refusing = app(Some(Fake { refuses: true, ..Fake::default() })).await;
    let detail = post(&refusing, RELOAD, "").await.problem(409, "publication_refused", None);
    assert_eq!(detail, "the model is cut short");
}

#[tokio::test]
async fn one_fit_runs_at_a_time_and_learns_from_visitors_by_default() {
    for (body, include_profiles) in [("{}", true), (r#"{"include_profiles": false}"#, false)] {
        let fake = Arc::new(Fake::default());
        let app = app(None).await;
        app.state.set_operator(fake.clone());
        let begun = post(&app, FIT, body).await;
        assert_eq!((begun.status.as_u16(), begun.json()["state"].clone()), (202, json!("running")));
        assert_eq!(*fake.asked.lock().expect("not poisoned"), [FitRequest { include_profiles }]);
        assert!(
            post(&app, FIT, body)
                .await
                .problem(409, "fit_running", None)
                .starts_with("a fit is already running")
        );
    }
    let app = app(Some(Fake::default())).await;
    post(&app, FIT, r#"{"algorithm": "ease"}"#).await.problem(400, "invalid_field", Some("algorithm"));
    assert_eq!(app.as_visitor(TOKEN, Method::GET, FIT, "").await.ok()["state"], "idle");
}
