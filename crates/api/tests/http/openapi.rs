//! The checked-in document is what the code gives.

use std::path::Path;

#[test]
fn openapi_json_at_the_root_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../openapi.json");
    let current = cinephile_api::openapi_json();
    if std::env::var_os("UPDATE_OPENAPI").is_some() {
        std::fs::write(&path, &current).expect("openapi.json can be written");
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == current,
        "openapi.json is stale; `cinephile openapi > openapi.json` (or UPDATE_OPENAPI=1 and this test) rewrites it"
    );
}
