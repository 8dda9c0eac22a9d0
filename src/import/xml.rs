//! XML helpers shared by TCX and GPX.
