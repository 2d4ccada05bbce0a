//! Fits that run behind the requests: on threads of the lowest priority, one fit at a time.

use super::keeper::{Keeper, Look};
use crate::args::DataSource;
use crate::learning::{Course, Outcome, Stage, Visitors, describe};
use crate::{background, clock, data_source};
use anyhow::{Result, anyhow};
use cinephile_api::{FitQuality, FitRequest, FitState, FitStatus, Operator, OperatorError, Reloaded};
use cinephile_publish::GateReport;
use cinephile_store::Store;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::runtime::Handle;

/// Does what is asked under `/api/v1/admin`.
pub(super) struct Fitting {
    shared: Arc<Shared>,
}

struct Shared {
    keeper: Arc<Keeper>,
    course: Course,
    source: DataSource,
    store: Store,
    runtime: Handle,
    status: Mutex<FitStatus>,
}

impl Fitting {
    pub(super) fn new(
        keeper: Arc<Keeper>,
        course: Course,
        source: DataSource,
        store: Store,
        runtime: Handle,
    ) -> Self {
        let status = Mutex::new(FitStatus::idle());
        Self { shared: Arc::new(Shared { keeper, course, source, store, runtime, status }) }
    }
}

impl Operator for Fitting {
    fn reload(&self) -> Result<Reloaded, OperatorError> {
        let look = self.shared.keeper.reload().map_err(|error| {
            tracing::error!("a publication is refused: {error:#}; what is served stays");
            OperatorError::Refused(format!("{error:#}"))
        })?;
        let (model_id, is_changed) = match look {
            Look::Swapped(id, _) => (Some(id.to_string()), true),
            Look::Same(id) => (Some(id.to_string()), false),
            Look::Nothing | Look::RefusedBefore => (None, false),
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
        started.map_err(|e| OperatorError::Refused(format!("no thread can be started: {e}")))?;
        let started_at = Some(clock::now());
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

    /// The whole of a fit; however it ends, the status says so.
    fn run(&self, request: FitRequest) {
        let done = catch_unwind(AssertUnwindSafe(|| self.fit(request)));
        let done = done.unwrap_or_else(|_| Err(anyhow!("the fit panicked; the log says where")));
        let mut status = self.status();
        status.stage = None;
        status.finished_at = Some(clock::now());
        match done {
            Ok(Outcome::Published(manifest)) => {
                status.state = FitState::Published;
                status.model_id = Some(manifest.id.to_string());
                status.quality = manifest.gate.as_ref().map(quality);
                tracing::info!(model.id = %manifest.id, "a fit has published {}", manifest.id);
            }
            Ok(Outcome::Refused(gate)) => {
                let detail = describe(&gate);
                tracing::error!("a fit is not published: {detail}");
                status.state = FitState::Refused;
                status.quality = Some(quality(&gate));
                status.detail = Some(detail);
            }
            Err(error) => {
                let detail = format!("{error:#}");
                tracing::error!("a fit failed: {detail}");
                status.state = FitState::Failed;
                status.detail = Some(detail);
            }
        }
    }

    fn fit(&self, request: FitRequest) -> Result<Outcome> {
        let pool = background::threads("fit")?;
        self.note(Stage { what: "reading the data", step: 0, n_steps: 0 });
        let (dataset, _) = pool.install(|| data_source::open(&self.source))?;
        let visitors = if request.include_profiles {
            self.note(Stage { what: "reading visitors' ratings", step: 0, n_steps: 0 });
            let read = self.runtime.block_on(Visitors::read(&self.store, &dataset.catalogue))?;
            tracing::info!(n_profiles = read.len(), n_unknown = read.n_unknown, "learning from visitors too");
            Some(read)
        } else {
            None
        };
        let course = &self.course;
        let outcome =
            pool.install(|| course.publish(dataset, visitors.as_ref(), &|stage| self.note(stage)))?;
        if matches!(outcome, Outcome::Published(_)) {
            self.keeper.look();
        }
        Ok(outcome)
    }

    fn note(&self, stage: Stage<'_>) {
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        tracing::info!(step = stage.step, n_steps = stage.n_steps, "fit: {}", stage.what);
        let mut status = self.status();
        status.stage = Some(stage.what.to_owned());
        (status.step, status.n_steps) = (count(stage.step), count(stage.n_steps));
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
