//! Lists of certain genres and years, and lists steered by the two sliders.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, TestApp};
use serde_json::{Value, json};
use std::collections::BTreeSet;

const PATH: &str = "/api/v1/recommendations";

fn ratings() -> Value {
    json!([{"movie_id": HEAT, "stars": 5}, {"movie_id": GOLDENEYE, "stars": 3.5}, {"movie_id": JUMANJI, "stars": 0.5}])
}

/// The rows of the list that `wishes` are answered with.
async fn rows(app: &TestApp, wishes: Value) -> Vec<Value> {
    let mut asked = wishes;
    asked["ratings"] = ratings();
    let list = app.post(PATH, asked).await.ok();
    list["recommendations"].as_array().expect("rows").clone()
}

fn ids(rows: &[Value]) -> Vec<u64> {
    rows.iter().map(|row| row["movie"]["id"].as_u64().expect("an id")).collect()
}

fn genres(row: &Value) -> BTreeSet<&str> {
    row["movie"]["genres"].as_array().expect("genres").iter().filter_map(Value::as_str).collect()
}

#[tokio::test]
async fn wishes_for_nothing_leave_the_answer_as_it_is_to_the_byte() {
    let app = TestApp::ready().await;
    for algorithm in ["blend", "kmeans"] {
        let plain = app.post(PATH, json!({"ratings": ratings(), "algorithm": algorithm})).await;
        let nothing = json!({
            "ratings": ratings(), "algorithm": algorithm, "genres": [], "popularity": 0, "diversity": 0.0, "years": null
        });
        assert_eq!(app.post(PATH, nothing).await.body, plain.body);
        assert!(plain.ok()["recommendations"].as_array().is_some_and(|rows| rows.len() == 20));
    }
}

#[tokio::test]
async fn genres_and_years_pick_from_the_plain_order() {
    let app = TestApp::ready().await;
    let all = rows(&app, json!({"limit": 100})).await;
    let some = rows(&app, json!({"limit": 5, "genres": ["western", "Sci-Fi"]})).await;
    assert_eq!(some.len(), 5);
    assert!(some.iter().all(|row| genres(row).contains("Western") || genres(row).contains("Sci-Fi")));
    let picked: Vec<Value> = all
        .iter()
        .filter(|row| genres(row).contains("Western") || genres(row).contains("Sci-Fi"))
        .cloned()
        .collect();
    let n_both = picked.len().min(5);
    assert!(n_both > 0);
    assert_eq!(ids(&some)[..n_both], ids(&picked)[..n_both]);

    for (years, first, last) in [
        (json!({"from": 1990, "to": 1994}), 1990, 1994),
        (json!({"to": 1960}), 0, 1960),
        (json!({"from": 2010}), 2010, 9999),
    ] {
        let of_years = rows(&app, json!({"years": years, "genres": ["Drama"]})).await;
        assert!(!of_years.is_empty());
        for row in &of_years {
            let year = row["movie"]["year"].as_u64().expect("a year");
            assert!((first..=last).contains(&year) && genres(row).contains("Drama"), "{row}");
        }
    }
    assert!(rows(&app, json!({"years": {"from": 9000}})).await.is_empty());
}

#[tokio::test]
async fn popularity_goes_from_hidden_gems_to_the_well_known() {
    let app = TestApp::ready().await;
    let by_fame = async |popularity: f64| {
        let list =
            rows(&app, json!({"popularity": popularity, "algorithm": "popularity", "limit": 20})).await;
        let n_ratings = |row: &Value| row["reason"]["n_ratings"].as_u64().expect("a number");
        list.iter().map(n_ratings).collect::<Vec<_>>()
    };
    let (gems, plain, famous) = (by_fame(-1.0).await, by_fame(0.0).await, by_fame(1.0).await);
    assert!(gems.is_sorted() && famous.is_sorted_by(|a, b| a >= b), "{gems:?} {famous:?}");
    let sum = |counts: &[u64]| counts.iter().sum::<u64>();
    assert!(sum(&gems) < sum(&plain) && sum(&plain) < sum(&famous), "{gems:?} {plain:?} {famous:?}");
}

#[tokio::test]
async fn diversity_makes_a_list_less_alike_and_keeps_its_first() {
    let app = TestApp::ready().await;
    let list = async |diversity: f64| rows(&app, json!({"diversity": diversity, "limit": 10})).await;
    let likeness = |list: &[Value]| {
        let mut sum = 0.0;
        for (i, a) in list.iter().enumerate() {
            for b in &list[..i] {
                let (a, b) = (genres(a), genres(b));
                sum += a.intersection(&b).count() as f64 / a.union(&b).count().max(1) as f64;
            }
        }
        sum
    };
    let (plain, some, most) = (list(0.0).await, list(0.3).await, list(1.0).await);
    assert!(likeness(&some) < likeness(&plain), "{} {}", likeness(&some), likeness(&plain));
    assert!(likeness(&most) < likeness(&some), "{} {}", likeness(&most), likeness(&some));
    assert_eq!(ids(&some)[0], ids(&plain)[0], "the best is chosen first");
    let longer = rows(&app, json!({"diversity": 0.3, "limit": 30})).await;
    assert_eq!(ids(&longer)[..10], ids(&some), "a shorter list is the head of a longer one");
}

#[tokio::test]
async fn steered_lists_are_explained_like_others() {
    let app = TestApp::ready().await;
    let asked = json!({"popularity": -0.5, "diversity": 0.5, "limit": 3, "explain": true});
    for (rank, row) in (1..).zip(rows(&app, asked).await) {
        assert_eq!(row["rank"], rank);
        assert!(row["reason"]["kind"].is_string());
        assert!(row["explanation"]["contributions"].as_array().is_some_and(|parts| parts.len() == 3));
    }
}

#[tokio::test]
async fn an_impossible_option_is_rejected_by_name() {
    let app = TestApp::ready().await;
    let ask = async |field: &str, value: Value| {
        let mut asked = json!({"ratings": ratings()});
        asked[field] = value;
        app.post(PATH, asked).await
    };
    let detail =
        ask("genres", json!(["Drama", "Dramma"])).await.problem(422, "unknown_genre", Some("genres[1]"));
    assert!(
        detail.starts_with("genres[1] is `Dramma`; it must be one of ") && detail.contains("Drama, "),
        "{detail}"
    );
    ask("genres", json!(vec!["Drama"; 51])).await.problem(400, "value_out_of_range", Some("genres"));
    ask("genres", json!("Drama")).await.problem(400, "invalid_field", Some("genres"));
    for (field, value, allowed) in [
        ("popularity", json!(-1.01), "from -1 to 1"),
        ("popularity", json!(1e300), "from -1 to 1"),
        ("diversity", json!(-0.01), "from 0 to 1"),
        ("diversity", json!(2), "from 0 to 1"),
    ] {
        let detail = ask(field, value).await.problem(400, "value_out_of_range", Some(field));
        assert!(detail.contains(allowed), "{detail}");
    }
    ask("diversity", json!("much")).await.problem(400, "invalid_field", Some("diversity"));
    let detail = ask("years", json!({"from": 2000, "to": 1999})).await.problem(
        400,
        "value_out_of_range",
        Some("years.from"),
    );
    assert_eq!(detail, "years.from is 2000; it must not be after years.to, which is 1999");
    ask("years", json!({})).await.problem(400, "invalid_field", Some("years"));
    ask("years", json!([1990, 1999])).await.problem(400, "invalid_field", Some("years"));
    ask("years", json!({"form": 1990})).await.problem(400, "invalid_field", Some("years.form"));
    ask("years", json!({"from": -1})).await.problem(400, "invalid_field", Some("years.from"));
}
