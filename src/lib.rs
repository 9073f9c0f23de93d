//! Niangjia (娘家): the program-signup system of trade unions.
//!
//! The floors, from the ground up: [`values`], [`db`], [`web`], the carrying floor
//! ([`notices`], [`timer`]), the features, and the assembly. An import points down only;
//! ARCHITECTURE.md says where to put what.

pub mod accounts;
pub mod app;
pub mod catalog;
pub mod cli;
pub mod config;
pub mod console;
pub mod db;
pub mod docs;
pub mod health;
pub mod households;
pub mod ledger;
pub mod notices;
pub mod openapi;
pub mod organizations;
pub mod privacy;
pub mod registrations;
pub mod roster;
pub mod router;
pub mod timer;
pub mod values;
pub mod web;
pub mod worker;
