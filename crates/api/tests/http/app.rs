//! The service on the built-in sample with its six models, called without a socket.

use axum::Router;
use axum::body::Body;
use axum::http::{HeaderMap, Method, Request, StatusCode};
use cinephile_api::{
    ApiConfig, AppState, Insights, ServedModel, Snapshot, SnapshotError, SnapshotParts, router,
};
use cinephile_data::{Dataset, ItemIdx, sample};
use cinephile_engine::{
    ItemSpace, LayoutParams, MapTrust, ModelRecommender, Recommender, ServingData, StarsPredictor,
    TasteGroups, TasteMap,
};
use cinephile_models::{Algorithm, AlgorithmParams, Model, into_scorer, into_stars_predictor};
use cinephile_store::Store;
use http_body_util::BodyExt;
use serde_json::Value;
use std::sync::{Arc, LazyLock};
use tempfile::TempDir;
use tower::ServiceExt;

/// Ids in the sample.
pub(crate) const HEAT: u32 = 162;
pub(crate) const GOLDENEYE: u32 = 164;
pub(crate) const JUMANJI: u32 = 242;
pub(crate) const MATRIX: u32 = 2;
/// An id that no movie of the sample has.
pub(crate) const NOBODY: u32 = 4_000_000_000;

static DATASET: LazyLock<Dataset> = LazyLock::new(sample::dataset);
static MODELS: LazyLock<Vec<Arc<dyn Model>>> = LazyLock::new(|| {
    let blend = fit(Algorithm::Blend);
    // What predicts stars is in it too, and ranks nothing.
    let parts = blend.shared_parts().into_iter().filter(|part| part.algorithm() != Algorithm::Stars);
    let others = [Algorithm::Ials, Algorithm::UserKnn, Algorithm::KMeans, Algorithm::Popularity].map(fit);
    std::iter::once(blend).chain(parts).chain(others).collect()
});

static STARS: LazyLock<Arc<dyn StarsPredictor>> =
    LazyLock::new(|| fit(Algorithm::Stars).stars_predictor().expect("it predicts stars"));

/// Taste groups, the laid-out map and how much it keeps: 400 movies of the sample.
static GROUPS_AND_MAP: LazyLock<(Arc<dyn TasteGroups>, TasteMap, MapTrust)> = LazyLock::new(|| {
    let groups = fit(Algorithm::KMeans).taste_groups().expect("it has groups");
    let space: Arc<dyn ItemSpace> = fit(Algorithm::Ials).item_space().expect("it has a space");
    let items: Vec<ItemIdx> = (0..400).map(ItemIdx::new).collect();
    let params = LayoutParams { n_epochs: 60, ..LayoutParams::default() };
    let map = TasteMap::lay_out(space, &items, &params).expect("laid out");
    let trust = map.trust().expect("judged");
    (groups, map, trust)
});

/// What is shown beside recommendations, on the sample.
pub(crate) fn insights() -> Insights {
    let (groups, map, trust) = &*GROUPS_AND_MAP;
    Insights { groups: Some(Arc::clone(groups)), map: Some((map.clone(), *trust)), ..Insights::default() }
}

fn fit(algorithm: Algorithm) -> Arc<dyn Model> {
    let model = AlgorithmParams::default_for(algorithm).fit(&DATASET.interactions).expect("the sample fits");
    Arc::from(model)
}

/// A model under any name.
pub(crate) fn served(algorithm: &str, recommender: Arc<dyn Recommender>) -> ServedModel {
    ServedModel::new(algorithm, recommender)
}

/// What there is to serve, on the sample.
pub(crate) fn snapshot(models: Vec<ServedModel>, default_algorithm: &str) -> Result<Snapshot, SnapshotError> {
    snapshot_called("fit-1", models, default_algorithm)
}

/// The same under another id.
pub(crate) fn snapshot_called(
    model_id: &str,
    models: Vec<ServedModel>,
    default_algorithm: &str,
) -> Result<Snapshot, SnapshotError> {
    let parts = parts(models, default_algorithm);
    Snapshot::build(SnapshotParts { model_id: model_id.to_owned(), ..parts })
}

/// Other data, with one model of it.
pub(crate) fn snapshot_of(data: Dataset, algorithm: Algorithm) -> Result<Snapshot, SnapshotError> {
    let fit =
        |algorithm| AlgorithmParams::default_for(algorithm).fit(&data.interactions).expect("the data fit");
    let stars = into_stars_predictor(fit(Algorithm::Stars)).expect("it predicts stars");
    let scorer = into_scorer(fit(algorithm));
    let data = ServingData::of(data);
    let recommender = ModelRecommender::with_rules(scorer, Arc::clone(&data.rules));
    let models = vec![served(algorithm.name(), Arc::new(recommender))];
    Snapshot::build(SnapshotParts { data, stars, ..parts(models, algorithm.name()) })
}

/// The same with something beside recommendations.
pub(crate) fn snapshot_with(insights: Insights) -> Result<Snapshot, SnapshotError> {
    Snapshot::build(SnapshotParts { insights, ..parts(models(), "blend") })
}

fn parts(models: Vec<ServedModel>, default_algorithm: &str) -> SnapshotParts {
    SnapshotParts {
        model_id: "fit-1".to_owned(),
        created_at_s: 1_763_861_400,
        data: ServingData::of(DATASET.clone()),
        models,
        default_algorithm: default_algorithm.to_owned(),
        stars: STARS.clone(),
        insights: Insights::default(),
    }
}

pub(crate) fn models() -> Vec<ServedModel> {
    let models = MODELS.iter().map(Arc::clone);
    models.map(|model| served(model.algorithm().name(), Arc::new(ModelRecommender::new(model)))).collect()
}

/// The service with a database of its own.
pub(crate) struct TestApp {
    pub(crate) state: AppState,
    pub(crate) store: Store,
    config: ApiConfig,
    router: Router,
    _folder: TempDir,
}

/// What came back.
#[derive(Debug)]
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl TestApp {
    /// Data and models are loaded.
    pub(crate) async fn ready() -> Self {
        Self::with_config(ApiConfig::default()).await
    }

    /// With taste groups and the map.
    pub(crate) async fn with_insights() -> Self {
        let app = Self::starting(ApiConfig::default()).await;
        app.state.publish(snapshot_with(insights()).expect("of the same data"));
        app
    }

    pub(crate) async fn with_config(config: ApiConfig) -> Self {
        let app = Self::starting(config).await;
        app.state.publish(snapshot(models(), "blend").expect("a snapshot"));
        app
    }

    /// Nothing is loaded yet.
    pub(crate) async fn starting(config: ApiConfig) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("cinephile.db");
        let store = Store::open(path.to_str().expect("UTF-8")).await.expect("a store");
        Self::on(store, config, folder)
    }

    /// Data and models are loaded; profiles are kept at `location`.
    pub(crate) async fn ready_with_store(location: &str) -> Self {
        let store = Store::open(location).await.expect("a store");
        let app = Self::on(store, ApiConfig::default(), tempfile::tempdir().expect("a folder"));
        app.state.publish(snapshot(models(), "blend").expect("a snapshot"));
        app
    }

    /// The same service again, on the same database, while this one is still there.
    pub(crate) fn restarted(&self) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let app = Self::on(self.store.clone(), self.config.clone(), folder);
        app.state.publish(snapshot(models(), "blend").expect("a snapshot"));
        app
    }

    fn on(store: Store, config: ApiConfig, folder: TempDir) -> Self {
        let state = AppState::new(store.clone(), config.clone());
        Self { router: router(state.clone()), state, store, config, _folder: folder }
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Answer {
        let response = self.router.clone().oneshot(request).await.expect("infallible");
        let (parts, body) = response.into_parts();
        let body = body.collect().await.expect("a body").to_bytes().to_vec();
        Answer { status: parts.status, headers: parts.headers, body }
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(Request::get(path).body(Body::empty()).expect("a request")).await
    }

    pub(crate) async fn post(&self, path: &str, body: impl ToString) -> Answer {
        let request = Request::post(path).header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_string())).expect("a request")).await
    }

    /// With a bearer token.
    pub(crate) async fn as_visitor(&self, token: &str, method: Method, path: &str, body: &str) -> Answer {
        let request = Request::builder()
            .method(method)
            .uri(path)
            .header("authorization", format!("Bearer {token}"))
            .header("content-type", "application/json");
        self.send(request.body(Body::from(body.to_owned())).expect("a request")).await
    }

    /// A new profile's token.
    pub(crate) async fn new_visitor(&self) -> String {
        let answer = self.post("/api/v1/profiles", "").await;
        assert_eq!(answer.status, StatusCode::CREATED);
        answer.json()["token"].as_str().expect("a token").to_owned()
    }
}

impl Answer {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.text()))
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }

    /// The body of a 200.
    #[track_caller]
    pub(crate) fn ok(&self) -> Value {
        assert_eq!(self.status, StatusCode::OK, "{}", self.text());
        self.json()
    }

    /// Checks that this is a problem, whole and true to its status, and gives its detail.
    #[track_caller]
    pub(crate) fn problem(&self, status: u16, code: &str, field: Option<&str>) -> String {
        assert_eq!(self.status.as_u16(), status, "{}", self.text());
        assert_eq!(self.header("content-type"), "application/problem+json");
        let problem = self.json();
        assert_eq!(problem["code"], code, "{problem}");
        assert_eq!(problem["status"], status);
        assert_eq!(problem["type"], "about:blank");
        assert_eq!(problem.get("field").and_then(Value::as_str), field, "{problem}");
        problem["detail"].as_str().expect("a detail").to_owned()
    }

    /// The ids of a list of movies.
    #[track_caller]
    pub(crate) fn movie_ids(&self) -> Vec<u64> {
        let list = self.ok();
        let movies = list["movies"].as_array().expect("movies").clone();
        movies.iter().map(|movie| movie["id"].as_u64().expect("an id")).collect()
    }
}
