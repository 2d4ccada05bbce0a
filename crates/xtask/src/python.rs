//! The Python package: built as a wheel, installed into a bare environment, tested there, and type-checked.

use crate::shell::{command, output_of, root, run, run_command};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

/// What builds the wheel and checks types, and what the tests need beside the wheel.
const TOOLS: [&str; 3] = ["maturin==1.16.*", "mypy==2.*", "numpy==2.*"];
const TEST_PACKAGES: [&str; 1] = ["pytest==9.*"];

/// The oldest Python that the wheels are for.
const OLDEST: (u32, u32) = (3, 11);

/// Checks that there is a Python that is new enough.
pub(crate) fn check() -> Result<()> {
    let said =
        output_of(&["python3", "-c", "import sys, venv; print(sys.version_info[0], sys.version_info[1])"]);
    let said = said.context("python3 with its module venv is not installed")?;
    let numbers: Vec<u32> = said.split(' ').filter_map(|number| number.parse().ok()).collect();
    match numbers[..] {
        [major, minor] if (major, minor) >= OLDEST => Ok(()),
        _ => bail!("python3 is {}; the package needs {}.{}", said.replace(' ', "."), OLDEST.0, OLDEST.1),
    }
}

/// Builds, installs and tests the package.
pub(crate) fn test() -> Result<()> {
    let (source, folder) = (root().join("python"), root().join("target/python"));
    run(&source, &["cargo", "fmt", "--check"])?;
    let wheel = build_wheel()?;

    // Bare: the wheel, what it depends on, and pytest.
    let tests = folder.join("tests");
    let _ = std::fs::remove_dir_all(&tests);
    let bare = environment(&tests, &[&[wheel.as_str()], &TEST_PACKAGES[..]].concat())?;
    let pytest = bare.join("pytest").display().to_string();
    // From another folder, so that the installed package is tested and not the one in the repository.
    let cases = source.join("tests").display().to_string();
    let settings = source.join("pyproject.toml").display().to_string();
    run(&tests, &[&pytest, "--quiet", "-c", &settings, "--rootdir", &cases, &cases])?;

    let python = folder.join("tools/bin/python").display().to_string();
    run(&source, &[&python, "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", &wheel])?;
    run(&source, &[&python, "-m", "mypy", "--strict", "cinephile"])?;
    run(&tests, &[&python, "-m", "mypy.stubtest", "cinephile._engine", "--ignore-missing-stub"])
}

/// Builds the wheel; its path.
pub(crate) fn build_wheel() -> Result<String> {
    let (source, folder) = (root().join("python"), root().join("target/python"));
    let tools = environment(&folder.join("tools"), &TOOLS)?;
    let wheels = folder.join("wheels");
    let _ = std::fs::remove_dir_all(&wheels);
    let maturin = tools.join("maturin").display().to_string();
    let mut build = command(&source, &[&maturin, "build", "--release", "--locked", "--out"]);
    build.arg(&wheels).env("CARGO_TARGET_DIR", folder.join("build")).env("CARGO_INCREMENTAL", "0");
    run_command(&mut build)?;
    let wheel = std::fs::read_dir(&wheels)?.flatten().map(|entry| entry.path()).next();
    Ok(wheel.context("no wheel was built")?.display().to_string())
}

/// The wheel that was built last, unless something in it has changed since.
pub(crate) fn built_wheel() -> Option<PathBuf> {
    let wheels = std::fs::read_dir(root().join("target/python/wheels")).ok()?;
    let wheel = wheels.flatten().map(|entry| entry.path()).next()?;
    let sources =
        ["python/cinephile", "python/src", "crates/data", "crates/models", "crates/engine", "crates/eval"];
    let changed = sources.iter().map(|source| last_change(&root().join(source))).max()?;
    (changed <= last_change(&wheel)).then_some(wheel)
}

/// When the file, or any file of the folder, was last changed.
fn last_change(path: &Path) -> Option<SystemTime> {
    match std::fs::read_dir(path) {
        Ok(files) => files.flatten().map(|file| last_change(&file.path())).max().flatten(),
        Err(_) => path.metadata().and_then(|meta| meta.modified()).ok(),
    }
}

/// The `bin` folder of an environment with these packages. One that has them already is kept.
pub(crate) fn environment(folder: &Path, packages: &[&str]) -> Result<PathBuf> {
    let (bin, stamp) = (folder.join("bin"), folder.join("packages.txt"));
    let wanted = packages.join("\n");
    if !std::fs::read_to_string(&stamp).is_ok_and(|installed| installed == wanted) {
        run(&root(), &["python3", "-m", "venv", "--clear", &folder.to_string_lossy()])?;
        let pip = bin.join("pip").display().to_string();
        run(&root(), &[&[&pip, "install", "--quiet", "--disable-pip-version-check"], packages].concat())?;
        std::fs::write(&stamp, wanted).with_context(|| format!("cannot write `{}`", stamp.display()))?;
    }
    Ok(bin)
}

/// The `bin` folder of an environment with the packages of a requirements file.
pub(crate) fn required_environment(folder: &Path, requirements: &Path) -> Result<PathBuf> {
    let text = std::fs::read_to_string(requirements)
        .with_context(|| format!("cannot read `{}`", requirements.display()))?;
    let packages: Vec<&str> =
        text.lines().filter(|line| !line.is_empty() && !line.starts_with('#')).collect();
    environment(folder, &packages)
}
