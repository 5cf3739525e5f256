//! A name of a person, organisation or place, and whether two names mean the same.
