//! Tests the API's image: builds the real Dockerfile, checks the size, runs it with all restrictions and sends
//! requests.

use super::digests::without_digests;
use super::engine::{Container, Engine};
use super::http::{ask, free_port, get, post, wait_for};
use super::tools::{go_program, programs, python, text, work_folder};
use crate::shell::{output_of, root, run, run_command};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use std::process::Command;
use std::time::{Duration, Instant};

const IMAGE: &str = "cinephile:dev";
/// The stand-in's name: the Dockerfile pins the real one by digest.
const RUNTIME: &str = "gcr.io/distroless/cc-debian12:nonroot";
/// The most bytes that the image may add to its base.
const MAX_BYTES: u64 = 60_000_000;
/// The longest time from `docker start` to ready, with models that are already fitted.
const MAX_START: Duration = Duration::from_secs(1);
/// The limit for a first start, which fits the sample's models.
const FIRST_START: Duration = Duration::from_secs(300);

pub(super) fn try_image() -> Result<()> {
    let engine = Engine::start(&["node", "rust", "runtime"])?;
    let image = build(&engine)?;
    weigh(&engine, &image)?;
    check_parts_list(&engine, &image)?;
    let port = free_port()?;
    let listen = format!("CINEPHILE_LISTEN=127.0.0.1:{port}");
    // Not root, no capabilities, and only the volume of its state is writable.
    let restricted =
        ["--network", "host", "--read-only", "--cap-drop", "ALL", "--security-opt", "no-new-privileges"];
    let options = [
        "--env",
        &listen,
        "--health-interval",
        "1s",
        &image,
        "serve",
        "--cors-origin",
        "https://page.example",
    ];
    let container = engine.container("cinephile-trial", &[&restricted[..], &options].concat())?;
    let first = wait_for(port, "/readyz", FIRST_START, || container.must_run())?;
    println!("ready after {:.2} s, which includes fitting the sample's models", first.as_secs_f64());
    check_restrictions(&container)?;
    check_health(&engine, &container)?;
    original_endpoints(port)?;
    run(&root(), &["deploy/scripts/smoke.sh", &format!("http://127.0.0.1:{port}")])?;
    check_page(port)?;
    restart(&engine, &container, port)?;
    push(&engine)
}

/// Runs the pipeline's own scripts that push, sign and verify, against a registry on this machine.
fn push(engine: &Engine) -> Result<()> {
    programs(&["docker-registry"], &["docker-registry"])?;
    let cosign = go_program("cosign", "github.com/sigstore/cosign/v2/cmd/cosign@v2.6.1")?;
    let folder = work_folder("push")?;
    let mut push = engine.command(&root().join("deploy/test/push.sh").to_string_lossy());
    run_command(push.arg(&folder).arg(free_port()?.to_string()).arg(&cosign))
}

/// Builds the real Dockerfile and returns the image's name. `DEPLOY_TEST_IMAGE` names an existing image to use instead.
pub(super) fn build(engine: &Engine) -> Result<String> {
    if let Ok(image) = std::env::var("DEPLOY_TEST_IMAGE") {
        println!("not built: testing `{image}` instead");
        return Ok(image);
    }
    let revision = output_of(&["git", "rev-parse", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    let revision = format!("REVISION={revision}");
    let started = Instant::now();
    let dockerfile = without_digests("deploy/docker/Dockerfile")?;
    let options = ["--network=host", "--progress=plain", "--file", text(&dockerfile)?];
    engine.docker(&[&["build"], &options[..], &["--build-arg", &revision, "--tag", IMAGE, "."]].concat())?;
    println!("built in {:.0} s", started.elapsed().as_secs_f64());
    Ok(IMAGE.to_owned())
}

fn weigh(engine: &Engine, image: &str) -> Result<()> {
    let size = |image: &str| -> Result<u64> {
        Ok(engine.ask(&["image", "inspect", "--format", "{{.Size}}", image])?.parse()?)
    };
    let (whole, base) = (size(image)?, size(RUNTIME)?);
    let own = whole.saturating_sub(base);
    println!("{:.1} MB beyond a base of {:.1} MB", own as f64 / 1e6, base as f64 / 1e6);
    ensure!(own <= MAX_BYTES, "the image adds {own} bytes to its base; at most {MAX_BYTES} are allowed");
    let user = engine.ask(&["image", "inspect", "--format", "{{.Config.User}}", image])?;
    ensure!(user == "65532:65532", "the image runs as `{user}`, not as a numeric user that is not root");
    Ok(())
}

/// Checks the list of parts in the image strictly against CycloneDX's schema.
fn check_parts_list(engine: &Engine, image: &str) -> Result<()> {
    let bin = python("requirements-run.txt")?;
    let folder = work_folder("image")?;
    let list = folder.join("sbom.cdx.json");
    let container = engine.ask(&["create", image])?;
    let from = format!("{container}:/usr/share/doc/cinephile/sbom.cdx.json");
    let copied = engine.ask(&["cp", &from, text(&list)?]);
    engine.ask(&["rm", "--volumes", &container])?;
    copied?;
    let parts: Value = serde_json::from_slice(&std::fs::read(&list)?)?;
    println!("{} parts are listed", parts["components"].as_array().map_or(0, Vec::len));
    run(&root(), &[text(&bin.join("python"))?, "deploy/test/check_sbom.py", text(&list)?])
}

/// Checks the restrictions that the kernel reports for the process.
fn check_restrictions(container: &Container<'_>) -> Result<()> {
    let pid = container.inspect(".State.Pid")?;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status"))
        .context("cannot read the state of the process")?;
    for expected in [
        "Uid:\t65532\t65532\t65532\t65532",
        "CapEff:\t0000000000000000",
        "CapBnd:\t0000000000000000",
        "NoNewPrivs:\t1",
        "Seccomp:\t2",
    ] {
        ensure!(status.contains(expected), "the process lacks `{expected}`: {status}");
    }
    let mounts = std::fs::read_to_string(format!("/proc/{pid}/mountinfo"))?;
    let is_read_only = mounts.lines().any(|line| {
        line.split(' ').nth(4) == Some("/")
            && line.split(' ').nth(5).is_some_and(|options| options.starts_with("ro"))
    });
    ensure!(is_read_only, "the root file system is writable");
    println!("user 65532, no capability, no new privileges, seccomp, read-only root");
    Ok(())
}

/// Checks that the image's HEALTHCHECK makes the engine report the container as healthy.
fn check_health(engine: &Engine, container: &Container<'_>) -> Result<()> {
    let printed = engine.ask(&["exec", &container.name, "/usr/local/bin/cinephile", "health", "--ready"])?;
    ensure!(printed.contains("ready"), "`cinephile health --ready` printed `{printed}`");
    let started = Instant::now();
    while container.inspect(".State.Health.Status")? != "healthy" {
        ensure!(
            started.elapsed() < Duration::from_secs(90),
            "the engine did not report the container as healthy within 90 s"
        );
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// Tests the endpoints of the original blog post: some movies, recommendations by title, recommendations by id.
pub(super) fn original_endpoints(port: u16) -> Result<()> {
    let random = get(port, "/getrandom?count=5")?.json()?;
    let movies = random["ids"].as_array().filter(|movies| movies.len() == 5);
    let movies = movies.with_context(|| format!("/getrandom gave {random}"))?;
    let titles: Vec<Value> =
        movies.iter().map(|movie| json!({"title": movie["actual"], "rating": 5})).collect();
    let by_title = post(port, "/getrecomcollab", &Value::from(titles).to_string())?.json()?;
    let rows =
        by_title.as_array().filter(|rows| rows.len() == 4 && rows.iter().all(|row| row["title"].is_string()));
    rows.with_context(|| format!("/getrecomcollab gave {by_title}"))?;
    let ids: Vec<Value> =
        movies.iter().map(|movie| json!({"movieId": movie["movieId"], "rating": 4})).collect();
    let by_id = post(port, "/getrecom", &Value::from(ids).to_string())?.json()?;
    let rows = by_id["results"].as_array().filter(|rows| rows.len() == 5);
    rows.with_context(|| format!("/getrecom gave {by_id}"))?;
    let rejected = post(port, "/getrecom", "[{\"movieId\": \"none\", \"rating\": 5}]")?;
    ensure!((400..500).contains(&rejected.status), "bad input answers {}", rejected.status);
    println!("/getrandom, /getrecomcollab and /getrecom answer");
    Ok(())
}

/// Checks that the binary has the page, and that only the named origin may call the API.
fn check_page(port: u16) -> Result<()> {
    let page = get(port, "/")?;
    ensure!(page.body.contains("<div id=\"root\">"), "the image does not serve the page: {}", page.body);
    for (origin, allowed) in [("https://page.example", "https://page.example"), ("https://other.example", "")]
    {
        let answer = ask(port, "GET", "/api/v1/models", &[("Origin", origin)], "")?;
        let allowed_origin = answer.header("access-control-allow-origin");
        ensure!(allowed_origin == allowed, "the API allows `{allowed_origin}` for {origin}");
    }
    Ok(())
}

/// Checks that the server stops cleanly and is quickly ready again with its kept models. The best of five restarts
/// counts, since the machine may be busy.
fn restart(engine: &Engine, container: &Container<'_>, port: u16) -> Result<()> {
    let mut starts = Vec::new();
    for _ in 0..5 {
        engine.ask(&["stop", "--time", "30", &container.name])?;
        let code = container.inspect(".State.ExitCode")?;
        ensure!(code == "0", "the exit code after SIGTERM is {code}");
        let asked = Instant::now();
        engine.ask(&["start", &container.name])?;
        let up = asked.elapsed();
        wait_for(port, "/readyz", FIRST_START, || container.must_run())?;
        starts.push((asked.elapsed(), up));
    }
    starts.sort();
    let (best, up) = starts[0];
    let (best_s, up_s) = (best.as_secs_f64(), up.as_secs_f64());
    println!("ready {best_s:.2} s after `docker start` at best (the engine takes {up_s:.2} s of it)");
    let log = Command::new("uptime")
        .output()
        .map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    if best > MAX_START {
        bail!(
            "the server took {best_s:.2} s to be ready; at most 1 s is allowed ({})",
            log.unwrap_or_default()
        );
    }
    Ok(())
}
