//! PostgreSQL stops and starts while the service runs.

use crate::app::{HEAT, MATRIX, TestApp};
use crate::postgres_server::PostgresServer;
use axum::http::{Method, StatusCode};
use serde_json::json;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn recommendations_do_not_notice_and_writes_recover_by_themselves() {
    let Some(mut server) = PostgresServer::start() else { return };
    let app = TestApp::ready_with_store(&server.address("postgres")).await;
    let token = app.new_visitor().await;
    let put = async |id: u32| {
        let path = format!("/api/v1/profiles/me/ratings/{id}");
        app.as_visitor(&token, Method::PUT, &path, "{\"stars\": 4}").await
    };
    assert_eq!(put(HEAT).await.status, StatusCode::NO_CONTENT);
    server.stop();
    for _ in 0..3 {
        let rejected = put(MATRIX).await;
        rejected.problem(503, "store_unavailable", None);
        assert_eq!(rejected.header("retry-after"), "5");
        let asked = json!({"ratings": [{"movie_id": HEAT, "stars": 5}], "limit": 3});
        assert_eq!(app.post("/api/v1/recommendations", asked).await.ok()["recommendations"][2]["rank"], 3);
    }
    server.start_again();
    let back = async {
        while put(MATRIX).await.status != StatusCode::NO_CONTENT {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    };
    tokio::time::timeout(Duration::from_secs(30), back).await.expect("the store finds its server again");
    let profile = app.as_visitor(&token, Method::GET, "/api/v1/profiles/me", "").await.ok();
    assert_eq!(profile["n_ratings"], 2, "what was acknowledged before is there");
}
