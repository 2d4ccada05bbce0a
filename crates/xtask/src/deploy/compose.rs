//! Tests compose.yaml: the server, PostgreSQL and object storage on one machine, what must survive a restart, and
//! what must work while the database is down.

use super::digests::without_digests;
use super::engine::Engine;
use super::http::{Answer, ask, free_port, get, post};
use super::image::{build, original_endpoints};
use super::storage::data_set;
use super::tools::{programs, text, work_folder};
use crate::shell::{root, run, run_command};
use anyhow::{Context as _, Result, bail, ensure};
use serde_json::{Value, json};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn try_compose() -> Result<()> {
    let engine = Engine::start(&["node", "rust", "runtime", "postgres", "versitygw"])?;
    let image = build(&engine)?;
    let data = data_set(&image, |words| engine.docker(words))?;
    let site = Site::prepare(&engine, &image, &data)?;
    site.compose(&["up", "--detach", "--no-build"])?;
    site.refit()?;
    site.up()?;
    println!("up: data copied, models published, all services healthy");
    original_endpoints(site.port)?;
    run(&root(), &["deploy/scripts/smoke.sh", &format!("http://127.0.0.1:{}", site.port)])?;

    let visitor = site.visitor()?;
    site.compose(&["down"])?;
    site.up()?;
    ensure!(site.ratings(&visitor)?.status == 200, "a visitor is lost after a restart");
    println!("restarted: the visitor is still known");
    site.refit_swaps()?;

    site.compose(&["stop", "object-storage"])?;
    site.compose(&["run", "--rm", "data"])?;
    site.compose(&["start", "object-storage"])?;
    println!("without the bucket: the copy of the volume is enough");

    site.compose(&["stop", "postgres"])?;
    let asked = json!({"ratings": [{"movie_id": site.movie()?, "stars": 5.0}]});
    let list = post(site.port, "/api/v1/recommendations", &asked.to_string())?;
    ensure!(list.status == 200, "without the database, recommendations answer {}", list.status);
    let rejected = post(site.port, "/api/v1/profiles", "{}")?;
    ensure!(
        rejected.status == 503 && !rejected.header("retry-after").is_empty(),
        "without the database, a new profile answers {}",
        rejected.status
    );
    site.compose(&["start", "postgres"])?;
    let started = Instant::now();
    while site.ratings(&visitor)?.status != 200 {
        ensure!(started.elapsed() < PATIENCE, "a visitor is not found again after the database came back");
        std::thread::sleep(Duration::from_millis(100));
    }
    println!(
        "without the database: recommendations work, writes answer 503; with it again: the visitor is known"
    );
    Ok(())
}

/// The services of compose.yaml in a project of their own, which is removed with its volumes when dropped.
struct Site<'a> {
    engine: &'a Engine,
    program: PathBuf,
    folder: PathBuf,
    port: u16,
}

impl<'a> Site<'a> {
    /// Follows the steps at the head of compose.yaml in a copy of the folder: secrets, then data.
    fn prepare(engine: &'a Engine, image: &str, data: &Path) -> Result<Self> {
        let program = compose_program()?;
        let folder = work_folder("compose")?;
        let _ = std::fs::remove_dir_all(&folder);
        std::fs::create_dir_all(&folder)?;
        std::fs::copy(without_digests("deploy/docker/compose.yaml")?, folder.join("compose.yaml"))?;
        run(&root(), &["deploy/scripts/make-secrets.sh", text(&folder.join("secrets"))?, "postgres"])?;
        let bucket = folder.join("data/cinephile/ml-latest-small");
        run(&root(), &["deploy/scripts/stage-data.sh", text(data)?, text(&bucket)?])?;
        let port = free_port()?;
        // A free port, and the image that was built.
        let own = format!(
            "services:\n  server:\n    image: {image}\n    ports: !override [\"127.0.0.1:{port}:8080\"]\n  data:\n    image: {image}\n  refit:\n    image: {image}\n"
        );
        std::fs::write(folder.join("own.yaml"), own)?;
        Ok(Self { engine, program, folder, port })
    }

    /// Prints and runs `docker compose WORDS...`.
    fn compose(&self, words: &[&str]) -> Result<()> {
        let mut compose = self.engine.command(text(&self.program)?);
        compose.args(["--project-name", "cinephile-trial", "--progress", "quiet"]);
        compose.arg("--file").arg(self.folder.join("compose.yaml"));
        compose.arg("--file").arg(self.folder.join("own.yaml"));
        run_command(compose.args(words))
    }

    /// Starts everything and waits until all services are healthy.
    fn up(&self) -> Result<()> {
        self.compose(&["up", "--detach", "--no-build", "--wait", "--wait-timeout", "300"])
    }

    /// Fits and publishes, as the machine's crontab does.
    fn refit(&self) -> Result<()> {
        self.compose(&["run", "--rm", "refit"])
    }

    /// Publishes again while somebody asks for lists: the server takes the new models, and every request is answered.
    fn refit_swaps(&self) -> Result<()> {
        let asked = json!({"ratings": [{"movie_id": self.movie()?, "stars": 5.0}]}).to_string();
        let model = || -> Result<String> {
            let list = post(self.port, "/api/v1/recommendations", &asked)?;
            ensure!(list.status == 200, "during a refit, recommendations answer {}", list.status);
            Ok(list.header("x-model-id").to_owned())
        };
        let before = model()?;
        self.refit()?;
        let started = Instant::now();
        while model()? == before {
            ensure!(started.elapsed() < PATIENCE, "the server does not take the new models");
            std::thread::sleep(Duration::from_millis(100));
        }
        println!("refitted: the server took the new models {:.1} s later", started.elapsed().as_secs_f64());
        Ok(())
    }

    fn movie(&self) -> Result<Value> {
        let page = get(self.port, "/api/v1/movies?limit=1")?.json()?;
        page["movies"][0].get("id").cloned().context("the server lists no movies")
    }

    /// Creates a visitor with one rating, and returns the token.
    fn visitor(&self) -> Result<String> {
        let made = post(self.port, "/api/v1/profiles", "{}")?;
        ensure!(made.status == 201, "a new profile answers {}: {}", made.status, made.body);
        let made: Value = serde_json::from_str(&made.body)?;
        let token = made["token"].as_str().context("the profile has no token")?.to_owned();
        let path = format!("/api/v1/profiles/me/ratings/{}", self.movie()?);
        let rated = self.as_visitor("PUT", &path, &token, r#"{"stars": 4.5}"#)?;
        ensure!(rated.status < 300, "a rating answers {}: {}", rated.status, rated.body);
        Ok(token)
    }

    /// The visitor's ratings; an error if the one rating is missing.
    fn ratings(&self, token: &str) -> Result<Answer> {
        let kept = self.as_visitor("GET", "/api/v1/profiles/me/ratings", token, "")?;
        if kept.status == 200 && !kept.body.contains("4.5") {
            bail!("the rating is lost: {}", kept.body);
        }
        Ok(kept)
    }

    fn as_visitor(&self, method: &str, path: &str, token: &str, body: &str) -> Result<Answer> {
        let bearer = format!("Bearer {token}");
        ask(
            self.port,
            method,
            path,
            &[("Authorization", &bearer), ("Content-Type", "application/json")],
            body,
        )
    }
}

impl Drop for Site<'_> {
    fn drop(&mut self) {
        let _ = self.compose(&["down", "--volumes", "--timeout", "5"]);
    }
}

/// Docker's compose plugin. If it is not installed, Go builds it, which takes some minutes, once.
fn compose_program() -> Result<PathBuf> {
    for place in [
        "/usr/libexec/docker/cli-plugins",
        "/usr/lib/docker/cli-plugins",
        "/usr/local/lib/docker/cli-plugins",
    ] {
        let plugin = Path::new(place).join("docker-compose");
        if plugin.is_file() {
            return Ok(plugin);
        }
    }
    programs(&["go"], &["golang-go"])?;
    let program = work_folder("go")?.join("docker-compose");
    if !program.is_file() {
        run(&root(), &["deploy/test/go-compose.sh", text(&program)?])?;
    }
    Ok(program)
}
