//! From ratings to a publication: measure, fit, write, make current.
//!
//! `cinephile fit --publish` and the fits of a running server share this code. Quality is measured first, so that no
//! time goes into fitting models that the gate rejects.

mod admission;
mod fit_plan;
mod movement;
mod publish;
mod quality_gate;
mod visitors;

pub(crate) use fit_plan::{FitPlan, Gate};
pub(crate) use publish::{FitStep, PublishOutcome, publish};
pub(crate) use quality_gate::describe;
pub(crate) use visitors::Visitors;
