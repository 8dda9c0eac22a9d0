//! Tests of xml.
