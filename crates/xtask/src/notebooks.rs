//! The notebooks: executed top to bottom with the package's wheel, and checked as they are checked in.
//!
//! `notebooks/run.py` does both; this step gives it an environment with pinned libraries. A notebook takes the real ratings
//! beside the project where they are, else the built-in sample.

use crate::python::{build_wheel, required_environment};
use crate::shell::{command, root, run, run_command};
use anyhow::{Context as _, Result};

/// Executes all notebooks and checks figures, outputs and badges.
pub(crate) fn test() -> Result<()> {
    let (source, folder) = (root().join("notebooks"), root().join("target/python/notebooks"));
    let wheel = build_wheel()?;
    let bin = required_environment(&folder, &source.join("requirements.txt"))?;
    let python = bin.join("python").display().to_string();
    run(&source, &[&python, "-m", "pip", "install", "--quiet", "--force-reinstall", "--no-deps", &wheel])?;
    let mut check = command(&source, &[&python, "run.py", "--check"]);
    // What these tools remember stays in the build's folder.
    for (name, part) in
        [("MPLCONFIGDIR", "matplotlib"), ("IPYTHONDIR", "ipython"), ("JUPYTER_DATA_DIR", "jupyter")]
    {
        let own = folder.join("config").join(part);
        std::fs::create_dir_all(&own).with_context(|| format!("cannot create `{}`", own.display()))?;
        check.env(name, own);
    }
    run_command(&mut check)
}
