//! Checks the pipelines and their scripts with linters, and with a few checks that no linter has.

use super::tools::{go_program, node_packages, programs, python, text};
use crate::shell::{command, find_program, root, run, run_command};
use anyhow::{Context as _, Result, bail};
use std::path::{Path, PathBuf};

/// Runs actionlint and zizmor on the workflows and shellcheck on every script. Checks that every script that a
/// workflow runs exists, and runs the scripts that need no build.
pub(crate) fn check_workflows() -> Result<()> {
    let zizmor = python("requirements.txt")?.join("zizmor");
    let scripts = node_packages("deploy/test")?;
    run_command(&mut command(&scripts, &["node", "workflows.mjs"]))?;
    let actionlint = go_program("actionlint", "github.com/rhysd/actionlint/cmd/actionlint@v1.7.12")?;
    run(&root(), &[text(&actionlint)?])?;
    run(&root(), &[text(&zizmor)?, "--offline", "--quiet", "--persona", "pedantic", ".github"])?;
    if find_program(&["kubectl"]).is_some() {
        run(&root(), &["deploy/test/scripts.sh"])?;
    } else {
        println!(
            "NOT RUN  scripts of the pipelines: kubectl, which renders what they apply, is not installed"
        );
    }
    match programs(&["shellcheck"], &["shellcheck"]) {
        Ok(()) => run_command(command(&root(), &["shellcheck"]).args(shell_scripts()?)),
        Err(why) => {
            println!("NOT CHECKED  shell scripts by shellcheck: {why}");
            Ok(())
        }
    }
}

/// Every shell script in `deploy/`.
fn shell_scripts() -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for folder in ["deploy/scripts", "deploy/test", "deploy/netlify"] {
        let folder = root().join(folder);
        let entries =
            std::fs::read_dir(&folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
        let files = entries.flatten().map(|entry| entry.path());
        found.extend(files.filter(|path| path.extension().is_some_and(|extension| extension == "sh")));
    }
    if found.is_empty() {
        bail!("there are no scripts in `{}`", Path::new("deploy").display());
    }
    found.sort();
    Ok(found)
}
