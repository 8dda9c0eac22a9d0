//! Tests of strength.
