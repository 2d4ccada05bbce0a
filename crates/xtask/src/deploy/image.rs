//! The API's image: built from the real Dockerfile, weighed, started under every restriction, and asked.

use super::engine::{Container, Engine};
use super::http::{ask, free_port, get, post, wait_for};
use super::tools::{programs, python, text, work_folder};
use crate::shell::{output_of, root, run, run_command};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use std::process::Command;
use std::time::{Duration, Instant};

const IMAGE: &str = "cinephile:dev";
const RUNTIME: &str = "gcr.io/distroless/cc-debian12:nonroot";
/// What the image may add to its base.
const MAX_BYTES: u64 = 60_000_000;
/// From `docker start` to ready, with models that are there.
const MAX_START: Duration = Duration::from_secs(1);
/// Fits the sample's models first.
const FIRST_START: Duration = Duration::from_secs(300);

pub(super) fn try_image() -> Result<()> {
    let engine = Engine::start(&["node", "rust", "runtime"])?;
    let image = build(&engine)?;
    weigh(&engine, &image)?;
    check_parts_list(&engine, &image)?;
    let port = free_port()?;
    let listen = format!("CINEPHILE_LISTEN=127.0.0.1:{port}");
    // Neither root nor any of its powers, nothing to write to but the volume of its state.
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
    println!("ready after {:.2} s, the sample's models fitted on the way", first.as_secs_f64());
    check_restrictions(&container)?;
    check_health(&engine, &container)?;
    original_endpoints(port)?;
    run(&root(), &["deploy/scripts/smoke.sh", &format!("http://127.0.0.1:{port}")])?;
    check_page(port)?;
    restart(&engine, &container, port)?;
    push(&engine)
}

/// The pipeline's own script, to a registry on this machine.
fn push(engine: &Engine) -> Result<()> {
    programs(&["docker-registry"], &["docker-registry"])?;
    let folder = work_folder("push")?;
    let mut push = engine.command(&root().join("deploy/test/push.sh").to_string_lossy());
    run_command(push.arg(&folder).arg(free_port()?.to_string()))
}

/// Builds the real Dockerfile and gives the image's name; `DEPLOY_TEST_IMAGE` names one that is there already instead.
pub(super) fn build(engine: &Engine) -> Result<String> {
    if let Ok(image) = std::env::var("DEPLOY_TEST_IMAGE") {
        println!("not built: `{image}` is tried instead");
        return Ok(image);
    }
    let revision = output_of(&["git", "rev-parse", "HEAD"]).unwrap_or_else(|| "unknown".to_owned());
    let revision = format!("REVISION={revision}");
    let started = Instant::now();
    let options = ["--network=host", "--progress=plain", "--file", "deploy/docker/Dockerfile"];
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

/// The list of parts in the image fits CycloneDX's own schema, strictly.
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

/// What the kernel says of the process, whatever was asked for.
fn check_restrictions(container: &Container<'_>) -> Result<()> {
    let pid = container.inspect(".State.Pid")?;
    let status = std::fs::read_to_string(format!("/proc/{pid}/status")).context("cannot see the process")?;
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
    ensure!(is_read_only, "the root file system can be written to");
    println!("user 65532, no capability, no new privileges, seccomp, read-only root");
    Ok(())
}

/// The engine's own view, by the image's HEALTHCHECK.
fn check_health(engine: &Engine, container: &Container<'_>) -> Result<()> {
    let said = engine.ask(&["exec", &container.name, "/usr/local/bin/cinephile", "health", "--ready"])?;
    ensure!(said.contains("ready"), "`cinephile health --ready` says `{said}`");
    let started = Instant::now();
    while container.inspect(".State.Health.Status")? != "healthy" {
        ensure!(started.elapsed() < Duration::from_secs(90), "the engine never called it healthy");
        std::thread::sleep(Duration::from_millis(200));
    }
    Ok(())
}

/// The blog post's page: some movies, recommendations by their titles, recommendations by their ids.
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
    let refused = post(port, "/getrecom", "[{\"movieId\": \"none\", \"rating\": 5}]")?;
    ensure!((400..500).contains(&refused.status), "bad input gave {}", refused.status);
    println!("/getrandom, /getrecomcollab and /getrecom answer");
    Ok(())
}

/// The page is in the binary, and another origin is let in only by name.
fn check_page(port: u16) -> Result<()> {
    let page = get(port, "/")?;
    ensure!(page.body.contains("<div id=\"root\">"), "the image serves no page: {}", page.body);
    for (origin, allowed) in [("https://page.example", "https://page.example"), ("https://other.example", "")]
    {
        let answer = ask(port, "GET", "/api/v1/models", &[("Origin", origin)], "")?;
        let said = answer.header("access-control-allow-origin");
        ensure!(said == allowed, "to {origin} it says `{said}`");
    }
    Ok(())
}

/// Stops cleanly, and is ready at once with the models that it kept: the best of five, since the machine may be busy.
fn restart(engine: &Engine, container: &Container<'_>, port: u16) -> Result<()> {
    let mut starts = Vec::new();
    for _ in 0..5 {
        engine.ask(&["stop", "--time", "30", &container.name])?;
        let code = container.inspect(".State.ExitCode")?;
        ensure!(code == "0", "SIGTERM ended it with {code}");
        let asked = Instant::now();
        engine.ask(&["start", &container.name])?;
        let up = asked.elapsed();
        wait_for(port, "/readyz", FIRST_START, || container.must_run())?;
        starts.push((asked.elapsed(), up));
    }
    starts.sort();
    let (best, up) = starts[0];
    let (best_s, up_s) = (best.as_secs_f64(), up.as_secs_f64());
    println!("ready {best_s:.2} s after `docker start` at best ({up_s:.2} s of it the engine's own)");
    let log =
        Command::new("uptime").output().map(|told| String::from_utf8_lossy(&told.stdout).trim().to_owned());
    if best > MAX_START {
        bail!("it took {best_s:.2} s to be ready, more than 1 s ({})", log.unwrap_or_default());
    }
    Ok(())
}
