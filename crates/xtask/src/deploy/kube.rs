//! Runs the pods of the `local` overlay: data is copied from object storage to the volume, a refit publishes, servers
//! load the publication. Also tests what must stop them: a wrong key, a damaged object.
//!
//! podman does not support everything in a Deployment. Probes, rolling updates, the autoscaler and policies are not
//! tested here: their manifests are checked against schemas, and the program's own tests cover signals and a missing
//! database.

use super::engine::Engine;
use super::http::{free_port, get, wait_for};
use super::image::{build, original_endpoints};
use super::podman::Podman;
use super::render::render_all;
use super::storage::{Storage, data_set};
use super::tools::{node_packages, work_folder};
use crate::shell::{command, root};
use anyhow::{Context as _, Result, bail, ensure};
use std::path::PathBuf;
use std::time::{Duration, Instant};

/// Long enough for a fit of everything on a busy machine.
const FIT: Duration = Duration::from_secs(1500);
const PATIENCE: Duration = Duration::from_secs(60);

pub(super) fn try_pods() -> Result<()> {
    let podman = Podman::start()?;
    let image = {
        let engine = Engine::start(&["node", "rust", "runtime"])?;
        let image = build(&engine)?;
        podman.load(&engine, &image)?
    };
    let mut trial = Trial::prepare(podman, image)?;
    trial.data_comes_and_the_server_waits()?;
    trial.a_refit_publishes_and_the_server_takes_it()?;
    trial.all_is_there_the_second_time()?;
    trial.a_wrong_key_stops_the_pod()?;
    trial.a_damaged_object_stops_the_pod()
}

struct Trial {
    podman: Podman,
    image: String,
    storage: Storage,
    rendered: PathBuf,
    files: PathBuf,
    port: u16,
}

impl Trial {
    fn prepare(podman: Podman, image: String) -> Result<Self> {
        node_packages("deploy/test")?;
        let files = work_folder("kube")?.join("bucket");
        let data = data_set(&image, |words| podman.ask(words).map(drop))?;
        let storage = Storage::start(&data, &files)?;
        let rendered = render_all()?.into_iter().find(|file| file.ends_with("local.yaml"));
        let trial = Self {
            podman,
            image,
            storage,
            rendered: rendered.context("no overlay `local`")?,
            files,
            port: free_port()?,
        };
        // Each pod has its own database: `cargo xtask replicas` tests two replicas with PostgreSQL.
        let database = ("database-url", "/var/lib/cinephile/cinephile.db");
        trial.podman.secret("cinephile", &[database, ("admin-token", "an-operators-token")])?;
        trial.keys(&trial.storage.key.1)?;
        Ok(trial)
    }

    fn data_comes_and_the_server_waits(&self) -> Result<()> {
        self.play("Deployment", "cinephile", "new")?;
        wait_for(self.port, "/healthz", PATIENCE, || Ok(()))?;
        let ready = get(self.port, "/readyz")?;
        ensure!(
            ready.status == 503 && ready.body.contains("a publication in"),
            "before a publication /readyz answers: {}",
            ready.body
        );
        let volume = PathBuf::from(self.podman.ask(&[
            "volume",
            "inspect",
            "--format",
            "{{.Mountpoint}}",
            "shared",
        ])?);
        for name in ["ratings.csv", "movies.csv"] {
            let copied = std::fs::read(volume.join("data/ml-latest-small").join(name))?;
            ensure!(
                copied == std::fs::read(self.files.join(name))?,
                "`{name}` on the volume is not what was stored"
            );
        }
        println!(
            "the init container copied the data; the server is alive, but not ready before a publication"
        );
        Ok(())
    }

    fn a_refit_publishes_and_the_server_takes_it(&self) -> Result<()> {
        let started = Instant::now();
        self.play("CronJob", "refit", "kept")?;
        loop {
            let state = self.podman.state("refit-fit")?;
            if state["Status"] == "exited" {
                ensure!(state["ExitCode"] == 0, "the refit failed: {}", self.podman.logs("refit-fit")?);
                break;
            }
            ensure!(started.elapsed() < FIT, "the refit takes too long: {}", self.podman.logs("refit-fit")?);
            std::thread::sleep(Duration::from_millis(500));
        }
        println!("the refit fitted, measured and published in {:.0} s", started.elapsed().as_secs_f64());
        let waited = wait_for(self.port, "/readyz", PATIENCE, || Ok(()))?;
        println!("the server loaded it {:.1} s later", waited.as_secs_f64());
        original_endpoints(self.port)
    }

    fn all_is_there_the_second_time(&self) -> Result<()> {
        let started = Instant::now();
        self.play("Deployment", "cinephile", "kept")?;
        wait_for(self.port, "/readyz", PATIENCE, || Ok(()))?;
        let log = self.podman.logs("cinephile-data")?;
        ensure!(log.contains("nothing to copy"), "with all data copied, the sync prints: {log}");
        println!(
            "with all data copied, ready after {:.1} s: {}",
            started.elapsed().as_secs_f64(),
            log.trim()
        );
        original_endpoints(self.port)
    }

    fn a_wrong_key_stops_the_pod(&self) -> Result<()> {
        self.keys("not-the-secret-of-this-key")?;
        let printed = self.must_stop()?;
        ensure!(
            printed.contains("rejected the key") && printed.contains("AWS_SECRET_ACCESS_KEY"),
            "with a wrong key, the error is: {printed}"
        );
        println!("a wrong key stops the pod: {}", printed.trim());
        self.keys(&self.storage.key.1)
    }

    fn a_damaged_object_stops_the_pod(&mut self) -> Result<()> {
        self.storage.change("corrupt", "movies.csv")?;
        let printed = self.must_stop()?;
        ensure!(printed.contains("movies.csv"), "with a damaged object, the error is: {printed}");
        println!("a damaged object stops the pod: {}", printed.trim());
        self.storage.change("restore", "movies.csv")
    }

    /// Checks that on an empty volume the init container fails and the server is never started. Returns the
    /// container's log.
    fn must_stop(&self) -> Result<String> {
        self.remove("cinephile")?;
        self.podman.ask(&["volume", "rm", "--force", "shared"])?;
        let output = self.podman.play(&self.manifest("Deployment", "cinephile", "new")?, "cinephile.yaml")?;
        ensure!(!output.status.success(), "the pod started nevertheless");
        let state = self.podman.state("cinephile-data")?;
        ensure!(state["ExitCode"] == 1, "the init container ended with {}", state["ExitCode"]);
        let server = self.podman.state("cinephile-server")?;
        ensure!(server["Status"] == "created", "the server was {}", server["Status"]);
        self.podman.logs("cinephile-data")
    }

    fn play(&self, kind: &str, name: &str, volume: &str) -> Result<()> {
        self.remove(name)?;
        let output = self.podman.play(&self.manifest(kind, name, volume)?, &format!("{name}.yaml"))?;
        if !output.status.success() {
            let log = self.podman.logs(&format!("{name}-data")).unwrap_or_default();
            bail!("the pod `{name}` did not start: {}{log}", String::from_utf8_lossy(&output.stderr));
        }
        Ok(())
    }

    /// Removes a pod with its caches and copies of secrets, which the engine would keep.
    fn remove(&self, name: &str) -> Result<()> {
        self.podman.ask(&["pod", "rm", "--force", "--ignore", name])?;
        for volume in ["cinephile", "cinephile-s3", "state"] {
            // Another pod may still have it.
            let _ = self.podman.try_podman(&["volume", "rm", volume]);
        }
        Ok(())
    }

    fn keys(&self, secret: &str) -> Result<()> {
        self.podman
            .secret("cinephile-s3", &[("access-key-id", &self.storage.key.0), ("secret-access-key", secret)])
    }

    fn manifest(&self, kind: &str, name: &str, volume: &str) -> Result<String> {
        let endpoint = format!("AWS_ENDPOINT_URL=http://10.0.2.2:{}", self.storage.port);
        let port = self.port.to_string();
        let rendered = self.rendered.to_string_lossy();
        let words =
            ["node", "deploy/test/pods.mjs", &rendered, kind, name, &self.image, &port, volume, &endpoint];
        let output = command(&root(), &words).output()?;
        ensure!(output.status.success(), "pods.mjs failed: {}", String::from_utf8_lossy(&output.stderr));
        Ok(String::from_utf8(output.stdout)?)
    }
}
