//! Trunk sensors.
