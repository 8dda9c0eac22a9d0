//! Quality notes: what was noticed, how much of the recording it touches.

use std::borrow::Cow;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::facts::{self, fact};

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

/// Something noticed about a recording.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// What was noticed: a stable code and its data.
    #[serde(flatten)]
    pub kind: NoteKind,
    /// How much it matters.
    pub severity: Severity,
    /// Share of the records (or of the time) concerned, 0..1.
    pub share: Option<f64>,
    /// The sensor concerned, where the file holds several.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sensor: Option<String>,
}

/// What was noticed. The texts are those of the same codes in `data/words/`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(tag = "code", rename_all = "snake_case")]
#[non_exhaustive]
pub enum NoteKind {
    /// Running dynamics that repeat the same values are a frozen sensor.
    SensorFrozen {
        /// Seconds left out.
        frozen_s: f64,
    },
    /// No other run says how form follows speed and slope with these sensors.
    OtherRunsUnused {
        /// Runs given.
        given: usize,
    },
    /// Other runs were used to learn how form follows speed and slope.
    OtherRuns {
        /// Runs that could be used.
        used: usize,
        /// Runs given.
        given: usize,
    },
    /// As an earlier version of the program worded it: read back from a document.
    #[serde(untagged)]
    Told {
        /// Its code then.
        code: Cow<'static, str>,
        /// Its text then.
        message: String,
    },
}

fact!(NoteKind);

impl std::fmt::Display for NoteKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        facts::plain(self, f)
    }
}

impl Note {
    /// Good to know.
    pub fn of(kind: NoteKind) -> Self {
        Note { kind, severity: Severity::Info, share: None, sensor: None }
    }

    /// Lowers what can be said.
    pub fn warn(kind: NoteKind) -> Self {
        Note { kind, severity: Severity::Warning, share: None, sensor: None }
    }

    /// Part of the recording could not be used.
    pub fn error(kind: NoteKind) -> Self {
        Note { kind, severity: Severity::Error, share: None, sensor: None }
    }

    /// A note without a share.
    pub fn new(code: &'static str, severity: Severity, message: impl Into<String>) -> Self {
        let kind = NoteKind::Told { code: Cow::Borrowed(code), message: message.into() };
        Note { kind, severity, share: None, sensor: None }
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

    /// The text of a note that is still one, or its code and data.
    pub fn told(&self) -> String {
        match &self.kind {
            NoteKind::Told { message, .. } => message.clone(),
            kind => kind.to_string(),
        }
    }

    /// Changes every text from the file that the note quotes.
    pub fn change_texts(&mut self, change: &impl Fn(&mut String)) {
        if let Some(sensor) = &mut self.sensor {
            change(sensor);
        }
        facts::change_texts(&mut self.kind, change);
    }

    /// The stable code.
    pub fn code(&self) -> String {
        facts::code(&self.kind)
    }
}
