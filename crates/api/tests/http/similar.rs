//! Movies that go with one movie.

use crate::app::{HEAT, MATRIX, NOBODY, TestApp};
use serde_json::{Value, json};

fn ids(list: &Value) -> Vec<u64> {
    let rows = list["similar"].as_array().expect("rows");
    rows.iter().map(|row| row["movie"]["id"].as_u64().expect("an id")).collect()
}

#[tokio::test]
async fn similar_movies_are_ranked_by_what_the_one_rating_adds() {
    let app = TestApp::ready().await;
    for algorithm in ["blend", "ease", "ials"] {
        let list =
            app.get(&format!("/api/v1/movies/{HEAT}/similar?algorithm={algorithm}&limit=100")).await.ok();
        assert_eq!((&list["algorithm"], &list["movie"]["id"]), (&json!(algorithm), &json!(HEAT)));
        let scores: Vec<f64> = list["similar"]
            .as_array()
            .expect("rows")
            .iter()
            .map(|row| row["score"].as_f64().expect("a score"))
            .collect();
        assert!(
            scores.len() > 10
                && scores.is_sorted_by(|a, b| a >= b)
                && scores.iter().all(|&score| score > 0.0)
        );
        assert!(!ids(&list).contains(&u64::from(HEAT)), "a movie is not similar to itself");
        let asked = json!({
            "ratings": [{"movie_id": HEAT, "stars": 5}], "algorithm": algorithm, "limit": 100, "explain": true
        });
        let loved = app.post("/api/v1/recommendations", asked).await.ok();
        let mut n_both = 0;
        for row in loved["recommendations"].as_array().expect("rows") {
            let Some(at) = ids(&list).iter().position(|id| row["movie"]["id"] == *id) else { continue };
            let part = row["explanation"]["contributions"][0]["contribution"].as_f64().expect("a number");
            assert!((part - scores[at]).abs() < 1e-6, "{row}");
            n_both += 1;
        }
        assert!(n_both > 10, "{n_both}");
    }
}

#[tokio::test]
async fn another_movie_has_others_and_twenty_unless_asked() {
    let app = TestApp::ready().await;
    let heat = app.get(&format!("/api/v1/movies/{HEAT}/similar")).await.ok();
    let matrix = app.get(&format!("/api/v1/movies/{MATRIX}/similar")).await.ok();
    assert_eq!((ids(&heat).len(), &heat["algorithm"]), (20, &json!("blend")));
    assert_ne!(ids(&heat), ids(&matrix));
    let three = app.get(&format!("/api/v1/movies/{HEAT}/similar?limit=3")).await.ok();
    assert_eq!(ids(&three), ids(&heat)[..3]);
}

#[tokio::test]
async fn an_algorithm_without_similar_movies_is_rejected_by_name() {
    let app = TestApp::ready().await;
    let ask = async |id: &str, query: &str| app.get(&format!("/api/v1/movies/{id}/similar?{query}")).await;
    ask(&NOBODY.to_string(), "").await.problem(404, "unknown_movie", None);
    ask("heat", "").await.problem(400, "invalid_field", Some("id"));
    ask("162", "limit=0").await.problem(400, "limit_out_of_range", Some("limit"));
    ask("162", "algorithm=magic").await.problem(422, "unknown_algorithm", Some("algorithm"));
    let detail = ask("162", "algorithm=kmeans").await.problem(422, "unknown_algorithm", Some("algorithm"));
    assert!(detail.contains("`kmeans`, whose scores are not sums"), "{detail}");
    ask("162", "x=1").await.problem(400, "invalid_field", Some("x"));
}
