//! Tests the Debian package: built from the release binary, checked by lintian and systemd's own checks, unpacked, and
//! started with the settings that the service has.

use super::http::{free_port, wait_for};
use super::image::original_endpoints;
use super::tools::{programs, text, work_folder};
use crate::shell::{command, root, run};
use anyhow::{Context as _, Result, bail, ensure};
use std::path::{Path, PathBuf};
use std::process::{Child, Stdio};
use std::time::Duration;

/// The most exposure that `systemd-analyze security` may report: from 0 (none) to 10.
const MAX_EXPOSURE: f64 = 2.0;
const PATIENCE: Duration = Duration::from_secs(300);

pub(super) fn try_package() -> Result<()> {
    programs(&["lintian", "systemd-analyze", "dpkg-deb"], &["lintian", "systemd", "dpkg"])?;
    let folder = work_folder("package")?;
    let package = build(&folder)?;
    check_lint(&package)?;
    let files = folder.join("files");
    let _ = std::fs::remove_dir_all(&files);
    run(&root(), &["dpkg-deb", "--extract", text(&package)?, text(&files)?])?;
    let unit = files.join("usr/lib/systemd/system/cinephile.service");
    check_unit(&unit, &files)?;
    start(&files, &unit)
}

/// Builds the release binary and the package.
fn build(folder: &Path) -> Result<PathBuf> {
    let mut cargo = command(&root(), &["deploy/scripts/package-deb.sh"]);
    let binary = match std::env::var("DEPLOY_TEST_BINARY") {
        Ok(binary) => PathBuf::from(binary),
        Err(_) => {
            run(&root(), &["cargo", "build", "--locked", "--profile", "dist", "--package", "cinephile"])?;
            root().join("target/dist/cinephile")
        }
    };
    let out = folder.join("out");
    let _ = std::fs::remove_dir_all(&out);
    cargo.arg(&binary).arg(env!("CARGO_PKG_VERSION")).arg(&out);
    crate::shell::run_command(&mut cargo)?;
    let mut packages = std::fs::read_dir(&out)?.flatten().map(|entry| entry.path());
    packages
        .find(|path| path.extension().is_some_and(|ending| ending == "deb"))
        .context("no package was made")
}

/// Fails on every error and warning of lintian.
fn check_lint(package: &Path) -> Result<()> {
    let options = ["lintian", "--allow-root", "--fail-on", "error,warning", text(package)?];
    run(&root(), &options).context("lintian found something in the package")
}

/// Checks the unit by systemd itself, with the binary of the package.
fn check_unit(unit: &Path, files: &Path) -> Result<()> {
    let copy = unit.with_file_name("checked.service");
    let binary = files.join("usr/bin/cinephile");
    let said = std::fs::read_to_string(unit)?.replace("/usr/bin/cinephile", text(&binary)?);
    // The manual page is not installed here.
    let said: String = said
        .lines()
        .filter(|line| !line.starts_with("Documentation="))
        .fold(String::new(), |text, line| text + line + "\n");
    std::fs::write(&copy, said)?;
    run(&root(), &["systemd-analyze", "verify", text(&copy)?])?;
    let output =
        command(&root(), &["systemd-analyze", "security", "--offline=yes", "--no-pager", text(&copy)?])
            .output()
            .context("cannot start systemd-analyze")?;
    std::fs::remove_file(&copy)?;
    let printed = String::from_utf8_lossy(&output.stdout).into_owned();
    let overall = printed.lines().find(|line| line.contains("Overall exposure level"));
    let overall = overall.with_context(|| format!("systemd-analyze printed: {printed}"))?;
    println!("{}", overall.trim());
    let figure = overall.split(": ").nth(1).and_then(|rest| rest.split(' ').next()?.parse::<f64>().ok());
    let exposure = figure.with_context(|| format!("no figure in `{overall}`"))?;
    ensure!(exposure <= MAX_EXPOSURE, "the exposure is {exposure}; at most {MAX_EXPOSURE} is allowed");
    Ok(())
}

/// Starts the packaged program with the unit's variables and the packaged settings, without systemd.
fn start(files: &Path, unit: &Path) -> Result<()> {
    let state = work_folder("package")?.join("state");
    let _ = std::fs::remove_dir_all(&state);
    let port = free_port()?;
    let mut server = command(&root(), &[text(&files.join("usr/bin/cinephile"))?, "serve"]);
    let settings = std::fs::read_to_string(files.join("etc/cinephile/cinephile.env"))?;
    let unit = std::fs::read_to_string(unit)?;
    let variables = unit
        .lines()
        .filter_map(|line| line.strip_prefix("Environment="))
        .chain(settings.lines().filter(|line| !line.starts_with('#') && !line.is_empty()));
    for variable in variables {
        let (name, value) = variable.split_once('=').with_context(|| format!("no value in `{variable}`"))?;
        server.env(name, value);
    }
    server.env("CINEPHILE_STATE_DIR", &state);
    server.env("CINEPHILE_LISTEN", format!("127.0.0.1:{port}"));
    server.env("CINEPHILE_OPERATIONS_LISTEN", format!("127.0.0.1:{}", free_port()?));
    let mut server = Running(server.stdout(Stdio::null()).stderr(Stdio::null()).spawn()?);
    wait_for(port, "/readyz", PATIENCE, || match server.0.try_wait()? {
        Some(code) => bail!("the packaged program ended: {code}"),
        None => Ok(()),
    })?;
    original_endpoints(port)?;
    println!("the packaged program serves");
    Ok(())
}

/// A process that ends with the value.
struct Running(Child);

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
