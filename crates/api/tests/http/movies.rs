//! Movies, what to rate next, posters.

use crate::app::{GOLDENEYE, HEAT, JUMANJI, MATRIX, NOBODY, TestApp};
use axum::body::Body;
use axum::http::{Request, StatusCode};
use serde_json::json;

#[tokio::test]
async fn a_movie_is_described_in_full() {
    let app = TestApp::ready().await;
    let movie = app.get(&format!("/api/v1/movies/{HEAT}")).await.ok();
    let poster_url = movie["poster_url"].clone();
    assert!(poster_url.as_str().is_some_and(|url| url.starts_with("/api/v1/posters/162?v=")), "{poster_url}");
    let expected = json!({"id": HEAT, "title": "Heat", "year": 1995, "genres": ["Action", "Crime", "Thriller"],
        "imdb_id": null, "tmdb_id": null, "poster_url": poster_url});
    assert_eq!(movie, expected);
}

#[tokio::test]
async fn a_movie_that_is_not_there_is_not_found() {
    let app = TestApp::ready().await;
    for path in ["/api/v1/movies", "/api/v1/posters"] {
        let answer = app.get(&format!("{path}/{NOBODY}")).await;
        assert_eq!(
            answer.problem(404, "unknown_movie", None),
            "the loaded data has no movie with the id 4000000000"
        );
        for wrong in ["heat", "-1", "1.5", "99999999999", "%20", "%FF"] {
            let detail = app.get(&format!("{path}/{wrong}")).await.problem(400, "invalid_field", Some("id"));
            assert!(detail.contains("id") || detail.contains("UTF-8"), "{detail}");
        }
    }
}

#[tokio::test]
async fn titles_are_found_with_typos_prefixes_and_turned_articles() {
    let app = TestApp::ready().await;
    for (query, id) in
        [("heat", HEAT), ("matrix%20the", MATRIX), ("matirx", MATRIX), ("juman", JUMANJI), ("L%C3%A9on", 87)]
    {
        let found = app.get(&format!("/api/v1/movies?query={query}&limit=5")).await.movie_ids();
        assert_eq!(found.first(), Some(&u64::from(id)), "{query}: {found:?}");
        assert!(found.len() <= 5);
    }
    assert!(app.get("/api/v1/movies?query=qqqqqqqqzzzz").await.movie_ids().is_empty());
}

#[tokio::test]
async fn without_a_query_the_best_known_movies_come() {
    let app = TestApp::ready().await;
    let known = app.get("/api/v1/movies").await.movie_ids();
    assert_eq!(known.len(), 20);
    assert_eq!(app.get("/api/v1/movies?query=%20&limit=3").await.movie_ids(), known[..3]);
    assert_eq!(app.get("/api/v1/movies?limit=100").await.movie_ids().len(), 100);
}

#[tokio::test]
async fn a_wrong_search_is_rejected_by_name() {
    let app = TestApp::ready().await;
    for limit in ["0", "101", "-1", "many", "1.5", ""] {
        let answer = app.get(&format!("/api/v1/movies?limit={limit}")).await;
        let detail = answer.problem(400, "limit_out_of_range", Some("limit"));
        assert!(detail.ends_with("it must be from 1 to 100"), "{detail}");
    }
    let detail = app.get(&format!("/api/v1/movies?query={}", "x".repeat(81))).await;
    let detail = detail.problem(400, "query_too_long", Some("query"));
    assert_eq!(detail, "query has 81 characters; at most 80 are allowed");
    let detail = app.get("/api/v1/movies?qurey=heat").await.problem(400, "invalid_field", Some("qurey"));
    assert!(detail.contains("unknown field `qurey`, expected one of `query`, `genres`"), "{detail}");
    app.get("/api/v1/movies?limit=2&limit=3").await.problem(400, "invalid_field", None);
}

#[tokio::test]
async fn what_to_rate_next_never_holds_what_was_rated_or_skipped() {
    let app = TestApp::ready().await;
    let first = app.get("/api/v1/onboarding?limit=50").await.movie_ids();
    assert_eq!(first.len(), 50);
    assert_eq!(app.get("/api/v1/onboarding").await.movie_ids().len(), 20);
    let (rated, skipped) = (first[0], first[1]);
    let path =
        format!("/api/v1/onboarding?limit=50&rated={rated}:4.5,{HEAT}:5&skipped={skipped},%20{JUMANJI}");
    let next = app.get(&path).await.movie_ids();
    assert_eq!(next.len(), 50);
    for gone in [rated, skipped, u64::from(HEAT), u64::from(JUMANJI)] {
        assert!(!next.contains(&gone), "{gone}");
    }
}

#[tokio::test]
async fn another_seed_gives_another_deck_and_the_same_seed_the_same() {
    let app = TestApp::ready().await;
    let plain = app.get("/api/v1/onboarding").await.movie_ids();
    assert_eq!(app.get("/api/v1/onboarding?seed=0").await.movie_ids(), plain);
    let other = app.get("/api/v1/onboarding?seed=7").await.movie_ids();
    assert_ne!(other, plain);
    assert_eq!(app.get("/api/v1/onboarding?seed=7").await.movie_ids(), other);
    app.get("/api/v1/onboarding?seed=x").await.problem(400, "invalid_field", Some("seed"));
}

#[tokio::test]
async fn named_genres_and_decades_come_first() {
    let app = TestApp::ready().await;
    let body = app.get("/api/v1/onboarding?genres=horror,%20THRILLER&limit=8").await.ok();
    let movies = body["movies"].as_array().expect("movies");
    let has = |movie: &serde_json::Value, genres: &[&str]| {
        movie["genres"]
            .as_array()
            .expect("genres")
            .iter()
            .any(|genre| genres.contains(&genre.as_str().expect("text")))
    };
    assert_eq!(movies.len(), 8);
    assert!(movies.iter().all(|movie| has(movie, &["Horror", "Thriller"])), "{movies:?}");

    let body = app.get("/api/v1/onboarding?decades=1950,1960&limit=8").await.ok();
    let years = body["movies"].as_array().expect("movies").iter().map(|movie| movie["year"].as_u64());
    let years: Vec<u64> = years.map(|year| year.expect("a year")).collect();
    assert!(years.iter().all(|year| (1950..1970).contains(year)), "{years:?}");

    let by_get = app.get("/api/v1/onboarding?genres=Comedy&decades=1980,2000&skipped=6").await.movie_ids();
    let named = json!({"genres": ["comedy"], "decades": [1980, 2000], "skipped": [6]});
    assert_eq!(app.post("/api/v1/onboarding", named).await.movie_ids(), by_get);
    assert_ne!(app.get("/api/v1/onboarding").await.movie_ids(), by_get);
}

#[tokio::test]
async fn a_visitor_who_has_seen_nothing_so_far_still_gets_a_deck() {
    let app = TestApp::ready().await;
    let mut skipped: Vec<u64> = Vec::new();
    for _ in 0..30 {
        let deck = app.post("/api/v1/onboarding", json!({"skipped": skipped, "limit": 50})).await.movie_ids();
        assert_eq!(deck.len(), 50);
        assert!(deck.iter().all(|id| !skipped.contains(id)));
        skipped.extend(deck);
    }
}

#[tokio::test]
async fn a_wrong_request_for_movies_to_rate_is_rejected_by_name() {
    let app = TestApp::ready().await;
    let ask = async |query: String| app.get(&format!("/api/v1/onboarding?{query}")).await;
    ask("limit=51".into()).await.problem(400, "limit_out_of_range", Some("limit"));
    let detail = ask("rated=6".into()).await.problem(400, "invalid_field", Some("rated[0]"));
    assert_eq!(detail, "rated[0] is `6`; it must be an id, a colon and stars, such as 6:4.5");
    ask(format!("rated={HEAT}:7")).await.problem(400, "stars_out_of_range", Some("ratings[0].stars"));
    ask(format!("rated={NOBODY}:4")).await.problem(422, "unknown_movie", Some("ratings[0].movie_id"));
    ask(format!("rated={HEAT}:4,{HEAT}:5")).await.problem(
        400,
        "duplicate_rating",
        Some("ratings[1].movie_id"),
    );
    let detail = ask("genres=Horror,Opera".into()).await.problem(422, "unknown_genre", Some("genres[1]"));
    assert!(detail.starts_with("genres[1] is `Opera`; it must be one of Action, "), "{detail}");
    let detail = ask("decades=1980,1985".into()).await.problem(400, "value_out_of_range", Some("decades[1]"));
    assert!(
        detail.starts_with("decades[1] is 1985; it must be one of 19") && detail.contains(", 1980, "),
        "{detail}"
    );
    let detail = ask("decades=eighties".into()).await.problem(400, "invalid_field", Some("decades[0]"));
    assert_eq!(detail, "decades[0] is `eighties`; it must be the first year of a decade, such as 1980");
    ask(format!("genres={}", vec!["Horror"; 51].join(","))).await.problem(
        400,
        "value_out_of_range",
        Some("genres"),
    );
    ask(format!("decades={}", vec!["1980"; 51].join(","))).await.problem(
        400,
        "value_out_of_range",
        Some("decades"),
    );
    ask("genre=Horror".into()).await.problem(400, "invalid_field", Some("genre"));
    ask("skipped=1,x".into()).await.problem(422, "unknown_movie", Some("skipped[1]"));
    ask("skipped=1,".into()).await.problem(400, "invalid_field", Some("skipped[1]"));
    ask(format!("skipped={NOBODY}")).await.problem(422, "unknown_movie", Some("skipped[0]"));
    let many = format!("{HEAT},").repeat(2_001);
    ask(format!("skipped={}", many.trim_end_matches(','))).await.problem(
        400,
        "too_many_ratings",
        Some("skipped"),
    );
}

#[tokio::test]
async fn a_poster_is_drawn_and_kept_by_clients() {
    let app = TestApp::ready().await;
    let url = app.get(&format!("/api/v1/movies/{GOLDENEYE}")).await.ok()["poster_url"].clone();
    let url = url.as_str().expect("a URL");
    let poster = app.get(url).await;
    assert_eq!(poster.status, StatusCode::OK);
    assert_eq!(poster.header("content-type"), "image/svg+xml");
    assert_eq!(poster.header("cache-control"), "public, max-age=86400");
    assert!(poster.text().starts_with("<svg ") && poster.text().contains("GoldenEye (1995)"));
    let unversioned = app.get(&format!("/api/v1/posters/{GOLDENEYE}")).await;
    assert_eq!(unversioned.header("cache-control"), "no-cache");
    assert_eq!(unversioned.body, poster.body);
    let again = Request::get(url).header("if-none-match", poster.header("etag")).body(Body::empty());
    let again = app.send(again.expect("a request")).await;
    assert_eq!((again.status, again.body.len()), (StatusCode::NOT_MODIFIED, 0));
}

#[tokio::test]
async fn all_movies_come_once_in_pages_whatever_the_order() {
    let app = TestApp::ready().await;
    let n_movies = app.get("/api/v1/models").await.ok()["data"]["n_movies"].as_u64().expect("a count");
    for sort in ["", "&sort=title", "&sort=year", "&sort=stars"] {
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        loop {
            let answer = app.get(&format!("/api/v1/movies?limit=100{sort}{cursor}")).await;
            seen.extend(answer.movie_ids());
            let body = answer.json();
            let Some(next) = body["next_cursor"].as_str() else { break };
            cursor = format!("&cursor={next}");
        }
        assert_eq!(seen.len() as u64, n_movies, "{sort}");
        let distinct: std::collections::BTreeSet<_> = seen.iter().collect();
        assert_eq!(distinct.len(), seen.len(), "{sort}");
    }
    let years = app.get("/api/v1/movies?sort=year&limit=100").await.ok();
    let years: Vec<u64> =
        years["movies"].as_array().expect("movies").iter().filter_map(|m| m["year"].as_u64()).collect();
    assert!(years.is_sorted_by(|a, b| a >= b), "{years:?}");
}

#[tokio::test]
async fn filters_hold_in_every_page_and_with_a_search() {
    let app = TestApp::ready().await;
    let (mut n_seen, mut cursor) = (0, String::new());
    loop {
        let path =
            format!("/api/v1/movies?genres=crime,%20Film-Noir&year_from=1990&year_to=1995&limit=7{cursor}");
        let body = app.get(&path).await.ok();
        for movie in body["movies"].as_array().expect("movies") {
            let genres: Vec<&str> =
                movie["genres"].as_array().expect("genres").iter().filter_map(|g| g.as_str()).collect();
            assert!(genres.contains(&"Crime") || genres.contains(&"Film-Noir"), "{movie}");
            assert!((1990..=1995).contains(&movie["year"].as_u64().expect("a year")), "{movie}");
            n_seen += 1;
        }
        let Some(next) = body["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    assert!(n_seen > 14, "several pages: {n_seen}");
    assert_eq!(
        app.get("/api/v1/movies?query=heat&genres=Crime&year_from=1995").await.movie_ids()[0],
        u64::from(HEAT)
    );
    assert!(!app.get("/api/v1/movies?query=heat&year_to=1994").await.movie_ids().contains(&u64::from(HEAT)));
}

#[tokio::test]
async fn a_search_goes_on_where_its_page_ended() {
    let app = TestApp::ready().await;
    for sort in ["", "&sort=year"] {
        let whole = app.get(&format!("/api/v1/movies?query=the%20man&limit=40{sort}")).await.movie_ids();
        let (mut seen, mut cursor) = (Vec::new(), String::new());
        while seen.len() < whole.len() {
            let answer = app.get(&format!("/api/v1/movies?query=the%20man&limit=9{sort}{cursor}")).await;
            seen.extend(answer.movie_ids());
            match answer.json()["next_cursor"].as_str() {
                Some(next) => cursor = format!("&cursor={next}"),
                None => break,
            }
        }
        assert_eq!(seen[..whole.len()], whole, "{sort}");
    }
}

#[tokio::test]
async fn a_cursor_works_only_with_its_own_query() {
    let app = TestApp::ready().await;
    let next = app.get("/api/v1/movies?limit=3").await.ok()["next_cursor"].as_str().expect("more").to_owned();
    let rejected = async |query: String| {
        app.get(&format!("/api/v1/movies?{query}")).await.problem(400, "invalid_field", Some("cursor"))
    };
    for other in ["sort=title", "genres=Crime", "year_to=1999", "query=heat"] {
        let detail = rejected(format!("{other}&cursor={next}")).await;
        assert!(detail.contains("belongs to another query, filter or sort"), "{detail}");
    }
    for nonsense in ["x", "1-2", "-", "zzzzzzzz-6", "12345678-x", "%00"] {
        let detail = rejected(format!("cursor={nonsense}")).await;
        assert!(detail.contains("must be the `next_cursor`"), "{detail}");
    }
    let mark = next.split('-').next().expect("a mark");
    let detail = rejected(format!("cursor={mark}-{NOBODY}")).await;
    assert!(detail.contains("start again without a cursor"), "{detail}");
}

#[tokio::test]
async fn a_wrong_filter_is_rejected_by_name() {
    let app = TestApp::ready().await;
    let ask = async |query: &str| app.get(&format!("/api/v1/movies?{query}")).await;
    let detail = ask("sort=best").await.problem(400, "invalid_field", Some("sort"));
    assert_eq!(detail, "sort is `best`; it must be one of popularity, title, year, stars");
    ask("genres=Crime,Cooking").await.problem(422, "unknown_genre", Some("genres[1]"));
    for year in ["year_from=x", "year_from=-1", "year_from=10000", "year_from=1999&year_to=1990"] {
        ask(year).await.problem(400, "value_out_of_range", Some("year_from"));
    }
}

#[tokio::test]
async fn many_ratings_are_asked_on_by_post_as_few_are_by_get() {
    let app = TestApp::ready().await;
    let by_get =
        app.get(&format!("/api/v1/onboarding?rated={HEAT}:5&skipped={JUMANJI}&seed=3")).await.movie_ids();
    let body = json!({"ratings": [{"movie_id": HEAT, "stars": 5}], "skipped": [JUMANJI], "seed": 3});
    assert_eq!(app.post("/api/v1/onboarding", body).await.movie_ids(), by_get);
    assert_eq!(app.post("/api/v1/onboarding", json!({})).await.movie_ids().len(), 20);
    let mut known = Vec::new();
    let mut cursor = String::new();
    while let body = app.get(&format!("/api/v1/movies?limit=100{cursor}")).await.json()
        && let Some(next) = body["next_cursor"].as_str()
    {
        known.extend(body["movies"].as_array().expect("movies").iter().map(|movie| movie["id"].clone()));
        cursor = format!("&cursor={next}");
    }
    let ratings: Vec<_> = known.iter().map(|id| json!({"movie_id": id, "stars": 3.5})).collect();
    assert!(ratings.len() > 1_500);
    let indented = format!("{:#}", json!({"ratings": ratings, "limit": 5}));
    assert!(indented.len() > 65_536, "more than other bodies may have");
    app.post("/api/v1/onboarding", &indented).await.movie_ids();
    app.post("/api/v1/recommendations", &indented).await.ok();
    app.post("/api/v1/onboarding", json!({"limit": 51})).await.problem(
        400,
        "limit_out_of_range",
        Some("limit"),
    );
    app.post("/api/v1/onboarding", json!({"decades": [1985]})).await.problem(
        400,
        "value_out_of_range",
        Some("decades[0]"),
    );
    app.post("/api/v1/onboarding", json!({"genres": ["Opera"]})).await.problem(
        422,
        "unknown_genre",
        Some("genres[0]"),
    );
    app.post("/api/v1/onboarding", json!({"skipped": [NOBODY]})).await.problem(
        422,
        "unknown_movie",
        Some("skipped[0]"),
    );
}
