//! Foot, shank and other sensors.

mod legs;
mod load;
mod rhythm;
