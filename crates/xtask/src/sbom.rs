//! `cargo xtask sbom`: lists every crate that is linked into the binary and every package of the page (CycloneDX).
//!
//! The list comes from cargo's own resolution and the two lock files, so it names what is shipped and leaves out
//! dependencies of tests and builds. Rejected: cargo-cyclonedx, which lists one workspace crate at a time and ignores
//! the page. The list contains no time and no random number, so the same commit gives the same bytes.

use crate::shell::{command, output_of, root};
use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};
use std::collections::{BTreeMap, BTreeSet};
use std::path::PathBuf;

const USAGE: &str = "usage: cargo xtask sbom [--out FILE]    (default: standard output)";
const PROGRAM: &str = "cinephile";

/// Writes the list to the file of `--out`, or prints it.
pub(crate) fn run(words: &[String]) -> Result<()> {
    let out = match words {
        [] => None,
        [option, file] if option == "--out" => Some(PathBuf::from(file)),
        _ => bail!("unknown option `{}`\n\n{USAGE}", words.join(" ")),
    };
    let text = serde_json::to_string_pretty(&list()?).context("cannot write the list as JSON")? + "\n";
    let Some(file) = out else {
        print!("{text}");
        return Ok(());
    };
    if let Some(folder) = file.parent() {
        std::fs::create_dir_all(folder).with_context(|| format!("cannot create `{}`", folder.display()))?;
    }
    std::fs::write(&file, text).with_context(|| format!("cannot write `{}`", file.display()))
}

/// The whole list.
pub(crate) fn list() -> Result<Value> {
    let crates = Crates::read()?;
    let lock = std::fs::read_to_string(root().join("Cargo.lock")).context("cannot read `Cargo.lock`")?;
    let (mut components, mut dependencies) = crates.components(&checksums(&lock))?;
    let page = std::fs::read_to_string(root().join("web/package-lock.json"))
        .context("cannot read `web/package-lock.json`")?;
    components.extend(page_components(&serde_json::from_str(&page)?)?);
    components.sort_by_key(reference);
    dependencies.sort_by_key(|entry| entry["ref"].to_string());
    Ok(json!({
        "bomFormat": "CycloneDX",
        "specVersion": "1.5",
        "version": 1,
        "metadata": {"component": crates.component(&crates.program, &BTreeMap::new(), "application")?},
        "components": components,
        "dependencies": dependencies,
    }))
}

/// Which crates are linked together, as cargo resolves it.
struct Crates {
    packages: BTreeMap<String, Value>,
    /// The dependencies of each crate by cargo's ids, without those of tests and builds.
    edges: BTreeMap<String, Vec<String>>,
    program: String,
}

impl Crates {
    fn read() -> Result<Self> {
        let about = output_of(&["rustc", "-vV"]).context("rustc is not installed")?;
        let host = about.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.context("rustc does not report its host platform")?;
        let ask = ["cargo", "metadata", "--locked", "--format-version", "1", "--filter-platform", host];
        let output = command(&root(), &ask).output().context("cannot start cargo")?;
        if !output.status.success() {
            bail!("`cargo metadata` failed: {}", String::from_utf8_lossy(&output.stderr).trim());
        }
        let metadata: Value = serde_json::from_slice(&output.stdout)?;
        let packages: BTreeMap<_, _> =
            array(&metadata["packages"]).map(|package| (text(&package["id"]), package.clone())).collect();
        let edges = array(&metadata["resolve"]["nodes"]).map(|node| {
            let linked = array(&node["deps"])
                .filter(|dep| array(&dep["dep_kinds"]).any(|kind| kind["kind"].is_null()))
                .map(|dep| text(&dep["pkg"]));
            (text(&node["id"]), linked.collect())
        });
        let edges = edges.collect();
        let program = packages.iter().find(|(_, package)| package["name"] == PROGRAM);
        let program = program.context("cargo does not list the crate `cinephile`")?.0.clone();
        Ok(Self { packages, edges, program })
    }

    /// The crates that are linked into the program, and the dependencies of each.
    fn components(&self, checksums: &BTreeMap<String, String>) -> Result<(Vec<Value>, Vec<Value>)> {
        let mut linked = BTreeSet::from([self.program.clone()]);
        let mut open = vec![self.program.clone()];
        while let Some(id) = open.pop() {
            for next in self.edges.get(&id).into_iter().flatten() {
                if linked.insert(next.clone()) {
                    open.push(next.clone());
                }
            }
        }
        let mut components = Vec::new();
        let mut dependencies = Vec::new();
        for id in &linked {
            let needs = self.edges.get(id).into_iter().flatten();
            let mut needs = needs.map(|next| self.purl(next)).collect::<Result<Vec<_>>>()?;
            needs.sort();
            needs.dedup();
            dependencies.push(json!({"ref": self.purl(id)?, "dependsOn": needs}));
            if *id != self.program {
                components.push(self.component(id, checksums, "library")?);
            }
        }
        Ok((components, dependencies))
    }

    fn component(&self, id: &str, checksums: &BTreeMap<String, String>, kind: &str) -> Result<Value> {
        let package = self.package(id)?;
        let (name, version) = (text(&package["name"]), text(&package["version"]));
        let purl = self.purl(id)?;
        let mut component =
            json!({"type": kind, "bom-ref": purl, "name": name, "version": version, "purl": purl});
        if let Some(licence) = package["license"].as_str() {
            // Older crates write `MIT/Apache-2.0`, which is not an SPDX expression.
            component["licenses"] = json!([{"expression": licence.replace('/', " OR ")}]);
        }
        if let Some(checksum) = checksums.get(&format!("{name} {version}")) {
            component["hashes"] = json!([{"alg": "SHA-256", "content": checksum}]);
        }
        Ok(component)
    }

    fn purl(&self, id: &str) -> Result<String> {
        let package = self.package(id)?;
        Ok(format!("pkg:cargo/{}@{}", text(&package["name"]), text(&package["version"])))
    }

    fn package(&self, id: &str) -> Result<&Value> {
        self.packages.get(id).with_context(|| format!("cargo names `{id}`, but does not describe it"))
    }
}

/// The SHA-256 of each `NAME VERSION` in a `Cargo.lock`; crates of this repository have none.
fn checksums(lock: &str) -> BTreeMap<String, String> {
    let field = |block: &str, name: &str| {
        let start = format!("{name} = \"");
        let value = block.lines().find_map(|line| line.strip_prefix(&start)?.strip_suffix('"'));
        value.map(str::to_owned)
    };
    let entry = |block: &str| {
        Some((format!("{} {}", field(block, "name")?, field(block, "version")?), field(block, "checksum")?))
    };
    lock.split("[[package]]").filter_map(entry).collect()
}

/// The packages that reach a visitor's browser: those in the lock file that are not only for development.
fn page_components(lock: &Value) -> Result<Vec<Value>> {
    let packages = lock["packages"].as_object().context("`web/package-lock.json` lists no packages")?;
    let shipped = packages.iter().filter(|(path, package)| {
        !path.is_empty()
            && package["dev"] != true
            && package["devOptional"] != true
            && package["optional"] != true
    });
    let component = |(path, package): (&String, &Value)| {
        let name = path.rsplit_once("node_modules/").map_or(path.as_str(), |(_, name)| name);
        let version = text(&package["version"]);
        let purl = format!("pkg:npm/{}@{version}", name.replace('@', "%40"));
        let mut component =
            json!({"type": "library", "bom-ref": purl, "name": name, "version": version, "purl": purl});
        if let Some(licence) = package["license"].as_str() {
            component["licenses"] = json!([{"expression": licence}]);
        }
        component
    };
    let mut components: Vec<_> = shipped.map(component).collect();
    components.sort_by_key(reference);
    components.dedup_by_key(|component| reference(component));
    Ok(components)
}

fn reference(component: &Value) -> String {
    text(&component["bom-ref"])
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}

fn array(value: &Value) -> impl Iterator<Item = &Value> {
    value.as_array().into_iter().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_names_what_is_shipped_and_nothing_else() {
        let list = list().expect("listed");
        let names: BTreeSet<_> = array(&list["components"]).map(|part| text(&part["name"])).collect();
        for shipped in ["axum", "cinephile-api", "sqlx", "react", "downshift"] {
            assert!(names.contains(shipped), "{shipped} is missing");
        }
        for not_shipped in ["proptest", "cinephile-trials", "vite", "@playwright/test", "xtask"] {
            assert!(!names.contains(not_shipped), "{not_shipped} is listed");
        }
        let references: Vec<_> = array(&list["components"]).map(reference).collect();
        let distinct: BTreeSet<_> = references.iter().collect();
        assert_eq!(distinct.len(), references.len(), "references are unique");
        let axum = array(&list["components"]).find(|part| part["name"] == "axum").expect("listed");
        assert_eq!(axum["licenses"][0]["expression"], "MIT");
        assert_eq!(axum["hashes"][0]["content"].as_str().map(str::len), Some(64));
    }

    #[test]
    fn checksums_are_read_of_each_package() {
        let lock = "version = 4\n\n[[package]]\nname = \"a\"\nversion = \"1.0.0\"\nchecksum = \"00ff\"\n\n\
                    [[package]]\nname = \"own\"\nversion = \"0.1.0\"\n";
        assert_eq!(checksums(lock), BTreeMap::from([("a 1.0.0".to_owned(), "00ff".to_owned())]));
    }
}
