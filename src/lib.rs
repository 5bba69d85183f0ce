//! `handoff-audit` reads the CSV exports of a CRM and of onboarding tools, rebuilds the packet that each won deal handed
//! over from sales to customer success, judges it, computes figures by cohort, and writes one self-contained HTML report.
//!
//! # The way of the data
//!
//! Each stage is a function from one value to the next, and each folder is one stage:
//!
//! ```text
//! files ── read ──► records ── map ──► Book ── packet ──► Assembly ── rules, score, assess ──► Assessed
//!                                                                                                  │
//!          index.html, audit.json, *.csv ◄── report, output ◄── Audit ◄── audit ◄── Figures ◄── metrics
//! ```
//!
//! * [`domain`]: the vocabulary: instants and days, origins, interned text.
//! * [`settings`]: `audit.toml` and the command line, validated once.
//! * [`read`]: bytes to text records. Knows CSV, knows no CRM. Every byte of a file belongs to a record or to the ledger.
//! * [`map`]: records to typed tables ([`map::Book`]): which table a file is, which field a heading is.
//! * [`packet`]: rows to one [`packet::Packet`] a won deal.
//! * [`rules`]: one packet to a verdict each; [`score`]: item states to scores; [`assess`] runs both over all packets.
//! * [`stats`]: pure numbers; knows nothing of the project.
//! * [`metrics`]: assessed packets to figures per cohort. The only place that knows polars.
//! * [`audit`]: the whole result as one value, [`audit::Audit`]; every output is drawn from it.
//! * [`report`]: the audit to a page, a summary, JSON. [`output`]: files, published in one step.
//! * [`sample`]: synthetic exports; knows no other stage.
//!
//! # Invariants, mostly absences
//!
//! * The library prints nothing and reads no clock, environment or random source: `as_of` is a setting or comes from the
//!   data. The same input gives the same bytes, whatever the machine's zone, locale or number of cores.
//! * The order of a file's rows does not matter, but where the specification says that it breaks a tie.
//! * No stage fails because of one bad row, and no row vanishes: rows read = rows used + rows set aside, by file.
//! * What no export holds is *not captured* or *not computable*, by name; it is never a zero.
//! * Nothing is computed in `report`; it draws.
//! * The page loads nothing from the network and is complete without script.
//!
//! `tests/tidy.rs` holds the layers to this order.

pub mod domain;
pub mod settings;
pub mod read;
pub mod map;
pub mod packet;
pub mod rules;
pub mod score;
pub mod assess;
pub mod stats;
pub mod metrics;
pub mod audit;
pub mod report;
