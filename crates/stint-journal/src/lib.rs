//! The record log: append-only, sequence-numbered records with cursors. Knows no job.
