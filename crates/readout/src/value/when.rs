//! A time as TIMEX3 says it, and the days it covers.
