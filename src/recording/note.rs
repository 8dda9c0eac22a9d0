//! Quality notes: what was noticed, how much of the recording it touches.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};

/// How much a note matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema,
)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Lowers what can be said.
    Warning,
    /// Part of the recording could not be used.
    Error,
}

/// Something noticed about a recording, in words a runner understands.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
pub struct Note {
    /// Stable snake-case code.
    pub code: Cow<'static, str>,
    /// How much it matters.
    pub severity: Severity,
    /// One sentence.
    pub message: String,
    /// Share of the records (or of the time) concerned, 0..1.
    pub share: Option<f64>,
}

impl Note {
    /// A note without a share.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        Note { code: Cow::Borrowed(code), severity, message: message.into(), share: None }
    }

    /// Shorthand for [`Severity::Info`].
    pub fn info(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// Shorthand for [`Severity::Warning`].
    pub fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// Adds the share concerned.
    #[must_use]
    pub fn with_share(mut self, share: f64) -> Self {
        self.share = share.is_finite().then_some(share);
        self
    }
}
