//! Tests the page on a host of its own: built for an API of another origin, deployed by the custom image to a
//! stand-in for Netlify's API, served by Netlify's own server, and used in a real browser against a real server.

use super::digests::without_digests;
use super::engine::Engine;
use super::http::{ask, free_port, get, wait_for};
use super::tools::{node_packages, text, work_folder};
use crate::server::binary;
use crate::shell::{command, root, run, run_command};
use crate::{browser, page};
use anyhow::{Context as _, Result, bail, ensure};
use std::collections::BTreeMap;
use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

const IMAGE: &str = "cinephile-netlify:dev";
const TOKEN: &str = "a-token-of-netlify";
const SITE: &str = "8a8d8d6e-7b1c-4a40-9a3e-000000000001";
const PATIENCE: Duration = Duration::from_secs(120);

pub(super) fn try_page() -> Result<()> {
    let browser = browser::find_or_install()?;
    node_packages("deploy/test")?;
    let (api_port, site_port) = (free_port()?, free_port()?);
    let folder = work_folder("netlify")?;
    let built = build_page(&folder, api_port)?;
    let engine = Engine::start(&["node"])?;
    let dockerfile = without_digests("deploy/netlify/Dockerfile")?;
    engine.docker(&[
        "build",
        "--network=host",
        "--file",
        text(&dockerfile)?,
        "--tag",
        IMAGE,
        "deploy/netlify",
    ])?;
    let site = deploy(&engine, &folder, &built)?;
    same_files(&built, &site)?;

    run(&root(), &["chown", "-R", "1000:1000", text(&site)?])?;
    let mount = format!("{}:/site", site.display());
    let port = site_port.to_string();
    // Netlify's functions and edge functions would fetch more packages, and the page does not use them.
    let serve =
        ["dev", "--offline", "--no-open", "--internal-disable-edge-functions", "--dir", ".", "--port", &port];
    let options = ["--network", "host", "--entrypoint", "netlify", "--volume", &mount, IMAGE];
    let container = engine.container("cinephile-site", &[&options[..], &serve].concat())?;
    wait_for(site_port, "/", PATIENCE, || container.must_run())?;
    check_site(site_port, api_port)?;
    walk(&browser, site_port, api_port)
}

/// Builds the page as Netlify does in production. Afterwards, `web/dist` is the page that the server embeds again.
fn build_page(folder: &Path, api_port: u16) -> Result<PathBuf> {
    let build = || {
        let mut build = command(&root(), &["bash", "deploy/netlify/build.sh"]);
        build.env("CONTEXT", "production").env_remove("VITE_API_BASE_URL");
        build
    };
    let rejected = build().output().context("cannot start bash")?;
    let printed = String::from_utf8_lossy(&rejected.stderr).into_owned();
    ensure!(
        !rejected.status.success() && printed.contains("VITE_API_BASE_URL is not set"),
        "a build without an API printed: {printed}"
    );
    run_command(build().env("VITE_API_BASE_URL", format!("http://127.0.0.1:{api_port}")))?;
    let built = folder.join("dist");
    let _ = std::fs::remove_dir_all(&built);
    run(&root(), &["cp", "-r", "web/dist", text(&built)?])?;
    page::build()?;
    Ok(built)
}

/// Deploys the built page with the image, and returns the folder with what arrived.
fn deploy(engine: &Engine, folder: &Path, built: &Path) -> Result<PathBuf> {
    let site = folder.join("site");
    let api = Api::start(&site)?;
    let address = format!("NETLIFY_API_URL=http://127.0.0.1:{}/api/v1", api.port);
    let (dist, settings) = (
        format!("{}:/site/dist:ro", built.display()),
        format!("{}:/site/netlify.toml:ro", root().join("netlify.toml").display()),
    );
    let token = format!("NETLIFY_AUTH_TOKEN={TOKEN}");
    let site_id = format!("NETLIFY_SITE_ID={SITE}");
    let run = |token: &str| {
        let words =
            ["run", "--rm", "--network", "host", "--env", &address, "--env", token, "--env", &site_id];
        let mounts = ["--volume", &dist, "--volume", &settings, IMAGE, "--prod"];
        engine.try_docker(&[&words[..], &mounts].concat())
    };
    let rejected = run("NETLIFY_AUTH_TOKEN=wrong")?;
    ensure!(!rejected.status.success() && !site.exists(), "a wrong token deployed the page");
    let deployed = run(&token)?;
    if !deployed.status.success() {
        bail!(
            "the deploy failed: {}{}",
            String::from_utf8_lossy(&deployed.stdout),
            String::from_utf8_lossy(&deployed.stderr)
        );
    }
    let answer: serde_json::Value =
        serde_json::from_slice(&deployed.stdout).context("the deploy prints no JSON")?;
    println!("deployed as {}", answer["deploy_id"]);
    Ok(site)
}

/// Checks that every built file arrived unchanged. Headers and the fallback are in `netlify.toml`.
fn same_files(built: &Path, site: &Path) -> Result<()> {
    let (mut sent, mut arrived) = (files(built)?, files(site)?);
    sent.remove("_headers").context("no headers were written at build time")?;
    arrived.remove("netlify.toml").context("the settings did not arrive")?;
    ensure!(sent == arrived, "sent {:?}, arrived {:?}", sent.keys(), arrived.keys());
    println!("{} files arrived as they were built", arrived.len());
    Ok(())
}

fn files(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).with_context(|| format!("cannot read `{}`", next.display()))? {
            let path = entry?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path.strip_prefix(folder)?.to_string_lossy().into_owned();
                found.insert(name, std::fs::read(&path)?);
            }
        }
    }
    Ok(found)
}

/// Checks the fallback, addresses that are not pages, and the headers, which contain the API's origin.
fn check_site(site_port: u16, api_port: u16) -> Result<()> {
    let page = get(site_port, "/recommendations?algorithm=kmeans")?;
    ensure!(
        page.status == 200 && page.body.contains("<div id=\"root\">"),
        "an address of the page's router answers {}",
        page.status
    );
    ensure!(get(site_port, "/api/v1/movies")?.status == 404, "an address of the API answers with the page");
    ensure!(
        get(site_port, "/early.js")?.header("content-type").contains("javascript"),
        "a file answers with the page"
    );
    let policy = page.header("content-security-policy");
    let origin = format!("connect-src 'self' http://127.0.0.1:{api_port};");
    ensure!(policy.contains(&origin), "the content security policy does not allow the API: {policy}");
    ensure!(page.header("x-content-type-options") == "nosniff", "headers are missing");
    println!("fallback, 404 for /api and headers are right");
    Ok(())
}

/// Runs the browser tests: the page has one origin, and the API another that allows only the first.
fn walk(browser: &Path, site_port: u16, api_port: u16) -> Result<()> {
    run(&root(), &["cargo", "build", "--quiet", "--package", "cinephile"])?;
    let state = work_folder("netlify/state")?;
    let origin = format!("http://localhost:{site_port}");
    let server = Command::new(binary("debug"))
        .args([
            "serve",
            "--listen",
            &format!("127.0.0.1:{api_port}"),
            "--cors-origin",
            &origin,
            "--state-dir",
        ])
        .arg(&state)
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .context("cannot start the server")?;
    let _server = StopOnDrop(server);
    wait_for(api_port, "/readyz", Duration::from_secs(600), || Ok(()))?;
    for (asks, allowed) in [(origin.as_str(), origin.as_str()), ("https://other.example", "")] {
        let headers = [
            ("Origin", asks),
            ("Access-Control-Request-Method", "POST"),
            ("Access-Control-Request-Headers", "content-type"),
        ];
        let answer = ask(api_port, "OPTIONS", "/api/v1/recommendations", &headers, "")?;
        let allowed_origin = answer.header("access-control-allow-origin");
        ensure!(allowed_origin == allowed, "the API allows `{allowed_origin}` for {asks}");
    }
    page::install()?;
    let mut walk = command(&page::folder(), &["npm", "run", "--silent", "e2e", "--", "visit.spec.ts"]);
    run_command(walk.env("E2E_BASE_URL", &origin).env("CHROMIUM_PATH", browser))
}

/// The stand-in for Netlify's API, which keeps deployed files in a folder.
struct Api {
    _process: StopOnDrop,
    port: u16,
}

impl Api {
    fn start(site: &Path) -> Result<Self> {
        let _ = std::fs::remove_dir_all(site);
        let mut process = command(&root(), &["node", "deploy/test/netlify-api.mjs", text(site)?])
            .env("NETLIFY_AUTH_TOKEN", TOKEN)
            .env("NETLIFY_SITE_ID", SITE)
            .stdout(Stdio::piped())
            .spawn()
            .context("cannot start the stand-in for Netlify's API")?;
        let mut lines = BufReader::new(process.stdout.take().context("piped")?).lines();
        let process = StopOnDrop(process);
        let first = lines.next().context("the stand-in for Netlify's API ended")??;
        let port = first
            .strip_prefix("port ")
            .and_then(|port| port.parse().ok())
            .context("the stand-in for Netlify's API does not report its port")?;
        // Its output must be read on, or it would block.
        std::thread::spawn(move || lines.map_while(Result::ok).for_each(drop));
        Ok(Self { _process: process, port })
    }
}

/// A process that is stopped when the value is dropped.
struct StopOnDrop(Child);

impl Drop for StopOnDrop {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[cfg(test)]
mod tests {
    use crate::shell::root;

    fn read(file: &str) -> String {
        std::fs::read_to_string(root().join(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
    }

    /// What stands between two texts.
    fn between<'a>(text: &'a str, start: &str, end: &str) -> &'a str {
        let rest = text.split_once(start).unwrap_or_else(|| panic!("no `{start}`")).1;
        rest.split_once(end).unwrap_or_else(|| panic!("no `{end}`")).0
    }

    #[test]
    fn the_deployed_page_has_the_same_policy_as_the_embedded_page() {
        let server = read("crates/api/src/http/layers.rs");
        let server = between(&server, "const PAGE_POLICY: &str = \"", "\";").replace('\\', "");
        let server: Vec<_> =
            server.split(';').map(|part| part.split_whitespace().collect::<Vec<_>>()).collect();
        let netlify = read("deploy/netlify/headers.mjs");
        let netlify = between(&netlify, "const POLICY = [", "\n].join");
        let parts = netlify.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with("//"));
        let part = |line: &str| line.trim_end_matches(',').trim_matches(['"', '`']).replace("${api}", "");
        let netlify: Vec<_> = parts.map(part).collect();
        let netlify: Vec<_> =
            netlify.iter().map(|part| part.split_whitespace().collect::<Vec<_>>()).collect();
        assert_eq!(netlify, server);
    }
}
