//! A real reverse proxy in front of two replicas: nginx, which many ingress controllers are based on.

use crate::client::Connection;
use anyhow::{Context as _, Result, bail};
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};
use tokio::process::{Child, Command};

/// The configuration of nginx.
///
/// nginx retries requests other than POST by itself, since they are idempotent. Recommendations are POST requests, but
/// may be retried too, because they change nothing. A replica that failed is tried again immediately (`max_fails=0`).
/// Unlike an orchestrator with readiness probes, this proxy cannot distinguish a replica that is starting (503) from
/// one that is gone; if it avoided a replica for a while, none might be left when the other one ends.
const CONFIG: &str = "\
daemon off;
master_process off;
worker_processes 1;
pid FOLDER/nginx.pid;
error_log FOLDER/nginx.log warn;
events { worker_connections 1024; }
http {
    access_log off;
    client_body_temp_path FOLDER/nginx-body;
    proxy_temp_path FOLDER/nginx-proxy;
    fastcgi_temp_path FOLDER/nginx-fastcgi;
    uwsgi_temp_path FOLDER/nginx-uwsgi;
    scgi_temp_path FOLDER/nginx-scgi;
    keepalive_requests 1000000000;
    upstream replicas {
        server ONE max_fails=0;
        server OTHER max_fails=0;
        keepalive 16;
    }
    server {
        listen ADDRESS;
        proxy_http_version 1.1;
        proxy_set_header Connection \"\";
        proxy_connect_timeout 2s;
        proxy_next_upstream error timeout http_502 http_503;
        location / { proxy_pass http://replicas; }
        location /api/v1/recommendations {
            proxy_pass http://replicas;
            proxy_next_upstream error timeout http_502 http_503 non_idempotent;
        }
    }
}
";

/// A running proxy, which is killed when dropped.
pub struct Proxy {
    _process: Child,
    /// The address, as `127.0.0.1:PORT`.
    pub address: String,
}

impl Proxy {
    /// Starts nginx and waits until it accepts connections.
    ///
    /// # Errors
    /// If nginx does not start. The error contains its log.
    pub async fn start(nginx: &Path, folder: &Path, address: &str, replicas: [&str; 2]) -> Result<Self> {
        let config = CONFIG
            .replace("FOLDER", &folder.display().to_string())
            .replace("ADDRESS", address)
            .replace("ONE", replicas[0])
            .replace("OTHER", replicas[1]);
        let file = folder.join("nginx.conf");
        std::fs::write(&file, config).context("cannot write the proxy's configuration")?;
        let mut process = Command::new(nginx)
            .arg("-p")
            .arg(folder)
            .arg("-c")
            .arg(&file)
            .stdin(Stdio::null())
            .stderr(Stdio::null())
            .kill_on_drop(true)
            .spawn()
            .with_context(|| format!("cannot start `{}`", nginx.display()))?;
        let started = Instant::now();
        while Connection::open(address).await.is_err() {
            let has_ended =
                process.try_wait().context("cannot check whether the proxy is running")?.is_some();
            if has_ended || started.elapsed() > Duration::from_secs(30) {
                let log = std::fs::read_to_string(folder.join("nginx.log")).unwrap_or_default();
                bail!("the proxy does not start: {log}");
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
        Ok(Self { _process: process, address: address.to_owned() })
    }

    /// Finds nginx on the search path, or where Debian installs it.
    #[must_use]
    pub fn find() -> Option<std::path::PathBuf> {
        let path = std::env::var_os("PATH").unwrap_or_default();
        let folders = std::env::split_paths(&path).chain(["/usr/sbin".into(), "/usr/local/sbin".into()]);
        folders.map(|folder| folder.join("nginx")).find(|file| file.is_file())
    }
}
