//! Niangjia (娘家): the program-signup system of trade unions.
//!
//! The floors, from the ground up: [`values`], [`db`], [`web`], the carrying floor
//! ([`notices`], `timer`), the features, and the assembly. An import points down only;
//! ARCHITECTURE.md says where to put what.

pub mod catalog;
pub mod db;
pub mod ledger;
pub mod notices;
pub mod organizations;
pub mod roster;
pub mod values;
pub mod web;
