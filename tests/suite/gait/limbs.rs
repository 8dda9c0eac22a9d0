//! Foot, shank and other sensors.
