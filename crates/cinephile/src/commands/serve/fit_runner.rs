//! Fits in the background of a server: on threads of the lowest priority, one fit at a time.

use super::watcher::{Look, PublicationWatcher};
use crate::args::DataSource;
use crate::learning::{FitPlan, FitStep, PublishOutcome, Visitors, describe, publish};
use crate::{background, load_data};
use anyhow::{Result, anyhow};
use cinephile_api::{
    FitOutcome, FitQuality, FitRequest, FitState, FitStatus, Operator, OperatorError, Reloaded,
};
use cinephile_files::clock;
use cinephile_publish::GateReport;
use cinephile_store::Store;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::runtime::Handle;

/// Carries out the calls under `/api/v1/admin`.
pub(super) struct FitRunner {
    shared: Arc<Shared>,
}

struct Shared {
    watcher: Arc<PublicationWatcher>,
    plan: FitPlan,
    source: DataSource,
    store: Store,
    runtime: Handle,
    status: Mutex<FitStatus>,
}

impl FitRunner {
    pub(super) fn new(
        watcher: Arc<PublicationWatcher>,
        plan: FitPlan,
        source: DataSource,
        store: Store,
        runtime: Handle,
    ) -> Self {
        let status = Mutex::new(FitStatus::idle());
        Self { shared: Arc::new(Shared { watcher, plan, source, store, runtime, status }) }
    }
}

impl Operator for FitRunner {
    fn reload(&self) -> Result<Reloaded, OperatorError> {
        let look = self.shared.watcher.reload().map_err(|error| {
            tracing::error!("rejected a publication, still serving the current one: {error:#}");
            OperatorError::Refused(format!("{error:#}"))
        })?;
        let (model_id, is_changed) = match look {
            Look::Swapped(id, _) => (Some(id.to_string()), true),
            Look::Same(id) => (Some(id.to_string()), false),
            Look::Nothing | Look::RejectedBefore => (None, false),
        };
        Ok(Reloaded { model_id, is_changed })
    }

    fn start_fit(&self, request: FitRequest) -> Result<FitStatus, OperatorError> {
        let mut status = self.shared.status();
        if status.state == FitState::Running {
            return Err(OperatorError::FitRunning);
        }
        let shared = Arc::clone(&self.shared);
        let thread = std::thread::Builder::new().name("fit".to_owned());
        let started = thread.spawn(move || shared.run(request));
        started.map_err(|e| OperatorError::Refused(format!("cannot start a thread: {e}")))?;
        let started_at = Some(clock::now_rfc3339());
        *status = FitStatus { state: FitState::Running, started_at, ..FitStatus::idle() };
        Ok(status.clone())
    }

    fn fit_status(&self) -> FitStatus {
        self.shared.status().clone()
    }
}

impl Shared {
    fn status(&self) -> MutexGuard<'_, FitStatus> {
        self.status.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Runs one fit and records in the status how it ended.
    fn run(&self, request: FitRequest) {
        let done = catch_unwind(AssertUnwindSafe(|| self.fit(request)));
        let done = done.unwrap_or_else(|_| Err(anyhow!("the fit panicked; the log says where")));
        let mut status = self.status();
        status.stage = None;
        status.finished_at = Some(clock::now_rfc3339());
        match done {
            Ok(PublishOutcome::Published(manifest)) => {
                self.watcher.count_fit(FitOutcome::Published);
                status.state = FitState::Published;
                status.model_id = Some(manifest.id.to_string());
                status.quality = manifest.gate.as_ref().map(quality);
                tracing::info!(model.id = %manifest.id, "a fit published {}", manifest.id);
            }
            Ok(PublishOutcome::Rejected(gate)) => {
                let detail = describe(&gate);
                tracing::error!("the models of a fit were rejected: {detail}");
                self.watcher.count_fit(FitOutcome::Rejected);
                status.state = FitState::Refused;
                status.quality = Some(quality(&gate));
                status.detail = Some(detail);
            }
            Err(error) => {
                let detail = format!("{error:#}");
                tracing::error!("a fit failed: {detail}");
                self.watcher.count_fit(FitOutcome::Failed);
                status.state = FitState::Failed;
                status.detail = Some(detail);
            }
        }
    }

    fn fit(&self, request: FitRequest) -> Result<PublishOutcome> {
        let pool = background::threads("fit")?;
        self.note(FitStep { what: "reading the data", step: 0, n_steps: 0 });
        let (dataset, _) = pool.install(|| load_data::load(&self.source))?;
        let visitors = if request.include_profiles {
            self.note(FitStep { what: "reading visitors' ratings", step: 0, n_steps: 0 });
            let read = self.runtime.block_on(Visitors::read(&self.store, &dataset.catalogue))?;
            tracing::info!(
                n_profiles = read.len(),
                n_unknown = read.n_unknown,
                "learning from visitors as well"
            );
            Some(read)
        } else {
            None
        };
        let on_step = |step: FitStep<'_>| self.note(step);
        let outcome = pool.install(|| publish(&self.plan, dataset, visitors.as_ref(), &on_step))?;
        if matches!(outcome, PublishOutcome::Published(_)) {
            self.watcher.look();
        }
        Ok(outcome)
    }

    fn note(&self, step: FitStep<'_>) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        tracing::info!(step = step.step, n_steps = step.n_steps, "fit: {}", step.what);
        let mut status = self.status();
        status.stage = Some(step.what.to_owned());
        (status.step, status.n_steps) = (count(step.step), count(step.n_steps));
    }
}

fn quality(gate: &GateReport) -> FitQuality {
    FitQuality {
        metric: gate.metric.clone(),
        new: gate.new.mean,
        current: gate.current.as_ref().map(|current| current.mean),
        margin: gate.margin,
    }
}
