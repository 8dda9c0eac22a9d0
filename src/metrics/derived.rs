//! Metrics computed from others.
