//! Tests of simulate.
