//! Importing a file of organizations, sites, questions and programs.
//!
//! A file is read and checked whole; one fault refuses it whole.

pub mod policy;
