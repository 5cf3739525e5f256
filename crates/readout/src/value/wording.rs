//! A wording, and whether two wordings say the same.
